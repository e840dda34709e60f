import { CfnParameter, type Stack } from "aws-cdk-lib/core";
import { UserError } from "../../../base";

/**
 * Gives parameters of a stack defaults, by name.
 *
 * @throws UserError `unknown-parameter` for a name that the stack has no parameter of
 */
export function setParameterDefaults(stack: Stack, defaults: { readonly [name: string]: string }): void {
  const parameters = new Map(
    stack.node
      .findAll()
      .filter((child): child is CfnParameter => child instanceof CfnParameter && child.stack === stack)
      .map((parameter) => [parameter.node.id, parameter]),
  );
  for (const [name, value] of Object.entries(defaults)) {
    const parameter = parameters.get(name);
    if (parameter === undefined) {
      throw new UserError("unknown-parameter", `parameterDefaults has '${name}', and the stack has no such parameter`, {
        hint: `parameters: ${[...parameters.keys()].join(", ")}`,
      });
    }
    parameter.default = value;
  }
}
