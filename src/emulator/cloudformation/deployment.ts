import type { TemplateMap, TemplateValue } from "../../template";
import { isMap } from "../../template";
import type { DeletionPolicy } from "./stack";

/** A resource of a template that the conditions leave in. */
export interface DeclaredResource {
  readonly logicalId: string;
  readonly type: string;
  readonly declaration: TemplateMap;
  /** Not evaluated, but for `Fn::If`, of which the branch taken is left. */
  readonly properties: TemplateMap;
  readonly deletionPolicy: DeletionPolicy;
  /** Logical ids of declared resources that must exist first. */
  readonly dependsOn: readonly string[];
}

/** A template with its parameters' values and its conditions decided: what a stack is to be. */
export interface Deployment {
  readonly template: TemplateMap;
  /** What `Ref` of a parameter yields: text, or a list of texts. */
  readonly parameters: ReadonlyMap<string, TemplateValue>;
  readonly hiddenParameters: ReadonlySet<string>;
  readonly conditions: ReadonlyMap<string, boolean>;
  /** In the template's order. */
  readonly resources: ReadonlyMap<string, DeclaredResource>;
  readonly outputs: readonly DeclaredOutput[];
  /** Names of the exports of other stacks that it uses. */
  readonly imports: readonly string[];
}

/** An output of a template that the conditions leave in. */
export interface DeclaredOutput {
  readonly key: string;
  /** Not evaluated, but for `Fn::If`. */
  readonly value: TemplateValue;
  readonly description?: string;
  readonly exportName?: TemplateValue;
}

const EMPTY: TemplateMap = Object.freeze({});

/** A section of a template, or a mapping inside one; absent is empty. */
export function sectionOf(map: TemplateMap, name: string): TemplateMap {
  const section = map[name];
  return isMap(section) ? section : EMPTY;
}

/** True if the entity has no `Condition`, or one that holds. */
export function isLeftIn(declaration: TemplateMap, conditions: ReadonlyMap<string, boolean>): boolean {
  const condition = declaration["Condition"];
  return typeof condition !== "string" || conditions.get(condition) === true;
}
