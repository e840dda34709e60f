/** A place inside a document: keys of mappings and indexes of lists, from the root. */
export type Path = readonly (string | number)[];

/** `Resources.Role.Properties.Policies[0].PolicyDocument`, the form that messages and reports show. */
export function formatPath(path: Path): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}

/** True if `path` is `ancestor` or lies below it. */
export function isWithin(path: Path, ancestor: Path): boolean {
  return ancestor.length <= path.length && ancestor.every((step, index) => path[index] === step);
}
