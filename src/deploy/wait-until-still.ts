import type { CloudFormation, Stack } from "@aws-sdk/client-cloudformation";

/** Longest pause between two looks at a stack, milliseconds. */
const LONGEST_PAUSE_MS = 500;
const FIRST_PAUSE_MS = 5;

/** Looks at a stack until nothing is under way in it any more. */
export async function waitUntilStill(
  cloudFormation: Pick<CloudFormation, "describeStacks">,
  stackName: string,
): Promise<Stack | undefined> {
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    const { Stacks } = await cloudFormation.describeStacks({ StackName: stackName });
    const stack = Stacks?.[0];
    if (stack === undefined || stack.StackStatus?.endsWith("_IN_PROGRESS") !== true) return stack;
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}
