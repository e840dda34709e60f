import type { StackEvent } from "@aws-sdk/client-cloudformation";
import { DescribeStackResourcesCommand, UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { allow, queue, role, startFixture, story } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

/** What an update told, oldest first: events after the creation of the stack. */
async function storyOfUpdate(stack: string): Promise<string[]> {
  const events = await stacks.events(stack);
  return story(events.slice(events.findIndex(isUpdateStart)));
}

function isUpdateStart(event: StackEvent): boolean {
  return event.ResourceStatus === "UPDATE_IN_PROGRESS" && event.ResourceType === "AWS::CloudFormation::Stack";
}

async function physicalIds(stack: string): Promise<Record<string, string>> {
  const { StackResources = [] } = await stacks.client.send(new DescribeStackResourcesCommand({ StackName: stack }));
  return Object.fromEntries(StackResources.map((row) => [row.LogicalResourceId ?? "", row.PhysicalResourceId ?? ""]));
}

const invoke = <Output>(operation: string, input: object): Promise<Output> =>
  stacks.emulator.invoke<Output>("iam", operation, input);

const inline = (action: string): object => ({ Policies: [{ PolicyName: "Main", PolicyDocument: allow(action) }] });

async function inlinePolicy(roleName: string, policyName = "Main"): Promise<string> {
  const { PolicyDocument } = await invoke<{ PolicyDocument: string }>("GetRolePolicy", {
    RoleName: roleName,
    PolicyName: policyName,
  });
  return decodeURIComponent(PolicyDocument);
}

const update = (StackName: string, input: object): Promise<unknown> =>
  stacks.client.send(new UpdateStackCommand({ StackName, ...input }));

describe("updating a stack", () => {
  test("a change of a policy happens in place, with the events of an update", async () => {
    await stacks.create("in-place", { Resources: { Reader: role("lambda", inline("s3:GetObject")) } });
    const before = await physicalIds("in-place");

    const stack = await stacks.update("in-place", { Resources: { Reader: role("lambda", inline("s3:PutObject")) } });

    expect(stack).toMatchObject({ StackStatus: "UPDATE_COMPLETE", LastUpdatedTime: expect.any(Date) as Date });
    expect(await physicalIds("in-place")).toEqual(before);
    expect(await inlinePolicy(before["Reader"] ?? "")).toContain("s3:PutObject");
    // The order and the cleanup status: facts/cloudformation.md 2.6 (LocalStack's recordings).
    expect(await storyOfUpdate("in-place")).toEqual([
      "in-place UPDATE_IN_PROGRESS User Initiated",
      "Reader UPDATE_IN_PROGRESS",
      "Reader UPDATE_COMPLETE",
      "in-place UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "in-place UPDATE_COMPLETE",
    ]);
  });

  test("what does not change has no events", async () => {
    const Still = queue;
    await stacks.create("still", { Resources: { Still, Reader: role("lambda", inline("s3:GetObject")) } });
    await stacks.update("still", { Resources: { Still, Reader: role("lambda", inline("s3:PutObject")) } });

    expect((await storyOfUpdate("still")).some((line) => line.startsWith("Still"))).toBe(false);
  });

  test("resources come and go; what goes is deleted in the cleanup", async () => {
    await stacks.create("come-and-go", { Resources: { Old: role("lambda"), Kept: queue } });
    const { Old: old } = await physicalIds("come-and-go");

    await stacks.update("come-and-go", { Resources: { New: role("ec2"), Kept: queue } });

    expect(Object.keys(await physicalIds("come-and-go")).sort()).toEqual(["Kept", "New"]);
    await expect(invoke("GetRole", { RoleName: old })).rejects.toMatchObject({ code: "NoSuchEntity" });
    expect(await storyOfUpdate("come-and-go")).toEqual([
      "come-and-go UPDATE_IN_PROGRESS User Initiated",
      "New CREATE_IN_PROGRESS",
      "New CREATE_IN_PROGRESS Resource creation Initiated",
      "New CREATE_COMPLETE",
      "come-and-go UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "Old DELETE_IN_PROGRESS",
      "Old DELETE_COMPLETE",
      "come-and-go UPDATE_COMPLETE",
    ]);
  });

  test("a resource whose condition no longer holds is removed, and comes back with it", async () => {
    const template = {
      Parameters: { Stage: { Type: "String" } },
      Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } },
      Resources: { Kept: queue, Alarm: { ...queue, Condition: "IsProd" } },
      Outputs: { Url: { Condition: "IsProd", Value: { Ref: "Alarm" } } },
    };
    const stage = (ParameterValue: string): object => ({ Parameters: [{ ParameterKey: "Stage", ParameterValue }] });
    await stacks.create("conditional", template, stage("prod"));

    const without = await stacks.update("conditional", template, stage("dev"));
    expect(without.Outputs).toBeUndefined();
    expect(Object.keys(await physicalIds("conditional"))).toEqual(["Kept"]);

    const again = await stacks.update("conditional", template, stage("prod"));
    expect(again.Outputs).toHaveLength(1);
    expect(Object.keys(await physicalIds("conditional"))).toEqual(["Kept", "Alarm"]);
  });

  test("a property that cannot change in place makes a new resource, and the old one goes in the cleanup", async () => {
    const template = (path: string): object => ({
      Resources: {
        Reader: role("lambda", { Path: path }),
        Reads: {
          Type: "AWS::Lambda::Function",
          Properties: { Role: { "Fn::GetAtt": ["Reader", "Arn"] }, Code: { ZipFile: "//" } },
        },
      },
      Outputs: { Arn: { Value: { "Fn::GetAtt": ["Reader", "Arn"] } } },
    });
    await stacks.create("replaced", template("/one/"));
    const before = await physicalIds("replaced");

    const stack = await stacks.update("replaced", template("/two/"));

    const after = await physicalIds("replaced");
    expect(after["Reader"]).not.toBe(before["Reader"]);
    expect(after["Reads"]).toBe(before["Reads"]);
    expect(stack.Outputs?.[0]?.OutputValue).toBe(`arn:aws:iam::123456789012:role/two/${after["Reader"]}`);
    await expect(invoke("GetRole", { RoleName: before["Reader"] })).rejects.toMatchObject({ code: "NoSuchEntity" });
    // facts/cloudformation.md 2.6 (LocalStack's recording test_immutable_property_update).
    expect(await storyOfUpdate("replaced")).toEqual([
      "replaced UPDATE_IN_PROGRESS User Initiated",
      "Reader UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.",
      "Reader UPDATE_IN_PROGRESS Resource creation Initiated",
      "Reader UPDATE_COMPLETE",
      "Reads UPDATE_IN_PROGRESS",
      "Reads UPDATE_COMPLETE",
      "replaced UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "Reader DELETE_IN_PROGRESS",
      "Reader DELETE_COMPLETE",
      "replaced UPDATE_COMPLETE",
    ]);
    const ids = (await stacks.events("replaced"))
      .filter((event) => event.LogicalResourceId === "Reader")
      .map((event) => event.PhysicalResourceId);
    const [old, fresh] = [before["Reader"], after["Reader"]];
    expect(ids).toEqual(["", old, old, old, fresh, fresh, old, old]);
  });

  test("a resource with a name of its own cannot be replaced", async () => {
    const named = (path: string): object => ({
      Resources: { Reader: role("lambda", { RoleName: "own-name", Path: path }) },
    });
    await stacks.create("named", named("/one/"));

    const stack = await stacks.update("named", named("/two/"));

    expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    // Sentence: events of AWS published by users.
    expect(await storyOfUpdate("named")).toContain(
      "Reader UPDATE_FAILED CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename own-name and update the stack again.",
    );
    expect(await invoke("GetRole", { RoleName: "own-name" })).toMatchObject({ Role: { Path: "/one/" } });
  });

  test("UpdateReplacePolicy and DeletionPolicy keep what would go", async () => {
    const keeping = (more: object, properties: object): object => ({
      ...role("lambda", properties),
      ...more,
    });
    await stacks.create("keeping", {
      Resources: {
        Replaced: keeping({ UpdateReplacePolicy: "Retain" }, { Path: "/one/" }),
        Removed: keeping({ DeletionPolicy: "Retain" }, {}),
        Other: queue,
      },
    });
    const before = await physicalIds("keeping");

    await stacks.update("keeping", {
      Resources: { Replaced: keeping({ UpdateReplacePolicy: "Retain" }, { Path: "/two/" }), Other: queue },
    });

    expect(await storyOfUpdate("keeping")).toEqual(
      expect.arrayContaining(["Replaced DELETE_SKIPPED", "Removed DELETE_SKIPPED"]),
    );
    for (const name of [before["Replaced"], before["Removed"]]) {
      await expect(invoke("GetRole", { RoleName: name })).resolves.toBeDefined();
    }
  });

  test("a resource of another type under the same name is refused at once", async () => {
    await stacks.create("retyped", { Resources: { Thing: queue } });
    // Sentence: answers of AWS published by users.
    expect(
      await stacks.refusal(update("retyped", { TemplateBody: '{"Resources":{"Thing":{"Type":"AWS::SNS::Topic"}}}' })),
    ).toBe(
      "ValidationError: Update of resource type is not permitted. The new template modifies resource type of the following resources: [Thing]",
    );
  });

  test("tags of the stack reach the roles that are there, and leave them", async () => {
    const template = { Resources: { Reader: role("lambda", { Tags: [{ Key: "own", Value: "1" }] }) } };
    await stacks.create("tagged", template, { Tags: [{ Key: "team", Value: "red" }] });
    const { Reader: name } = await physicalIds("tagged");
    const tags = async (): Promise<object[]> =>
      (await invoke<{ Tags: object[] }>("ListRoleTags", { RoleName: name })).Tags;

    await stacks.update("tagged", template, { Tags: [{ Key: "team", Value: "blue" }] });
    expect(await tags()).toEqual(
      expect.arrayContaining([
        { Key: "team", Value: "blue" },
        { Key: "own", Value: "1" },
      ]),
    );

    const stack = await stacks.update("tagged", template, { Tags: [] });
    expect(stack.Tags).toEqual([]);
    expect(await tags()).toEqual([{ Key: "own", Value: "1" }]);
  });

  test("what a request leaves out stays: tags, service role, notifications", async () => {
    const { Role } = await invoke<{ Role: { Arn: string } }>("CreateRole", {
      RoleName: "deployer",
      AssumeRolePolicyDocument: JSON.stringify(
        (role("cloudformation") as { Properties: { AssumeRolePolicyDocument: object } }).Properties
          .AssumeRolePolicyDocument,
      ),
    });
    const more = {
      Tags: [{ Key: "team", Value: "red" }],
      RoleARN: Role.Arn,
      NotificationARNs: ["arn:aws:sns:us-east-1:123456789012:t"],
    };
    await stacks.create("left-out", { Resources: { A: queue } }, more);

    expect(await stacks.update("left-out", { Resources: { A: queue, B: queue } })).toMatchObject(more);
  });

  test("attributes are read again: whoever refers to a policy's version gets the new one", async () => {
    const template = (action: string): object => ({
      Resources: { Access: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: allow(action) } } },
      Outputs: { Version: { Value: { "Fn::GetAtt": ["Access", "DefaultVersionId"] } } },
    });
    expect((await stacks.create("read-again", template("s3:A"))).Outputs?.[0]?.OutputValue).toBe("v1");
    for (const version of [2, 3, 4, 5, 6, 7]) {
      const stack = await stacks.update("read-again", template(`s3:A${version}`));
      expect([stack.StackStatus, stack.Outputs?.[0]?.OutputValue]).toEqual(["UPDATE_COMPLETE", `v${version}`]);
    }
  });
});

