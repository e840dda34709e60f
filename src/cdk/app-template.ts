import type { Template } from "../template";
import { readTemplate } from "./read-template";
import { entriesOf } from "./template-section";

/** A template of an application that takes the ARNs of its roles and managed policies as parameters. */
export class AppTemplate {
  /**
   * Takes the application template that an earlier `xiam split` wrote.
   *
   * @param file path, relative to the working folder
   */
  public static fromFile(file: string): AppTemplate {
    return new AppTemplate(readTemplate(file, "app template"));
  }

  /** @internal */
  public static _of(template: Template): AppTemplate {
    return new AppTemplate(template);
  }

  /** Names of all parameters, in the order of the template. */
  public readonly parameters: string[];

  /** @internal */
  public readonly _template: Template;

  private constructor(template: Template) {
    this._template = template;
    this.parameters = entriesOf(template, "Parameters").map(([name]) => name);
  }
}
