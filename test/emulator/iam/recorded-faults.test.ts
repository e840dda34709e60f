import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CreateVirtualMFADeviceResponse } from "@aws-sdk/client-iam";
import { AwsFault } from "../../../src/emulator";
import { makeCode, stepOf } from "../../../src/emulator/totp";
import { POLICY, TRUST, startForTests } from "../support";
import { makeCertificate } from "./make-certificate";

// facts/aws-errors.tsv: error answers recorded from AWS (localstack's snapshot tests, 2026): file, key, code, status,
// message. Placeholders of the recordings stand for names that a test made up.
const RECORDINGS = join(process.env.SHARED_DIR ?? join(__dirname, "../../../../shared"), "facts/aws-errors.tsv");

const USER_POLICY = "arn:aws:iam::123456789012:policy";
const OIDC = "arn:aws:iam::123456789012:oidc-provider";
const DEVICE = "arn:aws:iam::123456789012:mfa";
const CODES = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };
const AWS_POLICY = "arn:aws:iam::aws:policy/AdministratorAccess";

/** A call that AWS refused: which recording, what was called, and what the placeholders of the recording are here. */
interface Replay {
  readonly file: string;
  readonly key: string;
  readonly operation: string;
  readonly input: object;
  readonly placeholders?: Readonly<Record<string, string>>;
}

