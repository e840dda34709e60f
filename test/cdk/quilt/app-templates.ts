import { App } from "aws-cdk-lib/core";
import { IamPattern } from "../../../src/cdk/quilt/iam-pattern";
import { QuiltAppStack, type QuiltAppStackProps } from "../../../src/cdk/quilt/quilt-app-stack";

/** A resource of a synthesized template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string | string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
}

/** A synthesized template. */
export interface AppTemplateJson {
  readonly Metadata: {
    readonly "AWS::CloudFormation::Interface": {
      readonly ParameterGroups: readonly { readonly Label: { default: string }; readonly Parameters: string[] }[];
    };
  };
  readonly Parameters: Record<string, Record<string, unknown>>;
  readonly Conditions: Record<string, unknown>;
  readonly Resources: Record<string, Resource>;
  readonly Outputs: Record<string, { readonly Value: unknown; readonly Export?: unknown }>;
}

/** The template of a Quilt application stack called quilt-test. */
export function synthesizeApp(props: QuiltAppStackProps = {}): AppTemplateJson {
  const app = new App();
  new QuiltAppStack(app, "quilt-test", props);
  return app.synth().getStackByName("quilt-test").template as AppTemplateJson;
}

export const EXTERNAL = { iamPattern: IamPattern.EXTERNAL };
export const INLINE = { iamPattern: IamPattern.INLINE };

/** The resource of that logical id and type. */
export function resourceOf(template: AppTemplateJson, logicalId: string, type: string): Resource {
  const resource = template.Resources[logicalId];
  if (resource?.Type !== type) throw new Error(`${logicalId} is ${resource?.Type ?? "not there"}, expected ${type}`);
  return resource;
}

/** What is at a path such as `ContainerDefinitions[registry].Environment[NAME].Value`: a selector is an index or a name. */
export function valueAt(root: unknown, path: string): unknown {
  return path.split(/\.|(?=\[)/).reduce<unknown>((value, step) => {
    const selector = /^\[(.*)\]$/.exec(step)?.[1];
    if (selector === undefined) return (value as Record<string, unknown> | undefined)?.[step];
    if (!Array.isArray(value)) return undefined;
    if (/^\d+$/.test(selector)) return value[Number(selector)] as unknown;
    return (value as Record<string, unknown>[]).find((row) => [row.Name, row.Id, row.Sid].includes(selector));
  }, root);
}
