import { namingOf } from "../aws";
import {
  getAt,
  editTemplate,
  isList,
  isMap,
  type Template,
  type TemplateEditor,
  type TemplateValue,
} from "../template";
import type { Catalog } from "../catalog";
import { givenName } from "./app-name";
import { INTERFACE_PATH, groupValue, parameterGroups } from "./interface-metadata";
import { isLoop } from "./looped";
import { section, type Monolith, type Resource } from "./monolith";
import { lostOrders } from "./order";
import type { CarriedItem, RestoredOrder, RewiredReference, SplitWarning } from "./report";
import { editReferences } from "./rewrite";
import type { Wiring } from "./wiring";
import { toValue } from "./expression";

export interface AppTemplateParts {
  readonly monolith: Monolith;
  readonly catalog: Catalog;
  readonly moved: ReadonlySet<string>;
  readonly carried: readonly CarriedItem[];
  readonly wiring: Wiring;
  readonly file: string;
}

export interface AppTemplateResult {
  readonly template: Template;
  readonly rewired: readonly RewiredReference[];
  readonly restored: readonly RestoredOrder[];
  readonly warnings: readonly SplitWarning[];
}

export function makeAppTemplate(parts: AppTemplateParts): AppTemplateResult {
  const { monolith, moved, wiring } = parts;
  const { template } = monolith;
  const editor = editTemplate(template);
  const rewired: RewiredReference[] = [];
  const warnings: SplitWarning[] = [];
  const restored = lostOrders(monolith, moved);
  if (moved.size === monolith.resources.size) {
    warnings.push({
      code: "app-empty",
      message: "every resource of the template moved, so the app template has none, and CloudFormation refuses it",
      path: ["Resources"],
    });
  }

  for (const logicalId of moved) editor.remove(["Resources", logicalId]);
  const staying = [...monolith.resources.values()].filter(({ logicalId }) => !moved.has(logicalId));
  for (const resource of staying) {
    if (isLoop(resource.logicalId)) orderLoop(editor, resource, parts, rewired);
    else orderResource(editor, resource, moved, restored, rewired);
    nameResource(editor, resource, parts);
  }
  const references = [...staying.flatMap((resource) => resource.references), ...monolith.outside].filter(
    ({ kind, namespace, target }) => kind !== "DependsOn" && namespace === "value" && moved.has(target),
  );
  for (const { path, target, attribute } of references) {
    const becomes = wiring.resolve(attribute === undefined ? { target } : { target, attribute });
    if (becomes === undefined) continue;
    rewired.push({
      path,
      from: attribute === undefined ? `Ref ${target}` : `GetAtt ${target}.${attribute}`,
      to: showValue(toValue(becomes)),
    });
  }
  editReferences(editor, template, references, wiring.resolve);
  addParameters(editor, parts);
  dropUnused(editor, parts, warnings);
  groupParameters(editor, parts, warnings);
  return { template: editor.apply({ file: parts.file }), rewired, restored, warnings };
}

function showValue(value: TemplateValue): string {
  if (isMap(value) && typeof value["Ref"] === "string") return `Ref ${value["Ref"]}`;
  return JSON.stringify(value);
}

/** Takes moved resources out of DependsOn, and puts in what they used to bring along. */
function orderResource(
  editor: TemplateEditor,
  { logicalId, body }: Resource,
  moved: ReadonlySet<string>,
  restored: readonly RestoredOrder[],
  rewired: RewiredReference[],
): void {
  const at = ["Resources", logicalId, "DependsOn"];
  const value = body["DependsOn"];
  const before = value === undefined ? [] : isList(value) ? value : [value];
  const added = restored.find((order) => order.logicalId === logicalId)?.dependsOn ?? [];
  const gone = before.flatMap((item, index) => (typeof item === "string" && moved.has(item) ? [index] : []));
  for (const index of gone) {
    const path = isList(value) ? [...at, index] : at;
    rewired.push({ path, from: `DependsOn ${String(before[index])}`, to: "nothing: the IAM stack comes first" });
  }
  if (added.length > 0) {
    const kept = before.filter((_, index) => !gone.includes(index));
    const after = [...kept, ...added.filter((other) => !kept.includes(other))];
    if (value === undefined) editor.insertEntry(at.slice(0, 2), "DependsOn", after);
    else editor.replace(at, after);
  } else if (gone.length > 0 && gone.length === before.length) editor.remove(at);
  else for (const index of gone) editor.remove([...at, index]);
}

/** The same for the resources that a loop makes. */
function orderLoop(
  editor: TemplateEditor,
  { references }: Resource,
  { monolith, moved }: AppTemplateParts,
  rewired: RewiredReference[],
): void {
  for (const { kind, target, path } of references) {
    if (kind !== "DependsOn" || !moved.has(target)) continue;
    rewired.push({ path, from: `DependsOn ${target}`, to: "nothing: the IAM stack comes first" });
    const all = getAt(monolith.template.value, path.slice(0, -1));
    const isWhole = isList(all) && all.every((item) => typeof item === "string" && moved.has(item));
    editor.remove(isWhole ? path.slice(0, -1) : path);
  }
}

