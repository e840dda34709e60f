import type { DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse } from "@aws-sdk/client-sts";
import { decodeAuthorizationMessage as decode } from "../authorization-message";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";

/** DecodeAuthorizationMessage. https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html */
export const decodeAuthorizationMessage = defineOperation<
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse
>({
  name: "DecodeAuthorizationMessage",
  run({ EncodedMessage = "" }, { store }) {
    const DecodedMessage = decode(EncodedMessage, store);
    if (DecodedMessage !== undefined) return { DecodedMessage };
    // Sentence unverified.
    throw new AwsFault("InvalidAuthorizationMessageException", "Message is not valid", 400);
  },
});
