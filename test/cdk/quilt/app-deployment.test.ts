import { App, PermissionsBoundary } from "aws-cdk-lib/core";
import { IamPattern } from "../../../src/cdk/quilt/iam-pattern";
import { QuiltDeployment, type QuiltDeploymentProps } from "../../../src/cdk/quilt/quilt-deployment";

function deploy(props: Partial<QuiltDeploymentProps> = {}) {
  const app = new App();
  const deployment = new QuiltDeployment(app, "Quilt", { name: "quilt-test", ...props });
  const assembly = app.synth();
  const stack = (name: string) => assembly.stacksRecursively.find(({ stackName }) => stackName === name);
  return { deployment, stack, names: assembly.stacksRecursively.map(({ stackName }) => stackName) };
}

type TemplateJson = { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };

describe("a deployment with external IAM", () => {
  it("is an IAM stack {name}-iam and then the application {name}", () => {
    const { names, stack } = deploy();

    expect(names).toEqual(["quilt-test-iam", "quilt-test"]);
    expect(stack("quilt-test")?.dependencies.map(({ id }) => id)).toContain(stack("quilt-test-iam")?.id);
  });

  it("writes the statements for the application's name", () => {
    const template = deploy().stack("quilt-test-iam")?.template as { Parameters: Record<string, { Default?: string }> };

    expect(template.Parameters.AppStackName?.Default).toBe("quilt-test");
  });

  it("can have another name for the IAM stack", () => {
    expect(deploy({ iamStackName: "security-quilt" }).names).toEqual(["security-quilt", "quilt-test"]);
  });

  it("gives account, region and tags to both stacks", () => {
    const { stack } = deploy({
      env: { account: "111122223333", region: "eu-central-1" },
      tags: { team: "data" },
    });

    for (const name of ["quilt-test-iam", "quilt-test"]) {
      expect(stack(name)?.environment).toMatchObject({ account: "111122223333", region: "eu-central-1" });
      expect(stack(name)?.tags).toEqual({ team: "data" });
    }
  });

  it("hands options to the IAM stack", () => {
    const template = deploy({ iam: { path: "/data/" } }).stack("quilt-test-iam")?.template as TemplateJson;

    expect(template.Resources.ApiRole?.Properties.Path).toBe("/data/");
  });

  it("gives what both stacks ask for the same defaults", () => {
    const { stack } = deploy({
      iam: { qurator: true, cloudTrailBucket: "trail", certificateArnElb: "arn:aws:acm:eu-central-1:111122223333:x" },
    });

    for (const name of ["quilt-test-iam", "quilt-test"]) {
      const { Parameters } = stack(name)?.template as { Parameters: Record<string, { Default?: string }> };
      expect(Parameters.Qurator?.Default).toBe("Enabled");
      expect(Parameters.CloudTrailBucket?.Default).toBe("trail");
      expect(Parameters.CertificateArnELB?.Default).toBe("arn:aws:acm:eu-central-1:111122223333:x");
    }
  });

  it("gives the application's parameters defaults", () => {
    const { stack } = deploy({ parameterDefaults: { VPC: "vpc-1", Subnets: "subnet-1,subnet-2", CodeBucket: "code" } });
    const { Parameters } = stack("quilt-test")?.template as { Parameters: Record<string, { Default?: string }> };

    expect(Parameters.VPC?.Default).toBe("vpc-1");
    expect(Parameters.Subnets?.Default).toBe("subnet-1,subnet-2");
    expect(Parameters.CodeBucket?.Default).toBe("code");
  });

  it("refuses a default for a parameter that the application does not have", () => {
    expect(() => deploy({ parameterDefaults: { Vpc: "vpc-1" } })).toThrow(
      expect.objectContaining({
        code: "unknown-parameter",
        message: "parameterDefaults has 'Vpc', and the stack has no such parameter",
      }),
    );
  });

  it("bounds each role", () => {
    const permissionsBoundary = PermissionsBoundary.fromName("limit");
    const template = deploy({ permissionsBoundary }).stack("quilt-test-iam")?.template as TemplateJson;
    const roles = Object.values(template.Resources).filter(({ Type }) => Type === "AWS::IAM::Role");

    expect(roles.length).toBe(24);
    expect(roles.filter(({ Properties }) => Properties.PermissionsBoundary === undefined)).toEqual([]);
  });

  it("shows both stacks to the code around it", () => {
    const { deployment } = deploy();

    expect(deployment.iamStack?.stackName).toBe("quilt-test-iam");
    expect(deployment.appStack.stackName).toBe("quilt-test");
    expect(deployment.appStack.iamPattern).toBe(IamPattern.EXTERNAL);
  });
});

describe("a deployment with inline IAM", () => {
  const inline = { iamPattern: IamPattern.INLINE };

  it("is one stack, and there is no IAM stack", () => {
    const { deployment, names } = deploy(inline);

    expect(names).toEqual(["quilt-test"]);
    expect(deployment.iamStack).toBeUndefined();
  });

  it("hands options to the roles, and bounds each", () => {
    const permissionsBoundary = PermissionsBoundary.fromName("limit");
    const template = deploy({ ...inline, iam: { path: "/data/" }, permissionsBoundary }).stack("quilt-test")
      ?.template as TemplateJson;
    const roles = Object.values(template.Resources).filter(({ Type }) => Type === "AWS::IAM::Role");

    expect(template.Resources.ApiRole?.Properties.Path).toBe("/data/");
    expect(roles.length).toBe(25);
    expect(roles.filter(({ Properties }) => Properties.PermissionsBoundary === undefined)).toEqual([]);
  });

  it("is refused with a name for an IAM stack", () => {
    expect(() => deploy({ ...inline, iamStackName: "security-quilt" })).toThrow(
      expect.objectContaining({
        code: "iam-stack-name-unused",
        message: "iamStackName is 'security-quilt' and iamPattern is IamPattern.INLINE, which has no IAM stack",
      }),
    );
  });
});

describe("two deployments in one app", () => {
  it("do not meet", () => {
    const app = new App();
    new QuiltDeployment(app, "Test", { name: "quilt-test" });
    new QuiltDeployment(app, "Production", { name: "quilt-prod" });

    expect(
      app
        .synth()
        .stacksRecursively.map(({ stackName }) => stackName)
        .sort(),
    ).toEqual(["quilt-prod", "quilt-prod-iam", "quilt-test", "quilt-test-iam"]);
  });
});
