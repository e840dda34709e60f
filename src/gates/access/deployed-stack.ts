import { parseArn } from "../../aws";
import type { CloudFormationCaller } from "../callers";
import { findStack, listResources } from "../stacks";

/** A stack as it stands: what its template's names mean. */
export interface DeployedStack {
  readonly name: string;
  readonly id: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** By logical id; `Ref` yields the physical id. */
  readonly resources: ReadonlyMap<string, { readonly type: string; readonly physicalId: string }>;
}

/** Reads a stack with its parameters and resources; undefined where there is none of that name. */
export async function readDeployedStack(
  cloudFormation: CloudFormationCaller,
  name: string,
): Promise<DeployedStack | undefined> {
  const stack = await findStack(cloudFormation, name);
  if (stack === undefined) return undefined;
  const { region = "", account = "" } = parseArn(stack.StackId ?? "") ?? {};
  const resources = await listResources(cloudFormation, name);
  return {
    name: stack.StackName ?? name,
    id: stack.StackId ?? "",
    region,
    account,
    parameters: new Map(
      // A parameter of Systems Manager stands for the value that it had when the stack was last deployed.
      (stack.Parameters ?? []).map((entry) => [
        entry.ParameterKey ?? "",
        entry.ResolvedValue ?? entry.ParameterValue ?? "",
      ]),
    ),
    resources: new Map(
      resources.map((resource) => [
        resource.LogicalResourceId ?? "",
        { type: resource.ResourceType ?? "", physicalId: resource.PhysicalResourceId ?? "" },
      ]),
    ),
  };
}
