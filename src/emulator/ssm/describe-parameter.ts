import { createHash } from "node:crypto";
import type { Parameter, ParameterHistory, ParameterMetadata } from "@aws-sdk/client-ssm";
import type { FoundParameter } from "./find-parameter";
import { currentVersion } from "./parameter-row";
import type { ParameterRow, ParameterVersion } from "./parameter-row";

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Parameter.html */
export function describeParameter({ row, version, name, selector }: FoundParameter, decrypted: boolean): Parameter {
  return {
    Name: name,
    Type: version.type,
    Value: valueOf(row, version, decrypted),
    Version: version.version,
    Selector: selector,
    LastModifiedDate: version.modifiedAt,
    ARN: row.arn,
    DataType: version.dataType,
  };
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterMetadata.html */
export function describeMetadata(row: ParameterRow): ParameterMetadata {
  return { ...describeVersion(row, currentVersion(row)), ARN: row.arn };
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterHistory.html */
export function describeHistory(row: ParameterRow, version: ParameterVersion, decrypted: boolean): ParameterHistory {
  return { ...describeVersion(row, version), Value: valueOf(row, version, decrypted), Labels: [] };
}

/** What both say of a version, its value aside. */
function describeVersion(row: ParameterRow, version: ParameterVersion): ParameterMetadata & ParameterHistory {
  return {
    Name: row.name,
    Type: version.type,
    KeyId: version.keyId,
    LastModifiedDate: version.modifiedAt,
    LastModifiedUser: version.modifiedBy,
    Description: version.description,
    AllowedPattern: version.allowedPattern,
    Version: version.version,
    Tier: version.tier,
    Policies: [],
    DataType: version.dataType,
  };
}

/** Without decryption, something that stands for the ciphertext: AWS's, too, is text that says nothing. */
function valueOf(row: ParameterRow, { type, value, version }: ParameterVersion, decrypted: boolean): string {
  if (type !== "SecureString" || decrypted) return value;
  const digest = createHash("sha512")
    .update(JSON.stringify([row.arn, version, value]))
    .digest("base64");
  return `AQICAH${digest}`;
}
