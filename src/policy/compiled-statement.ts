import type { Path } from "../base";
import { compileConditions } from "./conditions/condition";
import type { Condition } from "./conditions/condition";
import type { RequestContext } from "./conditions/request-context";
import type { Principal } from "./decision/principal";
import { splitArnPattern } from "./matching/arn-parts";
import { PatternSet } from "./matching/pattern-set";
import { parsePattern } from "./matching/pattern-tokens";
import type { PatternToken } from "./matching/pattern-tokens";
import { CLOSENESS, PrincipalElement } from "./matching/principal-element";
import type { Closeness } from "./matching/principal-element";
import { compilePattern } from "./matching/text-pattern";
import { listOf } from "./policy-json";
import type { PolicyJson } from "./policy-json";
import type { SourceRange } from "./source-ranges";
import { listPrincipals } from "./trust-policy";

/** A statement of a policy, ready to be asked. */
export class CompiledStatement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly conditions: readonly Condition[];
  /** What the statement says of resources; a trust policy says nothing. */
  readonly hasResource: boolean;
  /** Services whose actions it may be about, in lower case; undefined for any. */
  readonly services: readonly string[] | undefined;
  readonly #actions: PatternSet;
  readonly #actionsAreExcluded: boolean;
  readonly #resources: PatternSet;
  readonly #resourcesAreExcluded: boolean;
  readonly #principals: PrincipalElement | undefined;
  readonly #principalsAreExcluded: boolean;
  readonly #findRange: () => SourceRange;

  constructor(
    json: PolicyJson,
    /** Place among the statements of the document, from 0. */
    readonly index: number,
    readonly path: Path,
    knowsVariables: boolean,
    findRange: () => SourceRange,
  ) {
    const { Sid: sid, Effect: effect } = json;
    this.sid = typeof sid === "string" ? sid : undefined;
    this.effect = effect === "Deny" ? "Deny" : "Allow";
    this.conditions = compileConditions(json.Condition, knowsVariables);
    this.#actionsAreExcluded = json.NotAction !== undefined;
    const actions = textsOf(json.NotAction ?? json.Action).map((text) => text.toLowerCase());
    this.#actions = new PatternSet(actions.map(compileAction));
    this.services = this.#actionsAreExcluded ? undefined : servicesOf(actions);
    this.#resourcesAreExcluded = json.NotResource !== undefined;
    const resources = textsOf(json.NotResource ?? json.Resource);
    this.hasResource = resources.length > 0;
    this.#resources = new PatternSet(resources.map((text) => compilePattern(parseResource(text, knowsVariables))));
    this.#principalsAreExcluded = json.NotPrincipal !== undefined;
    this.#principals = compilePrincipals(json);
    this.#findRange = findRange;
  }

  /** Where the statement stands in the text of its policy. */
  get range(): SourceRange {
    return this.#findRange();
  }

  /** Names of the condition keys that conditions and variables ask for, as written. */
  get contextKeys(): readonly string[] {
    return [...this.#resources.variables, ...this.conditions.flatMap(({ key, variables }) => [key, ...variables])];
  }

  /** Whether the statement is about an action, given in lower case. */
  coversAction(lowerCaseAction: string, context: RequestContext): boolean {
    return this.#actions.matches(lowerCaseAction, context) !== this.#actionsAreExcluded;
  }

  /** Whether the statement is about a resource. One that names no resources is about the one that it is attached to. */
  coversResource(resource: string, context: RequestContext): boolean {
    return !this.hasResource || this.#resources.matches(resource, context) !== this.#resourcesAreExcluded;
  }

  /**
   * How closely the statement names a principal. NotPrincipal in a Deny leaves out only whom it names whole; in an Allow
   * it leaves out whomever it names in any way (unverified; AWS advises against it).
   */
  closenessOf(principal: Principal): Closeness {
    const principals = this.#principals;
    if (principals === undefined) return CLOSENESS.none;
    if (!this.#principalsAreExcluded) return principals.closenessOf(principal);
    const isLeftOut =
      this.effect === "Deny" ? principals.exempts(principal) : principals.closenessOf(principal) !== CLOSENESS.none;
    return isLeftOut ? CLOSENESS.none : CLOSENESS.everyone;
  }

  /** Whether all conditions hold. */
  conditionsHold(context: RequestContext): boolean {
    for (const condition of this.conditions) if (!condition.holds(context)) return false;
    return true;
  }
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((text) => typeof text === "string");
}

function compileAction(text: string): ReturnType<typeof compilePattern> {
  return compilePattern(parsePattern(text, { wildcards: true, variables: false }));
}

/** The services that action patterns name; undefined where one has a wildcard there. */
function servicesOf(actions: readonly string[]): readonly string[] | undefined {
  const services = actions.map((action) => action.slice(0, Math.max(action.indexOf(":"), 0)));
  return actions.some((action, index) => !action.includes(":") || /[*?]/.test(services[index] ?? ""))
    ? undefined
    : [...new Set(services)];
}

/** Variables stand only after the fifth colon of an ARN; before it they are text. */
function parseResource(text: string, variables: boolean): readonly PatternToken[] {
  const wildcards = true;
  if (!variables || !text.includes("${")) return parsePattern(completeArn(text), { wildcards, variables: false });
  const parts = splitArnPattern(text, true);
  if (parts.length < 6) return parsePattern(text, { wildcards, variables: false });
  return [
    ...parsePattern(`${parts.slice(0, 5).join(":")}:`, { wildcards, variables: false }),
    ...parsePattern(parts[5] ?? "", { wildcards, variables }),
  ];
}

/** Recorded: IAM takes `arn:aws:s3` and reads the missing parts as wild. */
function completeArn(text: string): string {
  return text.startsWith("arn:") && text.split(":", 4).length === 3 ? `${text}:*:*:*` : text;
}

function compilePrincipals(json: PolicyJson): PrincipalElement | undefined {
  const { Principal: named, NotPrincipal: excluded } = json;
  if (named === undefined && excluded === undefined) return undefined;
  return new PrincipalElement(listPrincipals({ Principal: named ?? excluded }, []));
}
