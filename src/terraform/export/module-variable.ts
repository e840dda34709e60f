import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";

/** An input of a module, as Terraform and its readers see it. */
export interface ModuleVariable {
  readonly type: "string" | "bool" | "number" | "list(string)" | "map(string)";
  /** One sentence. */
  readonly description: string;
  /** Without it the input must be given. */
  readonly default?: unknown;
  readonly sensitive?: boolean;
}

/** Declares variables; the tokens are by name. An input with a default other than null cannot be null. */
export function declareVariables<Name extends string>(
  scope: Construct,
  variables: Readonly<Record<Name, ModuleVariable>>,
): Record<Name, TerraformVariable> {
  const all = Object.entries<ModuleVariable>(variables).map(([name, variable]) => {
    const { default: fallback, ...rest } = variable;
    const isNullable = fallback === null;
    const declared = new TerraformVariable(scope, name, {
      ...rest,
      nullable: isNullable,
      ...(!isNullable && { default: fallback }),
    });
    // cdktf breaks on null in its own place.
    if (isNullable) declared.addOverride("default", null);
    return [name, declared] as const;
  });
  return Object.fromEntries(all) as Record<Name, TerraformVariable>;
}
