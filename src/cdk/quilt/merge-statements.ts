/** A statement whose targets are texts for Fn::Sub. */
export interface TextStatement {
  readonly sid?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Texts by operator and key. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly onlyIf?: string;
}

/**
 * Makes one statement of those that allow the same actions, or that are about the same resources, under the same
 * conditions: it means the same, and counts less towards the 10,240 characters of a role's inline policies and the
 * 51,200 bytes of a template.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function mergeStatements(statements: readonly TextStatement[]): readonly TextStatement[] {
  return joinAlike(joinAlike(statements, "actions"), "resources");
}

function joinAlike(statements: readonly TextStatement[], joined: "actions" | "resources"): TextStatement[] {
  const merged = new Map<string, TextStatement>();
  for (const [index, statement] of statements.entries()) {
    // What has a Sid, or grants nothing, is there to be found as it is.
    const isAlone = statement.sid !== undefined || statement.resources.length === 0;
    const key = isAlone ? `${index}` : JSON.stringify({ ...statement, [joined]: [] });
    const first = merged.get(key);
    const list = [...new Set([...(first?.[joined] ?? []), ...statement[joined]])];
    merged.set(key, { ...statement, [joined]: list });
  }
  return [...merged.values()];
}
