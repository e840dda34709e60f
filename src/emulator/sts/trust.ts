import { isList, isMap } from "../../template";
import type { TemplateMap, TemplateValue } from "../../template";
import type { Caller } from "../operation";
import { matchesCaller } from "./trusted-principal";

/** Who wants to do what with a role. */
export interface TrustRequest {
  readonly caller: Caller;
  /** `sts:AssumeRole`, `sts:TagSession`, `sts:SetSourceIdentity`. */
  readonly action: string;
  /** Condition keys that are known, in lower case. */
  readonly keys: Readonly<Record<string, string | undefined>>;
}

/**
 * Whether a role's trust policy lets the caller do that. A condition that is not decided here counts against the caller:
 * an Allow under it does not apply, a Deny under it does. Decided are the operators of the table
 * below on the keys of the request.
 *
 * @param document JSON, as IAM stores it
 */
export function isTrusted(document: string, request: TrustRequest): boolean {
  const policy = JSON.parse(document) as TemplateValue;
  const statements = isMap(policy) ? listOf(policy["Statement"]).filter(isMap) : [];
  const about = statements.filter(
    (statement) => matchesCaller(statement["Principal"], request.caller) && namesAction(statement, request.action),
  );
  const applies = (statement: TemplateMap, undecided: boolean): boolean =>
    decideConditions(statement["Condition"], request.keys) ?? undecided;
  return (
    about.some((statement) => statement["Effect"] === "Allow" && applies(statement, false)) &&
    !about.some((statement) => statement["Effect"] === "Deny" && applies(statement, true))
  );
}

function namesAction(statement: TemplateMap, action: string): boolean {
  const named = (given: TemplateValue | undefined): boolean =>
    listOf(given).some(
      (pattern) => typeof pattern === "string" && matches(pattern.toLowerCase(), action.toLowerCase()),
    );
  return statement["NotAction"] === undefined ? named(statement["Action"]) : !named(statement["NotAction"]);
}

/** Whether a condition holds for a key; `value` is undefined where the request has none. */
type Operator = (value: string | undefined, allowed: readonly string[]) => boolean;

const like: Operator = (value, allowed) => value !== undefined && allowed.some((pattern) => matches(pattern, value));

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: (value, allowed) => value !== undefined && allowed.includes(value),
  // A negated operator holds where the key is not there.
  StringNotEquals: (value, allowed) => value === undefined || !allowed.includes(value),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Null: (value, allowed) => allowed.includes(String(value === undefined)),
};

/** Whether all conditions hold; undefined where one is not decided and none fails. */
function decideConditions(conditions: TemplateValue | undefined, keys: TrustRequest["keys"]): boolean | undefined {
  let decided: boolean | undefined = true;
  for (const [operator, tests] of Object.entries(isMap(conditions) ? conditions : {})) {
    const holds = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    for (const [name, given] of Object.entries(isMap(tests) ? tests : {})) {
      const key = name.toLowerCase();
      const allowed = listOf(given).map((item) => String(item));
      if (holds === undefined || !Object.hasOwn(keys, key) || allowed.some((text) => text.includes("${"))) {
        decided = undefined;
      } else if (!holds(keys[key], allowed)) return false;
    }
  }
  return decided;
}

/** `*` is any text, `?` any one character. Linear in the text for each star, however the pattern is made. */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (position < text.length) {
    if (pattern[at] === "*") {
      star = at++;
      resume = position;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[position])) {
      at += 1;
      position += 1;
    } else if (star !== -1) {
      at = star + 1;
      position = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}

function listOf(value: TemplateValue | undefined): readonly TemplateValue[] {
  return value === undefined ? [] : isList(value) ? value : [value];
}
