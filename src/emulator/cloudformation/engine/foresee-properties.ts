import { UserError } from "../../../base";
import type { TemplateMap, TemplateValue } from "../../../template";
import { evaluate, isList, isMap } from "../../../template";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import type { Deployment } from "../deployment";
import { MASK } from "../describe";
import type { StackIdentity } from "./environment";
import { environmentOf } from "./environment";
import type { Sight } from "./environment";
import { KNOWN_AFTER_APPLY } from "./planned-change";

/** What is known of the resources of a stack before a change is executed. */
export type Foresight = Pick<Sight, "ref" | "getAtt">;

/**
 * Evaluates properties before anything is made: what depends on an unknown value is {@link KNOWN_AFTER_APPLY} itself, text
 * around it included.
 *
 * @param masked shows the values of NoEcho parameters as `****`
 */
export function foreseeProperties(
  context: OperationContext,
  stack: StackIdentity,
  deployment: Deployment,
  properties: TemplateMap,
  foresight: Foresight,
  masked = false,
): TemplateMap {
  const parameter = (name: string): TemplateValue | undefined =>
    masked && deployment.hiddenParameters.has(name) ? MASK : deployment.parameters.get(name);
  const sight = { ...foresight, parameter, conditions: deployment.conditions };
  const environment = environmentOf(context, stack, deployment.template, sight);
  const foresee = (value: TemplateValue): TemplateValue => {
    try {
      return withoutTraces(evaluate(value, environment));
    } catch (error) {
      // Such as an export that is not there yet, or the second part of a text that is not known.
      if (error instanceof UserError || error instanceof AwsFault) return KNOWN_AFTER_APPLY;
      throw error;
    }
  };
  // Evaluated as a whole where it can be, so that properties that are AWS::NoValue leave.
  const whole = foresee(properties);
  if (isMap(whole)) return whole;
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, foresee(value)]));
}

/** Any value, with text that contains an unknown part made unknown as a whole. */
function withoutTraces(value: TemplateValue): TemplateValue {
  if (typeof value === "string") return value.includes(KNOWN_AFTER_APPLY) ? KNOWN_AFTER_APPLY : value;
  if (isList(value)) return value.map(withoutTraces);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withoutTraces(entry)]));
}

/** Whether any part of a value is not known. */
export function isUnknown(value: TemplateValue | undefined): boolean {
  if (value === KNOWN_AFTER_APPLY) return true;
  if (value === undefined || value === null || typeof value !== "object") return false;
  return Object.values(value).some((entry) => isUnknown(entry as TemplateValue));
}
