import { existsSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "../../src/cli/run-cli";
import type { SplitReport } from "../../src/split";

const shared = process.env.SHARED_DIR ?? join(__dirname, "..", "..", "..", "shared");
const template = join(shared, "fixtures", "quilt-monolith.yaml");
const config = join(shared, "fixtures", "quilt-split-config.yaml");

interface CheckJson {
  readonly gates: readonly { readonly verdict: string; readonly findings: readonly object[] }[];
  readonly outputs: Record<string, string>;
  readonly report: SplitReport;
}

async function check(...argv: string[]): Promise<{ exitCode: number; result: CheckJson }> {
  const silent = { write: () => true };
  const outcome = await runCli(["check", template, ...argv, "--json"], { environment: {}, out: silent, err: silent });
  expect(outcome.stderr).toBe("");
  return { exitCode: outcome.exitCode, result: JSON.parse(outcome.stdout) as CheckJson };
}

(existsSync(template) ? describe : describe.skip)(
  "xiam check of the real template (skipped where the shared fixtures are not here)",
  () => {
    it("moves the 31 of the configuration that exist, deploys both stacks and passes all gates", async () => {
      const { exitCode, result } = await check("--config", config, "--app-stack-name", "quilt-prod");

      expect(exitCode).toBe(0);
      expect(result.gates.map(({ verdict, findings }) => [verdict, findings])).toEqual(Array(5).fill(["passed", []]));
      expect(Object.keys(result.outputs)).toHaveLength(31);
      for (const arn of Object.values(result.outputs))
        expect(arn).toMatch(/^arn:aws:iam::123456789012:(role|policy)\//);
      expect(result.report.absent.map(({ name }) => name).sort()).toEqual(["CloudTrailBucketPolicy", "S3LambdaRole"]);
    });

    it("moves all 39 IAM resources by --all", async () => {
      const { exitCode, result } = await check("--all", "--app-stack-name", "quilt-prod");

      expect(exitCode).toBe(0);
      expect(result.report.moved).toHaveLength(39);
      expect(result.gates.map(({ verdict }) => verdict)).toEqual(Array(5).fill("passed"));
    });

    it("refuses a stack name for which the name patterns would not hold", async () => {
      const silent = { write: () => true };
      const argv = ["check", template, "--config", config, "--app-stack-name", "a".repeat(26)];

      const outcome = await runCli(argv, { environment: {}, out: silent, err: silent });

      expect(outcome.exitCode).toBe(2);
      // The tightest of facts/split-hazards.md §1, "Stack-name budget".
      expect(outcome.stderr).toContain(
        "has 26 characters, and the name patterns hold up to 25 (because of DuckDBSelectLambdaBucket)",
      );
    });
  },
);
