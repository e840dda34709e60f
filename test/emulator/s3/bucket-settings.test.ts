import { CreateBucketCommand, GetBucketAclCommand, PutBucketAclCommand, S3 } from "@aws-sdk/client-s3";
import { clientConfig, faultOf, startForTests } from "../support";

const box = startForTests();
let s3: S3;
let Bucket: string;
let count = 0;

beforeEach(async () => {
  s3 = new S3(clientConfig(box.emulator));
  Bucket = `settings-${(count += 1)}`;
  await s3.createBucket({ Bucket });
});

/** An answer without what belongs to the call. */
function plain({ $metadata: _metadata, ...answer }: { readonly $metadata: unknown }): object {
  return answer;
}

/** A setting: what a new bucket answers, what is put, what comes back, how it is taken away. */
interface Case {
  readonly get: (Bucket: string) => Promise<{ readonly $metadata: unknown }>;
  readonly initially: object | readonly [code: string, message: string];
  readonly put: (Bucket: string) => Promise<unknown>;
  readonly then: object;
  readonly remove?: (Bucket: string) => Promise<unknown>;
  readonly finally?: object | readonly [code: string, message: string];
}

const AES256 = {
  ServerSideEncryptionConfiguration: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
  },
};
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::settings-*" }],
});

// Codes: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; sentences as public logs quote S3's answers.
// Defaults of new buckets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html and
// .../default-encryption-faq.html.
const CASES: Readonly<Record<string, Case>> = {
  versioning: {
    get: (Bucket) => s3.getBucketVersioning({ Bucket }),
    initially: {},
    put: (Bucket) => s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
    then: { Status: "Enabled" },
  },
  tagging: {
    get: (Bucket) => s3.getBucketTagging({ Bucket }),
    initially: ["NoSuchTagSet", "The TagSet does not exist"],
    put: (Bucket) => s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: "team", Value: "core & <co>" }] } }),
    then: { TagSet: [{ Key: "team", Value: "core & <co>" }] },
    remove: (Bucket) => s3.deleteBucketTagging({ Bucket }),
  },
  encryption: {
    get: (Bucket) => s3.getBucketEncryption({ Bucket }),
    initially: AES256,
    put: (Bucket) =>
      s3.putBucketEncryption({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "key-1" } }],
        },
      }),
    then: {
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "key-1" },
            BucketKeyEnabled: false,
          },
        ],
      },
    },
    remove: (Bucket) => s3.deleteBucketEncryption({ Bucket }),
  },
  "public access block": {
    get: (Bucket) => s3.getPublicAccessBlock({ Bucket }),
    initially: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    },
    put: (Bucket) => s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
    then: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: false,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      },
    },
    remove: (Bucket) => s3.deletePublicAccessBlock({ Bucket }),
    finally: ["NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"],
  },
  "ownership controls": {
    get: (Bucket) => s3.getBucketOwnershipControls({ Bucket }),
    initially: { OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] } },
    put: (Bucket) =>
      s3.putBucketOwnershipControls({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] } }),
    then: { OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] } },
    remove: (Bucket) => s3.deleteBucketOwnershipControls({ Bucket }),
    finally: ["OwnershipControlsNotFoundError", "The bucket ownership controls were not found"],
  },
  policy: {
    get: (Bucket) => s3.getBucketPolicy({ Bucket }),
    initially: ["NoSuchBucketPolicy", "The bucket policy does not exist"],
    put: (Bucket) => s3.putBucketPolicy({ Bucket, Policy: POLICY }),
    then: { Policy: POLICY },
    remove: (Bucket) => s3.deleteBucketPolicy({ Bucket }),
  },
  lifecycle: {
    get: (Bucket) => s3.getBucketLifecycleConfiguration({ Bucket }),
    initially: ["NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"],
    put: (Bucket) =>
      s3.putBucketLifecycleConfiguration({
        Bucket,
        LifecycleConfiguration: {
          Rules: [{ ID: "old", Status: "Enabled", Filter: { Prefix: "tmp/" }, Expiration: { Days: 7 } }],
        },
      }),
    then: {
      Rules: [{ ID: "old", Status: "Enabled", Filter: { Prefix: "tmp/" }, Expiration: { Days: 7 } }],
      TransitionDefaultMinimumObjectSize: "all_storage_classes_128K",
    },
    remove: (Bucket) => s3.deleteBucketLifecycle({ Bucket }),
  },
  CORS: {
    get: (Bucket) => s3.getBucketCors({ Bucket }),
    initially: ["NoSuchCORSConfiguration", "The CORS configuration does not exist"],
    put: (Bucket) =>
      s3.putBucketCors({
        Bucket,
        CORSConfiguration: { CORSRules: [{ AllowedMethods: ["GET", "PUT"], AllowedOrigins: ["*"], MaxAgeSeconds: 5 }] },
      }),
    then: { CORSRules: [{ AllowedMethods: ["GET", "PUT"], AllowedOrigins: ["*"], MaxAgeSeconds: 5 }] },
    remove: (Bucket) => s3.deleteBucketCors({ Bucket }),
  },
  website: {
    get: (Bucket) => s3.getBucketWebsite({ Bucket }),
    initially: ["NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"],
    put: (Bucket) => s3.putBucketWebsite({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: "index.html" } } }),
    then: { IndexDocument: { Suffix: "index.html" } },
    remove: (Bucket) => s3.deleteBucketWebsite({ Bucket }),
  },
  logging: {
    get: (Bucket) => s3.getBucketLogging({ Bucket }),
    initially: {},
    put: (Bucket) =>
      s3.putBucketLogging({
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket: "logs", TargetPrefix: "a/" } },
      }),
    then: { LoggingEnabled: { TargetBucket: "logs", TargetPrefix: "a/" } },
  },
  notification: {
    get: (Bucket) => s3.getBucketNotificationConfiguration({ Bucket }),
    initially: {},
    put: (Bucket) =>
      s3.putBucketNotificationConfiguration({
        Bucket,
        NotificationConfiguration: {
          EventBridgeConfiguration: {},
          QueueConfigurations: [
            { Id: "q", QueueArn: "arn:aws:sqs:us-east-1:123456789012:q", Events: ["s3:ObjectCreated:*"] },
          ],
        },
      }),
    then: {
      EventBridgeConfiguration: {},
      QueueConfigurations: [
        { Id: "q", QueueArn: "arn:aws:sqs:us-east-1:123456789012:q", Events: ["s3:ObjectCreated:*"] },
      ],
    },
  },
  replication: {
    get: (Bucket) => s3.getBucketReplication({ Bucket }),
    initially: ["ReplicationConfigurationNotFoundError", "The replication configuration was not found"],
    async put(Bucket) {
      await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
      await s3.putBucketReplication({
        Bucket,
        ReplicationConfiguration: {
          Role: "arn:aws:iam::123456789012:role/r",
          Rules: [{ ID: "all", Status: "Enabled", Destination: { Bucket: "arn:aws:s3:::far" } }],
        },
      });
    },
    then: {
      ReplicationConfiguration: {
        Role: "arn:aws:iam::123456789012:role/r",
        Rules: [{ ID: "all", Status: "Enabled", Destination: { Bucket: "arn:aws:s3:::far" } }],
      },
    },
    remove: (Bucket) => s3.deleteBucketReplication({ Bucket }),
  },
  "request payment": {
    get: (Bucket) => s3.getBucketRequestPayment({ Bucket }),
    initially: { Payer: "BucketOwner" },
    put: (Bucket) => s3.putBucketRequestPayment({ Bucket, RequestPaymentConfiguration: { Payer: "Requester" } }),
    then: { Payer: "Requester" },
  },
  acceleration: {
    get: (Bucket) => s3.getBucketAccelerateConfiguration({ Bucket }),
    initially: {},
    put: (Bucket) => s3.putBucketAccelerateConfiguration({ Bucket, AccelerateConfiguration: { Status: "Enabled" } }),
    then: { Status: "Enabled" },
  },
  "object lock": {
    get: (Bucket) => s3.getObjectLockConfiguration({ Bucket }),
    initially: ["ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket"],
    async put(Bucket) {
      await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
      await s3.putObjectLockConfiguration({ Bucket, ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" } });
    },
    then: { ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" } },
  },
};

function isFault(answer: Case["initially"]): answer is readonly [string, string] {
  return Array.isArray(answer);
}

async function expectAnswer(call: Promise<{ readonly $metadata: unknown }>, answer: Case["initially"]): Promise<void> {
  if (isFault(answer)) expect(await faultOf(call)).toEqual({ code: answer[0], status: 404, message: answer[1] });
  else expect(plain(await call)).toEqual(answer);
}

describe("behaviour: a bucket's", () => {
  it.each(Object.entries(CASES))("%s is as AWS has it, comes back as it was put, and goes", async (_name, one) => {
    await expectAnswer(one.get(Bucket), one.initially);

    await one.put(Bucket);
    expect(plain(await one.get(Bucket))).toEqual(one.then);

    if (one.remove === undefined) return;
    await one.remove(Bucket);
    await expectAnswer(one.get(Bucket), one.finally ?? one.initially);
  });

  it.each(Object.entries(CASES))("%s is asked for in vain where there is no bucket", async (_name, { get }) => {
    expect((await faultOf(get("no-such-bucket"))).code).toBe("NoSuchBucket");
  });

  it("settings are its own, and gone with it", async () => {
    await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: "a", Value: "b" }] } });
    await s3.deleteBucket({ Bucket });
    await s3.createBucket({ Bucket });

    expect((await faultOf(s3.getBucketTagging({ Bucket }))).code).toBe("NoSuchTagSet");
  });

  it("rules and notifications get an id where none is given", async () => {
    await s3.putBucketNotificationConfiguration({
      Bucket,
      NotificationConfiguration: {
        TopicConfigurations: [{ TopicArn: "arn:aws:sns:us-east-1:123456789012:t", Events: ["s3:ObjectRemoved:*"] }],
      },
    });

    const { TopicConfigurations } = await s3.getBucketNotificationConfiguration({ Bucket });
    expect(TopicConfigurations?.[0]?.Id).toMatch(/^[A-Za-z0-9]{48}$/);
  });
});

