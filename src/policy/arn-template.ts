import type { ResourceType } from "./service-authorization";

/**
 * The type among `types` whose ARNs look like `arn`: the one with the most literal text where several do, as an object's ARN
 * looks like a bucket's with a slash in the name. Undefined where none does, and for `*`.
 */
export function findResourceType(arn: string, types: readonly ResourceType[]): ResourceType | undefined {
  let best: ResourceType | undefined;
  for (const type of types) {
    if (!matchesArnTemplate(arn, type.arnTemplate)) continue;
    if (best === undefined || literalLength(type.arnTemplate) > literalLength(best.arnTemplate)) best = type;
  }
  return best;
}

/** Whether an ARN can be one of `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`: names take any text but none. */
export function matchesArnTemplate(arn: string, template: string): boolean {
  const given = splitArn(arn);
  const wanted = splitArn(template);
  return given.length === wanted.length && wanted.every((part, index) => matchesPart(given[index] ?? "", part));
}

/** Six parts: a resource may have colons. */
function splitArn(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function matchesPart(text: string, template: string): boolean {
  const literals = template.split(/\$\{[^}]*\}/);
  const [first = "", ...others] = literals;
  if (others.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  const last = others.pop() ?? "";
  let from = first.length;
  for (const literal of others) {
    // A name has at least one character.
    const found = text.indexOf(literal, from + 1);
    if (found < 0) return false;
    from = found + literal.length;
  }
  return text.length >= from + 1 + last.length && text.endsWith(last);
}

function literalLength(template: string): number {
  return template.replaceAll(/\$\{[^}]*\}/g, "").length;
}
