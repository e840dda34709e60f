import { getAt, isList, isMap, type Template, type TemplateMap, type TemplateValue } from "../template";

/** AWS::CloudFormation::Interface, where consoles read the groups of parameters. */
export const INTERFACE_PATH = ["Metadata", "AWS::CloudFormation::Interface"] as const;

/** A group of parameters as the metadata holds it. */
export interface ParameterGroup {
  /** Index in ParameterGroups. */
  readonly index: number;
  readonly label: string | undefined;
  readonly parameters: readonly string[];
}

export function parameterGroups(template: Template): ParameterGroup[] {
  const groups = getAt(template.value, [...INTERFACE_PATH, "ParameterGroups"]);
  if (!isList(groups)) return [];
  return groups.map((group, index) => {
    const label = getAt(group, ["Label", "default"]);
    const parameters = getAt(group, ["Parameters"]);
    return {
      index,
      label: typeof label === "string" ? label : undefined,
      parameters: isList(parameters) ? parameters.filter((name) => typeof name === "string") : [],
    };
  });
}

export function groupValue(label: string, parameters: readonly string[]): TemplateMap {
  return { Label: { default: label }, Parameters: [...parameters] };
}

/** The metadata of the IAM template: a group for what the split added, then the groups of what was carried. */
export function iamInterface(template: Template, added: readonly string[], carried: ReadonlySet<string>): TemplateMap {
  const groups: TemplateValue[] = added.length === 0 ? [] : [groupValue("Application stack", added)];
  for (const group of parameterGroups(template)) {
    const parameters = group.parameters.filter((name) => carried.has(name));
    if (parameters.length > 0) groups.push(groupValue(group.label ?? "Parameters", parameters));
  }
  const labels = getAt(template.value, [...INTERFACE_PATH, "ParameterLabels"]);
  const kept = isMap(labels) ? Object.entries(labels).filter(([name]) => carried.has(name)) : [];
  return {
    ParameterGroups: groups,
    ...(kept.length > 0 && { ParameterLabels: Object.fromEntries(kept) }),
  };
}
