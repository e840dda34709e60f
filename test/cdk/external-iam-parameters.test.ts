import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { App, CfnOutput, CfnResource, Stack } from "aws-cdk-lib/core";
import { DEFAULT_POLICY_PATTERN, DEFAULT_ROLE_PATTERN } from "../../src/catalog";
import { ExternalIamParameters, IamCatalog } from "../../src/cdk";
import { expectDeployable } from "../../src/testing";
import { temporaryFile, templateOf } from "./template-files";

// Synthesis prints CloudFormation's lint of these small stacks, an unused parameter for one.
beforeEach(() => void jest.spyOn(console, "error").mockImplementation());
afterEach(() => jest.restoreAllMocks());

const catalog = IamCatalog.of({ roles: ["ApiRole", "JobRole"], policies: ["ReadPolicy"] });

function addFunction(stack: Stack, role: ReturnType<ExternalIamParameters["role"]>): LambdaFunction {
  return new LambdaFunction(stack, "Api", {
    runtime: Runtime.NODEJS_22_X,
    handler: "index.handler",
    code: Code.fromInline("exports.handler = async () => 1;"),
    role,
  });
}

describe("the parameters of a catalogue", () => {
  it("have its names, patterns for ARNs of their kind, and no defaults", () => {
    const stack = new Stack(new App(), "Shop");
    new ExternalIamParameters(stack, "Iam", { catalog });

    const { Parameters } = templateOf(stack);

    expect(Parameters).toMatchObject({
      ApiRole: { Type: "String", AllowedPattern: DEFAULT_ROLE_PATTERN },
      JobRole: { Type: "String", AllowedPattern: DEFAULT_ROLE_PATTERN },
      ReadPolicy: { Type: "String", AllowedPattern: DEFAULT_POLICY_PATTERN },
    });
    expect(Parameters?.ApiRole).not.toHaveProperty("Default");
  });

  it("stand in a group of their own, after the group that the configuration names", () => {
    const file = temporaryFile(
      "split.yaml",
      "extraction: { roles: [ApiRole] }\nmetadata: { parameter_group_name: Roles, insert_after_group: Web }\n",
    );
    const stack = new Stack(new App(), "Shop");
    const group = (label: string): object => ({ Label: { default: label }, Parameters: [] });
    stack.templateOptions.metadata = {
      "AWS::CloudFormation::Interface": { ParameterGroups: [group("Web"), group("Mail")], ParameterLabels: {} },
      Owner: "shop",
    };

    new ExternalIamParameters(stack, "Iam", { catalog: IamCatalog.fromFile(file) });

    expect(stack.templateOptions.metadata).toEqual({
      "AWS::CloudFormation::Interface": {
        ParameterGroups: [group("Web"), { Label: { default: "Roles" }, Parameters: ["ApiRole"] }, group("Mail")],
        ParameterLabels: {},
      },
      Owner: "shop",
    });
  });

  it("give roles and policies that other constructs use", () => {
    const stack = new Stack(new App(), "Shop");
    const iam = new ExternalIamParameters(stack, "Iam", { catalog });

    addFunction(stack, iam.role("ApiRole"));
    new Role(stack, "Own", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      managedPolicies: [iam.managedPolicy("ReadPolicy")],
    });

    const resources = Object.values(templateOf(stack).Resources ?? {}) as { Type: string; Properties: object }[];
    expect(resources).toContainEqual(
      expect.objectContaining({
        Type: "AWS::Lambda::Function",
        Properties: expect.objectContaining({ Role: { Ref: "ApiRole" } }) as object,
      }),
    );
    expect(resources).toContainEqual(
      expect.objectContaining({
        Type: "AWS::IAM::Role",
        Properties: expect.objectContaining({ ManagedPolicyArns: [{ Ref: "ReadPolicy" }] }) as object,
      }),
    );
  });

  it("give roles that grants leave alone: the application makes no IAM resources", () => {
    const stack = new Stack(new App(), "Shop");
    const role = new ExternalIamParameters(stack, "Iam", { catalog }).role("ApiRole");
    const fn = addFunction(stack, role);

    new Bucket(stack, "Files").grantRead(fn);
    fn.addToRolePolicy(new PolicyStatement({ actions: ["s3:*"], resources: ["*"] }));
    role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName("ReadOnlyAccess"));

    const types = Object.values(templateOf(stack).Resources ?? {}).map(
      (resource) => (resource as { Type: string }).Type,
    );
    expect(types.sort()).toEqual(["AWS::Lambda::Function", "AWS::S3::Bucket"]);
  });

  it("give the same role and policy again and again", () => {
    const iam = new ExternalIamParameters(new Stack(new App(), "Shop"), "Iam", { catalog });

    expect(iam.role("ApiRole")).toBe(iam.role("ApiRole"));
    expect(iam.managedPolicy("ReadPolicy")).toBe(iam.managedPolicy("ReadPolicy"));
  });

  it("deploy with the ARNs of another stack", async () => {
    const app = new App();
    const stack = new Stack(app, "Shop");
    addFunction(stack, new ExternalIamParameters(stack, "Iam", { catalog }).role("ApiRole"));
    const iamStack = new Stack(app, "Roles");
    for (const name of ["ApiRole", "JobRole"]) {
      const role = new Role(iamStack, name, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
      (role.node.defaultChild as CfnResource).overrideLogicalId(name);
      new CfnOutput(iamStack, `${name}Arn`, { value: role.roleArn });
    }

    const deployment = await expectDeployable(app, {
      parameters: { ReadPolicy: "arn:aws:iam::123456789012:policy/read" },
    });

    expect(deployment.stack("Shop").parameters).toMatchObject({
      ApiRole: deployment.stack("Roles").outputs.ApiRoleArn,
      JobRole: deployment.stack("Roles").outputs.JobRoleArn,
      ReadPolicy: "arn:aws:iam::123456789012:policy/read",
    });
  });
});

describe("misuse is refused", () => {
  it("a name that the catalogue does not have, with those it has", () => {
    const iam = new ExternalIamParameters(new Stack(new App(), "Shop"), "Iam", { catalog });

    expect(() => iam.roleArn("ReadPolicy")).toThrow(
      expect.objectContaining({ message: "the catalogue has no role 'ReadPolicy'", hint: "it has: ApiRole, JobRole" }),
    );
    expect(() => iam.managedPolicy("ApiRole")).toThrow("the catalogue has no managed policy 'ApiRole'");
  });

  it("a catalogue that lists no names", () => {
    expect(
      () => new ExternalIamParameters(new Stack(new App(), "Shop"), "Iam", { catalog: IamCatalog.everything() }),
    ).toThrow("the catalogue means every IAM resource of a template and lists no names");
  });

  it("a resource with the logical id of a parameter, at synthesis", () => {
    const app = new App();
    const stack = new Stack(app, "Shop");
    new ExternalIamParameters(stack, "Iam", { catalog });
    new CfnResource(stack, "ApiRole", { type: "AWS::SQS::Queue" });

    expect(() => app.synth()).toThrow(
      "resource 'Shop/ApiRole' has the logical id of parameter 'ApiRole', expected another one",
    );
  });
});
