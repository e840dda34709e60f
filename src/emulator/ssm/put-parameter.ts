import type { PutParameterRequest, PutParameterResult } from "@aws-sdk/client-ssm";
import { matchWhole } from "../../template";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { parameterAlreadyExists, validationException } from "./faults";
import { checkNewName } from "./parameter-name";
import { addTags } from "./parameter-tags";
import { chooseTier } from "./parameter-tier";
import { currentVersion, keyOfName, parametersOf } from "./parameter-row";
import type { ParameterRow, ParameterType, ParameterVersion } from "./parameter-row";

const MOST_VERSIONS = 100;
const DEFAULT_KEY = "alias/aws/ssm";
const DATA_TYPES = ["text", "aws:ec2:image", "aws:ssm:integration"];

/** PutParameter — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const putParameter = defineOperation<PutParameterRequest, PutParameterResult>({
  name: "PutParameter",
  run(input, context) {
    // The service removes spaces around a name.
    const name = (input.Name ?? "").trim();
    checkNewName(name);
    refuseCombinations(input);
    const table = parametersOf(context);
    const existing = table.get(keyOfName(name));
    if (existing !== undefined && input.Overwrite !== true) throw parameterAlreadyExists();
    const version = nextVersion(input, existing, context);
    const row = existing ?? newRow(name, context);
    table.put(keyOfName(name), {
      ...row,
      versions: [...row.versions, version].slice(-MOST_VERSIONS),
      tags: addTags(row.tags, input.Tags ?? []),
    });
    return { Version: version.version, Tier: version.tier };
  },
});

function newRow(name: string, { partition, region, caller }: OperationContext): ParameterRow {
  const arn = `arn:${partition}:ssm:${region}:${caller.accountId}:parameter/${keyOfName(name)}`;
  return { name, arn, versions: [], tags: [] };
}

function refuseCombinations({ Overwrite, Tags, Policies }: PutParameterRequest): void {
  if (Overwrite === true && Tags !== undefined && Tags.length > 0) {
    // Sentence: moto, ssm/models.py, and reports of AWS's answer that begin with it.
    throw validationException(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove " +
        "overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  }
  // Time does not pass here, so an expiration would be a promise that nobody keeps.
  if (Policies !== undefined) {
    throw new AwsFault("NotImplemented", "The emulator does not have parameter policies yet.", 501);
  }
}

function nextVersion(
  input: PutParameterRequest,
  existing: ParameterRow | undefined,
  { clock, caller }: OperationContext,
): ParameterVersion {
  const before = existing === undefined ? undefined : currentVersion(existing);
  const type = typeOf(input, before);
  const value = input.Value ?? "";
  const tier = chooseTier(input.Tier, value, before?.tier);
  const allowedPattern = input.AllowedPattern ?? before?.allowedPattern;
  checkPattern(allowedPattern, value);
  return {
    version: (before?.version ?? 0) + 1,
    type,
    value,
    keyId: keyOf(input, type, before),
    tier,
    dataType: dataTypeOf(input.DataType ?? before?.dataType ?? "text"),
    description: input.Description ?? before?.description,
    allowedPattern,
    modifiedAt: clock.now(),
    modifiedBy: caller.arn,
  };
}

function typeOf({ Type: type }: PutParameterRequest, before: ParameterVersion | undefined): ParameterType {
  if (before === undefined) {
    // Sentence: moto, tests/test_ssm/test_ssm_boto3.py.
    if (type === undefined) throw validationException("A parameter type is required when you create a parameter.");
    return type;
  }
  if (type !== undefined && type !== before.type) {
    // Code and sentence of the API reference; that it is for this case is its example's word (unverified).
    throw new AwsFault(
      "HierarchyTypeMismatchException",
      "Parameter Store doesn't support changing a parameter type in a hierarchy. For example, you can't change a " +
        "parameter from a String type to a SecureString type. You must create a new, unique parameter.",
    );
  }
  return before.type;
}

function keyOf(
  { KeyId: keyId }: PutParameterRequest,
  type: ParameterType,
  before: ParameterVersion | undefined,
): string | undefined {
  if (type === "SecureString") return keyId ?? before?.keyId ?? DEFAULT_KEY;
  // Wording unverified.
  if (keyId !== undefined) throw validationException("KeyId is required for SecureString type parameter only.");
  return undefined;
}

/** Sentence: moto, tests/test_ssm/test_ssm_boto3.py. */
function dataTypeOf(dataType: string): string {
  if (DATA_TYPES.includes(dataType)) return dataType;
  throw validationException(
    `The following data type is not supported: ${dataType} (Data type names are all lowercase.)`,
  );
}

/** Sentence: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html, the allowed pattern. */
function checkPattern(pattern: string | undefined, value: string): void {
  if (pattern === undefined || pattern === "") return;
  const verdict = matchWhole(pattern, value);
  switch (verdict) {
    case "matches":
      return;
    case "differs":
      throw new AwsFault(
        "ParameterPatternMismatchException",
        `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
      );
    case "invalid":
    case "too-slow":
      // Sentence of the API reference; AWS's own answer may say more (unverified).
      throw new AwsFault(
        "InvalidAllowedPatternException",
        "The request doesn't meet the regular expression requirement.",
      );
    default:
      return verdict satisfies never;
  }
}
