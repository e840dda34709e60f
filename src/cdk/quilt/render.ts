import { Aws, Fn, Token, Tokenization } from "aws-cdk-lib/core";
import type { AppNames } from "./app-names";
import type { Conditions, Statement, Target } from "./statements";

const WHOLE_REFERENCE = /^\$\{([A-Za-z0-9]+|AWS::[A-Za-z]+)(?:\.([A-Za-z0-9.]+))?\}$/;

/** Makes a text for Fn::Sub, which may hold CDK tokens, a value of the template: Ref, Fn::GetAtt, Fn::Sub or plain text. */
export function renderText(text: string): string {
  if (!Token.isUnresolved(text)) return renderLiteral(text);
  // Fn::Sub takes no other functions in its text: they are joined with what stands around them.
  const pieces = Tokenization.reverseString(text).join({
    join: (left: unknown, right: unknown): string => `${renderPiece(left)}${renderPiece(right)}`,
  }) as string;
  return pieces;
}

function renderPiece(piece: unknown): string {
  const text = typeof piece === "string" ? piece : "";
  return Token.isUnresolved(text) ? text : renderLiteral(text);
}

function renderLiteral(text: string): string {
  if (!text.includes("${")) return text;
  const [whole, target = "", attribute] = WHOLE_REFERENCE.exec(text) ?? [];
  if (whole === undefined) return Fn.sub(text);
  return attribute === undefined ? Fn.ref(target) : Fn.getAtt(target, attribute).toString();
}

/** A policy document of CloudFormation. */
export function renderDocument(statements: readonly Statement[], names: AppNames): object {
  return { Version: "2012-10-17", Statement: statements.map((statement) => renderStatement(statement, names)) };
}

function renderStatement(statement: Statement, names: AppNames): object {
  const { sid, actions, targets, onlyIf } = statement;
  const conditions = withAccount(statement, names);
  const body = {
    ...(sid !== undefined && { Sid: sid }),
    Effect: "Allow",
    Action: oneOrMany(actions),
    ...(targets.length === 0
      ? { NotResource: "*" }
      : { Resource: oneOrMany(targets.map((target) => renderText(target.text(names)))) }),
    ...(conditions !== undefined && { Condition: renderConditions(conditions, names) }),
  };
  return onlyIf === undefined ? body : Fn.conditionIf(onlyIf, body, Aws.NO_VALUE);
}

/** S3 ARNs hold no account: a pattern of bucket names also matches buckets of others. */
function withAccount({ targets, conditions }: Statement, names: AppNames): Conditions | undefined {
  const buckets = targets.filter(({ isAppBucket }) => isAppBucket);
  if (!names.bucketsArePatterns || buckets.length === 0) return conditions;
  if (buckets.length < targets.length) throw new Error("a statement over app buckets names other resources too");
  const account: Target = { text: () => "${AWS::AccountId}", isAppBucket: false };
  return { ...conditions, StringEquals: { ...conditions?.["StringEquals"], "aws:ResourceAccount": account } };
}

function renderConditions(conditions: Conditions, names: AppNames): object {
  const render = (value: string | readonly string[] | Target): string | readonly string[] =>
    typeof value === "object" && "text" in value ? renderText(value.text(names)) : value;
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, render(value)])),
    ]),
  );
}

/** A list of one is written as the one: templates have a size limit. */
export function oneOrMany<Item>(items: readonly Item[]): Item | readonly Item[] {
  const [first, ...more] = items;
  return first !== undefined && more.length === 0 ? first : items;
}