describe("updating from what was there before", () => {
  const template = {
    Parameters: {
      Size: { Type: "Number", Default: "1" },
      Secret: { Type: "String", NoEcho: true },
    },
    Resources: {
      Line: { Type: "AWS::SQS::Queue", Properties: { DelaySeconds: { Ref: "Size" } } },
      Login: {
        Type: "AWS::IAM::Role",
        Properties: { ...(role("lambda") as { Properties: object }).Properties, Description: { Ref: "Secret" } },
      },
    },
  };
  const values = (Size: string, Secret: string): object => ({
    Parameters: [
      { ParameterKey: "Size", ParameterValue: Size },
      { ParameterKey: "Secret", ParameterValue: Secret },
    ],
  });

  test("UsePreviousTemplate and UsePreviousValue take what is deployed, hidden values too", async () => {
    await stacks.create("previous", template, values("1", "hush"));
    await update("previous", {
      UsePreviousTemplate: true,
      Capabilities: ["CAPABILITY_IAM"],
      Parameters: [
        { ParameterKey: "Size", ParameterValue: "2" },
        { ParameterKey: "Secret", UsePreviousValue: true },
      ],
    });
    const stack = await stacks.settled("previous");

    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    expect(stack.Parameters).toEqual([
      { ParameterKey: "Size", ParameterValue: "2" },
      { ParameterKey: "Secret", ParameterValue: "****" },
    ]);
    const { Login: name } = await physicalIds("previous");
    expect(await invoke("GetRole", { RoleName: name })).toMatchObject({ Role: { Description: "hush" } });
  });

  test("a parameter that a request leaves out falls back to its default, not to its last value", async () => {
    await stacks.create("defaults", template, values("5", "hush"));
    const stack = await stacks.update("defaults", template, {
      Parameters: [{ ParameterKey: "Secret", UsePreviousValue: true }],
    });
    expect(stack.Parameters?.[0]).toEqual({ ParameterKey: "Size", ParameterValue: "1" });
  });

  test("there is no previous value of a parameter that was not there", async () => {
    await stacks.create("no-previous", { Resources: { A: queue } });
    expect(
      await stacks.refusal(
        update("no-previous", {
          TemplateBody: JSON.stringify({ Parameters: { P: { Type: "String" } }, Resources: { A: queue } }),
          Parameters: [{ ParameterKey: "P", UsePreviousValue: true }],
        }),
      ),
      // Sentence: answers of AWS published by users.
    ).toBe(
      "ValidationError: Invalid input for parameter key P. Cannot specify usePreviousValue as true for a parameter key not in the previous template",
    );
  });
});

