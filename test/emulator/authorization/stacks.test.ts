import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateRoleCommand, GetRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DecodeAuthorizationMessageCommand } from "@aws-sdk/client-sts";
import { faultOf, startForTests } from "../support";
import { ADMIN, clientsOf, makeUser, policy } from "./support";
import type { Statement } from "./support";

const box = startForTests({ enforcement: "strict", administrator: ADMIN });

const ACCOUNT = "arn:aws:iam::123456789012";
const STACKS = { Action: "cloudformation:*" };
const service = (principal: string): string => policy({ Action: "sts:AssumeRole", Principal: { Service: principal } });

function template(resources: Record<string, object>): string {
  return JSON.stringify({ Resources: resources });
}

const QUEUE = { Type: "AWS::SQS::Queue", Properties: { QueueName: "jobs" } };
const ROLE = {
  Type: "AWS::IAM::Role",
  Properties: {
    RoleName: "made",
    AssumeRolePolicyDocument: JSON.parse(service("lambda.amazonaws.com")) as object,
  },
};

function roleCalled(RoleName: string): object {
  return { ...ROLE, Properties: { ...ROLE.Properties, RoleName } };
}

function lambda(role: string, name = "worker"): object {
  return {
    Type: "AWS::Lambda::Function",
    Properties: { FunctionName: name, Role: role, Runtime: "nodejs22.x", Handler: "i.h", Code: { ZipFile: "x" } },
  };
}

type Clients = ReturnType<typeof clientsOf>;

async function userMay(name: string, ...statements: Statement[]): Promise<Clients> {
  return clientsOf(box.emulator, await makeUser(box.emulator, name, policy(...statements)));
}

/** Creates a stack and waits for what becomes of it: its status and the reasons of failures. */
async function deploy(
  { cloudformation }: Clients,
  name: string,
  body: string,
  more: { RoleARN?: string; Capabilities?: "CAPABILITY_NAMED_IAM"[] } = {},
): Promise<[status: string, ...reasons: string[]]> {
  const Capabilities = ["CAPABILITY_NAMED_IAM"] as "CAPABILITY_NAMED_IAM"[];
  await cloudformation.send(new CreateStackCommand({ StackName: name, TemplateBody: body, Capabilities, ...more }));
  return outcomeOf(name);
}

