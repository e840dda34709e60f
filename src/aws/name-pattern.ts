import { UserError } from "../base";
import { fairSplit } from "./fair-split";
import type { SettledGenerator } from "./name-layout";
import { collapseHyphens, freeCharacters, nameBody, registryStackName, roomOf, suffixesOf } from "./name-layout";
import { namingOf } from "./naming-of";
import type { ResourceNaming } from "./naming/resource-naming";
import type { Properties } from "./property-value";

/** A stack name: known, or text such as `${AppStackName}` that stands for one of at most `maxLength` characters. */
export type StackNameForm = { readonly literal: string } | { readonly token: string; readonly maxLength: number };

/** Lengths of random tails to allow for. `12-13`: also names that the older engine gave, which existing stacks keep. */
export type TailChoice = "12" | "12-13";

export interface NamePatternRequest {
  readonly logicalId: string;
  readonly stackName: StackNameForm;
  /** @default "12" */
  readonly tails?: TailChoice;
  /** Properties as the template has them, unevaluated. They tell fifo names. @default - none */
  readonly properties?: Properties;
}

/** Globs (`*`, `?`) that together match every name CloudFormation can generate for one resource. */
export interface NamePattern {
  readonly patterns: readonly string[];
  /** True only where the name has no random end (AWS::Lambda::LayerVersion). */
  readonly exact: boolean;
  readonly includesStackName: boolean;
  /** Whether names are lower-cased: the value of a stack name token must then hold no capital. */
  readonly lowerCase: boolean;
  /** Whether stack name or logical id were cut, so that other resources may match too. */
  readonly cut: boolean;
  /** Whether a `*` stands in it, which in an ARN also crosses `/` and `:`. */
  readonly crossesSegments: boolean;
}

/** Longest name that a stack can have. */
const LONGEST_STACK_NAME = 128;

/** Stack names that generated names repeat unchanged, as a regular expression for a parameter. */
export const PLAIN_STACK_NAME = "^[a-zA-Z](-?[a-zA-Z0-9])*$";
/** The same without capitals, for templates with resources whose names are lower-cased. */
export const PLAIN_LOWER_CASE_STACK_NAME = "^[a-z](-?[a-z0-9])*$";

/**
 * The tightest pattern for the generated name of a resource; undefined where CloudFormation generates no name for the
 * type, or nobody knows how: it must be given, the service assigns an id, or the form is only inferred.
 *
 * @throws UserError `stack-name-too-long` if a token may stand for a name that would be cut: a cut name depends on the
 *   very text of the stack name.
 */
export function namePattern(type: string, request: NamePatternRequest): NamePattern | undefined {
  const naming = namingOf(type);
  if (naming?.generator === undefined || naming.inferred || naming.ref === "id") return undefined;
  const built = naming.includesStackName ? patternsWithStack(naming, request) : patternsWithoutStack(naming, request);
  return {
    ...built,
    exact: naming.generator === "logical-id",
    includesStackName: naming.includesStackName,
    lowerCase: naming.lowerCase,
    crossesSegments: built.patterns.some((pattern) => pattern.includes("*")),
  };
}

/**
 * Length up to which a stack name stands whole in the generated name, by every generator the type may have; undefined
 * where the stack name is no part of it. Zero: the logical id alone is too long.
 */
export function longestUncutStackName(
  type: string,
  logicalId: string,
  options: { readonly tails?: TailChoice; readonly properties?: Properties } = {},
): number | undefined {
  const naming = namingOf(type);
  if (naming === undefined || naming.inferred || !naming.includesStackName) return undefined;
  const free = Math.min(
    ...suffixesOf(naming, options.properties).map((suffix) => freeWhenUncut(naming, suffix, options.tails ?? "12")),
  );
  return Math.min(LONGEST_STACK_NAME, Math.max(0, free - logicalId.length));
}

interface Built {
  readonly patterns: readonly string[];
  readonly cut: boolean;
}

