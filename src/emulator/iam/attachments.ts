import type { OperationContext } from "../operation";
import { policyNotFound, serviceRolePolicy } from "./faults";
import { paginate } from "./paginate";
import type { PageRequest } from "./paginate";
import { findAttachablePolicy, isAwsOwned, policyKey, policyNameOf, policyPathOf } from "./policy-rows";
import { findPrincipal, replacePrincipal } from "./principals";
import type { PrincipalKind } from "./principals";
import { findModifiablePrincipal } from "./protected-roles";
import { requireRoom } from "./quotas";

/** Policies that only service-linked roles have. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html */
const SERVICE_LINKED = "/aws-service-role/";

/** Attaches a managed policy; attaching it again changes nothing. */
export function attachPolicy(kind: PrincipalKind, context: OperationContext, name: string, arn: string): void {
  const principal = findModifiablePrincipal(kind, context, name);
  const policy = findAttachablePolicy(context, arn);
  if (isAwsOwned(policy.arn) && policy.path.startsWith(SERVICE_LINKED)) throw serviceRolePolicy(kind.title);
  if (principal.attachedPolicies.includes(policy.arn)) return;
  requireRoom(context, kind.attachments, principal.attachedPolicies.length);
  replacePrincipal(kind, context, { ...principal, attachedPolicies: [...principal.attachedPolicies, policy.arn] });
}

/** Detaches a managed policy; NoSuchEntity where it is not attached, whether it exists or not. */
export function detachPolicy(kind: PrincipalKind, context: OperationContext, name: string, arn: string): void {
  const principal = findModifiablePrincipal(kind, context, name);
  if (!principal.attachedPolicies.includes(arn)) throw policyNotFound(arn);
  const attachedPolicies = principal.attachedPolicies.filter((attached) => attached !== arn);
  replacePrincipal(kind, context, { ...principal, attachedPolicies });
}

export function listAttachedPolicies(
  kind: PrincipalKind,
  context: OperationContext,
  name: string,
  request: PageRequest & { readonly PathPrefix?: string | undefined },
): {
  AttachedPolicies: { PolicyName: string; PolicyArn: string }[];
  IsTruncated: boolean;
  Marker: string | undefined;
} {
  const { attachedPolicies } = findPrincipal(kind, context, name);
  const under = attachedPolicies.filter((arn) => policyPathOf(arn).startsWith(request.PathPrefix ?? "/"));
  const { items, ...page } = paginate(under, policyKey, request);
  return { AttachedPolicies: items.map((arn) => ({ PolicyName: policyNameOf(arn), PolicyArn: arn })), ...page };
}
