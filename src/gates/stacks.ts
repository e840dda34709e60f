import type { Stack, StackEvent, StackResourceSummary } from "@aws-sdk/client-cloudformation";
import type { CloudFormationCaller } from "./callers";
import { isServiceError } from "./service-error";

/** The stack of that name, or undefined where CloudFormation says that there is none. */
export async function findStack(cloudFormation: CloudFormationCaller, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await cloudFormation.describeStacks({ StackName: name });
    return Stacks?.[0];
  } catch (error) {
    if (isServiceError(error) && error.message.includes("does not exist")) return undefined;
    throw error;
  }
}

/** True for the two states that the specification calls successful. */
export function isSuccessful(stack: Stack): boolean {
  return stack.StackStatus === "CREATE_COMPLETE" || stack.StackStatus === "UPDATE_COMPLETE";
}

/** Outputs by key. */
export function outputsOf(stack: Stack): ReadonlyMap<string, string> {
  return new Map((stack.Outputs ?? []).map((output) => [output.OutputKey ?? "", output.OutputValue ?? ""]));
}

/** All resources of a stack, all pages. */
export async function listResources(
  cloudFormation: CloudFormationCaller,
  name: string,
): Promise<StackResourceSummary[]> {
  return await collect(async (NextToken) => {
    const page = await cloudFormation.listStackResources({ StackName: name, NextToken });
    return { items: page.StackResourceSummaries, next: page.NextToken };
  });
}

/** All exports of the account and region by name, all pages. */
export async function listExportsByName(
  cloudFormation: CloudFormationCaller,
): Promise<Map<string, { value: string; stackId: string }>> {
  const exports = await collect(async (NextToken) => {
    const page = await cloudFormation.listExports({ NextToken });
    return { items: page.Exports, next: page.NextToken };
  });
  return new Map(
    exports.map((entry) => [entry.Name ?? "", { value: entry.Value ?? "", stackId: entry.ExportingStackId ?? "" }]),
  );
}

/**
 * Events of what was last done to a stack, newest first: those since it was told to create, update or delete.
 * Failures of earlier attempts are history and not among them.
 */
export async function lastOperationEvents(cloudFormation: CloudFormationCaller, stack: Stack): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  let next: string | undefined;
  do {
    const page = await cloudFormation.describeStackEvents({ StackName: stack.StackName, NextToken: next });
    for (const event of page.StackEvents ?? []) {
      events.push(event);
      const ofStack = event.PhysicalResourceId === stack.StackId;
      if (ofStack && /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(event.ResourceStatus ?? "")) return events;
    }
    next = page.NextToken;
  } while (next !== undefined);
  return events;
}

async function collect<Item>(
  page: (token: string | undefined) => Promise<{ items: readonly Item[] | undefined; next: string | undefined }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const { items: some, next } = await page(token);
    items.push(...(some ?? []));
    token = next;
  } while (token !== undefined);
  return items;
}
