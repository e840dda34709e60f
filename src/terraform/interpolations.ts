/** A stretch of a string template: literal text, or what stands between `${` and `}`. */
export interface TemplatePart {
  readonly text: string;
  readonly isExpression: boolean;
}

/**
 * Takes a string template apart. `$${` is literal text.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/strings#string-templates
 */
export function splitInterpolations(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = "";
  let position = 0;
  while (position < text.length) {
    if (text.startsWith("$${", position)) {
      literal += "$${";
      position += 3;
      continue;
    }
    const end = text.startsWith("${", position) ? findEnd(text, position + 2) : undefined;
    if (end === undefined) {
      literal += text[position];
      position += 1;
      continue;
    }
    if (literal !== "") parts.push({ text: literal, isExpression: false });
    literal = "";
    parts.push({ text: text.slice(position + 2, end), isExpression: true });
    position = end + 1;
  }
  if (literal !== "" || parts.length === 0) parts.push({ text: literal, isExpression: false });
  return parts;
}

/** Position of the brace that closes an interpolation, over quoted strings and further braces. */
function findEnd(text: string, start: number): number | undefined {
  // What each open brace or quote waits for.
  const open: ("}" | '"')[] = ["}"];
  for (let position = start; position < text.length; position += 1) {
    const awaited = open.at(-1);
    const character = text[position];
    if (character === awaited) {
      open.pop();
      if (open.length === 0) return position;
    } else if (awaited === '"') {
      if (character === "\\") position += 1;
      else if (text.startsWith("${", position) && text[position - 1] !== "$") {
        open.push("}");
        position += 1;
      }
    } else if (character === '"') open.push('"');
    else if (character === "{") open.push("}");
  }
  return undefined;
}
