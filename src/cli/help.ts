import type { OptionSpecs } from "./command";
import type { CommandEntry } from "./commands";
import { COMMON_OPTIONS } from "./parse-args";

interface Described {
  readonly summary: string;
  readonly usage: readonly string[];
  readonly options: OptionSpecs;
  readonly examples: readonly (readonly [call: string, what: string])[];
}

/** Help of one command. */
export function renderCommandHelp(command: Described): string {
  const specs: OptionSpecs = { ...command.options, ...COMMON_OPTIONS };
  const options = Object.entries(specs).map(([name, spec]): [string, string] => [
    `--${name}${spec.type === "flag" ? "" : ` ${spec.placeholder}`}`,
    spec.description,
  ]);
  return [
    sentence(command.summary),
    "",
    "Usage:",
    ...command.usage.map((usage) => `  xiam ${usage}`),
    "",
    "Options:",
    ...columns(options),
    "",
    "Examples:",
    ...command.examples.flatMap(([call, what]) => [`  # ${what}`, `  xiam ${call}`]),
    "",
  ].join("\n");
}

/** Help of the program. */
export function renderProgramHelp(commands: readonly CommandEntry[]): string {
  return [
    "Gives the IAM roles and policies of an application a CloudFormation stack of their own.",
    "",
    "Usage:",
    "  xiam COMMAND [options]",
    "",
    "Commands:",
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    "",
    "Options:",
    ...columns([
      ["--help", "print this help; xiam COMMAND --help tells about a command"],
      ["--version", "print the version"],
    ]),
    "",
    "Exit codes: 0 done, 1 findings, 2 wrong usage or bad input, 70 a bug of ours.",
    "",
  ].join("\n");
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function sentence(summary: string): string {
  return `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}.`;
}
