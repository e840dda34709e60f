/** A configuration in Terraform's JSON. https://developer.hashicorp.com/terraform/language/syntax/json */
export interface Configuration {
  readonly variable?: Readonly<Record<string, VariableBlock>>;
  readonly output?: Readonly<Record<string, OutputBlock>>;
  readonly resource?: Readonly<Record<string, unknown>>;
  readonly [block: string]: unknown;
}

/** A variable of a configuration. */
export interface VariableBlock {
  readonly type: string;
  readonly description: string;
  readonly default?: unknown;
  readonly sensitive?: boolean;
}

/** An output of a configuration. */
export interface OutputBlock {
  readonly description: string;
  readonly sensitive?: boolean;
}
