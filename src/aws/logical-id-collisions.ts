import { globMatches } from "./glob";
import { collapseHyphens, nameBody, roomOf, suffixesOf } from "./name-layout";
import type { SettledGenerator } from "./name-layout";
import { namePattern } from "./name-pattern";
import { namingOf } from "./naming-of";
import type { ResourceNaming } from "./naming/resource-naming";

/** The pattern for one resource also matches names of others in the same template. */
export interface LogicalIdCollision {
  readonly logicalId: string;
  /** Resources of the same type whose names the pattern matches too. */
  readonly matches: readonly string[];
}

/**
 * Resources of one type in one template whose name patterns match each other's names: their logical ids are cut to the
 * same beginning, or differ in case where names are lower-cased.
 *
 * @param stackNameMax longest stack name to think of, in characters; a shorter one cuts less
 */
export function logicalIdCollisions(
  type: string,
  logicalIds: readonly string[],
  stackNameMax: number,
): readonly LogicalIdCollision[] {
  const naming = namingOf(type);
  if (naming === undefined) return [];
  const stackName = "s".repeat(Math.max(1, stackNameMax));
  const names = logicalIds.map((logicalId) => possibleNames(naming, stackName, logicalId));
  return logicalIds.flatMap((logicalId, own) => {
    const patterns =
      namePattern(type, { logicalId, stackName: { literal: stackName }, tails: "12-13" })?.patterns ?? [];
    const matches = logicalIds.filter(
      (_, other) =>
        other !== own && names[other]?.some((name) => patterns.some((pattern) => globMatches(pattern, name))),
    );
    return matches.length === 0 ? [] : [{ logicalId, matches }];
  });
}

/** A name by each generator the type may have, with random ends of each length. */
function possibleNames(naming: ResourceNaming, stackName: string, logicalId: string): readonly string[] {
  if (naming.generator === undefined) return [];
  const generators: readonly SettledGenerator[] = naming.generator === "G1|G2" ? ["G1", "G2"] : [naming.generator];
  return generators.flatMap((generator) =>
    suffixesOf(naming, undefined).flatMap((suffix) => {
      const body = naming.prefix + nameBody(generator, roomOf(naming, suffix), stackName, logicalId);
      if (generator === "logical-id") return [body];
      return [...new Set([...naming.tail.lengths, 12, 13])].map((length) => {
        const built = `${body}-${"0".repeat(length)}${suffix}`;
        const collapsed = naming.collapsesHyphens ? collapseHyphens(built) : built;
        return naming.lowerCase ? collapsed.toLowerCase() : collapsed;
      });
    }),
  );
}
