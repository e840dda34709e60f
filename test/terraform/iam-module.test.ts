import { TerraformOutput, TerraformVariable, Token } from "cdktf";
import { IamModule, type IamModuleProps } from "../../src/terraform";
import { QUILT_CATALOG } from "../../src/catalog";
import { only, synthesize } from "./synthesize";

const url = "https://templates.s3.us-east-1.amazonaws.com/quilt-iam.yaml";

function synthesizeIam(props: Partial<IamModuleProps> = {}) {
  return synthesize((stack) => new IamModule(stack, "iam", { name: "quilt-prod", templateUrl: url, ...props }));
}

const stackOf = (props: Partial<IamModuleProps> = {}) =>
  only(synthesizeIam(props).resource, "aws_cloudformation_stack");

describe("the IAM stack", () => {
  it("is called after the deployment, may create named roles, and is created before it is destroyed", () => {
    expect(stackOf()).toMatchObject({
      name: "quilt-prod-iam",
      capabilities: ["CAPABILITY_NAMED_IAM"],
      on_failure: "DELETE",
      lifecycle: { create_before_destroy: true, ignore_changes: ["on_failure"] },
    });
  });

  it("takes another name, parameters, tags and capabilities", () => {
    expect(
      stackOf({
        iamStackName: "Security-1",
        parameters: { AppStackName: "quilt-prod" },
        tags: { team: "security" },
        capabilities: ["CAPABILITY_IAM"],
      }),
    ).toMatchObject({
      name: "Security-1",
      parameters: { AppStackName: "quilt-prod" },
      tags: { team: "security" },
      capabilities: ["CAPABILITY_IAM"],
    });
  });

  it("has 32 ARNs, its id and its name", () => {
    let outputs: string[] = [];
    synthesize((stack) => {
      const iam = new IamModule(stack, "iam", { name: "quilt", templateUrl: url });
      outputs = Object.keys(iam.arns);
      new TerraformOutput(stack, "all", { value: [iam.stackId, iam.stackName] });
    });

    expect(outputs).toEqual([...QUILT_CATALOG.roles, ...QUILT_CATALOG.policies].map((name) => `${name}Arn`));
    expect(outputs).toHaveLength(32);
  });

  it("must have an output of the right form for every role and policy", () => {
    const { lifecycle } = stackOf({ roleNames: ["ApiRole"], policyNames: ["ReadPolicy"] });
    const { postcondition } = lifecycle as { postcondition: { condition: string; error_message: string }[] };

    expect(postcondition.map(({ error_message: message }) => message.split("${join")[0])).toEqual([
      "The IAM stack ${self.name} lacks outputs: ",
      "The IAM stack ${self.name} has outputs that are not the ARN of a role or managed policy: ",
    ]);
  });
});

describe("the template's URL", () => {
  it.each([
    [url, "templates", "quilt-iam.yaml"],
    ["https://templates.s3.amazonaws.com/a/b.yml", "templates", "a/b.yml"],
    ["https://s3.eu-west-1.amazonaws.com/templates/a/b.json", "templates", "a/b.json"],
    ["https://my.bucket.s3.cn-north-1.amazonaws.com.cn/a.yaml", "my.bucket", "a.yaml"],
  ])("of %s gets the version of the object", (templateUrl, bucket, key) => {
    const synthesized = synthesizeIam({ templateUrl });

    expect(only(synthesized.data, "aws_s3_object")).toEqual({ bucket, key });
    expect(only(synthesized.resource, "aws_cloudformation_stack")["template_url"]).toContain(
      `"${templateUrl}?versionId=\${data.aws_s3_object.`,
    );
  });

  it.each([
    ["it names a version", { templateUrl: `${url}?versionId=abc` }],
    ["that is switched off", { templateUrl: url, followTemplate: false }],
  ])("stays as it is where %s", (_why, props) => {
    const synthesized = synthesizeIam(props);

    expect(synthesized.data).toBeUndefined();
    expect(only(synthesized.resource, "aws_cloudformation_stack")["template_url"]).toBe(props.templateUrl);
  });
});

describe("inputs that are known", () => {
  it.each<[Partial<IamModuleProps>, string]>([
    [
      { name: "Quilt" },
      "name of test/iam is 'Quilt', allowed: 1 to 20 lower-case letters, digits and hyphens, a letter first",
    ],
    [{ name: "a".repeat(21) }, "name of test/iam is 'aaaaaaaaaaaaaaaaaaaaa'"],
    [{ name: "" }, "name of test/iam is ''"],
    [{ name: "1st" }, "name of test/iam is '1st'"],
    [
      { iamStackName: "my_stack" },
      "iamStackName of test/iam is 'my_stack', allowed: 1 to 128 letters, digits and hyphens",
    ],
    [{ iamStackName: `a${"b".repeat(128)}` }, "iamStackName of test/iam is 'ab"],
    [
      { templateUrl: "http://b.s3.amazonaws.com/a.yaml" },
      "templateUrl of test/iam is 'http://b.s3.amazonaws.com/a.yaml', allowed: the HTTPS URL of an S3 object that ends in .yaml, .yml or .json",
    ],
    [{ templateUrl: "https://example.com/a.yaml" }, "templateUrl of test/iam"],
    [{ templateUrl: "https://b.s3.amazonaws.com/a.txt" }, "templateUrl of test/iam"],
    [{ templateUrl: "https://b.s3.amazonaws.com.evil.com/a.yaml" }, "templateUrl of test/iam"],
  ])("are refused: %j", (props, message) => {
    expect(() => synthesizeIam(props)).toThrow(message);
  });
});

describe("inputs that Terraform knows", () => {
  it("get a validation where they are a variable", () => {
    const { variable, resource } = synthesize((stack) => {
      const name = new TerraformVariable(stack, "deployment", { type: "string", nullable: false });
      new IamModule(stack, "iam", { name: name.stringValue, templateUrl: url });
    });

    expect(variable?.["deployment"]?.["validation"]).toEqual([
      {
        condition: '${can(regex("^[a-z][a-z0-9-]{0,19}$", var.deployment))}',
        error_message:
          "The value of deployment is not allowed: it must be 1 to 20 lower-case letters, digits and hyphens, a letter first.",
      },
    ]);
    expect(only(resource, "aws_cloudformation_stack")["name"]).toBe("${var.deployment}-iam");
  });

  it("get a precondition where they are something else", () => {
    const other = Token.asString("${data.aws_ssm_parameter.url.value}");
    const { lifecycle, template_url: templateUrl } = stackOf({ templateUrl: other, followTemplate: false });

    expect(templateUrl).toBe("${data.aws_ssm_parameter.url.value}");
    expect((lifecycle as { precondition: unknown[] }).precondition).toEqual([
      {
        condition: expect.stringContaining("data.aws_ssm_parameter.url.value == null || can(regex(") as string,
        error_message: expect.stringContaining("The value of templateUrl is not allowed") as string,
      },
    ]);
  });
});
