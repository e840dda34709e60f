import { App } from "aws-cdk-lib/core";
import { Emulator } from "../../../src/emulator";
import { IamPattern } from "../../../src/cdk/quilt/iam-pattern";
import { QuiltDeployment } from "../../../src/cdk/quilt/quilt-deployment";
import { expectDeployable, expectGatesToPass } from "../../../src/testing";

describe("a deployment of Quilt on the emulator", () => {
  it("passes the gates against the inline pattern, with the IAM stack first and its outputs as the application's parameters", async () => {
    const app = new App();
    new QuiltDeployment(app, "Quilt", { name: "quilt-test" });

    const inline = new QuiltDeployment(new App(), "Quilt", { name: "quilt-test", iamPattern: IamPattern.INLINE });

    const deployment = await expectGatesToPass(app, {
      iamStackName: "quilt-test-iam",
      appStackName: "quilt-test",
      monolith: inline.appStack,
    });

    // Who delivers the audit trail is, with external IAM, a role that somebody else names, or nobody.
    expect(deployment.unchecked).toEqual([
      expect.stringMatching(/^the monolith's role AmazonECSTaskExecutionRole: statement 19 of policy root names what/),
      "the monolith's role AuditTrailDeliveryRole: it is in neither stack",
    ]);
    const [iam, application] = deployment.stacks;
    expect([iam?.name, application?.name]).toEqual(["quilt-test-iam", "quilt-test"]);
    expect(application?.parameters.SearchHandlerRole).toBe(iam?.outputs.SearchHandlerRoleArn);
    expect(application?.outputs.RegistryRoleARN).toBe(iam?.outputs.AmazonECSTaskExecutionRoleArn);
    expect(application?.madeUp.filter((name) => /(Role|Policy)$/.test(name))).toEqual([]);
  }, 120_000);

  it("is one stack in the inline pattern, which runs on its own roles", async () => {
    const app = new App();
    new QuiltDeployment(app, "Quilt", { name: "quilt-test", iamPattern: IamPattern.INLINE });

    const deployment = await expectDeployable(app);

    expect(deployment.stacks.map(({ name }) => name)).toEqual(["quilt-test"]);
    const { outputs, resources } = deployment.stack("quilt-test");
    const role = resources.find(({ logicalId }) => logicalId === "AmazonECSTaskExecutionRole")?.physicalId ?? "";
    expect(outputs.RegistryRoleARN).toBe(`arn:aws:iam::123456789012:role/${role}`);
    expect(resources.map(({ logicalId }) => logicalId)).toContain("AuditTrailDeliveryStream");
  }, 120_000);

  it("names what is in IAM statements as the IAM stack expects it", async () => {
    const app = new App();
    new QuiltDeployment(app, "Quilt", { name: "quilt-test" });

    const { resources } = (await expectDeployable(app)).stack("quilt-test");

    const nameOf = (id: string): string => resources.find(({ logicalId }) => logicalId === id)?.physicalId ?? "";
    expect(nameOf("Cluster")).toBe("quilt-test");
    expect(nameOf("IcebergWorkGroup")).toBe("quilt-test-Iceberg");
    expect(nameOf("IndexingPerBucketConfigs")).toBe("/quilt/quilt-test/Indexing/PerBucketConfigs");
    expect(nameOf("EsIngestBucket")).toMatch(/^quilt-test-esingestbucket-[a-z0-9]{12}$/);
    expect(nameOf("AthenaDatabase")).toBe(nameOf("AnalyticsBucket").replaceAll("-", "_"));
  }, 120_000);

  it("keeps an audit trail where a role that Firehose may assume is named", async () => {
    const app = new App();
    new QuiltDeployment(app, "Quilt", { name: "quilt-test" });
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
    };
    const emulator = await Emulator.start();
    try {
      await emulator.invoke("iam", "CreateRole", {
        RoleName: "Trail",
        Path: "/audit/",
        AssumeRolePolicyDocument: JSON.stringify(trust),
      });

      const deployment = await expectDeployable(app, {
        emulator,
        parameters: { AuditTrailDeliveryRoleName: "audit/Trail" },
      });

      const created = deployment.stack("quilt-test").resources.map(({ logicalId }) => logicalId);
      expect(created).toContain("AuditTrailDeliveryStream");
    } finally {
      await emulator.stop();
    }
  }, 120_000);

  it("is refused where the named role for the audit trail does not exist", async () => {
    const app = new App();
    new QuiltDeployment(app, "Quilt", { name: "quilt-test" });

    await expect(expectDeployable(app, { parameters: { AuditTrailDeliveryRoleName: "Nobody" } })).rejects.toThrow(
      /AuditTrailDeliveryStream/,
    );
  }, 120_000);
});
