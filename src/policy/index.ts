export { describeInvalidPrincipal } from "./trust-policy";
export type { NamedPrincipal } from "./trust-policy";
export { listPolicyPrincipals, validatePolicyDocument } from "./validate-policy";
export type { PolicyKind } from "./validate-policy";
export { findResourceType, matchesArnTemplate } from "./arn-template";
export { findConditionKey } from "./condition-key";
export {
  findAction,
  findService,
  listGlobalConditionKeys,
  listServices,
  resourceTypesOf,
} from "./service-authorization";
export type {
  AccessLevel,
  ActionResourceType,
  ConditionKey,
  ConditionKeyType,
  ResourceType,
  ServiceAction,
  ServiceAuthorization,
} from "./service-authorization";
