import type { Constraint } from "../constraints";

// The simple shapes of AWS's model of STS (API version 2011-06-15, as botocore 1.43.107 carries it), by AWS's names.

export const accessKeyIdType: Constraint = { maxLength: 128, minLength: 16, pattern: "[\\w]*" };
export const arnType: Constraint = {
  maxLength: 2048,
  minLength: 20,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+",
};
export const clientTokenType: Constraint = { maxLength: 20000, minLength: 4 };
export const contextAssertionType: Constraint = { maxLength: 2048, minLength: 4 };
export const durationSecondsType: Constraint = { max: 129600, min: 900 };
export const encodedMessageType: Constraint = { maxLength: 10240, minLength: 1 };
export const externalIdType: Constraint = { maxLength: 1224, minLength: 2, pattern: "[\\w+=,.@:\\/-]*" };
export const jwtAlgorithmType: Constraint = { maxLength: 5, minLength: 5 };
export const minimumSessionTokenSizeType: Constraint = { max: 4096, min: 0 };
export const providedContextsListType: Constraint = { maxLength: 5, minLength: 1 };
export const roleDurationSecondsType: Constraint = { max: 43200, min: 900 };
export const roleSessionNameType: Constraint = { maxLength: 64, minLength: 2, pattern: "[\\w+=,.@-]*" };
export const rootDurationSecondsType: Constraint = { max: 900, min: 0 };
export const sAMLAssertionType: Constraint = { maxLength: 100000, minLength: 4 };
export const serialNumberType: Constraint = { maxLength: 256, minLength: 9, pattern: "[\\w+=/:,.@-]*" };
export const sessionPolicyDocumentType: Constraint = {
  maxLength: 2048,
  minLength: 1,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
};
export const sourceIdentityType: Constraint = { maxLength: 64, minLength: 2, pattern: "[\\w+=,.@-]*" };
export const tagKeyListType: Constraint = {
  maxLength: 50,
  each: { maxLength: 128, minLength: 1, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+" },
};
export const tagKeyType: Constraint = { maxLength: 128, minLength: 1, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+" };
export const tagListType: Constraint = { maxLength: 50 };
export const tagValueType: Constraint = { maxLength: 256, minLength: 0, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*" };
export const targetPrincipalType: Constraint = { maxLength: 2048, minLength: 12 };
export const tokenCodeType: Constraint = { maxLength: 6, minLength: 6, pattern: "[\\d]*" };
export const urlType: Constraint = { maxLength: 2048, minLength: 4 };
export const userNameType: Constraint = { maxLength: 32, minLength: 2, pattern: "[\\w+=,.@-]*" };
export const webIdentityTokenAudienceListType: Constraint = {
  maxLength: 10,
  minLength: 1,
  each: { maxLength: 1000, minLength: 1 },
};
export const webIdentityTokenDurationSecondsType: Constraint = { max: 3600, min: 60 };
