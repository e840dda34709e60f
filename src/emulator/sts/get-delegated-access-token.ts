import type { GetDelegatedAccessTokenRequest, GetDelegatedAccessTokenResponse } from "@aws-sdk/client-sts";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";

/**
 * GetDelegatedAccessToken. AWS sends trade-in tokens by SNS, which is not here: the emulator has given out none, so that
 * each is refused. Which fault AWS answers to a token that it does not know is unverified.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetDelegatedAccessToken.html
 */
export const getDelegatedAccessToken = defineOperation<GetDelegatedAccessTokenRequest, GetDelegatedAccessTokenResponse>(
  {
    name: "GetDelegatedAccessToken",
    run() {
      throw new AwsFault(
        "ExpiredTradeInTokenException",
        "The trade-in token provided in the request has expired and can no longer be exchanged for credentials. Request a new token and retry the operation.",
        400,
      );
    },
  },
);
