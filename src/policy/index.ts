export { compilePolicy, parsePolicy } from "./compiled-policy";
export type { CompiledPolicy, ContextKey, PolicyParse } from "./compiled-policy";
export type { CompiledStatement } from "./compiled-statement";
export type { Condition } from "./conditions/condition";
export { globalContext } from "./conditions/global-context";
export type { RequestFacts } from "./conditions/global-context";
export { RequestContext } from "./conditions/request-context";
export type { ContextValue, ContextValues } from "./conditions/request-context";
export type {
  AccessRequest,
  ApplicablePolicies,
  PolicyLayer,
  PolicySource,
  PolicySourceType,
} from "./decision/access-request";
export { isDate } from "./date-text";
export { decide } from "./decision/decide";
export { decideTrust } from "./decision/decide-trust";
export { explainDecision } from "./decision/explain-decision";
export { findNearMisses } from "./decision/near-misses";
export type { NearMiss } from "./decision/near-misses";
export { describePrincipal } from "./decision/principal";
export type { Decision, DecisionEffect, LayerVerdict, MatchedStatement } from "./decision/decision";
export type {
  AnonymousPrincipal,
  FederatedUserPrincipal,
  Principal,
  RolePrincipal,
  RoleSessionPrincipal,
  RootPrincipal,
  SamlPrincipal,
  ServicePrincipal,
  UserPrincipal,
  WebIdentityPrincipal,
} from "./decision/principal";
export type { SourcePosition, SourceRange } from "./source-ranges";
export { describeInvalidPrincipal } from "./trust-policy";
export type { NamedPrincipal } from "./trust-policy";
export { validateBucketPolicy } from "./bucket-policy";
export { listPolicyPrincipals, validatePolicyDocument } from "./validate-policy";
export type { PolicyKind } from "./validate-policy";
export { findResourceType, matchesArnTemplate } from "./arn-template";
export { checkAction } from "./check-action";
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
export { compareAccess, decideProbe } from "./comparison/compare-access";
export type { AccessDifference } from "./comparison/compare-access";
export { listProbes } from "./comparison/list-probes";
export type { Probe, ProbeList } from "./comparison/list-probes";