async function outcomeOf(name: string): Promise<[status: string, ...reasons: string[]]> {
  const { cloudformation } = clientsOf(box.emulator);
  for (;;) {
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: name }));
    const status = Stacks?.[0]?.StackStatus ?? "";
    if (!status.endsWith("IN_PROGRESS")) {
      const { StackEvents = [] } = await cloudformation.send(new DescribeStackEventsCommand({ StackName: name }));
      const failures = StackEvents.filter(
        (event) =>
          /^(CREATE|UPDATE|DELETE)_FAILED$/.test(event.ResourceStatus ?? "") && event.LogicalResourceId !== name,
      );
      return [status, ...failures.map((event) => event.ResourceStatusReason ?? "")];
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("a stack of somebody who may not make what is in it", () => {
  it("fails with AWS's reason and is rolled back", async () => {
    const clients = await userMay("stacks-only", STACKS);

    const [status, reason] = await deploy(clients, "refused", template({ Made: ROLE }));

    expect(status).toBe("ROLLBACK_COMPLETE");
    // The frame of the sentence: aws/aws-cdk issue 27067.
    expect(reason).toMatch(
      /^Resource handler returned message: "User: arn:aws:iam::123456789012:user\/stacks-only is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role\/made because no identity-based policy allows the iam:CreateRole action \(Service: Iam, Status Code: 403, Request ID: [\w-]+\)" \(RequestToken: [\w-]+, HandlerErrorCode: AccessDenied\)$/,
    );
    expect(await faultOf(clientsOf(box.emulator).iam.send(new GetRoleCommand({ RoleName: "made" })))).toMatchObject({
      code: "NoSuchEntity",
    });
  });

  it("fails also for a type that is simulated", async () => {
    const clients = await userMay("no-queues", STACKS);

    expect(await deploy(clients, "no-queue", template({ Jobs: QUEUE }))).toEqual([
      "ROLLBACK_COMPLETE",
      expect.stringContaining(
        "is not authorized to perform: sqs:CreateQueue on resource: arn:aws:sqs:us-east-1:123456789012:jobs because no identity-based policy allows the sqs:CreateQueue action",
      ),
    ]);
  });
});

describe("a stack of somebody who may not make what is EC2's", () => {
  const body = template({ Net: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.0.0.0/16" } } });

  it.each([
    ["no-vpc", [], "because no identity-based policy allows the ec2:CreateVpc action", []],
    [
      "denied-vpc",
      [{ Effect: "Deny" as const, Action: "ec2:*", Sid: "NoNetworks" }],
      "with an explicit deny in an identity-based policy",
      [{ statementId: "NoNetworks", effect: "DENY" }],
    ],
  ])("fails with a message that STS decodes: %s", async (name, statements, why, items) => {
    const [status, reason = ""] = await deploy(await userMay(name, STACKS, ...statements), name, body);

    expect(status).toBe("ROLLBACK_COMPLETE");
    // The sentence: kubernetes-sigs/karpenter issue 2813; its frame: aws-amplify/amplify-cli issue 10116.
    const [, sentence, encoded] =
      /^Resource handler returned message: "(.*)\. Encoded authorization failure message: ([\w-]+) \(Service: Ec2, Status Code: 403, Request ID: [\w-]+\)" \(RequestToken: [\w-]+, HandlerErrorCode: AccessDenied\)$/.exec(
        reason,
      ) ?? [];
    expect(sentence).toMatch(
      /^You are not authorized to perform this operation\. User: arn:aws:iam::123456789012:user\/[\w-]+ is not authorized to perform: ec2:CreateVpc on resource: /,
    );
    expect(sentence?.endsWith(why)).toBe(true);
    const { sts } = clientsOf(box.emulator);
    const { DecodedMessage = "" } = await sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: encoded }));
    expect(JSON.parse(DecodedMessage)).toMatchObject({
      allowed: false,
      explicitDeny: items.length > 0,
      matchedStatements: { items },
      context: { principal: { arn: `${ACCOUNT}:user/${name}` }, action: "CreateVpc" },
    });
  });
});

describe("a stack of somebody who may make what is in it", () => {
  it("is made, changed and deleted as who called", async () => {
    const clients = await userMay("queues", STACKS, {
      Action: ["sqs:CreateQueue", "sqs:SetQueueAttributes", "sqs:DeleteQueue"],
      Resource: "arn:aws:sqs:*:*:jobs",
    });
    const changed = { ...QUEUE, Properties: { ...QUEUE.Properties, DelaySeconds: 5 } };

    expect(await deploy(clients, "queues", template({ Jobs: QUEUE }))).toEqual(["CREATE_COMPLETE"]);
    const update = { StackName: "queues", TemplateBody: template({ Jobs: changed }) };
    await clients.cloudformation.send(new UpdateStackCommand(update));
    expect((await outcomeOf("queues"))[0]).toBe("UPDATE_COMPLETE");
    const { Stacks } = await clients.cloudformation.send(new DescribeStacksCommand({ StackName: "queues" }));
    await clients.cloudformation.send(new DeleteStackCommand({ StackName: "queues" }));
    expect((await outcomeOf(Stacks?.[0]?.StackId ?? ""))[0]).toBe("DELETE_COMPLETE");
  });

  it("may be allowed by way of CloudFormation only", async () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-calledvia
    const viaStacks = { "ForAnyValue:StringEquals": { "aws:CalledVia": "cloudformation.amazonaws.com" } };
    const clients = await userMay("via", STACKS, { Action: "iam:*", Condition: viaStacks });

    expect(await faultOf(clients.iam.send(new GetRoleCommand({ RoleName: "made" })))).toMatchObject({
      code: "AccessDenied",
    });
    expect(await deploy(clients, "via", template({ Made: ROLE }))).toEqual(["CREATE_COMPLETE"]);
  });
});

