import { isKnownType } from "../../aws";
import { UserError } from "../../base";
import type { Template, TemplateMap } from "../../template";
import { isMap, parseTemplate, validateTemplate } from "../../template";
import { sectionOf } from "./deployment";
import { validationError } from "./faults";

/** Templates read lately: a template is validated, created, described and deleted in turn, and reading one costs most. */
const loaded = new Map<string, Template>();
const MOST_LOADED = 8;

/** Reads and validates a template; throws ValidationError in CloudFormation's words. */
export function loadTemplate(text: string): Template {
  const known = loaded.get(text);
  if (known !== undefined) return known;
  const template = parse(text);
  checkTemplate(template.value);
  loaded.set(text, template);
  const oldest = loaded.size > MOST_LOADED ? loaded.keys().next().value : undefined;
  if (oldest !== undefined) loaded.delete(oldest);
  return template;
}

/** Throws ValidationError for the first fault of a template. */
export function checkTemplate(template: TemplateMap): void {
  const fault = validateTemplate(template).find((diagnostic) => diagnostic.severity === "error");
  if (fault !== undefined) throw validationError(fault.message);
  checkTypes(template);
}

function parse(text: string): Template {
  const format = text.trimStart().startsWith("{") ? "JSON" : "YAML";
  try {
    return parseTemplate(text, { file: "template" });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error.code === "template-not-a-mapping" || error.code === "template-empty")
      throw validationError("Template format error: unsupported structure.");
    const { line = 1, column = 1 } = error.at ?? {};
    throw validationError(`Template format error: ${format} not well-formed. (line ${line}, column ${column})`);
  }
}

function checkTypes(template: TemplateMap): void {
  const types = Object.values(sectionOf(template, "Resources")).flatMap((resource) =>
    isMap(resource) && typeof resource["Type"] === "string" ? [resource["Type"]] : [],
  );
  const unknown = [...new Set(types)].filter((type) => !isKnownType(type));
  if (unknown.length > 0) {
    throw validationError(`Template format error: Unrecognized resource types: [${unknown.join(", ")}]`);
  }
}
