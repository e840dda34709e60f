import { DescribeStackResourcesCommand, UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { allow, queue, role, startFixture, story } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

async function storyOfUpdate(stack: string): Promise<string[]> {
  const told = story(await stacks.events(stack));
  return told.slice(told.indexOf(`${stack} UPDATE_IN_PROGRESS User Initiated`));
}

async function physicalIds(stack: string): Promise<Record<string, string>> {
  const { StackResources = [] } = await stacks.client.send(new DescribeStackResourcesCommand({ StackName: stack }));
  return Object.fromEntries(StackResources.map((row) => [row.LogicalResourceId ?? "", row.PhysicalResourceId ?? ""]));
}

const invoke = <Output>(operation: string, input: object): Promise<Output> =>
  stacks.emulator.invoke<Output>("iam", operation, input);

/** A group that IAM refuses, after what it depends on is there. */
const refused = (...DependsOn: string[]): object => ({
  Type: "AWS::IAM::Group",
  Properties: { ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/none"] },
  DependsOn,
});
const isRefused = expect.stringContaining("Policy arn:aws:iam::123456789012:policy/none") as string;

describe("an update that fails", () => {
  test("takes back what it changed, replaced and created", async () => {
    const before = {
      Resources: {
        Changed: role("lambda", { Description: "before", MaxSessionDuration: 7200 }),
        Replaced: role("lambda", { Path: "/before/" }),
        Removed: role("lambda"),
        Still: queue,
      },
      Outputs: { Path: { Value: { "Fn::GetAtt": ["Replaced", "Arn"] } } },
    };
    const created = await stacks.create("back", before, { Tags: [{ Key: "was", Value: "here" }] });
    const ids = await physicalIds("back");
    const roles = async (): Promise<object[]> =>
      Promise.all(["Changed", "Replaced", "Removed"].map((id) => invoke<object>("GetRole", { RoleName: ids[id] })));
    const rolesBefore = await roles();

    const stack = await stacks.update(
      "back",
      {
        Resources: {
          Changed: role("ec2", { Description: "after" }),
          Replaced: { ...role("lambda", { Path: "/after/" }), DependsOn: "Changed" },
          Created: { ...role("lambda"), DependsOn: "Replaced" },
          Fails: refused("Created"),
          Still: { ...queue, DependsOn: "Fails" },
        },
      },
      { Tags: [{ Key: "is", Value: "there" }] },
    );

    expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(stack).toMatchObject({ Outputs: created.Outputs, Tags: created.Tags });
    expect(await physicalIds("back")).toEqual(ids);
    expect(await roles()).toEqual(rolesBefore);
    const told = await storyOfUpdate("back");
    // Statuses: facts/cloudformation.md 2.6; that new resources go with the cleanup is documented there, too.
    const failure = told.findIndex((line) => line.startsWith("Fails CREATE_FAILED"));
    // The two that do not depend on one another are restored in any order.
    const restored = told.splice(failure + 2, 4);
    expect(restored.filter((line) => line.startsWith("Changed"))).toEqual([
      "Changed UPDATE_IN_PROGRESS",
      "Changed UPDATE_COMPLETE",
    ]);
    expect(restored.filter((line) => line.startsWith("Replaced"))).toEqual([
      "Replaced UPDATE_IN_PROGRESS",
      "Replaced UPDATE_COMPLETE",
    ]);
    expect(told.slice(failure)).toEqual([
      isRefused,
      "back UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Fails]. ",
      "back UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
      "Fails DELETE_IN_PROGRESS",
      "Fails DELETE_COMPLETE",
      "Created DELETE_IN_PROGRESS",
      "Created DELETE_COMPLETE",
      "Replaced DELETE_IN_PROGRESS",
      "Replaced DELETE_COMPLETE",
      "back UPDATE_ROLLBACK_COMPLETE",
    ]);
  });

  test("a resource whose own update failed half way is put right", async () => {
    const template = (properties: object): object => ({ Resources: { Reader: role("lambda", properties) } });
    await stacks.create("half-way", template({ Description: "before" }));
    const { Reader: name } = await physicalIds("half-way");

    await stacks.update(
      "half-way",
      template({
        Description: "after",
        Policies: [
          { PolicyName: "Good", PolicyDocument: allow("s3:GetObject") },
          { PolicyName: "Bad", PolicyDocument: { Statement: "nonsense" } },
        ],
      }),
    );

    expect(await storyOfUpdate("half-way")).toEqual([
      "half-way UPDATE_IN_PROGRESS User Initiated",
      "Reader UPDATE_IN_PROGRESS",
      expect.stringContaining("Reader UPDATE_FAILED Resource handler returned message:"),
      "half-way UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Reader]. ",
      "Reader UPDATE_IN_PROGRESS",
      "Reader UPDATE_COMPLETE",
      "half-way UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
      "half-way UPDATE_ROLLBACK_COMPLETE",
    ]);
    expect(await invoke("GetRole", { RoleName: name })).toMatchObject({ Role: { Description: "before" } });
    expect(await invoke("ListRolePolicies", { RoleName: name })).toMatchObject({ PolicyNames: [] });
  });

  test("can be followed by an update that succeeds", async () => {
    await stacks.create("again", { Resources: { A: queue } });
    await stacks.update("again", { Resources: { A: queue, B: refused() } });
    const stack = await stacks.update("again", { Resources: { A: queue, C: queue } });

    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    expect(Object.keys(await physicalIds("again"))).toEqual(["A", "C"]);
  });

  test("restores the template and the parameters, so that the same update can be tried again", async () => {
    const template = (more: object): object => ({
      Parameters: { Text: { Type: "String" } },
      Resources: { Reader: role("lambda", { Description: { Ref: "Text" } }), ...more },
    });
    const text = (ParameterValue: string): object => ({ Parameters: [{ ParameterKey: "Text", ParameterValue }] });
    await stacks.create("retry", template({}), text("one"));

    for (const attempt of [1, 2]) {
      const stack = await stacks.update("retry", template({ Bad: refused() }), text("two"));
      expect([attempt, stack.StackStatus, stack.Parameters?.[0]?.ParameterValue]).toEqual([
        attempt,
        "UPDATE_ROLLBACK_COMPLETE",
        "one",
      ]);
    }
  });

  test("without rollback it stays as it got, and the next update goes on from there", async () => {
    const { StackId: id = "" } = await stacks.create("preserved", {
      Resources: { Reader: role("lambda", { Description: "before" }), Gone: queue },
    });
    const failed = await stacks.update(
      "preserved",
      { Resources: { Reader: role("lambda", { Description: "after" }), Bad: refused("Reader") } },
      { DisableRollback: true },
    );
    const { Reader: name } = await physicalIds("preserved");

    expect(failed).toMatchObject({
      StackStatus: "UPDATE_FAILED",
      StackStatusReason: "The following resource(s) failed to create: [Bad]. ",
    });
    expect(await invoke("GetRole", { RoleName: name })).toMatchObject({ Role: { Description: "after" } });
    expect(Object.keys(await physicalIds("preserved"))).toEqual(["Reader", "Gone", "Bad"]);

    const stack = await stacks.update("preserved", {
      Resources: { Reader: role("lambda", { Description: "after" }), Bad: { Type: "AWS::IAM::Group" } },
    });
    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    expect(Object.keys(await physicalIds("preserved"))).toEqual(["Reader", "Bad"]);
    expect((await stacks.delete(id)).StackStatus).toBe("DELETE_COMPLETE");
    expect(await invoke("ListGroups", {})).toMatchObject({ Groups: [] });
  });

  test("a stack whose resource got half way can be deleted, with what the update gave it", async () => {
    const reader = (policies: object[]): object => ({ Resources: { Reader: role("lambda", { Policies: policies }) } });
    const { StackId: id = "" } = await stacks.create("half-deleted", reader([]));
    const failed = await stacks.update(
      "half-deleted",
      reader([
        { PolicyName: "Good", PolicyDocument: allow("s3:A") },
        { PolicyName: "Bad", PolicyDocument: { Statement: "nonsense" } },
      ]),
      { DisableRollback: true },
    );
    expect(failed.StackStatus).toBe("UPDATE_FAILED");
    expect((await stacks.delete(id)).StackStatus).toBe("DELETE_COMPLETE");
  });

  test("a rollback after several failed updates returns to the last complete state", async () => {
    const reader = (policies: Record<string, string>): object =>
      role("lambda", {
        Policies: Object.entries(policies).map(([PolicyName, action]) => ({
          PolicyName,
          PolicyDocument: action === "" ? { Statement: "nonsense" } : allow(action),
        })),
      });
    await stacks.create("several", { Resources: { Reader: reader({ Kept: "s3:A", Lost: "s3:B" }) } });
    const { Reader: name } = await physicalIds("several");
    const policies = (): Promise<{ PolicyNames: string[] }> => invoke("ListRolePolicies", { RoleName: name });

    await stacks.update(
      "several",
      { Resources: { Reader: reader({ Kept: "s3:Changed", Added: "s3:C", Bad: "" }) } },
      { DisableRollback: true },
    );
    expect((await policies()).PolicyNames.sort()).toEqual(["Added", "Kept"]);
    const stack = await stacks.update("several", { Resources: { Reader: reader({ Kept: "s3:Other", Worse: "" }) } });

    expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect((await policies()).PolicyNames.sort()).toEqual(["Kept", "Lost"]);
    const { PolicyDocument: kept } = await invoke<{ PolicyDocument: string }>("GetRolePolicy", {
      RoleName: name,
      PolicyName: "Kept",
    });
    expect(JSON.parse(decodeURIComponent(kept))).toEqual(allow("s3:A"));
  });

  test("siblings that are under way end as cancelled, and are taken back", async () => {
    const others = [..."ABCDEFGH"].map((letter) => `Other${letter}`);
    const policies = [..."12345"].map((n) => ({ PolicyName: `P${n}`, PolicyDocument: allow("s3:A") }));
    const template = (failing: object, other: object): object => ({
      Resources: {
        Fails: role("lambda", failing),
        ...Object.fromEntries(others.map((id) => [id, role("lambda", other)])),
      },
    });
    await stacks.create("siblings", template({}, {}));
    const ids = await physicalIds("siblings");
    await stacks.update(
      "siblings",
      template({ PermissionsBoundary: "arn:aws:iam::123456789012:policy/none" }, { Policies: policies }),
    );
    // How far they got depends on the time; whoever had begun is called off. Sentence: facts/cloudformation.md 2.6.
    const failures = (await storyOfUpdate("siblings")).filter((line) => /^Other. UPDATE_FAILED/.test(line));
    expect(failures.filter((line) => !line.endsWith(" Resource update cancelled"))).toEqual([]);
    expect((await stacks.describe("siblings")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    for (const id of others) {
      expect(await invoke("ListRolePolicies", { RoleName: ids[id] })).toMatchObject({ PolicyNames: [] });
    }
  });

  test("what the cleanup cannot delete is left behind, and the update has succeeded", async () => {
    await stacks.create("left", { Resources: { Team: { Type: "AWS::IAM::Group" }, Other: queue } });
    const { Team: group } = await physicalIds("left");
    await invoke("CreateUser", { UserName: "member" });
    await invoke("AddUserToGroup", { GroupName: group, UserName: "member" });

    // Sentence: status reasons of AWS published by users.
    expect(await stacks.update("left", { Resources: { Other: queue } })).toMatchObject({
      StackStatus: "UPDATE_COMPLETE",
      StackStatusReason: "Update successful. One or more resources could not be deleted.",
    });
    expect(Object.keys(await physicalIds("left"))).toEqual(["Other"]);
    await expect(invoke("GetGroup", { GroupName: group })).resolves.toBeDefined();
  });

  test("where the rollback fails, too, the stack can be deleted", async () => {
    const { StackId: id = "" } = await stacks.create("stuck", {
      Resources: { Access: role("lambda", { Description: "before" }) },
    });
    const { Access: name } = await physicalIds("stuck");
    // Behind the stack's back the role goes away, so that neither update nor rollback can change it.
    await invoke("DeleteRole", { RoleName: name });

    const stack = await stacks.update("stuck", { Resources: { Access: role("lambda", { Description: "after" }) } });

    expect(stack).toMatchObject({
      StackStatus: "UPDATE_ROLLBACK_FAILED",
      StackStatusReason: "The following resource(s) failed to update: [Access]. ",
    });
    expect((await stacks.delete(id)).StackStatus).toBe("DELETE_COMPLETE");
  });
});

describe("a stack policy", () => {
  const protecting = (Action: string): string =>
    JSON.stringify({
      Statement: [
        { Effect: "Allow", Action: "Update:*", Principal: "*", Resource: "*" },
        { Effect: "Deny", Action, Principal: "*", Resource: "LogicalResourceId/Kept*" },
      ],
    });
  const template = (description: string, path: string): object => ({
    Resources: { KeptRole: role("lambda", { Description: description, Path: path }), Other: queue },
  });

  test.each([
    ["Update:Modify", template("after", "/")],
    ["Update:Replace", template("before", "/after/")],
    ["Update:Delete", { Resources: { Other: queue } }],
  ])("that denies %s fails the update", async (action, after) => {
    const name = `policy-${action.split(":")[1]}`;
    await stacks.create(name, template("before", "/"), { StackPolicyBody: protecting(action) });
    const before = await physicalIds(name);

    expect((await stacks.update(name, after)).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    // Sentence: events of AWS published by users.
    expect(await storyOfUpdate(name)).toContain(
      `KeptRole UPDATE_FAILED Action denied by stack policy: Statement [#2] does not allow [${action}] for resource [LogicalResourceId/KeptRole];`,
    );
    expect(await physicalIds(name)).toEqual(before);
  });

  test("can be set aside for one update", async () => {
    const all = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "Update:*", Principal: "*", Resource: "*" }] });
    await stacks.create("aside", template("before", "/"), { StackPolicyBody: protecting("Update:*") });
    const aside = await stacks.update("aside", template("after", "/"), { StackPolicyDuringUpdateBody: all });
    expect(aside.StackStatus).toBe("UPDATE_COMPLETE");
    expect((await stacks.update("aside", template("more", "/"))).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  });

  test("that is no policy is refused", async () => {
    // Sentence: facts/cloudformation.md 2.3.
    expect(
      await stacks.refusal(
        stacks.client.send(
          new UpdateStackCommand({ StackName: "aside", UsePreviousTemplate: true, StackPolicyBody: "[1" }),
        ),
      ),
    ).toBe("ValidationError: Error validating stack policy: Invalid stack policy");
  });
});
