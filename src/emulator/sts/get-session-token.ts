import type { GetSessionTokenRequest, GetSessionTokenResponse } from "@aws-sdk/client-sts";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import { isSession, openSession } from "./sessions";

const TWELVE_HOURS = 43_200;
/** Root's credentials last no longer, whatever it asks for. */
const ONE_HOUR = 3600;

/** GetSessionToken. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const getSessionToken = defineOperation<GetSessionTokenRequest, GetSessionTokenResponse>({
  name: "GetSessionToken",
  run({ DurationSeconds: asked = TWELVE_HOURS }, context) {
    const { accountId, arn, userId, accessKeyId } = context.caller;
    if (isSession(context, accessKeyId)) {
      // As public logs quote it.
      throw new AwsFault("AccessDenied", "Cannot call GetSessionToken with session credentials", 403);
    }
    const seconds = arn.endsWith(":root") ? Math.min(asked, ONE_HOUR) : asked;
    return {
      Credentials: openSession(
        context,
        { origin: "GetSessionToken", accountId, arn, userId, issuer: { arn, userId } },
        seconds,
      ),
    };
  },
});
