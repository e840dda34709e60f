import type { TemplateMap, TemplateValue } from "../../template";
import { isList, isMap } from "../../template";

/** What an update does to a resource, as stack policies call it. */
export type UpdateAction = "Update:Modify" | "Update:Replace" | "Update:Delete";

/**
 * Why a stack policy refuses an update of a resource; undefined if it lets it happen. With a policy, what it does not
 * allow is denied; a denial wins.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
export function findPolicyRefusal(
  policy: string | undefined,
  action: UpdateAction,
  { logicalId, type }: { readonly logicalId: string; readonly type: string },
): string | undefined {
  if (policy === undefined) return undefined;
  const document = JSON.parse(policy) as TemplateValue;
  const statements = isMap(document) ? listOf(document["Statement"]).filter(isMap) : [];
  const about = statements
    .map((statement, index) => ({ statement, number: index + 1 }))
    .filter(({ statement }) => isAbout(statement, action, logicalId, type));
  const denial = about.find(({ statement }) => statement["Effect"] === "Deny");
  if (denial !== undefined) {
    // Sentence: events published by users; that the semicolon is always there is not verified.
    return `Action denied by stack policy: Statement [#${denial.number}] does not allow [${action}] for resource [LogicalResourceId/${logicalId}];`;
  }
  // Sentence seen in a public test against AWS, without what follows it.
  return about.some(({ statement }) => statement["Effect"] === "Allow")
    ? undefined
    : `Action not allowed by stack policy: no statement allows [${action}] for resource [LogicalResourceId/${logicalId}];`;
}

function isAbout(statement: TemplateMap, action: string, logicalId: string, type: string): boolean {
  return (
    matchesMember(statement, "Action", "NotAction", action) &&
    matchesMember(statement, "Resource", "NotResource", `LogicalResourceId/${logicalId}`) &&
    meetsCondition(statement["Condition"], type)
  );
}

function matchesMember(statement: TemplateMap, member: string, negated: string, value: string): boolean {
  const not = statement[negated];
  if (not !== undefined) return !matchesAny(not, value);
  return matchesAny(statement[member], value);
}

/** The only key that there is: `ResourceType`, under StringEquals or StringLike. */
function meetsCondition(condition: TemplateValue | undefined, type: string): boolean {
  if (!isMap(condition)) return true;
  return Object.values(condition).every(
    (keys) =>
      isMap(keys) && Object.entries(keys).every(([key, types]) => key === "ResourceType" && matchesAny(types, type)),
  );
}

function matchesAny(patterns: TemplateValue | undefined, value: string): boolean {
  return listOf(patterns).some((pattern) => typeof pattern === "string" && matches(pattern, value));
}

/** `*` stands for any text, `?` for any character; takes the length of the one times that of the other at most. */
function matches(pattern: string, value: string): boolean {
  let [at, from] = [0, 0];
  let star: { readonly at: number; from: number } | undefined;
  while (from < value.length) {
    if (pattern[at] === "*") {
      star = { at: at++, from };
    } else if (pattern[at] === "?" || (at < pattern.length && pattern[at] === value[from])) {
      at++;
      from++;
    } else if (star !== undefined) {
      // The last star takes one character more.
      at = star.at + 1;
      from = ++star.from;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}

function listOf(value: TemplateValue | undefined): readonly TemplateValue[] {
  return value === undefined ? [] : isList(value) ? value : [value];
}
