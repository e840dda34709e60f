import { AwsFault } from "../fault";
import type { OperationContext } from "../operation";
import { findPrincipal } from "./principals";
import type { PrincipalKind, PrincipalRow } from "./principals";

/** A role that only an AWS service may change. */
interface MaybeLinked extends PrincipalRow {
  /** The service whose service-linked role it is: `batch.amazonaws.com`. */
  readonly linkedService?: string | undefined;
}

/** The principal of that name, if its owner may change it; UnmodifiableEntity for service-linked roles. */
export function findModifiablePrincipal<Row extends PrincipalRow>(
  kind: PrincipalKind,
  context: OperationContext,
  name: string,
): Row {
  const row = findPrincipal<Row>(kind, context, name);
  refuseLinkedRole(row);
  return row;
}

/** UnmodifiableEntity for service-linked roles, in words observed in many public error logs (rebuy-de/aws-nuke issue 331). */
export function refuseLinkedRole(row: MaybeLinked): void {
  if (row.linkedService === undefined) return;
  throw new AwsFault(
    "UnmodifiableEntity",
    `Cannot perform the operation on the protected role '${row.name}' - this role is only modifiable by AWS`,
  );
}
