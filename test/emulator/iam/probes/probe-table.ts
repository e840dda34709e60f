import { samlMetadata } from "../../saml-fixture";
import { TRUST } from "../../support";
import { makeCertificate } from "../make-certificate";
import { ISSUED, PASSWORD, ROOT, codesOf, privateKey, publicKey } from "./things";
import type { Ids, ThingName } from "./things";

export const DOCUMENT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "s3:GetObject", Resource: "*", Condition: { Bool: { "aws:ViaAWSService": "true" } } },
  ],
});
const OTHER_TRUST = TRUST.replace("lambda.", "ec2.");
const BOUNDARY = "arn:aws:iam::aws:policy/PowerUserAccess";
const NEW_PASSWORD = "Another-Horse-2";
const METADATA = samlMetadata({ entityId: "https://other.example.org/metadata" });
const UPLOADED = makeCertificate({ name: "uploaded" });
const KEY = publicKey();

/** Whose a member is that names something: what must be there where an operation takes it. */
export const OWNERS: Readonly<Record<string, ThingName>> = {
  UserName: "user",
  GroupName: "group",
  RoleName: "role",
  InstanceProfileName: "profile",
  PolicyArn: "policy",
  VersionId: "version",
  AccessKeyId: "accessKey",
  SSHPublicKeyId: "sshKey",
  CertificateId: "signingCertificate",
  ServerCertificateName: "serverCertificate",
  ServiceSpecificCredentialId: "serviceCredential",
  SerialNumber: "device",
  SAMLProviderArn: "samlProvider",
  OpenIDConnectProviderArn: "oidcProvider",
  DelegationRequestId: "delegation",
};

/** Operations that make what they name. */
export const MAKERS: ReadonlySet<string> = new Set([
  "CreateUser",
  "CreateGroup",
  "CreateRole",
  "CreateInstanceProfile",
  "UploadServerCertificate",
]);

/** What must be there beside what the members name. */
export const STATES: Readonly<Record<string, readonly ThingName[]>> = {
  AcceptDelegationRequest: ["takenDelegation"],
  ChangePassword: ["loginProfile", "accessKey"],
  DeactivateMFADevice: ["enabledDevice"],
  DeleteAccountAlias: ["alias"],
  DeleteAccountPasswordPolicy: ["passwordPolicy"],
  DeleteGroupPolicy: ["groupPolicy"],
  DeleteLoginProfile: ["loginProfile"],
  DeleteRolePermissionsBoundary: ["roleBoundary"],
  DeleteRolePolicy: ["rolePolicy"],
  DeleteServiceLinkedRole: ["linkedRole"],
  DeleteUserPermissionsBoundary: ["userBoundary"],
  DeleteUserPolicy: ["userPolicy"],
  DetachGroupPolicy: ["groupAttachment"],
  DetachRolePolicy: ["roleAttachment"],
  DetachUserPolicy: ["userAttachment"],
  DisableOutboundWebIdentityFederation: ["federation"],
  GenerateOrganizationsAccessReport: ["organization"],
  GenerateServiceLastAccessedDetails: ["role"],
  GetAccountPasswordPolicy: ["passwordPolicy"],
  GetContextKeysForPrincipalPolicy: ["user"],
  GetCredentialReport: ["credentialReport"],
  GetGroupPolicy: ["groupPolicy"],
  GetHumanReadableSummary: ["delegation"],
  GetLoginProfile: ["loginProfile"],
  GetMFADevice: ["enabledDevice"],
  GetOrganizationsAccessReport: ["organizationReport"],
  GetOutboundWebIdentityFederationInfo: ["federation"],
  GetRolePolicy: ["rolePolicy"],
  GetServiceLastAccessedDetails: ["accessReport"],
  GetServiceLastAccessedDetailsWithEntities: ["accessReport"],
  GetServiceLinkedRoleDeletionStatus: ["deletionTask"],
  GetUserPolicy: ["userPolicy"],
  ListAttachedGroupPolicies: ["groupAttachment"],
  ListAttachedRolePolicies: ["roleAttachment"],
  ListAttachedUserPolicies: ["userAttachment"],
  ListDelegationRequests: ["takenDelegation"],
  ListEntitiesForPolicy: ["userAttachment"],
  ListInstanceProfiles: ["profile"],
  ListPolicies: ["policy"],
  ListPoliciesGrantingServiceAccess: ["userAttachment"],
  ListServerCertificates: ["serverCertificate"],
  ListVirtualMFADevices: ["device"],
  RejectDelegationRequest: ["takenDelegation"],
  RemoveRoleFromInstanceProfile: ["roleInProfile"],
  RemoveUserFromGroup: ["membership"],
  ResyncMFADevice: ["enabledDevice"],
  SendDelegationToken: ["acceptedDelegation"],
  SimulatePrincipalPolicy: ["userPolicy"],
  UpdateDelegationRequest: ["takenDelegation"],
  UpdateLoginProfile: ["loginProfile"],
};

