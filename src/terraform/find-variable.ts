import { DefaultTokenResolver, StringConcat, TerraformStack, TerraformVariable, Token, Tokenization } from "cdktf";
import type { Construct } from "constructs";

/** The Terraform variable that a token stands for, if it is nothing but one of this stack. */
export function findVariable(scope: Construct, value: unknown): TerraformVariable | undefined {
  if (!Token.isUnresolved(value)) return undefined;
  const stack = TerraformStack.of(scope);
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved: unknown = Tokenization.resolve(value, { scope: stack, resolver, preparing: false });
  if (typeof resolved !== "string") return undefined;
  const [, name] = /^\$\{var\.([A-Za-z0-9_-]+)\}$/.exec(resolved) ?? [];
  if (name === undefined) return undefined;
  return stack.node
    .findAll()
    .filter((node): node is TerraformVariable => node instanceof TerraformVariable)
    .find((variable) => variable.friendlyUniqueId === name);
}

/** The name by which whoever gave a value knows the input: that of the Terraform variable, or else of the prop. */
export function nameOfInput(scope: Construct, prop: string, value: unknown): string {
  return findVariable(scope, value)?.friendlyUniqueId ?? prop;
}
