import fc from "fast-check";
import type { StackFixture } from "./stack-fixture";
import { startFixture } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

/** A template of groups where each may depend on earlier ones, and some are refused by IAM or by their schema. */
const templates = fc
  .array(
    fc.record({
      fails: fc.oneof({ weight: 8, arbitrary: fc.constant("no") }, fc.constantFrom("in IAM", "in the schema")),
      needs: fc.array(fc.nat(), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((groups) => ({
    failing: groups.some((group) => group.fails !== "no"),
    size: groups.length,
    template: {
      Resources: Object.fromEntries(
        groups.map(({ fails, needs }, index) => [
          `G${index}`,
          {
            Type: "AWS::IAM::Group",
            Properties: {
              ...(fails === "in IAM" ? { ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/none"] } : {}),
              ...(fails === "in the schema" ? { NoSuchProperty: true } : {}),
            },
            DependsOn: index === 0 ? [] : [...new Set(needs.map((need) => `G${need % index}`))],
          },
        ]),
      ),
    },
  }));

async function groupCount(): Promise<number> {
  const { Groups } = await stacks.emulator.invoke<{ Groups: unknown[] }>("iam", "ListGroups", {});
  return Groups.length;
}

test("after any creation there is all of the stack or nothing, and after its deletion nothing", async () => {
  await fc.assert(
    fc.asyncProperty(templates, async ({ failing, size, template }) => {
      const stack = await stacks.create("any", template);

      expect(stack.StackStatus).toBe(failing ? "ROLLBACK_COMPLETE" : "CREATE_COMPLETE");
      expect(await groupCount()).toBe(failing ? 0 : size);
      expect((await stacks.delete(stack.StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
      expect(await groupCount()).toBe(0);
      const last = (await stacks.events(stack.StackId ?? "")).at(-1);
      expect(last).toMatchObject({ LogicalResourceId: "any", ResourceStatus: "DELETE_COMPLETE" });
    }),
    { numRuns: 40 },
  );
}, 30_000);
