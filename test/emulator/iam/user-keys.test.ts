import { createHash, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import {
  CreateUserCommand,
  DeleteSSHPublicKeyCommand,
  DeleteSigningCertificateCommand,
  DeleteUserCommand,
  GetSSHPublicKeyCommand,
  ListSSHPublicKeysCommand,
  ListSigningCertificatesCommand,
  UpdateSSHPublicKeyCommand,
  UpdateSigningCertificateCommand,
  UpdateUserCommand,
  UploadSSHPublicKeyCommand,
  UploadSigningCertificateCommand,
} from "@aws-sdk/client-iam";
import type { IAMClient, StatusType } from "@aws-sdk/client-iam";
import fc from "fast-check";
import { readSingleCertificate } from "../../../src/emulator/iam/read-certificates";
import { formatSsh, readPublicKey } from "../../../src/emulator/iam/ssh-key-format";
import { encodeBase32 } from "../../../src/emulator/totp";
import { faultOf, iamClient, startForTests } from "../support";
import { makeCertificate } from "./make-certificate";

const box = startForTests();
let iam: IAMClient;
let count = 0;

beforeEach(() => {
  iam = iamClient(box.emulator);
});

async function makeUser(): Promise<string> {
  const UserName = `user-${(count += 1)}`;
  await iam.send(new CreateUserCommand({ UserName }));
  return UserName;
}

// Sentences: facts/aws-errors.tsv, test_iam_ssh_public_keys and test_iam_signing_certificates, or recorded from AWS in
// September 2026 (see ssh-public-keys.ts, signing-certificates.ts).

describe("SSH public keys", () => {
  const rsa = (bits: number): KeyObject => generateKeyPairSync("rsa", { modulusLength: bits }).publicKey;
  const pem = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();
  const key = rsa(2048);

  const upload = (UserName: string, SSHPublicKeyBody: string) =>
    iam.send(new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody }));

  it("are converted between SSH's form and PEM, without the comment", async () => {
    const UserName = await makeUser();
    const body = `${formatSsh(key)} ann@laptop`;
    const { SSHPublicKey } = await upload(UserName, body);
    const { SSHPublicKeyId } = SSHPublicKey ?? {};
    const get = async (Encoding: "SSH" | "PEM") =>
      (await iam.send(new GetSSHPublicKeyCommand({ UserName, SSHPublicKeyId, Encoding }))).SSHPublicKey;

    expect(SSHPublicKey).toMatchObject({ UserName, Status: "Active", SSHPublicKeyBody: body });
    expect(SSHPublicKeyId).toMatch(/^APKA[A-Z2-7]{16}$/);
    expect((await get("SSH"))?.SSHPublicKeyBody).toBe(formatSsh(key));
    expect((await get("PEM"))?.SSHPublicKeyBody).toBe(pem(key));
    expect((await get("PEM"))?.Fingerprint).toBe(SSHPublicKey?.Fingerprint);
  });

  it("have the MD5 of their SSH form as fingerprint", async () => {
    const { SSHPublicKey } = await upload(await makeUser(), pem(key));

    const blob = Buffer.from(formatSsh(key).split(" ")[1] ?? "", "base64");
    const digest = createHash("md5").update(blob).digest("hex");
    expect(SSHPublicKey?.Fingerprint?.replaceAll(":", "")).toBe(digest);
    expect(SSHPublicKey?.Fingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
  });

  it("are refused twice for a user in either form, but not for two users", async () => {
    const UserName = await makeUser();
    await upload(UserName, formatSsh(key));

    expect(await faultOf(upload(UserName, pem(key)))).toEqual({
      code: "DuplicateSSHPublicKey",
      status: 400,
      message: "Duplicate SSH public key uploaded.",
    });
    await upload(await makeUser(), pem(key));
  });

  it.each([
    ["a text", () => "nonsense"],
    ["a key cut short", () => formatSsh(key).slice(0, -24)],
    ["a certificate", () => makeCertificate({ name: "x" }).pem],
    ["a private key", () => makeCertificate({ name: "x" }).privateKey],
    ["a key of another kind", () => "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZvb2JhcmZvb2JhcmZvb2JhcmZvb2JhcmZvb2Jh"],
    ["a key on a curve", () => pem(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey)],
  ])("are refused if they are %s", async (_what, make) => {
    expect(await faultOf(upload(await makeUser(), make()))).toEqual({
      code: "UnrecognizedPublicKeyEncoding",
      status: 400,
      message: "Invalid public key uploaded.",
    });
  });

  it("are refused below 2048 bits", async () => {
    expect(await faultOf(upload(await makeUser(), pem(rsa(1024))))).toEqual({
      code: "InvalidPublicKey",
      status: 400,
      message: "Invalid body for public key",
    });
  });

  it("are listed without body, set inactive, deleted, and found by their user alone", async () => {
    const UserName = await makeUser();
    const SSHPublicKeyId = (await upload(UserName, pem(key))).SSHPublicKey?.SSHPublicKeyId;
    const other = await makeUser();
    const list = async () => (await iam.send(new ListSSHPublicKeysCommand({ UserName }))).SSHPublicKeys;
    const update = (Status: StatusType, name = UserName) =>
      iam.send(new UpdateSSHPublicKeyCommand({ UserName: name, SSHPublicKeyId, Status }));
    const remove = () => iam.send(new DeleteSSHPublicKeyCommand({ UserName, SSHPublicKeyId }));

    await update("Inactive");
    expect(await list()).toEqual([
      { UserName, SSHPublicKeyId, Status: "Inactive", UploadDate: expect.any(Date) as unknown },
    ]);
    expect(await faultOf(update("Expired"))).toEqual({
      code: "InvalidInput",
      status: 400,
      message: "Operation does not support status Expired",
    });
    expect((await faultOf(update("Active", other))).message).toBe(`User has no Public Key with id ${SSHPublicKeyId}.`);
    expect((await faultOf(iam.send(new DeleteUserCommand({ UserName })))).message).toBe(
      "Cannot delete entity, must remove referenced objects first.",
    );
    await remove();
    expect(await list()).toEqual([]);
    expect(await faultOf(remove())).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: `The Public Key with id ${SSHPublicKeyId} cannot be found.`,
    });
  });
});

