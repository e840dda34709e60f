import type { Environment, TemplateValue } from "../../../template";
import { evaluate, isList, isMap } from "../../../template";
import type { OperationContext } from "../../operation";
import type { Deployment } from "../deployment";
import { exportsOf } from "../exports";
import { takenBranches } from "./taken-branches";

/** Names of the exports that a deployment imports, or the first one that nobody exports. */
export type Imports = { readonly names: readonly string[] } | { readonly missing: string };

/** Looks up every `Fn::ImportValue` that the conditions leave in. */
export function findImports(context: OperationContext, deployment: Deployment, environment: Environment): Imports {
  const exports = exportsOf(context);
  const names = new Set<string>();
  const places: TemplateValue[] = [
    ...[...deployment.resources.values()].map((resource) => resource.properties),
    ...deployment.outputs.map((output) => output.value),
  ];
  for (const place of places) {
    for (const argument of importArguments(takenBranches(place, deployment.conditions))) {
      // AWS allows no reference to a resource in it, so it can be evaluated before there are any.
      const name = String(evaluate(argument, environment));
      if (!exports.has(name)) return { missing: name };
      names.add(name);
    }
  }
  return { names: [...names] };
}

function importArguments(value: TemplateValue): TemplateValue[] {
  if (isList(value)) return value.flatMap(importArguments);
  if (!isMap(value)) return [];
  const argument = value["Fn::ImportValue"];
  return argument !== undefined ? [argument] : Object.values(value).flatMap(importArguments);
}
