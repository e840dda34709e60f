import type { KeyObject } from "node:crypto";
import type {
  DeleteSSHPublicKeyRequest,
  GetSSHPublicKeyRequest,
  GetSSHPublicKeyResponse,
  ListSSHPublicKeysRequest,
  ListSSHPublicKeysResponse,
  SSHPublicKey,
  UpdateSSHPublicKeyRequest,
  UploadSSHPublicKeyRequest,
  UploadSSHPublicKeyResponse,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { wholeSeconds } from "./arns";
import { readStatus } from "./credential-status";
import { paginate } from "./paginate";
import { requireRoom } from "./quotas";
import { fingerprint, formatPem, formatSsh, readPublicKey } from "./ssh-key-format";
import { makeUniqueId } from "./unique-ids";
import { listOwned, sshKeyTable } from "./user-credential-rows";
import type { SshKeyRow } from "./user-credential-rows";
import { callingUserName, findUser } from "./users";
import type { UserRow } from "./users";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html
// Sentences of this file: recorded from AWS in September 2026, where nothing else is said.

/** Bits of a key. "The minimum bit-length of the public key is 2048 bits." */
const KEY_LENGTH = { least: 2048, most: 16_384 };

/** UploadSSHPublicKey. Its answer repeats the text; GetSSHPublicKey shows the key without comment. */
export const uploadSSHPublicKey = defineOperation<UploadSSHPublicKeyRequest, UploadSSHPublicKeyResponse>({
  name: "UploadSSHPublicKey",
  run({ UserName = "", SSHPublicKeyBody: body = "" }, context) {
    const user = findUser(context, UserName);
    const key = requireKey(body);
    const own = listOwned(sshKeyTable(context), user.id);
    const publicKey = formatSsh(key);
    if (own.some((row) => row.publicKey === publicKey)) {
      throw new AwsFault("DuplicateSSHPublicKey", "Duplicate SSH public key uploaded.");
    }
    requireRoom(context, "SSHPublicKeysPerUser", own.length);
    const row: SshKeyRow = {
      userId: user.id,
      id: makeUniqueId(context.random, "APKA"),
      publicKey,
      fingerprint: fingerprint(key),
      status: "Active",
      uploadDate: wholeSeconds(context.clock.now()),
    };
    sshKeyTable(context).put(row.id, row);
    return { SSHPublicKey: describeKey(row, user, body) };
  },
});

function requireKey(body: string): KeyObject {
  const key = readPublicKey(body);
  if (key === undefined) throw new AwsFault("UnrecognizedPublicKeyEncoding", "Invalid public key uploaded.");
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits >= KEY_LENGTH.least && bits <= KEY_LENGTH.most) return key;
  throw new AwsFault("InvalidPublicKey", "Invalid body for public key");
}

/** GetSSHPublicKey. */
export const getSSHPublicKey = defineOperation<GetSSHPublicKeyRequest, GetSSHPublicKeyResponse>({
  name: "GetSSHPublicKey",
  run({ UserName = "", SSHPublicKeyId = "", Encoding }, context) {
    const user = findUser(context, UserName);
    const row = findKey(context, user, SSHPublicKeyId);
    return { SSHPublicKey: describeKey(row, user, Encoding === "PEM" ? toPem(row.publicKey) : row.publicKey) };
  },
});

function toPem(publicKey: string): string {
  const key = readPublicKey(publicKey);
  if (key === undefined) throw new Error(`a stored SSH key is none: ${publicKey}`);
  return formatPem(key);
}

/** ListSSHPublicKeys. */
export const listSSHPublicKeys = defineOperation<ListSSHPublicKeysRequest, ListSSHPublicKeysResponse>({
  name: "ListSSHPublicKeys",
  run(input, context) {
    const user = findUser(context, input.UserName ?? callingUserName(context));
    const { items, ...page } = paginate(listOwned(sshKeyTable(context), user.id), (row) => row.id, input);
    return {
      SSHPublicKeys: items.map((row) => ({
        UserName: user.name,
        SSHPublicKeyId: row.id,
        Status: row.status,
        UploadDate: row.uploadDate,
      })),
      ...page,
    };
  },
});

/** UpdateSSHPublicKey. */
export const updateSSHPublicKey = defineOperation<UpdateSSHPublicKeyRequest, void>({
  name: "UpdateSSHPublicKey",
  run({ UserName = "", SSHPublicKeyId = "", Status }, context) {
    const row = findKey(context, findUser(context, UserName), SSHPublicKeyId);
    sshKeyTable(context).put(row.id, { ...row, status: readStatus(Status) });
  },
});

/** DeleteSSHPublicKey. */
export const deleteSSHPublicKey = defineOperation<DeleteSSHPublicKeyRequest, void>({
  name: "DeleteSSHPublicKey",
  run({ UserName = "", SSHPublicKeyId = "" }, context) {
    sshKeyTable(context).delete(findKey(context, findUser(context, UserName), SSHPublicKeyId).id);
  },
});

function findKey(context: OperationContext, user: UserRow, id: string): SshKeyRow {
  const row = sshKeyTable(context).get(id);
  // facts/aws-errors.tsv, test_iam_ssh_public_keys.
  if (row === undefined) throw new AwsFault("NoSuchEntity", `The Public Key with id ${id} cannot be found.`);
  if (row.userId !== user.id) throw new AwsFault("NoSuchEntity", `User has no Public Key with id ${id}.`);
  return row;
}

function describeKey(row: SshKeyRow, user: UserRow, body: string): SSHPublicKey {
  return {
    UserName: user.name,
    SSHPublicKeyId: row.id,
    Fingerprint: row.fingerprint,
    SSHPublicKeyBody: body,
    Status: row.status,
    UploadDate: row.uploadDate,
  };
}