/** Strategy `name`: the app resource gets the name that the IAM template counts on. */
function nameResource(editor: TemplateEditor, resource: Resource, { catalog }: AppTemplateParts): void {
  const override = catalog.sever.get(resource.logicalId);
  const naming = namingOf(resource.type);
  if (override?.strategy !== "name" || naming?.nameProperty === undefined) return;
  const name = givenName(resource, naming, override);
  if (typeof name !== "string") return;
  const value: TemplateValue = name.includes("${") ? { "Fn::Sub": name } : name;
  let at: (string | number)[] = ["Resources", resource.logicalId];
  const rest: (string | number)[] = ["Properties", ...naming.nameProperty];
  while (rest.length > 1 && isMap(getAt(resource.body, [...at.slice(2), rest[0] ?? ""]))) {
    at = [...at, ...rest.splice(0, 1)];
  }
  const [key = "", ...below] = rest;
  const wrapped = below.reduceRight<TemplateValue>((inner, step) => ({ [step]: inner }), value);
  if (getAt(resource.body, [...at.slice(2), key]) === undefined) editor.insertEntry(at, String(key), wrapped);
  else editor.replace([...at, key], wrapped);
}

function addParameters(editor: TemplateEditor, { monolith, wiring }: AppTemplateParts): void {
  const wires = wiring.wires();
  if (!("Parameters" in monolith.template.value)) {
    const all = Object.fromEntries(wires.map(({ wire, parameter }) => [wire.parameter, parameter]));
    if (wires.length > 0) editor.setSection("Parameters", all, { before: "Resources" });
    return;
  }
  for (const { wire, parameter } of wires) editor.insertEntry(["Parameters"], wire.parameter, parameter);
}

/** What only the moved resources used leaves the app template with them. */
function dropUnused(editor: TemplateEditor, { monolith, carried }: AppTemplateParts, warnings: SplitWarning[]): void {
  for (const item of carried) {
    if (item.remainsInApp) continue;
    const siblings = Object.keys(section(monolith.template, item.section));
    const leaving = carried.filter((other) => other.section === item.section && !other.remainsInApp);
    const isLast = item.section !== "Parameters" && leaving.length === siblings.length;
    editor.remove(isLast ? [item.section] : [item.section, item.name]);
    if (item.section === "Parameters") {
      warnings.push({
        code: "parameter-left",
        message: `parameter ${item.name} is now one of the IAM stack; the app stack refuses callers that still pass it`,
        path: ["Parameters", item.name],
      });
    }
  }
}

function groupParameters(editor: TemplateEditor, parts: AppTemplateParts, warnings: SplitWarning[]): void {
  const { monolith, catalog, carried, wiring } = parts;
  const { template } = monolith;
  const gone = new Set(
    carried.filter((item) => item.section === "Parameters" && !item.remainsInApp).map(({ name }) => name),
  );
  const groups = parameterGroups(template);
  const groupsPath = [...INTERFACE_PATH, "ParameterGroups"];
  for (const group of groups) {
    const leaving = group.parameters.filter((name) => gone.has(name));
    if (leaving.length === 0) continue;
    const at = [...groupsPath, group.index];
    if (leaving.length === group.parameters.length) editor.remove(at);
    else for (const name of leaving) editor.remove([...at, "Parameters", group.parameters.indexOf(name)]);
  }
  const labels = getAt(template.value, [...INTERFACE_PATH, "ParameterLabels"]);
  for (const name of isMap(labels) ? Object.keys(labels) : []) {
    if (gone.has(name)) editor.remove([...INTERFACE_PATH, "ParameterLabels", name]);
  }

  const names = wiring.wires().map(({ wire }) => wire.parameter);
  if (catalog.parameterGroup === undefined || names.length === 0) return;
  const { name, insertAfter } = catalog.parameterGroup;
  const value = groupValue(name, names);
  const metadata = template.value["Metadata"];
  if (metadata === undefined) {
    const before = Object.keys(template.value).find((key) => key === "Parameters" || key === "Resources");
    editor.setSection(
      "Metadata",
      { [INTERFACE_PATH[1]]: { ParameterGroups: [value] } },
      { before: before ?? "Resources" },
    );
  } else if (getAt(template.value, INTERFACE_PATH) === undefined) {
    editor.insertEntry(["Metadata"], INTERFACE_PATH[1], { ParameterGroups: [value] });
  } else if (!isMap(getAt(template.value, INTERFACE_PATH))) {
    editor.replace([...INTERFACE_PATH], { ParameterGroups: [value] });
  } else if (getAt(template.value, groupsPath) === undefined) {
    editor.insertEntry([...INTERFACE_PATH], "ParameterGroups", [value]);
  } else if (!isList(getAt(template.value, groupsPath))) {
    editor.replace(groupsPath, [value]);
  } else {
    const anchor = groups.find((group) => group.label === insertAfter);
    if (insertAfter !== undefined && anchor === undefined) {
      warnings.push({
        code: "group-not-found",
        message: `there is no parameter group '${insertAfter}' to insert '${name}' after, so it stands last`,
        path: groupsPath,
      });
    }
    editor.insertItem(groupsPath, anchor === undefined ? groups.length : anchor.index + 1, value);
  }
}
