import type { GetAccountSummaryResponse } from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import { accessKeyTable } from "./access-key-rows";
import { globalEndpointTokenVersion } from "./account-settings";
import { deviceTable } from "./mfa-device-rows";
import { countPolicyUsage, policyTable } from "./policy-rows";
import { GROUP, ROLE, USER, principalTable } from "./principals";
import { profileTable } from "./profile-rows";
import { oidcProviderTable, samlProviderTable } from "./provider-rows";
import { quotaOf } from "./quotas";
import { serverCertificateTable } from "./server-certificate-rows";
import { listOwned, signingCertificateTable } from "./user-credential-rows";

/** GetAccountSummary. Keys and quotas: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const getAccountSummary = defineOperation<object, GetAccountSummaryResponse>({
  name: "GetAccountSummary",
  run(_input, context) {
    const { attachments, boundaries } = countPolicyUsage(context);
    const { accountId } = context.caller;
    const devices = [...deviceTable(context).values()];
    const keys = [...accessKeyTable(context).values()].filter((row) => row.accountId === accountId);
    return {
      SummaryMap: {
        Users: principalTable(USER, context).size,
        UsersQuota: quotaOf(context, "UsersPerAccount"),
        Groups: principalTable(GROUP, context).size,
        GroupsQuota: quotaOf(context, "GroupsPerAccount"),
        Roles: principalTable(ROLE, context).size,
        RolesQuota: quotaOf(context, "RolesPerAccount"),
        InstanceProfiles: profileTable(context).size,
        InstanceProfilesQuota: quotaOf(context, "InstanceProfilesPerAccount"),
        Policies: policyTable(context).size,
        PoliciesQuota: quotaOf(context, "PoliciesPerAccount"),
        // Recorded from AWS in September 2026: one of each policy that is attached or a boundary, AWS's own included.
        PolicyVersionsInUse: new Set([...attachments.keys(), ...boundaries.keys()]).size,
        PolicyVersionsInUseQuota: quotaOf(context, "PolicyVersionsInUse"),
        VersionsPerPolicyQuota: quotaOf(context, "VersionsPerPolicy"),
        PolicySizeQuota: quotaOf(context, "PolicySize"),
        RolePolicySizeQuota: quotaOf(context, "RolePolicySize"),
        UserPolicySizeQuota: quotaOf(context, "UserPolicySize"),
        GroupPolicySizeQuota: quotaOf(context, "GroupPolicySize"),
        AssumeRolePolicySizeQuota: quotaOf(context, "ACLSizePerRole"),
        AttachedPoliciesPerRoleQuota: quotaOf(context, "PoliciesPerRole"),
        AttachedPoliciesPerUserQuota: quotaOf(context, "PoliciesPerUser"),
        AttachedPoliciesPerGroupQuota: quotaOf(context, "PoliciesPerGroup"),
        AccessKeysPerUserQuota: quotaOf(context, "AccessKeysPerUser"),
        GroupsPerUserQuota: quotaOf(context, "GroupsPerUser"),
        SigningCertificatesPerUserQuota: quotaOf(context, "CertificatesPerUser"),
        ServerCertificates: serverCertificateTable(context).size,
        ServerCertificatesQuota: quotaOf(context, "ServerCertificatesPerAccount"),
        Providers: oidcProviderTable(context).size + samlProviderTable(context).size,
        MFADevices: devices.length,
        MFADevicesInUse: devices.filter((row) => row.userId !== undefined).length,
        AccountMFAEnabled: 0,
        AccountAccessKeysPresent: keys.some((row) => row.arn.endsWith(":root")) ? 1 : 0,
        AccountPasswordPresent: 1,
        AccountSigningCertificatesPresent: listOwned(signingCertificateTable(context), accountId).length > 0 ? 1 : 0,
        GlobalEndpointTokenVersion: globalEndpointTokenVersion(context),
      },
    };
  },
});
