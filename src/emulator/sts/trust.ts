import { compilePolicy, decideTrust, globalContext } from "../../policy";
import type { ApplicablePolicies, ContextValues, Principal } from "../../policy";
import type { OperationContext } from "../operation";
import type { AssumableRole } from "./assumable-role";
import type { SessionTags } from "./session-tags";

/** Who wants a session of a role, and what for. */
export interface TrustQuestion {
  readonly role: AssumableRole;
  readonly principal: Principal;
  /** The caller's own, which matter where the trust delegates and across accounts. */
  readonly policies: Pick<ApplicablePolicies, "identity" | "boundary" | "session">;
  /** `sts:AssumeRole` or its kin; session tags and a source identity need more. */
  readonly action: string;
  readonly sessionName: string;
  readonly tags: SessionTags;
  readonly sourceIdentity: string | undefined;
  /** Condition keys of this way to assume a role, put over the global ones. */
  readonly keys: ContextValues;
}

/**
 * The first action that the role's trust policy and the caller's own policies do not allow together; undefined where the
 * caller may have its session.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function findRefusedAction(question: TrustQuestion, context: OperationContext): string | undefined {
  const { role, principal, policies } = question;
  const trust = { id: role.arn, type: "resource", document: compilePolicy(role.trustPolicy) } as const;
  const keys = keysOf(question, context);
  return actionsOf(question).find((action) => {
    const request = { principal, action, resource: role.arn, resourceAccount: role.accountId, context: keys };
    return decideTrust(request, trust, policies).effect !== "allowed";
  });
}

/**
 * Inherited tags and an inherited source identity need leave as well as passed ones.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
function actionsOf({ action, tags, sourceIdentity }: TrustQuestion): string[] {
  return [
    action,
    ...(tags.all.length > 0 ? ["sts:TagSession"] : []),
    ...(sourceIdentity !== undefined ? ["sts:SetSourceIdentity"] : []),
  ];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
function keysOf(question: TrustQuestion, context: OperationContext): ContextValues {
  const { role, tags } = question;
  return {
    ...globalContext(question.principal, {
      time: context.clock.now(),
      ...(context.origin.sourceIp !== undefined && { sourceIp: context.origin.sourceIp }),
      ...(context.origin.userAgent !== undefined && { userAgent: context.origin.userAgent }),
      calledVia: context.origin.calledVia,
      region: context.region,
      resourceAccount: role.accountId,
      resourceTags: role.tags,
      ...(tags.passed.length > 0 && {
        requestTags: Object.fromEntries(tags.passed.map(({ Key, Value }) => [Key, Value])),
      }),
    }),
    ...Object.fromEntries(Object.entries(role.tags).map(([key, value]) => [`iam:ResourceTag/${key}`, value])),
    "sts:RoleSessionName": question.sessionName,
    "sts:SourceIdentity": question.sourceIdentity,
    "sts:TransitiveTagKeys": tags.transitiveTagKeys,
    ...question.keys,
  };
}
