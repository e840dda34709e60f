import type { AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse } from "@aws-sdk/client-sts";
import { defineOperation } from "../operation";
import { findRole, readRoleAccount } from "./assumable-role";
import { notAuthorizedAnonymously } from "./faults";
import { openRoleSession } from "./role-session";
import { readSamlIdentity } from "./saml-identity";
import { readSessionPolicies } from "./session-policies";
import { collectSessionTags } from "./session-tags";
import { findRefusedAction } from "./trust";

const ACTION = "sts:AssumeRoleWithSAML";
const ONE_HOUR = 3600;

/** AssumeRoleWithSAML. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
export const assumeRoleWithSAML = defineOperation<AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse>({
  name: "AssumeRoleWithSAML",
  async run(input, context) {
    const { RoleArn: roleArn = "", PrincipalArn: providerArn = "", SAMLAssertion: encoded = "" } = input;
    const account = readRoleAccount(roleArn);
    const identity = await readSamlIdentity(encoded, { roleArn, providerArn }, context);
    const { assertion, sessionName, sourceIdentity, keys } = identity;
    const tags = collectSessionTags(identity.tags, identity.transitiveTagKeys);
    const role = await findRole(context, roleArn);
    const principal = { kind: "saml", provider: providerArn } as const;
    const question = { principal, policies: {}, action: ACTION, sessionName, tags, sourceIdentity, keys };
    const refused = role === undefined ? ACTION : findRefusedAction({ ...question, role }, context);
    if (role === undefined || refused !== undefined) throw notAuthorizedAnonymously(refused ?? ACTION);
    const answer = openRoleSession(context, {
      origin: "AssumeRoleWithSAML",
      role,
      sessionName,
      seconds: input.DurationSeconds ?? ONE_HOUR,
      notAfter: assertion.sessionNotOnOrAfter,
      policies: await readSessionPolicies(input, account, context),
      tags,
      sourceIdentity,
      mfaTime: undefined,
      federationKeys: keys,
      minimumTokenSize: input.MinimumSessionTokenSize,
    });
    return {
      ...answer,
      Subject: assertion.subject,
      SubjectType: assertion.subjectType,
      Issuer: assertion.issuer,
      Audience: assertion.recipient,
      NameQualifier: identity.nameQualifier,
    };
  },
});
