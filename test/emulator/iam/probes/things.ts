import { generateKeyPairSync } from "node:crypto";
import { makeCode, stepOf } from "../../../../src/emulator/totp";
import { samlMetadata } from "../../saml-fixture";
import { POLICY, TRUST } from "../../support";
import { makeCertificate } from "../make-certificate";

export type Ids = Record<string, unknown>;
export type Call = (operation: string, input?: object) => Promise<Ids>;

export type ThingName =
  | "user"
  | "group"
  | "role"
  | "profile"
  | "policy"
  | "version"
  | "accessKey"
  | "loginProfile"
  | "sshKey"
  | "signingCertificate"
  | "serverCertificate"
  | "serviceCredential"
  | "device"
  | "enabledDevice"
  | "samlProvider"
  | "oidcProvider"
  | "linkedRole"
  | "deletionTask"
  | "membership"
  | "roleInProfile"
  | "userPolicy"
  | "groupPolicy"
  | "rolePolicy"
  | "userAttachment"
  | "groupAttachment"
  | "roleAttachment"
  | "userBoundary"
  | "roleBoundary"
  | "alias"
  | "passwordPolicy"
  | "credentialReport"
  | "federation"
  | "delegation"
  | "takenDelegation"
  | "acceptedDelegation"
  | "organization"
  | "organizationReport"
  | "accessReport";

/** Something that operations need: what it needs itself, how it is made, and the members that name it then. */
interface Thing {
  readonly needs: readonly ThingName[];
  make(call: Call, ids: Ids): Promise<Ids>;
}

export const SERVER = makeCertificate({ name: "server" });
export const ROOT = makeCertificate({ name: "root", ca: true });
export const ISSUED = makeCertificate({ name: "issued", issuer: ROOT });
export const PASSWORD = "Correct-Horse-1";
const AWS_POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

