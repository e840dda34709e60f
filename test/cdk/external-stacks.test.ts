import { join } from "node:path";
import { App } from "aws-cdk-lib/core";
import { AppTemplate, ExternalAppStack, ExternalIamStack, IamTemplate, SplitTemplate } from "../../src/cdk";
import { expectDeployable, expectGatesToPass } from "../../src/testing";
import { temporaryFile, templateOf } from "./template-files";

const examples = join(__dirname, "..", "..", "examples");
const iamTemplate = IamTemplate.fromFile(join(examples, "bring-your-own-template", "notes-iam.yaml"));
const appTemplate = AppTemplate.fromFile(join(examples, "bring-your-own-template", "notes-app.yaml"));

// Synthesis prints CloudFormation's lint of templates that are not ours.
beforeEach(() => void jest.spyOn(console, "error").mockImplementation());
afterEach(() => jest.restoreAllMocks());

describe("an IAM stack", () => {
  it("knows the application stack by name: the default of its parameter", () => {
    const stack = new ExternalIamStack(new App(), "Iam", { template: iamTemplate, appStackName: "notes-test" });

    expect(stack.appStackName).toBe("notes-test");
    expect(templateOf(stack).Parameters?.AppStackName).toMatchObject({ Default: "notes-test" });
  });

  it("takes the name from the template's default where none is given", () => {
    expect(new ExternalIamStack(new App(), "Iam", { template: iamTemplate }).appStackName).toBe("notes-dev");
  });

  it("takes other defaults of parameters", () => {
    const arn = "arn:aws:es:eu-west-1:123456789012:domain/notes";
    const stack = new ExternalIamStack(new App(), "Iam", {
      template: iamTemplate,
      parameterDefaults: { SearchDomainArn: arn },
    });

    expect(templateOf(stack).Parameters?.SearchDomainArn).toMatchObject({ Default: arn });
  });

  it("takes no parameter where its roles name nothing of the application", () => {
    const file = temporaryFile("iam.yaml", "Resources:\n  Role: { Type: AWS::IAM::User }\n");

    const stack = new ExternalIamStack(new App(), "Iam", {
      template: IamTemplate.fromFile(file),
      appStackName: "shop",
    });

    expect(stack.appStackName).toBe("shop");
    expect(templateOf(stack)).toEqual({ Resources: { Role: { Type: "AWS::IAM::User" } } });
  });

  it("gives ARNs to its own constructs", () => {
    const stack = new ExternalIamStack(new App(), "Iam", { template: iamTemplate });

    expect(stack.resolve(stack.roleArn("ApiRole"))).toEqual({ "Fn::GetAtt": ["ApiRole", "Arn"] });
    expect(stack.resolve(stack.policyArn("NotesReadPolicy"))).toEqual({ Ref: "NotesReadPolicy" });
    expect(() => stack.roleArn("NotesReadPolicy")).toThrow("the IAM template has no role 'NotesReadPolicy'");
  });

  it.each(["Notes-Dev", "n".repeat(33)])("refuses %s, as the name patterns do not hold for it", (appStackName) => {
    // The reason is the constraint's own description, as CloudFormation would say it.
    expect(() => new ExternalIamStack(new App(), "Iam", { template: iamTemplate, appStackName })).toThrow(
      `'${appStackName}' is no value for parameter 'AppStackName': Parameter AppStackName failed to satisfy constraint: must begin with a letter and hold lower-case letters, digits and single hyphens, at most 32 characters`,
    );
  });

  it("refuses a default for a parameter that the template does not have", () => {
    expect(
      () => new ExternalIamStack(new App(), "Iam", { template: iamTemplate, parameterDefaults: { Domain: "x" } }),
    ).toThrow("the template has no parameter 'Domain'");
  });
});

