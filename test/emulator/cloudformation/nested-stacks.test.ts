import { CreateStackCommand, ListStacksCommand } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { allow, queue, role, startFixture, story } from "./stack-fixture";

let fixture: StackFixture;
beforeAll(async () => {
  fixture = await startFixture();
  await fixture.emulator.invoke("s3", "CreateBucket", { Bucket: "nested-templates" });
});
afterAll(() => fixture.emulator.stop());

/** Stores a template. @returns its URL */
async function upload(key: string, template: object): Promise<string> {
  const Body = Buffer.from(JSON.stringify(template));
  await fixture.emulator.invoke("s3", "PutObject", { Bucket: "nested-templates", Key: key, Body });
  return `https://nested-templates.s3.amazonaws.com/${key}`;
}

const child = {
  Parameters: { Service: { Type: "String" }, Size: { Type: "Number", Default: 1 } },
  Resources: { Role: role("lambda", { Description: { Ref: "Service" } }) },
  Outputs: { Arn: { Value: { "Fn::GetAtt": ["Role", "Arn"] } } },
};

const nested = (url: string, properties: object = {}): object => ({
  Type: "AWS::CloudFormation::Stack",
  Properties: { TemplateURL: url, Parameters: { Service: "search", Size: 2 }, ...properties },
});

const attached = {
  Type: "AWS::SQS::Queue",
  Properties: { QueueName: { "Fn::Select": [1, { "Fn::Split": ["/", { "Fn::GetAtt": ["Child", "Outputs.Arn"] }] }] } },
};

describe("a nested stack", () => {
  it("is a stack of its own with its parent's capabilities and tags, whose outputs the parent sees", async () => {
    const url = await upload("child.json", child);
    const template = {
      Resources: { Child: nested(url), Queue: attached },
      Outputs: { Child: { Value: { Ref: "Child" } }, Arn: { Value: { "Fn::GetAtt": ["Child", "Outputs.Arn"] } } },
    };

    const parent = await fixture.create("parent", template, { Tags: [{ Key: "team", Value: "security" }] });

    expect(parent.StackStatus).toBe("CREATE_COMPLETE");
    const [id, arn] = (parent.Outputs ?? []).map(({ OutputValue }) => OutputValue ?? "");
    // Name: ../shared/facts/cloudformation.md §1.1, {parent}-{logical id}-{12 or 13 upper-case characters}.
    expect(id).toMatch(
      /^arn:aws:cloudformation:[^:]+:123456789012:stack\/parent-Child-[0-9A-Z]{12,13}\/[0-9a-f-]{36}$/,
    );
    const stack = await fixture.describe(id ?? "");
    expect(stack).toMatchObject({
      StackStatus: "CREATE_COMPLETE",
      ParentId: parent.StackId,
      RootId: parent.StackId,
      Tags: [{ Key: "team", Value: "security" }],
      Parameters: [
        { ParameterKey: "Service", ParameterValue: "search" },
        { ParameterKey: "Size", ParameterValue: "2" },
      ],
    });
    expect(arn).toMatch(new RegExp(`role/${(stack.StackName ?? "").slice(0, 20)}`));
    expect(parent.ParentId).toBeUndefined();
  });

  it("shows in its parent's events like any resource, with its ARN", async () => {
    const url = await upload("child.json", child);
    await fixture.create("told", { Resources: { Child: nested(url) } });

    const events = (await fixture.events("told")).filter((event) => event.LogicalResourceId === "Child");

    expect(story(events)).toEqual([
      "Child CREATE_IN_PROGRESS",
      "Child CREATE_IN_PROGRESS Resource creation Initiated",
      "Child CREATE_COMPLETE",
    ]);
    expect(events[1]?.PhysicalResourceId).toMatch(/:stack\/told-Child-/);
  });

  it("knows the root of a tree", async () => {
    const inner = await upload("inner.json", { Resources: { Queue: queue }, Outputs: { O: { Value: "inner" } } });
    const middle = await upload("middle.json", {
      Resources: { Inner: nested(inner, { Parameters: {} }) },
      Outputs: { Inner: { Value: { Ref: "Inner" } } },
    });
    const root = await fixture.create("root", {
      Resources: { Middle: nested(middle, { Parameters: {} }) },
      Outputs: {
        Inner: { Value: { "Fn::GetAtt": ["Middle", "Outputs.Inner"] } },
        Middle: { Value: { Ref: "Middle" } },
      },
    });
    const [innerId, middleId] = (root.Outputs ?? []).map(({ OutputValue }) => OutputValue ?? "");

    expect(await fixture.describe(innerId ?? "")).toMatchObject({ ParentId: middleId, RootId: root.StackId });
    const { StackSummaries: summaries = [] } = await fixture.client.send(new ListStacksCommand({}));
    expect(summaries.find(({ StackId }) => StackId === innerId)).toMatchObject({ RootId: root.StackId });
  });

  it("is deleted with its parent", async () => {
    const url = await upload("child.json", child);
    const parent = await fixture.create("gone", {
      Resources: { Child: nested(url) },
      Outputs: { Child: { Value: { Ref: "Child" } } },
    });

    const deleted = await fixture.delete(parent.StackId ?? "");

    expect(deleted.StackStatus).toBe("DELETE_COMPLETE");
    expect(await fixture.describe(parent.Outputs?.[0]?.OutputValue ?? "")).toMatchObject({
      StackStatus: "DELETE_COMPLETE",
    });
  });
});

