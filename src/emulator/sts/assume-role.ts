import type { AssumeRoleRequest, AssumeRoleResponse } from "@aws-sdk/client-sts";
import { readCallerStanding } from "../caller-standing";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { findRole, readRoleAccount } from "./assumable-role";
import type { AssumableRole } from "./assumable-role";
import { notAuthorized, validationError } from "./faults";
import { confirmByDevice } from "./mfa";
import { openRoleSession } from "./role-session";
import { readSessionPolicies } from "./session-policies";
import { collectSessionTags } from "./session-tags";
import type { SessionTags } from "./session-tags";
import { findCallingSession } from "./sessions";
import { findRefusedAction } from "./trust";

const ONE_HOUR = 3600;

/** AssumeRole. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole = defineOperation<AssumeRoleRequest, AssumeRoleResponse>({
  name: "AssumeRole",
  async run(input, context) {
    const { RoleArn: roleArn = "", RoleSessionName: sessionName = "", DurationSeconds: seconds = ONE_HOUR } = input;
    const account = readRoleAccount(roleArn);
    const calling = findCallingSession(context);
    const tags = collectSessionTags(input.Tags ?? [], input.TransitiveTagKeys ?? [], calling);
    const mfaTime = confirmByDevice(input, context);
    const role = await findRole(context, roleArn);
    const sourceIdentity = input.SourceIdentity ?? calling?.sourceIdentity;
    const refused = await findRefusal(input, { role, tags, sourceIdentity, mfaTime }, context);
    if (role === undefined || refused !== undefined) {
      throw notAuthorized(context.caller.arn, refused ?? "sts:AssumeRole", roleArn);
    }
    // Sentence: coinbase/assume-role issue 24.
    if (calling?.origin.startsWith("AssumeRole") === true && seconds > ONE_HOUR) {
      throw validationError(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
      );
    }
    return openRoleSession(context, {
      origin: "AssumeRole",
      role,
      sessionName,
      seconds,
      policies: await readSessionPolicies(input, account, context),
      tags,
      sourceIdentity,
      mfaTime,
      minimumTokenSize: input.MinimumSessionTokenSize,
    });
  },
});

interface Wanted {
  readonly role: AssumableRole | undefined;
  readonly tags: SessionTags;
  readonly sourceIdentity: string | undefined;
  readonly mfaTime: Date | undefined;
}

/** The first action that the caller may not; undefined where it may, or where there is no role to ask. */
async function findRefusal(
  input: AssumeRoleRequest,
  { role, tags, sourceIdentity, mfaTime }: Wanted,
  context: OperationContext,
): Promise<string | undefined> {
  if (role === undefined) return undefined;
  // "After the source identity is set, the value cannot be changed." (API_AssumeRole); which fault says so is unverified.
  const kept = findCallingSession(context)?.sourceIdentity;
  if (kept !== undefined && kept !== sourceIdentity) return "sts:SetSourceIdentity";
  const { principal, policies, sessionKeys } = await readCallerStanding(context.caller, context);
  return findRefusedAction(
    {
      role,
      principal,
      policies,
      action: "sts:AssumeRole",
      sessionName: input.RoleSessionName ?? "",
      tags,
      sourceIdentity,
      keys: {
        ...sessionKeys,
        "sts:ExternalId": input.ExternalId,
        ...(mfaTime !== undefined && { "aws:MultiFactorAuthPresent": true, "aws:MultiFactorAuthAge": 0 }),
      },
    },
    context,
  );
}
