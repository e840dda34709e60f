import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { makePythonImpatient } from "../impatient-python";

const root = join(__dirname, "..", "..", "..");
const xiam = join(root, "dist", "cli", "main.js");
if (!existsSync(xiam)) throw new Error("dist/cli/main.js is not there: run npm run build first");

/** A command of the guide: how it ends, and what it prints; `…` stands for anything. */
export interface GuideCall {
  readonly kind: "call";
  readonly command: string;
  readonly exitCodes: readonly number[];
  readonly shown: readonly string[];
}

/** A file of the guide: a block whose first line is a comment with its name. */
export interface GuideFile {
  readonly kind: "file";
  readonly name: string;
  readonly text: string;
}

export type GuideStep = GuideCall | GuideFile;

const CONSOLE = /^(?:<!-- exits with (?<codes>[\d or]+) -->\n)?```(?<language>\w*)\n(?<block>[\s\S]*?)^```$/gm;

/** What the guide says to do, by section (`## …`), in order. */
export function readGuide(): ReadonlyMap<string, readonly GuideStep[]> {
  const text = readFileSync(join(root, "docs", "operations.md"), "utf8");
  const [intro = "", ...sections] = text.split(/^## /m);
  return new Map([
    ["", stepsOf(intro)],
    ...sections.map((section): [string, GuideStep[]] => [section.slice(0, section.indexOf("\n")), stepsOf(section)]),
  ]);
}

function stepsOf(section: string): GuideStep[] {
  return [...section.matchAll(CONSOLE)].flatMap(({ groups = {} }): GuideStep[] => {
    const { language, block = "", codes = "0" } = groups;
    if (language === "console") return callsOf(block, codes.split(" or ").map(Number));
    const [, name] = /^# (\S+)\n/.exec(block) ?? [];
    // A block that is neither run nor a file would be one that nobody tests.
    if (name === undefined) throw new Error(`the guide has a block that is not tested: ${block.slice(0, 80)}`);
    return [{ kind: "file", name, text: block }];
  });
}

/** The calls of one block. The exit code that is told is that of its last one. */
function callsOf(block: string, exitCodes: readonly number[]): GuideCall[] {
  const calls = block.split(/^\$ /m).slice(1);
  return calls.map((call, index) => {
    const [, command = "", shown = ""] = /^((?:.*\\\n)*.*)\n?([\s\S]*)$/.exec(call) ?? [];
    const isLast = index === calls.length - 1;
    // `aws cloudformation deploy` ends with 255 where the stack fails.
    const fails = shown.includes("Failed to create/update the stack");
    return {
      kind: "call",
      command,
      exitCodes: fails ? [255] : isLast ? exitCodes : [0],
      shown: shown.trimEnd() === "" ? [] : shown.trimEnd().split("\n"),
    };
  });
}

/** The first shown line that does not follow where it should; undefined where all do. */
export function firstMissing(shown: readonly string[], printed: readonly string[]): string | undefined {
  let at = 0;
  // Progress may come before what is shown.
  let anywhere = true;
  for (const line of shown) {
    if (line === "…") {
      anywhere = true;
      continue;
    }
    const parts = line.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(`^${parts.join(".*")}$`);
    const found = printed.findIndex((candidate, index) => index >= at && pattern.test(candidate));
    if (found === -1 || (!anywhere && found !== at)) return line;
    at = found + 1;
    anywhere = false;
  }
  return undefined;
}

/** A folder like a clone of the repository, and an emulator of its own, for a person who follows the guide. */
export interface Reader {
  readonly folder: string;
  /** Does what the guide says, and expects what it shows. */
  follow(step: GuideStep): void;
  stop(): Promise<void>;
}

/** @param environment variables on top of those that `xiam emulator` prints */
export async function startReader(environment: Readonly<Record<string, string>> = {}): Promise<Reader> {
  const folder = mkdtempSync(join(tmpdir(), "xiam-guide-"));
  cpSync(join(root, "examples"), join(folder, "examples"), { recursive: true });
  const programs = join(folder, "programs");
  mkdirSync(programs);
  // `npx xiam` in a clone of the repository is the built command.
  const npx = `#!/bin/sh\nshift\nexec "${process.execPath}" "${xiam}" "$@"\n`;
  writeFileSync(join(programs, "npx"), npx);
  chmodSync(join(programs, "npx"), 0o755);
  const emulator = spawn(process.execPath, [xiam, "emulator", "--port", "0", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { environment: printed } = JSON.parse(await firstLine(emulator)) as { environment: Record<string, string> };
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS|TF|CDK)_/.test(name));
  const env = {
    ...Object.fromEntries(own),
    ...printed,
    PATH: `${programs}${delimiter}${process.env.PATH ?? ""}`,
    AWS_CONFIG_FILE: join(folder, "no-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-credentials"),
    ...makePythonImpatient(programs),
    AWS_PAGER: "",
    NO_COLOR: "1",
    ...environment,
  };
  return {
    folder,
    follow(step) {
      if (step.kind === "file") {
        writeFileSync(join(folder, step.name), step.text);
        return;
      }
      const done = spawnSync("bash", ["-c", step.command], { cwd: folder, encoding: "utf8", env, timeout: 120_000 });
      const lines = `${done.stdout}${done.stderr}`.split("\n");
      expect({ missing: firstMissing(step.shown, lines), lines }).toEqual({ missing: undefined, lines });
      expect(step.exitCodes).toContain(done.status);
    },
    async stop() {
      const ended = new Promise((resolve) => emulator.once("close", resolve));
      emulator.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("the emulator has no output");
  for await (const line of createInterface(child.stdout)) return line;
  throw new Error("the emulator ended before it served");
}
