import {
  CreateSAMLProviderCommand,
  DeleteSAMLProviderCommand,
  GetSAMLProviderCommand,
  ListSAMLProviderTagsCommand,
  ListSAMLProvidersCommand,
  TagSAMLProviderCommand,
  UntagSAMLProviderCommand,
  UpdateSAMLProviderCommand,
} from "@aws-sdk/client-iam";
import type { CreateSAMLProviderCommandInput, IAMClient } from "@aws-sdk/client-iam";
import { generateKeyPairSync } from "node:crypto";
import { faultOf, iamClient, startForTests } from "../support";
import { samlMetadata } from "../saml-fixture";

const NOW = new Date("2030-05-06T07:08:09.500Z");
const box = startForTests({ clock: { now: () => NOW } });
const small = startForTests({ quotas: { SAMLProvidersPerAccount: 1 } });
let iam: IAMClient;
let count = 0;

beforeEach(() => {
  iam = iamClient(box.emulator);
});

async function makeProvider(input: Partial<CreateSAMLProviderCommandInput> = {}): Promise<string> {
  const Name = input.Name ?? `provider-${(count += 1)}`;
  const made = await iam.send(new CreateSAMLProviderCommand({ Name, SAMLMetadataDocument: samlMetadata(), ...input }));
  return made.SAMLProviderArn ?? "";
}

