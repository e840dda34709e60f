import { UserError } from "../base";
import type { Template } from "../template";
import { readTemplate } from "./read-template";
import { entriesOf } from "./template-section";

/** A template that holds the IAM roles and managed policies of an application. */
export class IamTemplate {
  /**
   * Takes the IAM template that an earlier `xiam split` wrote.
   *
   * @param file path, relative to the working folder
   */
  public static fromFile(file: string): IamTemplate {
    const template = readTemplate(file, "IAM template");
    const types = entriesOf(template, "Resources").map(([, { Type }]) => Type);
    if (!types.some((type) => typeof type === "string" && type.startsWith("AWS::IAM::"))) {
      throw new UserError("no-iam-resources", "the IAM template has no resource of a type AWS::IAM::…", {
        at: { file },
        hint: "give the template that `xiam split` wrote as …-iam, not …-app",
      });
    }
    return new IamTemplate(template);
  }

  /** @internal */
  public static _of(template: Template): IamTemplate {
    return new IamTemplate(template);
  }

  /** Logical ids of the roles, in the order of the template. */
  public readonly roles: string[];
  /** Logical ids of the managed policies, in the order of the template. */
  public readonly policies: string[];

  /** @internal */
  public readonly _template: Template;

  private constructor(template: Template) {
    this._template = template;
    this.roles = logicalIdsOf(template, "AWS::IAM::Role");
    this.policies = logicalIdsOf(template, "AWS::IAM::ManagedPolicy");
  }
}

function logicalIdsOf(template: Template, type: string): string[] {
  return entriesOf(template, "Resources").flatMap(([logicalId, { Type }]) => (Type === type ? [logicalId] : []));
}