describe("constraints", () => {
  // Sources of the sentences: src/policy/bucket-policy.ts.
  it.each([
    ["text", "not json", "Policies must be valid JSON and the first byte must be '{'"],
    ["a broken document", "{", "This policy contains invalid Json"],
    ["a policy of another bucket", POLICY.replace("settings-", "others-"), "Policy has invalid resource"],
    [
      "a policy that names nobody who is there",
      POLICY.replace('"*"', '{"AWS":"arn:aws:iam::123456789012:role/nobody"}'),
      "Invalid principal in policy",
    ],
    [
      "a policy that excepts nobody who is there",
      POLICY.replace('"Principal":"*"', '"NotPrincipal":{"AWS":["arn:aws:iam::123456789012:user/nobody"]}'),
      "Invalid principal in policy",
    ],
  ])("refuse %s for a policy", async (_what, Policy, message) => {
    expect(await faultOf(s3.putBucketPolicy({ Bucket, Policy }))).toEqual({
      code: "MalformedPolicy",
      status: 400,
      message,
    });
  });

  it("refuse tags of one key, and more than fifty", async () => {
    const twice = [
      { Key: "a", Value: "1" },
      { Key: "a", Value: "2" },
    ];
    const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: "" }));

    expect((await faultOf(s3.putBucketTagging({ Bucket, Tagging: { TagSet: twice } }))).code).toBe("InvalidTag");
    expect((await faultOf(s3.putBucketTagging({ Bucket, Tagging: { TagSet: many } }))).code).toBe("BadRequest");
  });

  // Sentences observed in public logs of Terraform and the AWS CLI.
  it("refuse replication and object lock without versions", async () => {
    const replication = s3.putBucketReplication({
      Bucket,
      ReplicationConfiguration: { Role: "r", Rules: [{ Status: "Enabled", Destination: { Bucket: "b" } }] },
    });
    const lock = s3.putObjectLockConfiguration({ Bucket, ObjectLockConfiguration: {} });

    expect(await faultOf(replication)).toEqual({
      code: "InvalidRequest",
      status: 400,
      message: "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    });
    expect(await faultOf(lock)).toEqual({
      code: "InvalidBucketState",
      status: 409,
      message: "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
    });
  });

  it.each(["", "<Tagging>", "<Tagging/>", "<Tagging><TagSet><Tag/></TagSet></Tagging>", "<!DOCTYPE x><Tagging/>"])(
    "refuse the body '%s' for tags",
    async (body) => {
      const response = await fetch(`${box.emulator.url}/${Bucket}?tagging`, { method: "PUT", body });

      expect(response.status).toBe(400);
      expect(await response.text()).toContain("<Code>MalformedXML</Code>");
    },
  );
});

