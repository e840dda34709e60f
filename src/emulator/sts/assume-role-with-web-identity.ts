import type { AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse } from "@aws-sdk/client-sts";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import { findRole, readRoleAccount } from "./assumable-role";
import { notAuthorizedAnonymously } from "./faults";
import { openRoleSession } from "./role-session";
import { readSessionPolicies } from "./session-policies";
import { collectSessionTags } from "./session-tags";
import { findRefusedAction } from "./trust";
import { readWebIdentity } from "./web-identity";

const ACTION = "sts:AssumeRoleWithWebIdentity";
const ONE_HOUR = 3600;

/**
 * AssumeRoleWithWebIdentity: OpenID Connect tokens. The emulator asks no provider of OAuth 2.0.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const assumeRoleWithWebIdentity = defineOperation<
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse
>({
  name: "AssumeRoleWithWebIdentity",
  async run(input, context) {
    const { RoleArn: roleArn = "", RoleSessionName: sessionName = "", ProviderId } = input;
    const account = readRoleAccount(roleArn);
    if (ProviderId !== undefined) {
      // Sentence unverified; the code is the one that the API reference lists for a provider that does not answer.
      throw new AwsFault("IDPCommunicationError", `The emulator does not ask ${ProviderId} for identities.`, 400);
    }
    const identity = await readWebIdentity(input.WebIdentityToken ?? "", account, context);
    const tags = collectSessionTags(identity.tags, identity.transitiveTagKeys);
    const { provider, sourceIdentity, keys } = identity;
    const role = await findRole(context, roleArn);
    const principal = { kind: "web-identity", provider } as const;
    const question = { principal, policies: {}, action: ACTION, sessionName, tags, sourceIdentity, keys };
    const refused = role === undefined ? ACTION : findRefusedAction({ ...question, role }, context);
    if (role === undefined || refused !== undefined) throw notAuthorizedAnonymously(refused ?? ACTION);
    const answer = openRoleSession(context, {
      origin: "AssumeRoleWithWebIdentity",
      role,
      sessionName,
      seconds: input.DurationSeconds ?? ONE_HOUR,
      policies: await readSessionPolicies(input, account, context),
      tags,
      sourceIdentity,
      mfaTime: undefined,
      federationKeys: keys,
      minimumTokenSize: input.MinimumSessionTokenSize,
    });
    return {
      ...answer,
      SubjectFromWebIdentityToken: identity.subject,
      Audience: identity.audience,
      // The provider's ARN, where the API reference says the token's `iss` (unverified).
      Provider: provider,
    };
  },
});
