import { ListExportsCommand, ListImportsCommand } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { fixtureOf, queue, role, startFixture, story } from "./stack-fixture";

let stacks: StackFixture;
beforeEach(async () => {
  stacks = await startFixture();
});
afterEach(() => stacks.emulator.stop());

const exporting = {
  Resources: { Role: role("lambda", { RoleName: { "Fn::Sub": "${AWS::StackName}-role" } }) },
  Outputs: {
    RoleArn: { Value: { "Fn::GetAtt": ["Role", "Arn"] }, Export: { Name: { "Fn::Sub": "${AWS::StackName}-RoleArn" } } },
  },
};

const importing = (name: string): object => ({
  Resources: {
    Function: {
      Type: "AWS::Lambda::Function",
      Properties: { Code: { ZipFile: "x" }, Role: { "Fn::ImportValue": name } },
    },
  },
});

describe("exports", () => {
  test("are listed with their stacks, per account and region", async () => {
    const stack = await stacks.create("iam", exporting);

    const { Exports } = await stacks.client.send(new ListExportsCommand({}));

    expect(Exports).toEqual([
      { Name: "iam-RoleArn", Value: "arn:aws:iam::123456789012:role/iam-role", ExportingStackId: stack.StackId },
    ]);
    expect(stack.Outputs?.[0]?.ExportName).toBe("iam-RoleArn");
    const elsewhere = fixtureOf(stacks.emulator, "123456789012", "eu-west-1");
    expect((await elsewhere.client.send(new ListExportsCommand({}))).Exports ?? []).toEqual([]);
  });

  test("are unique: a second stack with the name is rolled back", async () => {
    const template = { Resources: { Queue: queue }, Outputs: { O: { Value: "x", Export: { Name: "mine" } } } };
    await stacks.create("first", template);

    const second = await stacks.create("second", template);

    expect(second.StackStatus).toBe("ROLLBACK_COMPLETE");
    // Sentence: facts/cloudformation.md 2.5.
    expect(story(await stacks.events("second"))).toContain(
      "second ROLLBACK_IN_PROGRESS Export with name mine is already exported by stack first. Rollback requested by user.",
    );
  });
});

describe("imports", () => {
  test("get the value, and are listed by export", async () => {
    await stacks.create("iam", exporting);
    const app = await stacks.create("app", importing("iam-RoleArn"));

    expect(app.StackStatus).toBe("CREATE_COMPLETE");
    const { Imports } = await stacks.client.send(new ListImportsCommand({ ExportName: "iam-RoleArn" }));
    expect(Imports).toEqual(["app"]);
  });

  test("of what nobody exports fail the stack before any resource is made", async () => {
    const app = await stacks.create("app", importing("nobody-RoleArn"));

    expect(app.StackStatus).toBe("ROLLBACK_COMPLETE");
    // Sentence: facts/cloudformation.md 2.5.
    expect(story(await stacks.events("app"))).toEqual([
      "app CREATE_IN_PROGRESS User Initiated",
      "app ROLLBACK_IN_PROGRESS No export named nobody-RoleArn found. Rollback requested by user.",
      "app ROLLBACK_COMPLETE",
    ]);
  });

  test("that nobody makes are an error of ListImports", async () => {
    const list = new ListImportsCommand({ ExportName: "iam-RoleArn" });

    expect(await stacks.refusal(stacks.client.send(list))).toBe(
      "ValidationError: Export 'iam-RoleArn' is not imported by any stack.",
    );
  });

  test("keep the exporting stack from being deleted until they are gone", async () => {
    const iam = await stacks.create("iam", exporting);
    const [one, two] = [
      await stacks.create("app1", importing("iam-RoleArn")),
      await stacks.create("app2", importing("iam-RoleArn")),
    ];

    // Sentences: facts/cloudformation.md 2.5.
    expect(await stacks.delete(iam.StackId ?? "")).toMatchObject({
      StackStatus: "CREATE_COMPLETE",
      StackStatusReason: "Delete canceled. Cannot delete export iam-RoleArn as it is in use by app1 and app2.",
    });
    await stacks.delete(one?.StackId ?? "");
    expect(await stacks.delete(iam.StackId ?? "")).toMatchObject({
      StackStatus: "CREATE_COMPLETE",
      StackStatusReason: "Delete canceled. Cannot delete export iam-RoleArn as it is in use by app2.",
    });
    expect(story((await stacks.events("iam")).slice(-2))).toEqual([
      "iam DELETE_IN_PROGRESS User Initiated",
      "iam CREATE_COMPLETE Delete canceled. Cannot delete export iam-RoleArn as it is in use by app2.",
    ]);
    expect(await stacks.emulator.invoke("iam", "GetRole", { RoleName: "iam-role" })).toMatchObject({ Role: {} });

    await stacks.delete(two?.StackId ?? "");
    expect((await stacks.delete(iam.StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
    expect((await stacks.client.send(new ListExportsCommand({}))).Exports ?? []).toEqual([]);
  });

  test("of a rolled back stack do not count", async () => {
    const iam = await stacks.create("iam", exporting);
    const bad = { ...importing("iam-RoleArn"), Outputs: { O: { Value: "x", Export: { Name: "iam-RoleArn" } } } };
    expect((await stacks.create("app", bad)).StackStatus).toBe("ROLLBACK_COMPLETE");

    expect((await stacks.delete(iam.StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
  });
});
