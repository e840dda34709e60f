export { isList, isMap } from "./value";
export type { TemplateMap, TemplateValue } from "./value";
export type { Template, TemplateFormat } from "./template";
export { parseTemplate } from "./parse-template";
export type { ParseOptions } from "./parse-template";
export { printTemplate } from "./print-template";
export { getAt } from "./get-at";
export { isSubVariable, parseSub } from "./parse-sub";
export type { SubLiteral, SubPart, SubVariable } from "./parse-sub";
export { PSEUDO_PARAMETERS, isPseudoParameter } from "./pseudo-parameters";
export {
  conditionReferencesIn,
  outputReferences,
  referencesIn,
  resourceReferences,
  templateReferences,
} from "./references";
export type { Reference } from "./references";
export { editTemplate } from "./edit-template";
export type { EntryPlace, TemplateEditor } from "./edit-template";
export { expandFragment } from "./expand-fragment";
export { evaluate, evaluateCondition, evaluateConditions } from "./evaluate";
export type { Environment, Intrinsic, NamedReference, ReferenceKind } from "./intrinsic";
export { INTRINSICS, intrinsicNamed } from "./intrinsics";
export { creationLevels, dependencyGraph, findCycles } from "./graph";
export type { DependencyGraph } from "./graph";
export { hasLanguageExtensions, LANGUAGE_EXTENSIONS } from "./has-macro";
export { applyLanguageExtensions } from "./language-extensions";
export { TEMPLATE_LIMITS } from "./limits";
export { sentences } from "./sentences";
export { validateTemplate } from "./validate-template";
export { resolveParameters } from "./resolve-parameters";
export type { ParameterOptions, ResolvedParameters } from "./resolve-parameters";
export { isListType, ssmValueType } from "./parameter-types";
export { matchWhole } from "./allowed-pattern";
