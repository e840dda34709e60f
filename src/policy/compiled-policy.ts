import { formatPath, UserError } from "../base";
import type { Diagnostic } from "../base";
import { CompiledStatement } from "./compiled-statement";
import { isObject, statementsOf } from "./policy-json";
import type { PolicyJson } from "./policy-json";
import { ServiceIndex } from "./service-index";
import { findStatementRanges } from "./source-ranges";
import type { SourceRange } from "./source-ranges";
import { checkSyntax } from "./syntax";

/** A condition key that a policy asks for. */
export interface ContextKey {
  /** As first written. */
  readonly name: string;
  readonly lowerCase: string;
}

/** A policy document, parsed and ready to decide. What it needs besides its statements it makes when somebody asks. */
export class CompiledPolicy {
  /** Variables are known to the newer one only. */
  readonly version: "2008-10-17" | "2012-10-17";
  readonly statements: readonly CompiledStatement[];
  #contextKeys: readonly ContextKey[] | undefined;
  #ranges: readonly SourceRange[] | undefined;
  #services: ServiceIndex | undefined;

  constructor(
    /** The document as it was given. */
    readonly text: string,
    json: PolicyJson,
  ) {
    this.version = json.Version === "2012-10-17" ? "2012-10-17" : "2008-10-17";
    const knowsVariables = this.version === "2012-10-17";
    const findRange = (index: number): SourceRange => this.#rangeOf(index);
    this.statements = statementsOf(json).map(
      ({ statement, path }, index) => new CompiledStatement(statement, index, path, knowsVariables, findRange),
    );
  }

  /** Condition keys that conditions and variables ask for, each once whatever its case. */
  get contextKeys(): readonly ContextKey[] {
    return (this.#contextKeys ??= listContextKeys(this.statements));
  }

  /** The statements that may be about an action of a service, in their order; the service in lower case. */
  statementsAbout(service: string): readonly CompiledStatement[] {
    return (this.#services ??= new ServiceIndex(this.statements)).statementsAbout(service);
  }

  #rangeOf(index: number): SourceRange {
    this.#ranges ??= findStatementRanges(this.text);
    const range = this.#ranges[index];
    if (range === undefined) throw new Error(`statement ${String(index)} is not in the text`);
    return range;
  }
}

/** What compiling a document gave: a policy, or what is wrong with the document. */
export type PolicyParse =
  | { readonly policy: CompiledPolicy; readonly diagnostics: readonly [] }
  | { readonly policy: undefined; readonly diagnostics: readonly Diagnostic[] };

/**
 * Compiles a policy document, or says what breaks the grammar of policies, with paths such as `Statement[2].Action`. What
 * else IAM refuses is for `validatePolicyDocument` to say. Compiled policies are kept, so the same text costs nothing twice.
 */
export function parsePolicy(text: string): PolicyParse {
  const kept = compiled.get(text);
  if (kept !== undefined) {
    // The least recently used is the first to go.
    compiled.delete(text);
    compiled.set(text, kept);
    return { policy: kept, diagnostics: [] };
  }
  const json = parseJson(text);
  const diagnostics = json instanceof SyntaxError ? [describeJsonFault(json)] : checkDocument(json);
  if (diagnostics.length > 0 || !isObject(json)) return { policy: undefined, diagnostics };
  const policy = new CompiledPolicy(text, json);
  keep(policy);
  return { policy, diagnostics: [] };
}

/**
 * Compiles a policy document.
 *
 * @throws UserError if the text is no policy; `parsePolicy` lists all faults
 */
export function compilePolicy(text: string): CompiledPolicy {
  const { policy, diagnostics } = parsePolicy(text);
  if (policy !== undefined) return policy;
  const [first] = diagnostics;
  const place = first?.at?.path === undefined ? "" : formatPath(first.at.path);
  throw new UserError("malformed-policy", `${place === "" ? "the policy" : place} ${first?.message ?? ""}`, {
    ...(first?.at === undefined ? {} : { at: first.at }),
    ...(first?.hint === undefined ? {} : { hint: first.hint }),
  });
}

/** Bounds of what is kept: documents, and characters of them all (IAM's largest document has 10,240). */
const KEPT_POLICIES = 1024;
const KEPT_CHARACTERS = 8_000_000;
const compiled = new Map<string, CompiledPolicy>();
let keptCharacters = 0;

function keep(policy: CompiledPolicy): void {
  if (policy.text.length > KEPT_CHARACTERS / 8) return;
  compiled.set(policy.text, policy);
  keptCharacters += policy.text.length;
  for (const oldest of compiled.keys()) {
    if (compiled.size <= KEPT_POLICIES && keptCharacters <= KEPT_CHARACTERS) return;
    compiled.delete(oldest);
    keptCharacters -= oldest.length;
  }
}

function listContextKeys(statements: readonly CompiledStatement[]): readonly ContextKey[] {
  const keys = new Map<string, ContextKey>();
  for (const name of statements.flatMap(({ contextKeys }) => contextKeys)) {
    const lowerCase = name.toLowerCase();
    if (!keys.has(lowerCase)) keys.set(lowerCase, { name, lowerCase });
  }
  return [...keys.values()];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

function describeJsonFault(error: SyntaxError): Diagnostic {
  return { severity: "error", code: "invalid-json", message: `is no JSON: ${error.message}`, at: { path: [] } };
}

function checkDocument(json: unknown): readonly Diagnostic[] {
  const syntax = checkSyntax(json).map(({ at }) => ({
    severity: "error" as const,
    code: "policy-syntax",
    message: "is not what the grammar of policies allows there",
    ...(at === undefined ? {} : { at }),
  }));
  if (syntax.length > 0 || !isObject(json)) return syntax;
  return statementsOf(json).flatMap(({ statement: { Effect: effect }, path }) =>
    effect === "Allow" || effect === "Deny"
      ? []
      : [
          {
            severity: "error" as const,
            code: "effect-case",
            message: `is ${JSON.stringify(effect)}; allowed are "Allow" and "Deny", in this case`,
            at: { path: [...path, "Effect"] },
          },
        ],
  );
}
