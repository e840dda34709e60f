import { AwsFault } from "../fault";
import { parameterNotFound, validationException } from "./faults";

/** Characters of a name; the other 1,037 of the model's 2,048 are AWS's for the ARN. */
const LONGEST_NAME = 1011;
const DEEPEST_NAME = 15;

const SEGMENTS = /^\/?[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/;

/**
 * Refuses what AWS takes for no name of a new parameter.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
 */
export function checkNewName(name: string): void {
  if (!isName(name)) throw notAName();
  // Sentence recorded with Terraform, for "db/endpoint/parameter".
  if (isPath(name) && !name.startsWith("/")) throw validationException("Parameter name must be a fully qualified name");
  const bare = name.replace(/^\//, "");
  if (/^aws/i.test(bare)) throw reserved(name, bare);
  // Wording of the last two is unverified; the limits are the guide's.
  if (bare.split("/").length > DEEPEST_NAME) {
    throw new AwsFault(
      "HierarchyLevelLimitExceededException",
      `A hierarchy can have a maximum of ${DEEPEST_NAME} levels.`,
    );
  }
  if (name.length > LONGEST_NAME) {
    throw validationException(`Parameter name must have at most ${LONGEST_NAME} characters`);
  }
}

/** A path is refused with another code and sentence than a bare name (recorded for `/awssec/lab01/vpc_id`; the latter: moto). */
function reserved(name: string, bare: string): AwsFault {
  if (isPath(name)) return new AwsFault("AccessDeniedException", `No access to reserved parameter name: ${bare}.`);
  return validationException('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
}

/** Made of what names are made of; a path may still lack its slash in front. */
function isName(name: string): boolean {
  return SEGMENTS.test(name) && !/^\/?ssm/i.test(name);
}

function isPath(name: string): boolean {
  return name.includes("/");
}

/** Sentence recorded in aws/aws-sdk-php issue 1952 and boto/boto3 issue 1499; localstack's tests have it for readers too. */
function notAName(): AwsFault {
  return validationException(
    'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of ' +
      "sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following " +
      "3 symbols .-_",
  );
}

/** What a reader asks for. */
export interface ParameterReference {
  /** As asked for, or of the ARN: `/shop/db/host`. */
  readonly name: string;
  /** Version or label, without the colon. @default - the current version */
  readonly selector?: string;
  /** @default - asked for by name */
  readonly arn?: string;
}

/** Reads `name`, `name:3`, an ARN, or an ARN with `:3`; throws where it is none of these. */
export function parseReference(text: string): ParameterReference {
  const trimmed = text.trim();
  if (trimmed.startsWith("arn:")) return parseArn(trimmed);
  const [name = "", selector, ...rest] = trimmed.split(":");
  if (rest.length > 0 || !isName(name) || (isPath(name) && !name.startsWith("/"))) throw notAName();
  return selector === undefined ? { name } : { name, selector };
}

function parseArn(text: string): ParameterReference {
  const found = /^(arn:[^:]+:ssm:[^:]*:[0-9]*:parameter)\/([^:]+)(?::([^:]+))?$/.exec(text);
  const [, prefix = "", rest = "", selector] = found ?? [];
  if (found === null) throw parameterNotFound();
  const arn = `${prefix}/${rest}`;
  const name = isPath(rest) ? `/${rest}` : rest;
  return selector === undefined ? { name, arn } : { name, arn, selector };
}

/** Sentence recorded in aws-samples/resource-autotagger issue 1; the backslashes are AWS's. */
export function checkPath(path: string): void {
  if (path === "/" || (path.startsWith("/") && SEGMENTS.test(path.replace(/\/$/, "")) && !/^\/ssm/i.test(path))) return;
  throw validationException(
    "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash " +
      '"/". It can\'t be prefixed with \\"aws\\" or \\"ssm\\" (case-insensitive). It must use only letters, numbers, ' +
      "or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All " +
      'sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  );
}
