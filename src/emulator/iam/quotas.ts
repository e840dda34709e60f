import { UserError } from "../../base";
import type { OperationContext } from "../operation";
import { quotaExceeded } from "./faults";

/**
 * AWS's default quotas, by the names that its refusals show (`Cannot exceed quota for RolesPerAccount: 1000`).
 * Numbers: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html and facts/cloudformation.md 4. Names are
 * recorded or observed where "recorded" or "observed" stands, else unverified.
 */
export const QUOTAS = {
  // Observed.
  RolesPerAccount: 1000,
  UsersPerAccount: 5000,
  GroupsPerAccount: 300,
  PoliciesPerAccount: 1500,
  InstanceProfilesPerAccount: 1000,
  ServerCertificatesPerAccount: 20,
  /** Assigned or not; AWS's is that of the users. */
  VirtualMFADevicesPerAccount: 5000,
  SAMLProvidersPerAccount: 100,
  OpenIdConnectProvidersPerAccount: 100,

  // Observed; 20 a role as GetAccountSummary of today's accounts says, older pages say 10.
  PoliciesPerRole: 20,
  PoliciesPerUser: 10,
  PoliciesPerGroup: 10,
  GroupsPerUser: 10,
  // Observed.
  AccessKeysPerUser: 2,
  // Recorded: signing certificates.
  CertificatesPerUser: 2,
  SSHPublicKeysPerUser: 5,
  MFADevicesPerUser: 8,
  // Recorded: service-specific credentials of a user for one service.
  ContextSpecificCredentialsPerUserPerContext: 2,

  // Recorded: roles in an instance profile.
  InstanceSessionsPerInstanceProfile: 1,
  VersionsPerPolicy: 5,
  /** Of all customer managed policies together. */
  PolicyVersionsInUse: 10_000,
  // Recorded.
  ClientIdsPerOpenIdConnectProvider: 100,
  ThumbprintsPerOpenIdConnectProvider: 5,
  PrivateKeysPerSAMLProvider: 2,
  TagsPerResource: 50,

  // Characters without white space. Observed: PolicySize, of one version of a managed policy, and ACLSizePerRole, of a
  // trust policy.
  PolicySize: 6144,
  ACLSizePerRole: 2048,
  /** Of all inline policies of one role together. AWS's refusal names no quota. */
  RolePolicySize: 10_240,
  UserPolicySize: 2048,
  GroupPolicySize: 5120,
} as const satisfies Readonly<Record<string, number>>;

export type QuotaName = keyof typeof QUOTAS;

/** Quotas other than AWS's defaults, as an account has them that asked AWS for more. */
export type Quotas = Readonly<Partial<Record<QuotaName, number>>>;

/** The quota that holds in this emulator. */
export function quotaOf(context: OperationContext, name: QuotaName): number {
  return context.quotas[name] ?? QUOTAS[name];
}

/** Refuses one more, in AWS's words, where there are as many as the quota allows. */
export function requireRoom(context: OperationContext, name: QuotaName, present: number): void {
  requireWithin(context, name, present + 1);
}

/** Refuses a count or a size above the quota, in AWS's words. */
export function requireWithin(context: OperationContext, name: QuotaName, wanted: number): void {
  const limit = quotaOf(context, name);
  if (wanted > limit) throw quotaExceeded(name, limit);
}

/** Throws UserError for a quota that does not exist or is no whole number from 0 on. */
export function checkQuotas(quotas: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(quotas)) {
    if (!Object.hasOwn(QUOTAS, name)) {
      throw new UserError("unknown-quota", `there is no quota "${name}"`, {
        hint: `quotas are ${Object.keys(QUOTAS).join(", ")}`,
      });
    }
    if (value !== undefined && !(Number.isSafeInteger(value) && (value as number) >= 0)) {
      throw new UserError("invalid-quota", `quota ${name} is ${String(value)}, not a whole number from 0 on`);
    }
  }
}
