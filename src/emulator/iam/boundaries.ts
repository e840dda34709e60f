import type { AttachedPermissionsBoundary, PermissionsBoundaryAttachmentType } from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import type { OperationContext } from "../operation";
import { findAttachablePolicy, isPolicyArn } from "./policy-rows";
import { replacePrincipal } from "./principals";
import type { PrincipalKind } from "./principals";
import { noSuchBoundary } from "./faults";
import { findModifiablePrincipal } from "./protected-roles";

/** The ARN of a permissions boundary if it may be one: it must be that of an existing managed policy. */
export function checkBoundary(arn: string | undefined, context: OperationContext): string | undefined {
  if (arn === undefined) return undefined;
  // Recorded: InvalidInput here, ValidationError for the same ARN in GetPolicy (facts/aws-errors.tsv, test_iam_roles).
  if (!isPolicyArn(arn)) throw new AwsFault("InvalidInput", `ARN ${arn} is not valid.`);
  return findAttachablePolicy(context, arn).arn;
}

/** The boundary as GetRole and GetUser show it. */
export function describeBoundary(arn: string | undefined): AttachedPermissionsBoundary | undefined {
  // AWS answers "Policy", its model and the SDK's type say "PermissionsBoundaryPolicy".
  return arn === undefined
    ? undefined
    : { PermissionsBoundaryType: "Policy" as PermissionsBoundaryAttachmentType, PermissionsBoundaryArn: arn };
}

export function putBoundary(kind: PrincipalKind, context: OperationContext, name: string, arn: string): void {
  const principal = findModifiablePrincipal(kind, context, name);
  replacePrincipal(kind, context, { ...principal, permissionsBoundary: checkBoundary(arn, context) });
}

export function deleteBoundary(kind: PrincipalKind, context: OperationContext, name: string): void {
  const principal = findModifiablePrincipal(kind, context, name);
  if (principal.permissionsBoundary === undefined) throw noSuchBoundary(kind.word, principal.name);
  replacePrincipal(kind, context, { ...principal, permissionsBoundary: undefined });
}
