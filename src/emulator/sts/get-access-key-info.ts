import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from "@aws-sdk/client-sts";
import { readKeyAccount } from "../access-key-id";
import { keyTable, sessionTable } from "../credential-rows";
import { defineOperation } from "../operation";
import { validationError } from "./faults";

/**
 * GetAccessKeyInfo: the account of a key, in whatever state it is and whoever asks.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
 */
export const getAccessKeyInfo = defineOperation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse>({
  name: "GetAccessKeyInfo",
  run({ AccessKeyId = "" }, { store }) {
    const known = keyTable(store).get(AccessKeyId) ?? sessionTable(store).get(AccessKeyId);
    const account = known?.accountId ?? readKeyAccount(AccessKeyId);
    // What AWS answers for ids that tell no account is unverified.
    if (account === undefined) throw validationError(`${AccessKeyId} is invalid`);
    return { Account: account };
  },
});
