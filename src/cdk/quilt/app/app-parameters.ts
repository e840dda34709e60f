import { CfnParameter, type Stack } from "aws-cdk-lib/core";
import { addParameterGroup } from "../../parameter-group";
import { IAM_PARAMETERS, iamParameter, type IamParameterName } from "../iam-parameters";
import { APP_PARAMETERS, type AppParameterName } from "./app-parameter-table";

/**
 * The parameters of the application that are not ARNs of roles and policies: database, network, web catalogue, sign-in.
 *
 * They stand at the top of the stack, where an inline {@link QuiltIam} finds those that its statements need too.
 */
export class AppParameters {
  private readonly byName: ReadonlyMap<AppParameterName, CfnParameter>;

  /** @param leftOut parameters that this stack does not need */
  constructor(stack: Stack, leftOut: readonly AppParameterName[]) {
    const byName = new Map<AppParameterName, CfnParameter>();
    for (const { group, rows } of APP_PARAMETERS) {
      const wanted = rows.filter(({ name }) => !leftOut.includes(name));
      for (const { name, ...row } of wanted) {
        byName.set(name, isOfIam(name) ? iamParameter(stack, name) : new CfnParameter(stack, name, row));
      }
      const names = wanted.map(({ name }) => name);
      if (names.length > 0) addParameterGroup(stack, group, names);
    }
    this.byName = byName;
  }

  /** `Ref` to a parameter that holds one value. */
  value(name: AppParameterName): string {
    return this.parameter(name).valueAsString;
  }

  /** `Ref` to a parameter that holds a number. */
  number(name: AppParameterName): number {
    return this.parameter(name).valueAsNumber;
  }

  /** `Ref` to a parameter that holds a list. */
  list(name: AppParameterName): string[] {
    return this.parameter(name).valueAsList;
  }

  private parameter(name: AppParameterName): CfnParameter {
    const parameter = this.byName.get(name);
    if (parameter === undefined) throw new Error(`parameter ${name} was left out of this stack and is asked for`);
    return parameter;
  }
}

function isOfIam(name: string): name is IamParameterName {
  return Object.hasOwn(IAM_PARAMETERS, name);
}
