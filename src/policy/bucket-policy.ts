import type { Diagnostic, Path } from "../base";
import { compileGlob } from "./matching/glob";
import { parsePattern } from "./matching/pattern-tokens";
import { isObject, listOf, refusal, statementsOf, textsOf } from "./policy-json";
import type { PolicyJson } from "./policy-json";
import { findService } from "./service-authorization";
import { STATEMENT_ELEMENTS, isPlausiblePrincipal, listPrincipals } from "./trust-policy";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html */
const LARGEST = 20_480;

/** Elements of which each statement has one or its opposite; an effect has none. */
const REQUIRED = [["Effect"], ["Principal", "NotPrincipal"], ["Action", "NotAction"], ["Resource", "NotResource"]];

/** What a statement of a bucket's policy can be about. */
type Kind = "bucket" | "object";

/**
 * What S3 refuses in the policy of a bucket; the first is what S3 answers. The order is unverified, and conditions are not
 * checked. Sentences as S3 answers them: hashicorp/terraform issue 28688 (Missing required field Principal),
 * aws-samples/aws-serverless-appsync-app issue 4 and noobaa/noobaa-core issue 10058 (Policy has invalid resource),
 * humanmade/S3-Uploads issue 239 (Action does not apply …), aws/aws-sdk-net issue 1317 (Invalid principal in policy),
 * awsdocs/aws-cloudformation-user-guide pull request 1013 (Invalid policy syntax.). "Policy has invalid action", "Invalid
 * effect: …", those on version, empty statements and what is no JSON are as versity/versitygw has them from S3.
 *
 * @param text the document
 * @param bucket name of the bucket that it is for
 */
export function validateBucketPolicy(text: string, bucket: string): readonly Diagnostic[] {
  if (!text.trimStart().startsWith("{")) {
    return [refusal("invalid-json", "Policies must be valid JSON and the first byte must be '{'", [])];
  }
  const document = parseJson(text);
  if (!isObject(document)) return [refusal("invalid-json", "This policy contains invalid Json", [])];
  const { Version: version = "2008-10-17", Statement: given } = document;
  if (given === undefined) return [refusal("element-missing", "Missing required field Statement", [])];
  if (version !== "2008-10-17" && version !== "2012-10-17") {
    return [refusal("invalid-version", "The policy must contain a valid version string", ["Version"])];
  }
  const statements = statementsOf(document);
  if (statements.length < listOf(given).length) return [invalidSyntax(["Statement"])];
  if (statements.length === 0) {
    return [refusal("no-statement", "Could not parse the policy: Statement is empty!", ["Statement"])];
  }
  // What S3 normalizes besides white space is unverified.
  const size = Buffer.byteLength(text.replace(/\s/g, ""));
  return [
    ...(size > LARGEST ? [tooLarge()] : []),
    ...statements.flatMap(({ statement, path }) => checkStatement(statement, path, bucket)),
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function tooLarge(): Diagnostic {
  const message = `Normalized policy document exceeds the maximum allowed size of ${LARGEST} bytes`;
  return refusal("too-large", message, []);
}

function invalidSyntax(path: Path): Diagnostic {
  return refusal("invalid-syntax", "Invalid policy syntax.", path);
}

function checkStatement(statement: PolicyJson, path: Path, bucket: string): Diagnostic[] {
  return [
    ...Object.keys(statement)
      .filter((element) => !STATEMENT_ELEMENTS.includes(element))
      .map((element) => refusal("unknown-element", `Unknown field ${element}`, [...path, element])),
    ...REQUIRED.filter((elements) => elements.every((element) => statement[element] === undefined)).map(
      ([element = ""]) => refusal("element-missing", `Missing required field ${element}`, path),
    ),
    ...["Action", "NotAction", "Resource", "NotResource"]
      .filter((element) => !isTexts(statement[element]))
      .map((element) => invalidSyntax([...path, element])),
    ...checkEffect(statement, path),
    ...checkPrincipals(statement, path),
    ...checkActionsAndResources(statement, path, bucket),
  ];
}

function isTexts(value: unknown): boolean {
  const texts = listOf(value);
  return value === undefined || (texts.length > 0 && texts.every((text) => typeof text === "string"));
}

function checkEffect({ Effect: effect }: PolicyJson, path: Path): Diagnostic[] {
  if (effect === undefined || effect === "Allow" || effect === "Deny") return [];
  if (typeof effect !== "string") return [invalidSyntax([...path, "Effect"])];
  return [refusal("invalid-effect", `Invalid effect: ${effect}`, [...path, "Effect"])];
}

/** An origin access identity: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
const CLOUDFRONT = /^arn:[a-z-]+:iam::cloudfront:user\/CloudFront Origin Access Identity \w+$/;

function checkPrincipals(statement: PolicyJson, path: Path): Diagnostic[] {
  return listPrincipals(statement, path).flatMap((principal) => {
    if (principal.type === "") return [invalidSyntax(principal.path)];
    if (isPlausiblePrincipal(principal) || CLOUDFRONT.test(principal.id)) return [];
    return [refusal("invalid-principal", "Invalid principal in policy", principal.path)];
  });
}

function checkActionsAndResources(statement: PolicyJson, path: Path, bucket: string): Diagnostic[] {
  const actions = ["Action", "NotAction"]
    .flatMap((element) => textsOf(statement, path, element))
    .map((action) => ({ ...action, kinds: kindsOfAction(action.text) }));
  const resources = textsOf(statement, path, "Resource").map((resource) => ({
    ...resource,
    kinds: kindsOfResource(resource.text, bucket),
  }));
  const about = new Set(resources.flatMap(({ kinds }) => kinds));
  return [
    ...actions
      .filter(({ kinds }) => kinds.size === 0)
      .map(({ path: at }) => refusal("invalid-action", "Policy has invalid action", at)),
    ...resources
      .filter(({ kinds }) => kinds.length === 0)
      .map(({ path: at }) => refusal("invalid-resource", "Policy has invalid resource", at)),
    ...(statement["Action"] === undefined || statement["Resource"] === undefined ? [] : actions)
      .filter(({ kinds }) => ![...kinds].some((kind) => about.has(kind)))
      .map(({ path: at }) =>
        refusal("action-without-resource", "Action does not apply to any resource(s) in statement", at),
      ),
  ];
}

/** What the actions that a pattern names are about; empty where it names none of a bucket or an object. */
function kindsOfAction(pattern: string): ReadonlySet<Kind> {
  const [prefix = "", name] = pattern.toLowerCase().split(":", 2);
  const kinds = new Set<Kind>();
  if (pattern !== "*" && (prefix !== "s3" || name === undefined)) return kinds;
  const matches = compileGlob(parsePattern(name ?? "*", { wildcards: true, variables: false }));
  for (const [action, { resourceTypes }] of findService("s3")?.actions ?? []) {
    if (!matches(action)) continue;
    for (const { type } of resourceTypes) if (type.name === "bucket" || type.name === "object") kinds.add(type.name);
  }
  return kinds;
}

/** What an ARN can be of this bucket: itself, its objects, with wildcards both; nothing where it is of another. */
function kindsOfResource(arn: string, bucket: string): readonly Kind[] {
  const [, name = "", key] = /^arn:[^:]+:s3:::([^/]*)(\/.*)?$/s.exec(arn) ?? [];
  // A variable may stand for any name.
  const isOurs = name.includes("${") || compileGlob(parsePattern(name, { wildcards: true, variables: false }))(bucket);
  if (name === "" || !isOurs) return [];
  if (key !== undefined) return ["object"];
  return /[*$]/.test(name) ? ["bucket", "object"] : ["bucket"];
}