describe("input: texts of keys and certificates", () => {
  it("are keys and certificates, or none, whatever they are", () => {
    const pieces = fc.constantFrom(
      ..."ssh-rsa |-----BEGIN PUBLIC KEY-----|-----END PUBLIC KEY-----|-----BEGIN CERTIFICATE-----".split("|"),
      ..."-----END CERTIFICATE-----|\n| |AAAAB3NzaC1yc2E|MIIB|=|\0|é".split("|"),
    );
    const text = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }).map((parts) => parts.join(""));

    fc.assert(
      fc.property(text, (body) => {
        expect(readPublicKey(body)?.asymmetricKeyType ?? "rsa").toBe("rsa");
        expect(readSingleCertificate(body)).toBeUndefined();
      }),
    );
  });
});

describe("signing certificates", () => {
  const upload = (UserName: string | undefined, CertificateBody: string) =>
    iam.send(new UploadSigningCertificateCommand({ UserName, CertificateBody }));
  const list = async (UserName?: string) =>
    (await iam.send(new ListSigningCertificatesCommand({ UserName }))).Certificates;

  it("have the base32 of their SHA-1 as id", async () => {
    const UserName = await makeUser();
    const { pem, der } = makeCertificate({ name: "ann" });
    const { Certificate } = await upload(UserName, pem);

    expect(Certificate).toEqual({
      UserName,
      CertificateId: encodeBase32(createHash("sha1").update(der).digest()),
      CertificateBody: pem,
      Status: "Active",
      UploadDate: expect.any(Date) as unknown,
    });
    expect(await list(UserName)).toEqual([Certificate]);
  });

  it("uploaded again are the same one, and stay inactive though the answer says otherwise", async () => {
    const UserName = await makeUser();
    const { pem } = makeCertificate({ name: "twice" });
    const { Certificate } = await upload(UserName, pem);
    const CertificateId = Certificate?.CertificateId;
    await iam.send(new UpdateSigningCertificateCommand({ UserName, CertificateId, Status: "Inactive" }));

    expect((await upload(UserName, pem)).Certificate).toEqual(Certificate);
    expect((await list(UserName))?.map((one) => one.Status)).toEqual(["Inactive"]);
    expect(await faultOf(upload(await makeUser(), pem))).toEqual({
      code: "DuplicateCertificate",
      status: 409,
      message: "Duplicate certificate uploaded.",
    });
  });

  it("are refused if they are none or expired, with their text", async () => {
    const UserName = await makeUser();
    const { pem } = makeCertificate({ name: "old", to: new Date("2021-01-01T00:00:00Z") });

    expect(await faultOf(upload(UserName, "invalid-certificate-body"))).toEqual({
      code: "MalformedCertificate",
      status: 400,
      message: "Certificate invalid-certificate-body is malformed.",
    });
    // Line ends of the sentence are the client's business.
    expect((await faultOf(upload(UserName, pem))).message).toContain("Certificate -----BEGIN CERTIFICATE-----");
  });

  it("are two a user, keep the user from being deleted, and are deleted by their user", async () => {
    const UserName = await makeUser();
    const CertificateId = (await upload(UserName, makeCertificate({ name: "1" }).pem)).Certificate?.CertificateId;
    await upload(UserName, makeCertificate({ name: "2" }).pem);
    const remove = (name: string) => iam.send(new DeleteSigningCertificateCommand({ UserName: name, CertificateId }));

    expect((await faultOf(upload(UserName, makeCertificate({ name: "3" }).pem))).message).toBe(
      "Cannot exceed quota for CertificatesPerUser: 2",
    );
    expect((await faultOf(iam.send(new DeleteUserCommand({ UserName })))).message).toBe(
      "Cannot delete entity, must delete certificates first.",
    );
    expect((await faultOf(remove(await makeUser()))).message).toBe(
      `The Certificate with id ${CertificateId} cannot be found.`,
    );
    await iam.send(new UpdateUserCommand({ UserName, NewUserName: `${UserName}-renamed` }));
    await remove(`${UserName}-renamed`);
    expect((await list(`${UserName}-renamed`))?.map((one) => one.UserName)).toEqual([`${UserName}-renamed`]);
  });

  it("are the root's where the root names nobody", async () => {
    const before = await box.emulator.invoke<{ SummaryMap: Record<string, number> }>("iam", "GetAccountSummary");
    const CertificateId = (await upload(undefined, makeCertificate({ name: "root" }).pem)).Certificate?.CertificateId;

    const after = await box.emulator.invoke<{ SummaryMap: Record<string, number> }>("iam", "GetAccountSummary");
    expect((await list())?.map((one) => one.CertificateId)).toEqual([CertificateId]);
    expect(before.SummaryMap.AccountSigningCertificatesPresent).toBe(0);
    expect(after.SummaryMap.AccountSigningCertificatesPresent).toBe(1);
  });
});