describe("nothing to update", () => {
  // Sentence: facts/cloudformation.md 2.1 (LocalStack's recording test_update_stack_with_same_template_withoutchange).
  const nothing = "ValidationError: No updates are to be performed.";
  const template = {
    Description: "one",
    Parameters: { Unused: { Type: "String", Default: "a" } },
    Resources: { Reader: role("lambda"), Line: { ...queue, DependsOn: "Reader" } },
    Outputs: { Name: { Value: { Ref: "Reader" } } },
  };

  test.each<[string, object]>([
    ["the same template", { TemplateBody: JSON.stringify(template) }],
    ["the same template, spelled otherwise", { TemplateBody: JSON.stringify(template, undefined, 2) }],
    ["another description", { TemplateBody: JSON.stringify({ ...template, Description: "two" }) }],
    [
      "another value of a parameter that nothing uses",
      { UsePreviousTemplate: true, Parameters: [{ ParameterKey: "Unused", ParameterValue: "b" }] },
    ],
  ])("%s", async (title, input) => {
    const name = `same-${title.replace(/[^a-z]+/g, "-")}`;
    await stacks.create(name, template);
    expect(await stacks.refusal(update(name, { Capabilities: ["CAPABILITY_IAM"], ...input }))).toBe(nothing);
    expect((await stacks.describe(name)).StackStatus).toBe("CREATE_COMPLETE");
  });

  test.each<[string, object]>([
    ["outputs", { ...template, Outputs: { Other: { Value: "x" } } }],
    ["the value of an output", { ...template, Outputs: { Name: { Value: "x" } } }],
  ])("a change of %s alone is an update", async (title, changed) => {
    const name = `outputs-${title.replace(/[^a-z]+/g, "-")}`;
    await stacks.create(name, template);
    expect((await stacks.update(name, changed)).StackStatus).toBe("UPDATE_COMPLETE");
    expect((await storyOfUpdate(name)).filter((line) => !line.startsWith(name))).toEqual([]);
  });
});

