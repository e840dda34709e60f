import { ALPHANUMERIC, UPPER_ALPHANUMERIC } from "../base";
import type { Random } from "../base";
import { collapseHyphens, nameBody, roomOf, suffixesOf } from "./name-layout";
import { namingOf } from "./naming-of";
import { defineNaming } from "./naming/resource-naming";
import type { IdAlphabet, ResourceNaming } from "./naming/resource-naming";
import type { Properties } from "./property-value";
import { literalText, valueAt } from "./property-value";

/** What a physical name is made of. */
export interface NameRequest {
  readonly stackName: string;
  readonly logicalId: string;
  readonly random: Random;
  /** Evaluated properties. @default - none: the name is generated */
  readonly properties?: Properties;
}

/**
 * The name of a new resource: the one its properties give, else the one CloudFormation would generate, else (for types
 * that are never named) the id its service would assign.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
 */
export function generatePhysicalName(type: string, request: NameRequest): string {
  const naming = namingOf(type) ?? unknownNaming(type);
  const given = givenName(naming, request.properties);
  if (given !== undefined) return given;
  if (naming.generator !== undefined) return generateName(naming, request);
  if (naming.id !== undefined && !naming.nameRequired) return generatePhysicalId(type, request.random);
  return generateName(unknownNaming(type), request);
}

/** The id that a service assigns to a new resource: `sg-0123456789abcdef0`, a UUID, an API id. */
export function generatePhysicalId(type: string, random: Random): string {
  const form = namingOf(type)?.id ?? { kind: "uuid" };
  switch (form.kind) {
    case "uuid":
      return generateUuid(random);
    case "text":
      return form.prefix + random.text(form.length, ID_ALPHABETS[form.alphabet]);
    default:
      return form satisfies never;
  }
}

/** The name that the properties give literally; undefined where they give none, or an empty one. */
export function givenName(naming: ResourceNaming, properties: Properties | undefined): string | undefined {
  if (naming.nameProperty === undefined) return undefined;
  return literalText(valueAt(properties, naming.nameProperty)) || undefined;
}

const ID_ALPHABETS: Readonly<Record<IdAlphabet, string>> = {
  hex: "0123456789abcdef",
  "lower-alphanumeric": "abcdefghijklmnopqrstuvwxyz0123456789",
  "upper-alphanumeric": UPPER_ALPHANUMERIC,
  "mixed-alphanumeric": ALPHANUMERIC,
  digits: "0123456789",
};

function generateName(naming: ResourceNaming, request: NameRequest): string {
  const { stackName, logicalId, random, properties } = request;
  // Where it is not settled which generator names a type, the registry's is the one that AWS moves to.
  const generator = naming.generator === "G1|G2" || naming.generator === undefined ? "G1" : naming.generator;
  if (generator === "logical-id") return logicalId;
  const suffix = suffixesOf(naming, properties)[0] ?? "";
  const body = nameBody(generator, roomOf(naming, suffix), stackName, logicalId);
  const built = `${naming.prefix}${body}-${generateTail(naming, random)}${suffix}`;
  const collapsed = naming.collapsesHyphens ? collapseHyphens(built) : built;
  return naming.lowerCase ? collapsed.toLowerCase() : collapsed;
}

function generateTail(naming: ResourceNaming, random: Random): string {
  const { lengths, alphabet } = naming.tail;
  // A base-36 number of twelve to thirteen digits, as the native engine writes it.
  const length = lengths.length > 1 && random.text(1, "01") === "1" ? Math.max(...lengths) : Math.min(...lengths);
  return random.text(length, alphabet === "upper" ? UPPER_ALPHANUMERIC : ALPHANUMERIC);
}

/** For types of which nothing is known: stack name, logical id, tail. Unverified for any of them. */
function unknownNaming(type: string): ResourceNaming {
  return defineNaming({ type, generator: "G1", maxLength: 255, ref: "name", source: "none", confidence: "C" });
}

function generateUuid(random: Random): string {
  const hex = random.text(30, ID_ALPHABETS.hex);
  const variant = random.text(1, "89ab");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(12, 15)}`,
    variant + hex.slice(15, 18),
    hex.slice(18, 30),
  ].join("-");
}
