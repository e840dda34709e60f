import { ListImportsCommand } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { allow, queue, role, startFixture, story } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

/** An IAM stack: a role, its ARN exported. */
const iam = (name: string, { path = "/", action = "s3:GetObject", exported = true } = {}): object => ({
  Resources: {
    Reader: role("lambda", { Path: path, Policies: [{ PolicyName: "Main", PolicyDocument: allow(action) }] }),
  },
  Outputs: {
    ReaderArn: {
      Value: { "Fn::GetAtt": ["Reader", "Arn"] },
      ...(exported ? { Export: { Name: `${name}-ReaderArn` } } : {}),
    },
  },
});

const lambda = (roleArn: object): object => ({
  Type: "AWS::Lambda::Function",
  Properties: { Role: roleArn, Code: { ZipFile: "//" } },
});

const importing = (name: string): object => ({
  Resources: { Reads: lambda({ "Fn::ImportValue": `${name}-ReaderArn` }) },
});

describe("exports that other stacks import", () => {
  // Sentences: facts/cloudformation.md 2.5.
  test.each([
    ["is taken away", "away", { exported: false }, "delete"],
    ["changes its value", "changes", { path: "/other/" }, "update"],
  ])("an update by which one %s is rolled back", async (_, name, change, verb) => {
    await stacks.create(`${name}-iam`, iam(name));
    await stacks.create(`${name}-app`, importing(name));

    const stack = await stacks.update(`${name}-iam`, iam(name, change));

    expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(story(await stacks.events(`${name}-iam`))).toContain(
      `${name}-iam UPDATE_ROLLBACK_IN_PROGRESS Cannot ${verb} export ${name}-ReaderArn as it is in use by ${name}-app.`,
    );
    expect(stack.Outputs?.[0]?.ExportName).toBe(`${name}-ReaderArn`);
  });

  test("an export that moves to another output with its value may do so", async () => {
    await stacks.create("moves-iam", iam("moves"));
    await stacks.create("moves-app", importing("moves"));
    const { Outputs: outputs, ...rest } = iam("moves") as { Outputs: { ReaderArn: object } };
    expect(outputs.ReaderArn).toBeDefined();
    const stack = await stacks.update("moves-iam", { ...rest, Outputs: { Renamed: outputs.ReaderArn } });
    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
  });

  test("an export is free again when the importing stack no longer uses it", async () => {
    await stacks.create("freed-iam", iam("freed"));
    await stacks.create("freed-app", importing("freed"));
    await stacks.update("freed-app", { Resources: { Line: queue } });

    expect(await stacks.refusal(stacks.client.send(new ListImportsCommand({ ExportName: "freed-ReaderArn" })))).toBe(
      "ValidationError: Export 'freed-ReaderArn' is not imported by any stack.",
    );
    expect((await stacks.update("freed-iam", iam("freed", { exported: false }))).StackStatus).toBe("UPDATE_COMPLETE");
  });

  test("an import that a failed update wanted is not kept", async () => {
    await stacks.create("wanted-iam", iam("wanted"));
    await stacks.create("wanted-app", { Resources: { Line: queue } });
    const bad = { Type: "AWS::IAM::Group", Properties: { ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/x"] } };
    const stack = await stacks.update("wanted-app", {
      Resources: { ...(importing("wanted") as { Resources: object }).Resources, Bad: bad },
    });
    expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect((await stacks.update("wanted-iam", iam("wanted", { exported: false }))).StackStatus).toBe("UPDATE_COMPLETE");
  });

  test("an import of what nobody exports rolls the update back", async () => {
    await stacks.create("missing", { Resources: { Line: queue } });
    await stacks.update("missing", importing("nobody"));
    expect(story(await stacks.events("missing"))).toContain(
      "missing UPDATE_ROLLBACK_IN_PROGRESS No export named nobody-ReaderArn found. ",
    );
  });
});

describe("an IAM stack and an app stack that gets its ARNs as parameters", () => {
  const app = {
    Parameters: {
      Reader: { Type: "String", AllowedPattern: "^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/[a-zA-Z0-9+=,.@_/-]+$" },
    },
    Resources: { Reads: lambda({ Ref: "Reader" }), Line: queue },
  };
  const pass = (ParameterValue = ""): object => ({ Parameters: [{ ParameterKey: "Reader", ParameterValue }] });
  const arnOf = (stack: { Outputs?: { OutputValue?: string }[] }): string => stack.Outputs?.[0]?.OutputValue ?? "";

  // Scenarios of spec/integration.md, flow 5.
  test("scenario A: a policy changes, the ARNs stay, and the app stack has nothing to do", async () => {
    const before = arnOf(await stacks.create("a-iam", iam("a")));
    await stacks.create("a-app", app, pass(before));

    const after = arnOf(await stacks.update("a-iam", iam("a", { action: "s3:ListBucket" })));

    expect(after).toBe(before);
    expect(await stacks.refusal(stacks.update("a-app", app, pass(after)))).toBe(
      "ValidationError: No updates are to be performed.",
    );
  });

  test("scenario B: a role is replaced, its ARN changes, and the app stack follows", async () => {
    const before = arnOf(await stacks.create("b-iam", iam("b")));
    await stacks.create("b-app", app, pass(before));

    const after = arnOf(await stacks.update("b-iam", iam("b", { path: "/reviewed/" })));
    expect(after).toMatch(/^arn:aws:iam::123456789012:role\/reviewed\/b-iam-Reader-/);
    const stack = await stacks.update("b-app", app, pass(after));

    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    const touched = (await stacks.events("b-app")).slice(-5);
    expect(story(touched)).toEqual([
      "b-app UPDATE_IN_PROGRESS User Initiated",
      "Reads UPDATE_IN_PROGRESS",
      "Reads UPDATE_COMPLETE",
      "b-app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "b-app UPDATE_COMPLETE",
    ]);
    expect(JSON.parse(touched[2]?.ResourceProperties ?? "")).toMatchObject({ Role: after });
  });

  test("an app stack that is given a role which is no longer there fails and keeps the one it had", async () => {
    const before = arnOf(await stacks.create("gone-iam", iam("gone")));
    await stacks.create("gone-app", app, pass(before));
    const stack = await stacks.update("gone-app", app, pass("arn:aws:iam::123456789012:role/not-there"));
    expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(stack.Parameters?.[0]?.ParameterValue).toBe(before);
  });
});