describe("stacks that cannot be updated", () => {
  test("a stack that is not there", async () => {
    // Sentence: facts/cloudformation.md 2.1.
    expect(await stacks.refusal(update("nowhere", { UsePreviousTemplate: true }))).toBe(
      "ValidationError: Stack [nowhere] does not exist",
    );
  });

  test("a stack that is rolled back or deleted", async () => {
    const failing = { Resources: { G: { Type: "AWS::IAM::Group", Properties: { GroupName: "not a name" } } } };
    const { StackId: rolledBack } = await stacks.create("rolled-back", failing);
    const { StackId: deleted = "" } = await stacks.create("deleted", { Resources: { A: queue } });
    await stacks.delete(deleted);

    // Sentence: facts/cloudformation.md 2.1 (LocalStack's recording test_update_deleted_stack).
    expect(await stacks.refusal(update("rolled-back", { UsePreviousTemplate: true }))).toBe(
      `ValidationError: Stack:${rolledBack} is in ROLLBACK_COMPLETE state and can not be updated.`,
    );
    expect(await stacks.refusal(update(deleted, { UsePreviousTemplate: true }))).toBe(
      `ValidationError: Stack:${deleted} is in DELETE_COMPLETE state and can not be updated.`,
    );
  });

  test("a new template needs its capabilities again", async () => {
    await stacks.create("capabilities", { Resources: { A: queue } });
    expect(
      await stacks.refusal(
        update("capabilities", { TemplateBody: JSON.stringify({ Resources: { A: queue, R: role("lambda") } }) }),
      ),
    ).toBe("InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_IAM]");
  });

  test("of two updates at the same time one is refused", async () => {
    await stacks.create("twice", { Resources: { A: queue } });
    const [first, second] = await Promise.allSettled(
      ["B", "C"].map((id) =>
        stacks.emulator.invoke("cloudformation", "UpdateStack", {
          StackName: "twice",
          TemplateBody: JSON.stringify({ Resources: { A: queue, [id]: queue } }),
        }),
      ),
    );
    await stacks.settled("twice");
    expect(first?.status).toBe("fulfilled");
    // Sentence: facts/cloudformation.md 2.1.
    expect(second).toMatchObject({
      reason: { message: expect.stringMatching(/is in UPDATE_IN_PROGRESS state and can not be updated\.$/) as string },
    });
    expect(Object.keys(await physicalIds("twice"))).toEqual(["A", "B"]);
    expect((await stacks.describe("twice")).StackStatus).toBe("UPDATE_COMPLETE");
  });
});

