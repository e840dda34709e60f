import type { Diagnostic } from "../base";
import { checkActionFormats } from "./action-format";
import { checkLegacyParsing } from "./legacy-parsing";
import { isObject, refusal, statementsOf } from "./policy-json";
import type { PolicyJson } from "./policy-json";
import { checkResourceFormats } from "./resource-format";
import { checkNoPrincipal, checkPresence, checkUniqueSids, checkVersion } from "./statement-content";
import { checkSyntax } from "./syntax";
import { checkStatementPresent, checkTrustStatements, listPrincipals } from "./trust-policy";
import type { NamedPrincipal } from "./trust-policy";

/** Where a policy is used: inline in a user, group or role; as a managed policy; as a role's trust policy. */
export type PolicyKind = "identity" | "managed" | "trust";

type Check = (document: PolicyJson) => readonly Diagnostic[];

const IDENTITY_CHECKS: readonly Check[] = [
  checkLegacyParsing,
  checkNoPrincipal,
  checkUniqueSids,
  (document) => checkPresence(document, ["Action", "NotAction"], "Policy statement must contain actions."),
  (document) => checkPresence(document, ["Resource", "NotResource"], "Policy statement must contain resources."),
  checkResourceFormats,
  checkActionFormats,
];

/** In the order in which IAM looks: a document with several faults gets the sentence of the first. */
const CHECKS: Readonly<Record<PolicyKind, readonly Check[]>> = {
  identity: IDENTITY_CHECKS,
  // Only managed policies must be of the newer version; inline ones may be of any.
  managed: [checkVersion, ...IDENTITY_CHECKS],
  // Trust policies have a parser of their own; what it says beyond its recorded sentences is not known, so IAM's others.
  trust: [checkStatementPresent, checkTrustStatements, checkSyntax, checkLegacyParsing, checkUniqueSids],
};

/**
 * What IAM refuses in a policy document, in the order in which IAM looks; the first is the one that IAM answers.
 * Messages are AWS's sentences, places are paths such as `Statement[2].Action`.
 */
export function validatePolicyDocument(text: string, kind: PolicyKind): readonly Diagnostic[] {
  const document = parseJson(text);
  if (document === undefined) {
    // Recorded: the two kinds have a sentence each.
    return [
      refusal("invalid-json", kind === "trust" ? "This policy contains invalid Json" : "Syntax errors in policy.", []),
    ];
  }
  if (!isObject(document)) return checkSyntax(document);
  if (kind === "trust") return CHECKS.trust.flatMap((check) => check(document));
  const syntax = checkSyntax(document);
  if (syntax.length > 0) return syntax;
  return CHECKS[kind].flatMap((check) => check(document));
}

/** Principals that the statements of a policy document name; none where it is no policy. */
export function listPolicyPrincipals(text: string): readonly NamedPrincipal[] {
  const document = parseJson(text);
  if (!isObject(document)) return [];
  return statementsOf(document).flatMap(({ statement, path }) => listPrincipals(statement, path));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
