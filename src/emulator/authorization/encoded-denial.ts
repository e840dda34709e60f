import { RequestContext } from "../../policy";
import type { AccessRequest, Decision } from "../../policy";
import type { AccessNeed } from "../access-need";
import { encodeAuthorizationMessage } from "../authorization-message";
import { AwsFault } from "../fault";
import type { OperationContext } from "../operation";

/** More statements than these are not told: DecodeAuthorizationMessage takes 10,240 characters. */
const MOST_STATEMENTS = 10;

/** Whether AWS's service of the action tells more in a message that only STS DecodeAuthorizationMessage reads. */
export function isEncoded({ action }: AccessNeed): boolean {
  return action.startsWith("ec2:");
}

/**
 * EC2's answer to a call that policies do not allow. The sentence: kubernetes-sigs/karpenter issue 2813.
 *
 * @param sentence who may not do what, and why
 */
export function encodedDenial(
  sentence: string,
  need: AccessNeed,
  decision: Decision,
  { caller, store }: OperationContext,
): AwsFault {
  const encoded = encodeAuthorizationMessage(describe(caller, need, decision), store);
  return new AwsFault(
    "UnauthorizedOperation",
    `You are not authorized to perform this operation. ${sentence}. Encoded authorization failure message: ${encoded}`,
    403,
  );
}

/** Form of the example in https://docs.aws.amazon.com/cli/latest/reference/sts/decode-authorization-message.html */
function describe(
  { arn, userId }: OperationContext["caller"],
  { action, resource }: AccessNeed,
  { effect, because, request }: Decision,
): object {
  return {
    allowed: false,
    explicitDeny: effect === "explicitDeny",
    matchedStatements: items(
      because.slice(0, MOST_STATEMENTS).map(({ statement: { sid = "", effect: stated } }) => ({
        statementId: sid,
        effect: stated.toUpperCase(),
      })),
    ),
    failures: items([]),
    context: {
      principal: { id: userId, arn },
      action: action.slice(action.indexOf(":") + 1),
      resource,
      conditions: items(
        [...contextOf(request).entries()].map(([key, values]) => ({
          key,
          values: items(values.map((value) => ({ value }))),
        })),
      ),
    },
  };
}

function contextOf({ context = {} }: AccessRequest): RequestContext {
  return context instanceof RequestContext ? context : new RequestContext(context);
}

function items<Item>(list: readonly Item[]): { readonly items: readonly Item[] } {
  return { items: list };
}
