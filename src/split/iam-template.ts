import { UserError } from "../base";
import {
  conditionReferencesIn,
  editTemplate,
  isMap,
  type Template,
  type TemplateEditor,
  type TemplateMap,
  type TemplateValue,
} from "../template";
import type { Catalog } from "../catalog";
import { INTERFACE_PATH, iamInterface } from "./interface-metadata";
import { section, type Monolith } from "./monolith";
import type { CarriedItem } from "./report";
import { editReferences, type Resolve } from "./rewrite";
import type { DeclaredWire } from "./wiring";

export interface IamTemplateParts {
  readonly monolith: Monolith;
  readonly catalog: Catalog;
  readonly moved: ReadonlySet<string>;
  readonly carried: readonly CarriedItem[];
  /** Parameters that the split adds, by name. */
  readonly added: ReadonlyMap<string, TemplateMap>;
  readonly wires: readonly DeclaredWire[];
  readonly file: string;
}

/** CloudFormation's limit for descriptions, in bytes. */
const DESCRIPTION_LIMIT = 1024;

/** Functions that only the transform AWS::LanguageExtensions understands. */
const LANGUAGE_EXTENSIONS = /"Fn::(?:ForEach::[A-Za-z0-9]+|Length|ToJsonString)"/;

/** Finishes the IAM template: `editor` is on the monolith and has the edits inside the moved resources already. */
export function finishIamTemplate(editor: TemplateEditor, parts: IamTemplateParts): Template {
  const { monolith, moved } = parts;
  const { template } = monolith;
  for (const logicalId of monolith.resources.keys()) {
    if (!moved.has(logicalId)) editor.remove(["Resources", logicalId]);
  }
  keepCarried(editor, parts);
  addParameters(editor, parts);
  const outputs = Object.fromEntries(parts.wires.map(({ wire, output }) => [wire.output, output]));
  writeSection(editor, template, "Outputs", outputs);
  describe(editor, template);
  writeInterface(editor, parts);
  for (const name of ["Rules", "Hooks"]) if (name in template.value) editor.remove([name]);
  if ("Transform" in template.value && !needsTransform(parts)) editor.remove(["Transform"]);
  return editor.apply({ file: parts.file });
}

export function startIamTemplate(template: Template): TemplateEditor {
  return editTemplate(template);
}

function keepCarried(editor: TemplateEditor, { monolith, carried }: IamTemplateParts): void {
  for (const name of ["Parameters", "Conditions", "Mappings"] as const) {
    const all = Object.keys(section(monolith.template, name));
    const kept = new Set(carried.filter((item) => item.section === name).map((item) => item.name));
    if (kept.size === 0 && name !== "Parameters") {
      if (all.length > 0) editor.remove([name]);
      continue;
    }
    if (kept.size > 0) for (const item of all) if (!kept.has(item)) editor.remove([name, item]);
  }
}

/** A carried condition on the stack's name asks for the name of the app stack. */
export function rewriteConditions(
  editor: TemplateEditor,
  monolith: Monolith,
  carried: readonly CarriedItem[],
  resolve: Resolve,
): void {
  for (const item of carried) {
    if (item.section === "Conditions") rewriteCondition(editor, monolith, item.name, resolve);
  }
}

function rewriteCondition(editor: TemplateEditor, { template }: Monolith, name: string, resolve: Resolve): void {
  const path = ["Conditions", name];
  const references = conditionReferencesIn(section(template, "Conditions")[name] ?? null, path);
  const stackId = references.find(({ target }) => target === "AWS::StackId");
  if (stackId !== undefined) {
    throw new UserError("condition-on-stack-id", `condition '${name}' depends on AWS::StackId of the app stack`, {
      at: template.locate(stackId.path),
      hint: "use AWS::StackName, which the IAM template knows as a parameter",
    });
  }
  editReferences(editor, template, references, resolve);
}

function addParameters(editor: TemplateEditor, { monolith, carried, added }: IamTemplateParts): void {
  const first = carried.find((item) => item.section === "Parameters")?.name;
  if (first === undefined) {
    writeSection(editor, monolith.template, "Parameters", Object.fromEntries(added));
    return;
  }
  const before = Object.keys(section(monolith.template, "Parameters")).find((name) =>
    carried.some((item) => item.section === "Parameters" && item.name === name),
  );
  for (const [name, declaration] of added) {
    editor.insertEntry(["Parameters"], name, declaration, before === undefined ? {} : { before });
  }
}

/** Replaces a section, makes it, or takes it away when nothing is left in it. */
function writeSection(editor: TemplateEditor, template: Template, name: string, value: TemplateMap): void {
  const exists = name in template.value;
  if (Object.keys(value).length === 0) {
    if (exists) editor.remove([name]);
  } else if (exists) editor.replace([name], value);
  else if (name === "Outputs") editor.setSection(name, value, { after: "Resources" });
  else editor.setSection(name, value, { before: "Resources" });
}

function describe(editor: TemplateEditor, { value }: Template): void {
  const original = value["Description"];
  if (typeof original !== "string") return;
  let text = `IAM roles and policies of: ${original}`;
  while (Buffer.byteLength(text) > DESCRIPTION_LIMIT) text = text.slice(0, -1);
  editor.replace(["Description"], text);
}

function writeInterface(editor: TemplateEditor, { monolith, catalog, carried, added }: IamTemplateParts): void {
  const { template } = monolith;
  const names = new Set(carried.filter((item) => item.section === "Parameters").map((item) => item.name));
  const wanted = catalog.parameterGroup !== undefined && names.size + added.size > 0;
  const value: TemplateValue = { [INTERFACE_PATH[1]]: iamInterface(template, [...added.keys()], names) };
  if (wanted && isMap(value)) writeSection(editor, template, "Metadata", value);
  else if ("Metadata" in template.value) editor.remove(["Metadata"]);
}

function needsTransform({ monolith, moved }: IamTemplateParts): boolean {
  return [...moved].some((logicalId) => {
    const text = JSON.stringify(monolith.resources.get(logicalId)?.body ?? null);
    return text.includes('"Fn::Transform"') || LANGUAGE_EXTENSIONS.test(text);
  });
}
