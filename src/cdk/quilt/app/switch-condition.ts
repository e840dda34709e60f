import { CfnCondition, Fn } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { AppParameterName } from "./app-parameter-table";
import type { AppParameters } from "./app-parameters";
import { keepId } from "./keep-id";

/** The condition `{parameter}Enabled`: that a parameter with the values Enabled and Disabled is on. */
export class SwitchCondition {
  readonly condition: CfnCondition;

  constructor(scope: Construct, parameters: AppParameters, name: AppParameterName) {
    this.condition = keepId(
      new CfnCondition(scope, `${name}Enabled`, {
        expression: Fn.conditionEquals(parameters.value(name), "Enabled"),
      }),
    );
  }

  /** One of two texts, decided at deployment. */
  choose(whenOn: string, whenOff: string): string {
    return chooseBy(this.condition, whenOn, whenOff);
  }
}

/** One of two texts, by a condition that is decided at deployment. */
export function chooseBy(condition: CfnCondition, whenTrue: string, whenFalse: string): string {
  return Fn.conditionIf(condition.logicalId, whenTrue, whenFalse).toString();
}
