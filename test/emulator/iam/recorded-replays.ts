import { POLICY, TRUST } from "../support";
import { makeCertificate } from "./make-certificate";

const USER_POLICY = "arn:aws:iam::123456789012:policy";
const OIDC = "arn:aws:iam::123456789012:oidc-provider";
const DEVICE = "arn:aws:iam::123456789012:mfa";
const CODES = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };
const AWS_POLICY = "arn:aws:iam::aws:policy/AdministratorAccess";

/** A policy that AWS has and that no role here has. */
const BASIC = "AWSLambdaBasicExecutionRole";

/**
 * A call that AWS refused: the recording's file and key (`#2` for the second of that key), what is called, and what the
 * recording's placeholders are here.
 */
export type Replay = readonly [
  recording: string,
  operation: string,
  input: object,
  placeholders?: Readonly<Record<string, string>>,
];

const STATEMENT = { Effect: "Allow", Action: "s3:ListBucket", Resource: "*" };

function create(statement: object, more: object = {}): object {
  const Statement = [{ ...STATEMENT, ...statement }];
  return {
    PolicyName: "refused",
    PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement, ...more }),
  };
}

function assume(more: object): object {
  return { RoleArn: "arn:aws:iam::123456789012:role/taken", RoleSessionName: "session", ...more };
}

