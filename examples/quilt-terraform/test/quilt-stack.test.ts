import { Testing } from "cdktf";
import { QuiltStack } from "../quilt-stack";
import type { QuiltStackProps } from "../quilt-stack";

interface Configuration {
  readonly resource: Readonly<Record<string, Readonly<Record<string, { name: string; parameters: unknown }>>>>;
}

/** The CloudFormation stacks of a deployment, and what else Terraform is to create. */
function synthesize(props: QuiltStackProps): { names: string[]; parameters: string; others: string[] } {
  const { resource } = JSON.parse(Testing.synth(new QuiltStack(Testing.app(), "test", props))) as Configuration;
  const { aws_cloudformation_stack: stacks = {}, ...others } = resource;
  return {
    names: Object.values(stacks).map(({ name }) => name),
    parameters: JSON.stringify(Object.values(stacks).find(({ name }) => name === props.name)?.parameters),
    others: Object.keys(others),
  };
}

const templateUrl = "https://templates.s3.amazonaws.com/app.yaml";

it("has an IAM stack whose ARNs go to the application, where there is an IAM template", () => {
  const iamTemplateUrl = "https://templates.s3.amazonaws.com/iam.yaml";
  const { names, parameters, others } = synthesize({ name: "quilt-test", templateUrl, iamTemplateUrl });

  expect(names.sort()).toEqual(["quilt-test", "quilt-test-iam"]);
  expect(parameters).toContain("role_arns");
  expect(others).toEqual([]);
});

it("has one stack without parameters for IAM, where there is none", () => {
  const { names, parameters, others } = synthesize({ name: "quilt-test", templateUrl });

  expect(names).toEqual(["quilt-test"]);
  expect(parameters).not.toContain("role_arns");
  expect(others).toEqual([]);
});
