import { expectGatesToPass } from "externalized-iam/testing";
import { app } from "../app";

it("deploys, and passes the quality gates", async () => {
  const deployment = await expectGatesToPass(app, { iamStackName: "notes-dev-iam", appStackName: "notes-dev" });

  const { ApiRole } = deployment.stack("notes-dev").parameters;
  expect(ApiRole).toBe(deployment.stack("notes-dev-iam").outputs.ApiRoleArn);
}, 30_000);
