import type { GetAccountSummaryResponse } from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import { accessKeyTable } from "./access-key-rows";
import { policyTable } from "./policy-rows";
import { GROUP, ROLE, USER, principalTable } from "./principals";
import { profileTable } from "./profile-rows";

/** GetAccountSummary. Keys and quotas: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const getAccountSummary = defineOperation<object, GetAccountSummaryResponse>({
  name: "GetAccountSummary",
  run(_input, context) {
    const policies = [...policyTable(context).values()];
    const { accountId } = context.caller;
    const keys = [...accessKeyTable(context).values()].filter((row) => row.accountId === accountId);
    return {
      SummaryMap: {
        Users: principalTable(USER, context).size,
        UsersQuota: USER.perAccount.limit,
        Groups: principalTable(GROUP, context).size,
        GroupsQuota: GROUP.perAccount.limit,
        Roles: principalTable(ROLE, context).size,
        RolesQuota: ROLE.perAccount.limit,
        InstanceProfiles: profileTable(context).size,
        InstanceProfilesQuota: 1000,
        Policies: policies.length,
        PoliciesQuota: 1500,
        PolicyVersionsInUse: policies.reduce((sum, policy) => sum + policy.versions.length, 0),
        PolicyVersionsInUseQuota: 10_000,
        VersionsPerPolicyQuota: 5,
        PolicySizeQuota: 6144,
        RolePolicySizeQuota: ROLE.inlineSize,
        UserPolicySizeQuota: USER.inlineSize,
        GroupPolicySizeQuota: GROUP.inlineSize,
        AssumeRolePolicySizeQuota: 2048,
        AttachedPoliciesPerRoleQuota: ROLE.attachments.limit,
        AttachedPoliciesPerUserQuota: USER.attachments.limit,
        AttachedPoliciesPerGroupQuota: GROUP.attachments.limit,
        AccessKeysPerUserQuota: 2,
        GroupsPerUserQuota: 10,
        SigningCertificatesPerUserQuota: 2,
        ServerCertificates: 0,
        ServerCertificatesQuota: 20,
        Providers: 0,
        MFADevices: 0,
        MFADevicesInUse: 0,
        AccountMFAEnabled: 0,
        AccountAccessKeysPresent: keys.some((row) => row.arn.endsWith(":root")) ? 1 : 0,
        AccountPasswordPresent: 1,
        AccountSigningCertificatesPresent: 0,
        GlobalEndpointTokenVersion: 1,
      },
    };
  },
});
