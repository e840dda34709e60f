import type { Path } from "../base";
import { compileConditions, listConditionKeys } from "./conditions/condition";
import type { Condition } from "./conditions/condition";
import type { RequestContext } from "./conditions/request-context";
import type { Principal } from "./decision/principal";
import { splitArnPattern } from "./matching/arn-parts";
import { PatternSet } from "./matching/pattern-set";
import { listVariables, parsePattern } from "./matching/pattern-tokens";
import type { PatternToken } from "./matching/pattern-tokens";
import { CLOSENESS, PrincipalElement } from "./matching/principal-element";
import type { Closeness } from "./matching/principal-element";
import { listOf } from "./policy-json";
import type { PolicyJson } from "./policy-json";
import type { SourceRange } from "./source-ranges";
import { listPrincipals } from "./trust-policy";

/**
 * A statement of a policy, ready to be asked. What it says of resources, principals and circumstances is made ready when
 * somebody first asks: most statements of a policy are about other services than a request.
 */
export class CompiledStatement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  /** Whether it names resources, in either way; trust policies do not. */
  readonly hasResource: boolean;
  /** Services whose actions it may be about, in lower case; undefined for any. */
  readonly services: readonly string[] | undefined;
  readonly #json: PolicyJson;
  readonly #knowsVariables: boolean;
  readonly #findRange: (index: number) => SourceRange;
  #actions: PatternSet | undefined;
  #resources: PatternSet | undefined;
  #principals: PrincipalElement | undefined;
  #conditions: readonly Condition[] | undefined;

  constructor(
    json: PolicyJson,
    /** Place among the statements of the document, from 0. */
    readonly index: number,
    readonly path: Path,
    knowsVariables: boolean,
    findRange: (index: number) => SourceRange,
  ) {
    const { Sid: sid, Effect: effect } = json;
    this.sid = typeof sid === "string" ? sid : undefined;
    this.effect = effect === "Deny" ? "Deny" : "Allow";
    this.hasResource = listOf(json.NotResource ?? json.Resource).length > 0;
    const excluded = textsOf(json.NotAction);
    this.services = excluded.length === 0 ? findServices(textsOf(json.Action)) : undefined;
    this.#json = json;
    this.#knowsVariables = knowsVariables;
    this.#findRange = findRange;
  }

  /** Where the statement stands in the text of its policy. */
  get range(): SourceRange {
    return this.#findRange(this.index);
  }

  get conditions(): readonly Condition[] {
    return (this.#conditions ??= compileConditions(this.#json.Condition, this.#knowsVariables));
  }

  /** Names of the condition keys that conditions and variables ask for, as written. */
  get contextKeys(): readonly string[] {
    const { Resource: resource, NotResource: excluded, Condition: condition } = this.#json;
    const inResources = this.#knowsVariables ? textsOf(excluded ?? resource).flatMap(listResourceVariables) : [];
    return [...inResources, ...listConditionKeys(condition, this.#knowsVariables)];
  }

  /** Whether the statement is about an action, given in lower case. */
  coversAction(lowerCaseAction: string, context: RequestContext): boolean {
    const { Action: named, NotAction: excluded } = this.#json;
    // IAM refuses a statement without actions: an empty list leaves nothing out, and is about nothing.
    if (this.services?.length === 0) return false;
    this.#actions ??= new PatternSet(textsOf(excluded ?? named), parseAction);
    return this.#actions.matches(lowerCaseAction, context) !== (excluded !== undefined);
  }

  /** Whether the statement is about a resource. One that names no resources is about the one that it is attached to. */
  coversResource(resource: string, context: RequestContext): boolean {
    if (!this.hasResource) return true;
    const { Resource: named, NotResource: excluded } = this.#json;
    this.#resources ??= new PatternSet(
      textsOf(excluded ?? named),
      this.#knowsVariables ? parseResource : parseFixedResource,
    );
    return this.#resources.matches(resource, context) !== (excluded !== undefined);
  }

  /**
   * How closely the statement names a principal. NotPrincipal in a Deny leaves out only whom it names whole, and nobody who
   * has a permissions boundary; in an Allow it leaves out whomever it names in any way (unverified; AWS advises against it).
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
   */
  closenessOf(principal: Principal, hasBoundary: boolean): Closeness {
    const { Principal: named, NotPrincipal: excluded } = this.#json;
    if (named === undefined && excluded === undefined) return CLOSENESS.none;
    this.#principals ??= new PrincipalElement(listPrincipals({ Principal: named ?? excluded }, []));
    if (excluded === undefined) return this.#principals.closenessOf(principal);
    const isLeftOut =
      this.effect === "Deny"
        ? !hasBoundary && this.#principals.exempts(principal)
        : this.#principals.closenessOf(principal) !== CLOSENESS.none;
    return isLeftOut ? CLOSENESS.none : CLOSENESS.everyone;
  }

  /** Whether all conditions hold. */
  conditionsHold(context: RequestContext): boolean {
    for (const condition of this.conditions) if (!condition.holds(context)) return false;
    return true;
  }
}

function textsOf(value: unknown): readonly string[] {
  return typeof value === "string" ? [value] : listOf(value).filter((text) => typeof text === "string");
}

/** The services that action patterns name; undefined where one has a wildcard there. */
function findServices(actions: readonly string[]): readonly string[] | undefined {
  const services: string[] = [];
  for (const action of actions) {
    const service = action.slice(0, Math.max(action.indexOf(":"), 0)).toLowerCase();
    if (service === "" || service.includes("*") || service.includes("?")) return undefined;
    if (!services.includes(service)) services.push(service);
  }
  return services;
}

/** Neither the service nor the name of an action knows case. */
function parseAction(text: string): readonly PatternToken[] {
  return parsePattern(text.toLowerCase(), { wildcards: true, variables: false });
}

/** Variables stand only after the fifth colon of an ARN; before it they are text. */
function parseResource(text: string): readonly PatternToken[] {
  if (!text.includes("${")) return parseFixedResource(text);
  const parts = splitArnPattern(text, true);
  if (parts.length < 6) return parseFixedResource(text);
  return [
    ...parseFixedResource(`${parts.slice(0, 5).join(":")}:`),
    ...parsePattern(parts[5] ?? "", { wildcards: true, variables: true }),
  ];
}

function listResourceVariables(text: string): readonly string[] {
  return text.includes("${") ? listVariables(parseResource(text)) : [];
}

function parseFixedResource(text: string): readonly PatternToken[] {
  return parsePattern(completeArn(text), { wildcards: true, variables: false });
}

/** Recorded: IAM takes `arn:aws:s3` and reads the missing parts as wild. */
function completeArn(text: string): string {
  return text.startsWith("arn:") && text.split(":", 4).length === 3 ? `${text}:*:*:*` : text;
}
