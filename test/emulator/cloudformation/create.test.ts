import { CreateStackCommand, waitUntilStackCreateComplete } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { allow, queue, role, startFixture, story } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

describe("creating a stack", () => {
  test("answers at once and goes on until CREATE_COMPLETE, as the SDK's waiter sees it", async () => {
    const { client } = stacks;
    const TemplateBody = JSON.stringify({ Resources: { Queue: queue } });
    const { StackId } = await client.send(new CreateStackCommand({ StackName: "waited", TemplateBody }));

    expect(StackId).toMatch(/^arn:aws:cloudformation:us-east-1:123456789012:stack\/waited\/[0-9a-f-]{36}$/);
    const { state } = await waitUntilStackCreateComplete(
      { client, maxWaitTime: 10, minDelay: 1, maxDelay: 1 },
      { StackName: StackId },
    );
    expect(state).toBe("SUCCESS");
  });

  test("tells of each resource three times, dependencies first", async () => {
    await stacks.create(
      "told",
      { Resources: { After: { ...queue, DependsOn: "Before" }, Before: queue } },
      { ClientRequestToken: "my-token" },
    );

    const events = await stacks.events("told");

    // Order and reasons: facts/cloudformation.md 2.6 (test_nested_conditions).
    expect(story(events)).toEqual([
      "told CREATE_IN_PROGRESS User Initiated",
      "Before CREATE_IN_PROGRESS",
      "Before CREATE_IN_PROGRESS Resource creation Initiated",
      "Before CREATE_COMPLETE",
      "After CREATE_IN_PROGRESS",
      "After CREATE_IN_PROGRESS Resource creation Initiated",
      "After CREATE_COMPLETE",
      "told CREATE_COMPLETE",
    ]);
    const [, begins, initiated, complete] = events;
    expect(begins?.PhysicalResourceId).toBeFalsy();
    expect(initiated?.PhysicalResourceId).toMatch(/told-Before-/);
    expect(complete?.PhysicalResourceId).toBe(initiated?.PhysicalResourceId);
    expect(begins?.ResourceProperties).toBe("{}");
    expect(new Set(events.map((event) => event.ClientRequestToken))).toEqual(new Set(["my-token"]));
    expect(new Set(events.map((event) => event.EventId)).size).toBe(events.length);
    expect(events[0]).toMatchObject({ ResourceType: "AWS::CloudFormation::Stack", LogicalResourceId: "told" });
  });

  test("makes roles and policies that IAM knows, with the stack's tags", async () => {
    const stack = await stacks.create(
      "real",
      {
        Resources: {
          Role: role("lambda", {
            Path: "/app/",
            Description: "reads",
            MaxSessionDuration: 7200,
            Policies: [{ PolicyName: "inline", PolicyDocument: allow("s3:GetObject") }],
            ManagedPolicyArns: [{ Ref: "Managed" }],
            Tags: [{ Key: "own", Value: "1" }],
          }),
          Managed: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: allow("sqs:SendMessage") } },
          Inline: {
            Type: "AWS::IAM::Policy",
            Properties: { PolicyName: "attached", PolicyDocument: allow("sns:Publish"), Roles: [{ Ref: "Role" }] },
          },
          Profile: { Type: "AWS::IAM::InstanceProfile", Properties: { Roles: [{ Ref: "Role" }] } },
        },
        Outputs: {
          RoleName: { Value: { Ref: "Role" } },
          RoleArn: { Value: { "Fn::GetAtt": "Role.Arn" } },
          PolicyArn: { Value: { Ref: "Managed" }, Description: "the policy" },
          ProfileArn: { Value: { "Fn::GetAtt": ["Profile", "Arn"] } },
        },
      },
      { Tags: [{ Key: "stack", Value: "real" }] },
    );
    const output = (key: string): string | undefined =>
      stack.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    const RoleName = output("RoleName");
    const { invoke } = { invoke: stacks.emulator.invoke.bind(stacks.emulator) };

    expect(RoleName).toMatch(/^real-Role-[A-Za-z0-9]{12}$/);
    expect(output("RoleArn")).toBe(`arn:aws:iam::123456789012:role/app/${RoleName}`);
    expect(output("ProfileArn")).toMatch(/^arn:aws:iam::123456789012:instance-profile\/real-Profile-/);
    expect(await invoke("iam", "GetRole", { RoleName })).toMatchObject({
      Role: {
        Path: "/app/",
        Description: "reads",
        MaxSessionDuration: 7200,
        Tags: [
          { Key: "stack", Value: "real" },
          { Key: "own", Value: "1" },
        ],
      },
    });
    expect(await invoke("iam", "ListRolePolicies", { RoleName })).toMatchObject({
      PolicyNames: ["attached", "inline"],
    });
    expect(await invoke("iam", "ListAttachedRolePolicies", { RoleName })).toMatchObject({
      AttachedPolicies: [{ PolicyArn: output("PolicyArn") }],
    });
    expect(await invoke("iam", "ListInstanceProfilesForRole", { RoleName })).toMatchObject({
      InstanceProfiles: [{ Arn: output("ProfileArn") }],
    });
  });

  test("makes users, groups, memberships and keys", async () => {
    const stack = await stacks.create("people", {
      Resources: {
        Group: {
          Type: "AWS::IAM::Group",
          Properties: { Policies: [{ PolicyName: "p", PolicyDocument: allow("s3:ListBucket") }] },
        },
        User: { Type: "AWS::IAM::User", Properties: { UserName: "ann" } },
        Member: {
          Type: "AWS::IAM::UserToGroupAddition",
          Properties: { GroupName: { Ref: "Group" }, Users: [{ Ref: "User" }] },
        },
        Key: { Type: "AWS::IAM::AccessKey", Properties: { UserName: { Ref: "User" } } },
      },
      Outputs: { Key: { Value: { Ref: "Key" } }, Secret: { Value: { "Fn::GetAtt": ["Key", "SecretAccessKey"] } } },
    });

    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    expect(stack.Outputs?.[0]?.OutputValue).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(stack.Outputs?.[1]?.OutputValue).toMatch(/^\S{40}$/);
    expect(await stacks.emulator.invoke("iam", "ListGroupsForUser", { UserName: "ann" })).toMatchObject({
      Groups: [{ GroupName: expect.stringMatching(/^people-Group-/) as string }],
    });

    expect((await stacks.delete(stack.StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
    expect(await stacks.emulator.invoke("iam", "ListUsers", {})).toMatchObject({ Users: [] });
  });

  test("puts policies into what they name, and takes them away again", async () => {
    await stacks.emulator.invoke("iam", "CreateUser", { UserName: "bob" });
    const stack = await stacks.create("policies", {
      Resources: {
        Policy: {
          Type: "AWS::IAM::UserPolicy",
          Properties: { PolicyName: "p", UserName: "bob", PolicyDocument: allow("s3:GetObject") },
        },
        Managed: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: { ManagedPolicyName: "versioned", Users: ["bob"], PolicyDocument: allow("s3:GetObject") },
        },
      },
    });
    const { emulator } = stacks;
    expect(await emulator.invoke("iam", "ListUserPolicies", { UserName: "bob" })).toMatchObject({ PolicyNames: ["p"] });
    await emulator.invoke("iam", "CreatePolicyVersion", {
      PolicyArn: "arn:aws:iam::123456789012:policy/versioned",
      PolicyDocument: JSON.stringify(allow("s3:PutObject")),
      SetAsDefault: true,
    });

    expect((await stacks.delete(stack.StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
    expect(await emulator.invoke("iam", "ListUserPolicies", { UserName: "bob" })).toMatchObject({ PolicyNames: [] });
    expect(await emulator.invoke("iam", "ListPolicies", { Scope: "Local" })).toMatchObject({
      Policies: expect.not.arrayContaining([expect.objectContaining({ PolicyName: "versioned" })]) as unknown[],
    });
    await emulator.invoke("iam", "DeleteUser", { UserName: "bob" });
  });

  test("leaves out what conditions leave out", async () => {
    const stack = await stacks.create("conditional", {
      Conditions: { Yes: { "Fn::Equals": ["a", "a"] }, No: { "Fn::Not": [{ Condition: "Yes" }] } },
      Resources: {
        In: { ...queue, Condition: "Yes", DependsOn: "Out" },
        Out: { ...queue, Condition: "No" },
      },
      Outputs: {
        In: { Condition: "Yes", Value: "yes" },
        Out: { Condition: "No", Value: { Ref: "Out" } },
      },
    });

    expect(stack.Outputs).toEqual([{ OutputKey: "In", OutputValue: "yes" }]);
    expect(story(await stacks.events("conditional")).filter((line) => line.startsWith("Out"))).toEqual([]);
  });

  test("keeps and describes what it is given", async () => {
    const stack = await stacks.create(
      "given",
      { Description: "a stack", Resources: { Queue: queue } },
      {
        Capabilities: ["CAPABILITY_IAM"],
        Tags: [{ Key: "a", Value: "b" }],
        NotificationARNs: ["arn:aws:sns:us-east-1:123456789012:topic"],
        TimeoutInMinutes: 5,
        DisableRollback: true,
        EnableTerminationProtection: true,
        StackPolicyBody: '{"Statement":[]}',
        RollbackConfiguration: { MonitoringTimeInMinutes: 1, RollbackTriggers: [] },
      },
    );

    expect(stack).toMatchObject({
      StackName: "given",
      Description: "a stack",
      StackStatus: "CREATE_COMPLETE",
      Capabilities: ["CAPABILITY_IAM"],
      Tags: [{ Key: "a", Value: "b" }],
      NotificationARNs: ["arn:aws:sns:us-east-1:123456789012:topic"],
      TimeoutInMinutes: 5,
      DisableRollback: true,
      EnableTerminationProtection: true,
      RollbackConfiguration: { MonitoringTimeInMinutes: 1 },
      DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
    });
  });

  test.each([
    // Sentences: facts/cloudformation.md 2.3; the third and fourth are not verified.
    [{ StackPolicyBody: "{" }, "Error validating stack policy: Invalid stack policy"],
    [
      { StackPolicyBody: "{}", StackPolicyURL: "https://s3.amazonaws.com/b/k" },
      "You cannot specify both StackPolicyURL and StackPolicyBody",
    ],
    [
      { ResourceTypes: ["AWS::EC2::*"] },
      "Resource type AWS::SQS::Queue is not allowed by parameter ResourceTypes [AWS::EC2::*]",
    ],
    [
      { OnFailure: "DELETE" as const, DisableRollback: true },
      "You can specify either DisableRollback or OnFailure, but not both.",
    ],
  ])("refuses %j", async (input, sentence) => {
    const TemplateBody = JSON.stringify({ Resources: { Queue: queue } });
    const create = new CreateStackCommand({ StackName: "refused", TemplateBody, ...input });

    expect(await stacks.refusal(stacks.client.send(create))).toBe(`ValidationError: ${sentence}`);
  });

  test("takes a service role that exists and trusts CloudFormation, and no other", async () => {
    await stacks.create("roles", {
      Resources: {
        Good: role("cloudformation", { RoleName: "deployer" }),
        Bad: role("lambda", { RoleName: "function" }),
      },
    });
    const create = (RoleARN: string): Promise<unknown> =>
      stacks.create("by-role", { Resources: { Queue: queue } }, { RoleARN });

    for (const bad of ["role/function", "role/nobody", "user/deployer"]) {
      const arn = `arn:aws:iam::123456789012:${bad}`;
      // Sentence: facts/cloudformation.md 2.1.
      expect(await stacks.refusal(create(arn))).toBe(`ValidationError: Role ${arn} is invalid or cannot be assumed`);
    }
    const RoleARN = "arn:aws:iam::123456789012:role/deployer";
    expect(await create(RoleARN)).toMatchObject({ StackStatus: "CREATE_COMPLETE", RoleARN });
  });

  test("two requests for one name at the same time make one stack", async () => {
    const send = (): Promise<unknown> =>
      stacks.client.send(
        new CreateStackCommand({ StackName: "twice", TemplateBody: JSON.stringify({ Resources: { Queue: queue } }) }),
      );

    const results = await Promise.allSettled([send(), send()]);

    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("evaluates pseudo parameters", async () => {
    const text =
      "${AWS::Region} ${AWS::AccountId} ${AWS::Partition} ${AWS::URLSuffix} ${AWS::StackName} ${AWS::StackId}";
    const stack = await stacks.create("pseudo", {
      Resources: { Queue: queue },
      Outputs: { All: { Value: { "Fn::Sub": text } } },
    });

    expect(stack.Outputs?.[0]?.OutputValue).toBe(`us-east-1 123456789012 aws amazonaws.com pseudo ${stack.StackId}`);
  });
});
