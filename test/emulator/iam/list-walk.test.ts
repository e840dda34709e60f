import * as client from "@aws-sdk/client-iam";
import { generateKeyPairSync } from "node:crypto";
import { Emulator } from "../../../src/emulator";
import { findOperationShapes, listOperationNames } from "../../../src/emulator/schema";
import { makeCode, stepOf } from "../../../src/emulator/totp";
import { samlMetadata } from "../saml-fixture";
import { POLICY, TRUST } from "../support";
import { makeCertificate } from "./make-certificate";

type Input = Readonly<Record<string, unknown>>;
type Item = Readonly<Record<string, unknown>>;
type Invoke = <Output = Record<string, unknown>>(operation: string, input?: object) => Promise<Output>;

/** A list of exactly three, walked one by one. */
interface Walk {
  readonly input?: Input;
  /** Members of the answer that are the list. */
  readonly lists: readonly string[];
  prepare(iam: Invoke): Promise<void>;
  /** Takes the item out of the list. */
  remove(iam: Invoke, item: Item): Promise<unknown>;
}

const ACCOUNT = "arn:aws:iam::123456789012";
const OIDC = { OpenIDConnectProviderArn: `${ACCOUNT}:oidc-provider/a.example.org` };
const SAML = { SAMLProviderArn: `${ACCOUNT}:saml-provider/a` };
const NAMES = ["Alpha", "beta", "Gamma"];
const TAGS = NAMES.map((Key) => ({ Key, Value: "v" }));
const AWS_POLICIES = ["ReadOnlyAccess", "PowerUserAccess", "SecurityAudit"].map((n) => `arn:aws:iam::aws:policy/${n}`);

function each(call: (iam: Invoke, name: string, at: number) => Promise<unknown>): Walk["prepare"] {
  return async (iam) => {
    for (const [at, name] of NAMES.entries()) await call(iam, name, at);
  };
}

function after(first: (iam: Invoke) => Promise<unknown>, then: Walk["prepare"]): Walk["prepare"] {
  return async (iam) => {
    await first(iam);
    await then(iam);
  };
}

const user = { UserName: "u" };
const role = { RoleName: "r" };
const group = { GroupName: "g" };
const makeUser = (iam: Invoke): Promise<unknown> => iam("CreateUser", user);
const makeRole = (iam: Invoke): Promise<unknown> => iam("CreateRole", { ...role, AssumeRolePolicyDocument: TRUST });
const makeGroup = (iam: Invoke): Promise<unknown> => iam("CreateGroup", group);

function tags(entity: string, id: Input, make: (iam: Invoke) => Promise<unknown>): Walk {
  return {
    input: id,
    lists: ["Tags"],
    prepare: async (iam) => {
      await make(iam);
      await iam(`Tag${entity}`, { ...id, Tags: TAGS });
    },
    remove: (iam, { Key }) => iam(`Untag${entity}`, { ...id, TagKeys: [Key] }),
  };
}

function policiesOf(kind: "Role" | "User" | "Group", id: Input, make: (iam: Invoke) => Promise<unknown>): Walk[] {
  return [
    {
      input: id,
      lists: ["AttachedPolicies"],
      prepare: after(
        make,
        each((iam, _name, at) => iam(`Attach${kind}Policy`, { ...id, PolicyArn: AWS_POLICIES[at] })),
      ),
      remove: (iam, { PolicyArn }) => iam(`Detach${kind}Policy`, { ...id, PolicyArn }),
    },
    {
      input: id,
      lists: ["PolicyNames"],
      prepare: after(
        make,
        each((iam, PolicyName) => iam(`Put${kind}Policy`, { ...id, PolicyName, PolicyDocument: POLICY })),
      ),
      remove: (iam, PolicyName) => iam(`Delete${kind}Policy`, { ...id, PolicyName }),
    },
  ];
}

const [rolePolicies, roleInline] = policiesOf("Role", role, makeRole);
const [userPolicies, userInline] = policiesOf("User", user, makeUser);
const [groupPolicies, groupInline] = policiesOf("Group", group, makeGroup);
const certificate = makeCertificate({ name: "c" });

