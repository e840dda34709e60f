import { ListStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { allow, queue, role, startFixture, story } from "./stack-fixture";

let stacks: StackFixture;
beforeEach(async () => {
  stacks = await startFixture();
});
afterEach(() => stacks.emulator.stop());

const malformed = { Version: "2012-10-17", Statement: [{ Effect: "allow", Action: "s3:GetObject", Resource: "*" }] };

/** A role, and a policy for it that IAM refuses. */
const failing = {
  Resources: {
    Role: role("lambda", { Policies: [{ PolicyName: "p", PolicyDocument: allow("s3:GetObject") }] }),
    Bad: {
      Type: "AWS::IAM::Policy",
      Properties: { PolicyName: "bad", PolicyDocument: malformed, Roles: [{ Ref: "Role" }] },
    },
    Never: { ...queue, DependsOn: "Bad" },
  },
};

async function iamEntities(): Promise<unknown> {
  const { emulator } = stacks;
  return {
    ...(await emulator.invoke<object>("iam", "ListRoles", {})),
    ...(await emulator.invoke<object>("iam", "ListPolicies", { Scope: "Local" })),
    ...(await emulator.invoke<object>("iam", "ListInstanceProfiles", {})),
    ...(await emulator.invoke<object>("iam", "ListUsers", {})),
  };
}

describe("when a creation fails", () => {
  test("everything is undone in reverse order, and events say why", async () => {
    const stack = await stacks.create("undone", failing);

    expect(stack).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
    // Sentences: facts/cloudformation.md 2.6; that failed resources are deleted, too, is not verified.
    expect(story(await stacks.events("undone"))).toEqual([
      "undone CREATE_IN_PROGRESS User Initiated",
      "Role CREATE_IN_PROGRESS",
      "Role CREATE_IN_PROGRESS Resource creation Initiated",
      "Role CREATE_COMPLETE",
      "Bad CREATE_IN_PROGRESS",
      "Bad CREATE_IN_PROGRESS Resource creation Initiated",
      expect.stringMatching(
        /^Bad CREATE_FAILED Resource handler returned message: ".+ \(Service: Iam, Status Code: 400, Request ID: [0-9a-f-]{36}\)" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: InvalidRequest\)$/,
      ),
      "undone ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Bad]. Rollback requested by user.",
      "Bad DELETE_IN_PROGRESS",
      "Bad DELETE_COMPLETE",
      "Role DELETE_IN_PROGRESS",
      "Role DELETE_COMPLETE",
      "undone ROLLBACK_COMPLETE",
    ]);
    expect(await iamEntities()).toMatchObject({ Roles: [], Policies: [], InstanceProfiles: [], Users: [] });
  });

  test("a half-made resource is undone as well", async () => {
    const stack = await stacks.create("half", {
      Resources: {
        Role: role("lambda", {
          Policies: [
            { PolicyName: "good", PolicyDocument: allow("s3:GetObject") },
            { PolicyName: "bad", PolicyDocument: malformed },
          ],
          ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
        }),
        Policy: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: { PolicyDocument: allow("s3:GetObject"), Users: ["nobody"] },
        },
      },
    });

    expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(await iamEntities()).toMatchObject({ Roles: [], Policies: [] });
  });

  test("resources under way end as cancelled, and are undone", async () => {
    const stack = await stacks.create("cancelled", {
      Resources: {
        Role: role("lambda"),
        Bad: { Type: "AWS::SQS::Queue", Properties: { NoSuchProperty: 1 } },
        Late: queue,
      },
    });

    expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
    const told = story(await stacks.events("cancelled"));
    expect(told).toContain("Role CREATE_FAILED Resource creation cancelled");
    expect(told).toContain(
      "cancelled ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Role, Bad]. Rollback requested by user.",
    );
    expect(told.filter((line) => line.startsWith("Late"))).toEqual([]);
    expect(await iamEntities()).toMatchObject({ Roles: [] });
  });

  test.each([{ OnFailure: "DO_NOTHING" as const }, { DisableRollback: true }])(
    "%j leaves everything",
    async (input) => {
      const stack = await stacks.create("left", failing, input);

      expect(stack).toMatchObject({
        StackStatus: "CREATE_FAILED",
        StackStatusReason: "The following resource(s) failed to create: [Bad]. ",
        DisableRollback: true,
      });
      expect(await iamEntities()).toMatchObject({
        Roles: [{ RoleName: expect.stringMatching(/^left-Role-/) as string }],
      });
      const { StackResourceSummaries: summaries = [] } = await stacks.client.send(
        new ListStackResourcesCommand({ StackName: "left" }),
      );
      expect(summaries.map((summary) => [summary.LogicalResourceId, summary.ResourceStatus])).toEqual([
        ["Role", "CREATE_COMPLETE"],
        ["Bad", "CREATE_FAILED"],
      ]);

      expect((await stacks.delete(stack.StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
      expect(await iamEntities()).toMatchObject({ Roles: [] });
    },
  );

  test("OnFailure=DELETE deletes the stack", async () => {
    const stack = await stacks.create("deleted", failing, { OnFailure: "DELETE" });

    expect(stack.StackStatus).toBe("DELETE_COMPLETE");
    expect(await iamEntities()).toMatchObject({ Roles: [] });
  });

  test.each([
    ["Retain", undefined, "DELETE_SKIPPED"],
    ["Retain", true, "DELETE_COMPLETE"],
    ["RetainExceptOnCreate", undefined, "DELETE_COMPLETE"],
    ["Delete", undefined, "DELETE_COMPLETE"],
  ])("a rollback treats DeletionPolicy %s with RetainExceptOnCreate %s as %s", async (DeletionPolicy, flag, status) => {
    const Resources = { ...failing.Resources, Role: { ...failing.Resources.Role, DeletionPolicy } };

    await stacks.create("policy", { Resources }, { RetainExceptOnCreate: flag });

    expect(story(await stacks.events("policy"))).toContain(`Role ${status}`);
  });

  test("a rolled back stack can only be deleted, and keeps its name until then", async () => {
    const stack = await stacks.create("stays", failing);

    expect(await stacks.refusal(stacks.create("stays", { Resources: { Queue: queue } }))).toMatch(/^AlreadyExists/);
    await stacks.delete(stack.StackId ?? "");
    expect((await stacks.create("stays", { Resources: { Queue: queue } })).StackStatus).toBe("CREATE_COMPLETE");
  });

  test("an output that cannot be is a failure like any other", async () => {
    const template = (Value: object): object => ({ Resources: { Role: role("lambda") }, Outputs: { O: { Value } } });

    await stacks.create("attribute", template({ "Fn::GetAtt": ["Role", "Invalid"] }));
    await stacks.create("list", template({ "Fn::Split": [",", "a,b"] }));

    // Sentence: facts/cloudformation.md 2.3 (test_invalid_getatt_fails).
    expect(story(await stacks.events("attribute"))).toContain(
      "attribute ROLLBACK_IN_PROGRESS [Error] /Outputs/O/Value/Fn::GetAtt: Resource type AWS::IAM::Role does not support attribute {Invalid}. Rollback requested by user.",
    );
    expect((await stacks.describe("list")).StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(await iamEntities()).toMatchObject({ Roles: [] });
  });
});
