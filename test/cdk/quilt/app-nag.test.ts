import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib/core";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { QuiltAppStack, type QuiltAppStackProps } from "../../../src/cdk/quilt/quilt-app-stack";
import { EXTERNAL, INLINE } from "./app-templates";

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** What AwsSolutions finds, `{rule} {construct path}`, but what is acknowledged with a reason. */
function findings(props: QuiltAppStackProps, extend: (stack: QuiltAppStack) => void = () => undefined): string[] {
  const outdir = mkdtempSync(join(tmpdir(), "nag-"));
  try {
    const app = new App({ outdir });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    extend(new QuiltAppStack(app, "quilt-test", props));
    try {
      app.synth();
    } catch (error) {
      // Findings end the synthesis after the report is written.
      if ((error as Error).name !== "ValidationFailed") throw error;
    }
    const { pluginReports } = JSON.parse(readFileSync(join(outdir, "validation-report.json"), "utf8")) as Report;
    return pluginReports.flatMap(({ violations }) =>
      violations.flatMap(({ ruleName, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`),
      ),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

describe("AwsSolutions of cdk-nag", () => {
  it("finds nothing in the application that has no reason", () => {
    expect(findings(EXTERNAL)).toEqual([]);
  });

  it("finds nothing in the application with inline IAM that has no reason", () => {
    expect(findings(INLINE)).toEqual([]);
  });

  it("still looks at what others add to the stack", () => {
    const found = findings(EXTERNAL, (stack) => new CfnBucket(stack, "Ours"));

    expect(found).toContain("AwsSolutions-S1 quilt-test/Ours");
  });
});
