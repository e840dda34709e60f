import { generateKeyPairSync } from "node:crypto";
import { Emulator, QUOTAS } from "../../../src/emulator";
import type { QuotaName } from "../../../src/emulator";
import { makeCode, stepOf } from "../../../src/emulator/totp";
import { POLICY, TRUST } from "../support";
import { samlMetadata } from "../saml-fixture";
import { makeCertificate } from "./make-certificate";

/** Calls an operation of IAM. */
type Invoke = <Output = unknown>(operation: string, input?: object) => Promise<Output>;

/** How a quota is used up. */
interface Walk {
  /** Default: 1 */
  readonly limit?: number;
  prepare?(iam: Invoke): Promise<unknown>;
  /** Takes the `at`-th of what the quota limits, counted from 1. */
  take(iam: Invoke, at: number): Promise<unknown>;
  /** Gives one back, so that there is room again. */
  free(iam: Invoke): Promise<unknown>;
  /** @default "Cannot exceed quota for {name}: {limit}" */
  readonly refusal?: string;
  /** @default "LimitExceeded" */
  readonly code?: string;
}

const ACCOUNT = "arn:aws:iam::123456789012";
const ARN = `${ACCOUNT}:policy/p`;
const OIDC = `${ACCOUNT}:oidc-provider/a.example.org`;
const SAML = `${ACCOUNT}:saml-provider/a`;
const AWS = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const AWS_POLICIES = ["ReadOnlyAccess", "PowerUserAccess"].map(AWS);
const certificates = ["one", "two"].map((name) => makeCertificate({ name }));

/** A policy of that many characters. */
function policyOf(size: number): string {
  const statement = (sid: string): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid: sid, Effect: "Allow", Action: "s3:*", Resource: "*" }],
    });
  return statement("a".repeat(size - statement("").length));
}

function trustOf(size: number): string {
  const statement = (sid: string): string => TRUST.replace('"Statement":[{', `"Statement":[{"Sid":"${sid}",`);
  return statement("a".repeat(size - statement("").length));
}

