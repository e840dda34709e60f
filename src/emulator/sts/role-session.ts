import type { AssumedRoleUser, Credentials } from "@aws-sdk/client-sts";
import type { OperationContext } from "../operation";
import type { AssumableRole } from "./assumable-role";
import { validationError } from "./faults";
import { measurePackedSize } from "./packed-size";
import { describeToken, openSession } from "./sessions";
import type { NewSession } from "./sessions";
import type { SessionTags } from "./session-tags";

/** What the ways to assume a role have in common, once it is decided that they may. */
export interface RoleSessionRequest extends Pick<NewSession, "origin" | "policies" | "sourceIdentity" | "mfaTime"> {
  readonly role: AssumableRole;
  readonly sessionName: string;
  readonly seconds: number;
  /** The identity provider's assertion may end the session before that. */
  readonly notAfter?: Date;
  readonly tags: SessionTags;
  readonly federationKeys?: NewSession["federationKeys"];
  /** Bytes of the session token, at least. */
  readonly minimumTokenSize: number | undefined;
}

/** What AssumeRole and its kin answer in the same words. */
export interface RoleSessionAnswer {
  readonly Credentials: Credentials;
  readonly AssumedRoleUser: AssumedRoleUser;
  readonly PackedPolicySize?: number;
  readonly SourceIdentity?: string;
  readonly SessionTokenSize: number;
  readonly SessionTokenUtilization: number;
}

/** Opens a session of a role; ValidationError where it would last longer than the role's sessions may. */
export function openRoleSession(context: OperationContext, request: RoleSessionRequest): RoleSessionAnswer {
  const { role, sessionName, seconds, tags, sourceIdentity } = request;
  // Sentence: kreuzwerker/awsu issue 27.
  if (seconds > role.maxSessionDuration) {
    throw validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  const packed = measurePackedSize(request.policies, tags.passed);
  const arn = `arn:${role.partition}:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`;
  const userId = `${role.id}:${sessionName}`;
  const left = request.notAfter === undefined ? seconds : secondsUntil(request.notAfter, context);
  const credentials = openSession(
    context,
    {
      origin: request.origin,
      accountId: role.accountId,
      arn,
      userId,
      issuer: { arn: role.arn, userId: role.id },
      policies: request.policies,
      tags: tags.all,
      transitiveTagKeys: tags.transitiveTagKeys,
      sourceIdentity,
      mfaTime: request.mfaTime,
      federationKeys: request.federationKeys ?? {},
    },
    Math.min(seconds, left),
    request.minimumTokenSize,
  );
  return {
    Credentials: credentials,
    AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
    ...(packed !== undefined && { PackedPolicySize: packed }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
    ...describeToken(credentials),
  };
}

function secondsUntil(end: Date, { clock }: OperationContext): number {
  return Math.floor((end.getTime() - clock.now().getTime()) / 1000);
}
