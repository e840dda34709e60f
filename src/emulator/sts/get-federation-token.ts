import type { GetFederationTokenRequest, GetFederationTokenResponse } from "@aws-sdk/client-sts";
import { parseArn } from "../../aws";
import { defineOperation } from "../operation";
import { notWithSession } from "./faults";
import { measurePackedSize } from "./packed-size";
import { limitForRoot, TWELVE_HOURS } from "./root-limit";
import { readSessionPolicies } from "./session-policies";
import { collectSessionTags } from "./session-tags";
import { describeToken, findCallingSession, openSession } from "./sessions";

/**
 * GetFederationToken: the session may what both the caller's policies and the passed ones allow, and nothing where none is
 * passed. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
export const getFederationToken = defineOperation<GetFederationTokenRequest, GetFederationTokenResponse>({
  name: "GetFederationToken",
  async run(input, context) {
    const { accountId, arn: callerArn, userId } = context.caller;
    if (findCallingSession(context) !== undefined) throw notWithSession("GetFederationToken");
    const { Name = "", DurationSeconds = TWELVE_HOURS } = input;
    const tags = collectSessionTags(input.Tags ?? [], []);
    const policies = await readSessionPolicies(input, accountId, context);
    const packed = measurePackedSize(policies, tags.passed);
    const arn = `arn:${parseArn(callerArn)?.partition ?? context.partition}:sts::${accountId}:federated-user/${Name}`;
    const federatedUserId = `${accountId}:${Name}`;
    const credentials = openSession(
      context,
      {
        origin: "GetFederationToken",
        accountId,
        arn,
        userId: federatedUserId,
        issuer: { arn: callerArn, userId },
        policies,
        tags: tags.all,
      },
      limitForRoot(DurationSeconds, callerArn),
      input.MinimumSessionTokenSize,
    );
    return {
      Credentials: credentials,
      FederatedUser: { FederatedUserId: federatedUserId, Arn: arn },
      ...(packed !== undefined && { PackedPolicySize: packed }),
      ...describeToken(credentials),
    };
  },
});