describe("a bucket's policy that a stack makes", () => {
  const BUCKET = { Type: "AWS::S3::Bucket", Properties: { BucketName: "by-stack" } };
  const Resource = "arn:aws:s3:::by-stack/*";

  it("takes the permission to put it, and decides then who reads the bucket", async () => {
    const reader = clientsOf(box.emulator, await makeUser(box.emulator, "stack-reader"));
    const Principal = { AWS: `${ACCOUNT}:user/stack-reader` };
    const PolicyDocument = JSON.parse(policy({ Action: "s3:GetObject", Principal, Resource })) as object;
    const Properties = { Bucket: { Ref: "Bucket" }, PolicyDocument };
    const body = template({ Bucket: BUCKET, Policy: { Type: "AWS::S3::BucketPolicy", Properties } });
    const may = { Action: ["s3:CreateBucket", "s3:DeleteBucket"] };
    const read = new GetObjectCommand({ Bucket: "by-stack", Key: "a" });

    expect(await deploy(await userMay("no-bucket-policies", STACKS, may), "policy-no", body)).toEqual([
      "ROLLBACK_COMPLETE",
      expect.stringContaining("is not authorized to perform: s3:PutBucketPolicy"),
    ]);
    const allowed = await userMay("bucket-policies", STACKS, { Action: "s3:*" });
    expect(await deploy(allowed, "policy-yes", body)).toEqual(["CREATE_COMPLETE"]);
    await allowed.s3.send(new PutObjectCommand({ Bucket: "by-stack", Key: "a", Body: "content" }));
    expect(await (await reader.s3.send(read)).Body?.transformToString()).toBe("content");
    const without = { StackName: "policy-yes", TemplateBody: template({ Bucket: BUCKET }) };
    await allowed.cloudformation.send(new UpdateStackCommand(without));
    expect((await outcomeOf("policy-yes"))[0]).toBe("UPDATE_COMPLETE");
    expect(await faultOf(reader.s3.send(read))).toMatchObject({ code: "AccessDenied" });
  });
});

describe("a role that goes to a resource", () => {
  beforeAll(async () => {
    const { iam } = clientsOf(box.emulator);
    for (const RoleName of ["worker-role", "other-role"]) {
      const AssumeRolePolicyDocument = service("lambda.amazonaws.com");
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    }
  });

  it("must be one that the caller may pass to the service", async () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
    const clients = await userMay(
      "passer",
      STACKS,
      { Action: "lambda:*" },
      {
        Action: "iam:PassRole",
        Resource: `${ACCOUNT}:role/worker-role`,
        Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      },
    );

    expect(await deploy(clients, "pass-yes", template({ Worker: lambda(`${ACCOUNT}:role/worker-role`) }))).toEqual([
      "CREATE_COMPLETE",
    ]);
    expect(
      await deploy(clients, "pass-no", template({ Worker: lambda(`${ACCOUNT}:role/other-role`, "another") })),
    ).toEqual([
      "ROLLBACK_COMPLETE",
      expect.stringContaining(
        `is not authorized to perform: iam:PassRole on resource: ${ACCOUNT}:role/other-role because no identity-based policy allows the iam:PassRole action`,
      ),
    ]);
  });
});

describe("a stack with a service role", () => {
  beforeAll(async () => {
    const { iam } = clientsOf(box.emulator);
    const AssumeRolePolicyDocument = service("cloudformation.amazonaws.com");
    await iam.send(new CreateRoleCommand({ RoleName: "deployer", AssumeRolePolicyDocument }));
    const PolicyDocument = policy({ Action: "sqs:*" });
    await iam.send(new PutRolePolicyCommand({ RoleName: "deployer", PolicyName: "p", PolicyDocument }));
  });
  const RoleARN = `${ACCOUNT}:role/deployer`;
  const PASS = { Action: "iam:PassRole", Resource: RoleARN };

  it("is made with the role's permissions, not the caller's", async () => {
    const clients = await userMay("delegating", STACKS, PASS, { Action: "iam:*" });
    const queue = { ...QUEUE, Properties: { QueueName: "by-role" } };

    expect(await deploy(clients, "by-role", template({ Jobs: queue }), { RoleARN })).toEqual(["CREATE_COMPLETE"]);
    expect(await deploy(clients, "beyond", template({ Made: roleCalled("beyond") }), { RoleARN })).toEqual([
      "ROLLBACK_COMPLETE",
      expect.stringContaining(
        "User: arn:aws:sts::123456789012:assumed-role/deployer/AWSCloudFormation is not authorized to perform: iam:CreateRole",
      ),
    ]);
  });

  it("takes the permission to pass the role", async () => {
    const { cloudformation } = await userMay("not-passing", STACKS);
    const stack = { StackName: "never", TemplateBody: template({ Jobs: QUEUE }), RoleARN };

    expect(await faultOf(cloudformation.send(new CreateStackCommand(stack)))).toEqual({
      code: "AccessDenied",
      status: 403,
      message: `User: ${ACCOUNT}:user/not-passing is not authorized to perform: iam:PassRole on resource: ${RoleARN} because no identity-based policy allows the iam:PassRole action`,
    });
  });
});

