import type { CreateStackRefactorCommandInput, DescribeStackRefactorOutput } from "@aws-sdk/client-cloudformation";
import {
  CreateStackRefactorCommand,
  DescribeStackRefactorCommand,
  ExecuteStackRefactorCommand,
  ListStackRefactorActionsCommand,
  ListStackRefactorsCommand,
  ListStackResourcesCommand,
} from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { allow, queue, role, startFixture } from "./stack-fixture";

let fixture: StackFixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.emulator.stop());

const policy = {
  Type: "AWS::IAM::ManagedPolicy",
  Properties: { ManagedPolicyName: "kept", PolicyDocument: allow("s3:GetObject") },
};
const monolith = {
  Resources: { Role: role("lambda", { RoleName: "kept" }), Policy: policy, Queue: queue },
  Outputs: { Arn: { Value: { "Fn::GetAtt": ["Role", "Arn"] }, Export: { Name: "role-arn" } } },
};
const app = { Resources: { Queue: queue } };
const iam = {
  Resources: { Role: role("lambda", { RoleName: "kept" }), Policy: policy },
  Outputs: monolith.Outputs,
};

async function settled(id: string | undefined): Promise<DescribeStackRefactorOutput> {
  for (;;) {
    const found = await fixture.client.send(new DescribeStackRefactorCommand({ StackRefactorId: id }));
    if (!found.Status?.endsWith("_IN_PROGRESS") && !found.ExecutionStatus?.endsWith("_IN_PROGRESS")) return found;
  }
}

async function refactor(
  definitions: Record<string, object>,
  input: Partial<CreateStackRefactorCommandInput> = {},
): Promise<DescribeStackRefactorOutput> {
  const { StackRefactorId } = await fixture.client.send(
    new CreateStackRefactorCommand({
      StackDefinitions: Object.entries(definitions).map(([StackName, template]) => ({
        StackName,
        TemplateBody: JSON.stringify(template),
      })),
      EnableStackCreation: true,
      ...input,
    }),
  );
  return settled(StackRefactorId);
}

async function execute({ StackRefactorId }: DescribeStackRefactorOutput): Promise<DescribeStackRefactorOutput> {
  await fixture.client.send(new ExecuteStackRefactorCommand({ StackRefactorId }));
  return settled(StackRefactorId);
}

async function resourcesOf(StackName: string): Promise<string[]> {
  const { StackResourceSummaries: rows = [] } = await fixture.client.send(new ListStackResourcesCommand({ StackName }));
  return rows.map((row) => `${row.LogicalResourceId} ${row.PhysicalResourceId?.split("/").at(-1)}`);
}

describe("a stack refactoring", () => {
  it("moves roles and policies into a new stack, where they stay the same ones, exports included", async () => {
    const before = await fixture.create("monolith", monolith);
    const roleBefore = await fixture.emulator.invoke("iam", "GetRole", { RoleName: "kept" });

    const created = await refactor({ monolith: app, "monolith-iam": iam }, { Description: "split" });
    expect(created).toMatchObject({ Status: "CREATE_COMPLETE", ExecutionStatus: "AVAILABLE", Description: "split" });
    const executed = await execute(created);

    expect(executed).toMatchObject({ ExecutionStatus: "EXECUTE_COMPLETE" });
    expect(await resourcesOf("monolith-iam")).toEqual(["Role kept", "Policy kept"]);
    expect((await resourcesOf("monolith")).map((row) => row.split(" ")[0])).toEqual(["Queue"]);
    const after = await fixture.describe("monolith-iam");
    expect(after).toMatchObject({ StackStatus: "CREATE_COMPLETE", Outputs: before.Outputs });
    expect(await fixture.describe("monolith")).toMatchObject({ StackStatus: "UPDATE_COMPLETE" });
    expect((await fixture.describe("monolith")).Outputs).toBeUndefined();
    expect(await fixture.emulator.invoke("iam", "GetRole", { RoleName: "kept" })).toEqual(roleBefore);
  });

  it("leaves stacks that can be updated and deleted, each with its own resources", async () => {
    await fixture.create("monolith", monolith);
    await execute(await refactor({ monolith: app, "monolith-iam": iam }));

    const updated = await fixture.update("monolith-iam", {
      ...iam,
      Resources: {
        ...iam.Resources,
        Policy: { ...policy, Properties: { ...policy.Properties, PolicyDocument: allow("s3:*") } },
      },
    });
    const { StackId } = await fixture.describe("monolith");
    await fixture.delete(StackId ?? "");

    expect(updated.StackStatus).toBe("UPDATE_COMPLETE");
    await expect(fixture.emulator.invoke("iam", "GetRole", { RoleName: "kept" })).resolves.toBeDefined();
    await fixture.delete(updated.StackId ?? "");
    await expect(fixture.emulator.invoke("iam", "GetRole", { RoleName: "kept" })).rejects.toThrow("cannot be found");
  });

  it("renames a resource as it is told, and says what it is going to do", async () => {
    const stack = await fixture.create("monolith", monolith);
    const renamed = { Resources: { Queue: queue, Policy: policy, Renamed: monolith.Resources.Role } };

    const created = await refactor(
      { monolith: renamed },
      {
        ResourceMappings: [
          {
            Source: { StackName: "monolith", LogicalResourceId: "Role" },
            Destination: { StackName: "monolith", LogicalResourceId: "Renamed" },
          },
        ],
      },
    );
    const { StackRefactorActions: actions } = await fixture.client.send(
      new ListStackRefactorActionsCommand({ StackRefactorId: created.StackRefactorId }),
    );
    await execute(created);

    expect(actions).toEqual([
      expect.objectContaining({
        Action: "MOVE",
        Entity: "RESOURCE",
        Detection: "MANUAL",
        PhysicalResourceId: "kept",
        ResourceMapping: {
          Source: { StackName: stack.StackId, LogicalResourceId: "Role" },
          Destination: { StackName: stack.StackId, LogicalResourceId: "Renamed" },
        },
      }),
    ]);
    expect(await resourcesOf("monolith")).toContain("Renamed kept");
  });

  it("lists what it moves by itself and what it creates, before anything happens", async () => {
    await fixture.create("monolith", monolith);
    const created = await refactor({ monolith: app, "monolith-iam": iam });

    const { StackRefactorActions: actions = [] } = await fixture.client.send(
      new ListStackRefactorActionsCommand({ StackRefactorId: created.StackRefactorId }),
    );
    const { StackRefactorSummaries: summaries } = await fixture.client.send(
      new ListStackRefactorsCommand({ ExecutionStatusFilter: ["AVAILABLE"] }),
    );

    expect(actions.map(({ Action, Entity, Detection }) => [Action, Entity, Detection])).toEqual([
      ["CREATE", "STACK", undefined],
      ["MOVE", "RESOURCE", "AUTO"],
      ["MOVE", "RESOURCE", "AUTO"],
    ]);
    expect(summaries?.map(({ StackRefactorId }) => StackRefactorId)).toEqual([created.StackRefactorId]);
    expect(await resourcesOf("monolith")).toHaveLength(3);
  });
});

