import { Token } from "cdktf";
import type { IResolvable, IResolveContext } from "cdktf";
import { splitInterpolations } from "./interpolations";

/**
 * An expression in Terraform's language, written as such: values that are put in are rendered as Terraform writes them,
 * tokens and references as what they stand for.
 *
 * https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export class Expression implements IResolvable {
  readonly creationStack: string[] = [];
  readonly #texts: readonly string[];
  readonly #values: readonly unknown[];

  constructor(texts: readonly string[], values: readonly unknown[]) {
    this.#texts = texts;
    this.#values = values;
  }

  resolve(context: IResolveContext): string {
    const text = this.render(context);
    if (context.suppressBraces === true) return text;
    // Nothing but plain text needs no expression.
    return /^"[^"\\$%]*"$/.test(text) ? text.slice(1, -1) : `\${${text}}`;
  }

  /** The expression without `${}`. */
  render(context: IResolveContext): string {
    return this.#texts
      .map((text, index) => (index === 0 ? "" : render(this.#values[index - 1], context)) + text)
      .join("");
  }

  /** A string that stands for the expression. */
  toString(): string {
    return Token.asString(this);
  }

  toJSON(): string {
    return "<unresolved expression>";
  }
}

/** An {@link Expression}, as a template string. */
export function hcl(texts: TemplateStringsArray, ...values: readonly unknown[]): Expression {
  return new Expression(texts, values);
}

/** Text of Terraform's language, to be put into an {@link hcl}. */
export function raw(text: string): Expression {
  return new Expression([text], []);
}

function render(value: unknown, context: IResolveContext): string {
  if (value instanceof Expression) return value.render(context);
  if (value === undefined || value === null) return "null";
  if (Token.isUnresolved(value)) return render(resolveWhole(value, context), context);
  if (typeof value === "string") return renderString(value);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => render(item, context)).join(", ")}]`;
  const entries = Object.entries(value).map(([key, item]) => `${renderString(key)} = ${render(item, context)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** What a token stands for, with `${}` around expressions, whatever the place it stands in. */
function resolveWhole(value: unknown, context: IResolveContext): unknown {
  const { suppressBraces } = context;
  context.suppressBraces = false;
  try {
    return context.resolve(value);
  } finally {
    context.suppressBraces = suppressBraces;
  }
}

/** A string as a quoted template, or the expression itself where it is nothing but one. */
function renderString(text: string): string {
  const parts = splitInterpolations(text);
  const [first, ...more] = parts;
  if (first?.isExpression === true && more.length === 0) return first.text;
  const quoted = parts.map(({ text: part, isExpression }) =>
    isExpression ? `\${${part}}` : JSON.stringify(part).slice(1, -1),
  );
  return `"${quoted.join("")}"`;
}
