import type {
  AcceptDelegationRequestRequest,
  AssociateDelegationRequestRequest,
  CreateDelegationRequestRequest,
  CreateDelegationRequestResponse,
  GetDelegationRequestRequest,
  GetDelegationRequestResponse,
  GetHumanReadableSummaryRequest,
  GetHumanReadableSummaryResponse,
  ListDelegationRequestsRequest,
  ListDelegationRequestsResponse,
  RejectDelegationRequestRequest,
  SendDelegationTokenRequest,
  UpdateDelegationRequestRequest,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { newUuid } from "../uuid";
import { wholeSeconds } from "./arns";
import { delegationTable, describeDelegation, expiryOf, findDelegation, stateOf } from "./delegation-rows";
import type { DelegationRow, DelegationState } from "./delegation-rows";
import { paginate } from "./paginate";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html. The states and who leads from
// one to the next: https://docs.aws.amazon.com/IAM/latest/UserGuide/temporary-delegation-building-integration.html.
// Sentences of this file: unverified.

/** Seconds that a request may ask for if the root of an account is to approve it. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-temporary-delegation.html */
const ROOT_APPROVES = 4 * 3600;

/** Takes the request to another state, if it is in one from which that is possible. */
function advance(
  context: OperationContext,
  id: string,
  from: readonly DelegationState[],
  to: Exclude<DelegationState, "EXPIRED">,
  change: Partial<DelegationRow>,
): void {
  const row = findDelegation(context, id);
  const state = stateOf(row, context);
  if (!from.includes(state)) {
    throw new AwsFault(
      "InvalidInput",
      `Delegation request ${id} is in state ${state}, which does not allow this operation.`,
    );
  }
  const now = context.clock.now();
  delegationTable(context).put(id, {
    ...row,
    ...change,
    state: to,
    updatedTime: wholeSeconds(now),
    expirationTime: wholeSeconds(expiryOf(to, now)),
  });
}

/** CreateDelegationRequest. AWS allows it to partners only; here any account may ask. */
export const createDelegationRequest = defineOperation<CreateDelegationRequestRequest, CreateDelegationRequestResponse>(
  {
    name: "CreateDelegationRequest",
    run(input, context) {
      const table = delegationTable(context);
      const { accountId } = context.caller;
      const { RequestorWorkflowId: workflowId = "", NotificationChannel: channel = "" } = input;
      if (!/^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:.+$/.test(channel)) {
        throw new AwsFault("InvalidInput", `Notification channel ${channel} is not the ARN of an SNS topic.`);
      }
      if ([...table.values()].some((row) => row.requestorId === accountId && row.workflowId === workflowId)) {
        throw new AwsFault("EntityAlreadyExists", `Delegation request with workflow id ${workflowId} already exists.`);
      }
      const now = context.clock.now();
      const row: DelegationRow = {
        id: newUuid(context),
        requestorId: accountId,
        workflowId,
        ownerAccountId: input.OwnerAccountId,
        ownerId: undefined,
        approverId: undefined,
        description: input.Description ?? "",
        requestMessage: input.RequestMessage,
        permissions: {
          templateArn: input.Permissions?.PolicyTemplateArn,
          parameters: input.Permissions?.Parameters ?? [],
        },
        notificationChannel: channel,
        redirectUrl: input.RedirectUrl,
        sessionDuration: input.SessionDuration ?? 0,
        onlySendByOwner: input.OnlySendByOwner ?? false,
        state: "UNASSIGNED",
        notes: undefined,
        rejectionReason: undefined,
        createDate: wholeSeconds(now),
        updatedTime: wholeSeconds(now),
        expirationTime: wholeSeconds(expiryOf("UNASSIGNED", now)),
      };
      table.put(row.id, row);
      // Form of the link unverified.
      const link = `https://console.aws.amazon.com/iam/home#/delegation-requests/${row.id}`;
      return { ConsoleDeepLink: link, DelegationRequestId: row.id };
    },
  },
);

/** AssociateDelegationRequest: the caller takes the request on. */
export const associateDelegationRequest = defineOperation<AssociateDelegationRequestRequest, void>({
  name: "AssociateDelegationRequest",
  run({ DelegationRequestId = "" }, context) {
    const { accountId: ownerAccountId, arn: ownerId } = context.caller;
    advance(context, DelegationRequestId, ["UNASSIGNED"], "ASSIGNED", { ownerAccountId, ownerId });
  },
});

/** UpdateDelegationRequest: forwards the request to somebody who may approve it. */
export const updateDelegationRequest = defineOperation<UpdateDelegationRequestRequest, void>({
  name: "UpdateDelegationRequest",
  run({ DelegationRequestId = "", Notes }, context) {
    const change = Notes === undefined ? {} : { notes: Notes };
    advance(context, DelegationRequestId, ["ASSIGNED", "PENDING_APPROVAL"], "PENDING_APPROVAL", change);
  },
});

/** AcceptDelegationRequest. */
export const acceptDelegationRequest = defineOperation<AcceptDelegationRequestRequest, void>({
  name: "AcceptDelegationRequest",
  run({ DelegationRequestId = "" }, context) {
    const { arn } = context.caller;
    const { sessionDuration } = findDelegation(context, DelegationRequestId);
    if (arn.endsWith(":root") && sessionDuration > ROOT_APPROVES) {
      throw new AwsFault(
        "InvalidInput",
        `The root user may accept requests of up to ${ROOT_APPROVES} seconds, and this is one of ${sessionDuration}.`,
      );
    }
    advance(context, DelegationRequestId, ["ASSIGNED", "PENDING_APPROVAL"], "ACCEPTED", { approverId: arn });
  },
});

/** RejectDelegationRequest; also what was accepted, until the token is sent. */
export const rejectDelegationRequest = defineOperation<RejectDelegationRequestRequest, void>({
  name: "RejectDelegationRequest",
  run({ DelegationRequestId = "", Notes }, context) {
    const change = { rejectionReason: Notes };
    advance(context, DelegationRequestId, ["ASSIGNED", "PENDING_APPROVAL", "ACCEPTED"], "REJECTED", change);
  },
});

/** SendDelegationToken. There is no SNS here: the token goes nowhere. */
export const sendDelegationToken = defineOperation<SendDelegationTokenRequest, void>({
  name: "SendDelegationToken",
  run({ DelegationRequestId = "" }, context) {
    const { onlySendByOwner, ownerId } = findDelegation(context, DelegationRequestId);
    if (onlySendByOwner && ownerId !== context.caller.arn) {
      throw new AwsFault(
        "InvalidInput",
        `Only the owner of delegation request ${DelegationRequestId} may send its token.`,
      );
    }
    advance(context, DelegationRequestId, ["ACCEPTED"], "FINALIZED", {});
  },
});

/** GetDelegationRequest. What a policy template allows is not known here, so that a permission check is unsure. */
export const getDelegationRequest = defineOperation<GetDelegationRequestRequest, GetDelegationRequestResponse>({
  name: "GetDelegationRequest",
  run({ DelegationRequestId = "", DelegationPermissionCheck }, context) {
    const DelegationRequest = describeDelegation(findDelegation(context, DelegationRequestId), context);
    if (DelegationPermissionCheck !== true) return { DelegationRequest };
    return { DelegationRequest, PermissionCheckStatus: "COMPLETE", PermissionCheckResult: "UNSURE" };
  },
});

/** ListDelegationRequests: those that somebody of the account has taken on, newest first. */
export const listDelegationRequests = defineOperation<ListDelegationRequestsRequest, ListDelegationRequestsResponse>({
  name: "ListDelegationRequests",
  run(input, context) {
    const owned = [...delegationTable(context).values()].filter(
      ({ ownerAccountId, ownerId }) =>
        ownerAccountId === context.caller.accountId &&
        ownerId !== undefined &&
        (input.OwnerId === undefined || input.OwnerId === ownerId),
    );
    const { items, IsTruncated, Marker } = paginate(owned, newestFirst, input);
    const DelegationRequests = items.map((row) => describeDelegation(row, context));
    return { DelegationRequests, isTruncated: IsTruncated, Marker };
  },
});

function newestFirst({ createDate, id }: DelegationRow): string {
  return `${String(8.64e15 - createDate.getTime()).padStart(16, "0")} ${id}`;
}

/** GetHumanReadableSummary. AWS asks a language model; here the request's own members make the sentences, in English. */
export const getHumanReadableSummary = defineOperation<GetHumanReadableSummaryRequest, GetHumanReadableSummaryResponse>(
  {
    name: "GetHumanReadableSummary",
    run({ EntityArn = "", Locale = "en" }, context) {
      const id = /^arn:[a-z-]+:iam::[0-9]{12}:delegation-request\/([\w-]+)$/.exec(EntityArn)?.[1];
      if (id === undefined) {
        throw new AwsFault(
          "InvalidInput",
          `Summaries are supported for delegation requests only, not for ${EntityArn}.`,
        );
      }
      const row = findDelegation(context, id);
      if (!/^en\b/i.test(Locale)) return { Locale, SummaryState: "NOT_SUPPORTED" };
      return { Locale, SummaryState: "AVAILABLE", SummaryContent: summarize(row) };
    },
  },
);

function summarize({ requestorId, sessionDuration, description, permissions }: DelegationRow): string {
  const names = permissions.parameters.flatMap(({ Name, Values }) =>
    Name ? `${Name} = ${(Values ?? []).join(", ")}` : [],
  );
  return [
    `Account ${requestorId} asks for access for ${sessionDuration} seconds: ${description}.`,
    ...(permissions.templateArn === undefined ? [] : [`The permissions are those of ${permissions.templateArn}.`]),
    ...(names.length === 0 ? [] : [`They hold for ${names.join("; ")}.`]),
  ].join(" ");
}