describe("an application stack", () => {
  const app = (): { app: App; iam: ExternalIamStack } => {
    const root = new App();
    return {
      app: root,
      iam: new ExternalIamStack(root, "Iam", {
        template: iamTemplate,
        appStackName: "notes-dev",
        stackName: "notes-dev-iam",
      }),
    };
  };

  it("keeps the ARNs as parameters, and is deployed after the IAM stack", () => {
    const { app: root, iam } = app();
    const stack = new ExternalAppStack(root, "App", { template: appTemplate, iam, stackName: "notes-dev" });

    expect(Object.keys(templateOf(stack).Parameters ?? {})).toEqual(appTemplate.parameters);
    expect(stack.dependencies).toEqual([iam]);
  });

  it("passes the gates together with the IAM stack", async () => {
    const { app: root, iam } = app();
    new ExternalAppStack(root, "App", { template: appTemplate, iam, stackName: "notes-dev" });

    const deployment = await expectGatesToPass(root, { iamStackName: "notes-dev-iam", appStackName: "notes-dev" });

    expect(deployment.stacks.map(({ name }) => name)).toEqual(["notes-dev-iam", "notes-dev"]);
  }, 30_000);

  it("imports the ARNs where it is told to, and deploys without values for them", async () => {
    const { app: root, iam } = app();
    const stack = new ExternalAppStack(root, "App", {
      template: appTemplate,
      iam,
      stackName: "notes-dev",
      importArns: true,
    });

    const template = templateOf(stack);
    expect(template.Parameters).not.toHaveProperty("ApiRole");
    expect(template.Resources?.ApiFunction).toMatchObject({
      Properties: { Role: { "Fn::ImportValue": "notes-dev-iam-ApiRoleArn" } },
    });
    const deployment = await expectDeployable(root);
    expect(deployment.stack("notes-dev").parameters).not.toHaveProperty("ApiRole");
  }, 30_000);

  it("refuses to import from nowhere", () => {
    expect(() => new ExternalAppStack(new App(), "App", { template: appTemplate, importArns: true })).toThrow(
      "importArns is true and iam is not given",
    );
  });

  it("refuses a name that the IAM stack gives no rights for", () => {
    const { app: root, iam } = app();

    expect(() => new ExternalAppStack(root, "App", { template: appTemplate, iam, stackName: "notes" })).toThrow(
      "the application stack is named 'notes', and the IAM stack gives rights to the resources of 'notes-dev'",
    );
  });

  it("refuses a template without a parameter for each role and policy, in the specification's words", () => {
    const { app: root, iam } = app();
    const other = AppTemplate.fromFile(
      temporaryFile(
        "app.yaml",
        "Parameters: { NotesReadPolicy: { Type: String } }\nResources: { Q: { Type: AWS::SQS::Queue } }\n",
      ),
    );

    expect(() => new ExternalAppStack(root, "notes-dev", { template: other, iam })).toThrow(
      "Parameter missing in app template: ",
    );
  });

  const role = "  R:\n    Type: AWS::IAM::Role\n    Properties: { AssumeRolePolicyDocument: {} }\n";
  const output = (rest: string): string => `Outputs:\n  RArn:\n    Value: !GetAtt R.Arn\n${rest}`;
  it.each([
    ["no output", "", "Output missing in IAM template: RArn"],
    ["no export", output(""), "output 'RArn' cannot be imported: it has no export"],
    [
      "an export that only the deployment can name",
      output('    Export: { Name: !Sub "${AWS::Region}-R" }\n'),
      "output 'RArn' cannot be imported: its export is named '${AWS::Region}-R', which only the deployment knows",
    ],
    [
      "an export under a condition",
      `${output("    Condition: C\n    Export: { Name: r }\n")}Conditions: { C: !Equals [a, b] }\n`,
      "output 'RArn' cannot be imported: it exists under a condition only",
    ],
  ])("refuses to import an ARN with %s", (_, outputs, message) => {
    const iamFile = temporaryFile("iam.yaml", `Resources:\n${role}${outputs}`);
    const appFile = temporaryFile(
      "app.yaml",
      "Parameters: { R: { Type: String } }\nResources: { Q: { Type: AWS::SQS::Queue } }\n",
    );
    const root = new App();
    const iam = new ExternalIamStack(root, "Iam", { template: IamTemplate.fromFile(iamFile) });

    expect(
      () => new ExternalAppStack(root, "App", { template: AppTemplate.fromFile(appFile), iam, importArns: true }),
    ).toThrow(message);
  });
});

