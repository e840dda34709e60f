import { DeleteAccessKeyCommand, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import type { Emulator } from "../../../src/emulator";
import { startForTests } from "../support";
import { sign } from "../protocol/sigv4/sign";
import type { Signing, Unsigned } from "../protocol/sigv4/sign";
import { ADMIN, clientsOf, makeUser, policy } from "./support";
import type { Credentials } from "./support";

// Codes and sentences: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and sigv4-query-string-auth.html

let now = new Date("2026-11-22T12:00:00Z");
const clock = { now: () => now };

/** Asks for a pre-signed URL, and says what came: the body, or code and sentence of the fault. */
async function fetchSigned(
  emulator: Emulator,
  credentials: Credentials,
  { method = "GET", path = "/box/key", ...unsigned }: Unsigned = {},
  signing: Signing = {},
  change: (url: string) => string = (url) => url,
): Promise<[status: number, answer: string]> {
  const headers = { "x-amz-content-sha256": "UNSIGNED-PAYLOAD", ...unsigned.headers };
  const host = new URL(emulator.url).host;
  const options = { service: "s3", expiresIn: 60, date: now, host, ...credentials, ...signing };
  const signed = await sign({ method, path, ...unsigned, headers }, options);
  const url = change(`${emulator.url}${signed.path}?${signed.query}`);
  const response = await fetch(url, { method, ...(unsigned.body !== undefined && { body: unsigned.body }) });
  const text = await response.text();
  const fault = /<Code>(.*?)<\/Code><Message>(.*?)<\/Message>/.exec(text);
  return [response.status, fault === null ? text : `${fault[1]}: ${fault[2]}`];
}

async function putObject(emulator: Emulator): Promise<void> {
  const { s3 } = clientsOf(emulator);
  await s3.send(new CreateBucketCommand({ Bucket: "box" }));
  await s3.send(new PutObjectCommand({ Bucket: "box", Key: "key", Body: "content" }));
}

const MISMATCH =
  "SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your key and signing method.";

describe.each(["off", "strict"] as const)(
  "a pre-signed URL of a key that IAM gave out, with enforcement %s",
  (enforcement) => {
    const box = startForTests({ enforcement, administrator: ADMIN, clock });
    let credentials: Credentials;
    let userName = 0;
    beforeAll(async () => {
      now = new Date();
      await putObject(box.emulator);
    });
    beforeEach(async () => {
      now = new Date();
      credentials = await makeUser(box.emulator, `user-${userName++}`, policy({ Action: "s3:*" }));
    });

    it("gives the object, and takes one", async () => {
      expect(await fetchSigned(box.emulator, credentials)).toEqual([200, "content"]);
      const upload = { method: "PUT", path: "/box/new", body: "more" };
      expect(await fetchSigned(box.emulator, credentials, upload)).toEqual([200, ""]);
    });

    it("holds for its time", async () => {
      const signedAt = { date: new Date(now.getTime() - 59_000) };
      expect(await fetchSigned(box.emulator, credentials, {}, signedAt)).toEqual([200, "content"]);
      const earlier = { date: new Date(now.getTime() - 61_000) };
      expect(await fetchSigned(box.emulator, credentials, {}, earlier)).toEqual([
        403,
        "AccessDenied: Request has expired",
      ]);
      expect(
        await fetchSigned(box.emulator, credentials, {}, {}, (url) => url.replace("Expires=60", "Expires=604801")),
      ).toEqual([
        400,
        "AuthorizationQueryParametersError: X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
      ]);
    });

    it("holds for what was signed", async () => {
      expect(
        await fetchSigned(box.emulator, credentials, {}, {}, (url) => url.replace("/box/key", "/box/other")),
      ).toEqual([403, MISMATCH]);
      expect(await fetchSigned(box.emulator, { ...credentials, secretAccessKey: "x" })).toEqual([403, MISMATCH]);
    });

    it("stops with its key", async () => {
      const id = credentials.accessKeyId;
      const unknown = [403, "InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records."];
      const UserName = `user-${userName - 1}`;
      const { iam } = clientsOf(box.emulator);

      await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: id, Status: "Inactive" }));
      expect(await fetchSigned(box.emulator, credentials)).toEqual(unknown);
      await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: id, Status: "Active" }));
      expect(await fetchSigned(box.emulator, credentials)).toEqual([200, "content"]);
      await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: id }));
      expect(await fetchSigned(box.emulator, credentials)).toEqual(unknown);
    });

    it("of a session needs its token, and ends with it", async () => {
      const { sts } = clientsOf(box.emulator, credentials);
      const { Credentials: given } = await sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
      const session = {
        accessKeyId: given?.AccessKeyId ?? "",
        secretAccessKey: given?.SecretAccessKey ?? "",
        sessionToken: given?.SessionToken ?? "",
      };
      const { sessionToken: _left, ...tokenless } = session;

      expect(await fetchSigned(box.emulator, session)).toEqual([200, "content"]);
      expect(await fetchSigned(box.emulator, tokenless)).toEqual([
        400,
        "InvalidToken: The provided token is malformed or otherwise invalid.",
      ]);
      now = new Date(now.getTime() + 901_000);
      expect(await fetchSigned(box.emulator, session)).toEqual([400, "ExpiredToken: The provided token has expired."]);
    });
  },
);

describe("a pre-signed URL of a key that nobody gave out", () => {
  const box = startForTests({ clock });
  beforeAll(async () => {
    now = new Date();
    await putObject(box.emulator);
  });

  it("is anybody's where access is not enforced", async () => {
    expect(await fetchSigned(box.emulator, { accessKeyId: "test", secretAccessKey: "x" })).toEqual([200, "content"]);
    expect(
      await clientsOf(box.emulator, { accessKeyId: "test", secretAccessKey: "y" })
        .s3.send(new GetObjectCommand({ Bucket: "box", Key: "key" }))
        .then(({ Body }) => Body?.transformToString()),
    ).toBe("content");
  });
});
