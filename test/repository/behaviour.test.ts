import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

function headings(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/^## (.+)$/gm)].map(([, heading = ""]) => heading.toLowerCase());
}

/** What the suites of a folder are about: `lists` of `describe("lists: of 1000 roles", …)`. */
function topics(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.ts"));
  const titles = files.flatMap((name) => [
    ...readFileSync(join(folder, name), "utf8").matchAll(/^\(?(?:here \? )?describe\b[^"`]*["`]([^"`:$]+)/gm),
  ]);
  return titles.map(([, title = ""]) => title.toLowerCase());
}

describe("BEHAVIOUR.md of IAM", () => {
  const written = headings(join(root, "src", "emulator", "iam", "BEHAVIOUR.md"));
  const tested = new Set(topics(join(root, "test", "emulator", "iam")));

  it("has a heading for every behaviour that is tested, and each only once", () => {
    expect([...tested].filter((topic) => !written.includes(topic))).toEqual([]);
    expect(written).toEqual([...new Set(written)]);
  });

  it("has a test for every heading", () => {
    expect(written.length).toBeGreaterThan(35);
    expect(written.filter((heading) => !tested.has(heading))).toEqual([]);
  });
});