function privateKey(): string {
  const { privateKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

describe("SAML providers", () => {
  it("gives back what a provider was made with", async () => {
    const SAMLProviderArn = await makeProvider({ Name: "Corp.IdP_1", Tags: [{ Key: "b", Value: "1" }] });

    expect(SAMLProviderArn).toBe("arn:aws:iam::123456789012:saml-provider/Corp.IdP_1");
    const { $metadata: _, ...provider } = await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }));
    expect(provider).toEqual({
      SAMLProviderUUID: expect.stringMatching(/^[A-Z0-9]{22,64}$/) as string,
      SAMLMetadataDocument: samlMetadata(),
      CreateDate: new Date("2030-05-06T07:08:09Z"),
      // A hundred years, as nothing else is said.
      ValidUntil: new Date("2130-05-06T07:08:09Z"),
      Tags: [{ Key: "b", Value: "1" }],
      // Recorded from AWS (localstack, test_iam_saml_providers): the mode that nobody asked for, and no keys.
      AssertionEncryptionMode: "Allowed",
      PrivateKeyList: [],
    });
  });

  it("is valid as long as its metadata says", async () => {
    const metadata = samlMetadata({ attributes: 'validUntil="2033-01-01T00:00:00Z"' });
    const SAMLProviderArn = await makeProvider({ SAMLMetadataDocument: metadata });

    const { ValidUntil } = await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }));

    expect(ValidUntil).toEqual(new Date("2033-01-01T00:00:00Z"));
  });

  it("refuses metadata that it cannot read", async () => {
    const SAMLMetadataDocument = samlMetadata().replace("</md:KeyDescriptor>", "");

    const fault = await faultOf(makeProvider({ SAMLMetadataDocument }));

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
    expect(fault).toEqual({ code: "InvalidInput", status: 400, message: "Could not parse metadata" });
  });

  it("refuses a name that is taken, in whatever case", async () => {
    await makeProvider({ Name: "Taken" });

    const fault = await faultOf(makeProvider({ Name: "TAKEN" }));

    // Observed: org-formation/aws-resource-providers issue 59.
    expect(fault).toEqual({
      code: "EntityAlreadyExists",
      status: 409,
      message: "Provider with name TAKEN already exists.",
    });
  });

  it("lists all providers by name, with their dates", async () => {
    const later = await makeProvider({ Name: "list-b" });
    const first = await makeProvider({ Name: "List-a" });

    const { SAMLProviderList = [] } = await iam.send(new ListSAMLProvidersCommand({}));

    const dates = { CreateDate: new Date("2030-05-06T07:08:09Z"), ValidUntil: new Date("2130-05-06T07:08:09Z") };
    expect(SAMLProviderList.filter(({ Arn = "" }) => Arn === first || Arn === later)).toEqual([
      { Arn: first, ...dates },
      { Arn: later, ...dates },
    ]);
  });

  it("takes new metadata and keeps id and date", async () => {
    const SAMLProviderArn = await makeProvider();
    const before = await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }));
    const SAMLMetadataDocument = samlMetadata({ entityId: "https://other.example.org" });

    await iam.send(new UpdateSAMLProviderCommand({ SAMLProviderArn, SAMLMetadataDocument }));

    const after = await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }));
    expect(after).toMatchObject({
      SAMLMetadataDocument,
      SAMLProviderUUID: before.SAMLProviderUUID,
      CreateDate: before.CreateDate,
    });
  });

  it("keeps private keys, shows their ids and demands one for Required", async () => {
    const SAMLProviderArn = await makeProvider({ AddPrivateKey: privateKey(), AssertionEncryptionMode: "Required" });
    const { PrivateKeyList = [] } = await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }));

    expect(PrivateKeyList).toEqual([
      { KeyId: expect.stringMatching(/^[A-Z0-9]{22,64}$/) as string, Timestamp: new Date("2030-05-06T07:08:09Z") },
    ]);
    const RemovePrivateKey = PrivateKeyList[0]?.KeyId;
    expect(await faultOf(iam.send(new UpdateSAMLProviderCommand({ SAMLProviderArn, RemovePrivateKey })))).toMatchObject(
      { code: "InvalidInput" },
    );
    await iam.send(
      new UpdateSAMLProviderCommand({ SAMLProviderArn, RemovePrivateKey, AssertionEncryptionMode: "Allowed" }),
    );
    expect(await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }))).toMatchObject({
      PrivateKeyList: [],
      AssertionEncryptionMode: "Allowed",
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
  it.each([
    [
      "nothing to change",
      {},
      "InvalidInput",
      "Unable to update identity provider. No updates are defined for metadata or encryption assertion.",
    ],
    [
      "a key to add and one to remove",
      { AddPrivateKey: "x", RemovePrivateKey: "A".repeat(22) },
      "InvalidInput",
      "Unable to add and remove private keys in the same request. Set a value for only one of the two parameters.",
    ],
    ["a key that is none", { AddPrivateKey: "x" }, "InvalidInput", "Invalid private key."],
    [
      "a key to remove that is not there",
      { RemovePrivateKey: "A".repeat(22) },
      "InvalidInput",
      "Failed to remove private key because the Key ID does not match a private key.",
    ],
    [
      "Required without a key",
      { AssertionEncryptionMode: "Required" as const },
      "InvalidInput",
      "Unable to set assertion encryption mode to Required because no private key is provided.",
    ],
  ])("refuses an update with %s", async (_case, change, code, message) => {
    const SAMLProviderArn = await makeProvider();

    const fault = await faultOf(iam.send(new UpdateSAMLProviderCommand({ SAMLProviderArn, ...change })));

    expect(fault).toEqual({ code, status: 400, message });
  });

  it("has room for two private keys", async () => {
    const SAMLProviderArn = await makeProvider({ AddPrivateKey: privateKey() });
    await iam.send(new UpdateSAMLProviderCommand({ SAMLProviderArn, AddPrivateKey: privateKey() }));

    const third = iam.send(new UpdateSAMLProviderCommand({ SAMLProviderArn, AddPrivateKey: privateKey() }));

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
    expect(await faultOf(third)).toEqual({
      code: "LimitExceeded",
      status: 409,
      message: "Private key limit of 2 is reached.",
    });
  });

  it("is tagged, untagged and lists its tags a page at a time", async () => {
    const SAMLProviderArn = await makeProvider({ Tags: [{ Key: "c", Value: "3" }] });
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
      { Key: "C", Value: "4" },
    ];
    await iam.send(new TagSAMLProviderCommand({ SAMLProviderArn, Tags }));
    await iam.send(new UntagSAMLProviderCommand({ SAMLProviderArn, TagKeys: ["a", "B"] }));

    const first = await iam.send(new ListSAMLProviderTagsCommand({ SAMLProviderArn, MaxItems: 1 }));
    const rest = await iam.send(new ListSAMLProviderTagsCommand({ SAMLProviderArn, Marker: first.Marker }));

    expect(first).toMatchObject({ IsTruncated: true, Tags: [{ Key: "C", Value: "4" }] });
    // Keys of all but users and roles are told apart by their case. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
    expect(rest).toMatchObject({
      IsTruncated: false,
      Tags: [
        { Key: "b", Value: "2" },
        { Key: "c", Value: "3" },
      ],
    });
  });

  it("is gone after its deletion", async () => {
    const SAMLProviderArn = await makeProvider({ Name: "Gone" });
    await iam.send(new DeleteSAMLProviderCommand({ SAMLProviderArn }));

    // Recorded from AWS (facts/aws-errors.tsv, test_iam_saml_providers).
    const message = `Manifest not found for arn ${SAMLProviderArn}`;
    const fault = { code: "NoSuchEntity", status: 404, message };
    expect(await faultOf(iam.send(new GetSAMLProviderCommand({ SAMLProviderArn })))).toEqual(fault);
    expect(await faultOf(iam.send(new DeleteSAMLProviderCommand({ SAMLProviderArn })))).toEqual(fault);
  });

  it("has a quota per account", async () => {
    const client = iamClient(small.emulator);
    const make = (Name: string) =>
      client.send(new CreateSAMLProviderCommand({ Name, SAMLMetadataDocument: samlMetadata() }));
    const { SAMLProviderArn } = await make("one");

    expect(await faultOf(make("two"))).toMatchObject({ code: "LimitExceeded", status: 409 });
    await client.send(new DeleteSAMLProviderCommand({ SAMLProviderArn }));
    await expect(make("two")).resolves.toMatchObject({ SAMLProviderArn: expect.stringContaining("/two") as string });
  });
});