/** As the recordings have it: thirty statements on the folders of a bucket. */
const LONG_POLICY = `{"Version": "2012-10-17", "Statement": [${Array.from(
  { length: 30 },
  (_, at) =>
    `{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::my-example-bucket-with-long-name/folder-name-${at}/*"}`,
).join(", ")}]}`;

/** What must be there: see `recorded-faults.test.ts`. */
export const REPLAYS: readonly Replay[] = [
  [
    "test_iam non_existent_malformed_policy_arn",
    "AttachRolePolicy",
    { RoleName: "taken", PolicyArn: "longpolicynamebutnoarn" },
  ],
  ["test_iam delete-non-existent-policy-exc", "DeletePolicy", { PolicyArn: `${USER_POLICY}/non-existent-policy` }],
  ["test_iam_groups create-group-duplicate", "CreateGroup", { GroupName: "taken" }, { "group-name:1": "taken" }],
  ["test_iam_groups get-group-not-found", "GetGroup", { GroupName: "non-existent-group" }],
  ["test_iam_groups update-nonexistent-group", "UpdateGroup", { GroupName: "nonexisting", NewGroupName: "x" }],
  [
    "test_iam_groups update-duplicate-name",
    "UpdateGroup",
    { GroupName: "other", NewGroupName: "taken" },
    { "group-name-2": "taken" },
  ],
  ["test_iam_groups remove-from-unknown-group", "RemoveUserFromGroup", { GroupName: "x", UserName: "any-user" }],
  [
    "test_iam_groups get-nonexistent-policy",
    "GetGroupPolicy",
    { GroupName: "taken", PolicyName: "none" },
    { "policy-name:1": "none" },
  ],
  [
    "test_iam_groups detach-unattached-error",
    "DetachGroupPolicy",
    { GroupName: "taken", PolicyArn: `${USER_POLICY}/taken` },
    { "policy-name": "taken" },
  ],
  [
    "test_iam_instance_profiles get-nonexistent-error",
    "GetInstanceProfile",
    { InstanceProfileName: "nonexistent-profile" },
  ],
  [
    "test_iam_instance_profiles create-duplicate-error",
    "CreateInstanceProfile",
    { InstanceProfileName: "taken" },
    { "instance-profile-name:1": "taken" },
  ],
  [
    "test_iam_instance_profiles add-second-role-error",
    "AddRoleToInstanceProfile",
    { InstanceProfileName: "taken", RoleName: "other" },
  ],
  [
    "test_iam_instance_profiles remove-unattached-role-error",
    "RemoveRoleFromInstanceProfile",
    { InstanceProfileName: "taken", RoleName: "other" },
    { "role-name:1": "other", "instance-profile-name:1": "taken" },
  ],
  ["test_iam_managed_policies get-version-error", "GetPolicyVersion", { PolicyArn: AWS_POLICY, VersionId: "x" }],
  ["test_iam_managed_policies delete-managed-policy-error", "DeletePolicy", { PolicyArn: AWS_POLICY }],
  [
    "test_iam_managed_policies delete-managed-policy-version-error",
    "DeletePolicyVersion",
    { PolicyArn: AWS_POLICY, VersionId: "v1" },
  ],
  [
    "test_iam_managed_policies set-default-managed-policy-version-error",
    "SetDefaultPolicyVersion",
    { PolicyArn: AWS_POLICY, VersionId: "v1" },
  ],
  ["test_iam_mfa list-invalid-marker-error", "ListUsers", { Marker: "nonsense" }],
  [
    "test_iam_policies policy-already-exists",
    "CreatePolicy",
    { PolicyName: "taken", PolicyDocument: POLICY },
    { "policy-name:1": "taken" },
  ],
  [
    "test_iam_policies err-get-version-nonexistent-policy",
    "GetPolicyVersion",
    { PolicyArn: `${USER_POLICY}/TestNonExistingPolicy`, VersionId: "v1" },
  ],
  [
    "test_iam_policies err-get-nonexistent-version",
    "GetPolicyVersion",
    { PolicyArn: `${USER_POLICY}/taken`, VersionId: "v9" },
    { "policy-name:1": "taken" },
  ],
  [
    "test_iam_policies err-delete-default-version",
    "DeletePolicyVersion",
    { PolicyArn: `${USER_POLICY}/taken`, VersionId: "v1" },
  ],
  [
    "test_iam_policies err-duplicate-keys",
    "TagPolicy",
    {
      PolicyArn: `${USER_POLICY}/taken`,
      Tags: [
        { Key: "k", Value: "" },
        { Key: "k", Value: "" },
      ],
    },
  ],
  [
    "test_iam_policies err-large-key",
    "TagPolicy",
    { PolicyArn: `${USER_POLICY}/taken`, Tags: [{ Key: "k".repeat(129), Value: "" }] },
  ],
  [
    "test_iam_policies err-large-value",
    "TagPolicy",
    { PolicyArn: `${USER_POLICY}/taken`, Tags: [{ Key: "k", Value: "v".repeat(257) }] },
  ],
  [
    "test_iam_policies err-invalid-character",
    "TagPolicy",
    { PolicyArn: `${USER_POLICY}/taken`, Tags: [{ Key: "*", Value: "" }] },
  ],
  ["test_iam_policies err-tag-nonexistent-policy", "TagPolicy", { PolicyArn: `${USER_POLICY}/NotAPolicy`, Tags: [] }],
  [
    "test_iam_policies err-untag-too-many-keys",
    "UntagPolicy",
    { PolicyArn: `${USER_POLICY}/taken`, TagKeys: Array.from({ length: 51 }, (_, at) => `k${at}`) },
  ],
  [
    "test_iam_policies err-untag-large-key",
    "UntagPolicy",
    { PolicyArn: `${USER_POLICY}/taken`, TagKeys: ["k".repeat(129)] },
  ],
  [
    "test_iam_policies err-nonexistent-policy",
    "AttachRolePolicy",
    { RoleName: "taken", PolicyArn: `${USER_POLICY}/NonExistentPolicy` },
  ],
  ["test_iam_roles get-role-error", "GetRole", { RoleName: "test-nonexistent-role" }],
  [
    "test_iam_roles create-role-already-exists-error",
    "CreateRole",
    { RoleName: "taken", AssumeRolePolicyDocument: TRUST },
    { "role-name:1": "taken" },
  ],
  ["test_iam_roles delete-role-with-policy-error", "DeleteRole", { RoleName: "attached" }],
  ["test_iam_roles delete-role-with-inline-policy-error", "DeleteRole", { RoleName: "inlined" }],
  [
    "test_iam_roles invalid-action-error",
    "UpdateAssumeRolePolicy",
    { RoleName: "taken", PolicyDocument: TRUST.replace("sts:AssumeRole", "s3:ListBucket") },
  ],
  [
    "test_iam_roles resource-field-error",
    "UpdateAssumeRolePolicy",
    { RoleName: "taken", PolicyDocument: TRUST.replace('"Effect"', '"Resource":"*","Effect"') },
  ],
  [
    "test_iam_roles get-nonexistent-policy-error",
    "GetRolePolicy",
    { RoleName: "taken", PolicyName: "non-existent-policy" },
  ],
  [
    "test_iam_roles detach-not-attached-policy-error",
    "DetachRolePolicy",
    { RoleName: "taken", PolicyArn: `${USER_POLICY}/taken` },
    { "policy-name:1": "taken" },
  ],
  [
    "test_iam_roles detach-nonexistent-policy-error",
    "DetachRolePolicy",
    { RoleName: "taken", PolicyArn: "arn:aws:iam::aws:policy/Nonexistent" },
  ],
  [
    "test_iam_roles put-invalid-boundary-error",
    "PutRolePermissionsBoundary",
    { RoleName: "taken", PermissionsBoundary: "arn:aws:iam::123456789012:not_a_policy/invalid" },
  ],
  ["test_iam_users create-duplicate-user-error", "CreateUser", { UserName: "taken" }, { "user-name:1": "taken" }],
  [
    "test_iam_users update-nonexistent-access-key-error",
    "UpdateAccessKey",
    { UserName: "taken", AccessKeyId: "AKIAIOSFODNN7EXAMPLE", Status: "Active" },
  ],
  [
    "test_iam invalid-service-exception",
    "CreateServiceSpecificCredential",
    { UserName: "taken", ServiceName: "nonexistentservice.amazonaws.com" },
  ],
  [
    "test_iam invalid-service-existing-but-unsupported-exception",
    "CreateServiceSpecificCredential",
    { UserName: "taken", ServiceName: "lambda.amazonaws.com" },
  ],
  [
    "test_iam update-wrong-id",
    "UpdateServiceSpecificCredential",
    { UserName: "taken", ServiceSpecificCredentialId: "not-an-id-of-a-credential", Status: "Active" },
  ],
  [
    "test_iam update-invalid-status",
    "UpdateServiceSpecificCredential",
    { UserName: "taken", ServiceSpecificCredentialId: "ACCAAAAAAAAAAAAAAAAAA", Status: "Invalid" },
  ],
  [
    "test_iam_account_password_policy validation-errors",
    "UpdateAccountPasswordPolicy",
    { MinimumPasswordLength: 129, PasswordReusePrevention: 25, MaxPasswordAge: 1096 },
  ],
  ["test_iam_account_password_policy policy-not-found", "GetAccountPasswordPolicy", {}],
  ["test_iam_credential_report get-credential-report-without-generate-error", "GetCredentialReport", {}],
  [
    "test_iam_mfa enable-mfa-nonexistent-user-error",
    "EnableMFADevice",
    { ...CODES, UserName: "nonexistent-user", SerialNumber: `${DEVICE}/taken` },
  ],
  [
    "test_iam_mfa deactivate-nonexistent-mfa-error",
    "DeactivateMFADevice",
    { UserName: "taken", SerialNumber: `${DEVICE}/nonexistent-mfa` },
  ],
  ["test_iam_mfa create-duplicate-error", "CreateVirtualMFADevice", { VirtualMFADeviceName: "taken" }],
  [
    "test_iam_mfa create-invalid-path-no-leading-slash-error",
    "CreateVirtualMFADevice",
    { VirtualMFADeviceName: "new", Path: "invalid-path/" },
  ],
  ["test_iam_mfa delete-nonexistent-error", "DeleteVirtualMFADevice", { SerialNumber: `${DEVICE}/nonexistent-device` }],
  [
    "test_iam_mfa enable-mfa-already-attached-error",
    "EnableMFADevice",
    { ...CODES, UserName: "other", SerialNumber: `${DEVICE}/taken` },
  ],
  [
    "test_iam_oidc multiple-validation-errors",
    "CreateOpenIDConnectProvider",
    { Url: "u".repeat(256), ClientIDList: ["c".repeat(256)], ThumbprintList: ["t"] },
  ],
  [
    "test_iam_server_certificates get-nonexistent-certificate-error",
    "GetServerCertificate",
    { ServerCertificateName: "nonexistent-certificate" },
  ],
  [
    "test_iam_server_certificates upload-duplicate-certificate-error",
    "UploadServerCertificate",
    { ServerCertificateName: "taken", CertificateBody: "body", PrivateKey: "key" },
    { "server-certificate-name:1": "taken" },
  ],
  [
    "test_iam_signing_certificates upload-invalid-certificate-error",
    "UploadSigningCertificate",
    { UserName: "other", CertificateBody: "invalid-certificate-body" },
  ],
  [
    "test_iam_signing_certificates upload-exceeds-limit-error",
    "UploadSigningCertificate",
    { UserName: "taken", CertificateBody: makeCertificate({ name: "third" }).pem },
  ],
  [
    "test_iam_ssh_public_keys get-not-found",
    "GetSSHPublicKey",
    { UserName: "taken", SSHPublicKeyId: "APKAXXXXXXXXXXXXXXXXX", Encoding: "SSH" },
  ],
  [
    "test_iam_users create-duplicate-login-profile-error",
    "CreateLoginProfile",
    { UserName: "taken", Password: "Correct-Horse-1" },
    { "user-name:1": "taken" },
  ],
  ["test_iam_oidc duplicate-error", "CreateOpenIDConnectProvider", { Url: "https://oidc-dup-04669428.example.com" }],
  [
    "test_iam_oidc quota-error",
    "CreateOpenIDConnectProvider",
    { Url: "https://many.example.com", ClientIDList: Array.from({ length: 101 }, (_, at) => `c${at}`) },
  ],
  [
    "test_iam_oidc get-not-found-error",
    "GetOpenIDConnectProvider",
    { OpenIDConnectProviderArn: `${OIDC}/gone.example.com` },
    { domain: "gone.example.com" },
  ],
  [
    "test_iam_oidc deletion-not-found-error",
    "DeleteOpenIDConnectProvider",
    { OpenIDConnectProviderArn: `${OIDC}/gone.example.com` },
    { domain: "gone.example.com" },
  ],
  ["test_iam_oidc invalid-url", "CreateOpenIDConnectProvider", { Url: "example.org" }],
  [
    "test_iam_saml_providers get-not-found",
    "GetSAMLProvider",
    { SAMLProviderArn: "arn:aws:iam::123456789012:saml-provider/NonExistentProvider" },
  ],
  ["test_iam role-already-exists-error", "CreateServiceLinkedRole", { AWSServiceName: "batch.amazonaws.com" }],
  ["test_iam invalid-json", "UpdateAssumeRolePolicy", { RoleName: "taken", PolicyDocument: "no json" }],
  [
    "test_iam existing_policy_name_provided",
    "AttachRolePolicy",
    { RoleName: "taken", PolicyArn: "a-policy-with-a-longer-name" },
    { "policy-name:1": "a-policy-with-a-longer-name" },
  ],
  ["test_iam_groups old-group-not-found", "GetGroup", { GroupName: "renamed" }, { "group-name:1": "renamed" }],
  ["test_iam_groups old-user-not-found", "GetUser", { UserName: "renamed" }, { "user-name:1": "renamed" }],
  ["test_iam_policies error", "CreatePolicy", { PolicyName: "refused", PolicyDocument: "This is not a json document" }],
  ["test_iam_policies error#2", "CreatePolicy", create({}, { Version: "2008-10-17" })],
  ["test_iam_policies error#3", "CreatePolicy", create({ Resource: "invalid resource" })],
  ["test_iam_policies error#4", "CreatePolicy", create({ Resource: "" })],
  ["test_iam_policies error#5", "CreatePolicy", create({ Action: "s:3:ListBucket", Resource: "sdfsadf" })],
  ["test_iam_policies error#6", "CreatePolicy", create({ Resource: ["adf"] })],
  ["test_iam_policies error#7", "CreatePolicy", create({ Resource: "a:bsdfdsafsad" })],
  ["test_iam_policies error#8", "CreatePolicy", create({ Resource: "a:b:cadfsdf" })],
  ["test_iam_policies error#9", "CreatePolicy", create({ Resource: "a:b:c:d:e:f:g:h" })],
  ["test_iam_policies error#10", "CreatePolicy", create({ Resource: "aws:s3:::example_bucket" })],
  ["test_iam_policies error#11", "CreatePolicy", create({ Resource: "arn:aws:iam:::example_bucket" })],
  ["test_iam_policies error#12", "CreatePolicy", create({ Resource: "arn:aws:s3::example_bucket" })],
  [
    "test_iam_policies error#13",
    "CreatePolicy",
    create({ Resource: "arn:aws:iam:us-east-1::example_bucket" }),
    { region: "us-east-1" },
  ],
  [
    "test_iam_policies error#14",
    "CreatePolicy",
    create({ Resource: "arn:aws:s3:us-east-1::example_bucket" }),
    { region: "us-east-1" },
  ],
  [
    "test_iam_policies error#15",
    "CreatePolicy",
    create(
      {},
      {
        Statement: [
          { ...STATEMENT, Sid: "sdf" },
          { ...STATEMENT, Sid: "sdf" },
        ],
      },
    ),
  ],
  ["test_iam_roles get-role-after-deletion-error", "GetRole", { RoleName: "deleted" }, { "role-name:1": "deleted" }],
  [
    "test_iam_roles get-deleted-policy-error",
    "GetRolePolicy",
    { RoleName: "taken", PolicyName: "deleted" },
    { "policy-name:1": "deleted" },
  ],
  [
    "test_iam_roles attach-nonexistent-policy-error",
    "AttachRolePolicy",
    { RoleName: "taken", PolicyArn: `${USER_POLICY}/nonexistent-policy` },
  ],
  [
    "test_iam_roles detach-already-detached-error",
    "DetachRolePolicy",
    { RoleName: "taken", PolicyArn: `arn:aws:iam::aws:policy/service-role/${BASIC}` },
    { "policy-name:1": BASIC },
  ],
  [
    "test_sts duplicate-tag-keys-different-casing",
    "AssumeRole",
    assume({
      Tags: [
        { Key: "team", Value: "" },
        { Key: "TEAM", Value: "" },
      ],
    }),
  ],
  // Called in a session that has the transitive tag already.
  [
    "test_sts override-transitive-tag-error",
    "AssumeRole",
    assume({ Tags: [{ Key: "team", Value: "other" }], TransitiveTagKeys: ["team"] }),
  ],
  ["test_sts malformed-arn", "AssumeRole", assume({ RoleArn: "nothing-valid-in-here" })],
  ["test_sts not-enough-colons", "AssumeRole", assume({ RoleArn: "arn:a:::something/test-role" })],
  ["test_sts session-name-too-long-error", "AssumeRole", assume({ RoleSessionName: "s".repeat(65) })],
  ["test_sts policy-too-long-error", "AssumeRole", assume({ Policy: LONG_POLICY })],
];
