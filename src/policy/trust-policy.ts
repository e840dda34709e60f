import type { Diagnostic, Path } from "../base";
import { compileGlob } from "./matching/glob";
import { parsePattern } from "./matching/pattern-tokens";
import { isObject, listOf, refusal, statementsOf, textsOf } from "./policy-json";
import type { PolicyJson } from "./policy-json";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export const STATEMENT_ELEMENTS: readonly string[] = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

/** Elements that a trust policy must have, and those it must not. */
const REQUIRED = ["Effect", "Principal", "Action"];
const PROHIBITED = ["Resource", "NotResource", "NotPrincipal"];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
const ACTIONS = [
  "sts:AssumeRole",
  "sts:AssumeRoleWithSAML",
  "sts:AssumeRoleWithWebIdentity",
  "sts:TagSession",
  "sts:SetSourceIdentity",
  "sts:SetContext",
];

/** Sentence by analogy with those of statements (unverified). */
export function checkStatementPresent(document: PolicyJson): Diagnostic[] {
  return document.Statement === undefined ? [refusal("element-missing", "Missing required field Statement", [])] : [];
}

/**
 * What IAM refuses in a role's trust policy. "Has prohibited field Resource" and the sentence on actions are recorded from
 * AWS; "Missing required field …" and "Unknown field …" are observed in public error logs; the order is unverified.
 */
export function checkTrustStatements(document: PolicyJson): Diagnostic[] {
  return statementsOf(document).flatMap(({ statement, path }) => [
    ...Object.keys(statement)
      .filter((element) => !STATEMENT_ELEMENTS.includes(element))
      .map((element) => refusal("unknown-element", `Unknown field ${element}`, [...path, element])),
    ...PROHIBITED.filter((element) => statement[element] !== undefined).map((element) =>
      refusal("prohibited-element", `Has prohibited field ${element}`, [...path, element]),
    ),
    ...REQUIRED.filter((element) => statement[element] === undefined && !hasAlternative(statement, element)).map(
      (element) => refusal("element-missing", `Missing required field ${element}`, path),
    ),
    ...checkActions(statement, path),
    ...listPrincipals(statement, path)
      .filter((principal) => !isPlausiblePrincipal(principal))
      .map(({ type, id, path: at }) => refusal("invalid-principal", describeInvalidPrincipal(type, id), at)),
  ]);
}

function hasAlternative(statement: PolicyJson, element: string): boolean {
  return element === "Action" && statement.NotAction !== undefined;
}

function checkActions(statement: PolicyJson, path: Path): Diagnostic[] {
  return textsOf(statement, path, "Action")
    .filter(({ text }) => !ACTIONS.some((action) => matches(text, action)))
    .map(({ path: at }) =>
      refusal("not-an-assume-action", "AssumeRole policy may only specify STS AssumeRole actions.", at),
    );
}

function matches(pattern: string, action: string): boolean {
  if (!/^sts:/i.test(pattern)) return false;
  const tokens = parsePattern(pattern.toLowerCase(), { wildcards: true, variables: false });
  return compileGlob(tokens)(action.toLowerCase());
}

/** Somebody whom a statement names. */
export interface NamedPrincipal {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`; empty for what has no type. */
  readonly type: string;
  readonly id: string;
  readonly path: Path;
}

/** The principals of a statement, those that it excepts as well; `"*"` is everybody, of the type AWS. */
export function listPrincipals(statement: PolicyJson, path: Path): NamedPrincipal[] {
  return ["Principal", "NotPrincipal"].flatMap((element) => principalsIn(statement[element], [...path, element]));
}

function principalsIn(given: unknown, at: Path): NamedPrincipal[] {
  if (given === undefined) return [];
  if (typeof given === "string") return [{ type: given === "*" ? "AWS" : "", id: given, path: at }];
  if (!isObject(given)) return [{ type: "", id: showValue(given), path: at }];
  return Object.entries(given).flatMap(([type, ids]) =>
    listOf(ids).map((id, index) => ({
      type,
      id: typeof id === "string" ? id : showValue(id),
      path: Array.isArray(ids) ? [...at, type, index] : [...at, type],
    })),
  );
}

/** A list or an object is not looked into: it may be of any depth. */
function showValue(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "[…]" : "{…}";
}

/** Observed: the type is in capitals, except AWS's own spelling of `AWS`. */
export function describeInvalidPrincipal(type: string, id: string): string {
  return `Invalid principal in policy: "${type.toUpperCase()}":"${id}"`;
}

const AWS_PRINCIPAL =
  /^(\*|[0-9]{12}|A(ROA|IDA)[A-Z0-9]{16,}|arn:[a-z-]+:(iam::[0-9]{12}:(root|user\/[^*?]+|role\/[^*?]+)|sts::[0-9]{12}:(assumed-role|federated-user)\/[^*?]+))$/;

/** Whether there can be such a principal. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function isPlausiblePrincipal({ type, id }: NamedPrincipal): boolean {
  switch (type) {
    case "AWS":
      return AWS_PRINCIPAL.test(id);
    case "Service":
      // Which services there are is not checked: the list changes by the week.
      return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(id);
    case "Federated":
      return /^(arn:[a-z-]+:iam::[0-9]{12}:(saml-provider|oidc-provider)\/.+|[a-z0-9-]+(\.[a-z0-9-]+)+)$/i.test(id);
    case "CanonicalUser":
      return id !== "";
    default:
      return false;
  }
}
