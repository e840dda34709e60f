import type { Diagnostic, Path } from "../base";
import { isConditionOperator } from "./condition-operators";
import { isObject, listOf, refusal } from "./policy-json";
import type { PolicyJson } from "./policy-json";

const DOCUMENT_ELEMENTS = ["Version", "Id", "Statement"];
const STATEMENT_ELEMENTS = [
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
const VERSIONS = ["2008-10-17", "2012-10-17"];

/** Elements of which a statement may have one only. */
const ALTERNATIVES = [
  ["Action", "NotAction"],
  ["Resource", "NotResource"],
  ["Principal", "NotPrincipal"],
] as const;

/**
 * What breaks the grammar, for which IAM has one sentence. Judged by the 78 refused and 51 accepted documents recorded
 * from AWS in localstack's test_iam_policies (February 2026).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function checkSyntax(document: unknown): Diagnostic[] {
  const paths = isObject(document) ? [...findDocumentFaults(document)] : [[]];
  return paths.map((path) => refusal("policy-syntax", "Syntax errors in policy.", path));
}

function* findDocumentFaults(document: PolicyJson): Generator<Path> {
  for (const element of Object.keys(document)) if (!DOCUMENT_ELEMENTS.includes(element)) yield [element];
  const { Version: version, Id: id, Statement: given } = document;
  if (version !== undefined && !VERSIONS.includes(version as string)) yield ["Version"];
  if (id !== undefined && typeof id !== "string") yield ["Id"];
  if (isObject(given)) yield* findStatementFaults(given, ["Statement"]);
  else if (!Array.isArray(given) || given.length === 0) yield ["Statement"];
  else {
    for (const [index, statement] of (given as unknown[]).entries()) {
      if (isObject(statement)) yield* findStatementFaults(statement, ["Statement", index]);
      else yield ["Statement", index];
    }
  }
}

function* findStatementFaults(statement: PolicyJson, path: Path): Generator<Path> {
  for (const element of Object.keys(statement)) if (!STATEMENT_ELEMENTS.includes(element)) yield [...path, element];
  for (const [one, other] of ALTERNATIVES) {
    if (statement[one] !== undefined && statement[other] !== undefined) yield [...path, other];
  }
  const { Sid: sid, Effect: effect, Condition: condition } = statement;
  if (sid !== undefined && typeof sid !== "string") yield [...path, "Sid"];
  // Another case of the right word fails later, with another sentence.
  if (typeof effect !== "string" || !/^(allow|deny)$/i.test(effect)) yield [...path, "Effect"];
  for (const element of ["Action", "NotAction", "Resource", "NotResource"]) {
    const value = statement[element];
    if (value !== undefined && !listOf(value).every((entry) => typeof entry === "string")) yield [...path, element];
  }
  if (condition !== undefined) yield* findConditionFaults(condition, [...path, "Condition"]);
}

function* findConditionFaults(condition: unknown, path: Path): Generator<Path> {
  if (!isObject(condition)) {
    yield path;
    return;
  }
  for (const [operator, keys] of Object.entries(condition)) {
    const at = [...path, operator];
    if (!isObject(keys)) yield at;
    // An unknown operator is refused only where it says something.
    else if (Object.keys(keys).length > 0 && !isConditionOperator(operator)) yield at;
    else {
      for (const [key, values] of Object.entries(keys)) {
        if (!listOf(values).every((value) => ["string", "number", "boolean"].includes(typeof value)))
          yield [...at, key];
      }
    }
  }
}