function patternsWithStack(naming: ResourceNaming, request: NamePatternRequest): Built {
  const { logicalId, stackName, tails = "12", properties } = request;
  const logical = inCaseOf(naming, logicalId);
  const fits = (length: number, suffix: string): boolean =>
    length + logicalId.length <= freeWhenUncut(naming, suffix, tails);
  const patterns: string[] = [];
  let cut = false;
  for (const suffix of suffixesOf(naming, properties)) {
    if ("token" in stackName) {
      if (!fits(stackName.maxLength, suffix)) throw tooLong(naming, request, stackName.maxLength);
      patterns.push(...tailsOf(naming, tails).map((tail) => `${stackName.token}-${logical}-${tail}${suffix}`));
      continue;
    }
    for (const spelling of spellingsOf(naming, stackName.literal)) {
      if (fits(spelling.length, suffix)) {
        const stack = inCaseOf(naming, spelling);
        patterns.push(...tailsOf(naming, tails).map((tail) => `${stack}-${logical}-${tail}${suffix}`));
      } else {
        cut = true;
        patterns.push(...cutPatterns(naming, spelling, logicalId, suffix, tails).map((text) => inCaseOf(naming, text)));
      }
    }
  }
  const spelled = naming.collapsesHyphens ? patterns.flatMap((text) => [text, collapseHyphens(text)]) : patterns;
  return { patterns: [...new Set(spelled)], cut };
}

function patternsWithoutStack(naming: ResourceNaming, request: NamePatternRequest): Built {
  const { logicalId, tails = "12" } = request;
  if (naming.generator === "logical-id") return { patterns: [logicalId], cut: false };
  const body = nameBody("G1L", roomOf(naming, ""), "", logicalId);
  const cut = body.length < logicalId.length;
  const start = naming.prefix + inCaseOf(naming, body);
  // Where the maximum is not known, the name may be cut anywhere after the registry's own limit.
  if (cut && naming.maxLength === undefined) return { patterns: [`${start}*`], cut };
  return { patterns: tailsOf(naming, tails).map((tail) => `${start}-${tail}`), cut };
}

/** Characters for stack name and logical id when neither may be cut by any generator or tail allowed for. */
function freeWhenUncut(naming: ResourceNaming, suffix: string, tails: TailChoice): number {
  const room = roomOf(naming, suffix);
  const registryOnly = naming.generator === "G1" || naming.generator === "G1P";
  const twelveOnly = tails === "12" && Math.max(...naming.tail.lengths) === 12;
  return freeCharacters(registryOnly && twelveOnly ? "G1" : "G2", room);
}

/** Globs for the random end. */
function tailsOf(naming: ResourceNaming, tails: TailChoice): string[] {
  if (!naming.tail.settled) return ["*"];
  const lengths = new Set([...naming.tail.lengths, ...(tails === "12-13" ? [12, 13] : [])]);
  return [...lengths].map((length) => "?".repeat(length));
}

/** The ways a literal stack name may stand in the name: the registry collapses hyphens, and so may the service. */
function spellingsOf(naming: ResourceNaming, stackName: string): readonly string[] {
  const collapsed = registryStackName(stackName);
  const trimmed = collapsed.replace(/-$/, "");
  return [...new Set([...(naming.generator === "G1" ? [] : [stackName]), collapsed, trimmed])];
}

/** A glob that matches the cut name whichever generator made it. */
function cutPatterns(
  naming: ResourceNaming,
  stack: string,
  logicalId: string,
  suffix: string,
  tails: TailChoice,
): readonly string[] {
  const room = roomOf(naming, suffix);
  const shares = (["G1", "G2"] as const).map((generator) =>
    fairSplit(freeCharacters(generator, room), [stack.length, logicalId.length]),
  );
  const ofStack = Math.min(...shares.map((share) => share[0]));
  const ofLogical = Math.min(...shares.map((share) => share[1]));
  const stackPart = ofStack === stack.length ? stack : `${stack.slice(0, ofStack).replace(/-+$/, "")}*`;
  const logicalPart = ofLogical === logicalId.length ? `${logicalId}-*` : `${logicalId.slice(0, ofLogical)}*`;
  const fair = `${stackPart}-${logicalPart}${suffix}`;
  if (naming.generator !== "G1P") return [fair];
  const generator: SettledGenerator = "G1P";
  const ahead = `${nameBody(generator, room, stack, logicalId)}-${"?".repeat(12)}${suffix}`;
  return tails === "12" ? [ahead] : [ahead, fair];
}

function inCaseOf(naming: ResourceNaming, text: string): string {
  return naming.lowerCase ? text.toLowerCase() : text;
}

function tooLong(naming: ResourceNaming, request: NamePatternRequest, length: number): UserError {
  const { logicalId, tails, properties } = request;
  const longest = longestUncutStackName(naming.type, logicalId, { tails, properties }) ?? 0;
  return new UserError(
    "stack-name-too-long",
    `the name of ${logicalId} (${naming.type}) cannot be foreseen for stack names of up to ${length} characters: ` +
      (longest > 0 ? `it holds stack names of at most ${longest} whole` : "its logical id alone is cut"),
    { hint: `shorten the app stack name, or sever ${logicalId} by "name" or "parameter"` },
  );
}
