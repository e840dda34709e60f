import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { everythingCatalog, parseSplitConfig } from "../../src/catalog";
import { split } from "../../src/split";
import { getAt, parseTemplate, templateReferences, type TemplateMap } from "../../src/template";

const shared = process.env["SHARED_DIR"] ?? join(__dirname, "../../../shared");
const files = {
  template: join(shared, "fixtures/quilt-monolith.yaml"),
  config: join(shared, "fixtures/quilt-split-config.yaml"),
  facts: join(shared, "facts/quilt-iam.yaml"),
};
const present = Object.values(files).every((file) => existsSync(file));

(present ? describe : describe.skip)("the real template (skipped where the shared fixtures are not)", () => {
  const text = present ? readFileSync(files.template, "utf8") : "";
  const monolith = parseTemplate(present ? text : "Resources: {A: {Type: AWS::SQS::Queue}}", { file: "quilt.yaml" });
  const catalog = present
    ? parseSplitConfig(readFileSync(files.config, "utf8"), { file: "config.yaml" })
    : everythingCatalog();
  const run = (): ReturnType<typeof split> => split(monolith, catalog, { appStackName: "quilt-prod" });
  const byType = (result: ReturnType<typeof split>, type: string): number =>
    result.report.moved.filter((moved) => moved.type === type).length;

  it("gives up all 31 of its catalogued resources, and names the two that it does not have", () => {
    const { report, iam } = run();

    expect(byType(run(), "AWS::IAM::Role")).toBe(23);
    expect(byType(run(), "AWS::IAM::ManagedPolicy")).toBe(8);
    expect(Object.keys(iam.value["Outputs"] as TemplateMap)).toHaveLength(31);
    expect(report.absent).toEqual([
      { name: "S3LambdaRole", list: "roles" },
      { name: "CloudTrailBucketPolicy", list: "exclude_policies" },
    ]);
  });

  it("severs all 124 references to 38 app resources, and rewires all 73 from the application", () => {
    const { report } = run();
    const toApp = report.severed.filter(({ to }) => !to.startsWith("AWS::"));

    expect(toApp).toHaveLength(124);
    expect(new Set(toApp.map(({ to }) => to)).size).toBe(38);
    expect(report.severed).toHaveLength(124 + 12);
    expect(report.rewired).toHaveLength(73);
  });

  it("leaves no reference from the IAM template to an app resource", () => {
    const { iam, report } = run();
    const own = new Set(report.moved.map(({ logicalId }) => logicalId));
    const parsed = parseTemplate(iam.text, { file: "iam.yaml" });
    const foreign = templateReferences(parsed.value).filter(
      ({ kind, target }) =>
        kind !== "ImportValue" && target in (monolith.value["Resources"] as TemplateMap) && !own.has(target),
    );

    expect(foreign).toEqual([]);
  });

  it("names every app resource by the pattern that the facts propose, tightened to twelve characters", () => {
    const facts = parse(readFileSync(files.facts, "utf8")) as {
      app_resources: Record<string, { physical_name: string; name_pattern: string; arn_pattern: string }>;
    };
    const { report } = run();
    const expected = (pattern: string): string =>
      pattern
        .replace(/\{AppStackName(?:Lower)?\}/g, "${AppStackName}")
        .replace("{Partition}", "${AWS::Partition}")
        .replace("{Region}", "${AWS::Region}")
        .replace("{Account}", "${AWS::AccountId}")
        .replace(/-\*$/, "-????????????");
    const derived = new Set(["AthenaDatabase"]);
    let compared = 0;
    for (const { to, attribute, becomes, toType } of report.severed) {
      const fact = facts.app_resources[to];
      if (fact === undefined || derived.has(to)) continue;
      const yieldsArn = attribute !== "Ref" || toType === "AWS::ECS::TaskDefinition";
      expect([to, becomes]).toEqual([to, expected(yieldsArn ? fact.arn_pattern : fact.name_pattern)]);
      compared += 1;
    }

    expect(compared).toBe(124 - 2);
  });

  it("computes the stack name budget of 25 characters, because of DuckDBSelectLambdaBucket", () => {
    const { iam, report } = run();

    expect(getAt(iam.value, ["Parameters", "AppStackName"])).toMatchObject({ MaxLength: 25, Default: "quilt-prod" });
    expect(report.added[0]?.because).toContain("DuckDBSelectLambdaBucket");
  });

  it("carries five parameters and two conditions, and takes what became unused from the application", () => {
    const { report, app } = run();
    const names = (remains: boolean): string[] =>
      report.carried.filter((item) => item.remainsInApp === remains).map(({ name }) => name);

    expect(names(true).sort()).toEqual(["CertificateArnELB", "CloudTrailBucket", "Qurator", "QuratorEnabled"]);
    expect(names(false).sort()).toEqual([
      "ManagedUserRoleExtraPolicies",
      "ManagedUserRoleExtraPoliciesEmpty",
      "SearchDomainArn",
    ]);
    expect(Object.keys(app.value["Parameters"] as TemplateMap)).toHaveLength(42 - 2 + 31);
  });

  it("changes in the application only what the report names", () => {
    const { app, report } = run();
    const original = new Map<string, number>();
    for (const line of text.split("\n")) original.set(line, (original.get(line) ?? 0) + 1);
    const added = app.text.split("\n").filter((line) => {
      const left = original.get(line) ?? 0;
      original.set(line, left - 1);
      return left <= 0;
    });
    const names = new Set(report.wiring.map(({ parameter }) => parameter));
    // A single DependsOn becomes the first item of a list.
    const before = [...text.matchAll(/DependsOn: (\w+)$/gm)].map(([, name]) => name);
    const restored = new Set([...before, ...report.restored.flatMap(({ dependsOn }) => dependsOn)]);
    const unexplained = added.filter((line) => {
      if (/^ {2}\w+:$/.test(line)) return !names.has(line.trim().slice(0, -1));
      if (/^ {4}(?:Type: String|Description: ARN of |AllowedPattern: |DependsOn:$)/.test(line)) return false;
      const item = /^ +- (\w+)$/.exec(line)?.[1];
      if (item !== undefined) return !names.has(item) && !restored.has(item);
      if (/default: IAM roles and policies|- Label:|Parameters:$/.test(line)) return false;
      return ![...names].some((name) => line.includes(`!Ref '${name}'`) || line.includes(`\${${name}}`));
    });

    expect(unexplained).toEqual([]);
  });

  it("keeps every inline policy and managed policy within IAM's limits at the longest stack name", () => {
    const { report } = split(monolith, catalog);
    const policies = report.sizes.filter(({ unit }) => unit === "characters");

    expect(policies.map(({ what, size, limit }) => [what, size <= limit])).toEqual([
      ["AmazonECSTaskExecutionRole, inline policies", true],
      // The longer partition makes 64 ARNs longer, which the report must not hide.
      ["AmazonECSTaskExecutionRole, inline policies, in aws-us-gov", false],
    ]);
  });

  it("takes all 39 IAM resources in mode all, so that none is left in the application", () => {
    const { report, app } = split(monolith, everythingCatalog());
    const left = Object.values(app.value["Resources"] as TemplateMap).filter((resource) =>
      String((resource as TemplateMap)["Type"]).startsWith("AWS::IAM::"),
    );

    expect(report.moved).toHaveLength(39);
    expect(left).toEqual([]);
  });
});
