import { App, Stack, Validations } from "aws-cdk-lib/core";
import { InlineAppNames } from "../../../src/cdk/quilt/inline-app-names";
import { QuiltIam } from "../../../src/cdk/quilt/quilt-iam";
import type { QuiltIamOptions } from "../../../src/cdk/quilt/quilt-iam-options";
import type { TemplateMap } from "../../../src/template";

export interface InlineTemplate {
  readonly Parameters: Readonly<Record<string, TemplateMap>>;
  readonly Conditions: Readonly<Record<string, TemplateMap>>;
  readonly Resources: Readonly<Record<string, TemplateMap>>;
}

/** The CDK's own findings where Fn::Sub and Fn::GetAtt name a resource that is not in the template. */
const MISSING_RESOURCE = ["F1018", "F1020"];

/** The template of a stack that holds the roles and policies, without the application that they speak of. */
export function inlineTemplate(options: QuiltIamOptions = {}, prepare?: (stack: Stack) => void): InlineTemplate {
  const app = new App();
  const stack = new Stack(app, "Quilt");
  prepare?.(stack);
  new QuiltIam(stack, "Iam", { ...options, appNames: new InlineAppNames() });
  const reason = "the application is not part of this test";
  for (const id of MISSING_RESOURCE) Validations.of(app).acknowledge({ id: `CloudFormation-Validate::${id}`, reason });
  return app.synth().getStackByName(stack.stackName).template as InlineTemplate;
}
