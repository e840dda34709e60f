/** A piece of a text of Fn::Sub: literal text, or a variable. Offsets are in the decoded text, `end` exclusive. */
export type SubPart = SubLiteral | SubVariable;

export interface SubLiteral {
  /** As it comes out: `${!x}` is `${x}`. */
  readonly literal: string;
}

/** `${Name}` or `${Name.Attribute}`; `start` is at the dollar sign, `end` after the brace. */
export interface SubVariable {
  readonly name: string;
  /** What follows the first dot. */
  readonly attribute?: string;
  readonly start: number;
  readonly end: number;
}

export function isSubVariable(part: SubPart): part is SubVariable {
  return "name" in part;
}

const VARIABLE = /\$\{([^{}$]*)\}/g;

/**
 * Takes a text of Fn::Sub apart. A `${` without its brace is literal text.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export function parseSub(text: string): SubPart[] {
  const parts: SubPart[] = [];
  let literal = "";
  let last = 0;
  for (const found of text.matchAll(VARIABLE)) {
    const inner = found[1] ?? "";
    const start = found.index;
    const end = start + found[0].length;
    literal += text.slice(last, start);
    last = end;
    if (inner.startsWith("!")) {
      literal += `\${${inner.slice(1)}}`;
      continue;
    }
    if (literal !== "") parts.push({ literal });
    literal = "";
    const name = inner.trim();
    const dot = name.indexOf(".");
    parts.push(
      dot === -1 ? { name, start, end } : { name: name.slice(0, dot), attribute: name.slice(dot + 1), start, end },
    );
  }
  literal += text.slice(last);
  if (literal !== "") parts.push({ literal });
  return parts;
}
