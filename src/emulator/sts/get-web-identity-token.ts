import type { GetOutboundWebIdentityFederationInfoResponse } from "@aws-sdk/client-iam";
import type { GetWebIdentityTokenRequest, GetWebIdentityTokenResponse } from "@aws-sdk/client-sts";
import { readCallerStanding } from "../caller-standing";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { newUuid } from "../uuid";
import { lookUp } from "./as-itself";
import { validationError } from "./faults";
import { collectSessionTags } from "./session-tags";
import { findCallingSession } from "./sessions";
import { SIGNING_ALGORITHMS, readSigningKey } from "./signing-keys";

const FIVE_MINUTES = 300;

/** GetWebIdentityToken. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html */
export const getWebIdentityToken = defineOperation<GetWebIdentityTokenRequest, GetWebIdentityTokenResponse>({
  name: "GetWebIdentityToken",
  async run({ Audience = [], DurationSeconds = FIVE_MINUTES, SigningAlgorithm, Tags = [] }, context) {
    const { accountId } = context.caller;
    const algorithm = SIGNING_ALGORITHMS.find((known) => known === SigningAlgorithm);
    // Recorded, as the next sentence: github.com/radkawar/stackd, testdata/aws/iam/outbound_identity.json.
    if (algorithm === undefined) {
      throw validationError(
        "Requested SigningAlgorithm is not supported. See the GetWebIdentityToken documentation for supported algorithms",
      );
    }
    const info = await lookUp<GetOutboundWebIdentityFederationInfoResponse>(
      context,
      accountId,
      "GetOutboundWebIdentityFederationInfo",
      {},
    );
    const issuer = info?.IssuerIdentifier;
    if (issuer === undefined) {
      throw new AwsFault(
        "OutboundWebIdentityFederationDisabledException",
        "OutboundWebIdentityFederation is disabled.",
        403,
      );
    }
    const { passed } = collectSessionTags(Tags, []);
    const now = Math.floor(context.clock.now().getTime() / 1000);
    const expires = now + DurationSeconds;
    refuseEscalation(expires, context);
    const standing = await readCallerStanding(context.caller, context);
    const { principal } = standing;
    const tags = "tags" in principal ? (principal.tags ?? {}) : {};
    const { SignJWT } = await import("jose");
    const { id, key } = await readSigningKey(algorithm, accountId, context.store);
    const subject = principal.kind === "role-session" ? principal.roleArn : context.caller.arn;
    // Claims: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html
    const token = new SignJWT({
      "https://sts.amazonaws.com/": {
        aws_account: accountId,
        source_region: context.region,
        principal_id: subject,
        ...(Object.keys(tags).length > 0 && { principal_tags: tags }),
        ...(passed.length > 0 && { request_tags: Object.fromEntries(passed.map(({ Key, Value }) => [Key, Value])) }),
      },
    })
      .setProtectedHeader({ alg: algorithm, kid: id, typ: "JWT" })
      .setIssuer(issuer)
      .setSubject(subject)
      .setAudience(Audience.length === 1 ? String(Audience[0]) : Audience)
      .setIssuedAt(now)
      .setExpirationTime(expires)
      .setJti(newUuid(context));
    return { WebIdentityToken: await token.sign(key), Expiration: new Date(expires * 1000) };
  },
});

/** A token outlasts no session that asks for it. */
function refuseEscalation(expires: number, context: OperationContext): void {
  const session = findCallingSession(context);
  if (session === undefined || expires * 1000 <= session.expiration.getTime()) return;
  // The sentence is the description of the error in the API reference (unverified).
  throw new AwsFault(
    "SessionDurationEscalationException",
    "The requested token duration would extend the session beyond its original expiration time.",
    403,
  );
}
