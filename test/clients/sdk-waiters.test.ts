import * as cloudFormation from "@aws-sdk/client-cloudformation";
import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import * as ssm from "@aws-sdk/client-ssm";
import * as sts from "@aws-sdk/client-sts";
import { POLICY, TRUST, clientConfig, startForTests } from "../emulator/support";

const box = startForTests();

/** What a client polls with: often enough for a test, and not for ever. Seconds. */
const patience = { maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.05 };

/** What is to be waited for, begun once the waiter has looked in vain. */
async function later(work: () => Promise<unknown>): Promise<unknown> {
  await new Promise((resolve) => setTimeout(resolve, 60));
  return await work();
}

/** Waiters for what the emulator does not have. */
const LEFT_OUT = ["waitUntilCommandExecuted", "waitUntilTypeRegistrationComplete"];

describe("the waiters of the AWS SDK", () => {
  const tried = new Set<string>();

  /** Runs a waiter and notes that it was tried. */
  async function waitFor(name: string, wait: () => Promise<{ readonly state: string }>): Promise<void> {
    tried.add(name);
    expect(await wait()).toMatchObject({ state: "SUCCESS" });
  }

  it("see IAM entities come", async () => {
    const client = new iam.IAM(clientConfig(box.emulator));
    const polling = { client, ...patience };
    const PolicyArn = `arn:aws:iam::${box.emulator.accountId}:policy/waited`;

    await Promise.all([
      waitFor("waitUntilRoleExists", () => iam.waitUntilRoleExists(polling, { RoleName: "waited" })),
      waitFor("waitUntilUserExists", () => iam.waitUntilUserExists(polling, { UserName: "waited" })),
      waitFor("waitUntilPolicyExists", () => iam.waitUntilPolicyExists(polling, { PolicyArn })),
      waitFor("waitUntilInstanceProfileExists", () =>
        iam.waitUntilInstanceProfileExists(polling, { InstanceProfileName: "waited" }),
      ),
      later(() => client.createRole({ RoleName: "waited", AssumeRolePolicyDocument: TRUST })),
      later(() => client.createUser({ UserName: "waited" })),
      later(() => client.createPolicy({ PolicyName: "waited", PolicyDocument: POLICY })),
      later(() => client.createInstanceProfile({ InstanceProfileName: "waited" })),
    ]);
  });

  it("see buckets and objects come and go", async () => {
    const client = new s3.S3(clientConfig(box.emulator));
    const polling = { client, ...patience };
    const bucket = { Bucket: "waited" };
    const object = { ...bucket, Key: "a b" };

    await Promise.all([
      waitFor("waitUntilBucketExists", () => s3.waitUntilBucketExists(polling, bucket)),
      later(() => client.createBucket(bucket)),
    ]);
    await Promise.all([
      waitFor("waitUntilObjectExists", () => s3.waitUntilObjectExists(polling, object)),
      later(() => client.putObject({ ...object, Body: "x" })),
    ]);
    await Promise.all([
      waitFor("waitUntilObjectNotExists", () => s3.waitUntilObjectNotExists(polling, object)),
      later(() => client.deleteObject(object)),
    ]);
    await Promise.all([
      waitFor("waitUntilBucketNotExists", () => s3.waitUntilBucketNotExists(polling, bucket)),
      later(() => client.deleteBucket(bucket)),
    ]);
  });

  it("see a stack come, change by a change set, roll back and go", async () => {
    const client = new cloudFormation.CloudFormation(clientConfig(box.emulator));
    const polling = { client, ...patience };
    const StackName = "waited";
    const stack = { StackName };
    const ChangeSetName = "change";
    const template = (Description: string, more: object = {}) =>
      JSON.stringify({
        Resources: {
          Role: {
            Type: "AWS::IAM::Role",
            Properties: { Description, AssumeRolePolicyDocument: JSON.parse(TRUST) as object },
          },
          ...more,
        },
      });
    const Capabilities: cloudFormation.Capability[] = ["CAPABILITY_NAMED_IAM"];

    await Promise.all([
      waitFor("waitUntilStackExists", () => cloudFormation.waitUntilStackExists(polling, stack)),
      later(() => client.createStack({ StackName, TemplateBody: template("one"), Capabilities })),
    ]);
    await waitFor("waitUntilStackCreateComplete", () => cloudFormation.waitUntilStackCreateComplete(polling, stack));

    await client.createChangeSet({ StackName, ChangeSetName, TemplateBody: template("two"), Capabilities });
    await waitFor("waitUntilChangeSetCreateComplete", () =>
      cloudFormation.waitUntilChangeSetCreateComplete(polling, { StackName, ChangeSetName }),
    );
    await client.executeChangeSet({ StackName, ChangeSetName });
    await waitFor("waitUntilStackUpdateComplete", () => cloudFormation.waitUntilStackUpdateComplete(polling, stack));

    // The name that the first test's role has: EntityAlreadyExists.
    const taken = { RoleName: "waited", AssumeRolePolicyDocument: JSON.parse(TRUST) as object };
    const failing = template("three", { Taken: { Type: "AWS::IAM::Role", Properties: taken } });
    await client.updateStack({ StackName, TemplateBody: failing, Capabilities });
    await waitFor("waitUntilStackRollbackComplete", () =>
      cloudFormation.waitUntilStackRollbackComplete(polling, stack),
    );

    await client.deleteStack(stack);
    await waitFor("waitUntilStackDeleteComplete", () => cloudFormation.waitUntilStackDeleteComplete(polling, stack));
  });

  it("see a stack take a role that exists", async () => {
    const client = new cloudFormation.CloudFormation(clientConfig(box.emulator));
    const polling = { client, ...patience };
    const RoleName = "imported";
    await new iam.IAM(clientConfig(box.emulator)).createRole({ RoleName, AssumeRolePolicyDocument: TRUST });
    const Properties = { RoleName, AssumeRolePolicyDocument: JSON.parse(TRUST) as object };
    const change = { StackName: "importing", ChangeSetName: "import" };

    await client.createChangeSet({
      ...change,
      ChangeSetType: "IMPORT",
      Capabilities: ["CAPABILITY_NAMED_IAM"],
      ResourcesToImport: [
        { ResourceType: "AWS::IAM::Role", LogicalResourceId: "Role", ResourceIdentifier: { RoleName } },
      ],
      TemplateBody: JSON.stringify({
        Resources: { Role: { Type: "AWS::IAM::Role", DeletionPolicy: "Retain", Properties } },
      }),
    });
    await cloudFormation.waitUntilChangeSetCreateComplete(polling, change);
    await client.executeChangeSet(change);
    await waitFor("waitUntilStackImportComplete", () =>
      cloudFormation.waitUntilStackImportComplete(polling, { StackName: change.StackName }),
    );
  });

  it("see a role move to a stack of its own", async () => {
    const client = new cloudFormation.CloudFormation(clientConfig(box.emulator));
    const polling = { client, ...patience };
    const Role = { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: JSON.parse(TRUST) as object } };
    const Queue = { Type: "AWS::SQS::Queue" };
    const body = (Resources: object): string => JSON.stringify({ Resources });
    await client.createStack({
      StackName: "monolith",
      TemplateBody: body({ Role, Queue }),
      Capabilities: ["CAPABILITY_IAM"],
    });
    await cloudFormation.waitUntilStackCreateComplete(polling, { StackName: "monolith" });

    const { StackRefactorId } = await client.createStackRefactor({
      EnableStackCreation: true,
      StackDefinitions: [
        { StackName: "monolith", TemplateBody: body({ Queue }) },
        { StackName: "monolith-iam", TemplateBody: body({ Role }) },
      ],
    });
    await waitFor("waitUntilStackRefactorCreateComplete", () =>
      cloudFormation.waitUntilStackRefactorCreateComplete(polling, { StackRefactorId }),
    );
    await client.executeStackRefactor({ StackRefactorId });
    await waitFor("waitUntilStackRefactorExecuteComplete", () =>
      cloudFormation.waitUntilStackRefactorExecuteComplete(polling, { StackRefactorId }),
    );
  });

  it("give up on a stack that failed instead of waiting on", async () => {
    const client = new cloudFormation.CloudFormation(clientConfig(box.emulator));
    const taken = { RoleName: "waited", AssumeRolePolicyDocument: JSON.parse(TRUST) as object };
    const TemplateBody = JSON.stringify({ Resources: { Taken: { Type: "AWS::IAM::Role", Properties: taken } } });
    await client.createStack({ StackName: "failing", TemplateBody, Capabilities: ["CAPABILITY_NAMED_IAM"] });

    const waiting = cloudFormation.waitUntilStackCreateComplete({ client, ...patience }, { StackName: "failing" });

    await expect(waiting).rejects.toThrow(/"state":"FAILURE"|ROLLBACK/);
  });

  it("are all tried here, but for those of operations that are not there", () => {
    const all = [cloudFormation, iam, s3, ssm, sts].flatMap((module) =>
      Object.keys(module).filter((name) => name.startsWith("waitUntil")),
    );

    expect([...tried, ...LEFT_OUT].sort()).toEqual(all.sort());
  });
});
