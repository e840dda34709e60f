import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { parseDocument } from "yaml";
import {
  creationLevels,
  dependencyGraph,
  editTemplate,
  findCycles,
  getAt,
  isMap,
  parseTemplate,
  printTemplate,
  templateReferences,
  validateTemplate,
} from "../../src/template";
import type { Template } from "../../src/template";

const file = resolve(
  process.env["SHARED_DIR"] ?? resolve(__dirname, "../../../shared"),
  "fixtures/quilt-monolith.yaml",
);

/** Lines of `before` that are gone, and lines of `after` that are new, by longest common subsequence of blocks. */
function difference(before: string, after: string): { gone: string[]; added: string[] } {
  const left = before.split("\n");
  const right = after.split("\n");
  const gone: string[] = [];
  const added: string[] = [];
  let at = 0;
  for (const line of right) {
    const found = left.indexOf(line, at);
    const distance = found === -1 ? Infinity : found - at;
    if (distance > 400) added.push(line);
    else {
      gone.push(...left.slice(at, found));
      at = found + 1;
    }
  }
  gone.push(...left.slice(at));
  return { gone, added };
}

(existsSync(file) ? describe : describe.skip)("the real monolith (skipped: shared fixtures not here)", () => {
  let text = "";
  let template: Template;

  beforeAll(() => {
    text = readFileSync(file, "utf8");
    template = parseTemplate(text, { file: "monolith.yaml" });
  });

  it("has the structure that another YAML reader finds", () => {
    const bare = text.replace(/!(Ref|GetAtt|Sub|Join|Select|Split|If|Equals|Not|Or|FindInMap|Base64) ?/g, "");
    const other = parseDocument(bare, { schema: "failsafe" });
    expect(other.errors).toEqual([]);
    const own = parseTemplate(bare, { file: "bare" }).value;
    const asTexts = JSON.stringify(own, (_, value: unknown) =>
      typeof value === "number" || typeof value === "boolean" ? String(value) : (value ?? ""),
    );
    expect(asTexts).toBe(JSON.stringify(other.toJS()));
  });

  it("keeps every byte through no edit", () => {
    expect(editTemplate(template).apply().text).toBe(text);
  });

  it("is the same data after printing and reading", () => {
    for (const format of ["yaml", "json"] as const) {
      expect(parseTemplate(printTemplate(template.value, format), { file: "printed" }).value).toEqual(template.value);
    }
  });

  it("is valid, and free of cycles", () => {
    expect(validateTemplate(template.value)).toEqual([]);
    const graph = dependencyGraph(template.value);
    expect(graph.size).toBe(235);
    expect(findCycles(graph)).toEqual([]);
    expect(creationLevels(graph).flat()).toHaveLength(235);
  });

  it("locates every reference on a line that names its target", () => {
    const lines = text.split("\n");
    const references = templateReferences(template.value);
    expect(references.length).toBeGreaterThan(1_400);
    for (const reference of references) {
      if (reference.kind !== "Ref" && reference.kind !== "GetAtt") continue;
      const { line = 0 } = template.locate(reference.path);
      expect(lines[line - 1]).toContain(reference.target);
    }
  });

  it("loses the lines of removed roles, and changes those of their readers, and nothing else", () => {
    const roles = Object.entries(template.value["Resources"] ?? {})
      .filter(([, resource]) => isMap(resource) && resource["Type"] === "AWS::IAM::Role")
      .map(([id]) => id);
    const editor = editTemplate(template);
    for (const role of roles) editor.remove(["Resources", role]);
    const readers = templateReferences(template.value).filter(
      ({ kind, target, path }) => kind === "GetAtt" && roles.includes(target) && !roles.includes(String(path[1])),
    );
    for (const { path, target } of readers) editor.replace(path, { Ref: target });

    const edited = editor.apply();

    expect(parseTemplate(edited.text, { file: "edited" }).value).toEqual(edited.value);
    const { gone, added } = difference(text, edited.text);
    expect(added).toHaveLength(readers.length);
    for (const line of added) expect(line).toMatch(/!Ref '\w+Role'$/);
    const removedLines = roles.reduce((sum, role) => {
      const keys = Object.keys(template.value["Resources"] ?? {});
      const next = keys[keys.indexOf(role) + 1];
      const start = template.locate(["Resources", role]).line as number;
      const end = next === undefined ? text.split("\n").length : (template.locate(["Resources", next]).line as number);
      return sum + end - start;
    }, 0);
    expect(gone).toHaveLength(removedLines + readers.length);
  });

  it("changes one line for one text replaced in a Sub", () => {
    const reference = templateReferences(template.value).find(
      ({ kind, attribute }) => kind === "Sub" && attribute === "Arn",
    );
    const path = reference?.path ?? [];
    const editor = editTemplate(template);
    editor.replaceText(path, `\${${reference?.target}.Arn}`, "${Other}");
    const edited = editor.apply();
    expect(difference(text, edited.text)).toMatchObject({
      gone: [expect.anything()],
      added: [expect.stringContaining("${Other}")],
    });
    expect(getAt(edited.value, path)).not.toEqual(getAt(template.value, path));
  });

  it("is read in a fraction of the time that reading it as a YAML document takes", () => {
    const measure = (task: () => unknown): number => {
      const started = performance.now();
      task();
      return performance.now() - started;
    };
    const own = Math.min(...[1, 2, 3].map(() => measure(() => parseTemplate(text, { file: "m" }))));
    const other = Math.min(...[1, 2, 3].map(() => measure(() => parseDocument(text, { logLevel: "silent" }))));
    expect(own).toBeLessThan(other);
  });
});