describe("a request that is sent again", () => {
  test("with the same token while the update goes on is the same update", async () => {
    await stacks.create("sent-again", { Resources: { A: queue } });
    const input = {
      StackName: "sent-again",
      TemplateBody: JSON.stringify({ Resources: { A: queue, B: queue } }),
      ClientRequestToken: "once",
    };
    const first = await stacks.emulator.invoke("cloudformation", "UpdateStack", input);
    expect(await stacks.emulator.invoke("cloudformation", "UpdateStack", input)).toEqual(first);
    await expect(
      stacks.emulator.invoke("cloudformation", "UpdateStack", { ...input, ClientRequestToken: "twice" }),
    ).rejects.toMatchObject({ code: "ValidationError" });
    await stacks.settled("sent-again");
    expect((await storyOfUpdate("sent-again")).filter((line) => line.includes("User Initiated"))).toHaveLength(1);
  });
});

describe("resources that nothing here answers for", () => {
  const template = (size: number): object => ({
    Resources: {
      Made: { Type: "Custom::Thing", Properties: { ServiceToken: "arn:aws:sns:us-east-1:123456789012:t" } },
      Line: {
        Type: "AWS::SQS::Queue",
        Properties: { QueueName: { "Fn::GetAtt": ["Made", "Name"] }, DelaySeconds: size },
      },
    },
  });

  test("an attribute of a custom resource is the same one at every update", async () => {
    await stacks.create("custom", template(1));
    expect(await stacks.refusal(stacks.update("custom", template(1)))).toBe(
      "ValidationError: No updates are to be performed.",
    );
    await stacks.update("custom", template(2));
    expect((await storyOfUpdate("custom")).filter((line) => line.startsWith("Made"))).toEqual([]);
    expect((await stacks.describe("custom")).StackStatus).toBe("UPDATE_COMPLETE");
  });
});
