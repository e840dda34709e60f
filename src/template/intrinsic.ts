import type { TemplateValue } from "./value";

/** One function of the template language: how it is written, what it names, what it yields. */
export interface Intrinsic {
  /** Long name, the only key of its mapping. Ends in `::` for a family such as `Fn::ForEach::{Name}`. */
  readonly name: string;
  /** Short tag without the exclamation mark. @default - long form only */
  readonly tag?: string;
  /** CloudFormation's sentence about an argument that it cannot work on; undefined for one that it can. */
  check?(argument: TemplateValue): string | undefined;
  /** What the argument itself names; what stands deeper is found by walking. @default - nothing */
  references?(argument: TemplateValue): readonly NamedReference[];
  /** Whether `{ Condition: name }` among the arguments is a condition. @default false */
  readonly takesConditions?: boolean;
  /**
   * The value; undefined takes the whole entry away (`AWS::NoValue`). Absent: the argument is evaluated and the function
   * stays as it is, for somebody else to resolve.
   */
  evaluate?(argument: TemplateValue, evaluation: Evaluation): TemplateValue | undefined;
}

/** What a function names. */
export interface NamedReference {
  readonly kind: ReferenceKind;
  /** Parameters and resources are values; a condition or mapping of the same name is something else. */
  readonly namespace: "value" | "condition" | "mapping";
  /** Logical id, parameter, pseudo parameter, condition or mapping; for ImportValue the export where it is a text. */
  readonly target: string;
  readonly attribute?: string;
  /** For Sub: where `${…}` stands in the decoded text. */
  readonly part?: { readonly start: number; readonly end: number };
}

export type ReferenceKind = "Ref" | "GetAtt" | "Sub" | "Condition" | "If" | "FindInMap" | "DependsOn" | "ImportValue";

/** Where a template's names come from. An answer that cannot be given is thrown by the environment. */
export interface Environment {
  readonly region: string;
  availabilityZones(region: string): readonly string[];
  /** Of a parameter, pseudo parameter (but AWS::NoValue) or resource. */
  ref(name: string): TemplateValue;
  getAtt(logicalId: string, attribute: string): TemplateValue;
  condition(name: string): boolean;
  /** The value in a mapping, or undefined: `mapping("Map", "key", "attribute")`. */
  mapping(...keys: string[]): TemplateValue | undefined;
  importValue(name: string): TemplateValue;
}

/** An evaluation under way, as a function sees it. */
export interface Evaluation {
  readonly environment: Environment;
  /** Evaluates what stands at `steps` below the function's mapping; undefined for `AWS::NoValue`. */
  resolve(value: TemplateValue, ...steps: (string | number)[]): TemplateValue | undefined;
  /** The same for an operand of a condition. */
  decide(value: TemplateValue, ...steps: (string | number)[]): boolean;
  /** Refuses in CloudFormation's words. */
  refuse(sentence: string): never;
}

/** Lists and mappings have no text; null neither. */
export function scalarText(value: TemplateValue | undefined): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}
