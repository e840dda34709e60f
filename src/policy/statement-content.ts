import type { Diagnostic } from "../base";
import { listOf, refusal, statementsOf } from "./policy-json";
import type { PolicyJson } from "./policy-json";

export function checkVersion(document: PolicyJson): Diagnostic[] {
  if (document.Version === "2012-10-17") return [];
  return [refusal("version-too-old", "Policy document must be version 2012-10-17 or greater.", ["Version"])];
}

/** Statement ids may be missing or empty as often as one likes. */
export function checkUniqueSids(document: PolicyJson): Diagnostic[] {
  const seen = new Set<unknown>();
  return statementsOf(document).flatMap(({ statement: { Sid: sid }, path }) => {
    if (sid === undefined || sid === "") return [];
    if (!seen.has(sid)) {
      seen.add(sid);
      return [];
    }
    return [refusal("sid-not-unique", "Statement IDs (SID) in a single policy must be unique.", [...path, "Sid"])];
  });
}

/** A statement needs one or more of either element. */
export function checkPresence(
  document: PolicyJson,
  elements: readonly [string, string],
  sentence: string,
): Diagnostic[] {
  return statementsOf(document).flatMap(({ statement, path }) =>
    elements.some((element) => listOf(statement[element]).length > 0)
      ? []
      : [refusal("element-missing", sentence, [...path, elements[0]])],
  );
}

/** Sentence observed in public error logs. */
export function checkNoPrincipal(document: PolicyJson): Diagnostic[] {
  return statementsOf(document).flatMap(({ statement, path }) =>
    ["Principal", "NotPrincipal"]
      .filter((element) => statement[element] !== undefined)
      .map((element) =>
        refusal("principal-in-identity-policy", "Policy document should not specify a principal.", [...path, element]),
      ),
  );
}