describe("a monolith", () => {
  it("is split at synthesis", async () => {
    const app = new App();
    const split = SplitTemplate.fromMonolith({
      templateFile: join(examples, "notes-service", "template.yaml"),
      appStackName: "notes-dev",
    });
    const iam = new ExternalIamStack(app, "Iam", { template: split.iam, stackName: "notes-dev-iam" });
    new ExternalAppStack(app, "notes-dev", { template: split.app, iam });

    // Without a catalogue every IAM resource moves: the instance profile too.
    const deployment = await expectGatesToPass(app, { iamStackName: "notes-dev-iam", appStackName: "notes-dev" });

    const types = deployment.stack("notes-dev").resources.map(({ type }) => type);
    expect(types.filter((type) => type.startsWith("AWS::IAM::"))).toEqual([]);
    expect(split.warnings).toContainEqual(
      expect.stringContaining("deploy it in the region and account of the app stack"),
    );
  }, 30_000);
});

describe("a template that cannot be taken in", () => {
  it.each([
    ["a file that is not there", undefined, "cannot read IAM template"],
    [
      "the template of an application",
      "Resources:\n  Q: { Type: AWS::SQS::Queue }\n",
      "the IAM template has no resource of a type AWS::IAM::…",
    ],
    ["a list", "- a\n- b\n", "a template is a mapping of sections"],
    [
      "a template that CloudFormation refuses",
      "Resources:\n  R: { Type: AWS::SQS::Queue, Properties: { A: !Ref Nowhere } }\n",
      "Nowhere",
    ],
    [
      "a template with a function that CDK does not know",
      "Transform: AWS::LanguageExtensions\nResources:\n  U: { Type: AWS::IAM::User }\n  'Fn::ForEach::Loop': [N, [A, B], { 'Queue${N}': { Type: 'AWS::SQS::Queue' } }]\n",
      "AWS CDK cannot take in the template",
    ],
  ])("is refused: %s", (_, text, message) => {
    const file = text === undefined ? "nowhere.yaml" : temporaryFile("template.yaml", text);

    expect(() => new ExternalIamStack(new App(), "Iam", { template: IamTemplate.fromFile(file) })).toThrow(message);
  });

  it("is none with dates, numbers with leading zeros and conditions in lists", () => {
    const file = temporaryFile(
      "template.yaml",
      `AWSTemplateFormatVersion: 2010-09-09
Conditions: { C: !Equals [!Ref "AWS::Region", us-east-1] }
Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      MaxSessionDuration: "3600"
      ManagedPolicyArns: !If [C, [arn:aws:iam::aws:policy/A], !Ref "AWS::NoValue"]
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - !If
            - C
            - { Effect: Allow, Principal: { AWS: "000123456789" }, Action: sts:AssumeRole }
            - !Ref AWS::NoValue
          - { Effect: Deny, Principal: "*", Action: !If [C, [sts:TagSession], sts:AssumeRole] }
`,
    );

    const stack = new ExternalIamStack(new App(), "Iam", { template: IamTemplate.fromFile(file) });

    expect(templateOf(stack)).toMatchObject({
      AWSTemplateFormatVersion: "2010-09-09",
      Resources: {
        R: {
          Properties: {
            ManagedPolicyArns: { "Fn::If": ["C", ["arn:aws:iam::aws:policy/A"], { Ref: "AWS::NoValue" }] },
            AssumeRolePolicyDocument: {
              Version: "2012-10-17",
              Statement: [
                { "Fn::If": ["C", { Principal: { AWS: "000123456789" } }, { Ref: "AWS::NoValue" }] },
                { Action: { "Fn::If": ["C", ["sts:TagSession"], "sts:AssumeRole"] } },
              ],
            },
          },
        },
      },
    });
  });
});
