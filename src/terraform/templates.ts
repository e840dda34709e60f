import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { AssetType, TerraformAsset, Token } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { readInput } from "../files";
import { hcl } from "./expression";
import type { Expression } from "./expression";
import { isKnown } from "./input-rule";
import { attributeOf, choose, countOf, either, isGiven, isOn } from "./presence";
import type { Presence } from "./presence";
import type { QuiltModuleProps } from "./quilt-module-props";
import { followTemplate } from "./template-url";

/** A template's place for CloudFormation. */
export interface ProvidedTemplate {
  readonly isThere: Presence;
  readonly url: string;
  /** Its text, where that is at hand; else null. */
  readonly text: Expression;
  /** What uploads it. */
  readonly parts: readonly ITerraformDependable[];
}

/** Uploads the templates that are files, and follows the versions of those at URLs. */
export function provideTemplates(
  scope: Construct,
  props: QuiltModuleProps,
): { readonly app: ProvidedTemplate; readonly iam: ProvidedTemplate } {
  const uploads = uploadTemplates(scope, props);
  const follow = isOn(props.followTemplates, true);
  return {
    app: provideTemplate(scope, "template", uploads.app, props.templateUrl, follow),
    iam: provideTemplate(scope, "iam_template", uploads.iam, props.iamTemplateUrl, follow),
  };
}

function provideTemplate(
  scope: Construct,
  id: string,
  upload: UploadedTemplate,
  url: string | undefined,
  follow: Presence,
): ProvidedTemplate {
  const { isThere: isUploaded, parts } = upload;
  const hasUrl = isGiven(scope, url);
  const isThere = either(isUploaded, hasUrl);
  const followed = url === undefined ? undefined : followTemplate(scope, id, { url, isThere: hasUrl, follow });
  const text = choose(isUploaded, upload.text, followed?.text);
  return { isThere, url: Token.asString(choose(isUploaded, upload.url, followed?.url)), text, parts };
}

/** A template that was uploaded, or not. */
interface UploadedTemplate {
  readonly isThere: Presence;
  /** With the version of the object: another content is another URL. Null where nothing is uploaded. */
  readonly url: Expression;
  readonly text: Expression;
  readonly parts: readonly ITerraformDependable[];
}

/** A bucket with versions, and the templates in it that are given as files. */
function uploadTemplates(scope: Construct, props: QuiltModuleProps): { app: UploadedTemplate; iam: UploadedTemplate } {
  const { name, templateFile, iamTemplateFile, tags = {} } = props;
  const hasApp = isGiven(scope, templateFile);
  const hasIam = isGiven(scope, iamTemplateFile);
  const hasBucket = either(hasApp, hasIam);
  if (hasBucket === false) {
    const nothing = { isThere: false, url: hcl`null`, text: hcl`null`, parts: [] };
    return { app: nothing, iam: nothing };
  }
  const bucket = new S3Bucket(scope, "template_bucket", {
    bucketPrefix: `quilt-templates-${name}-`,
    // It holds copies of files only.
    forceDestroy: true,
    count: countOf(hasBucket),
    tags,
  });
  const versioning = new S3BucketVersioningA(scope, "template_versioning", {
    bucket: Token.asString(attributeOf(bucket, hasBucket, "id")),
    versioningConfiguration: { status: "Enabled" },
    count: countOf(hasBucket),
  });
  const upload = (id: string, key: string, file: string | undefined, isThere: Presence): UploadedTemplate => {
    if (file === undefined || isThere === false) return { isThere, url: hcl`null`, text: hcl`null`, parts: [] };
    const source = sourceOf(scope, `${id}_source`, file);
    const object = new S3Object(scope, id, {
      bucket: Token.asString(attributeOf(bucket, hasBucket, "id")),
      key,
      source,
      sourceHash: Token.asString(hcl`filemd5(${source})`),
      count: countOf(isThere),
      // The first version, too, gets an id only in a bucket that keeps versions already.
      dependsOn: [versioning],
    });
    const host = attributeOf(bucket, hasBucket, "bucket_regional_domain_name");
    const url = hcl`"https://\${${host}}/\${${attributeOf(object, isThere, "key")}}?versionId=\${${attributeOf(object, isThere, "version_id")}}"`;
    return { isThere, url, text: hcl`file(${source})`, parts: [object] };
  };
  return {
    app: upload("template", "quilt.yaml", templateFile, hasApp),
    iam: upload("iam_template", "quilt-iam.yaml", iamTemplateFile, hasIam),
  };
}

/** The file as Terraform finds it: a copy beside the synthesized configuration, or the path that Terraform is given. */
function sourceOf(scope: Construct, id: string, file: string): string {
  if (!isKnown(file)) return file;
  // A hash of our own: those of cdktf and cdktn differ.
  const assetHash = createHash("sha256").update(readInput(file, "template")).digest("hex").slice(0, 32);
  return new TerraformAsset(scope, id, { path: resolve(file), type: AssetType.FILE, assetHash }).path;
}
