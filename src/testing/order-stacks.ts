import { UserError } from "../base";
import { deriveWiring } from "../gates";
import { isMap, type Template } from "../template";
import type { SynthesizedStack } from "./synthesize";

/** Stacks in an order of deployment: each after those that it depends on and those whose outputs its parameters take. */
export function orderStacks(stacks: readonly SynthesizedStack[]): readonly SynthesizedStack[] {
  const waitsFor = new Map(
    stacks.map((stack) => {
      const givers = stacks.filter((giver) => giver !== stack && takes(stack.template, giver.template));
      const ids = new Set(stacks.map(({ id }) => id));
      return [stack.id, new Set([...stack.dependsOn.filter((id) => ids.has(id)), ...givers.map(({ id }) => id)])];
    }),
  );
  const ordered: SynthesizedStack[] = [];
  const done = new Set<string>();
  while (ordered.length < stacks.length) {
    const next = stacks.find(
      ({ id }) => !done.has(id) && [...(waitsFor.get(id) ?? [])].every((other) => done.has(other)),
    );
    if (next === undefined) {
      const names = stacks.filter(({ id }) => !done.has(id)).map(({ name }) => name);
      throw new UserError("circular-stacks", `stacks wait for each other: ${names.join(", ")}`);
    }
    ordered.push(next);
    done.add(next.id);
  }
  return ordered;
}

/** Whether a parameter of the app template is, by the contract, an output of the IAM template. */
export function takes(app: Template, iam: Template): boolean {
  const parameters = isMap(app.value.Parameters) ? app.value.Parameters : {};
  const outputs = isMap(iam.value.Outputs) ? iam.value.Outputs : {};
  return deriveWiring(iam, app).some(({ parameter, output }) => parameter in parameters && output in outputs);
}