const REPLAYS: readonly Replay[] = [
  {
    file: "test_iam",
    key: "non_existent_malformed_policy_arn",
    operation: "AttachRolePolicy",
    input: { RoleName: "taken", PolicyArn: "longpolicynamebutnoarn" },
  },
  {
    file: "test_iam",
    key: "delete-non-existent-policy-exc",
    operation: "DeletePolicy",
    input: { PolicyArn: `${USER_POLICY}/non-existent-policy` },
  },
  {
    file: "test_iam_groups",
    key: "create-group-duplicate",
    operation: "CreateGroup",
    input: { GroupName: "taken" },
    placeholders: { "group-name:1": "taken" },
  },
  {
    file: "test_iam_groups",
    key: "get-group-not-found",
    operation: "GetGroup",
    input: { GroupName: "non-existent-group" },
  },
  {
    file: "test_iam_groups",
    key: "update-nonexistent-group",
    operation: "UpdateGroup",
    input: { GroupName: "nonexisting", NewGroupName: "x" },
  },
  {
    file: "test_iam_groups",
    key: "update-duplicate-name",
    operation: "UpdateGroup",
    input: { GroupName: "other", NewGroupName: "taken" },
    placeholders: { "group-name-2": "taken" },
  },
  {
    file: "test_iam_groups",
    key: "remove-from-unknown-group",
    operation: "RemoveUserFromGroup",
    input: { GroupName: "x", UserName: "any-user" },
  },
  {
    file: "test_iam_groups",
    key: "get-nonexistent-policy",
    operation: "GetGroupPolicy",
    input: { GroupName: "taken", PolicyName: "none" },
    placeholders: { "policy-name:1": "none" },
  },
  {
    file: "test_iam_groups",
    key: "detach-unattached-error",
    operation: "DetachGroupPolicy",
    input: { GroupName: "taken", PolicyArn: `${USER_POLICY}/taken` },
    placeholders: { "policy-name": "taken" },
  },
  {
    file: "test_iam_instance_profiles",
    key: "get-nonexistent-error",
    operation: "GetInstanceProfile",
    input: { InstanceProfileName: "nonexistent-profile" },
  },
  {
    file: "test_iam_instance_profiles",
    key: "create-duplicate-error",
    operation: "CreateInstanceProfile",
    input: { InstanceProfileName: "taken" },
    placeholders: { "instance-profile-name:1": "taken" },
  },
  {
    file: "test_iam_instance_profiles",
    key: "add-second-role-error",
    operation: "AddRoleToInstanceProfile",
    input: { InstanceProfileName: "taken", RoleName: "other" },
  },
  {
    file: "test_iam_instance_profiles",
    key: "remove-unattached-role-error",
    operation: "RemoveRoleFromInstanceProfile",
    input: { InstanceProfileName: "taken", RoleName: "other" },
    placeholders: { "role-name:1": "other", "instance-profile-name:1": "taken" },
  },
  {
    file: "test_iam_managed_policies",
    key: "get-version-error",
    operation: "GetPolicyVersion",
    input: { PolicyArn: AWS_POLICY, VersionId: "x" },
  },
  {
    file: "test_iam_managed_policies",
    key: "delete-managed-policy-error",
    operation: "DeletePolicy",
    input: { PolicyArn: AWS_POLICY },
  },
  {
    file: "test_iam_managed_policies",
    key: "delete-managed-policy-version-error",
    operation: "DeletePolicyVersion",
    input: { PolicyArn: AWS_POLICY, VersionId: "v1" },
  },
  {
    file: "test_iam_managed_policies",
    key: "set-default-managed-policy-version-error",
    operation: "SetDefaultPolicyVersion",
    input: { PolicyArn: AWS_POLICY, VersionId: "v1" },
  },
  { file: "test_iam_mfa", key: "list-invalid-marker-error", operation: "ListUsers", input: { Marker: "nonsense" } },
  {
    file: "test_iam_policies",
    key: "policy-already-exists",
    operation: "CreatePolicy",
    input: { PolicyName: "taken", PolicyDocument: POLICY },
    placeholders: { "policy-name:1": "taken" },
  },
  {
    file: "test_iam_policies",
    key: "err-get-version-nonexistent-policy",
    operation: "GetPolicyVersion",
    input: { PolicyArn: `${USER_POLICY}/TestNonExistingPolicy`, VersionId: "v1" },
  },
  {
    file: "test_iam_policies",
    key: "err-get-nonexistent-version",
    operation: "GetPolicyVersion",
    input: { PolicyArn: `${USER_POLICY}/taken`, VersionId: "v9" },
    placeholders: { "policy-name:1": "taken" },
  },
  {
    file: "test_iam_policies",
    key: "err-delete-default-version",
    operation: "DeletePolicyVersion",
    input: { PolicyArn: `${USER_POLICY}/taken`, VersionId: "v1" },
  },
  {
    file: "test_iam_policies",
    key: "err-duplicate-keys",
    operation: "TagPolicy",
    input: {
      PolicyArn: `${USER_POLICY}/taken`,
      Tags: [
        { Key: "k", Value: "" },
        { Key: "k", Value: "" },
      ],
    },
  },
  {
    file: "test_iam_policies",
    key: "err-large-key",
    operation: "TagPolicy",
    input: { PolicyArn: `${USER_POLICY}/taken`, Tags: [{ Key: "k".repeat(129), Value: "" }] },
  },
  {
    file: "test_iam_policies",
    key: "err-large-value",
    operation: "TagPolicy",
    input: { PolicyArn: `${USER_POLICY}/taken`, Tags: [{ Key: "k", Value: "v".repeat(257) }] },
  },
  {
    file: "test_iam_policies",
    key: "err-invalid-character",
    operation: "TagPolicy",
    input: { PolicyArn: `${USER_POLICY}/taken`, Tags: [{ Key: "*", Value: "" }] },
  },
  {
    file: "test_iam_policies",
    key: "err-tag-nonexistent-policy",
    operation: "TagPolicy",
    input: { PolicyArn: `${USER_POLICY}/NotAPolicy`, Tags: [] },
  },
  {
    file: "test_iam_policies",
    key: "err-untag-too-many-keys",
    operation: "UntagPolicy",
    input: { PolicyArn: `${USER_POLICY}/taken`, TagKeys: Array.from({ length: 51 }, (_, at) => `k${at}`) },
  },
  {
    file: "test_iam_policies",
    key: "err-untag-large-key",
    operation: "UntagPolicy",
    input: { PolicyArn: `${USER_POLICY}/taken`, TagKeys: ["k".repeat(129)] },
  },
  {
    file: "test_iam_policies",
    key: "err-nonexistent-policy",
    operation: "AttachRolePolicy",
    input: { RoleName: "taken", PolicyArn: `${USER_POLICY}/NonExistentPolicy` },
  },
  { file: "test_iam_roles", key: "get-role-error", operation: "GetRole", input: { RoleName: "test-nonexistent-role" } },
  {
    file: "test_iam_roles",
    key: "create-role-already-exists-error",
    operation: "CreateRole",
    input: { RoleName: "taken", AssumeRolePolicyDocument: TRUST },
    placeholders: { "role-name:1": "taken" },
  },
  {
    file: "test_iam_roles",
    key: "delete-role-with-policy-error",
    operation: "DeleteRole",
    input: { RoleName: "attached" },
  },
  {
    file: "test_iam_roles",
    key: "delete-role-with-inline-policy-error",
    operation: "DeleteRole",
    input: { RoleName: "inlined" },
  },
  {
    file: "test_iam_roles",
    key: "invalid-action-error",
    operation: "UpdateAssumeRolePolicy",
    input: { RoleName: "taken", PolicyDocument: TRUST.replace("sts:AssumeRole", "s3:ListBucket") },
  },
  {
    file: "test_iam_roles",
    key: "resource-field-error",
    operation: "UpdateAssumeRolePolicy",
    input: { RoleName: "taken", PolicyDocument: TRUST.replace('"Effect"', '"Resource":"*","Effect"') },
  },
  {
    file: "test_iam_roles",
    key: "get-nonexistent-policy-error",
    operation: "GetRolePolicy",
    input: { RoleName: "taken", PolicyName: "non-existent-policy" },
  },
  {
    file: "test_iam_roles",
    key: "detach-not-attached-policy-error",
    operation: "DetachRolePolicy",
    input: { RoleName: "taken", PolicyArn: `${USER_POLICY}/taken` },
    placeholders: { "policy-name:1": "taken" },
  },
  {
    file: "test_iam_roles",
    key: "detach-nonexistent-policy-error",
    operation: "DetachRolePolicy",
    input: { RoleName: "taken", PolicyArn: "arn:aws:iam::aws:policy/Nonexistent" },
  },
  {
    file: "test_iam_roles",
    key: "put-invalid-boundary-error",
    operation: "PutRolePermissionsBoundary",
    input: { RoleName: "taken", PermissionsBoundary: "arn:aws:iam::123456789012:not_a_policy/invalid" },
  },
  {
    file: "test_iam_users",
    key: "create-duplicate-user-error",
    operation: "CreateUser",
    input: { UserName: "taken" },
    placeholders: { "user-name:1": "taken" },
  },
  {
    file: "test_iam_users",
    key: "update-nonexistent-access-key-error",
    operation: "UpdateAccessKey",
    input: { UserName: "taken", AccessKeyId: "AKIAIOSFODNN7EXAMPLE", Status: "Active" },
  },
  {
    file: "test_iam",
    key: "invalid-service-exception",
    operation: "CreateServiceSpecificCredential",
    input: { UserName: "taken", ServiceName: "nonexistentservice.amazonaws.com" },
  },
  {
    file: "test_iam",
    key: "invalid-service-existing-but-unsupported-exception",
    operation: "CreateServiceSpecificCredential",
    input: { UserName: "taken", ServiceName: "lambda.amazonaws.com" },
  },
  {
    file: "test_iam",
    key: "update-wrong-id",
    operation: "UpdateServiceSpecificCredential",
    input: { UserName: "taken", ServiceSpecificCredentialId: "not-an-id-of-a-credential", Status: "Active" },
  },
  {
    file: "test_iam",
    key: "update-invalid-status",
    operation: "UpdateServiceSpecificCredential",
    input: { UserName: "taken", ServiceSpecificCredentialId: "ACCAAAAAAAAAAAAAAAAAA", Status: "Invalid" },
  },
  {
    file: "test_iam_account_password_policy",
    key: "validation-errors",
    operation: "UpdateAccountPasswordPolicy",
    input: { MinimumPasswordLength: 129, PasswordReusePrevention: 25, MaxPasswordAge: 1096 },
  },
  {
    file: "test_iam_account_password_policy",
    key: "policy-not-found",
    operation: "GetAccountPasswordPolicy",
    input: {},
  },
  {
    file: "test_iam_credential_report",
    key: "get-credential-report-without-generate-error",
    operation: "GetCredentialReport",
    input: {},
  },
  {
    file: "test_iam_mfa",
    key: "enable-mfa-nonexistent-user-error",
    operation: "EnableMFADevice",
    input: { ...CODES, UserName: "nonexistent-user", SerialNumber: `${DEVICE}/taken` },
  },
  {
    file: "test_iam_mfa",
    key: "deactivate-nonexistent-mfa-error",
    operation: "DeactivateMFADevice",
    input: { UserName: "taken", SerialNumber: `${DEVICE}/nonexistent-mfa` },
  },
  {
    file: "test_iam_mfa",
    key: "create-duplicate-error",
    operation: "CreateVirtualMFADevice",
    input: { VirtualMFADeviceName: "taken" },
  },
  {
    file: "test_iam_mfa",
    key: "create-invalid-path-no-leading-slash-error",
    operation: "CreateVirtualMFADevice",
    input: { VirtualMFADeviceName: "new", Path: "invalid-path/" },
  },
  {
    file: "test_iam_mfa",
    key: "delete-nonexistent-error",
    operation: "DeleteVirtualMFADevice",
    input: { SerialNumber: `${DEVICE}/nonexistent-device` },
  },
  {
    file: "test_iam_mfa",
    key: "enable-mfa-already-attached-error",
    operation: "EnableMFADevice",
    input: { ...CODES, UserName: "other", SerialNumber: `${DEVICE}/taken` },
  },
  {
    file: "test_iam_oidc",
    key: "multiple-validation-errors",
    operation: "CreateOpenIDConnectProvider",
    input: { Url: "u".repeat(256), ClientIDList: ["c".repeat(256)], ThumbprintList: ["t"] },
  },
  {
    file: "test_iam_server_certificates",
    key: "get-nonexistent-certificate-error",
    operation: "GetServerCertificate",
    input: { ServerCertificateName: "nonexistent-certificate" },
  },
  {
    file: "test_iam_server_certificates",
    key: "upload-duplicate-certificate-error",
    operation: "UploadServerCertificate",
    input: { ServerCertificateName: "taken", CertificateBody: "body", PrivateKey: "key" },
    placeholders: { "server-certificate-name:1": "taken" },
  },
  {
    file: "test_iam_signing_certificates",
    key: "upload-invalid-certificate-error",
    operation: "UploadSigningCertificate",
    input: { UserName: "other", CertificateBody: "invalid-certificate-body" },
  },
  {
    file: "test_iam_signing_certificates",
    key: "upload-exceeds-limit-error",
    operation: "UploadSigningCertificate",
    input: { UserName: "taken", CertificateBody: makeCertificate({ name: "third" }).pem },
  },
  {
    file: "test_iam_ssh_public_keys",
    key: "get-not-found",
    operation: "GetSSHPublicKey",
    input: { UserName: "taken", SSHPublicKeyId: "APKAXXXXXXXXXXXXXXXXX", Encoding: "SSH" },
  },
  {
    file: "test_iam_users",
    key: "create-duplicate-login-profile-error",
    operation: "CreateLoginProfile",
    input: { UserName: "taken", Password: "Correct-Horse-1" },
    placeholders: { "user-name:1": "taken" },
  },
  {
    file: "test_iam_oidc",
    key: "duplicate-error",
    operation: "CreateOpenIDConnectProvider",
    input: { Url: "https://oidc-dup-04669428.example.com" },
  },
  {
    file: "test_iam_oidc",
    key: "quota-error",
    operation: "CreateOpenIDConnectProvider",
    input: { Url: "https://many.example.com", ClientIDList: Array.from({ length: 101 }, (_, at) => `c${at}`) },
  },
  {
    file: "test_iam_oidc",
    key: "get-not-found-error",
    operation: "GetOpenIDConnectProvider",
    input: { OpenIDConnectProviderArn: `${OIDC}/gone.example.com` },
    placeholders: { domain: "gone.example.com" },
  },
  {
    file: "test_iam_oidc",
    key: "deletion-not-found-error",
    operation: "DeleteOpenIDConnectProvider",
    input: { OpenIDConnectProviderArn: `${OIDC}/gone.example.com` },
    placeholders: { domain: "gone.example.com" },
  },
  {
    file: "test_iam_oidc",
    key: "invalid-url",
    operation: "CreateOpenIDConnectProvider",
    input: { Url: "example.org" },
  },
  {
    file: "test_iam_saml_providers",
    key: "get-not-found",
    operation: "GetSAMLProvider",
    input: { SAMLProviderArn: "arn:aws:iam::123456789012:saml-provider/NonExistentProvider" },
  },
  {
    file: "test_iam",
    key: "role-already-exists-error",
    operation: "CreateServiceLinkedRole",
    input: { AWSServiceName: "batch.amazonaws.com" },
  },
];

