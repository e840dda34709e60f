import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  DescribeEventsCommand,
  EstimateTemplateCostCommand,
  GetStackPolicyCommand,
  RollbackStackCommand,
  SetStackPolicyCommand,
  SignalResourceCommand,
  UpdateTerminationProtectionCommand,
} from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { queue, role, startFixture, story } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

const invoke = <Output>(operation: string, input: object): Promise<Output> =>
  stacks.emulator.invoke<Output>("iam", operation, input);

const bad = { Type: "AWS::IAM::Group", Properties: { ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/none"] } };

describe("termination protection", () => {
  test("is switched on and off, and keeps the stack from being deleted", async () => {
    const { StackId: id } = await stacks.create("guarded", { Resources: { A: queue } });
    const guard = (EnableTerminationProtection: boolean): Promise<unknown> =>
      stacks.client.send(new UpdateTerminationProtectionCommand({ StackName: "guarded", EnableTerminationProtection }));

    expect(await guard(true)).toMatchObject({ StackId: id });
    expect((await stacks.describe("guarded")).EnableTerminationProtection).toBe(true);
    // Sentence: facts/cloudformation.md 2.1.
    expect(await stacks.refusal(stacks.client.send(new DeleteStackCommand({ StackName: "guarded" })))).toBe(
      "ValidationError: Stack [guarded] cannot be deleted while TerminationProtection is enabled",
    );
    await guard(false);
    expect((await stacks.delete(id ?? "")).StackStatus).toBe("DELETE_COMPLETE");
  });
});

describe("cancelling an update", () => {
  test("takes back what was done and starts nothing more", async () => {
    await stacks.create("cancelled", { Resources: { A: role("lambda") } });
    const update = {
      StackName: "cancelled",
      TemplateBody: JSON.stringify({ Resources: { A: role("ec2"), B: queue } }),
    };
    await stacks.emulator.invoke("cloudformation", "UpdateStack", { ...update, Capabilities: ["CAPABILITY_IAM"] });
    // The work of the update begins after this turn of the event loop.
    await stacks.emulator.invoke("cloudformation", "CancelUpdateStack", { StackName: "cancelled" });
    const stack = await stacks.settled("cancelled");

    expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(story(await stacks.events("cancelled")).slice(-4)).toEqual([
      "cancelled UPDATE_IN_PROGRESS User Initiated",
      "cancelled UPDATE_ROLLBACK_IN_PROGRESS User Initiated",
      "cancelled UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
      "cancelled UPDATE_ROLLBACK_COMPLETE",
    ]);
  });

  test("is refused where nothing is updated", async () => {
    await stacks.create("idle", { Resources: { A: queue } });
    // Sentence: tools that look for it in AWS's answer.
    expect(await stacks.refusal(stacks.client.send(new CancelUpdateStackCommand({ StackName: "idle" })))).toBe(
      "ValidationError: CancelUpdateStack cannot be called from current stack status",
    );
  });

  test("a stack that is being updated cannot be deleted", async () => {
    const { StackId: id } = await stacks.create("busy", { Resources: { A: queue } });
    const input = { StackName: "busy", TemplateBody: JSON.stringify({ Resources: { A: queue, B: queue } }) };
    await stacks.emulator.invoke("cloudformation", "UpdateStack", input);
    await expect(stacks.emulator.invoke("cloudformation", "DeleteStack", { StackName: "busy" })).rejects.toMatchObject({
      // Sentence: facts/cloudformation.md 2.1.
      message: `Stack [${id}] cannot be deleted while in status UPDATE_IN_PROGRESS`,
    });
    expect((await stacks.settled("busy")).StackStatus).toBe("UPDATE_COMPLETE");
  });
});

describe("rolling back on request", () => {
  test("a failed update that was left as it is", async () => {
    await stacks.create("rollback", { Resources: { A: role("lambda", { Description: "before" }) } });
    await stacks.update(
      "rollback",
      { Resources: { A: role("lambda", { Description: "after" }), Bad: { ...bad, DependsOn: "A" } } },
      { DisableRollback: true },
    );
    await stacks.client.send(new RollbackStackCommand({ StackName: "rollback" }));
    const stack = await stacks.settled("rollback");

    expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    const { Roles } = await invoke<{ Roles: { RoleName: string }[] }>("ListRoles", {});
    const name = Roles.find((found) => found.RoleName.startsWith("rollback-A-"))?.RoleName;
    expect(await invoke("GetRole", { RoleName: name })).toMatchObject({ Role: { Description: "before" } });
  });

  test("a failed creation that was left as it is", async () => {
    await stacks.create(
      "half-made",
      { Resources: { A: role("lambda"), Bad: { ...bad, DependsOn: "A" } } },
      {
        OnFailure: "DO_NOTHING",
      },
    );
    await stacks.client.send(new RollbackStackCommand({ StackName: "half-made" }));
    expect((await stacks.settled("half-made")).StackStatus).toBe("ROLLBACK_COMPLETE");
    const { Roles } = await invoke<{ Roles: { RoleName: string }[] }>("ListRoles", {});
    expect(Roles.filter((found) => found.RoleName.startsWith("half-made"))).toEqual([]);
  });

  test("continues where a rollback failed, once what was in its way is gone", async () => {
    await stacks.create("continued", {
      Resources: { A: role("lambda", { RoleName: "continued", Description: "before" }) },
    });
    const trust = (role("lambda") as { Properties: { AssumeRolePolicyDocument: object } }).Properties;
    await invoke("DeleteRole", { RoleName: "continued" });
    const failed = await stacks.update("continued", {
      Resources: { A: role("lambda", { RoleName: "continued", Description: "after" }) },
    });
    expect(failed.StackStatus).toBe("UPDATE_ROLLBACK_FAILED");
    await invoke("CreateRole", {
      RoleName: "continued",
      AssumeRolePolicyDocument: JSON.stringify(trust.AssumeRolePolicyDocument),
    });

    await stacks.client.send(new ContinueUpdateRollbackCommand({ StackName: "continued" }));

    expect((await stacks.settled("continued")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(await invoke("GetRole", { RoleName: "continued" })).toMatchObject({ Role: { Description: "before" } });
  });

  test("can skip the resource that is in the way", async () => {
    await stacks.create("skipping", { Resources: { A: role("lambda", { RoleName: "skipping", Description: "1" }) } });
    await invoke("DeleteRole", { RoleName: "skipping" });
    await stacks.update("skipping", { Resources: { A: role("lambda", { RoleName: "skipping", Description: "2" }) } });
    const skip = (...ResourcesToSkip: string[]): Promise<unknown> =>
      stacks.client.send(new ContinueUpdateRollbackCommand({ StackName: "skipping", ResourcesToSkip }));

    await expect(skip("B")).rejects.toMatchObject({ name: "ValidationError" });
    await skip("A");
    expect((await stacks.settled("skipping")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  });

  test("is refused for a stack that is complete", async () => {
    await stacks.create("complete", { Resources: { A: queue } });
    const StackName = "complete";
    expect(await stacks.refusal(stacks.client.send(new RollbackStackCommand({ StackName })))).toMatch(
      /^ValidationError: Stack:arn:\S+ is in CREATE_COMPLETE state and can not be rolled back\.$/,
    );
    expect(await stacks.refusal(stacks.client.send(new ContinueUpdateRollbackCommand({ StackName })))).toMatch(
      /^ValidationError: Stack:arn:\S+ is in CREATE_COMPLETE state and can not continue update rollback\.$/,
    );
  });
});

describe("stack policies", () => {
  test("are set, read, and replaced", async () => {
    await stacks.create("policed", { Resources: { A: queue } });
    const get = async (): Promise<string | undefined> =>
      (await stacks.client.send(new GetStackPolicyCommand({ StackName: "policed" }))).StackPolicyBody;
    expect(await get()).toBeUndefined();
    const StackPolicyBody = '{"Statement":[{"Effect":"Deny","Action":"Update:*","Principal":"*","Resource":"*"}]}';
    await stacks.client.send(new SetStackPolicyCommand({ StackName: "policed", StackPolicyBody }));
    expect(await get()).toBe(StackPolicyBody);
    const denied = await stacks.update("policed", {
      Resources: { A: { ...queue, Properties: { DelaySeconds: 5 } } },
    });
    expect(denied.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  });
});

describe("further operations", () => {
  test("a cost estimate is a URL, for a template that is valid", async () => {
    const estimate = (TemplateBody: string): Promise<{ Url?: string }> =>
      stacks.client.send(new EstimateTemplateCostCommand({ TemplateBody }));
    expect((await estimate(JSON.stringify({ Resources: { A: queue } }))).Url).toMatch(/^http:\/\/calculator\.s3\./);
    await expect(estimate("{}")).rejects.toMatchObject({ name: "ValidationError" });
  });

  test("no resource waits for a signal", async () => {
    await stacks.create("signalled", { Resources: { A: queue } });
    const signal = (LogicalResourceId: string): Promise<unknown> =>
      stacks.client.send(
        new SignalResourceCommand({ StackName: "signalled", LogicalResourceId, UniqueId: "1", Status: "SUCCESS" }),
      );
    expect(await stacks.refusal(signal("A"))).toBe(
      "ValidationError: Resource A is in CREATE_COMPLETE state and cannot be signaled",
    );
    expect(await stacks.refusal(signal("B"))).toBe("ValidationError: Resource B does not exist for stack signalled");
  });

  test("DescribeEvents tells what failed", async () => {
    await stacks.create("told", { Resources: { A: queue, Bad: bad } });
    const { OperationEvents: failed = [] } = await stacks.client.send(
      new DescribeEventsCommand({ StackName: "told", Filters: { FailedEvents: true } }),
    );
    expect(failed.map((event) => [event.LogicalResourceId, event.ResourceStatus, event.EventType])).toContainEqual([
      "Bad",
      "CREATE_FAILED",
      "PROVISIONING_ERROR",
    ]);
    const all = await stacks.client.send(new DescribeEventsCommand({ StackName: "told" }));
    expect(all.OperationEvents).toHaveLength((await stacks.events("told")).length);
  });

  test.each([
    [
      "UpdateTerminationProtection",
      new UpdateTerminationProtectionCommand({ StackName: "none", EnableTerminationProtection: true }),
    ],
    ["SetStackPolicy", new SetStackPolicyCommand({ StackName: "none", StackPolicyBody: "{}" })],
    ["GetStackPolicy", new GetStackPolicyCommand({ StackName: "none" })],
    ["CancelUpdateStack", new CancelUpdateStackCommand({ StackName: "none" })],
    ["RollbackStack", new RollbackStackCommand({ StackName: "none" })],
  ])("%s needs a stack that is there", async (_, command) => {
    expect(await stacks.refusal(stacks.client.send(command as GetStackPolicyCommand))).toBe(
      "ValidationError: Stack [none] does not exist",
    );
  });
});
