import { UserError } from "../base";
import { isMap } from "../template";
import type { AppTemplate } from "./app-template";
import type { IamTemplate } from "./iam-template";
import { entriesOf } from "./template-section";

/** An output of the IAM template and the parameter of the app template that takes it. */
export interface Wire {
  readonly output: string;
  readonly parameter: string;
}

/**
 * What the app template takes from the IAM template: output `XArn` becomes parameter `X`, and an output that is no ARN the
 * parameter of its own name.
 *
 * @throws UserError if a role or managed policy has no output or no parameter
 */
export function wiresBetween({ roles, policies, _template: iam }: IamTemplate, app: AppTemplate): Wire[] {
  const outputs = entriesOf(iam, "Outputs").map(([name]) => name);
  const parameters = new Set(app.parameters);
  const fromSameSplit = { hint: "take both templates from the same split" };
  for (const name of [...roles, ...policies]) {
    if (!outputs.includes(`${name}Arn`)) {
      const at = { file: iam.file };
      throw new UserError("output-missing", `Output missing in IAM template: ${name}Arn`, { at, ...fromSameSplit });
    }
    if (!parameters.has(name)) {
      const at = { file: app._template.file };
      throw new UserError("parameter-missing", `Parameter missing in app template: ${name}`, { at, ...fromSameSplit });
    }
  }
  return outputs.flatMap((output) => {
    const parameter = output.endsWith("Arn") ? output.slice(0, -"Arn".length) : output;
    return parameters.has(parameter) ? [{ output, parameter }] : [];
  });
}

/**
 * Name of the export of an output.
 *
 * @throws UserError if it has none, or is there under a condition only
 */
export function exportName({ _template: iam }: IamTemplate, output: string, stackName: string): string {
  const [, declaration] = entriesOf(iam, "Outputs").find(([name]) => name === output) ?? [];
  const refuse = (why: string): never => {
    throw new UserError("output-not-importable", `output '${output}' cannot be imported: ${why}`, {
      at: iam.locate(["Outputs", output]),
      hint: "leave importArns out and give the ARNs as parameters",
    });
  };
  if (declaration?.Condition !== undefined) refuse("it exists under a condition only");
  const name = isMap(declaration?.Export) ? declaration.Export.Name : undefined;
  const text = isMap(name) ? name["Fn::Sub"] : name;
  if (typeof text !== "string") return refuse("it has no export, or one whose name is not a text or Fn::Sub");
  const known = text.replaceAll("${AWS::StackName}", stackName);
  return known.includes("${") ? refuse(`its export is named '${text}', which only the deployment knows`) : known;
}
