import type { OperationContext } from "../operation";
import { inlineSizeExceeded, noSuchInlinePolicy } from "./faults";
import { paginate } from "./paginate";
import type { PageRequest } from "./paginate";
import { checkIdentityPolicy, sizeOfPolicy } from "./policy-documents";
import { findPrincipal, nameKey, replacePrincipal } from "./principals";
import type { InlinePolicy, PrincipalKind } from "./principals";
import { findModifiablePrincipal } from "./protected-roles";
import { quotaOf } from "./quotas";

/** Adds an inline policy, or replaces the one of that name. */
export function putInlinePolicy(
  kind: PrincipalKind,
  context: OperationContext,
  principalName: string,
  policyName: string,
  text: string,
): void {
  const principal = findModifiablePrincipal(kind, context, principalName);
  const document = checkIdentityPolicy(text);
  const others = principal.inlinePolicies.filter((policy) => !sameName(policy.name, policyName));
  const size = [...others.map((policy) => policy.document), document].reduce((sum, one) => sum + sizeOfPolicy(one), 0);
  const limit = quotaOf(context, kind.inlineSize);
  if (size > limit) throw inlineSizeExceeded(kind.word, principal.name, limit);
  replacePrincipal(kind, context, { ...principal, inlinePolicies: [...others, { name: policyName, document }] });
}

/** The inline policy of that name; NoSuchEntity where the principal has none. */
export function getInlinePolicy(
  kind: PrincipalKind,
  context: OperationContext,
  principalName: string,
  policyName: string,
): InlinePolicy {
  const principal = findPrincipal(kind, context, principalName);
  const policy = principal.inlinePolicies.find((one) => sameName(one.name, policyName));
  if (policy === undefined) throw noSuchInlinePolicy(kind.word, policyName);
  return policy;
}

export function listInlinePolicies(
  kind: PrincipalKind,
  context: OperationContext,
  principalName: string,
  request: PageRequest,
): { PolicyNames: string[]; IsTruncated: boolean; Marker: string | undefined } {
  const principal = findPrincipal(kind, context, principalName);
  const { items, ...page } = paginate(principal.inlinePolicies, (policy) => nameKey(policy.name), request);
  return { PolicyNames: items.map((policy) => policy.name), ...page };
}

export function deleteInlinePolicy(
  kind: PrincipalKind,
  context: OperationContext,
  principalName: string,
  policyName: string,
): void {
  const principal = findModifiablePrincipal(kind, context, principalName);
  const { name } = getInlinePolicy(kind, context, principalName, policyName);
  const inlinePolicies = principal.inlinePolicies.filter((policy) => policy.name !== name);
  replacePrincipal(kind, context, { ...principal, inlinePolicies });
}

function sameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}
