import type { OperationContext } from "../operation";
import { listKeysOfUser } from "./access-key-rows";
import { deleteConflict } from "./faults";
import { listGroupsOfUser } from "./group-rows";
import { deviceTable } from "./mfa-device-rows";
import type { PrincipalRow } from "./principals";
import {
  listOwned,
  loginProfileTable,
  serviceCredentialTable,
  signingCertificateTable,
  sshKeyTable,
} from "./user-credential-rows";

/** Something that keeps a user from being deleted, and what AWS says to do about it. */
interface Hindrance {
  readonly advice: string;
  isThere(user: PrincipalRow, context: OperationContext): boolean;
}

/**
 * In the order in which AWS looks, as far as it is known: tokens come before access keys. Sentences: observed in public
 * error logs; of tokens, certificates and service-specific credentials recorded from AWS in September 2026.
 */
const HINDRANCES: readonly Hindrance[] = [
  {
    advice: "must remove users from group first",
    isThere: ({ name }, context) => listGroupsOfUser(context, name).length > 0,
  },
  { advice: "must detach all policies first", isThere: ({ attachedPolicies }) => attachedPolicies.length > 0 },
  { advice: "must delete policies first", isThere: ({ inlinePolicies }) => inlinePolicies.length > 0 },
  { advice: "must delete login profile first", isThere: ({ id }, context) => loginProfileTable(context).has(id) },
  {
    advice: "must remove tokens from principal first",
    isThere: ({ id }, context) => listOwned(deviceTable(context), id).length > 0,
  },
  {
    advice: "must delete certificates first",
    isThere: ({ id }, context) => listOwned(signingCertificateTable(context), id).length > 0,
  },
  {
    advice: "must delete access keys first",
    isThere: ({ name }, context) => listKeysOfUser(context, name).length > 0,
  },
  {
    advice: "must remove referenced objects first",
    isThere: ({ id }, context) =>
      listOwned(sshKeyTable(context), id).length > 0 || listOwned(serviceCredentialTable(context), id).length > 0,
  },
];

/** Refuses to delete a user to whom something still belongs. */
export function refuseWhileInUse(user: PrincipalRow, context: OperationContext): void {
  const hindrance = HINDRANCES.find(({ isThere }) => isThere(user, context));
  if (hindrance !== undefined) throw deleteConflict(`Cannot delete entity, ${hindrance.advice}.`);
}
