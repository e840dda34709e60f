import { parseArgs } from "node:util";
import { UserError, nearest } from "../base";
import type { Args, OptionSpecs, OptionValues } from "./command";

/** Options of every command. */
export const COMMON_OPTIONS = {
  json: { type: "flag", description: "print the result as JSON" },
  help: { type: "flag", description: "print this help" },
} as const satisfies OptionSpecs;

export interface ParsedArgs {
  readonly args: Args<OptionSpecs>;
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * Reads the arguments that follow a command's name.
 *
 * @throws UserError naming the argument and what is allowed
 */
export function parseCommandArgs(
  command: { readonly name: string; readonly options: OptionSpecs; readonly positionals: number },
  argv: readonly string[],
): ParsedArgs {
  const specs: OptionSpecs = { ...command.options, ...COMMON_OPTIONS };
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: {
      help: { type: "boolean", short: "h" },
      ...Object.fromEntries(
        Object.entries(specs).map(([name, spec]) => [
          name,
          { type: spec.type === "flag" ? "boolean" : "string", ...(name === "help" && { short: "h" }) } as const,
        ]),
      ),
    },
  });
  const values = new Map<string, boolean | string>();
  const lists = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (spec === undefined) throw unknownOption(token.rawName, command.name, Object.keys(specs));
    if (values.has(token.name)) throw usageError(command.name, `option --${token.name} is given twice`);
    if (spec.type === "flag") {
      if (token.value !== undefined) {
        throw usageError(command.name, `option --${token.name} takes no value, got '${token.value}'`);
      }
      values.set(token.name, true);
    } else {
      // `--config --json` is a forgotten value; a value that does begin with a dash is written --config=-x.
      if (token.value === undefined || token.value === "" || (!token.inlineValue && token.value.startsWith("-"))) {
        throw usageError(command.name, `option --${token.name} needs a value: --${token.name} ${spec.placeholder}`);
      }
      if (spec.type === "list") lists.set(token.name, [...(lists.get(token.name) ?? []), token.value]);
      else values.set(token.name, token.value);
    }
  }
  const help = values.get("help") === true;
  if (positionals.length > command.positionals && !help) {
    const surplus = positionals.slice(command.positionals).map((text) => `'${text}'`);
    throw usageError(command.name, `unexpected argument ${surplus.join(" ")}`);
  }
  const options: Record<string, boolean | string | readonly string[] | undefined> = {};
  for (const [name, spec] of Object.entries(command.options)) {
    options[name] =
      spec.type === "flag"
        ? values.get(name) === true
        : spec.type === "list"
          ? (lists.get(name) ?? [])
          : values.get(name);
  }
  // By construction: a boolean for each flag, a list for each list, a text or nothing for each other option.
  return {
    args: { positionals, options: options as OptionValues<OptionSpecs> },
    json: values.get("json") === true,
    help,
  };
}

/** A mistake in how the program was called. */
export function usageError(command: string | undefined, message: string, hint?: string): UserError {
  const help = `see xiam ${command === undefined ? "" : `${command} `}--help`;
  return new UserError("usage", message, { hint: hint === undefined ? help : `${hint}; ${help}` });
}

function unknownOption(given: string, command: string, known: readonly string[]): UserError {
  const near = nearest(given.replace(/^-+/, ""), known);
  return usageError(
    command,
    `unknown option '${given}', allowed: ${known.map((name) => `--${name}`).join(", ")}`,
    near === undefined ? undefined : `did you mean --${near}`,
  );
}
