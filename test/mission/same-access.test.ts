import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compareDeployments, compareWithDeclared } from "../../src/gates";
import type { AccessComparison, DeployedAccess, WideningDifference } from "../../src/gates";
import { everythingCatalog, split } from "../../src/split";
import type { Catalog, SplitReport } from "../../src/split";
import { parseTemplate } from "../../src/template";
import { deployTwice, startTwins } from "./deployed-twice";
import type { Twins } from "./deployed-twice";

const EXAMPLE = join(__dirname, "../../examples/notes-service/template.yaml");
const REAL = join(process.env["SHARED_DIR"] ?? join(__dirname, "../../../shared"), "fixtures/quilt-monolith.yaml");

interface Outcome {
  readonly monolith: DeployedAccess;
  readonly apart: DeployedAccess;
  readonly report: SplitReport;
  readonly comparison: AccessComparison;
  readonly difference: WideningDifference;
}

describe("a monolith and its split, both deployed", () => {
  let twins: Twins;
  beforeEach(async () => {
    twins = await startTwins();
  });
  afterEach(() => twins.stop());

  async function compare(
    name: string,
    file: string,
    change: { readonly catalog?: Partial<Catalog>; readonly iam?: (text: string) => string } = {},
  ): Promise<Outcome> {
    const template = parseTemplate(readFileSync(file, "utf8"), { file });
    const catalog = { ...everythingCatalog(), ...change.catalog };
    const { iam, app, report } = split(template, catalog, { appStackName: name });
    const changed = change.iam?.(iam.text) ?? iam.text;
    if (change.iam !== undefined) expect(changed).not.toBe(iam.text);
    const templates = { monolith: template, iam: parseTemplate(changed, { file: "iam.yaml" }), app };
    const [monolith, apart] = await deployTwice(twins, name, templates, report.wiring);
    const comparison = compareDeployments(monolith, apart);
    return {
      monolith,
      apart,
      report,
      comparison,
      difference: compareWithDeclared(comparison.wider, report.severed, apart),
    };
  }

  function expectSameConsumers({ monolith, apart, report }: Outcome): void {
    const moved = new Set(report.moved.map(({ logicalId }) => logicalId));
    const before = [...monolith.consumers].filter(([consumer]) => !moved.has(consumer.split(" ", 1)[0] ?? ""));
    expect([...apart.consumers].sort()).toEqual(before.sort());
  }

  const total = ({ needs }: AccessComparison): number => [...needs.values()].reduce((sum, count) => sum + count, 0);

  it("allow the example's consumers the same, and are wider by what the report declares, no more and no less", async () => {
    const outcome = await compare("notes-dev", EXAMPLE);
    const { comparison, difference, report } = outcome;

    expectSameConsumers(outcome);
    expect(Object.fromEntries(comparison.needs)).toEqual({
      ApiRole: 15,
      BastionRole: 29,
      ExportExecutionRole: 6,
      ExportTaskRole: 14,
      IndexRole: 12,
      MailRole: 7,
      ScheduleRole: 1,
      StateMachineRole: 6,
    });
    expect(comparison.disagreements).toEqual([]);
    expect([comparison.unprobed, comparison.missing]).toEqual([[], []]);
    expect(comparison.probes).toBeGreaterThan(200);
    expect(new Set(comparison.wider.map(({ neighbour }) => neighbour.kind))).toEqual(
      new Set(["another generated name", "another revision"]),
    );
    expect(report.severed.filter(({ widening }) => widening !== undefined)).toHaveLength(11);
    expect(difference).toEqual({ undeclared: [], unseen: [] });
  });

  it("are not wider where the application's resources have names of their own", async () => {
    const sever = new Map([["MailQueue", { strategy: "name" }] as const]);
    const ofMail = ({ wider }: AccessComparison): number =>
      wider.filter(({ neighbour }) => neighbour.of?.includes("MailQueue")).length;

    const named = await compare("notes-dev", EXAMPLE, { catalog: { sever } });

    expect(named.difference).toEqual({ undeclared: [], unseen: [] });
    expect(ofMail(named.comparison)).toBe(0);
    expect(named.comparison.disagreements).toEqual([]);
  });

  it("are found out where somebody widened a pattern beyond what the report declares", async () => {
    const { difference, comparison } = await compare("notes-dev", EXAMPLE, {
      iam: (text) => text.replace("-MailQueue-????????????", "-*"),
    });

    expect(comparison.disagreements).toEqual([]);
    expect(new Set(difference.undeclared.map(({ role, neighbour }) => `${role}: ${neighbour.kind}`))).toEqual(
      new Set(["MailRole: another resource", "MailRole: a longer name", "MailRole: deeper"]),
    );
  });

  it("are found out where a pattern misses its resource", async () => {
    const { difference, comparison } = await compare("notes-dev", EXAMPLE, {
      iam: (text) => text.replace("-MailQueue-????????????", "-MailQueues-????????????"),
    });

    expect(comparison.disagreements.map(({ role, action, effects }) => [role, action, ...effects])).toEqual(
      ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"].map((action) => [
        "MailRole",
        action,
        "allowed",
        "implicitDeny",
      ]),
    );
    expect(difference.unseen.map(({ from, to }) => [from, to])).toEqual([["MailRole", "MailQueue"]]);
  });

  (existsSync(REAL) ? it : it.skip)(
    "allow the real template's consumers the same, and are wider by what the report declares (skipped where the shared fixtures are not)",
    async () => {
      const outcome = await compare("quilt-prod", REAL);
      const { comparison, difference, report, monolith } = outcome;

      expectSameConsumers(outcome);
      expect(monolith.roles.size).toBe(29);
      expect(comparison.disagreements).toEqual([]);
      expect([comparison.unprobed, comparison.missing]).toEqual([[], []]);
      expect(total(comparison)).toBeGreaterThan(900);
      expect(comparison.probes).toBeGreaterThan(2 * total(comparison));
      expect(report.severed.filter(({ widening }) => widening !== undefined)).toHaveLength(126);
      expect(difference).toEqual({ undeclared: [], unseen: [] });
    },
    120_000,
  );
});
