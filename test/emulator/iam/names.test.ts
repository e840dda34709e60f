import { samlMetadata } from "../saml-fixture";
import { POLICY, TRUST, startForTests } from "../support";
import { makeCertificate } from "./make-certificate";
import { publicKey } from "./probes/things";

const box = startForTests();
const call = <Output = Record<string, unknown>>(operation: string, input: object = {}): Promise<Output> =>
  box.emulator.invoke<Output>("iam", operation, input);
const { pem, privateKey } = makeCertificate({ name: "named" });

/** An action as somebody writes it who does not use an SDK. */
async function post(action: string): Promise<{ status: number; body: string }> {
  const response = await fetch(box.emulator.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=00",
    },
    body: new URLSearchParams({ Action: action, Version: "2010-05-08" }).toString(),
  });
  return { status: response.status, body: await response.text() };
}

describe("names, paths, ids", () => {
  beforeAll(async () => {
    await call("CreateUser", { UserName: "holder" });
  });

  // Prefixes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
  it.each<[string, string, object, string]>([
    ["AIDA", "CreateUser", { UserName: "id" }, "User.UserId"],
    ["AROA", "CreateRole", { RoleName: "id", AssumeRolePolicyDocument: TRUST }, "Role.RoleId"],
    ["AROA", "CreateServiceLinkedRole", { AWSServiceName: "batch.amazonaws.com" }, "Role.RoleId"],
    ["AGPA", "CreateGroup", { GroupName: "id" }, "Group.GroupId"],
    ["ANPA", "CreatePolicy", { PolicyName: "id", PolicyDocument: POLICY }, "Policy.PolicyId"],
    ["AIPA", "CreateInstanceProfile", { InstanceProfileName: "id" }, "InstanceProfile.InstanceProfileId"],
    ["AKIA", "CreateAccessKey", { UserName: "holder" }, "AccessKey.AccessKeyId"],
    [
      "APKA",
      "UploadSSHPublicKey",
      { UserName: "holder", SSHPublicKeyBody: publicKey() },
      "SSHPublicKey.SSHPublicKeyId",
    ],
    [
      "ASCA",
      "UploadServerCertificate",
      { ServerCertificateName: "id", CertificateBody: pem, PrivateKey: privateKey },
      "ServerCertificateMetadata.ServerCertificateId",
    ],
    [
      "ACCA",
      "CreateServiceSpecificCredential",
      { UserName: "holder", ServiceName: "codecommit.amazonaws.com" },
      "ServiceSpecificCredential.ServiceSpecificCredentialId",
    ],
  ])("an id %s… is made by %s", async (prefix, operation, input, path) => {
    const answer = await call(operation, input);

    const id = path.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], answer);
    // Ids of keys have twenty characters, as in API_UploadSSHPublicKey and API_CreateAccessKey.
    const length = ["AKIA", "APKA"].includes(prefix) ? 16 : 17;
    expect(id).toMatch(new RegExp(`^${prefix}[A-Z2-7]{${length}}$`));
  });

  // "Names are not distinguished by case": https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html and its like.
  it.each<[string, (name: string) => object]>([
    ["CreateUser", (UserName) => ({ UserName })],
    ["CreateGroup", (GroupName) => ({ GroupName })],
    ["CreateRole", (RoleName) => ({ RoleName, AssumeRolePolicyDocument: TRUST })],
    ["CreatePolicy", (PolicyName) => ({ PolicyName, PolicyDocument: POLICY })],
    ["CreateInstanceProfile", (InstanceProfileName) => ({ InstanceProfileName })],
    ["CreateSAMLProvider", (Name) => ({ Name, SAMLMetadataDocument: samlMetadata() })],
    [
      "UploadServerCertificate",
      (ServerCertificateName) => ({ ServerCertificateName, CertificateBody: pem, PrivateKey: privateKey }),
    ],
    ["CreateVirtualMFADevice", (VirtualMFADeviceName) => ({ VirtualMFADeviceName })],
  ])("a name is taken in every case, for %s", async (operation, inputOf) => {
    await call(operation, inputOf("Named"));

    await expect(call(operation, inputOf("nAMED"))).rejects.toMatchObject({ code: "EntityAlreadyExists" });
  });

  it.each<[string, string, string, (name: string) => object]>([
    ["UpdateUser", "CreateUser", "UserName", (name) => ({ UserName: name })],
    ["UpdateGroup", "CreateGroup", "GroupName", (name) => ({ GroupName: name })],
  ])(
    "%s takes no name that another has in another case, and its own in any",
    async (update, create, member, inputOf) => {
      await call(create, inputOf("first"));
      await call(create, inputOf("second"));

      const rename = (to: string): Promise<unknown> => call(update, { ...inputOf("second"), [`New${member}`]: to });
      await expect(rename("FIRST")).rejects.toMatchObject({ code: "EntityAlreadyExists" });
      await rename("SECOND");
      expect(JSON.stringify(await call(`Get${member.slice(0, -4)}`, inputOf("second")))).toContain('"SECOND"');
    },
  );
});

describe("input", () => {
  it.each([
    "Nothing",
    "getrole",
    "__proto__",
    "constructor",
    "toString",
    "GetRole ",
    "Rôle",
    "<xml/>",
    "a".repeat(300),
  ])("with the action %s is InvalidAction", async (action) => {
    const { status, body } = await post(action);

    expect(status).toBe(400);
    expect(body).toContain("<Code>InvalidAction</Code>");
  });

  it("that breaks several constraints is told all of them at once, with required members that are missing", async () => {
    const fault = await call("CreateRole", { Path: "", MaxSessionDuration: 1, Tags: [{ Key: "", Value: "v" }] }).catch(
      (error: unknown) => error,
    );

    expect(fault).toMatchObject({ code: "ValidationError" });
    const { message } = fault as Error;
    expect(message).toMatch(/^\d validation errors detected: /);
    // facts/aws-errors.tsv, test_iam_account_password_policy and test_iam_oidc: the sentence and its parts.
    for (const part of [
      "Value at 'roleName' failed to satisfy constraint: Member must not be null",
      "Value at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null",
      "Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600",
      "Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ]) {
      expect(message).toContain(part);
    }
  });
});
