import { Fn, Token, Tokenization } from "aws-cdk-lib/core";
import type { AppNames } from "./app-names";
import { mergeStatements, type TextStatement } from "./merge-statements";
import type { Conditions, Statement, Target } from "./statements";

const WHOLE_REFERENCE = /^\$\{([A-Za-z0-9]+|AWS::[A-Za-z]+)(?:\.([A-Za-z0-9.]+))?\}$/;

/** Makes a text for Fn::Sub, which may hold CDK tokens, a value of the template: Ref, Fn::GetAtt, Fn::Sub or plain text. */
export function renderText(text: string): string {
  if (!Token.isUnresolved(text)) return renderLiteral(text);
  const variables: Record<string, string> = {};
  const nameToken = (piece: unknown): unknown => {
    if (typeof piece !== "string" || !Token.isUnresolved(piece)) return piece;
    const name = `Part${Object.keys(variables).length + 1}`;
    variables[name] = piece;
    return `\${${name}}`;
  };
  const body: unknown = Tokenization.reverseString(text).join({
    join: (left: unknown, right: unknown): string => `${String(nameToken(left))}${String(nameToken(right))}`,
  });
  return Object.keys(variables).length === 0 ? text : Fn.sub(String(body), variables);
}

function renderLiteral(text: string): string {
  if (!text.includes("${")) return text;
  const [whole, target = "", attribute] = WHOLE_REFERENCE.exec(text) ?? [];
  if (whole === undefined) return Fn.sub(text);
  return attribute === undefined ? Fn.ref(target) : Fn.getAtt(target, attribute).toString();
}

/** A policy document of CloudFormation. */
export function renderDocument(statements: readonly Statement[], names: AppNames): object {
  const merged = mergeStatements(statements.map((statement) => withTexts(statement, names)));
  return { Version: "2012-10-17", Statement: merged.map(renderStatement) };
}

function withTexts(statement: Statement, names: AppNames): TextStatement {
  const { sid, actions, targets, onlyIf } = statement;
  const conditions = Object.entries(withAccount(statement, names)).map(([operator, keys]) => [
    operator,
    Object.fromEntries(
      Object.entries(keys).map(([key, value]) => [key, [value].flat().map((one) => textOf(one, names))]),
    ),
  ]);
  const resources = targets.map((target) => target.text(names));
  return { sid, actions, resources, conditions: Object.fromEntries(conditions), onlyIf };
}

function textOf(value: string | Target, names: AppNames): string {
  return typeof value === "string" ? value : value.text(names);
}

/** S3 ARNs hold no account: a pattern of bucket names also matches buckets of others. */
function withAccount({ targets, conditions = {} }: Statement, names: AppNames): Conditions {
  const buckets = targets.filter(({ isAppBucket }) => isAppBucket);
  if (!names.bucketsArePatterns || buckets.length === 0) return conditions;
  if (buckets.length < targets.length) throw new Error("a statement over app buckets names other resources too");
  return { ...conditions, StringEquals: { ...conditions["StringEquals"], "aws:ResourceAccount": "${AWS::AccountId}" } };
}

function renderStatement({ sid, actions, resources, conditions, onlyIf }: TextStatement): object {
  const operators = Object.entries(conditions).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, oneOrMany(values.map(renderText))])),
  ]);
  const body = {
    ...(sid !== undefined && { Sid: sid }),
    Effect: "Allow",
    Action: oneOrMany(actions),
    ...(resources.length === 0 ? { NotResource: "*" } : { Resource: oneOrMany(resources.map(renderText)) }),
    ...(operators.length > 0 && { Condition: Object.fromEntries(operators) }),
  };
  return onlyIf === undefined ? body : { "Fn::If": [onlyIf, body, { Ref: "AWS::NoValue" }] };
}

/** A list of one is written as the one: templates have a size limit. */
export function oneOrMany<Item>(items: readonly Item[]): Item | readonly Item[] {
  const [first, ...more] = items;
  return first !== undefined && more.length === 0 ? first : items;
}
