import { DataAwsS3Object } from "@cdktf/provider-aws/lib/data-aws-s3-object";
import { TerraformLocal, Token } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { hcl } from "./expression";
import type { Expression } from "./expression";
import { isKnown } from "./input-rule";
import { INPUT_RULES } from "./input-rules";
import { attributeOf, both, countOf } from "./presence";
import type { Presence } from "./presence";

export interface FollowedTemplate {
  readonly url: string;
  /** Whether there is a template at all. */
  readonly isThere: Presence;
  /** Whether to look up the version of the object. */
  readonly follow: Presence;
  readonly dependsOn?: ITerraformDependable[];
}

/** Where a template is, and its text; null where the provider does not read it: S3 must call it some kind of text. */
export interface TemplateAddress {
  readonly url: string;
  readonly text: Expression;
}

/**
 * A template's URL with the version of the object it names, so that a new version at the same address updates the stack:
 * Terraform compares nothing but the URL.
 *
 * The URL stays as it is where it names a version itself, or where the bucket keeps none.
 */
export function followTemplate(scope: Construct, id: string, template: FollowedTemplate): TemplateAddress {
  const { url, isThere, follow } = template;
  if (follow === false || (isKnown(url) && url.includes("?"))) return { url, text: hcl`null` };
  const isLookedUp = both(isThere, follow);
  const object = new DataAwsS3Object(scope, `${id}_version`, {
    ...(isKnown(url) ? addressOf(url) : addressAtRunTime(scope, id, url)),
    count: countOf(isLookedUp),
    dependsOn: template.dependsOn,
  });
  const version = attributeOf(object, isLookedUp, "version_id");
  // S3 calls the only version of an object in a bucket without versioning null.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
  const isUnversioned = hcl`contains(["", "null"], coalesce(${version}, "null"))`;
  const isFinal = isKnown(url) ? isUnversioned : hcl`strcontains(coalesce(${url}, "?"), "?") || ${isUnversioned}`;
  const versioned = hcl`${isFinal} ? ${url} : ${`${url}?versionId=${version.toString()}`}`;
  return { url: Token.asString(versioned), text: attributeOf(object, isLookedUp, "body") };
}

interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

/** Bucket and key of a URL with the bucket's name in its host, or at the head of its path. */
function addressOf(url: string): ObjectAddress {
  const [, bucketInHost, path = ""] = new RegExp(INPUT_RULES.templateUrl.pattern).exec(url) ?? [];
  if (bucketInHost !== undefined) return { bucket: bucketInHost, key: path };
  const slash = path.indexOf("/");
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

/** The same by Terraform. */
function addressAtRunTime(scope: Construct, id: string, url: string): ObjectAddress {
  const { fqn } = new TerraformLocal(
    scope,
    `${id}_address`,
    hcl`try(regex(${INPUT_RULES.templateUrl.pattern}, ${url}), [null, ""])`,
  );
  const [bucketInHost, path] = [hcl`${fqn}[0]`, hcl`${fqn}[1]`];
  return {
    bucket: Token.asString(hcl`coalesce(${bucketInHost}, split("/", ${path})[0])`),
    key: Token.asString(hcl`${bucketInHost} == null ? replace(${path}, "/^[^/]+[/]/", "") : ${path}`),
  };
}