function publicKey(): string {
  const { publicKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return key.export({ type: "spki", format: "pem" }).toString();
}

function privateKey(): string {
  const { privateKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

const makeUser = (iam: Invoke): Promise<unknown> => iam("CreateUser", { UserName: "u" });
const makeRole = (iam: Invoke): Promise<unknown> =>
  iam("CreateRole", { RoleName: "r", AssumeRolePolicyDocument: TRUST });
const makeGroup = (iam: Invoke): Promise<unknown> => iam("CreateGroup", { GroupName: "g" });

/** Every name of the table has its walk: the compiler sees to it. */
const WALKS: Readonly<Record<QuotaName, Walk>> = {
  RolesPerAccount: {
    take: (iam, at) => iam("CreateRole", { RoleName: `r${at}`, AssumeRolePolicyDocument: TRUST }),
    free: (iam) => iam("DeleteRole", { RoleName: "r1" }),
  },
  UsersPerAccount: {
    take: (iam, at) => iam("CreateUser", { UserName: `u${at}` }),
    free: (iam) => iam("DeleteUser", { UserName: "u1" }),
  },
  GroupsPerAccount: {
    take: (iam, at) => iam("CreateGroup", { GroupName: `g${at}` }),
    free: (iam) => iam("DeleteGroup", { GroupName: "g1" }),
  },
  PoliciesPerAccount: {
    take: (iam, at) => iam("CreatePolicy", { PolicyName: `p${at}`, PolicyDocument: POLICY }),
    free: (iam) => iam("DeletePolicy", { PolicyArn: `${ARN}1` }),
  },
  InstanceProfilesPerAccount: {
    take: (iam, at) => iam("CreateInstanceProfile", { InstanceProfileName: `i${at}` }),
    free: (iam) => iam("DeleteInstanceProfile", { InstanceProfileName: "i1" }),
  },
  ServerCertificatesPerAccount: {
    take: (iam, at) =>
      iam("UploadServerCertificate", {
        ServerCertificateName: `c${at}`,
        CertificateBody: certificates[0]?.pem,
        PrivateKey: certificates[0]?.privateKey,
      }),
    free: (iam) => iam("DeleteServerCertificate", { ServerCertificateName: "c1" }),
  },
  VirtualMFADevicesPerAccount: {
    take: (iam, at) => iam("CreateVirtualMFADevice", { VirtualMFADeviceName: `m${at}` }),
    free: (iam) => iam("DeleteVirtualMFADevice", { SerialNumber: `${ACCOUNT}:mfa/m1` }),
  },
  SAMLProvidersPerAccount: {
    take: (iam, at) => iam("CreateSAMLProvider", { Name: `s${at}`, SAMLMetadataDocument: samlMetadata() }),
    free: (iam) => iam("DeleteSAMLProvider", { SAMLProviderArn: `${ACCOUNT}:saml-provider/s1` }),
  },
  OpenIdConnectProvidersPerAccount: {
    take: (iam, at) => iam("CreateOpenIDConnectProvider", { Url: `https://${at}.example.org` }),
    free: (iam) =>
      iam("DeleteOpenIDConnectProvider", { OpenIDConnectProviderArn: `${ACCOUNT}:oidc-provider/1.example.org` }),
  },
  PoliciesPerRole: {
    prepare: makeRole,
    take: (iam, at) => iam("AttachRolePolicy", { RoleName: "r", PolicyArn: AWS_POLICIES[at - 1] }),
    free: (iam) => iam("DetachRolePolicy", { RoleName: "r", PolicyArn: AWS_POLICIES[0] }),
  },
  PoliciesPerUser: {
    prepare: makeUser,
    take: (iam, at) => iam("AttachUserPolicy", { UserName: "u", PolicyArn: AWS_POLICIES[at - 1] }),
    free: (iam) => iam("DetachUserPolicy", { UserName: "u", PolicyArn: AWS_POLICIES[0] }),
  },
  PoliciesPerGroup: {
    prepare: makeGroup,
    take: (iam, at) => iam("AttachGroupPolicy", { GroupName: "g", PolicyArn: AWS_POLICIES[at - 1] }),
    free: (iam) => iam("DetachGroupPolicy", { GroupName: "g", PolicyArn: AWS_POLICIES[0] }),
  },
  GroupsPerUser: {
    async prepare(iam) {
      await makeUser(iam);
      for (const GroupName of ["g1", "g2"]) await iam("CreateGroup", { GroupName });
    },
    take: (iam, at) => iam("AddUserToGroup", { UserName: "u", GroupName: `g${at}` }),
    free: (iam) => iam("RemoveUserFromGroup", { UserName: "u", GroupName: "g1" }),
  },
  AccessKeysPerUser: {
    prepare: makeUser,
    take: (iam) => iam("CreateAccessKey", { UserName: "u" }),
    async free(iam) {
      const listed = await iam<{ AccessKeyMetadata: { AccessKeyId: string }[] }>("ListAccessKeys", { UserName: "u" });
      await iam("DeleteAccessKey", { UserName: "u", AccessKeyId: listed.AccessKeyMetadata[0]?.AccessKeyId });
    },
  },
  CertificatesPerUser: {
    prepare: makeUser,
    take: (iam, at) => iam("UploadSigningCertificate", { UserName: "u", CertificateBody: certificates[at - 1]?.pem }),
    async free(iam) {
      const listed = await iam<{ Certificates: { CertificateId: string }[] }>("ListSigningCertificates", {
        UserName: "u",
      });
      const CertificateId = listed.Certificates[0]?.CertificateId;
      await iam("DeleteSigningCertificate", { UserName: "u", CertificateId });
    },
  },
  SSHPublicKeysPerUser: {
    prepare: makeUser,
    take: (iam) => iam("UploadSSHPublicKey", { UserName: "u", SSHPublicKeyBody: publicKey() }),
    async free(iam) {
      const listed = await iam<{ SSHPublicKeys: { SSHPublicKeyId: string }[] }>("ListSSHPublicKeys", { UserName: "u" });
      await iam("DeleteSSHPublicKey", { UserName: "u", SSHPublicKeyId: listed.SSHPublicKeys[0]?.SSHPublicKeyId });
    },
  },
  MFADevicesPerUser: {
    prepare: makeUser,
    async take(iam) {
      const { VirtualMFADevice: device } = await iam<{
        VirtualMFADevice: { SerialNumber: string; Base32StringSeed: Uint8Array };
      }>("CreateVirtualMFADevice", { VirtualMFADeviceName: `m${String(Math.random()).slice(2)}` });
      const seed = Buffer.from(device.Base32StringSeed).toString("ascii");
      const step = stepOf(new Date());
      await iam("EnableMFADevice", {
        UserName: "u",
        SerialNumber: device.SerialNumber,
        AuthenticationCode1: makeCode(seed, step - 1),
        AuthenticationCode2: makeCode(seed, step),
      });
    },
    async free(iam) {
      const listed = await iam<{ MFADevices: { SerialNumber: string }[] }>("ListMFADevices", { UserName: "u" });
      await iam("DeactivateMFADevice", { UserName: "u", SerialNumber: listed.MFADevices[0]?.SerialNumber });
    },
  },
  ContextSpecificCredentialsPerUserPerContext: {
    prepare: makeUser,
    take: (iam) => iam("CreateServiceSpecificCredential", { UserName: "u", ServiceName: "codecommit.amazonaws.com" }),
    async free(iam) {
      const listed = await iam<{ ServiceSpecificCredentials: { ServiceSpecificCredentialId: string }[] }>(
        "ListServiceSpecificCredentials",
        { UserName: "u" },
      );
      await iam("DeleteServiceSpecificCredential", {
        UserName: "u",
        ServiceSpecificCredentialId: listed.ServiceSpecificCredentials[0]?.ServiceSpecificCredentialId,
      });
    },
  },
  InstanceSessionsPerInstanceProfile: {
    async prepare(iam) {
      await makeRole(iam);
      await iam("CreateInstanceProfile", { InstanceProfileName: "i" });
    },
    take: (iam) => iam("AddRoleToInstanceProfile", { InstanceProfileName: "i", RoleName: "r" }),
    free: (iam) => iam("RemoveRoleFromInstanceProfile", { InstanceProfileName: "i", RoleName: "r" }),
  },
  VersionsPerPolicy: {
    limit: 2,
    prepare: (iam) => iam("CreatePolicy", { PolicyName: "p", PolicyDocument: POLICY }),
    // The policy itself comes with the first.
    take: (iam, at) =>
      at === 1 ? Promise.resolve() : iam("CreatePolicyVersion", { PolicyArn: ARN, PolicyDocument: POLICY }),
    free: (iam) => iam("DeletePolicyVersion", { PolicyArn: ARN, VersionId: "v2" }),
    refusal:
      "A managed policy can have up to 2 versions. Before you create a new version, you must delete an existing version.",
  },
  PolicyVersionsInUse: {
    take: (iam, at) => iam("CreatePolicy", { PolicyName: `p${at}`, PolicyDocument: POLICY }),
    free: (iam) => iam("DeletePolicy", { PolicyArn: `${ARN}1` }),
  },
  ClientIdsPerOpenIdConnectProvider: {
    prepare: (iam) => iam("CreateOpenIDConnectProvider", { Url: "https://a.example.org" }),
    take: (iam, at) =>
      iam("AddClientIDToOpenIDConnectProvider", { OpenIDConnectProviderArn: OIDC, ClientID: `c${at}` }),
    free: (iam) => iam("RemoveClientIDFromOpenIDConnectProvider", { OpenIDConnectProviderArn: OIDC, ClientID: "c1" }),
  },
  ThumbprintsPerOpenIdConnectProvider: {
    prepare: (iam) => iam("CreateOpenIDConnectProvider", { Url: "https://a.example.org" }),
    take: (iam, at) =>
      iam("UpdateOpenIDConnectProviderThumbprint", {
        OpenIDConnectProviderArn: OIDC,
        ThumbprintList: Array.from({ length: at }, (_, index) => String(index).repeat(40)),
      }),
    // The list is given whole: a shorter one is the way back.
    free: () => Promise.resolve(),
    code: "InvalidInput",
    refusal: "Thumbprint list must contain fewer than 1 entries.",
  },
  PrivateKeysPerSAMLProvider: {
    prepare: (iam) => iam("CreateSAMLProvider", { Name: "a", SAMLMetadataDocument: samlMetadata() }),
    take: (iam) => iam("UpdateSAMLProvider", { SAMLProviderArn: SAML, AddPrivateKey: privateKey() }),
    async free(iam) {
      const { PrivateKeyList: keys } = await iam<{ PrivateKeyList: { KeyId: string }[] }>("GetSAMLProvider", {
        SAMLProviderArn: SAML,
      });
      await iam("UpdateSAMLProvider", { SAMLProviderArn: SAML, RemovePrivateKey: keys[0]?.KeyId });
    },
    refusal: "Private key limit of 1 is reached.",
  },
  TagsPerResource: {
    prepare: makeRole,
    take: (iam, at) => iam("TagRole", { RoleName: "r", Tags: [{ Key: `k${at}`, Value: "" }] }),
    free: (iam) => iam("UntagRole", { RoleName: "r", TagKeys: ["k1"] }),
    refusal: "The number of tags has reached the maximum limit.",
  },
  PolicySize: {
    limit: 200,
    take: (iam, at) => iam("CreatePolicy", { PolicyName: `p${at}`, PolicyDocument: policyOf(at > 200 ? 201 : 200) }),
    free: (iam) => iam("DeletePolicy", { PolicyArn: `${ARN}1` }),
  },
  ACLSizePerRole: {
    limit: 200,
    take: (iam, at) =>
      iam("CreateRole", { RoleName: `r${at}`, AssumeRolePolicyDocument: trustOf(at > 200 ? 201 : 200) }),
    free: (iam) => iam("DeleteRole", { RoleName: "r1" }),
  },
  RolePolicySize: {
    limit: 200,
    prepare: makeRole,
    take: (iam, at) =>
      iam("PutRolePolicy", { RoleName: "r", PolicyName: "i", PolicyDocument: policyOf(at > 200 ? 201 : 200) }),
    free: (iam) => iam("DeleteRolePolicy", { RoleName: "r", PolicyName: "i" }),
    refusal: "Maximum policy size of 200 bytes exceeded for role r",
  },
  UserPolicySize: {
    limit: 200,
    prepare: makeUser,
    take: (iam, at) =>
      iam("PutUserPolicy", { UserName: "u", PolicyName: "i", PolicyDocument: policyOf(at > 200 ? 201 : 200) }),
    free: (iam) => iam("DeleteUserPolicy", { UserName: "u", PolicyName: "i" }),
    refusal: "Maximum policy size of 200 bytes exceeded for user u",
  },
  GroupPolicySize: {
    limit: 200,
    prepare: makeGroup,
    take: (iam, at) =>
      iam("PutGroupPolicy", { GroupName: "g", PolicyName: "i", PolicyDocument: policyOf(at > 200 ? 201 : 200) }),
    free: (iam) => iam("DeleteGroupPolicy", { GroupName: "g", PolicyName: "i" }),
    refusal: "Maximum policy size of 200 bytes exceeded for group g",
  },
};

/** Sizes are taken at once, counts one by one. */
function stepsTo(limit: number): number[] {
  return limit < 100 ? Array.from({ length: limit }, (_, at) => at + 1) : [1];
}

// Wordings: facts/aws-errors.tsv, facts/cloudformation.md 4 and the pages that the operations name.
describe("quotas", () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html and facts/cloudformation.md 4.
  it("are AWS's defaults unless others are given", () => {
    expect(QUOTAS).toEqual({
      RolesPerAccount: 1000,
      UsersPerAccount: 5000,
      GroupsPerAccount: 300,
      PoliciesPerAccount: 1500,
      InstanceProfilesPerAccount: 1000,
      ServerCertificatesPerAccount: 20,
      VirtualMFADevicesPerAccount: 5000,
      SAMLProvidersPerAccount: 100,
      OpenIdConnectProvidersPerAccount: 100,
      PoliciesPerRole: 20,
      PoliciesPerUser: 10,
      PoliciesPerGroup: 10,
      GroupsPerUser: 10,
      AccessKeysPerUser: 2,
      CertificatesPerUser: 2,
      SSHPublicKeysPerUser: 5,
      MFADevicesPerUser: 8,
      ContextSpecificCredentialsPerUserPerContext: 2,
      InstanceSessionsPerInstanceProfile: 1,
      VersionsPerPolicy: 5,
      PolicyVersionsInUse: 10_000,
      ClientIdsPerOpenIdConnectProvider: 100,
      ThumbprintsPerOpenIdConnectProvider: 5,
      PrivateKeysPerSAMLProvider: 2,
      TagsPerResource: 50,
      PolicySize: 6144,
      ACLSizePerRole: 2048,
      RolePolicySize: 10_240,
      UserPolicySize: 2048,
      GroupPolicySize: 5120,
    });
  });

  it.each(Object.keys(QUOTAS) as QuotaName[])("%s holds, is adjustable, and gives room again", async (name) => {
    const { limit = 1, code = "LimitExceeded", ...walk } = WALKS[name];
    const emulator = await Emulator.start({ quotas: { [name]: limit } });
    const iam: Invoke = (operation, input = {}) => emulator.invoke("iam", operation, input);
    await walk.prepare?.(iam);
    for (const at of stepsTo(limit)) await walk.take(iam, at);

    const refusal = await walk.take(iam, limit + 1).then(
      () => undefined,
      (fault: unknown) => fault,
    );

    expect(refusal).toMatchObject({ code, message: walk.refusal ?? `Cannot exceed quota for ${name}: ${limit}` });
    await walk.free(iam);
    await walk.take(iam, limit);
    await emulator.stop();
  });

  it.each([
    ["unknown", { RolesPerPlanet: 1 }, 'there is no quota "RolesPerPlanet"'],
    ["an object's own", { constructor: 1 }, 'there is no quota "constructor"'],
    ["negative", { RolesPerAccount: -1 }, "quota RolesPerAccount is -1, not a whole number from 0 on"],
    ["a fraction", { RolesPerAccount: 1.5 }, "quota RolesPerAccount is 1.5, not a whole number from 0 on"],
    ["text", { RolesPerAccount: "9" }, "quota RolesPerAccount is 9, not a whole number from 0 on"],
  ])("that are %s are refused at the start", async (_case, quotas, message) => {
    await expect(Emulator.start({ quotas: quotas as object })).rejects.toMatchObject({ name: "UserError", message });
  });

  it("show in the account summary", async () => {
    const emulator = await Emulator.start({ quotas: { RolesPerAccount: 5000, PoliciesPerRole: 25 } });

    const { SummaryMap } = await emulator.invoke<{ SummaryMap: Record<string, number> }>("iam", "GetAccountSummary");

    expect(SummaryMap).toMatchObject({
      RolesQuota: 5000,
      AttachedPoliciesPerRoleQuota: 25,
      UsersQuota: 5000,
      GroupsQuota: 300,
    });
    await emulator.stop();
  });
});
