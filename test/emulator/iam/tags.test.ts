import { samlMetadata } from "../saml-fixture";
import { POLICY, TRUST, startForTests } from "../support";
import { makeCertificate } from "./make-certificate";

const box = startForTests();
const ACCOUNT = "arn:aws:iam::123456789012";
const { pem, privateKey } = makeCertificate({ name: "tagged" });

/** Everything that takes tags: how it is made, how it is named, and whether the case of keys counts. */
const KINDS: readonly (readonly [kind: string, make: string, made: object, id: object, caseCounts: boolean])[] = [
  ["User", "CreateUser", { UserName: "t" }, { UserName: "t" }, false],
  ["Role", "CreateRole", { RoleName: "t", AssumeRolePolicyDocument: TRUST }, { RoleName: "t" }, false],
  ["Policy", "CreatePolicy", { PolicyName: "t", PolicyDocument: POLICY }, { PolicyArn: `${ACCOUNT}:policy/t` }, true],
  ["InstanceProfile", "CreateInstanceProfile", { InstanceProfileName: "t" }, { InstanceProfileName: "t" }, true],
  ["MFADevice", "CreateVirtualMFADevice", { VirtualMFADeviceName: "t" }, { SerialNumber: `${ACCOUNT}:mfa/t` }, true],
  [
    "OpenIDConnectProvider",
    "CreateOpenIDConnectProvider",
    { Url: "https://t.example.org" },
    { OpenIDConnectProviderArn: `${ACCOUNT}:oidc-provider/t.example.org` },
    true,
  ],
  [
    "SAMLProvider",
    "CreateSAMLProvider",
    { Name: "t", SAMLMetadataDocument: samlMetadata() },
    { SAMLProviderArn: `${ACCOUNT}:saml-provider/t` },
    true,
  ],
  [
    "ServerCertificate",
    "UploadServerCertificate",
    { ServerCertificateName: "t", CertificateBody: pem, PrivateKey: privateKey },
    { ServerCertificateName: "t" },
    true,
  ],
];

describe("tags", () => {
  const iam = <Output>(operation: string, input: object): Promise<Output> =>
    box.emulator.invoke<Output>("iam", operation, input);
  const tagsOf = async (kind: string, id: object): Promise<unknown> =>
    (await iam<{ Tags: unknown }>(`List${kind}Tags`, id)).Tags;

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html: keys of users and roles are not case sensitive.
  it.each(KINDS)("of %s are told apart as its kind does, and go again", async (kind, make, made, id, caseCounts) => {
    await iam(make, { ...made, Tags: [{ Key: "Team", Value: "one" }] });

    await iam(`Tag${kind}`, { ...id, Tags: [{ Key: "team", Value: "two" }] });

    const both = [
      { Key: "Team", Value: "one" },
      { Key: "team", Value: "two" },
    ];
    expect(await tagsOf(kind, id)).toEqual(caseCounts ? both : [{ Key: "team", Value: "two" }]);
    await iam(`Untag${kind}`, { ...id, TagKeys: ["TEAM", "Team"] });
    expect(await tagsOf(kind, id)).toEqual(caseCounts ? [{ Key: "team", Value: "two" }] : []);
  });

  // Recorded from AWS in September 2026 (server certificates).
  it.each(KINDS)("of %s are not changed by an empty list", async (kind, _make, _made, id) => {
    await expect(iam(`Tag${kind}`, { ...id, Tags: [] })).rejects.toMatchObject({
      code: "InvalidInput",
      message: "The provided tag map must not be null/empty.",
    });
    await expect(iam(`Untag${kind}`, { ...id, TagKeys: [] })).rejects.toMatchObject({
      code: "InvalidInput",
      message: "The provided tag keys must not be null/empty.",
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html: the prefix aws: is reserved.
  it.each(KINDS)("of %s do not begin with aws:", async (kind, _make, _made, id) => {
    await expect(iam(`Tag${kind}`, { ...id, Tags: [{ Key: "AWS:x", Value: "" }] })).rejects.toMatchObject({
      code: "InvalidInput",
    });
  });
});
