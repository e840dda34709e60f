import type { TemplateMap } from "../../template";
import { isList, isMap } from "../../template";
import { requiresCapabilities } from "./faults";
import { findFunctions } from "./find-functions";

/**
 * Types that need an acknowledgement, with the property that names the entity and so needs the stronger one.
 * The list of types: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html. A `PolicyName`
 * of AWS::IAM::Policy names no entity.
 */
const ACKNOWLEDGED_TYPES: Readonly<Record<string, string | undefined>> = {
  "AWS::IAM::AccessKey": undefined,
  "AWS::IAM::Group": "GroupName",
  "AWS::IAM::InstanceProfile": "InstanceProfileName",
  "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
  "AWS::IAM::Policy": undefined,
  "AWS::IAM::Role": "RoleName",
  "AWS::IAM::User": "UserName",
  "AWS::IAM::UserToGroupAddition": undefined,
};

/** What a template asks its deployer to acknowledge. */
export interface CapabilityNeed {
  readonly capability: "CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM";
  /** Types that ask, each once, in the template's order. */
  readonly types: readonly string[];
}

/** The acknowledgement that a template needs, whatever its conditions say. */
export function capabilityNeed(template: TemplateMap): CapabilityNeed | undefined {
  const types = new Set<string>();
  let named = false;
  for (const resource of Object.values(isMap(template["Resources"]) ? template["Resources"] : {})) {
    if (!isMap(resource) || typeof resource["Type"] !== "string") continue;
    if (!Object.hasOwn(ACKNOWLEDGED_TYPES, resource["Type"])) continue;
    types.add(resource["Type"]);
    const nameProperty = ACKNOWLEDGED_TYPES[resource["Type"]];
    const properties = resource["Properties"];
    if (nameProperty !== undefined && isMap(properties) && Object.hasOwn(properties, nameProperty)) named = true;
  }
  if (types.size === 0) return undefined;
  return { capability: named ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM", types: [...types] };
}

/** `The following resource(s) require capabilities: [AWS::IAM::Role]`. */
export function capabilitiesReason(need: CapabilityNeed): string {
  return `The following resource(s) require capabilities: [${need.types.join(", ")}]`;
}

/** What rewrites the template before it is deployed: its `Transform` section, and `Fn::Transform` anywhere. */
export function transformsIn(template: TemplateMap): string[] {
  const section = template["Transform"];
  const declared = section === undefined ? [] : isList(section) ? section : [section];
  const inline = findFunctions(template, "Fn::Transform").map((map) => map["Fn::Transform"] ?? "");
  return [...new Set([...declared, ...inline].map((name) => String(isMap(name) ? name["Name"] : name)))];
}

/** Throws InsufficientCapabilitiesException unless the deployer acknowledges what the template needs. */
export function checkCapabilities(
  template: TemplateMap,
  transforms: readonly string[],
  given: readonly string[],
): void {
  if (transforms.length > 0 && !given.includes("CAPABILITY_AUTO_EXPAND")) {
    throw requiresCapabilities("CAPABILITY_AUTO_EXPAND");
  }
  const need = capabilityNeed(template);
  // CAPABILITY_NAMED_IAM covers CAPABILITY_IAM.
  if (need === undefined || given.includes("CAPABILITY_NAMED_IAM") || given.includes(need.capability)) return;
  throw requiresCapabilities(need.capability);
}