/** Values of members, by name. */
export const VALUES: Readonly<Record<string, unknown>> = {
  AWSServiceName: "autoscaling.amazonaws.com",
  AccountAlias: "probe",
  ActionNames: ["s3:GetObject"],
  AllowUsersToChangePassword: true,
  AssertionEncryptionMode: "Allowed",
  AssumeRolePolicyDocument: OTHER_TRUST,
  CallerArn: "arn:aws:iam::123456789012:user/user",
  CertificateBody: UPLOADED.pem,
  ClientID: "another-client",
  ClientIDList: ["client-1", "client-2"],
  ContextEntries: [{ ContextKeyName: "aws:ViaAWSService", ContextKeyValues: ["true"], ContextKeyType: "boolean" }],
  CredentialAgeDays: 7,
  CustomSuffix: "probe",
  DelegationPermissionCheck: true,
  Description: "described by a probe",
  Encoding: "PEM",
  EntityFilter: "User",
  Granularity: "ACTION_LEVEL",
  HardExpiry: true,
  MaxItems: 10,
  MaxPasswordAge: 90,
  MaxSessionDuration: 7200,
  MinimumPasswordLength: 12,
  NewPath: "/moved/",
  Notes: "noted by a probe",
  OnlyAttached: false,
  PasswordResetRequired: true,
  Path: "/probe/",
  PathPrefix: "/",
  PermissionsBoundary: BOUNDARY,
  PolicyDocument: DOCUMENT,
  PolicyInputList: [DOCUMENT],
  PolicyName: "inline",
  PolicyUsageFilter: "PermissionsPolicy",
  PasswordReusePrevention: 3,
  RequireLowercaseCharacters: true,
  RequireNumbers: true,
  RequireSymbols: true,
  RequireUppercaseCharacters: true,
  ResourceArns: ["arn:aws:s3:::bucket/key"],
  SAMLMetadataDocument: METADATA,
  SSHPublicKeyBody: KEY,
  Scope: "Local",
  ServiceName: "codecommit.amazonaws.com",
  SessionDuration: 3600,
  SetAsDefault: true,
  Status: "Inactive",
  TagKeys: ["k"],
  Tags: [{ Key: "k", Value: "v" }],
  ThumbprintList: ["0123456789012345678901234567890123456789"],
};

const SIMULATED = {
  PermissionsBoundaryPolicyInputList: [DOCUMENT],
  OrderedOrganizationPolicyInputList: undefined,
  ResourcePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/key" }],
  }),
  ResourceOwner: "arn:aws:iam::123456789012:root",
  ResourceHandlingOption: undefined,
};

/**
 * Values of an operation's own, from what is there. Undefined are members that cannot be given with the others, or only
 * with what another answer said (`Marker`, which the walks of the lists give).
 */
