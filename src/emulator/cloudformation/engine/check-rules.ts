import type { Environment, TemplateMap } from "../../../template";
import { evaluateCondition, isList, isMap } from "../../../template";
import { sectionOf } from "../deployment";
import { validationError } from "../faults";
import { textOf } from "../template-summary";

/**
 * Refuses parameters that a rule of the template does not accept.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function checkRules(template: TemplateMap, environment: Environment): void {
  for (const [name, rule] of Object.entries(sectionOf(template, "Rules"))) {
    if (!isMap(rule)) continue;
    const condition = rule["RuleCondition"];
    if (condition !== undefined && !evaluateCondition(condition, environment, ["Rules", name])) continue;
    const assertions = rule["Assertions"];
    for (const assertion of isList(assertions) ? assertions : []) {
      if (!isMap(assertion)) continue;
      if (evaluateCondition(assertion["Assert"] ?? false, environment, ["Rules", name])) continue;
      // That the description comes is documented; the words around it, if there are any, are not verified.
      throw validationError(textOf(assertion, "AssertDescription") ?? `Template error: rule ${name} failed`);
    }
  }
}
