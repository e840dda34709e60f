import type { TemplateMap, TemplateValue } from "../../../template";
import type { Recreation } from "./compare-properties";

/** Stands for a value that only the execution brings, as change sets show it. */
export const KNOWN_AFTER_APPLY = "{{changeSet:KNOWN_AFTER_APPLY}}";

/** What of a resource changes besides its properties. */
export type ResourceAttribute =
  "Properties" | "Metadata" | "CreationPolicy" | "UpdatePolicy" | "DeletionPolicy" | "UpdateReplacePolicy" | "Tags";

/** One reason for which a resource changes. */
export interface ChangeDetail {
  readonly attribute: ResourceAttribute;
  /** Of the property; properties only. */
  readonly name?: string;
  readonly before?: TemplateValue;
  readonly after?: TemplateValue;
  readonly recreation: Recreation;
  /** Whether the new value is known before the execution. */
  readonly evaluation: "Static" | "Dynamic";
  readonly source?: "DirectModification" | "ParameterReference" | "ResourceReference" | "ResourceAttribute";
  /** `Queue`, `Queue.Arn` or the name of a parameter. */
  readonly causingEntity?: string;
}

/** What an update would do with one resource. */
export interface PlannedChange {
  readonly action: "Add" | "Modify" | "Remove" | "Import";
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly policyAction?: "Delete" | "Retain" | "Snapshot" | "ReplaceAndDelete" | "ReplaceAndRetain";
  /** Of a modification only. */
  readonly replacement?: "True" | "False" | "Conditional";
  readonly details: readonly ChangeDetail[];
  /** Properties before, NoEcho values masked. @default - it is added */
  readonly before?: TemplateMap;
  /** Properties after, NoEcho values masked; {@link KNOWN_AFTER_APPLY} stands for what is not known. @default - it is removed */
  readonly after?: TemplateMap;
}
