import type { CloudFormation, Stack } from "@aws-sdk/client-cloudformation";
import {
  explainStack,
  exportStillImported,
  findStack,
  isServiceError,
  lastOperationEvents,
  resourcesInUse,
  type Problem,
} from "../gates";
import { waitUntilStill } from "./wait-until-still";

/** What became of a deployment that was to go. */
export interface TearDownOutcome {
  /** Stacks that were deleted, in the order of their deletion. */
  readonly deleted: readonly string[];
  /** Stacks that were not there in the first place. */
  readonly absent: readonly string[];
  /** Why not everything is gone; nothing that comes after a problem was touched. */
  readonly problems: readonly Problem[];
}

const CATEGORY = "Stack Deletion Errors";

/**
 * Deletes the application stack, waits until it is gone, then deletes the IAM stack. Looks first whether another stack
 * still uses one of the two, by imports or by parameters that hold their outputs, and then deletes nothing.
 */
export async function tearDown(
  cloudFormation: CloudFormation,
  { appStackName, iamStackName }: { readonly appStackName: string; readonly iamStackName: string },
): Promise<TearDownOutcome> {
  const names = [appStackName, iamStackName];
  const stacks = await Promise.all(names.map(async (name) => await findStack(cloudFormation, name)));
  const absent = names.filter((_, index) => stacks[index] === undefined);
  const present = stacks.filter((stack) => stack !== undefined);
  const problems = await findUses(cloudFormation, present);
  const deleted: string[] = [];
  for (const stack of present) {
    if (problems.length > 0) break;
    problems.push(...(await deleteStack(cloudFormation, stack)));
    if (problems.length === 0) deleted.push(stack.StackName ?? "");
  }
  return { deleted, absent, problems };
}

/** Uses of the stacks by others that will still be there when they go, in the order of their deletion. */
async function findUses(cloudFormation: CloudFormation, going: readonly Stack[]): Promise<Problem[]> {
  if (going.length === 0) return [];
  const all = await listStacks(cloudFormation);
  const gone = new Set<string | undefined>();
  const problems: Problem[] = [];
  for (const stack of going) {
    gone.add(stack.StackName);
    const others = all.filter(({ StackName }) => !gone.has(StackName));
    problems.push(
      ...(await findImports(cloudFormation, stack, gone)),
      ...others.flatMap((other) => findParameterUse(stack, other)),
    );
  }
  return problems;
}

async function findImports(
  cloudFormation: CloudFormation,
  stack: Stack,
  gone: ReadonlySet<string | undefined>,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { ExportName: name } of stack.Outputs ?? []) {
    if (name === undefined) continue;
    const importers = await listImporters(cloudFormation, name);
    problems.push(
      ...importers
        .filter((importer) => !gone.has(importer))
        .map((importer) => ({ ...exportStillImported(name, importer), where: `stack ${stack.StackName}` })),
    );
  }
  return problems;
}

/** A stack that was given ARNs of another by parameter: CloudFormation does not know of that, and would not refuse. */
function findParameterUse(stack: Stack, user: Stack): Problem[] {
  const arns = new Set((stack.Outputs ?? []).map((output) => output.OutputValue).filter((value) => isArn(value)));
  const used = (user.Parameters ?? []).filter(({ ParameterValue: value }) => value !== undefined && arns.has(value));
  if (used.length === 0) return [];
  const parameters = used.map(({ ParameterKey }) => ParameterKey).join(", ");
  return [
    {
      ...resourcesInUse(),
      where: `stack ${user.StackName} has ARNs of stack ${stack.StackName} as ${parameters}`,
      remedy: `Delete stack ${user.StackName} first, or update it with other ARNs.`,
    },
  ];
}

function isArn(value: string | undefined): value is string {
  return value?.startsWith("arn:") === true;
}

/** Stacks that importing an export keeps from deletion; CloudFormation answers an error where there is none. */
async function listImporters(cloudFormation: CloudFormation, exportName: string): Promise<string[]> {
  const importers: string[] = [];
  let token: string | undefined;
  try {
    do {
      const page = await cloudFormation.listImports({ ExportName: exportName, NextToken: token });
      importers.push(...(page.Imports ?? []));
      token = page.NextToken;
    } while (token !== undefined);
  } catch (error) {
    if (!isServiceError(error) || !error.message.includes("is not imported by any stack")) throw error;
  }
  return importers;
}

async function listStacks(cloudFormation: CloudFormation): Promise<Stack[]> {
  const stacks: Stack[] = [];
  let token: string | undefined;
  do {
    const page = await cloudFormation.describeStacks({ NextToken: token });
    stacks.push(...(page.Stacks ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return stacks;
}

/** Deletes a stack and waits until it is gone. @returns why it is still there; nothing where it is gone */
async function deleteStack(cloudFormation: CloudFormation, stack: Stack): Promise<readonly Problem[]> {
  const where = `stack ${stack.StackName}`;
  // By its id a stack is still described when it is gone.
  const id = stack.StackId ?? "";
  try {
    await cloudFormation.deleteStack({ StackName: id });
  } catch (error) {
    if (!isServiceError(error)) throw error;
    const remedy = "Remove what CloudFormation names here, then tear the stacks down again.";
    return [{ category: CATEGORY, message: error.message, where, remedy }];
  }
  const after = await waitUntilStill(cloudFormation, id);
  if (after === undefined || after.StackStatus === "DELETE_COMPLETE") return [];
  const events = await lastOperationEvents(cloudFormation, after);
  const problems = explainStack(after, events, CATEGORY);
  // A deletion that was cancelled leaves the stack in the good state it had.
  const told = after.StackStatus === "DELETE_FAILED" ? problems : problems.slice(1);
  return told.length > 0 ? told : [{ ...resourcesInUse(), where }];
}