export function publicKey(): string {
  const { publicKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return key.export({ type: "spki", format: "pem" }).toString();
}

export function privateKey(): string {
  const { privateKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

/** Two codes in a row of a device, that many steps of 30 seconds from now. */
export function codesOf(seed: unknown, ahead: number): Ids {
  const step = stepOf(new Date()) + ahead;
  return {
    AuthenticationCode1: makeCode(String(seed), step - 1),
    AuthenticationCode2: makeCode(String(seed), step),
  };
}

export function inner(answer: Ids, member: string): Ids {
  return answer[member] as Ids;
}

/** Makes something by one call that needs no answer. */
function simple(needs: readonly ThingName[], operation: string, input: (ids: Ids) => object, ids: Ids = {}): Thing {
  return {
    needs,
    async make(call, known) {
      await call(operation, input(known));
      return ids;
    },
  };
}

/** Everything that an operation may need to be there. */
export const THINGS: Readonly<Record<ThingName, Thing>> = {
  user: simple([], "CreateUser", () => ({ UserName: "user" }), { UserName: "user" }),
  group: simple([], "CreateGroup", () => ({ GroupName: "group" }), { GroupName: "group" }),
  role: simple([], "CreateRole", () => ({ RoleName: "role", AssumeRolePolicyDocument: TRUST }), { RoleName: "role" }),
  profile: simple([], "CreateInstanceProfile", () => ({ InstanceProfileName: "profile" }), {
    InstanceProfileName: "profile",
  }),
  policy: {
    needs: [],
    make: async (call) => {
      const answer = await call("CreatePolicy", { PolicyName: "policy", PolicyDocument: POLICY });
      return { PolicyArn: inner(answer, "Policy")["Arn"] };
    },
  },
  version: simple(["policy"], "CreatePolicyVersion", ({ PolicyArn }) => ({ PolicyArn, PolicyDocument: POLICY }), {
    VersionId: "v2",
  }),
  accessKey: {
    needs: ["user"],
    make: async (call, { UserName }) => {
      const { AccessKeyId, SecretAccessKey } = inner(await call("CreateAccessKey", { UserName }), "AccessKey");
      return { AccessKeyId, SecretAccessKey };
    },
  },
  loginProfile: simple(["user"], "CreateLoginProfile", ({ UserName }) => ({ UserName, Password: PASSWORD })),
  sshKey: {
    needs: ["user"],
    make: async (call, { UserName }) => {
      const answer = await call("UploadSSHPublicKey", { UserName, SSHPublicKeyBody: publicKey() });
      return { SSHPublicKeyId: inner(answer, "SSHPublicKey")["SSHPublicKeyId"] };
    },
  },
  signingCertificate: {
    needs: ["user"],
    make: async (call, { UserName }) => {
      const answer = await call("UploadSigningCertificate", { UserName, CertificateBody: SERVER.pem });
      return { CertificateId: inner(answer, "Certificate")["CertificateId"] };
    },
  },
  serverCertificate: simple(
    [],
    "UploadServerCertificate",
    () => ({ ServerCertificateName: "server", CertificateBody: SERVER.pem, PrivateKey: SERVER.privateKey }),
    { ServerCertificateName: "server" },
  ),
  serviceCredential: {
    needs: ["user"],
    make: async (call, { UserName }) => {
      const answer = await call("CreateServiceSpecificCredential", {
        UserName,
        ServiceName: "codecommit.amazonaws.com",
      });
      const { ServiceSpecificCredentialId } = inner(answer, "ServiceSpecificCredential");
      return { ServiceSpecificCredentialId };
    },
  },
  device: {
    needs: [],
    make: async (call) => {
      const answer = await call("CreateVirtualMFADevice", { VirtualMFADeviceName: "device" });
      const { SerialNumber, Base32StringSeed } = inner(answer, "VirtualMFADevice");
      return { SerialNumber, seed: Buffer.from(Base32StringSeed as Uint8Array).toString("ascii") };
    },
  },
  enabledDevice: simple(["user", "device"], "EnableMFADevice", ({ UserName, SerialNumber, seed }) => ({
    UserName,
    SerialNumber,
    ...codesOf(seed, 0),
  })),
  samlProvider: {
    needs: [],
    make: async (call) => {
      const input = { Name: "saml", SAMLMetadataDocument: samlMetadata(), AddPrivateKey: privateKey() };
      const { SAMLProviderArn } = await call("CreateSAMLProvider", input);
      const { PrivateKeyList } = await call("GetSAMLProvider", { SAMLProviderArn });
      return { SAMLProviderArn, KeyId: (PrivateKeyList as Ids[])[0]?.["KeyId"] };
    },
  },
  oidcProvider: {
    needs: [],
    make: async (call) => {
      const input = { Url: "https://oidc.example.org", ClientIDList: ["client"] };
      const { OpenIDConnectProviderArn } = await call("CreateOpenIDConnectProvider", input);
      return { OpenIDConnectProviderArn };
    },
  },
  linkedRole: simple([], "CreateServiceLinkedRole", () => ({ AWSServiceName: "batch.amazonaws.com" }), {
    RoleName: "AWSServiceRoleForBatch",
  }),
  deletionTask: {
    needs: ["linkedRole"],
    make: async (call, { RoleName }) => call("DeleteServiceLinkedRole", { RoleName }),
  },
  membership: simple(["user", "group"], "AddUserToGroup", ({ UserName, GroupName }) => ({ UserName, GroupName })),
  roleInProfile: simple(["role", "profile"], "AddRoleToInstanceProfile", ({ RoleName, InstanceProfileName }) => ({
    RoleName,
    InstanceProfileName,
  })),
  userPolicy: simple(
    ["user"],
    "PutUserPolicy",
    ({ UserName }) => ({ UserName, PolicyName: "inline", PolicyDocument: POLICY }),
    { PolicyName: "inline" },
  ),
  groupPolicy: simple(
    ["group"],
    "PutGroupPolicy",
    ({ GroupName }) => ({ GroupName, PolicyName: "inline", PolicyDocument: POLICY }),
    { PolicyName: "inline" },
  ),
  rolePolicy: simple(
    ["role"],
    "PutRolePolicy",
    ({ RoleName }) => ({ RoleName, PolicyName: "inline", PolicyDocument: POLICY }),
    { PolicyName: "inline" },
  ),
  userAttachment: simple(["user", "policy"], "AttachUserPolicy", ({ UserName, PolicyArn }) => ({
    UserName,
    PolicyArn,
  })),
  groupAttachment: simple(["group", "policy"], "AttachGroupPolicy", ({ GroupName, PolicyArn }) => ({
    GroupName,
    PolicyArn,
  })),
  roleAttachment: simple(["role", "policy"], "AttachRolePolicy", ({ RoleName, PolicyArn }) => ({
    RoleName,
    PolicyArn,
  })),
  userBoundary: simple(["user"], "PutUserPermissionsBoundary", ({ UserName }) => ({
    UserName,
    PermissionsBoundary: AWS_POLICY,
  })),
  roleBoundary: simple(["role"], "PutRolePermissionsBoundary", ({ RoleName }) => ({
    RoleName,
    PermissionsBoundary: AWS_POLICY,
  })),
  alias: simple([], "CreateAccountAlias", () => ({ AccountAlias: "probe" }), { AccountAlias: "probe" }),
  passwordPolicy: simple([], "UpdateAccountPasswordPolicy", () => ({ MinimumPasswordLength: 9 })),
  credentialReport: simple([], "GenerateCredentialReport", () => ({})),
  federation: simple([], "EnableOutboundWebIdentityFederation", () => ({})),
  delegation: {
    needs: [],
    make: async (call) => {
      const { DelegationRequestId } = await call("CreateDelegationRequest", {
        Description: "asks",
        Permissions: { PolicyTemplateArn: "arn:aws:iam:::delegation-template/x" },
        RequestorWorkflowId: "another-workflow",
        NotificationChannel: "arn:aws:sns:us-east-1:123456789012:topic",
        SessionDuration: 3600,
      });
      return { DelegationRequestId };
    },
  },
  takenDelegation: simple(["delegation"], "AssociateDelegationRequest", ({ DelegationRequestId }) => ({
    DelegationRequestId,
  })),
  acceptedDelegation: simple(["takenDelegation"], "AcceptDelegationRequest", ({ DelegationRequestId }) => ({
    DelegationRequestId,
  })),
  organization: {
    needs: [],
    make: async (call) => ({ OrganizationId: (await call("ListOrganizationsFeatures"))["OrganizationId"] }),
  },
  organizationReport: {
    needs: ["organization"],
    make: async (call, { OrganizationId }) =>
      call("GenerateOrganizationsAccessReport", { EntityPath: `${String(OrganizationId)}/r-abcd` }),
  },
  accessReport: {
    needs: ["role", "roleAttachment"],
    make: async (call) => call("GenerateServiceLastAccessedDetails", { Arn: "arn:aws:iam::123456789012:role/role" }),
  },
};
