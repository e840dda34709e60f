import {
  DeleteServerCertificateCommand,
  GetServerCertificateCommand,
  ListServerCertificateTagsCommand,
  ListServerCertificatesCommand,
  TagServerCertificateCommand,
  UntagServerCertificateCommand,
  UpdateServerCertificateCommand,
  UploadServerCertificateCommand,
} from "@aws-sdk/client-iam";
import type { IAMClient, UploadServerCertificateCommandInput } from "@aws-sdk/client-iam";
import { faultOf, iamClient, startForTests } from "../support";
import { makeCertificate } from "./make-certificate";

const box = startForTests({ quotas: { ServerCertificatesPerAccount: 6 } });
let iam: IAMClient;
let count = 0;

const root = makeCertificate({ name: "root", ca: true });
const middle = makeCertificate({ name: "middle", issuer: root, ca: true });
const leaf = makeCertificate({ name: "leaf", issuer: middle });
const stranger = makeCertificate({ name: "stranger", ca: true });

beforeEach(() => {
  iam = iamClient(box.emulator);
});

afterEach(async () => {
  const { ServerCertificateMetadataList: all = [] } = await iam.send(new ListServerCertificatesCommand({}));
  for (const { ServerCertificateName } of all) {
    await iam.send(new DeleteServerCertificateCommand({ ServerCertificateName }));
  }
});

async function upload(wish: Partial<UploadServerCertificateCommandInput> = {}) {
  const input = {
    ServerCertificateName: `certificate-${(count += 1)}`,
    CertificateBody: leaf.pem,
    PrivateKey: leaf.privateKey,
    ...wish,
  };
  return { input, ...(await iam.send(new UploadServerCertificateCommand(input))) };
}

function malformed(message: string) {
  return { code: "MalformedCertificate", status: 400, message };
}

const CHAIN =
  "Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: ";

// Sentences: facts/aws-errors.tsv, test_iam_server_certificates, or recorded from AWS in September 2026 (see
// server-certificate-check.ts).

