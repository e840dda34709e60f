import type { Stack } from "aws-cdk-lib/core";
import { UserError } from "../base";
import { readInput } from "../files";
import type { GateContext } from "../gates";
import { everythingCatalog, split } from "../split";
import { isMap, parseTemplate, type Template } from "../template";
import { synthesize } from "./synthesize";

/**
 * What an IAM stack and an application stack came from: the monolith, and the IAM template that its split would give with
 * the same roles and policies.
 *
 * @param monolith path of its template, or a stack that has everything in it
 * @throws UserError where it cannot be read or split
 */
export function readOrigin(
  monolith: string | Stack,
  iam: Template,
  appStackName: string,
): NonNullable<GateContext["origin"]> {
  const template = typeof monolith === "string" ? readTemplate(monolith) : synthesizedTemplate(monolith);
  const resources = (of: Template): readonly string[] =>
    Object.keys(isMap(of.value.Resources) ? of.value.Resources : {});
  const moved = new Set(resources(iam));
  const excluded = resources(template).filter((logicalId) => !moved.has(logicalId));
  return { monolith: template, iam: split(template, { ...everythingCatalog(), excluded }, { appStackName }).iam };
}

function readTemplate(file: string): Template {
  return parseTemplate(readInput(file, "template"), { file });
}

function synthesizedTemplate(stack: Stack): Template {
  const found = synthesize([stack]).find(({ id }) => id === stack.artifactId);
  if (found === undefined) throw new UserError("unknown-stack", `stack '${stack.stackName}' was not synthesized`);
  return found.template;
}