interface Recording {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

function readRecordings(): Map<string, Recording[]> {
  const recordings = new Map<string, Recording[]>();
  for (const line of readFileSync(RECORDINGS, "utf8").trim().split("\n").slice(1)) {
    const [file, key, code = "", status, message = ""] = line.split("\t");
    const name = `${file} ${key}`;
    recordings.set(name, [
      ...(recordings.get(name) ?? []),
      { code, status: Number(status), message: message === "None" ? "" : message },
    ]);
  }
  return recordings;
}

function fill(message: string, placeholders: Readonly<Record<string, string>>): string {
  const known: Readonly<Record<string, string>> = { partition: "aws", ...placeholders };
  return message
    .replaceAll("111111111111", "123456789012")
    .replace(/<([a-z-]+(?::\d)?|[a-z-]+-\d)>/g, (whole, name: string) => known[name] ?? whole);
}

const here = existsSync(RECORDINGS);

(here ? describe : describe.skip)(`AWS's recorded refusals${here ? "" : " (skipped: shared facts not here)"}`, () => {
  const box = startForTests();
  const recordings = here ? readRecordings() : new Map<string, Recording[]>();

  beforeAll(async () => {
    const make = (operation: string, input: object) => box.emulator.invoke("iam", operation, input);
    for (const RoleName of ["taken", "other", "attached", "inlined"]) {
      await make("CreateRole", { RoleName, AssumeRolePolicyDocument: TRUST });
    }
    await make("AttachRolePolicy", { RoleName: "attached", PolicyArn: AWS_POLICY });
    await make("PutRolePolicy", { RoleName: "inlined", PolicyName: "p", PolicyDocument: POLICY });
    await make("CreatePolicy", { PolicyName: "taken", PolicyDocument: POLICY });
    for (const UserName of ["taken", "other"]) await make("CreateUser", { UserName });
    await make("CreateLoginProfile", { UserName: "taken", Password: "Correct-Horse-1" });
    for (const name of ["first", "second"]) {
      await make("UploadSigningCertificate", { UserName: "taken", CertificateBody: makeCertificate({ name }).pem });
    }
    const { pem, privateKey } = makeCertificate({ name: "server" });
    const certificate = { ServerCertificateName: "taken", CertificateBody: pem, PrivateKey: privateKey };
    await make("UploadServerCertificate", certificate);
    const { VirtualMFADevice } = await box.emulator.invoke<CreateVirtualMFADeviceResponse>(
      "iam",
      "CreateVirtualMFADevice",
      { VirtualMFADeviceName: "taken" },
    );
    const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString("ascii");
    const step = stepOf(new Date());
    await make("EnableMFADevice", {
      UserName: "taken",
      SerialNumber: `${DEVICE}/taken`,
      AuthenticationCode1: makeCode(seed, step - 1),
      AuthenticationCode2: makeCode(seed, step),
    });
    for (const GroupName of ["taken", "other"]) await make("CreateGroup", { GroupName });
    await make("CreateOpenIDConnectProvider", { Url: "https://oidc-dup-04669428.example.com" });
    await make("CreateServiceLinkedRole", { AWSServiceName: "batch.amazonaws.com" });
    await make("CreateInstanceProfile", { InstanceProfileName: "taken" });
    await make("AddRoleToInstanceProfile", { InstanceProfileName: "taken", RoleName: "taken" });
  });

  it.each(REPLAYS)("$file $key", async ({ file, key, operation, input, placeholders = {} }) => {
    const found = recordings.get(`${file} ${key}`) ?? [];
    expect(found).not.toEqual([]);

    const fault = await box.emulator.invoke("iam", operation, input).catch((error: unknown) => error);

    expect(fault).toBeInstanceOf(AwsFault);
    const { code, message } = fault as AwsFault;
    expect(found.map((one) => [one.code, fill(one.message, placeholders)])).toContainEqual([code, message]);
  });

  it("knows each service that refuses a suffix of its service-linked role", async () => {
    const sentence = "Custom suffix is not allowed for ";
    const recorded = (recordings.get("test_iam custom-suffix-not-allowed") ?? []).map(({ message }) => message);
    expect(recorded.length).toBeGreaterThan(40);

    for (const message of recorded) {
      const input = { AWSServiceName: message.slice(sentence.length), CustomSuffix: "x" };
      await expect(box.emulator.invoke("iam", "CreateServiceLinkedRole", input)).rejects.toMatchObject({
        code: "InvalidInput",
        message,
      });
    }
  });
});
