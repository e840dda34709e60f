import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Acceptor = readonly [state: "success" | "failure", status: string];

/** The AWS CLI's waiters for stacks, by the statuses that the guide's stacks come to. */
const WAITERS: Readonly<Record<string, readonly Acceptor[]>> = {
  StackCreateComplete: [
    ["success", "CREATE_COMPLETE"],
    ["failure", "ROLLBACK_COMPLETE"],
    ["failure", "CREATE_FAILED"],
  ],
  StackUpdateComplete: [
    ["success", "UPDATE_COMPLETE"],
    ["failure", "UPDATE_ROLLBACK_COMPLETE"],
    ["failure", "UPDATE_FAILED"],
  ],
  StackDeleteComplete: [
    ["success", "DELETE_COMPLETE"],
    ["failure", "DELETE_FAILED"],
  ],
};

/**
 * Writes waiters that ask each second. The AWS CLI's own ask each half-minute, so that who comes a moment too early waits
 * for all of it.
 *
 * https://docs.aws.amazon.com/boto3/latest/reference/core/loaders.html: AWS_DATA_PATH comes before what is built in.
 *
 * @returns the value of AWS_DATA_PATH
 */
export function writeQuickWaiters(folder: string): string {
  const path = join(folder, "aws-models");
  const service = join(path, "cloudformation", "2010-05-15");
  mkdirSync(service, { recursive: true });
  const waiters = Object.entries(WAITERS).map(([name, acceptors]) => [
    name,
    { delay: 1, maxAttempts: 90, operation: "DescribeStacks", acceptors: [...acceptors.map(byStatus), ...gone(name)] },
  ]);
  const changeSet = {
    delay: 1,
    maxAttempts: 90,
    operation: "DescribeChangeSet",
    acceptors: [
      { matcher: "path", argument: "Status", expected: "CREATE_COMPLETE", state: "success" },
      { matcher: "path", argument: "Status", expected: "FAILED", state: "failure" },
    ],
  };
  const all = { ...Object.fromEntries(waiters), ChangeSetCreateComplete: changeSet };
  writeFileSync(join(service, "waiters-2.json"), JSON.stringify({ version: 2, waiters: all }));
  return path;
}

function byStatus([state, expected]: Acceptor): object {
  return { matcher: state === "success" ? "pathAll" : "pathAny", argument: "Stacks[].StackStatus", expected, state };
}

/** A stack that is not found by its name is deleted. */
function gone(name: string): object[] {
  return name === "StackDeleteComplete" ? [{ matcher: "error", expected: "ValidationError", state: "success" }] : [];
}
