import type { Change, ResourceChange, ResourceChangeDetail } from "@aws-sdk/client-cloudformation";
import type { TemplateMap, TemplateValue } from "../../template";
import type { ChangeDetail, PlannedChange } from "./engine/planned-change";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Change.html */
export function describeChange(change: PlannedChange, includesValues: boolean): Change {
  const resource: ResourceChange = {
    PolicyAction: change.policyAction,
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: change.physicalId,
    ResourceType: change.type,
    Replacement: change.replacement,
    Scope: [...new Set(change.details.map((detail) => detail.attribute))],
    Details: change.details.map((detail) => describeDetail(detail, includesValues)),
    BeforeContext: includesValues ? contextOf(change.before) : undefined,
    AfterContext: includesValues ? contextOf(change.after) : undefined,
  };
  return { Type: "Resource", ResourceChange: resource };
}

function describeDetail(detail: ChangeDetail, includesValues: boolean): ResourceChangeDetail {
  const { attribute, name, before, after } = detail;
  const kind = before === undefined ? "Add" : after === undefined ? "Remove" : "Modify";
  const values = {
    Path: name === undefined ? `/${attribute}` : `/${attribute}/${name}`,
    BeforeValue: textOf(before),
    AfterValue: textOf(after),
    AttributeChangeType: kind,
  } as const;
  return {
    Target: {
      Attribute: attribute,
      Name: name,
      // Said of properties only.
      RequiresRecreation: attribute === "Properties" ? detail.recreation : undefined,
      ...(includesValues ? values : {}),
    },
    Evaluation: detail.evaluation,
    ChangeSource: detail.source,
    CausingEntity: detail.causingEntity,
  };
}

function contextOf(properties: TemplateMap | undefined): string | undefined {
  return properties === undefined ? undefined : JSON.stringify({ Properties: properties });
}

function textOf(value: TemplateValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
