import { expectGatesToPass } from "externalized-iam/testing";
import { app } from "../app";

it("deploys, and passes the quality gates", async () => {
  const deployment = await expectGatesToPass(app, { iamStackName: "quilt-dev-iam", appStackName: "quilt-dev" });

  const iam = deployment.stack("quilt-dev-iam");
  expect(Object.keys(iam.outputs)).toHaveLength(32);
  expect(deployment.stack("quilt-dev").parameters.ApiRole).toBe(iam.outputs.ApiRoleArn);
}, 120_000);
