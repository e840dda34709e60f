import type { Wire } from "../split";
import { isMap, type Template } from "../template";

const EXTERNALIZED_TYPES = new Set(["AWS::IAM::Role", "AWS::IAM::ManagedPolicy"]);

/**
 * The wiring that an IAM template promises by the contract: output `XArn` and parameter `X` for each of its roles and
 * managed policies. For templates whose split report is not at hand.
 */
export function deriveWiring(iam: Template): Wire[] {
  const resources = iam.value.Resources;
  if (!isMap(resources)) return [];
  return Object.entries(resources).flatMap(([logicalId, resource]) => {
    const type = isMap(resource) ? resource.Type : undefined;
    if (typeof type !== "string" || !EXTERNALIZED_TYPES.has(type)) return [];
    const output = `${logicalId}Arn`;
    return [{ logicalId, output, exportName: `\${AWS::StackName}-${output}`, parameter: logicalId, yields: "arn" }];
  });
}

/** Outputs of the IAM stack as parameters of the app stack: by the wiring, only those that are there. */
export function outputsToParameters(
  outputs: ReadonlyMap<string, string>,
  wiring: readonly Wire[],
): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const wire of wiring) {
    const value = outputs.get(wire.output);
    if (value !== undefined) parameters.set(wire.parameter, value);
  }
  return parameters;
}
