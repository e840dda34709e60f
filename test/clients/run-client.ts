import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../../src/emulator";
import { makePythonImpatient } from "./impatient-python";

/** What a client printed, on both streams in the order it came, and how it ended. */
export interface ClientOutcome {
  readonly exitCode: number | null;
  readonly output: string;
}

/** An emulator in this process or another. */
export type ClientTarget = Pick<Emulator, "environment">;

export interface ClientOptions {
  readonly emulator: ClientTarget;
  /** Where it runs. */
  readonly folder: string;
  /** Variables on top of those that point at the emulator. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Milliseconds until it is ended. @default 60000 */
  readonly limit?: number;
}

/** Whether a command is there and answers to that argument. */
export function isInstalled(command: string, argument: string): boolean {
  return spawnSync(command, [argument], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

/** Runs a client against an emulator, with nothing of the person's own AWS settings. */
export async function runClient(
  command: string,
  args: readonly string[],
  options: ClientOptions,
): Promise<ClientOutcome> {
  const { emulator, folder, environment = {}, limit = 60_000 } = options;
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS|TF|CDK)_/.test(name));
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...Object.fromEntries(own),
      ...emulator.environment(),
      ...(command === "aws" && makePythonImpatient(folder)),
      AWS_CONFIG_FILE: join(folder, "no-config"),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-credentials"),
      NO_COLOR: "1",
      ...environment,
    },
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), limit);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exitCode) => resolve({ exitCode, output }));
    });
  } finally {
    clearTimeout(timer);
  }
}

/** A folder for the tests of one file, removed after them. */
export function clientFolder(): { readonly path: string } {
  const box = { path: "" };
  beforeAll(() => {
    box.path = mkdtempSync(join(tmpdir(), "xiam-client-"));
  });
  afterAll(() => rmSync(box.path, { recursive: true, force: true }));
  return box;
}