async function enableDevice(iam: Invoke, VirtualMFADeviceName: string): Promise<void> {
  const { VirtualMFADevice: device } = await iam<{
    VirtualMFADevice: { SerialNumber: string; Base32StringSeed: Uint8Array };
  }>("CreateVirtualMFADevice", { VirtualMFADeviceName });
  const seed = Buffer.from(device.Base32StringSeed).toString("ascii");
  const step = stepOf(new Date());
  const codes = { AuthenticationCode1: makeCode(seed, step - 1), AuthenticationCode2: makeCode(seed, step) };
  await iam("EnableMFADevice", { ...user, SerialNumber: device.SerialNumber, ...codes });
}

function publicKey(): string {
  const { publicKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return key.export({ type: "spki", format: "pem" }).toString();
}

const uploadCertificate = (iam: Invoke, ServerCertificateName: string): Promise<unknown> =>
  iam("UploadServerCertificate", {
    ServerCertificateName,
    CertificateBody: certificate.pem,
    PrivateKey: certificate.privateKey,
  });

const WALKS: Readonly<Record<string, Walk | undefined>> = {
  ListAccessKeys: {
    input: user,
    lists: ["AccessKeyMetadata"],
    prepare: after(
      makeUser,
      each((iam) => iam("CreateAccessKey", user)),
    ),
    remove: (iam, { AccessKeyId }) => iam("DeleteAccessKey", { ...user, AccessKeyId }),
  },
  ListAttachedRolePolicies: rolePolicies,
  ListAttachedUserPolicies: userPolicies,
  ListAttachedGroupPolicies: groupPolicies,
  ListRolePolicies: roleInline,
  ListUserPolicies: userInline,
  ListGroupPolicies: groupInline,
  ListEntitiesForPolicy: {
    input: { PolicyArn: AWS_POLICIES[0] },
    lists: ["PolicyGroups", "PolicyRoles", "PolicyUsers"],
    async prepare(iam) {
      const PolicyArn = AWS_POLICIES[0];
      await Promise.all([makeUser(iam), makeRole(iam), makeGroup(iam)]);
      await iam("AttachUserPolicy", { ...user, PolicyArn });
      await iam("AttachRolePolicy", { ...role, PolicyArn });
      await iam("AttachGroupPolicy", { ...group, PolicyArn });
    },
    remove: (iam, item) => {
      const kind = ["Group", "User", "Role"].find((one) => `${one}Name` in item) ?? "";
      return iam(`Detach${kind}Policy`, { [`${kind}Name`]: item[`${kind}Name`], PolicyArn: AWS_POLICIES[0] });
    },
  },
  GetGroup: {
    input: group,
    lists: ["Users"],
    prepare: after(
      makeGroup,
      each(async (iam, UserName) => {
        await iam("CreateUser", { UserName });
        await iam("AddUserToGroup", { ...group, UserName });
      }),
    ),
    remove: (iam, { UserName }) => iam("RemoveUserFromGroup", { ...group, UserName }),
  },
  ListGroups: {
    lists: ["Groups"],
    prepare: each((iam, GroupName) => iam("CreateGroup", { GroupName })),
    remove: (iam, { GroupName }) => iam("DeleteGroup", { GroupName }),
  },
  ListGroupsForUser: {
    input: user,
    lists: ["Groups"],
    prepare: after(
      makeUser,
      each(async (iam, GroupName) => {
        await iam("CreateGroup", { GroupName });
        await iam("AddUserToGroup", { ...user, GroupName });
      }),
    ),
    remove: (iam, { GroupName }) => iam("RemoveUserFromGroup", { ...user, GroupName }),
  },
  ListInstanceProfiles: {
    lists: ["InstanceProfiles"],
    prepare: each((iam, InstanceProfileName) => iam("CreateInstanceProfile", { InstanceProfileName })),
    remove: (iam, { InstanceProfileName }) => iam("DeleteInstanceProfile", { InstanceProfileName }),
  },
  ListInstanceProfilesForRole: {
    input: role,
    lists: ["InstanceProfiles"],
    prepare: after(
      makeRole,
      each(async (iam, InstanceProfileName) => {
        await iam("CreateInstanceProfile", { InstanceProfileName });
        await iam("AddRoleToInstanceProfile", { InstanceProfileName, ...role });
      }),
    ),
    remove: (iam, { InstanceProfileName }) => iam("RemoveRoleFromInstanceProfile", { InstanceProfileName, ...role }),
  },
  ListMFADevices: {
    input: user,
    lists: ["MFADevices"],
    prepare: after(makeUser, each(enableDevice)),
    remove: (iam, { SerialNumber }) => iam("DeactivateMFADevice", { ...user, SerialNumber }),
  },
  ListVirtualMFADevices: {
    lists: ["VirtualMFADevices"],
    prepare: each((iam, VirtualMFADeviceName) => iam("CreateVirtualMFADevice", { VirtualMFADeviceName })),
    remove: (iam, { SerialNumber }) => iam("DeleteVirtualMFADevice", { SerialNumber }),
  },
  ListPolicies: {
    input: { Scope: "Local" },
    lists: ["Policies"],
    // A path as long as they come.
    prepare: each((iam, PolicyName) =>
      iam("CreatePolicy", { PolicyName, PolicyDocument: POLICY, Path: `/${"p".repeat(509)}/` }),
    ),
    remove: (iam, { Arn }) => iam("DeletePolicy", { PolicyArn: Arn }),
  },
  ListPolicyVersions: {
    input: { PolicyArn: `${ACCOUNT}:policy/p` },
    lists: ["Versions"],
    async prepare(iam) {
      await iam("CreatePolicy", { PolicyName: "p", PolicyDocument: POLICY });
      for (let at = 0; at < 2; at += 1) {
        await iam("CreatePolicyVersion", { PolicyArn: `${ACCOUNT}:policy/p`, PolicyDocument: POLICY });
      }
    },
    remove: (iam, { VersionId }) => iam("DeletePolicyVersion", { PolicyArn: `${ACCOUNT}:policy/p`, VersionId }),
  },
  ListRoles: {
    lists: ["Roles"],
    prepare: each((iam, RoleName) => iam("CreateRole", { RoleName, AssumeRolePolicyDocument: TRUST })),
    remove: (iam, { RoleName }) => iam("DeleteRole", { RoleName }),
  },
  ListUsers: {
    lists: ["Users"],
    prepare: each((iam, UserName) => iam("CreateUser", { UserName })),
    remove: (iam, { UserName }) => iam("DeleteUser", { UserName }),
  },
  ListSSHPublicKeys: {
    input: user,
    lists: ["SSHPublicKeys"],
    prepare: after(
      makeUser,
      each((iam) => iam("UploadSSHPublicKey", { ...user, SSHPublicKeyBody: publicKey() })),
    ),
    remove: (iam, { SSHPublicKeyId }) => iam("DeleteSSHPublicKey", { ...user, SSHPublicKeyId }),
  },
  ListServerCertificates: {
    lists: ["ServerCertificateMetadataList"],
    prepare: each(uploadCertificate),
    remove: (iam, { ServerCertificateName }) => iam("DeleteServerCertificate", { ServerCertificateName }),
  },
  ListServiceSpecificCredentials: {
    input: user,
    lists: ["ServiceSpecificCredentials"],
    prepare: after(
      makeUser,
      each((iam) => iam("CreateServiceSpecificCredential", { ...user, ServiceName: "codecommit.amazonaws.com" })),
    ),
    remove: (iam, { ServiceSpecificCredentialId }) =>
      iam("DeleteServiceSpecificCredential", { ...user, ServiceSpecificCredentialId }),
  },
  ListSigningCertificates: {
    input: user,
    lists: ["Certificates"],
    prepare: after(
      makeUser,
      each((iam, name) => iam("UploadSigningCertificate", { ...user, CertificateBody: makeCertificate({ name }).pem })),
    ),
    remove: (iam, { CertificateId }) => iam("DeleteSigningCertificate", { ...user, CertificateId }),
  },
  ListDelegationRequests: {
    lists: ["DelegationRequests"],
    prepare: each(async (iam, name) => {
      const made = await iam<{ DelegationRequestId: string }>("CreateDelegationRequest", {
        Description: name,
        Permissions: {},
        RequestorWorkflowId: `workflow-${name}`,
        NotificationChannel: "arn:aws:sns:us-east-1:123456789012:topic",
        SessionDuration: 3600,
      });
      await iam("AssociateDelegationRequest", { DelegationRequestId: made.DelegationRequestId });
    }),
    // Requests stay: this one is only changed.
    remove: (iam, { DelegationRequestId }) => iam("RejectDelegationRequest", { DelegationRequestId }),
  },
  GetAccountAuthorizationDetails: {
    lists: ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"],
    async prepare(iam) {
      await Promise.all([makeUser(iam), makeRole(iam), makeGroup(iam)]);
    },
    remove: (iam, item) => {
      const kind = ["User", "Group", "Role"].find((one) => `${one}Id` in item) ?? "";
      return iam(`Delete${kind}`, { [`${kind}Name`]: item[`${kind}Name`] });
    },
  },
  ListRoleTags: tags("Role", role, makeRole),
  ListUserTags: tags("User", user, makeUser),
  ListPolicyTags: tags("Policy", { PolicyArn: `${ACCOUNT}:policy/p` }, (iam) =>
    iam("CreatePolicy", { PolicyName: "p", PolicyDocument: POLICY }),
  ),
  ListInstanceProfileTags: tags("InstanceProfile", { InstanceProfileName: "i" }, (iam) =>
    iam("CreateInstanceProfile", { InstanceProfileName: "i" }),
  ),
  ListMFADeviceTags: tags("MFADevice", { SerialNumber: `${ACCOUNT}:mfa/m` }, (iam) =>
    iam("CreateVirtualMFADevice", { VirtualMFADeviceName: "m" }),
  ),
  ListOpenIDConnectProviderTags: tags("OpenIDConnectProvider", OIDC, (iam) =>
    iam("CreateOpenIDConnectProvider", { Url: "https://a.example.org" }),
  ),
  ListSAMLProviderTags: tags("SAMLProvider", SAML, (iam) =>
    iam("CreateSAMLProvider", { Name: "a", SAMLMetadataDocument: samlMetadata() }),
  ),
  ListServerCertificateTags: tags("ServerCertificate", { ServerCertificateName: "c" }, (iam) =>
    uploadCertificate(iam, "c"),
  ),
};

/** Operations that give pages and are walked elsewhere, or have no more than one entry. */
const ELSEWHERE: readonly string[] = [
  "ListAccountAliases",
  "GetOrganizationsAccessReport",
  "GetServiceLastAccessedDetails",
  "GetServiceLastAccessedDetailsWithEntities",
  "SimulateCustomPolicy",
  "SimulatePrincipalPolicy",
];

/** Operations whose input has MaxItems, in the SDK's model. */
function paginatedOperations(): string[] {
  return listOperationNames(client).filter((name) => {
    const input = findOperationShapes(client, name)?.input;
    return input !== undefined && !input.isUnitSchema() && [...input.structIterator()].some(([m]) => m === "MaxItems");
  });
}

describe("lists: every one", () => {
  it("has its walk", () => {
    expect([...Object.keys(WALKS), ...ELSEWHERE].sort()).toEqual(paginatedOperations().sort());
  });

  it.each(Object.keys(WALKS))("of %s is walked one by one while its entries go", async (operation) => {
    const { input = {}, lists, prepare, remove } = WALKS[operation] as Walk;
    const emulator = await Emulator.start({
      quotas: { AccessKeysPerUser: 3, CertificatesPerUser: 3, ContextSpecificCredentialsPerUserPerContext: 3 },
    });
    const iam: Invoke = (name, given = {}) => emulator.invoke("iam", name, given);
    await prepare(iam);
    const page = async (Marker?: string): Promise<{ items: Item[]; Marker: string | undefined }> => {
      const answer = await iam(operation, { ...input, MaxItems: 1, Marker });
      const items = lists.flatMap((list) => (answer[list] ?? []) as Item[]);
      expect(answer["IsTruncated"] ?? answer["isTruncated"]).toBe(answer["Marker"] !== undefined);
      return { items, Marker: answer["Marker"] as string | undefined };
    };
    const whole = await iam(operation, input);
    const all = lists.flatMap((list) => (whole[list] ?? []) as Item[]);

    const first = await page();
    // The default version of a policy is the oldest, and the last in its list.
    await remove(iam, first.items[0] as Item);
    const second = await page(first.Marker);
    const third = await page(second.Marker);

    expect(all).toHaveLength(3);
    expect([first, second, third].flatMap(({ items }) => items)).toEqual(all);
    expect(third.Marker).toBeUndefined();
    await emulator.stop();
  });
});
