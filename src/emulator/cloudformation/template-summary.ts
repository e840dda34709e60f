import type { Capability, TemplateParameter } from "@aws-sdk/client-cloudformation";
import type { TemplateMap } from "../../template";
import { isMap } from "../../template";
import { capabilitiesReason, capabilityNeed, transformsIn } from "./capabilities";
import { sectionOf } from "./deployment";

/** What ValidateTemplate and GetTemplateSummary say of a template alike. */
export interface TemplateSummary {
  readonly Description: string | undefined;
  readonly Capabilities: Capability[] | undefined;
  readonly CapabilitiesReason: string | undefined;
  readonly DeclaredTransforms: string[] | undefined;
}

export function summarizeTemplate(template: TemplateMap): TemplateSummary {
  const need = capabilityNeed(template);
  const transforms = transformsIn(template);
  return {
    Description: textOf(template, "Description"),
    Capabilities: need === undefined ? undefined : [need.capability],
    CapabilitiesReason: need === undefined ? undefined : capabilitiesReason(need),
    DeclaredTransforms: transforms.length === 0 ? undefined : transforms,
  };
}

/** The parameters as ValidateTemplate describes them. */
export function declaredParameters(template: TemplateMap): TemplateParameter[] {
  return Object.entries(sectionOf(template, "Parameters"))
    .filter(([, declaration]) => isMap(declaration))
    .map(([key, declaration]) => ({
      ParameterKey: key,
      DefaultValue: textOf(declaration as TemplateMap, "Default"),
      NoEcho: isNoEcho(declaration as TemplateMap),
      Description: textOf(declaration as TemplateMap, "Description"),
    }));
}

export function isNoEcho(declaration: TemplateMap): boolean {
  return textOf(declaration, "NoEcho")?.toLowerCase() === "true";
}

/** A scalar member as text. */
export function textOf(map: TemplateMap, key: string): string | undefined {
  const value = map[key];
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}
