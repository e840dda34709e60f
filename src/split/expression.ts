import { isSubVariable, parseSub, type TemplateValue } from "../template";

/** A string in the making: text of an Fn::Sub, and the values of its own variables. */
export interface Expression {
  /** Text as Fn::Sub takes it; a literal `${` is written `${!`. */
  readonly text: string;
  /** Values of variables that are not names of the template. */
  readonly variables: ReadonlyMap<string, TemplateValue>;
  /** True if the text holds a wildcard that stands for something generated. */
  readonly wildcard: boolean;
}

const NO_VARIABLES: ReadonlyMap<string, TemplateValue> = new Map();

/** Text that Fn::Sub leaves alone. */
export function literal(text: string): Expression {
  return { text: text.replaceAll("${", "${!"), variables: NO_VARIABLES, wildcard: false };
}

/** Text in the language of Fn::Sub. */
export function subText(text: string, wildcard = false): Expression {
  return { text, variables: NO_VARIABLES, wildcard };
}

/** A value that no Fn::Sub text can hold, under a variable of its own. */
export function variable(name: string, value: TemplateValue, wildcard: boolean): Expression {
  return { text: `\${${name}}`, variables: new Map([[name, value]]), wildcard };
}

/** One after the other. A variable name that stands for two different values is renamed. */
export function concat(parts: readonly Expression[]): Expression {
  let text = "";
  const variables = new Map<string, TemplateValue>();
  for (const part of parts) {
    let partText = part.text;
    for (const [name, value] of part.variables) {
      const free = freeName(name, variables, value);
      if (free !== name) partText = partText.replaceAll(`\${${name}}`, `\${${free}}`);
      variables.set(free, value);
    }
    text += partText;
  }
  return { text, variables, wildcard: parts.some((part) => part.wildcard) };
}

function freeName(name: string, taken: ReadonlyMap<string, TemplateValue>, value: TemplateValue): string {
  const same = (other: TemplateValue | undefined): boolean => JSON.stringify(other) === JSON.stringify(value);
  let candidate = name;
  for (let n = 2; taken.has(candidate) && !same(taken.get(candidate)); n += 1) candidate = `${name}${n}`;
  return candidate;
}

/** The shortest template value that means the expression: a literal, a Ref, or an Fn::Sub. */
export function toValue(expression: Expression): TemplateValue {
  const { text, variables } = expression;
  const [only, ...more] = parseSub(text);
  if (more.length === 0 && only !== undefined && isSubVariable(only)) {
    const name = only.attribute === undefined ? only.name : `${only.name}.${only.attribute}`;
    const own = variables.get(name);
    if (own !== undefined) return own;
    return only.attribute === undefined ? { Ref: only.name } : { "Fn::GetAtt": [only.name, only.attribute] };
  }
  if (variables.size > 0) return { "Fn::Sub": [text, Object.fromEntries(variables)] };
  if (!text.includes("${")) return text;
  if (more.length === 0 && only !== undefined && !isSubVariable(only)) return only.literal;
  return { "Fn::Sub": text };
}
