import type { CloudFormation, StackEvent } from "@aws-sdk/client-cloudformation";
import type { SynthesizedStack } from "./synthesize";

/** What people need to know of a stack that did not come about, over several lines. */
export async function describeFailure(
  cloudFormation: CloudFormation,
  stack: SynthesizedStack,
  status: string,
  parameters: ReadonlyMap<string, string>,
  madeUp: readonly string[],
): Promise<string> {
  const events = await eventsOf(cloudFormation, stack.name);
  const causes = events.filter(isCause);
  const lines = causes.flatMap((event) => {
    const logicalId = event.LogicalResourceId ?? "";
    const path = stack.constructPaths.get(logicalId);
    return [
      `  ${logicalId} (${event.ResourceType ?? ""}): ${event.ResourceStatusReason ?? event.ResourceStatus ?? ""}`,
      ...(path === undefined ? [] : [`    made by ${path}`]),
    ];
  });
  // What fails before the first resource, such as an import, is told of the stack alone.
  if (lines.length === 0) lines.push(...events.flatMap(reasonOfStack));
  return [`stack '${stack.name}' does not deploy, it is ${status}`, ...lines, ...madeUpLines(parameters, madeUp)].join(
    "\n",
  );
}

/** The same for a stack that CloudFormation refused to begin with. */
export function describeRefusal(
  stack: SynthesizedStack,
  refusal: string,
  parameters: ReadonlyMap<string, string>,
  madeUp: readonly string[],
): string {
  const lines = [`stack '${stack.name}' does not deploy, CloudFormation refuses it`, `  ${refusal}`];
  return [...lines, ...madeUpLines(parameters, madeUp)].join("\n");
}

function madeUpLines(parameters: ReadonlyMap<string, string>, madeUp: readonly string[]): string[] {
  if (madeUp.length === 0) return [];
  return [
    "  values that were made up, since nothing gave any:",
    ...madeUp.map((name) => `    ${name} = ${parameters.get(name) ?? ""}`),
  ];
}

/** A failure of its own, neither of the stack as a whole nor in consequence of another. */
function isCause(event: StackEvent): boolean {
  const reason = event.ResourceStatusReason ?? "";
  return (
    event.ResourceStatus?.endsWith("_FAILED") === true &&
    event.PhysicalResourceId !== event.StackId &&
    !/^Resource creation cancelled/.test(reason)
  );
}

function reasonOfStack({ PhysicalResourceId, StackId, ResourceStatusReason: reason }: StackEvent): string[] {
  if (PhysicalResourceId !== StackId || reason === undefined || reason === "User Initiated") return [];
  return [`  ${reason}`];
}

/** All events of a stack, oldest first. */
async function eventsOf(cloudFormation: CloudFormation, name: string): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  let token: string | undefined;
  do {
    const page = await cloudFormation.describeStackEvents({ StackName: name, NextToken: token });
    events.push(...(page.StackEvents ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return events.reverse();
}
