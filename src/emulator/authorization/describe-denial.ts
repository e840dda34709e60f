import type { Decision, PolicyLayer } from "../../policy";
import type { AccessNeed } from "../access-need";
import { AwsFault } from "../fault";
import type { OperationContext, ServiceName } from "../operation";
import { encodedDenial, isEncoded } from "./encoded-denial";

/** Kinds of policies as AWS's sentences name them. */
const WORDS: Readonly<Record<PolicyLayer, { readonly kind: string; readonly article: "a" | "an" }>> = {
  boundary: { kind: "permissions boundary", article: "a" },
  identity: { kind: "identity-based policy", article: "an" },
  rcp: { kind: "resource control policy", article: "a" },
  resource: { kind: "resource-based policy", article: "a" },
  scp: { kind: "service control policy", article: "a" },
  session: { kind: "session policy", article: "a" },
};

/**
 * AWS's answer to a call that policies do not allow: who, what, on what, and which kind of policy stopped it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialOf(
  service: ServiceName,
  need: AccessNeed,
  decision: Decision,
  context: OperationContext,
): AwsFault {
  const caller = context.caller.arn;
  // S3 explains itself to its own account only: https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
  if (service === "s3" && (caller === "" || decision.crossAccount)) return accessDenied(service, "Access Denied");
  const shown = need.shownAs ?? need.resource;
  const on = service === "s3" && need.resource === "*" ? "" : ` on resource: ${shown}`;
  const why = reasonOf(need.action, decision);
  const sentence = `User: ${caller} is not authorized to perform: ${need.action}${on}${why}`;
  return isEncoded(need) ? encodedDenial(sentence, need, decision, context) : accessDenied(service, sentence);
}

function reasonOf(action: string, { effect, stoppedBy }: Decision): string {
  if (stoppedBy === undefined) return "";
  const { kind, article } = WORDS[stoppedBy];
  return effect === "explicitDeny"
    ? ` with an explicit deny in ${article} ${kind}`
    : ` because no ${kind} allows the ${action} action`;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html; of JSON services CommonErrors.html of SSM. */
export function accessDenied(service: ServiceName, message: string): AwsFault {
  return service === "ssm"
    ? new AwsFault("AccessDeniedException", message, 400)
    : new AwsFault("AccessDenied", message, 403);
}
