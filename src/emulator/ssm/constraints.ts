import type { Constraint, Constraints } from "../constraints";

const resourceType: Constraint = {
  values: [
    "Document",
    "ManagedInstance",
    "MaintenanceWindow",
    "Parameter",
    "PatchBaseline",
    "OpsItem",
    "OpsMetadata",
    "Automation",
    "Association",
  ],
};
const parameterName: Constraint = { maxLength: 2048, minLength: 1 };
const nameList: Constraint = { maxLength: 10, minLength: 1, each: parameterName };

/**
 * What AWS's model of Systems Manager demands of the input members of the operations here.
 * Source: the API model, version 2014-11-06, as botocore 1.43.11 carries it. The order of parameter types is that of
 * AWS's messages, as moto's ssm/models.py has it.
 */
export const ssmConstraints: Constraints = {
  AllowedPattern: { maxLength: 1024, minLength: 0 },
  DataType: { maxLength: 128, minLength: 0 },
  Description: { maxLength: 1024, minLength: 0 },
  KeyId: { maxLength: 256, minLength: 1, pattern: "^([a-zA-Z0-9:/_-]+)$" },
  MaxResults: { max: 50, min: 1 },
  "GetParametersByPathRequest.MaxResults": { max: 10, min: 1 },
  Name: parameterName,
  Names: nameList,
  "ParameterStringFilter.Key": {
    maxLength: 132,
    minLength: 1,
    pattern: "tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType",
  },
  "ParameterStringFilter.Option": { maxLength: 10, minLength: 1 },
  "ParameterStringFilter.Values": { maxLength: 50, minLength: 1, each: { maxLength: 1024, minLength: 1 } },
  "ParametersFilter.Key": { values: ["Name", "Type", "KeyId"] },
  "ParametersFilter.Values": { maxLength: 50, minLength: 1, each: { maxLength: 1024, minLength: 1 } },
  Path: parameterName,
  Policies: { maxLength: 4096, minLength: 1 },
  ResourceType: resourceType,
  TagKeys: { each: { maxLength: 128, minLength: 1, pattern: "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$" } },
  Tags: { maxLength: 1000 },
  "Tag.Key": { maxLength: 128, minLength: 1, pattern: "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$" },
  "Tag.Value": { maxLength: 256, minLength: 0, pattern: "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$" },
  Tier: { values: ["Standard", "Advanced", "Intelligent-Tiering"] },
  Type: { values: ["SecureString", "StringList", "String"] },
};