export const OWN: Readonly<Record<string, (ids: Ids) => Ids>> = {
  AcquireRole: () => ({
    TemplateArn: "arn:aws:iam::aws:role-template/none",
    TemplateMinorVersion: "1",
    ReplacementValues: undefined,
  }),
  ChangePassword: () => ({ OldPassword: PASSWORD, NewPassword: NEW_PASSWORD }),
  CreateDelegationRequest: () => ({
    Permissions: { PolicyTemplateArn: "arn:aws:iam:::delegation-template/x", Parameters: [] },
    RequestorWorkflowId: "workflow",
    NotificationChannel: "arn:aws:sns:us-east-1:123456789012:topic",
    OwnerAccountId: "123456789012",
    RequestMessage: "please",
    RedirectUrl: "https://example.org/",
    OnlySendByOwner: true,
  }),
  CreateGroup: () => ({ GroupName: "made" }),
  CreateInstanceProfile: () => ({ InstanceProfileName: "made" }),
  CreateLoginProfile: () => ({ Password: PASSWORD }),
  CreateOpenIDConnectProvider: () => ({ Url: "https://made.example.org" }),
  CreatePolicy: () => ({ PolicyName: "made" }),
  CreateRole: () => ({ RoleName: "made" }),
  CreateSAMLProvider: () => ({ Name: "made", AddPrivateKey: privateKey() }),
  CreateServiceSpecificCredential: () => ({ ServiceName: "bedrock.amazonaws.com" }),
  CreateUser: () => ({ UserName: "made" }),
  CreateVirtualMFADevice: () => ({ VirtualMFADeviceName: "made" }),
  EnableMFADevice: ({ seed }) => codesOf(seed, 0),
  GenerateOrganizationsAccessReport: ({ OrganizationId }) => ({
    EntityPath: `${String(OrganizationId)}/r-abcd/123456789012`,
    OrganizationsPolicyId: "p-FullAWSAccess",
  }),
  GenerateServiceLastAccessedDetails: () => ({ Arn: "arn:aws:iam::123456789012:role/role" }),
  GetAccountAuthorizationDetails: () => ({ Filter: ["User", "Role"] }),
  GetContextKeysForPrincipalPolicy: () => ({ PolicySourceArn: "arn:aws:iam::123456789012:user/user" }),
  GetHumanReadableSummary: ({ DelegationRequestId }) => ({
    EntityArn: `arn:aws:iam::123456789012:delegation-request/${String(DelegationRequestId)}`,
    Locale: "en",
  }),
  GetOrganizationsAccessReport: ({ JobId }) => ({ JobId, SortKey: "SERVICE_NAMESPACE_DESCENDING" }),
  GetRoleTemplateVersion: () => ({ TemplateArn: "arn:aws:iam::aws:role-template/none", MinorVersion: "1" }),
  GetServiceLastAccessedDetailsWithEntities: () => ({ ServiceNamespace: "s3" }),
  ListDelegationRequests: () => ({ OwnerId: "arn:aws:iam::123456789012:root" }),
  ListPoliciesGrantingServiceAccess: () => ({
    Arn: "arn:aws:iam::123456789012:user/user",
    ServiceNamespaces: ["s3"],
  }),
  ListServiceSpecificCredentials: () => ({ AllUsers: false }),
  ListVirtualMFADevices: () => ({ AssignmentStatus: "Any" }),
  PutAccountProperties: () => ({ Properties: { "Namespace/Name": "value" } }),
  RemoveClientIDFromOpenIDConnectProvider: () => ({ ClientID: "client" }),
  ResyncMFADevice: ({ seed }) => codesOf(seed, 4),
  SetSecurityTokenServicePreferences: () => ({ GlobalEndpointTokenVersion: "v2Token" }),
  SimulateCustomPolicy: () => SIMULATED,
  SimulatePrincipalPolicy: () => ({
    ...SIMULATED,
    PolicySourceArn: "arn:aws:iam::123456789012:user/user",
    PolicyExclusionList: undefined,
  }),
  UpdateAssumeRolePolicy: () => ({ PolicyDocument: OTHER_TRUST }),
  UpdateGroup: () => ({ NewGroupName: "renamed" }),
  UpdateLoginProfile: () => ({ Password: NEW_PASSWORD }),
  UpdateSAMLProvider: ({ KeyId }) => ({ AddPrivateKey: undefined, RemovePrivateKey: KeyId }),
  UpdateServerCertificate: () => ({ NewServerCertificateName: "renamed" }),
  UpdateUser: () => ({ NewUserName: "renamed" }),
  UploadServerCertificate: () => ({
    ServerCertificateName: "made",
    CertificateBody: ISSUED.pem,
    PrivateKey: ISSUED.privateKey,
    CertificateChain: ROOT.pem,
  }),
};

/** What names the thing afterwards, where that is no member of the input's or the answer's. */
export const NAMES_AFTER: Readonly<Record<string, (answer: Ids) => Ids>> = {
  CreatePolicy: ({ Policy }) => ({ PolicyArn: (Policy as Ids)["Arn"], VersionId: "v1" }),
  UpdateGroup: () => ({ GroupName: "renamed" }),
  UpdateServerCertificate: () => ({ ServerCertificateName: "renamed" }),
  UpdateUser: () => ({ UserName: "renamed" }),
};

/** Operations that AWS answers with a fault to whoever has what the emulator knows, and why. */
export const REFUSED: Readonly<Record<string, readonly [code: string, why: string]>> = {
  AcquireRole: ["NoSuchEntity", "role templates are AWS's services' own, and none is published"],
  GetMFADevice: ["ValidationError", "it is for FIDO keys alone"],
  GetRoleTemplateVersion: ["NoSuchEntity", "role templates are AWS's services' own, and none is published"],
};

/** What the reader shows, where that is not what was written. */
export const SHOWN: Readonly<Record<string, unknown>> = {
  "CreateOpenIDConnectProvider.Url": "made.example.org",
  "CreateSAMLProvider.Name": "arn:aws:iam::123456789012:saml-provider/made",
  "CreateServiceLinkedRole.AWSServiceName": "/aws-service-role/autoscaling.amazonaws.com/",
  "CreateServiceLinkedRole.CustomSuffix": "AWSServiceRoleForAutoScaling_probe",
  "CreateServiceSpecificCredential.CredentialAgeDays": expect.any(Date),
  "CreateVirtualMFADevice.Path": "arn:aws:iam::123456789012:mfa/probe/made",
  "CreateVirtualMFADevice.VirtualMFADeviceName": "arn:aws:iam::123456789012:mfa/probe/made",
  "SetSecurityTokenServicePreferences.GlobalEndpointTokenVersion": 2,
};
