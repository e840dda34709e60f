import type { Io, Style } from "./io";

/** An option of a command, as help shows it and the parser reads it. */
export type OptionSpec =
  | { readonly type: "flag"; readonly description: string }
  | { readonly type: "text"; readonly placeholder: string; readonly description: string }
  /** May be given more than once. */
  | { readonly type: "list"; readonly placeholder: string; readonly description: string };

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** What the parser makes of options: flags are true or false, texts are there or not, lists may be empty. */
export type OptionValues<Options extends OptionSpecs> = {
  readonly [Name in keyof Options]: Options[Name] extends { type: "flag" }
    ? boolean
    : Options[Name] extends { type: "list" }
      ? readonly string[]
      : string | undefined;
};

export interface Args<Options extends OptionSpecs> {
  readonly positionals: readonly string[];
  readonly options: OptionValues<Options>;
}

/** What came out of a command. */
export interface CommandResult {
  /** 0 done; 1 findings, or declined. */
  readonly exitCode: 0 | 1;
  /** For people. Ends in a newline, or is empty. */
  text(style: Style): string;
  /** For programs, printed under --json. */
  readonly json: unknown;
}

/** A command as data: the parser, the help and the runner all read it. */
export interface Command<Options extends OptionSpecs = OptionSpecs> {
  readonly name: string;
  /** One line, lowercase, no full stop. */
  readonly summary: string;
  /** Call forms without the program's name: `split TEMPLATE [--config FILE]`. */
  readonly usage: readonly string[];
  readonly options: Options;
  /** How many positionals it takes at most. */
  readonly positionals: number;
  /** Example calls with what they do. */
  readonly examples: readonly (readonly [call: string, what: string])[];
  /** @throws UserError for bad input */
  run(input: { readonly args: Args<Options>; readonly io: Io }): Promise<CommandResult>;
}

/** What a command looks like to those who do not know its options. */
export type AnyCommand = Omit<Command, "run"> & {
  run(input: { readonly args: Args<never>; readonly io: Io }): Promise<CommandResult>;
};

export function defineCommand<const Options extends OptionSpecs>(command: Command<Options>): Command<Options> {
  return command;
}
