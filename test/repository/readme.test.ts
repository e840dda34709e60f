import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const main = join(root, "dist", "cli", "main.js");
if (!existsSync(main)) throw new Error("dist/cli/main.js is not there: run npm run build first");
const readme = readFileSync(join(root, "README.md"), "utf8");

interface Call {
  readonly command: string;
  /** Lines that the command prints in this order; `…` stands for any lines between. */
  readonly shown: readonly string[];
}

/** The calls in ```console blocks: `$ npx xiam …`, and the output below. */
function calls(): Call[] {
  return [...readme.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, block]) => {
    const [first = "", ...shown] = (block ?? "").trimEnd().split("\n");
    return { command: first.replace(/^\$ /, ""), shown };
  });
}

function xiam(command: string, cwd: string): { status: number | null; stdout: string } {
  const [program, name, ...argv] = command.split(" ");
  expect([program, name]).toEqual(["npx", "xiam"]);
  return spawnSync(process.execPath, [main, ...argv], { cwd, encoding: "utf8" });
}

/** The first shown line that does not follow where it should; undefined where all do. */
function firstMissing(shown: readonly string[], printed: readonly string[]): string | undefined {
  let at = 0;
  let anywhere = false;
  for (const line of shown) {
    if (line === "…") {
      anywhere = true;
      continue;
    }
    const found = anywhere ? printed.indexOf(line, at) : printed[at] === line ? at : -1;
    if (found === -1) return line;
    at = found + 1;
    anywhere = false;
  }
  return undefined;
}

describe("the README", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "xiam-readme-"));
    cpSync(join(root, "examples"), join(folder, "examples"), { recursive: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("shows at least three calls", () => {
    expect(calls().length).toBeGreaterThanOrEqual(3);
  });

  it.each(calls().map((call) => [call.command, call] as const))("shows what `%s` prints", (command, { shown }) => {
    const { status, stdout } = xiam(command, folder);

    expect(firstMissing(shown, stdout.split("\n"))).toBeUndefined();
    expect(status).toBe(0);
  });

  it("shows lines of the templates that a split writes", () => {
    xiam(calls().find(({ command }) => command.includes(" split "))?.command ?? "", folder);
    const monolith = readFileSync(join(folder, "examples/notes-service/template.yaml"), "utf8");
    const written = ["iam", "app"]
      .map((name) => readFileSync(join(folder, `out/template-${name}.yaml`), "utf8"))
      .join("");
    const changes = [...readme.matchAll(/^([-+])( {6,}\S.*)$/gm)];

    expect(changes.length).toBe(4);
    for (const [, sign, line] of changes) expect(sign === "-" ? monolith : written).toContain(`${line}\n`);
  });

  it("names two commands that package.json has, and the quickstart's call passes", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const [, name] = /^npm run (quickstart) /m.exec(readme) ?? [];
    const call = /node dist\/cli\/main\.js (.*)$/.exec(scripts[name ?? ""] ?? "")?.[1] ?? "";

    expect(readme).toMatch(/^npm run verify /m);
    expect(scripts.verify).toBeDefined();
    expect(xiam(`npx xiam ${call}`, folder).status).toBe(0);
  });

  it("links only to files that are there", () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => link ?? "");

    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });
});
