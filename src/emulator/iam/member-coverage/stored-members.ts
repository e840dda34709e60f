import type * as client from "@aws-sdk/client-iam";
import type { InputOf, OperationName } from "../../operation-table";

type Name = OperationName<typeof client>;

/** Members of operations' inputs, each with something to say of it. */
export type MemberNotes<Note extends string> = {
  readonly [Operation in Name]?: { readonly [Member in keyof InputOf<typeof client, Operation>]?: Note };
};

/** Where the members that an operation writes are read: by which operation, at which path of its answer. */
export const STORED_MEMBERS: MemberNotes<`${Name} ${string}`> = {
  AddClientIDToOpenIDConnectProvider: { ClientID: "GetOpenIDConnectProvider ClientIDList" },
  AddRoleToInstanceProfile: {
    InstanceProfileName: "ListInstanceProfilesForRole InstanceProfiles.InstanceProfileName",
    RoleName: "GetInstanceProfile InstanceProfile.Roles.RoleName",
  },
  AddUserToGroup: { GroupName: "ListGroupsForUser Groups.GroupName", UserName: "GetGroup Users.UserName" },
  AttachGroupPolicy: {
    GroupName: "ListEntitiesForPolicy PolicyGroups.GroupName",
    PolicyArn: "ListAttachedGroupPolicies AttachedPolicies.PolicyArn",
  },
  AttachRolePolicy: {
    RoleName: "ListEntitiesForPolicy PolicyRoles.RoleName",
    PolicyArn: "ListAttachedRolePolicies AttachedPolicies.PolicyArn",
  },
  AttachUserPolicy: {
    UserName: "ListEntitiesForPolicy PolicyUsers.UserName",
    PolicyArn: "ListAttachedUserPolicies AttachedPolicies.PolicyArn",
  },
  CreateAccessKey: { UserName: "ListAccessKeys AccessKeyMetadata.UserName" },
  CreateAccountAlias: { AccountAlias: "ListAccountAliases AccountAliases" },
  CreateDelegationRequest: {
    OwnerAccountId: "GetDelegationRequest DelegationRequest.OwnerAccountId",
    Description: "GetDelegationRequest DelegationRequest.Description",
    Permissions: "GetDelegationRequest DelegationRequest.Permissions",
    RequestMessage: "GetDelegationRequest DelegationRequest.RequestMessage",
    RedirectUrl: "GetDelegationRequest DelegationRequest.RedirectUrl",
    SessionDuration: "GetDelegationRequest DelegationRequest.SessionDuration",
    OnlySendByOwner: "GetDelegationRequest DelegationRequest.OnlySendByOwner",
  },
  CreateGroup: { GroupName: "GetGroup Group.GroupName", Path: "GetGroup Group.Path" },
  CreateInstanceProfile: {
    InstanceProfileName: "GetInstanceProfile InstanceProfile.InstanceProfileName",
    Path: "GetInstanceProfile InstanceProfile.Path",
    Tags: "GetInstanceProfile InstanceProfile.Tags",
  },
  CreateLoginProfile: {
    UserName: "GetLoginProfile LoginProfile.UserName",
    PasswordResetRequired: "GetLoginProfile LoginProfile.PasswordResetRequired",
  },
  CreateOpenIDConnectProvider: {
    Url: "GetOpenIDConnectProvider Url",
    ClientIDList: "GetOpenIDConnectProvider ClientIDList",
    ThumbprintList: "GetOpenIDConnectProvider ThumbprintList",
    Tags: "GetOpenIDConnectProvider Tags",
  },
  CreatePolicy: {
    PolicyName: "GetPolicy Policy.PolicyName",
    Path: "GetPolicy Policy.Path",
    PolicyDocument: "GetPolicyVersion PolicyVersion.Document",
    Description: "GetPolicy Policy.Description",
    Tags: "GetPolicy Policy.Tags",
  },
  CreatePolicyVersion: {
    PolicyDocument: "GetPolicyVersion PolicyVersion.Document",
    SetAsDefault: "GetPolicyVersion PolicyVersion.IsDefaultVersion",
  },
  CreateRole: {
    Path: "GetRole Role.Path",
    RoleName: "GetRole Role.RoleName",
    AssumeRolePolicyDocument: "GetRole Role.AssumeRolePolicyDocument",
    Description: "GetRole Role.Description",
    MaxSessionDuration: "GetRole Role.MaxSessionDuration",
    PermissionsBoundary: "GetRole Role.PermissionsBoundary.PermissionsBoundaryArn",
    Tags: "GetRole Role.Tags",
  },
  CreateSAMLProvider: {
    SAMLMetadataDocument: "GetSAMLProvider SAMLMetadataDocument",
    Name: "ListSAMLProviders SAMLProviderList.Arn",
    Tags: "GetSAMLProvider Tags",
    AssertionEncryptionMode: "GetSAMLProvider AssertionEncryptionMode",
  },
  CreateServiceLinkedRole: {
    AWSServiceName: "GetRole Role.Path",
    Description: "GetRole Role.Description",
    CustomSuffix: "GetRole Role.RoleName",
  },
  CreateServiceSpecificCredential: {
    UserName: "ListServiceSpecificCredentials ServiceSpecificCredentials.UserName",
    ServiceName: "ListServiceSpecificCredentials ServiceSpecificCredentials.ServiceName",
    CredentialAgeDays: "ListServiceSpecificCredentials ServiceSpecificCredentials.ExpirationDate",
  },
  CreateUser: {
    Path: "GetUser User.Path",
    UserName: "GetUser User.UserName",
    PermissionsBoundary: "GetUser User.PermissionsBoundary.PermissionsBoundaryArn",
    Tags: "GetUser User.Tags",
  },
  CreateVirtualMFADevice: {
    Path: "ListVirtualMFADevices VirtualMFADevices.SerialNumber",
    VirtualMFADeviceName: "ListVirtualMFADevices VirtualMFADevices.SerialNumber",
    Tags: "ListMFADeviceTags Tags",
  },
  EnableMFADevice: {
    UserName: "ListMFADevices MFADevices.UserName",
    SerialNumber: "ListMFADevices MFADevices.SerialNumber",
  },
  GenerateServiceLastAccessedDetails: { Granularity: "GetServiceLastAccessedDetails JobType" },
  PutAccountProperties: { Properties: "GetAccountProperties Properties" },
  PutGroupPolicy: {
    GroupName: "GetGroupPolicy GroupName",
    PolicyName: "GetGroupPolicy PolicyName",
    PolicyDocument: "GetGroupPolicy PolicyDocument",
  },
  PutRolePermissionsBoundary: { PermissionsBoundary: "GetRole Role.PermissionsBoundary.PermissionsBoundaryArn" },
  PutRolePolicy: {
    RoleName: "GetRolePolicy RoleName",
    PolicyName: "GetRolePolicy PolicyName",
    PolicyDocument: "GetRolePolicy PolicyDocument",
  },
  PutUserPermissionsBoundary: { PermissionsBoundary: "GetUser User.PermissionsBoundary.PermissionsBoundaryArn" },
  PutUserPolicy: {
    UserName: "GetUserPolicy UserName",
    PolicyName: "GetUserPolicy PolicyName",
    PolicyDocument: "GetUserPolicy PolicyDocument",
  },
  RejectDelegationRequest: { Notes: "GetDelegationRequest DelegationRequest.RejectionReason" },
  SetDefaultPolicyVersion: { VersionId: "GetPolicy Policy.DefaultVersionId" },
  SetSecurityTokenServicePreferences: {
    GlobalEndpointTokenVersion: "GetAccountSummary SummaryMap.GlobalEndpointTokenVersion",
  },
  TagInstanceProfile: { Tags: "ListInstanceProfileTags Tags" },
  TagMFADevice: { Tags: "ListMFADeviceTags Tags" },
  TagOpenIDConnectProvider: { Tags: "ListOpenIDConnectProviderTags Tags" },
  TagPolicy: { Tags: "ListPolicyTags Tags" },
  TagRole: { Tags: "ListRoleTags Tags" },
  TagSAMLProvider: { Tags: "ListSAMLProviderTags Tags" },
  TagServerCertificate: { Tags: "ListServerCertificateTags Tags" },
  TagUser: { Tags: "ListUserTags Tags" },
  UpdateAccessKey: { Status: "ListAccessKeys AccessKeyMetadata.Status" },
  UpdateAccountPasswordPolicy: {
    MinimumPasswordLength: "GetAccountPasswordPolicy PasswordPolicy.MinimumPasswordLength",
    RequireSymbols: "GetAccountPasswordPolicy PasswordPolicy.RequireSymbols",
    RequireNumbers: "GetAccountPasswordPolicy PasswordPolicy.RequireNumbers",
    RequireUppercaseCharacters: "GetAccountPasswordPolicy PasswordPolicy.RequireUppercaseCharacters",
    RequireLowercaseCharacters: "GetAccountPasswordPolicy PasswordPolicy.RequireLowercaseCharacters",
    AllowUsersToChangePassword: "GetAccountPasswordPolicy PasswordPolicy.AllowUsersToChangePassword",
    MaxPasswordAge: "GetAccountPasswordPolicy PasswordPolicy.MaxPasswordAge",
    PasswordReusePrevention: "GetAccountPasswordPolicy PasswordPolicy.PasswordReusePrevention",
    HardExpiry: "GetAccountPasswordPolicy PasswordPolicy.HardExpiry",
  },
  UpdateAssumeRolePolicy: { PolicyDocument: "GetRole Role.AssumeRolePolicyDocument" },
  UpdateDelegationRequest: { Notes: "GetDelegationRequest DelegationRequest.Notes" },
  UpdateGroup: { NewPath: "GetGroup Group.Path", NewGroupName: "GetGroup Group.GroupName" },
  UpdateLoginProfile: { PasswordResetRequired: "GetLoginProfile LoginProfile.PasswordResetRequired" },
  UpdateOpenIDConnectProviderThumbprint: { ThumbprintList: "GetOpenIDConnectProvider ThumbprintList" },
  UpdateRole: {
    Description: "GetRole Role.Description",
    MaxSessionDuration: "GetRole Role.MaxSessionDuration",
  },
  UpdateRoleDescription: { Description: "GetRole Role.Description" },
  UpdateSAMLProvider: {
    SAMLMetadataDocument: "GetSAMLProvider SAMLMetadataDocument",
    AssertionEncryptionMode: "GetSAMLProvider AssertionEncryptionMode",
  },
  UpdateSSHPublicKey: { Status: "GetSSHPublicKey SSHPublicKey.Status" },
  UpdateServerCertificate: {
    NewPath: "GetServerCertificate ServerCertificate.ServerCertificateMetadata.Path",
    NewServerCertificateName: "GetServerCertificate ServerCertificate.ServerCertificateMetadata.ServerCertificateName",
  },
  UpdateServiceSpecificCredential: { Status: "ListServiceSpecificCredentials ServiceSpecificCredentials.Status" },
  UpdateSigningCertificate: { Status: "ListSigningCertificates Certificates.Status" },
  UpdateUser: { NewPath: "GetUser User.Path", NewUserName: "GetUser User.UserName" },
  UploadSSHPublicKey: {
    UserName: "GetSSHPublicKey SSHPublicKey.UserName",
    SSHPublicKeyBody: "GetSSHPublicKey SSHPublicKey.SSHPublicKeyBody",
  },
  UploadServerCertificate: {
    Path: "GetServerCertificate ServerCertificate.ServerCertificateMetadata.Path",
    ServerCertificateName: "GetServerCertificate ServerCertificate.ServerCertificateMetadata.ServerCertificateName",
    CertificateBody: "GetServerCertificate ServerCertificate.CertificateBody",
    CertificateChain: "GetServerCertificate ServerCertificate.CertificateChain",
    Tags: "GetServerCertificate ServerCertificate.Tags",
  },
  UploadSigningCertificate: {
    UserName: "ListSigningCertificates Certificates.UserName",
    CertificateBody: "ListSigningCertificates Certificates.CertificateBody",
  },
};
