import type { Stack } from "@aws-sdk/client-cloudformation";
import type { Wire } from "../split";
import { isMap, matchWhole } from "../template";
import { defineGate, resultOf, type Problem } from "./gate";
import type { GateContext } from "./context";
import { IAM_TYPES } from "./iam-types";
import {
  parameterMismatch,
  parameterNotProvided,
  stackInFailedState,
  stackNotFound,
  stackOutputMissing,
} from "./sentences";
import { section } from "./template-section";
import { findStack, isSuccessful, listExportsByName, outputsOf } from "./stacks";
import { outputsToParameters } from "./wiring";

const CATEGORY = "Output Query Errors";

/** Gate 3: what the IAM stack puts out is what the app stack takes. */
export const outputQuery = defineGate({
  number: 3,
  id: "output-query",
  claim: "every output of the IAM stack can be queried and becomes the parameter of that name",
  why: "the application stack is deployed with these values and no others",
  category: CATEGORY,
  async check(context) {
    const stack = await findStack(context.cloudFormation, context.iamStackName);
    if (stack === undefined) return resultOf([stackNotFound(context.iamStackName, CATEGORY)]);
    const where = `stack ${stack.StackName}`;
    if (!isSuccessful(stack)) {
      return resultOf([{ ...stackInFailedState(stack.StackStatus ?? "unknown", CATEGORY), where }]);
    }
    const outputs = outputsOf(stack);
    const missing = context.wiring.filter((wire) => !outputs.has(wire.output) && wire.condition === undefined);
    const exported =
      context.wiring.length === 0 ? new Map<string, never>() : await listExportsByName(context.cloudFormation);
    return resultOf([
      ...missing.map((wire) => ({ ...stackOutputMissing(wire.output, CATEGORY), where })),
      ...context.wiring.flatMap((wire) => checkTransformation(wire)),
      ...context.wiring.flatMap((wire) => checkExport(wire, stack, outputs, exported)),
      ...checkParameters(context, outputs),
    ]);
  },
});

/** The specification's consumers make a parameter's name by taking `Arn` off the output's. */
function checkTransformation(wire: Wire): readonly Problem[] {
  if (wire.yields !== "arn" || wire.output === `${wire.parameter}Arn`) return [];
  return [
    {
      category: CATEGORY,
      message: `Output ${wire.output} does not become parameter ${wire.parameter} when 'Arn' is taken off`,
      remedy: `Name the output ${wire.parameter}Arn.`,
    },
  ];
}

function checkExport(
  wire: Wire,
  stack: Stack,
  outputs: ReadonlyMap<string, string>,
  exported: ReadonlyMap<string, { value: string; stackId: string }>,
): readonly Problem[] {
  const value = outputs.get(wire.output);
  if (value === undefined) return [];
  const name = wire.exportName.replaceAll("${AWS::StackName}", stack.StackName ?? "");
  const entry = exported.get(name);
  const fault =
    entry === undefined
      ? `Export missing: ${name}`
      : entry.stackId !== stack.StackId
        ? `Export ${name} belongs to another stack: ${entry.stackId}`
        : entry.value !== value
          ? `Export ${name} is ${entry.value}, but output ${wire.output} is ${value}`
          : undefined;
  if (fault === undefined) return [];
  return [
    {
      category: CATEGORY,
      message: fault,
      where: `stack ${stack.StackName}`,
      remedy: `Update the IAM stack with a template that exports ${wire.output} as ${wire.exportName}.`,
    },
  ];
}

/** The parameter map, held against what the app template declares. */
function checkParameters(context: GateContext, outputs: ReadonlyMap<string, string>): readonly Problem[] {
  if (context.appTemplate === undefined) return [];
  const parameters = outputsToParameters(outputs, context.wiring);
  const wired = new Set(context.wiring.map((wire) => wire.parameter));
  return Object.entries(section(context.appTemplate.template, "Parameters")).flatMap(([name, declaration]) => {
    if (!isMap(declaration) || typeof declaration.AllowedPattern !== "string") return [];
    const pattern = declaration.AllowedPattern;
    const value = parameters.get(name);
    if (value !== undefined) {
      return matchWhole(pattern, value) === "matches" ? [] : [parameterMismatch(name, pattern, CATEGORY)];
    }
    // A parameter that takes ARNs of IAM, has no default and no wire is an end without a beginning.
    const takes = (text: string): boolean => matchWhole(pattern, text) === "matches";
    const takesIamArns = [...IAM_TYPES.values()].some((type) => takes(type.exampleArn)) && !takes("any text");
    return takesIamArns && declaration.Default === undefined && !wired.has(name) ? [parameterNotProvided(name)] : [];
  });
}
