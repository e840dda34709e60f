import type {
  CreateAccessKeyRequest,
  CreateAccessKeyResponse,
  DeleteAccessKeyRequest,
  GetAccessKeyLastUsedRequest,
  GetAccessKeyLastUsedResponse,
  ListAccessKeysRequest,
  ListAccessKeysResponse,
  UpdateAccessKeyRequest,
} from "@aws-sdk/client-iam";
import { ALPHANUMERIC } from "../../base";
import { makeAccessKeyId } from "../access-key-id";
import { retiredKeyTable } from "../credential-rows";
import type { KeyRow } from "../credential-rows";
import { useTable } from "../credential-uses";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { accessKeyTable, listKeysOfUser } from "./access-key-rows";
import { wholeSeconds } from "./arns";
import { paginate } from "./paginate";
import { requireRoom } from "./quotas";
import { callingUserName, findUser } from "./users";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

function findKey(context: OperationContext, userName: string | undefined, accessKeyId: string): KeyRow {
  const user = findUser(context, userName ?? callingUserName(context));
  const row = listKeysOfUser(context, user.name).find((one) => one.accessKeyId === accessKeyId);
  if (row !== undefined) return row;
  throw keyNotFound(accessKeyId);
}

function keyNotFound(accessKeyId: string): AwsFault {
  return new AwsFault("NoSuchEntity", `The Access Key with id ${accessKeyId} cannot be found.`);
}

/** CreateAccessKey. */
export const createAccessKey = defineOperation<CreateAccessKeyRequest, CreateAccessKeyResponse>({
  name: "CreateAccessKey",
  run(input, context) {
    const user = findUser(context, input.UserName ?? callingUserName(context));
    requireRoom(context, "AccessKeysPerUser", listKeysOfUser(context, user.name).length);
    const row: KeyRow = {
      accountId: context.caller.accountId,
      arn: user.arn,
      userId: user.id,
      accessKeyId: makeAccessKeyId("AKIA", context.caller.accountId, context.random),
      secretAccessKey: context.random.text(40, `${ALPHANUMERIC}+/`),
      userName: user.name,
      status: "Active",
      createDate: wholeSeconds(context.clock.now()),
    };
    accessKeyTable(context).put(row.accessKeyId, row);
    return {
      AccessKey: {
        UserName: row.userName,
        AccessKeyId: row.accessKeyId,
        Status: row.status,
        SecretAccessKey: row.secretAccessKey,
        CreateDate: row.createDate,
      },
    };
  },
});

/** ListAccessKeys. */
export const listAccessKeys = defineOperation<ListAccessKeysRequest, ListAccessKeysResponse>({
  name: "ListAccessKeys",
  run(input, context) {
    const user = findUser(context, input.UserName ?? callingUserName(context));
    const { items, ...page } = paginate(listKeysOfUser(context, user.name), (row) => row.accessKeyId, input);
    return {
      AccessKeyMetadata: items.map((row) => ({
        UserName: row.userName,
        AccessKeyId: row.accessKeyId,
        Status: row.status,
        CreateDate: row.createDate,
      })),
      ...page,
    };
  },
});

/** UpdateAccessKey. */
export const updateAccessKey = defineOperation<UpdateAccessKeyRequest, void>({
  name: "UpdateAccessKey",
  run({ UserName, AccessKeyId = "", Status }, context) {
    const row = findKey(context, UserName, AccessKeyId);
    const status = Status === "Active" ? "Active" : "Inactive";
    accessKeyTable(context).put(row.accessKeyId, { ...row, status });
  },
});

/** DeleteAccessKey. */
export const deleteAccessKey = defineOperation<DeleteAccessKeyRequest, void>({
  name: "DeleteAccessKey",
  run({ UserName, AccessKeyId = "" }, context) {
    accessKeyTable(context).delete(findKey(context, UserName, AccessKeyId).accessKeyId);
    useTable(context.store).delete(AccessKeyId);
    retiredKeyTable(context.store).put(AccessKeyId, { accessKeyId: AccessKeyId });
  },
});

/** GetAccessKeyLastUsed; of a key that was never used, "N/A". */
export const getAccessKeyLastUsed = defineOperation<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse>({
  name: "GetAccessKeyLastUsed",
  run({ AccessKeyId = "" }, context) {
    const row = accessKeyTable(context).get(AccessKeyId);
    // The answer for a key that is not there, or is another account's, is unverified.
    if (row?.accountId !== context.caller.accountId) throw keyNotFound(AccessKeyId);
    const used = useTable(context.store).get(AccessKeyId);
    return {
      UserName: row.userName,
      AccessKeyLastUsed: {
        LastUsedDate: used?.time,
        ServiceName: used?.service ?? "N/A",
        Region: used?.region ?? "N/A",
      },
    };
  },
});
