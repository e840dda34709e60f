import { arnForms, fillForm, namingOf, policyArnForm } from "../../aws";
import type { AppNames } from "./app-names";
import { appResource } from "./app-resources";

/** The application's resources as seen from the stack that holds them: references. */
export class InlineAppNames implements AppNames {
  readonly stackName = "${AWS::StackName}";
  readonly stackArn = "${AWS::StackId}";
  readonly bucketsArePatterns = false;

  arn(logicalId: string): string {
    const { type, database } = appResource(logicalId);
    const ref = `\${${logicalId}}`;
    if (arnForms(type, "Ref")?.yields === "arn") return ref;
    const [attribute] = namingOf(type)?.arnAttributes ?? [];
    if (attribute !== undefined) return `\${${logicalId}.${attribute}}`;
    const form = policyArnForm(type);
    const values = { Name: ref, ...(database !== undefined && { Database: this.physicalName(database) }) };
    const arn = form && fillForm(form, values);
    if (arn === undefined) throw new Error(`src/aws knows no ARN for ${type}`);
    return arn;
  }

  physicalName(logicalId: string): string {
    const { type } = appResource(logicalId);
    if (arnForms(type, "Ref")?.yields === "name") return `\${${logicalId}}`;
    const [attribute] = namingOf(type)?.nameAttributes ?? [];
    if (attribute === undefined) throw new Error(`no reference to ${logicalId} (${type}) yields its name`);
    return `\${${logicalId}.${attribute}}`;
  }
}