describe("server certificates", () => {
  it("are kept with their chain and expiration, without the private key", async () => {
    const chain = middle.pem + root.pem;
    const { input, ServerCertificateMetadata } = await upload({
      Path: "/cloudfront/",
      CertificateChain: chain,
      Tags: [{ Key: "k", Value: "v" }],
    });

    const { ServerCertificateName } = input;
    const { ServerCertificate } = await iam.send(new GetServerCertificateCommand({ ServerCertificateName }));
    expect(ServerCertificateMetadata).toMatchObject({
      Path: "/cloudfront/",
      Arn: `arn:aws:iam::123456789012:server-certificate/cloudfront/${ServerCertificateName}`,
      Expiration: new Date("2049-01-01T00:00:00Z"),
    });
    expect(ServerCertificateMetadata?.ServerCertificateId).toMatch(/^ASCA[A-Z2-7]{17}$/);
    expect(ServerCertificate).toEqual({
      ServerCertificateMetadata,
      CertificateBody: leaf.pem.trim(),
      CertificateChain: chain.trim(),
      Tags: [{ Key: "k", Value: "v" }],
    });
  });

  it("have names of their own, in any case", async () => {
    const { input } = await upload();
    const name = input.ServerCertificateName.toUpperCase();

    expect(await faultOf(upload({ ServerCertificateName: name }))).toEqual({
      code: "EntityAlreadyExists",
      status: 409,
      message: `The Server Certificate with name ${name} already exists.`,
    });
  });

  it.each([
    [
      "a text that is none",
      { CertificateBody: "not a certificate" },
      malformed("Unable to parse certificate. Please ensure the certificate is in PEM format."),
    ],
    [
      "two at once",
      { CertificateBody: leaf.pem + middle.pem },
      malformed("Unable to parse certificate. Please ensure the certificate is in PEM format."),
    ],
    [
      "another's key",
      { PrivateKey: root.privateKey },
      {
        code: "KeyPairMismatch",
        status: 400,
        message: "The private key did not match the public key provided. Please verify the key material and try again.",
      },
    ],
    // Wording unverified.
    [
      "a key that is none",
      { PrivateKey: "key" },
      malformed("Unable to parse key. Please ensure the key is in PEM format."),
    ],
    ["a stranger in the chain", { CertificateChain: stranger.pem }, malformed(`${CHAIN}-1`)],
    ["itself in the chain", { CertificateChain: leaf.pem + middle.pem }, malformed(`${CHAIN}1`)],
    ["the chain backwards", { CertificateChain: root.pem + middle.pem }, malformed(`${CHAIN}-1`)],
  ])("are refused with %s", async (_what, wish, fault) => {
    expect(await faultOf(upload(wish))).toEqual(fault);
  });

  it("are refused with a chain that is none, without a word", async () => {
    // The SDK puts "Unknown" where there is no message.
    expect(await faultOf(upload({ CertificateChain: "nonsense" }))).toMatchObject({ code: "MalformedCertificate" });
    const call = box.emulator.invoke("iam", "UploadServerCertificate", {
      ServerCertificateName: "x",
      CertificateBody: leaf.pem,
      PrivateKey: leaf.privateKey,
      CertificateChain: "nonsense",
    });
    await expect(call).rejects.toMatchObject({ code: "MalformedCertificate", message: "" });
  });

  it.each([
    [
      "expired",
      new Date("2021-01-01"),
      new Date("2022-01-01"),
      "Certificate is no longer valid. The 'Not After' date restriction on the certificate has passed.",
    ],
    // Wording unverified.
    [
      "of the future",
      new Date("2048-01-01"),
      new Date("2049-01-01"),
      "Certificate is not yet valid. The 'Not Before' date restriction on the certificate has not passed.",
    ],
  ])("are refused if they are %s", async (_what, from, to, message) => {
    const made = makeCertificate({ name: "made", from, to });

    expect(await faultOf(upload({ CertificateBody: made.pem, PrivateKey: made.privateKey }))).toEqual(
      malformed(message),
    );
  });

  it("take a chain whose root stands there twice", async () => {
    await upload({ CertificateChain: middle.pem + root.pem + root.pem });
  });

  it("are renamed and moved, and keep id and tags", async () => {
    const { input, ServerCertificateMetadata } = await upload({ Tags: [{ Key: "k", Value: "v" }] });
    await iam.send(
      new UpdateServerCertificateCommand({
        ServerCertificateName: input.ServerCertificateName,
        NewServerCertificateName: "renamed",
        NewPath: "/new/",
      }),
    );

    const get = (ServerCertificateName: string) => iam.send(new GetServerCertificateCommand({ ServerCertificateName }));
    const { ServerCertificate } = await get("renamed");
    expect(ServerCertificate?.ServerCertificateMetadata).toEqual({
      ...ServerCertificateMetadata,
      ServerCertificateName: "renamed",
      Path: "/new/",
      Arn: "arn:aws:iam::123456789012:server-certificate/new/renamed",
    });
    expect(ServerCertificate?.Tags).toEqual([{ Key: "k", Value: "v" }]);
    expect(await faultOf(get(input.ServerCertificateName))).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: `The Server Certificate with name ${input.ServerCertificateName} cannot be found.`,
    });
  });

  it("are listed by name, below a path", async () => {
    await upload({ ServerCertificateName: "b", Path: "/x/" });
    await upload({ ServerCertificateName: "A", Path: "/x/y/" });
    await upload({ ServerCertificateName: "c" });

    const { ServerCertificateMetadataList } = await iam.send(new ListServerCertificatesCommand({ PathPrefix: "/x/" }));
    expect(ServerCertificateMetadataList?.map((one) => one.ServerCertificateName)).toEqual(["A", "b"]);
  });

  it("take tags, told apart by case, but not none", async () => {
    const { input } = await upload();
    const { ServerCertificateName } = input;
    const Tags = [
      { Key: "Team", Value: "one" },
      { Key: "team", Value: "two" },
    ];
    await iam.send(new TagServerCertificateCommand({ ServerCertificateName, Tags }));
    await iam.send(new UntagServerCertificateCommand({ ServerCertificateName, TagKeys: ["team"] }));

    const listed = await iam.send(new ListServerCertificateTagsCommand({ ServerCertificateName }));
    expect(listed.Tags).toEqual([{ Key: "Team", Value: "one" }]);
    const none = iam.send(new TagServerCertificateCommand({ ServerCertificateName, Tags: [] }));
    expect((await faultOf(none)).message).toBe("The provided tag map must not be null/empty.");
    const noKeys = iam.send(new UntagServerCertificateCommand({ ServerCertificateName, TagKeys: [] }));
    expect((await faultOf(noKeys)).message).toBe("The provided tag keys must not be null/empty.");
  });

  it("are as many as the quota says", async () => {
    for (let index = 0; index < 6; index += 1) await upload();

    expect(await faultOf(upload())).toEqual({
      code: "LimitExceeded",
      status: 409,
      message: "Cannot exceed quota for ServerCertificatesPerAccount: 6",
    });
  });
});
