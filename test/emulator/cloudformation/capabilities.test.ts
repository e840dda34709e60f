import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import type { Capability } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { queue, role, startFixture } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

const unnamed = role("lambda");
const named = role("lambda", { RoleName: { "Fn::Sub": "${AWS::StackName}-role" } });

describe("capabilities", () => {
  // Sentences: facts/cloudformation.md 2.3 (the space before the colon is AWS's).
  test.each<[string, object, Capability[], string]>([
    ["a role", { Role: unnamed }, [], "CAPABILITY_IAM"],
    ["a role with a name", { Role: named }, ["CAPABILITY_IAM"], "CAPABILITY_NAMED_IAM"],
    [
      "a role that a condition leaves out",
      { Role: { ...unnamed, Condition: "Never" }, Queue: queue },
      [],
      "CAPABILITY_IAM",
    ],
    [
      "an inline policy, whose name is none",
      {
        Policy: {
          Type: "AWS::IAM::Policy",
          Properties: { PolicyName: "p", PolicyDocument: {}, Roles: ["r"] },
        },
      },
      ["CAPABILITY_AUTO_EXPAND"],
      "CAPABILITY_IAM",
    ],
  ])("%s needs its acknowledgement", async (_, Resources, Capabilities, missing) => {
    const TemplateBody = JSON.stringify({ Conditions: { Never: { "Fn::Equals": ["a", "b"] } }, Resources });
    const create = stacks.client.send(new CreateStackCommand({ StackName: "refused", TemplateBody, Capabilities }));

    expect(await stacks.refusal(create)).toBe(
      `InsufficientCapabilitiesException: Requires capabilities : [${missing}]`,
    );
  });

  test.each<[string, object, Capability[]]>([
    ["CAPABILITY_IAM is enough without names", unnamed, ["CAPABILITY_IAM"]],
    ["CAPABILITY_NAMED_IAM covers both", named, ["CAPABILITY_NAMED_IAM"]],
  ])("%s", async (name, Role, Capabilities) => {
    const stack = await stacks.create(name.replace(/[^A-Za-z]+/g, "-"), { Resources: { Role } }, { Capabilities });

    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    expect(stack.Capabilities).toEqual(Capabilities);
  });

  test("a transform needs CAPABILITY_AUTO_EXPAND, and is refused clearly with it", async () => {
    const TemplateBody = JSON.stringify({ Transform: "AWS::Serverless-2016-10-31", Resources: { Queue: queue } });
    const create = (Capabilities: Capability[]): Promise<unknown> =>
      stacks.client.send(new CreateStackCommand({ StackName: "macro", TemplateBody, Capabilities }));

    expect(await stacks.refusal(create([]))).toBe(
      "InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_AUTO_EXPAND]",
    );
    // The emulator's own words.
    expect(await stacks.refusal(create(["CAPABILITY_AUTO_EXPAND"]))).toBe(
      "ValidationError: Transforms [AWS::Serverless-2016-10-31] are not supported by this emulator yet",
    );
  });

  test("a capability that there is not is refused", async () => {
    const create = new CreateStackCommand({
      StackName: "refused",
      TemplateBody: JSON.stringify({ Resources: { Queue: queue } }),
      Capabilities: ["CAPABILITY_ALL" as Capability],
    });

    expect(await stacks.refusal(stacks.client.send(create))).toMatch(
      /^ValidationError: 1 validation error detected: Value '\[CAPABILITY_ALL\]' at 'capabilities' failed to satisfy constraint/,
    );
  });
});
