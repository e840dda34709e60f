import type { TemplateMap, TemplateValue } from "../../template";
import { isMap, resolveParameters, ssmValueType } from "../../template";
import type { OperationContext } from "../operation";
import { validationError } from "./faults";
import type { StackParameter } from "./stack";
import { checkStoredTypes, fetchStoredParameters } from "./stored-parameters";
import { textOf } from "./template-summary";

/** A parameter of a request. */
export interface GivenParameter {
  readonly ParameterKey?: string;
  readonly ParameterValue?: string;
  readonly UsePreviousValue?: boolean;
}

/** The parameters of a request with the values that `UsePreviousValue` stands for; both sentences from public reports. */
export function withPreviousValues(
  given: readonly GivenParameter[],
  previous: readonly StackParameter[],
): GivenParameter[] {
  const values = new Map(previous.map(({ key, value }) => [key, value]));
  return given.map((parameter) => {
    if (parameter.UsePreviousValue !== true) return parameter;
    const key = parameter.ParameterKey ?? "";
    const invalid = `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true`;
    if (parameter.ParameterValue) throw validationError(`${invalid} for a parameter key with a value`);
    if (!values.has(key)) throw validationError(`${invalid} for a parameter key not in the previous template`);
    return { ParameterKey: key, ParameterValue: values.get(key) };
  });
}

/** The parameters of a stack: as its row keeps them, and what `Ref` yields. */
export interface BoundParameters {
  readonly parameters: readonly StackParameter[];
  readonly values: ReadonlyMap<string, TemplateValue>;
  readonly hidden: ReadonlySet<string>;
}

/** Binds the values of a request to a template's declarations; throws ValidationError in CloudFormation's words. */
export async function bindParameters(
  context: OperationContext,
  declarations: TemplateMap,
  given: readonly GivenParameter[],
): Promise<BoundParameters> {
  const texts = givenTexts(given);
  const stored = await fetchStoredParameters(context, declarations, texts);
  const resolved = resolveParameters(declarations, texts, { systemsManager: (path) => stored.get(path)?.value });
  const [fault] = resolved.faults;
  if (fault !== undefined) throw validationError(fault.message);
  checkStoredTypes(declarations, texts, stored);
  const parameters = [...resolved.texts].map(([key, value]): StackParameter => {
    const looksUp = isSsmType(declarations[key]);
    const noEcho = resolved.hidden.has(key);
    return looksUp ? { key, value, noEcho, resolved: String(resolved.values.get(key)) } : { key, value, noEcho };
  });
  return { parameters, values: resolved.values, hidden: resolved.hidden };
}

/** A parameter without a value counts as not given; of two with the same key the last counts (the latter unverified). */
function givenTexts(given: readonly GivenParameter[]): Record<string, string> {
  const texts = Object.create(null) as Record<string, string>;
  for (const { ParameterKey: key, ParameterValue: value } of given) {
    if (key !== undefined && value !== undefined) texts[key] = value;
  }
  return texts;
}

function isSsmType(declaration: TemplateValue | undefined): boolean {
  return isMap(declaration) && ssmValueType(textOf(declaration, "Type") ?? "") !== undefined;
}
