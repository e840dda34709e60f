import { formatPath, UserError } from "../base";
import type { Path } from "../base";
import { conditionName } from "./functions/conditions";
import { expandLoop } from "./functions/for-each";
import type { Environment, Evaluation, Intrinsic } from "./intrinsic";
import { intrinsicNamed } from "./intrinsics";
import { onlyEntry } from "./one-entry";
import { isList, isMap } from "./value";
import type { TemplateMap, TemplateValue } from "./value";

/**
 * A value with its functions resolved. Entries and items that are `AWS::NoValue` are gone; a value that is as a whole
 * `AWS::NoValue` becomes null. Functions that nobody here can resolve (Fn::Transform, unknown ones) stay as they are.
 *
 * Throws a UserError whose message is CloudFormation's sentence, with the path, for what cannot be evaluated.
 */
export function evaluate(value: TemplateValue, environment: Environment, at: Path = []): TemplateValue {
  return new Evaluator(environment).evaluate(value, at) ?? null;
}

/** Whether an expression of the section Conditions holds. */
export function evaluateCondition(expression: TemplateValue, environment: Environment, at: Path = []): boolean {
  return new Evaluator(environment).decide(expression, at);
}

/** All conditions of a template, each decided once. `environment` need not know conditions. */
export function evaluateConditions(
  template: TemplateMap,
  environment: Omit<Environment, "condition">,
): ReadonlyMap<string, boolean> {
  const section = isMap(template["Conditions"]) ? template["Conditions"] : {};
  const decided = new Map<string, boolean>();
  const underway = new Set<string>();
  const condition = (name: string): boolean => {
    const known = decided.get(name);
    if (known !== undefined) return known;
    const path: Path = ["Conditions", name];
    if (!Object.hasOwn(section, name)) {
      refuseAt(
        path,
        `Template format error: Unresolved condition dependency ${name} in the Conditions block of the template`,
      );
    }
    // Wording unverified.
    if (underway.has(name)) refuseAt(path, `Circular dependency between conditions: [${[...underway].join(", ")}]`);
    underway.add(name);
    const holds = evaluateCondition(section[name] as TemplateValue, { ...environment, condition }, path);
    underway.delete(name);
    decided.set(name, holds);
    return holds;
  };
  for (const name of Object.keys(section)) condition(name);
  return decided;
}

function refuseAt(path: Path, sentence: string): never {
  throw new UserError("template-evaluation", sentence, { at: { path } });
}

class Evaluator {
  constructor(private readonly environment: Environment) {}

  evaluate(value: TemplateValue, path: Path): TemplateValue | undefined {
    if (isList(value)) {
      return value.flatMap((item, index) => {
        const evaluated = this.evaluate(item, [...path, index]);
        return evaluated === undefined ? [] : [evaluated];
      });
    }
    if (!isMap(value)) return value;
    const only = onlyEntry(value);
    const intrinsic = only === undefined ? undefined : intrinsicNamed(only[0]);
    if (only !== undefined && intrinsic?.evaluate !== undefined) return this.call(intrinsic, only[1], path);
    return this.evaluateEntries(value, path);
  }

  private evaluateEntries(map: TemplateMap, path: Path): TemplateMap {
    const result = Object.create(null) as Record<string, TemplateValue>;
    for (const [key, entry] of Object.entries(map)) {
      if (key.startsWith("Fn::ForEach::")) {
        const expanded = expandLoop(key, entry, this.evaluationAt(path));
        Object.assign(result, this.evaluateEntries(expanded, path));
        continue;
      }
      const evaluated = this.evaluate(entry, [...path, key]);
      if (evaluated !== undefined) result[key] = evaluated;
    }
    return result;
  }

  private call(intrinsic: Intrinsic, argument: TemplateValue, path: Path): TemplateValue | undefined {
    const fault = intrinsic.check?.(argument);
    if (fault !== undefined) refuseAt(path, fault);
    return intrinsic.evaluate?.(argument, this.evaluationAt(path));
  }

  /** Whether an operand of a condition holds. */
  decide(value: TemplateValue, path: Path): boolean {
    const name = conditionName(value);
    if (name !== undefined) return this.environment.condition(name);
    const result = this.evaluate(value, path);
    if (result === true || result === "true") return true;
    if (result === false || result === "false") return false;
    // Wording unverified.
    return refuseAt(path, `Template error: ${formatPath(path)} does not resolve to a boolean`);
  }

  private evaluationAt(path: Path): Evaluation {
    return {
      environment: this.environment,
      resolve: (value, ...steps) => this.evaluate(value, [...path, ...steps]),
      decide: (value, ...steps) => this.decide(value, [...path, ...steps]),
      refuse: (sentence) => refuseAt(path, sentence),
    };
  }
}
