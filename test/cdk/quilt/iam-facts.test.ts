import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib/core";
import { QuiltIamStack } from "../../../src/cdk/quilt/quilt-iam-stack";
import { QUILT_POLICIES, QUILT_ROLES } from "../../../src/catalog";
import type { TemplateMap } from "../../../src/template";
import { FACTS_FILE, modelOfFact, readFacts, type IamFacts } from "./iam-facts";
import { inlineTemplate } from "./iam-inline-stack";
import { EMPTY_ROLE, inOrder, type IamModel } from "./iam-model";
import { modelOfResource } from "./iam-of-template";
import { INTENDED_DIFFERENCES } from "./intended-differences";

// The first synthesis of a process loads the CDK's schemas.
jest.setTimeout(60_000);

const NAMES = [...QUILT_ROLES, ...QUILT_POLICIES].map(({ name }) => name);
const PATTERNS = ["external", "inline"] as const;
type Pattern = (typeof PATTERNS)[number];

function synthesize(pattern: Pattern): Readonly<Record<string, TemplateMap>> {
  if (pattern === "inline") return inlineTemplate().Resources;
  const app = new App();
  const { stackName } = new QuiltIamStack(app, "Iam");
  return (app.synth().getStackByName(stackName).template as { Resources: Record<string, TemplateMap> }).Resources;
}

const suite = existsSync(FACTS_FILE) ? describe : describe.skip;

suite.each(PATTERNS)(
  "the %s pattern against the real template (skipped where shared facts are not here)",
  (pattern) => {
    let facts: IamFacts;
    let resources: Readonly<Record<string, TemplateMap>>;
    const differences = INTENDED_DIFFERENCES.filter(({ only }) => only === undefined || only === pattern);

    beforeAll(() => {
      facts = readFacts();
      resources = synthesize(pattern);
    });

    /** The facts after each difference in turn, and which differences changed something. */
    function expected(name: string): { readonly model: IamModel; readonly changedBy: readonly string[] } {
      const fact = facts.iam[name];
      let model = fact === undefined || fact.absent === true ? EMPTY_ROLE : modelOfFact(fact, facts);
      const changedBy: string[] = [];
      for (const { id, apply } of differences) {
        const next = apply(model, name);
        if (JSON.stringify(next) !== JSON.stringify(model)) changedBy.push(id);
        model = next;
      }
      return { model, changedBy };
    }

    it.each(NAMES)("%s trusts, attaches and allows what the facts say, but for the intended differences", (name) => {
      const ours = modelOfResource(resources[name] ?? {}, { facts, inline: pattern === "inline" });
      expect(inOrder(ours)).toEqual(inOrder(expected(name).model));
    });

    it.each(differences)("difference $id is needed exactly where it is listed", ({ id, where }) => {
      const changed = NAMES.filter((name) => expected(name).changedBy.includes(id));
      expect(changed).toEqual(NAMES.filter((name) => where.includes(name)));
      expect(where.filter((name) => !NAMES.includes(name))).toEqual([]);
    });
  },
);

describe("the table of intended differences", () => {
  it("has an id of its own and a sentence of reason for each", () => {
    const ids = INTENDED_DIFFERENCES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { reason } of INTENDED_DIFFERENCES) expect(reason).toMatch(/^\S.{30,}\.$/);
  });

  it("is the one that docs/quilt-iam.md shows", () => {
    const page = readFileSync(join(__dirname, "../../../docs/quilt-iam.md"), "utf8");
    const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` +\| (\w+)/gm)].map(([, id, pattern]) => [id, pattern]);
    expect(rows).toEqual(INTENDED_DIFFERENCES.map(({ id, only }) => [id, only ?? "both"]));
  });
});
