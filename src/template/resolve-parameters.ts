import type { Diagnostic } from "../base";
import { matchWhole } from "./allowed-pattern";
import { TEMPLATE_LIMITS } from "./limits";
import { isListType, isNumberType, ssmValueType } from "./parameter-types";
import { sentences } from "./sentences";
import { isList, isMap } from "./value";
import type { TemplateMap, TemplateValue } from "./value";

export interface ParameterOptions {
  /**
   * Looks up a Systems Manager parameter for the types `AWS::SSM::Parameter::Value<…>`; undefined for none of that name.
   * @default - such a parameter is a fault: it cannot be resolved here
   */
  readonly systemsManager?: (name: string) => string | undefined;
}

/** Parameters as a stack has them. */
export interface ResolvedParameters {
  /** What `Ref` yields: a text, or a list of texts for list types. */
  readonly values: ReadonlyMap<string, TemplateValue>;
  /** As given or defaulted: one text each. */
  readonly texts: ReadonlyMap<string, string>;
  /** Names of those declared NoEcho, whose values must not be shown. */
  readonly hidden: ReadonlySet<string>;
  /** In CloudFormation's words; the first is what it would answer. */
  readonly faults: readonly Diagnostic[];
}

/**
 * Binds values to the declarations of a template's section Parameters.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function resolveParameters(
  declarations: TemplateMap,
  given: Readonly<Record<string, string>>,
  options: ParameterOptions = {},
): ResolvedParameters {
  const values = new Map<string, TemplateValue>();
  const texts = new Map<string, string>();
  const hidden = new Set<string>();
  const faults: Diagnostic[] = namesFaults(declarations, given);
  const unresolved: [name: string, path: string][] = [];
  const report = (name: string, message: string): void => void faults.push(fault("parameter-value", name, message));
  for (const [name, declaration] of Object.entries(declarations)) {
    if (!isMap(declaration)) continue;
    if (isTrue(declaration["NoEcho"])) hidden.add(name);
    const text = Object.hasOwn(given, name) ? given[name] : textOf(declaration["Default"]);
    if (text === undefined) continue;
    texts.set(name, text);
    const type = textOf(declaration["Type"]) ?? "String";
    const broken = constraintFault(name, text, type, declaration);
    if (broken !== undefined) report(name, broken);
    const stored = ssmValueType(type) === undefined ? text : options.systemsManager?.(text);
    if (stored === undefined) {
      if (options.systemsManager === undefined) report(name, cannotResolve(name, type));
      else unresolved.push([name, text]);
      continue;
    }
    values.set(name, isListType(type) ? membersOf(stored) : stored);
  }
  const [first] = unresolved;
  if (first !== undefined) {
    const paths = [...new Set(unresolved.map(([, path]) => path))];
    report(first[0], sentences.unfetchedSsmParameters(paths));
  }
  return { values, texts, hidden, faults };
}

function fault(code: string, name: string, message: string): Diagnostic {
  return { severity: "error", code, message, at: { path: ["Parameters", name] } };
}

/** Not AWS's words: AWS would ask Systems Manager. */
function cannotResolve(name: string, type: string): string {
  return `Parameter ${name} of type ${type} cannot be resolved here`;
}

/** Parameters that are not declared, and declared ones without a value. */
function namesFaults(declarations: TemplateMap, given: Readonly<Record<string, string>>): Diagnostic[] {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(declarations, name));
  const [first] = unknown;
  if (first !== undefined) {
    const isEmpty = Object.keys(declarations).length === 0;
    return [
      fault(
        "parameter-unknown",
        first,
        isEmpty ? sentences.noParametersDeclared() : sentences.unknownParameters(unknown),
      ),
    ];
  }
  const missing = Object.entries(declarations).filter(
    ([name, declaration]) =>
      isMap(declaration) && !Object.hasOwn(given, name) && textOf(declaration["Default"]) === undefined,
  );
  const ofSsm = missing.find(([, declaration]) => ssmValueType(textOf((declaration as TemplateMap)["Type"]) ?? ""));
  if (ofSsm !== undefined) return [fault("parameter-missing", ofSsm[0], sentences.missingSsmParameter(ofSsm[0]))];
  const names = missing.map(([name]) => name);
  return names[0] === undefined ? [] : [fault("parameter-missing", names[0], sentences.missingParameters(names))];
}

function textOf(value: TemplateValue | undefined): string | undefined {
  return value === undefined || value === null || isList(value) || isMap(value) ? undefined : String(value);
}

function isTrue(value: TemplateValue | undefined): boolean {
  return textOf(value)?.toLowerCase() === "true";
}

/** Members of a list are separated by commas; blanks around them do not count. */
function membersOf(text: string): string[] {
  return text.split(",").map((member) => member.trim());
}

/** CloudFormation's sentence about the first constraint that a value does not keep. */
function constraintFault(name: string, text: string, type: string, declaration: TemplateMap): string | undefined {
  if (Buffer.byteLength(text) > TEMPLATE_LIMITS.parameterValueBytes) {
    return sentences.parameterTooLarge(name, TEMPLATE_LIMITS.parameterValueBytes);
  }
  const members = isListType(type) ? membersOf(text) : [text];
  for (const member of members) {
    const broken = memberFault(name, member, type, declaration);
    if (broken === undefined) continue;
    const description = textOf(declaration["ConstraintDescription"]);
    return description === undefined ? broken : sentences.constraint(name, description);
  }
  return undefined;
}

function memberFault(name: string, text: string, type: string, declaration: TemplateMap): string | undefined {
  const limit = (key: string): string | undefined => textOf(declaration[key]);
  const least = limit("MinLength");
  const most = limit("MaxLength");
  const low = limit("MinValue");
  const high = limit("MaxValue");
  const allowed = declaration["AllowedValues"];
  const pattern = limit("AllowedPattern");
  if (isNumberType(type)) {
    if (!/^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/.test(text)) return sentences.notANumber(name);
    if (low !== undefined && Number(text) < Number(low)) return sentences.tooSmall(name, low);
    if (high !== undefined && Number(text) > Number(high)) return sentences.tooBig(name, high);
  }
  if (isList(allowed) && !allowed.some((value) => textOf(value) === text)) return sentences.notAllowed(name);
  if (least !== undefined && text.length < Number(least)) return sentences.tooShort(name, least);
  if (most !== undefined && text.length > Number(most)) return sentences.tooLong(name, most);
  return pattern === undefined ? undefined : patternFault(name, text, pattern);
}

function patternFault(name: string, text: string, pattern: string): string | undefined {
  const verdict = matchWhole(pattern, text);
  switch (verdict) {
    case "matches":
      return undefined;
    case "differs":
      return sentences.noMatch(name, pattern);
    // The next two are our words: what AWS says is not known.
    case "invalid":
      return `Parameter '${name}' has an AllowedPattern that is no regular expression: ${pattern}`;
    case "too-slow":
      return `Parameter '${name}' has an AllowedPattern that takes too long to match: ${pattern}`;
    default: {
      const never: never = verdict;
      throw new Error(`unknown verdict ${String(never)}`);
    }
  }
}
