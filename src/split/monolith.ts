import {
  isMap,
  resourceReferences,
  templateReferences,
  type Reference,
  type Template,
  type TemplateMap,
  type TemplateValue,
} from "../template";
import { loopedResources } from "./looped";

/** A resource of the monolith with what the split asks of it. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly body: TemplateMap;
  readonly properties: TemplateMap;
  /** Everything it names, in properties and attributes. */
  readonly references: readonly Reference[];
}

/** The template to split, indexed. */
export interface Monolith {
  readonly template: Template;
  readonly resources: ReadonlyMap<string, Resource>;
  /** What loops make, where the template says it all; their references are those of the loop among the resources. */
  readonly looped: ReadonlyMap<string, Resource>;
  readonly parameters: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
  readonly mappings: ReadonlySet<string>;
  /** References outside resources: outputs, conditions, rules. */
  readonly outside: readonly Reference[];
}

const EMPTY: TemplateMap = Object.freeze(Object.create(null) as TemplateMap);

export function asMap(value: TemplateValue | undefined): TemplateMap {
  return isMap(value) ? value : EMPTY;
}

export function section(template: Template, name: string): TemplateMap {
  return asMap(template.value[name]);
}

export function indexMonolith(template: Template): Monolith {
  const resources = new Map<string, Resource>();
  for (const [logicalId, value] of Object.entries(section(template, "Resources"))) {
    const references = resourceReferences(template.value, logicalId);
    resources.set(logicalId, makeResource(logicalId, value, references.filter(namesSomethingHere)));
  }
  const looped = [...loopedResources(section(template, "Resources"))];
  const outsideResources = Object.fromEntries(Object.entries(template.value).filter(([name]) => name !== "Resources"));
  const names = (of: string): ReadonlySet<string> => new Set(Object.keys(section(template, of)));
  return {
    template,
    resources,
    looped: new Map(looped.map(([logicalId, value]) => [logicalId, makeResource(logicalId, value, [])])),
    parameters: names("Parameters"),
    conditions: names("Conditions"),
    mappings: names("Mappings"),
    outside: templateReferences(outsideResources).filter(namesSomethingHere),
  };
}

function makeResource(logicalId: string, value: TemplateValue, references: readonly Reference[]): Resource {
  const body = asMap(value);
  const type = typeof body["Type"] === "string" ? body["Type"] : "";
  return { logicalId, type, body, properties: asMap(body["Properties"]), references };
}

/** A resource of the template, written out or made by a loop. */
export function findResource({ resources, looped }: Monolith, logicalId: string): Resource | undefined {
  return resources.get(logicalId) ?? looped.get(logicalId);
}

/** An export of another stack may have the name of a resource of this one. */
function namesSomethingHere({ kind }: Reference): boolean {
  return kind !== "ImportValue";
}
