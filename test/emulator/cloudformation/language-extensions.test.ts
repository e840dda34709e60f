import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListStackResourcesCommand,
} from "@aws-sdk/client-cloudformation";
import type { CreateStackCommandInput } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { queue, role, startFixture } from "./stack-fixture";

let fixture: StackFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.emulator.stop());

const acknowledged: Partial<CreateStackCommandInput> = {
  Capabilities: ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
};

const looped = {
  Transform: "AWS::LanguageExtensions",
  Parameters: {
    Names: { Type: "CommaDelimitedList", Default: "read,write" },
    Keep: { Type: "String", Default: "Delete" },
  },
  Resources: {
    "Fn::ForEach::Roles": [
      "Name",
      { Ref: "Names" },
      {
        "Role${Name}": {
          ...role("lambda", { Description: { "Fn::Sub": "may ${Name} in ${AWS::Region}" } }),
          DeletionPolicy: { Ref: "Keep" },
        },
      },
    ],
  },
  Outputs: {
    "Fn::ForEach::Arns": [
      "Name",
      { Ref: "Names" },
      { "Arn${Name}": { Value: { "Fn::GetAtt": [{ "Fn::Sub": "Role${Name}" }, "Arn"] } } },
    ],
    Count: { Value: { "Fn::Length": { Ref: "Names" } } },
  },
};

async function resourcesOf(stack: string): Promise<(string | undefined)[]> {
  const { StackResourceSummaries: rows = [] } = await fixture.client.send(
    new ListStackResourcesCommand({ StackName: stack }),
  );
  return rows.map((row) => row.LogicalResourceId);
}

describe("a stack of a template with AWS::LanguageExtensions", () => {
  it("has what the loops write out", async () => {
    const stack = await fixture.create("looped", looped, acknowledged);

    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    expect(await resourcesOf("looped")).toEqual(["Roleread", "Rolewrite"]);
    expect(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])).toEqual([
      ["Arnread", expect.stringMatching(/:role\/looped-Roleread-/)],
      ["Arnwrite", expect.stringMatching(/:role\/looped-Rolewrite-/)],
      ["Count", "2"],
    ]);
    const { Role } = await fixture.emulator.invoke<{ Role: { Description: string } }>("iam", "GetRole", {
      RoleName: stack.Outputs?.[0]?.OutputValue?.split("/").at(-1),
    });
    expect(Role.Description).toBe(`may read in ${fixture.emulator.region}`);
  });

  it("follows its parameters when it is updated", async () => {
    await fixture.create("followed", looped, acknowledged);
    const stack = await fixture.update("followed", looped, {
      ...acknowledged,
      Parameters: [{ ParameterKey: "Names", ParameterValue: "write,list" }],
    });

    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    expect(await resourcesOf("followed")).toEqual(expect.arrayContaining(["Rolewrite", "Rolelist"]));
    expect(await resourcesOf("followed")).not.toContain("Roleread");
  });

  it("does not change when it is updated with what it has", async () => {
    await fixture.create("same", looped, acknowledged);

    // Sentence: ../shared/facts/cloudformation.md §2.1.
    expect(await fixture.refusal(fixture.update("same", looped, acknowledged))).toBe(
      "ValidationError: No updates are to be performed.",
    );
  });

  it("is shown as it was given and as it was processed, processed if nothing is said", async () => {
    await fixture.create("shown", looped, acknowledged);
    const get = async (TemplateStage?: "Original" | "Processed"): Promise<string> =>
      (await fixture.client.send(new GetTemplateCommand({ StackName: "shown", TemplateStage }))).TemplateBody ?? "";

    expect(await get("Original")).toBe(JSON.stringify(looped));
    const processed = JSON.parse(await get("Processed")) as typeof looped;
    expect(Object.keys(processed.Resources)).toEqual(["Roleread", "Rolewrite"]);
    expect(processed.Transform).toBeUndefined();
    expect(processed.Outputs.Count).toEqual({ Value: 2 });
    expect(await get()).toBe(await get("Processed"));
  });

  it("leaves what a DeletionPolicy with a function retains", async () => {
    const stack = await fixture.create("kept", looped, {
      ...acknowledged,
      Parameters: [{ ParameterKey: "Keep", ParameterValue: "Retain" }],
    });
    const name = stack.Outputs?.[0]?.OutputValue?.split("/").at(-1);

    await fixture.delete(stack.StackId ?? "");

    await expect(fixture.emulator.invoke("iam", "GetRole", { RoleName: name })).resolves.toBeDefined();
  });
});

describe("acknowledging the transform", () => {
  // Sentences: ../shared/facts/cloudformation.md §2.3.
  it.each([
    ["CAPABILITY_AUTO_EXPAND", "CAPABILITY_NAMED_IAM"],
    ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
  ] as const)("needs %s", async (missing, given) => {
    const request = fixture.client.send(
      new CreateStackCommand({
        StackName: "unacknowledged",
        TemplateBody: JSON.stringify(looped),
        Capabilities: [given],
      }),
    );

    expect(await fixture.refusal(request)).toBe(
      `InsufficientCapabilitiesException: Requires capabilities : [${missing}]`,
    );
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html, Capabilities.
  it("is not needed in a change set, which shows what the loops write out", async () => {
    const { Id } = await fixture.client.send(
      new CreateChangeSetCommand({
        StackName: "reviewed",
        ChangeSetName: "review",
        ChangeSetType: "CREATE",
        TemplateBody: JSON.stringify(looped),
        Capabilities: ["CAPABILITY_IAM"],
      }),
    );
    const describe = new DescribeChangeSetCommand({ ChangeSetName: Id });
    let changeSet = await fixture.client.send(describe);
    while (changeSet.Status?.endsWith("_IN_PROGRESS")) changeSet = await fixture.client.send(describe);

    expect(changeSet.Status).toBe("CREATE_COMPLETE");
    expect(changeSet.Changes?.map((change) => change.ResourceChange?.LogicalResourceId)).toEqual([
      "Roleread",
      "Rolewrite",
    ]);
  });

  it("is asked for by GetTemplateSummary's transforms", async () => {
    const summary = await fixture.client.send(new GetTemplateSummaryCommand({ TemplateBody: JSON.stringify(looped) }));

    expect(summary.DeclaredTransforms).toEqual(["AWS::LanguageExtensions"]);
  });
});

describe("what the transform cannot do", () => {
  it("refuses the request, with nothing made", async () => {
    const template = { ...looped, Resources: { "Fn::ForEach::Roles": ["Name", { Ref: "Names" }] } };

    // Sentence measured on an account: github.com/ministackorg/ministack pull request 1739.
    expect(await fixture.refusal(fixture.create("failed", template, acknowledged))).toBe(
      "ValidationError: Transform AWS::LanguageExtensions failed with: Fn::ForEach layout is incorrect",
    );
  });

  it("validates what the loops write out", async () => {
    const template = {
      ...looped,
      Resources: { "Fn::ForEach::L": ["I", ["a"], { "Q${I}": { ...queue, DependsOn: "Nobody" } }] },
      Outputs: {},
    };

    // Sentence: ../shared/facts/cloudformation.md §2.3.
    expect(await fixture.refusal(fixture.create("dangling", template, acknowledged))).toBe(
      "ValidationError: Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template",
    );
  });

  it("leaves other transforms refused, in a list too", async () => {
    const template = { ...looped, Transform: ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"] };

    expect(await fixture.refusal(fixture.create("sam", template, acknowledged))).toBe(
      "ValidationError: Transforms [AWS::Serverless-2016-10-31] are not supported by this emulator yet",
    );
  });
});
