import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError, formatLocation, formatPath, nearest } from "../base";
import { COMMANDS } from "./commands";
import { renderCommandHelp, renderProgramHelp } from "./help";
import { createIo, styleFor, type Host, type Style } from "./io";
import { parseCommandArgs, usageError } from "./parse-args";

/** 0 done, 1 findings or declined, 2 usage or bad input, 70 a bug of ours (EX_SOFTWARE of sysexits.h). */
export type ExitCode = 0 | 1 | 2 | 70;

export interface Outcome {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program: arguments in, texts and exit code out. Never throws. */
export async function runCli(argv: readonly string[], host: Host): Promise<Outcome> {
  try {
    return await dispatch(argv, host);
  } catch (error) {
    const style = styleFor(host.err, host.environment);
    if (error instanceof UserError) return { exitCode: 2, stdout: "", stderr: renderUserError(error, style) };
    return { exitCode: 70, stdout: "", stderr: renderBug(error, argv, style) };
  }
}

async function dispatch(argv: readonly string[], host: Host): Promise<Outcome> {
  const [first, ...rest] = argv;
  if (first === undefined) {
    throw usageError(undefined, `no command given, allowed: ${COMMANDS.map(({ name }) => name).join(", ")}`);
  }
  if (first === "--help" || first === "-h" || first === "help") return done(renderProgramHelp(COMMANDS));
  if (first === "--version" || first === "-v") return done(`${readVersion()}\n`);
  const entry = COMMANDS.find(({ name }) => name === first);
  if (entry === undefined) throw unknownCommand(first);
  const command = await entry.load();
  const { args, json, help } = parseCommandArgs(command, rest);
  if (help) return done(renderCommandHelp(command));
  // The parser made `args` from this very command's option table.
  const result = await command.run({ args: args as never, io: createIo(host, json) });
  if (!json)
    return { exitCode: result.exitCode, stdout: result.text(styleFor(host.out, host.environment)), stderr: "" };
  const stdout = result.json === undefined ? "" : `${JSON.stringify(result.json, undefined, 2)}\n`;
  return { exitCode: result.exitCode, stdout, stderr: "" };
}

function done(stdout: string): Outcome {
  return { exitCode: 0, stdout, stderr: "" };
}

function unknownCommand(given: string): UserError {
  const names = COMMANDS.map(({ name }) => name);
  const near = nearest(given, names);
  return usageError(
    undefined,
    `unknown command '${given}', allowed: ${names.join(", ")}`,
    near === undefined ? undefined : `did you mean ${near}`,
  );
}

/** The installed version, from package.json two folders up: src/cli and dist/cli lie equally deep. */
export function readVersion(): string {
  const text = readFileSync(join(__dirname, "..", "..", "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function renderUserError(error: UserError, style: Style): string {
  const place = error.at === undefined ? "" : formatLocation(error.at);
  const path = error.at?.path === undefined || error.at.path.length === 0 ? "" : ` (${formatPath(error.at.path)})`;
  const lines = [`${style.red("error:")} ${place === "" ? "" : `${place}: `}${error.message}${path}`];
  if (error.hint !== undefined) lines.push(`${style.dim("hint:")} ${error.hint}`);
  return `${lines.join("\n")}\n`;
}

function renderBug(error: unknown, argv: readonly string[], style: Style): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    `${style.red("bug:")} xiam ${readVersion()} broke; this is our fault, not yours`,
    stack,
    "",
    "Please report it with this text, the command below and, if you can, a template that shows it:",
    `  xiam ${argv.join(" ")}`,
    `  Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    "",
  ].join("\n");
}
