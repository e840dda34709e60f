import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { faultOf, startForTests } from "../support";
import { ADMIN, clientsOf, makeUser, policy } from "./support";
import type { Statement } from "./support";

const box = startForTests({ enforcement: "strict", administrator: ADMIN });

async function makeBucket(Bucket: string, ...statements: Statement[]): Promise<void> {
  const { s3 } = clientsOf(box.emulator);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "public/a", Body: "content" }));
  if (statements.length > 0) {
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(...statements) }));
  }
}

const read = (Bucket: string, Key = "public/a") => new GetObjectCommand({ Bucket, Key });

describe("a bucket without a policy", () => {
  beforeAll(() => makeBucket("plain"));

  it("is read by whom its own policies let, under the prefix that they name", async () => {
    const document = policy(
      { Action: "s3:GetObject", Resource: "arn:aws:s3:::plain/public/*" },
      {
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3:::plain",
        Condition: { StringLike: { "s3:prefix": "public/*" } },
      },
    );
    const { s3 } = clientsOf(box.emulator, await makeUser(box.emulator, "reader", document));

    expect(await (await s3.send(read("plain"))).Body?.transformToString()).toBe("content");
    expect((await s3.send(new ListObjectsV2Command({ Bucket: "plain", Prefix: "public/" }))).KeyCount).toBe(1);
    // Form of the sentence: https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
    expect(await faultOf(s3.send(new ListObjectsV2Command({ Bucket: "plain" })))).toEqual({
      code: "AccessDenied",
      status: 403,
      message:
        'User: arn:aws:iam::123456789012:user/reader is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::plain" because no identity-based policy allows the s3:ListBucket action',
    });
    const several = { Objects: [{ Key: "public/a" }] };
    expect(await faultOf(s3.send(new DeleteObjectsCommand({ Bucket: "plain", Delete: several })))).toMatchObject({
      message: expect.stringContaining('s3:DeleteObject on resource: "arn:aws:s3:::plain/public/a"'),
    });
  });

  it("is not told about to other accounts and to nobody known", async () => {
    const other = clientsOf(box.emulator, { ...ADMIN, accessKeyId: "111122223333" });
    expect(await faultOf(other.s3.send(read("plain")))).toEqual({
      code: "AccessDenied",
      status: 403,
      message: "Access Denied",
    });
    const anonymous = await fetch(`${box.emulator.url}/plain/public/a`);
    expect([anonymous.status, await anonymous.text()]).toEqual([403, expect.stringContaining("Access Denied")]);
  });
});

describe("a bucket's policy", () => {
  it("lets in a user of its account who has no policy of its own", async () => {
    const credentials = await makeUser(box.emulator, "named");
    const Principal = { AWS: "arn:aws:iam::123456789012:user/named" };
    await makeBucket("naming", { Action: "s3:GetObject", Principal, Resource: "arn:aws:s3:::naming/*" });

    expect(await (await clientsOf(box.emulator, credentials).s3.send(read("naming"))).Body?.transformToString()).toBe(
      "content",
    );
  });

  it("keeps out whom it denies, whatever their own policies say", async () => {
    const Principal = { AWS: "*" };
    const Resource = "arn:aws:s3:::guarded/public/*";
    await makeBucket("guarded", { Effect: "Deny", Action: "s3:GetObject", Principal, Resource });
    const { s3 } = clientsOf(box.emulator, await makeUser(box.emulator, "mighty", policy({ Action: "*" })));

    expect(await faultOf(s3.send(read("guarded")))).toMatchObject({
      message: expect.stringContaining("with an explicit deny in a resource-based policy"),
    });
  });

  it("lets in another account, whose own policies must do so, too", async () => {
    const Principal = { AWS: "111122223333" };
    await makeBucket("shared", { Action: "s3:GetObject", Principal, Resource: "arn:aws:s3:::shared/*" });
    const root = clientsOf(box.emulator, { ...ADMIN, accessKeyId: "111122223333" });

    expect(await (await root.s3.send(read("shared"))).Body?.transformToString()).toBe("content");
  });

  it("lets in everybody, also without a signature", async () => {
    await makeBucket("open", { Action: "s3:GetObject", Principal: "*", Resource: "arn:aws:s3:::open/public/*" });

    expect(await (await fetch(`${box.emulator.url}/open/public/a`)).text()).toBe("content");
    expect((await fetch(`${box.emulator.url}/open/private/a`)).status).toBe(403);
  });
});