describe("a nested stack that cannot be created", () => {
  it("fails its parent, which then deletes it", async () => {
    const url = await upload("bad.json", {
      Resources: {
        Good: role("lambda"),
        Bad: { Type: "AWS::IAM::ManagedPolicy", Properties: { Roles: ["nobody"], PolicyDocument: allow("s3:Get*") } },
      },
    });

    const parent = await fixture.create("unlucky", { Resources: { Child: nested(url, { Parameters: {} }) } });

    expect(parent.StackStatus).toBe("ROLLBACK_COMPLETE");
    const events = (await fixture.events("unlucky")).filter((event) => event.LogicalResourceId === "Child");
    const id = events[1]?.PhysicalResourceId ?? "";
    // Sentence: ../shared/facts/cloudformation.md §2.6.
    expect(story(events)[2]).toBe(
      `Child CREATE_FAILED Embedded stack ${id} was not successfully created: The following resource(s) failed to create: [Bad].`,
    );
    expect(await fixture.describe(id)).toMatchObject({ StackStatus: "DELETE_COMPLETE" });
  });

  // Sentences: ../shared/facts/cloudformation.md §2.2 to §2.4; that they stand there alone: aws-quickstart/quickstart-sitecore-xp issue 6.
  it.each([
    ["parameters", { Parameters: {} }, "Parameters: [Service] must have values"],
    [
      "its template",
      { TemplateURL: "https://nested-templates.s3.amazonaws.com/none.json" },
      "S3 error: The specified key does not exist.",
    ],
    ["capabilities", {}, "Requires capabilities : [CAPABILITY_IAM]"],
  ])("for want of %s says so", async (what, properties, reason) => {
    const url = await upload("child.json", child);
    const name = `wanting-${what.replace(" ", "-")}`;
    const template = { Resources: { Child: nested(url, properties) } };

    await fixture.create(name, template, what === "capabilities" ? { Capabilities: [] } : {});

    const events = await fixture.events(name);
    const failed = events.find((event) => event.ResourceStatus === "CREATE_FAILED");
    expect(failed?.ResourceStatusReason?.split("\n")[0]).toBe(reason);
  });

  it("comes to an end where a template nests itself", async () => {
    const url = await upload("self.json", {
      Resources: { Self: nested("https://nested-templates.s3.amazonaws.com/self.json", { Parameters: {} }) },
    });

    const parent = await fixture.create("endless", { Resources: { Self: nested(url, { Parameters: {} }) } });

    expect(parent.StackStatus).toBe("ROLLBACK_COMPLETE");
  });

  it("refuses an output that is none at once where it cannot be one", async () => {
    const url = await upload("child.json", child);
    const template = {
      Resources: {
        Child: nested(url),
        Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::GetAtt": ["Child", "Arn"] } } },
      },
    };
    const request = fixture.client.send(
      new CreateStackCommand({
        StackName: "no-such-attribute",
        TemplateBody: JSON.stringify(template),
        Capabilities: ["CAPABILITY_IAM"],
      }),
    );

    // Sentence: ../shared/facts/cloudformation.md §2.3.
    expect(await fixture.refusal(request)).toBe(
      "ValidationError: Template error: resource Child does not support attribute type Arn in Fn::GetAtt",
    );
  });
});

describe("updating a parent", () => {
  const parentOf = (url: string, service: string): object => ({
    Resources: { Child: nested(url, { Parameters: { Service: service } }) },
    Outputs: { Child: { Value: { Ref: "Child" } } },
  });

  it("updates the nested stack with its new parameters and template", async () => {
    const before = await upload("before.json", child);
    const after = await upload("after.json", { ...child, Resources: { ...child.Resources, Queue: queue } });
    const parent = await fixture.create("moving", parentOf(before, "one"));

    const updated = await fixture.update("moving", parentOf(after, "two"));

    expect(updated.StackStatus).toBe("UPDATE_COMPLETE");
    const id = parent.Outputs?.[0]?.OutputValue ?? "";
    expect(updated.Outputs?.[0]?.OutputValue).toBe(id);
    expect(await fixture.describe(id)).toMatchObject({ StackStatus: "UPDATE_COMPLETE" });
    const changed = (await fixture.events(id)).filter((event) => event.ResourceStatus === "UPDATE_COMPLETE");
    expect(changed.map((event) => event.LogicalResourceId)).toContain("Role");
  });

  it("rolls back when the nested stack cannot be updated", async () => {
    const before = await upload("before.json", child);
    const bad = await upload("bad-update.json", {
      ...child,
      Resources: {
        ...child.Resources,
        Bad: { Type: "AWS::IAM::ManagedPolicy", Properties: { Roles: ["nobody"], PolicyDocument: allow("s3:Get*") } },
      },
    });
    const parent = await fixture.create("stuck", parentOf(before, "one"));

    const updated = await fixture.update("stuck", parentOf(bad, "two"));

    expect(updated.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    const id = parent.Outputs?.[0]?.OutputValue ?? "";
    const failed = (await fixture.events("stuck")).find((event) => event.ResourceStatus === "UPDATE_FAILED");
    // Sentence: stack events published by users.
    const sentence = `Embedded stack ${id} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: `;
    expect(failed?.ResourceStatusReason?.slice(0, sentence.length)).toBe(sentence);
    expect(failed?.ResourceStatusReason).toContain("The following resource(s) failed to create: [Bad].");
    const { Parameters } = await fixture.describe(id);
    expect(Parameters?.find(({ ParameterKey }) => ParameterKey === "Service")?.ParameterValue).toBe("one");
  });
});
