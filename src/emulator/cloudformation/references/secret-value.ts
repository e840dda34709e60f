import type { TemplateMap } from "../../../template";
import { isMap } from "../../../template";
import type { OperationContext } from "../../operation";
import { textOf } from "../resources/property";
import type { ResourceRow } from "../stack";
import { resourcesOf, stacksOf } from "../stack-store";
import { newUuid } from "../../uuid";
import type { DynamicReference } from "./dynamic-reference";
import type { FoundValue } from "./stored-parameter";

/**
 * Looks up `{{resolve:secretsmanager:secret-id:SecretString:json-key:version-stage:version-id}}`. There is no Secrets
 * Manager here: the secrets that there are, are those of AWS::SecretsManager::Secret in the stacks of the account and
 * region, with the value of their properties or one made up as `GenerateSecretString` says.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 */
export function findSecretValue(context: OperationContext, { key }: DynamicReference): FoundValue {
  const { id, jsonKey } = partsOf(key);
  const row = findSecret(context, id);
  if (row === undefined) return notFound(context, "Secrets Manager can't find the specified secret.");
  const secret = secretString(context, row);
  if (secret === undefined) {
    const message = "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT";
    return notFound(context, message);
  }
  return jsonKey === "" ? { value: secret } : memberOf(secret, jsonKey);
}

/** Secret id and JSON key; an ARN has six colons of its own. Versions are not told apart. */
function partsOf(key: string): { readonly id: string; readonly jsonKey: string } {
  const parts = key.split(":");
  const own = key.startsWith("arn:") ? 7 : 1;
  return { id: parts.slice(0, own).join(":"), jsonKey: parts[own + 1] ?? "" };
}

function findSecret(context: OperationContext, id: string): ResourceRow | undefined {
  for (const stack of stacksOf(context).values()) {
    if (stack.status === "DELETE_COMPLETE") continue;
    for (const row of resourcesOf(context, stack.id).values()) {
      const isThere = row.type === "AWS::SecretsManager::Secret" && row.ref !== undefined;
      if (isThere && row.status !== "DELETE_COMPLETE" && idsOf(row.ref ?? "").includes(id)) return row;
    }
  }
  return undefined;
}

/** The ARN, the ARN without the six characters that the service adds, and the name. */
function idsOf(arn: string): string[] {
  const partial = arn.replace(/-[A-Za-z0-9]{6}$/, "");
  return [arn, partial, partial.slice(partial.indexOf(":secret:") + ":secret:".length)];
}

function secretString(context: OperationContext, row: ResourceRow): string | undefined {
  const given = textOf(row.properties, "SecretString");
  if (given !== undefined) return given;
  const rule = row.properties["GenerateSecretString"];
  if (!isMap(rule)) return undefined;
  const { accountId: account } = context.caller;
  const made = context.store.table<string>("cloudformation.secrets", { account, region: context.region });
  const known = made.get(row.ref ?? "");
  if (known !== undefined) return known;
  const secret = generateSecret(context, rule);
  made.put(row.ref ?? "", secret);
  return secret;
}

const DEFAULT_LENGTH = 32;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html */
function generateSecret({ random }: OperationContext, rule: TemplateMap): string {
  const excludes = (property: string): boolean => textOf(rule, property) === "true";
  const excluded = textOf(rule, "ExcludeCharacters") ?? "";
  const characters = [
    excludes("ExcludeLowercase") ? "" : "abcdefghijklmnopqrstuvwxyz",
    excludes("ExcludeUppercase") ? "" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    excludes("ExcludeNumbers") ? "" : "0123456789",
    excludes("ExcludePunctuation") ? "" : "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    textOf(rule, "IncludeSpace") === "true" ? " " : "",
  ];
  const alphabet = [...characters.join("")].filter((character) => !excluded.includes(character)).join("");
  const length = Number(textOf(rule, "PasswordLength") ?? DEFAULT_LENGTH);
  const password = alphabet === "" ? "" : random.text(length, alphabet);
  const member = textOf(rule, "GenerateStringKey");
  const template = parseObject(textOf(rule, "SecretStringTemplate") ?? "{}");
  return member === undefined || template === undefined
    ? password
    : JSON.stringify({ ...template, [member]: password });
}

/** Both sentences quoted by users of AWS. */
function memberOf(secret: string, jsonKey: string): FoundValue {
  const object = parseObject(secret);
  if (object === undefined) return { refused: "Could not parse SecretString JSON" };
  const value = Object.hasOwn(object, jsonKey) ? object[jsonKey] : undefined;
  if (value === undefined) return { refused: "Could not find a value associated with JSONKey in SecretString" };
  return { value: typeof value === "string" ? value : JSON.stringify(value) };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** As the event of a resource says it (form seen in stack events published by users). */
function notFound(context: OperationContext, message: string): FoundValue {
  const origin = `Service: AWSSecretsManager; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ${newUuid(context)}; Proxy: null`;
  return { refused: `${message} (${origin})` };
}
