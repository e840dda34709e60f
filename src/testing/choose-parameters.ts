import { fillParameters } from "../deploy";
import { deriveWiring, outputsToParameters } from "../gates";
import { isMap, type Template } from "../template";
import { takes } from "./order-stacks";
import type { SynthesizedStack } from "./synthesize";

/** An output that is there already. */
export interface GivingStack {
  readonly template: Template;
  readonly outputs: ReadonlyMap<string, string>;
}

export interface ChosenParameters {
  readonly values: ReadonlyMap<string, string>;
  /** Names of those that were made up. */
  readonly madeUp: readonly string[];
}

/**
 * Values for a stack's parameters: what the caller gives wins over outputs of earlier stacks, these over the template's
 * defaults; the rest is made up.
 *
 * @throws UserError where none can be made up
 */
export function chooseParameters(
  stack: SynthesizedStack,
  given: ReadonlyMap<string, string>,
  earlier: readonly GivingStack[],
  all: readonly SynthesizedStack[],
): ChosenParameters {
  const declared = isMap(stack.template.value.Parameters) ? stack.template.value.Parameters : {};
  const wired = earlier.flatMap(({ template, outputs }) => [
    ...outputsToParameters(outputs, deriveWiring(template, stack.template)),
  ]);
  const chosen = new Map(
    [...appStackName(stack, all, declared), ...wired, ...given].filter(([name]) => name in declared),
  );
  const madeUp = fillParameters(stack.template, chosen);
  return { values: new Map([...madeUp, ...chosen]), madeUp: [...madeUp.keys()] };
}

/** An IAM template asks for the name of the stack that takes its outputs. */
function appStackName(
  stack: SynthesizedStack,
  all: readonly SynthesizedStack[],
  declared: Readonly<Record<string, unknown>>,
): readonly [string, string][] {
  const takers = all.filter((other) => other !== stack && takes(other.template, stack.template));
  const [taker] = takers;
  if (taker === undefined || takers.length > 1) return [];
  const names: [string, string][] = [
    ["AppStackName", taker.name],
    ["AppStackNameLower", taker.name.toLowerCase()],
  ];
  return names.filter(([name]) => {
    const declaration = declared[name];
    return typeof declaration === "object" && declaration !== null && !("Default" in declaration);
  });
}
