import type { DelegationRequest } from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";

/** What a partner asks to be allowed. */
interface DelegatedPermissions {
  readonly templateArn: string | undefined;
  readonly parameters: readonly {
    readonly Name?: string | undefined;
    readonly Values?: string[] | undefined;
    readonly Type?: "string" | "stringList" | undefined;
  }[];
}

export type DelegationState = NonNullable<DelegationRequest["State"]>;

/** A partner's request for temporary access; rows by id, of no account: it comes from one and goes to another. */
export interface DelegationRow {
  readonly id: string;
  /** The account that asks. */
  readonly requestorId: string;
  readonly workflowId: string;
  /** The account that is asked, if known. */
  readonly ownerAccountId: string | undefined;
  /** ARN of who took the request on. */
  readonly ownerId: string | undefined;
  readonly approverId: string | undefined;
  readonly description: string;
  readonly requestMessage: string | undefined;
  readonly permissions: DelegatedPermissions;
  readonly notificationChannel: string;
  readonly redirectUrl: string | undefined;
  /** Seconds. */
  readonly sessionDuration: number;
  readonly onlySendByOwner: boolean;
  readonly state: DelegationState;
  readonly notes: string | undefined;
  readonly rejectionReason: string | undefined;
  readonly createDate: Date;
  readonly updatedTime: Date;
  readonly expirationTime: Date;
}

const DAY = 24 * 3600 * 1000;

/**
 * Days after which a request in that state expires.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/temporary-delegation-building-integration.html
 */
const DAYS_IN_STATE: Readonly<Record<Exclude<DelegationState, "EXPIRED">, number>> = {
  UNASSIGNED: 1,
  ASSIGNED: 7,
  PENDING_APPROVAL: 7,
  ACCEPTED: 7,
  REJECTED: 7,
  FINALIZED: 7,
};

export function delegationTable(context: OperationContext): Table<DelegationRow> {
  return context.store.table<DelegationRow>("iam-delegation-requests", {});
}

/** When a request that gets into this state now expires. */
export function expiryOf(state: keyof typeof DAYS_IN_STATE, now: Date): Date {
  return new Date(now.getTime() + DAYS_IN_STATE[state] * DAY);
}

/** The state at this time. */
export function stateOf(row: DelegationRow, context: OperationContext): DelegationState {
  return row.expirationTime <= context.clock.now() ? "EXPIRED" : row.state;
}

/** The request, if the caller's account may see it: requests of nobody are everybody's. NoSuchEntity where not. */
export function findDelegation(context: OperationContext, id: string): DelegationRow {
  const row = delegationTable(context).get(id);
  const isVisible = row !== undefined && [undefined, context.caller.accountId].includes(row.ownerAccountId);
  // Wording unverified.
  if (!isVisible) throw new AwsFault("NoSuchEntity", `Delegation request ${id} cannot be found.`);
  return row;
}

/** The request as GetDelegationRequest shows it. What its policy template says is the partner's secret, and left out. */
export function describeDelegation(row: DelegationRow, context: OperationContext): DelegationRequest {
  return {
    DelegationRequestId: row.id,
    OwnerAccountId: row.ownerAccountId,
    Description: row.description,
    RequestMessage: row.requestMessage,
    Permissions: {
      PolicyTemplateArn: row.permissions.templateArn,
      Parameters: row.permissions.parameters.map((parameter) => ({ ...parameter })),
    },
    OwnerId: row.ownerId,
    ApproverId: row.approverId,
    State: stateOf(row, context),
    ExpirationTime: row.expirationTime,
    RequestorId: row.requestorId,
    CreateDate: row.createDate,
    SessionDuration: row.sessionDuration,
    RedirectUrl: row.redirectUrl,
    Notes: row.notes,
    RejectionReason: row.rejectionReason,
    OnlySendByOwner: row.onlySendByOwner,
    UpdatedTime: row.updatedTime,
  };
}
