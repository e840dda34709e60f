import type { TemplateMap, TemplateValue } from "../../template";
import { isMap } from "../../template";
import type { OperationContext } from "../operation";
import type { StackParameter } from "./stack";
import { validationError } from "./faults";
import { isNoEcho, textOf } from "./template-summary";

/** A parameter of a request. */
export interface GivenParameter {
  readonly ParameterKey?: string;
  readonly ParameterValue?: string;
}

/** The parameters of a stack: as its row keeps them, and what `Ref` yields. */
export interface BoundParameters {
  readonly parameters: readonly StackParameter[];
  readonly values: ReadonlyMap<string, TemplateValue>;
}

export function bindParameters(
  _context: OperationContext,
  declarations: TemplateMap,
  given: readonly GivenParameter[],
): BoundParameters {
  const values = new Map<string, TemplateValue>();
  const parameters: StackParameter[] = [];
  for (const [key, declaration] of Object.entries(declarations)) {
    if (!isMap(declaration)) continue;
    const value = given.find((p) => p.ParameterKey === key)?.ParameterValue ?? textOf(declaration, "Default");
    if (value === undefined) throw validationError(`Parameters: [${key}] must have values`);
    const type = textOf(declaration, "Type") ?? "String";
    values.set(key, type === "CommaDelimitedList" || type.startsWith("List<") ? value.split(",") : value);
    parameters.push({ key, value, noEcho: isNoEcho(declaration) });
  }
  return { parameters, values };
}