describe("a template in a bucket", () => {
  it("is read as who called", async () => {
    const admin = clientsOf(box.emulator).s3;
    await admin.send(new CreateBucketCommand({ Bucket: "templates" }));
    const Body = template({ Wait: { Type: "AWS::CloudFormation::WaitConditionHandle" } });
    await admin.send(new PutObjectCommand({ Bucket: "templates", Key: "t.json", Body }));
    const TemplateURL = "https://templates.s3.us-east-1.amazonaws.com/t.json";
    const { cloudformation } = await userMay("no-bucket", STACKS);
    const reader = await userMay("bucket", STACKS, { Action: "s3:GetObject", Resource: "arn:aws:s3:::templates/*" });

    // facts/cloudformation.md
    expect(await faultOf(cloudformation.send(new CreateStackCommand({ StackName: "u", TemplateURL })))).toMatchObject({
      code: "ValidationError",
      message: expect.stringMatching(/^S3 error: User: .* is not authorized to perform: s3:GetObject on resource/),
    });
    await reader.cloudformation.send(new CreateStackCommand({ StackName: "u", TemplateURL }));
    expect((await outcomeOf("u"))[0]).toBe("CREATE_COMPLETE");
  });
});

describe("what a stack asks of others", () => {
  it("is the provider of a custom resource, which the caller must be allowed to call", async () => {
    const ServiceToken = "arn:aws:lambda:us-east-1:123456789012:function:provider";
    const body = template({ Thing: { Type: "Custom::Thing", Properties: { ServiceToken } } });
    const without = await userMay("no-provider", STACKS);
    const allowed = await userMay("provider", STACKS, { Action: "lambda:InvokeFunction", Resource: ServiceToken });

    expect(await deploy(without, "custom-no", body)).toEqual([
      "ROLLBACK_COMPLETE",
      expect.stringContaining(`is not authorized to perform: lambda:InvokeFunction on resource: ${ServiceToken} `),
    ]);
    expect(await deploy(allowed, "custom-yes", body)).toEqual(["CREATE_COMPLETE"]);
  });

  it("are nested stacks, made with what the caller may do", async () => {
    const admin = clientsOf(box.emulator).s3;
    await admin.send(new CreateBucketCommand({ Bucket: "nested" }));
    const Body = template({ Jobs: { ...QUEUE, Properties: { QueueName: "nested-jobs" } } });
    await admin.send(new PutObjectCommand({ Bucket: "nested", Key: "t.json", Body }));
    const TemplateURL = "https://nested.s3.us-east-1.amazonaws.com/t.json";
    const body = template({ Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL } } });
    const READ = { Action: "s3:GetObject", Resource: "arn:aws:s3:::nested/*" };

    expect((await deploy(await userMay("nesting-no", STACKS, READ), "outer-no", body))[1]).toMatch(
      /^Embedded stack .* was not successfully created: The following resource\(s\) failed to create: \[Jobs\]/,
    );
    const allowed = await userMay("nesting", STACKS, READ, { Action: "sqs:*" });
    expect(await deploy(allowed, "outer-yes", body)).toEqual(["CREATE_COMPLETE"]);
  });

  it("is to take back what it made: without that permission the rollback fails", async () => {
    const maker = await userMay("maker", STACKS, { Action: "sqs:CreateQueue" });
    const first = { ...QUEUE, Properties: { QueueName: "stays" } };
    const body = template({ First: first, Second: { ...roleCalled("never"), DependsOn: "First" } });

    expect(await deploy(maker, "stuck", body)).toEqual([
      "ROLLBACK_FAILED",
      expect.stringContaining("is not authorized to perform: sqs:DeleteQueue"),
      expect.stringContaining("is not authorized to perform: iam:CreateRole"),
    ]);
  });
});
