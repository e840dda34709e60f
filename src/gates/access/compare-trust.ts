/** Whether two trust policies say the same, whatever the order of statements, lists and keys. */
export function isSameTrust(one: unknown, other: unknown): boolean {
  return normalize(one) === normalize(other);
}

/** IAM shows the id of an account as the ARN of its root. */
function normalize(value: unknown): string {
  if (Array.isArray(value)) {
    const [only, ...more] = value as readonly unknown[];
    return more.length === 0 && only !== undefined ? normalize(only) : `[${value.map(normalize).sort().join(",")}]`;
  }
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(String(value).replace(/^arn:[a-z-]+:iam::([0-9]{12}):root$/, "$1"));
  }
  const entries = Object.entries(value).map(([key, held]) => `${JSON.stringify(key)}:${normalize(held)}`);
  return `{${entries.sort().join(",")}}`;
}