describe("what a stack refactoring refuses", () => {
  // The sentences are the emulator's own: AWS's are not known.
  it.each([
    [
      "creates",
      { ...app, Resources: { Queue: queue, Other: queue } },
      iam,
      "creates resources [Other] in stack monolith",
    ],
    ["deletes", app, { Resources: { Role: monolith.Resources.Role } }, "deletes resources [Policy] of stack monolith"],
    [
      "modifies",
      app,
      { Resources: { ...iam.Resources, Role: role("ec2", { RoleName: "kept" }) } },
      "modifies resource Role of stack monolith-iam [AssumeRolePolicyDocument]",
    ],
  ])("is one that %s resources", async (_what, first, second, reason) => {
    await fixture.create("monolith", monolith);

    const created = await refactor({ monolith: first, "monolith-iam": second });

    expect(created).toMatchObject({
      Status: "CREATE_FAILED",
      ExecutionStatus: "UNAVAILABLE",
      StatusReason: `Stack refactor does not support creating, modifying or deleting resources: it ${reason}`,
    });
    const request = fixture.client.send(new ExecuteStackRefactorCommand({ StackRefactorId: created.StackRefactorId }));
    expect(await fixture.refusal(request)).toBe(
      `ValidationError: Stack refactor ${created.StackRefactorId} cannot be executed in its current status of [UNAVAILABLE]`,
    );
  });

  it("is one that takes away an export in use, and all is as it was", async () => {
    const before = await fixture.create("monolith", monolith);
    const importing = {
      Type: "AWS::SSM::Parameter",
      Properties: { Type: "String", Value: { "Fn::ImportValue": "role-arn" } },
    };
    await fixture.create("importer", { Resources: { P: importing } });

    const executed = await execute(await refactor({ monolith: app, "monolith-iam": { ...iam, Outputs: {} } }));

    // Sentence: ../shared/facts/cloudformation.md §2.5.
    expect(executed).toMatchObject({
      ExecutionStatus: "EXECUTE_FAILED",
      ExecutionStatusReason: "Cannot delete export role-arn as it is in use by importer.",
    });
    expect(await fixture.describe("monolith")).toEqual(before);
    expect(await resourcesOf("monolith")).toHaveLength(3);
    expect(await fixture.refusal(fixture.describe("monolith-iam"))).toBe(
      "ValidationError: Stack with id monolith-iam does not exist",
    );
  });

  it("is a stack that is not there, unless stacks may be created", async () => {
    const request = refactor({ none: app }, { EnableStackCreation: false });

    // Sentence: ../shared/facts/cloudformation.md §2.1, by analogy with UpdateStack.
    expect(await fixture.refusal(request)).toBe("ValidationError: Stack [none] does not exist");
  });
});
