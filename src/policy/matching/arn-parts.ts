/**
 * The parts of an ARN, six at most: the last has all the colons that are left. With `variables`, a colon inside `${…}`
 * parts nothing.
 */
export function splitArnPattern(text: string, variables: boolean): readonly string[] {
  const parts: string[] = [];
  const lastClose = variables ? text.lastIndexOf("}") : -1;
  let start = 0;
  for (let at = 0; at < text.length && parts.length < 5; at++) {
    if (text[at] === "$" && text[at + 1] === "{" && at < lastClose) at = text.indexOf("}", at);
    else if (text[at] === ":") {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
