import type { Constraint } from "../constraints";

// Observed in many public error logs for roleName and userName; the path's is recorded (facts/aws-errors.tsv, test_iam_mfa).
const NAME_RULE = "It must contain only alphanumeric characters and/or the following: +=,.@_-";
const PATH_RULE = "It must begin and end with / and contain only alphanumeric characters and/or / characters.";

// The simple shapes of AWS's model of IAM (API version 2010-05-08, as botocore 1.43.107 carries it), by AWS's names.

export const accessAdvisorUsageGranularityType: Constraint = { values: ["SERVICE_LEVEL", "ACTION_LEVEL"] };
export const accessKeyIdType: Constraint = { maxLength: 128, minLength: 16, pattern: "[\\w]+" };
export const accountAliasType: Constraint = {
  maxLength: 63,
  minLength: 3,
  pattern: "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
};
export const accountIdType: Constraint = { pattern: "\\d{12}" };
export const actionNameListType: Constraint = { each: { maxLength: 128, minLength: 3 } };
export const arnType: Constraint = { maxLength: 2048, minLength: 20 };
export const assertionEncryptionModeType: Constraint = { values: ["Required", "Allowed"] };
export const assignmentStatusType: Constraint = { values: ["Assigned", "Unassigned", "Any"] };
/** Recorded (github.com/radkawar/stackd): one such character is enough, since the name may have wildcards. */
export const attachmentName: Constraint = { maxLength: 128, minLength: 1, pattern: ".*[\\w+=,.@-]+.*" };
export const attachmentType: Constraint = { values: ["user", "group", "role"] };
export const authenticationCodeType: Constraint = { maxLength: 6, minLength: 6, pattern: "[\\d]+" };
export const certificateBodyType: Constraint = {
  maxLength: 16384,
  minLength: 1,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
};
export const certificateChainType: Constraint = {
  maxLength: 2097152,
  minLength: 1,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
};
export const certificateIdType: Constraint = { maxLength: 128, minLength: 24, pattern: "[\\w]+" };
export const clientIDListType: Constraint = { each: { maxLength: 255, minLength: 1 } };
export const clientIDType: Constraint = { maxLength: 255, minLength: 1 };
export const contextKeyNameType: Constraint = { maxLength: 256, minLength: 5 };
export const contextKeyTypeEnum: Constraint = {
  values: [
    "string",
    "stringList",
    "numeric",
    "numericList",
    "boolean",
    "booleanList",
    "ip",
    "ipList",
    "binary",
    "binaryList",
    "date",
    "dateList",
  ],
};
export const credentialAgeDays: Constraint = { max: 36600, min: 1 };
export const customSuffixType: Constraint = { maxLength: 64, minLength: 1, pattern: "[\\w+=,.@-]+" };
export const delegationRequestDescriptionType: Constraint = {
  maxLength: 1000,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*",
};
export const delegationRequestIdType: Constraint = { maxLength: 128, minLength: 16, pattern: "[\\w-]+" };
export const deletionTaskIdType: Constraint = { maxLength: 1000, minLength: 1 };
export const encodingType: Constraint = { values: ["SSH", "PEM"] };
export const entityListType: Constraint = {
  each: { values: ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"] },
};
export const entityType: Constraint = { values: ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"] };
export const existingUserNameType: Constraint = {
  maxLength: 128,
  minLength: 1,
  pattern: "[\\w+=,.@-]+",
  patternRule: NAME_RULE,
};
export const globalEndpointTokenVersion: Constraint = { values: ["v1Token", "v2Token"] };
export const groupNameType: Constraint = {
  maxLength: 128,
  minLength: 1,
  pattern: "[\\w+=,.@-]+",
  patternRule: NAME_RULE,
};
export const instanceProfileNameType: Constraint = {
  maxLength: 128,
  minLength: 1,
  pattern: "[\\w+=,.@-]+",
  patternRule: NAME_RULE,
};
export const jobIDType: Constraint = { maxLength: 36, minLength: 36 };
export const localeType: Constraint = { maxLength: 12, minLength: 2 };
export const markerType: Constraint = { maxLength: 320, minLength: 1, pattern: "[\\u0020-\\u00FF]+" };
export const maxItemsType: Constraint = { max: 1000, min: 1 };
export const maxPasswordAgeType: Constraint = { max: 1095, min: 1 };
export const minimumPasswordLengthType: Constraint = { max: 128, min: 6 };
export const notesType: Constraint = {
  maxLength: 500,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*",
};
export const notificationChannelType: Constraint = { maxLength: 400, minLength: 2, pattern: "^[a-zA-Z0-9:_.-]+$" };
export const openIDConnectProviderUrlType: Constraint = { maxLength: 255, minLength: 1 };
export const organizationPolicyListType: Constraint = { maxLength: 7 };
export const organizationsEntityPathType: Constraint = {
  maxLength: 427,
  minLength: 19,
  pattern: "^o-[0-9a-z]{10,32}\\/r-[0-9a-z]{4,32}[0-9a-z-\\/]*",
};
export const organizationsPolicyIdType: Constraint = { pattern: "^p-[0-9a-zA-Z_]{8,128}$" };
export const ownerIdType: Constraint = { maxLength: 2048, minLength: 20, pattern: "^[a-zA-Z0-9:/+=,.@_-]+$" };
export const passwordReusePreventionType: Constraint = { max: 24, min: 1 };
export const passwordType: Constraint = {
  maxLength: 128,
  minLength: 1,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
};
export const pathPrefixType: Constraint = { maxLength: 512, minLength: 1, pattern: "\\u002F[\\u0021-\\u007F]*" };
export const pathType: Constraint = {
  maxLength: 512,
  minLength: 1,
  pattern: "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)",
  patternRule: PATH_RULE,
};
export const policyDescriptionType: Constraint = { maxLength: 1000 };
export const policyDocumentType: Constraint = {
  maxLength: 131072,
  minLength: 1,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
};
export const policyExclusionsListType: Constraint = { maxLength: 256 };
export const policyIdentifierPolicyType: Constraint = {
  values: ["inline", "aws-managed", "user-managed", "permission-boundary", "scp", "rcp"],
};
export const policyNameType: Constraint = {
  maxLength: 128,
  minLength: 1,
  pattern: "[\\w+=,.@-]+",
  patternRule: NAME_RULE,
};
export const policyParameterListType: Constraint = { maxLength: 50 };
export const policyParameterNameType: Constraint = { maxLength: 256, minLength: 5, pattern: "[ -~]+" };
export const policyParameterTypeEnum: Constraint = { values: ["string", "stringList"] };
export const policyParameterValuesListType: Constraint = { each: { pattern: "[ -~]+" } };
export const policyPathType: Constraint = {
  maxLength: 512,
  minLength: 1,
  pattern: "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/",
  patternRule: PATH_RULE,
};
export const policyScopeType: Constraint = { values: ["All", "AWS", "Local"] };
export const policyUsageType: Constraint = { values: ["PermissionsPolicy", "PermissionsBoundary"] };
export const policyVersionIdType: Constraint = { pattern: "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?" };
export const privateKeyIdType: Constraint = { maxLength: 64, minLength: 22, pattern: "[A-Z0-9]+" };
export const privateKeyType: Constraint = {
  maxLength: 16384,
  minLength: 1,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
};
export const publicKeyIdType: Constraint = { maxLength: 128, minLength: 20, pattern: "[\\w]+" };
export const publicKeyMaterialType: Constraint = {
  maxLength: 16384,
  minLength: 1,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
};
export const redirectUrlType: Constraint = {
  maxLength: 255,
  minLength: 1,
  pattern: "^http(s?)://[a-zA-Z0-9._/-]*(\\?[a-zA-Z0-9._=&-]*)?(#[a-zA-Z0-9._/-]*)?$",
};
export const replacementValueListType: Constraint = { maxLength: 20, minLength: 1 };
export const requestMessageType: Constraint = {
  maxLength: 200,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*",
};
export const requestorWorkflowIdType: Constraint = {
  maxLength: 400,
  minLength: 5,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]+",
};
export const resourceHandlingOptionType: Constraint = { maxLength: 64, minLength: 1 };
export const resourceNameListType: Constraint = { each: { maxLength: 2048, minLength: 1 } };
export const resourceNameType: Constraint = { maxLength: 2048, minLength: 1 };
export const roleMaxSessionDurationType: Constraint = { max: 43200, min: 3600 };
export const roleNameType: Constraint = {
  maxLength: 64,
  minLength: 1,
  pattern: "[\\w+=,.@-]+",
  patternRule: NAME_RULE,
};
export const sAMLMetadataDocumentType: Constraint = { maxLength: 10000000, minLength: 1000 };
export const sAMLProviderNameType: Constraint = { maxLength: 128, minLength: 1, pattern: "[\\w._-]+" };
export const serialNumberType: Constraint = { maxLength: 256, minLength: 9, pattern: "[\\w+=/:,.@-]+" };
export const serverCertificateNameType: Constraint = { maxLength: 128, minLength: 1, pattern: "[\\w+=,.@-]+" };
export const serviceNamespaceListType: Constraint = {
  maxLength: 200,
  minLength: 1,
  each: { maxLength: 64, minLength: 1, pattern: "[\\w-]*" },
};
export const serviceNamespaceType: Constraint = { maxLength: 64, minLength: 1, pattern: "[\\w-]*" };
export const serviceSpecificCredentialId: Constraint = { maxLength: 128, minLength: 20, pattern: "[\\w]+" };
export const sessionDurationType: Constraint = { max: 43200, min: 300 };
export const simulationPolicyListType: Constraint = {
  each: { maxLength: 131072, minLength: 1, pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+" },
};
export const sortKeyType: Constraint = {
  values: [
    "SERVICE_NAMESPACE_ASCENDING",
    "SERVICE_NAMESPACE_DESCENDING",
    "LAST_AUTHENTICATED_TIME_ASCENDING",
    "LAST_AUTHENTICATED_TIME_DESCENDING",
  ],
};
export const statusType: Constraint = { values: ["Active", "Inactive", "Expired"] };
export const tagKeyListType: Constraint = {
  maxLength: 50,
  each: { maxLength: 128, minLength: 1, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+" },
};
export const tagKeyType: Constraint = { maxLength: 128, minLength: 1, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+" };
export const tagListType: Constraint = { maxLength: 50 };
export const tagValueType: Constraint = { maxLength: 256, minLength: 0, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*" };
export const thumbprintListType: Constraint = { each: { maxLength: 40, minLength: 40 } };
export const userNameType: Constraint = {
  maxLength: 64,
  minLength: 1,
  pattern: "[\\w+=,.@-]+",
  patternRule: NAME_RULE,
};
export const virtualMFADeviceName: Constraint = { minLength: 1, pattern: "[\\w+=,.@-]+" };
