import { Construct } from "constructs";
import type { AppContext } from "./app-context";
import { PrivateBucket, expireAfter } from "./private-bucket";
import { VpcFunction } from "./vpc-function";

/** Answers SQL queries over single files by DuckDB; results stay in a bucket for a day. */
export class DuckDbSelect extends Construct {
  readonly select: VpcFunction;

  constructor(scope: Construct, id: string, { iam, network, artifacts }: AppContext) {
    super(scope, id);
    const results = new PrivateBucket(this, "DuckDBSelectLambdaBucket", {
      versioned: true,
      lifecycleRules: [expireAfter("clean-asap", 1)],
    });
    this.select = new VpcFunction(this, "DuckDBSelectLambda", {
      code: artifacts.function("duckdb-select", "duckdb_select.lambda_handler"),
      role: iam.roleArn("DuckDBSelectLambdaRole"),
      network,
      architecture: "arm64",
      timeout: 900,
      memorySize: 2048,
      environment: { RESULTS_BUCKET: results.name },
    });
  }
}
