import type { GetSessionTokenRequest, GetSessionTokenResponse } from "@aws-sdk/client-sts";
import { defineOperation } from "../operation";
import { notWithSession } from "./faults";
import { confirmByDevice } from "./mfa";
import { limitForRoot, TWELVE_HOURS } from "./root-limit";
import { describeToken, findCallingSession, openSession } from "./sessions";

/** GetSessionToken. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const getSessionToken = defineOperation<GetSessionTokenRequest, GetSessionTokenResponse>({
  name: "GetSessionToken",
  run(input, context) {
    const { accountId, arn, userId } = context.caller;
    if (findCallingSession(context) !== undefined) throw notWithSession("GetSessionToken");
    const credentials = openSession(
      context,
      {
        origin: "GetSessionToken",
        accountId,
        arn,
        userId,
        issuer: { arn, userId },
        mfaTime: confirmByDevice(input, context),
      },
      limitForRoot(input.DurationSeconds ?? TWELVE_HOURS, arn),
      input.MinimumSessionTokenSize,
    );
    return { Credentials: credentials, ...describeToken(credentials) };
  },
});