describe("constraints of values", () => {
  it.each([
    ["versioning", "<VersioningConfiguration><Status>On</Status></VersioningConfiguration>"],
    ["requestPayment", "<RequestPaymentConfiguration><Payer>Nobody</Payer></RequestPaymentConfiguration>"],
    [
      "ownershipControls",
      "<OwnershipControls><Rule><ObjectOwnership>Everybody</ObjectOwnership></Rule></OwnershipControls>",
    ],
  ])("refuse what the model does not list, for %s", async (query, body) => {
    const response = await fetch(`${box.emulator.url}/${Bucket}?${query}`, { method: "PUT", body });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain(
      "<Code>MalformedXML</Code><Message>The XML you provided was not well-formed or did not validate against our published schema</Message>",
    );
  });
});

describe("behaviour: ACLs", () => {
  const OWNER = {
    Grantee: { Type: "CanonicalUser", ID: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    Permission: "FULL_CONTROL",
  };

  it("give everything to the owner, and nothing else can be said where the owner owns everything", async () => {
    const { Owner, Grants } = await s3.send(new GetBucketAclCommand({ Bucket }));

    expect(Grants).toEqual([OWNER]);
    expect(Owner?.ID).toBe(Grants?.[0]?.Grantee?.ID);
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html; sentence as public logs quote it.
    expect(await faultOf(s3.send(new PutBucketAclCommand({ Bucket, ACL: "private" })))).toEqual({
      code: "AccessControlListNotSupported",
      status: 400,
      message: "The bucket does not allow ACLs",
    });
    expect((await faultOf(s3.putObject({ Bucket, Key: "x", Body: "1", ACL: "public-read" }))).code).toBe(
      "AccessControlListNotSupported",
    );
    const open = new CreateBucketCommand({ Bucket: "open-bucket", ACL: "public-read" });
    expect((await faultOf(s3.send(open))).code).toBe("InvalidBucketAclWithObjectOwnership");
  });

  it("are canned or listed where the owner gave the rule up", async () => {
    await s3.putBucketOwnershipControls({
      Bucket,
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" }] },
    });

    // Of the SDK's list it is missing.
    await s3.putBucketAcl({ Bucket, ACL: "log-delivery-write" as "private" });
    const canned = await s3.getBucketAcl({ Bucket });
    const group = { Type: "Group" as const, URI: "http://acs.amazonaws.com/groups/s3/LogDelivery" };
    await s3.putBucketAcl({
      Bucket,
      AccessControlPolicy: { Owner: canned.Owner, Grants: [{ Grantee: group, Permission: "READ" }] },
    });

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
    expect(canned.Grants).toEqual([
      OWNER,
      { Grantee: group, Permission: "WRITE" },
      { Grantee: group, Permission: "READ_ACP" },
    ]);
    expect((await s3.getBucketAcl({ Bucket })).Grants).toEqual([{ Grantee: group, Permission: "READ" }]);
    expect((await faultOf(s3.putBucketAcl({ Bucket, GrantRead: "id=x" }))).status).toBe(501);
  });
});

describe("behaviour: a bucket that is created with settings", () => {
  it("has them", async () => {
    const name = "made-to-measure";
    await s3.createBucket({
      Bucket: name,
      ObjectOwnership: "ObjectWriter",
      ObjectLockEnabledForBucket: true,
      ACL: "public-read",
    });

    expect(plain(await s3.getBucketVersioning({ Bucket: name }))).toEqual({ Status: "Enabled" });
    expect((await s3.getObjectLockConfiguration({ Bucket: name })).ObjectLockConfiguration).toEqual({
      ObjectLockEnabled: "Enabled",
    });
    expect((await s3.getBucketAcl({ Bucket: name })).Grants).toHaveLength(2);
  });
});
