export { describeInvalidPrincipal } from "./trust-policy";
export type { NamedPrincipal } from "./trust-policy";
export { listPolicyPrincipals, validatePolicyDocument } from "./validate-policy";
export type { PolicyKind } from "./validate-policy";
