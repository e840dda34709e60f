import { TerraformStack, Testing } from "cdktf";

export interface Block {
  readonly [name: string]: unknown;
}

/** What a stack is synthesized to, with the parts that tests look at. */
export interface Synthesized {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly variable?: Readonly<Record<string, Block>>;
  readonly module?: Readonly<Record<string, Block>>;
  readonly locals?: Block;
}

/** A stack with what `build` puts into it, synthesized. */
export function synthesize(build: (stack: TerraformStack) => void): Synthesized {
  const stack = new TerraformStack(Testing.app(), "test");
  build(stack);
  return JSON.parse(Testing.synth(stack)) as Synthesized;
}

/** The only resource (or data source) of a type. */
export function only(blocks: Synthesized["resource"], type: string): Block {
  const found = Object.values(blocks?.[type] ?? {});
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} of ${type}`);
  return found[0];
}
