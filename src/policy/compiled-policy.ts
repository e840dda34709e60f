import { formatPath, UserError } from "../base";
import type { Diagnostic } from "../base";
import { CompiledStatement } from "./compiled-statement";
import { isObject, statementsOf } from "./policy-json";
import type { PolicyJson } from "./policy-json";
import { findStatementRanges } from "./source-ranges";
import type { SourceRange } from "./source-ranges";
import { checkSyntax } from "./syntax";

/** A policy document, parsed and ready to decide. */
export interface CompiledPolicy {
  /** The document as it was given. */
  readonly text: string;
  /** Variables are known to the newer one only. */
  readonly version: "2008-10-17" | "2012-10-17";
  readonly statements: readonly CompiledStatement[];
  /** Condition keys that conditions and variables ask for, as first written, each once whatever its case. */
  readonly contextKeys: readonly ContextKey[];
  /** The statements that may be about an action of a service, in their order; the service in lower case. */
  statementsAbout(service: string): readonly CompiledStatement[];
}

/** A condition key that a policy asks for. */
export interface ContextKey {
  /** As first written. */
  readonly name: string;
  readonly lowerCase: string;
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
  const policy = compileDocument(text, json);
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

function compileDocument(text: string, json: PolicyJson): CompiledPolicy {
  const version = json.Version === "2012-10-17" ? "2012-10-17" : "2008-10-17";
  let ranges: readonly SourceRange[] | undefined;
  const findRange = (index: number): SourceRange => {
    ranges ??= findStatementRanges(text);
    const range = ranges[index];
    if (range === undefined) throw new Error(`statement ${String(index)} is not in the text`);
    return range;
  };
  const statements = statementsOf(json).map(
    ({ statement, path }, index) =>
      new CompiledStatement(statement, index, path, version === "2012-10-17", () => findRange(index)),
  );
  const keys = new Map<string, ContextKey>();
  for (const name of statements.flatMap(({ contextKeys }) => contextKeys)) {
    const lowerCase = name.toLowerCase();
    if (!keys.has(lowerCase)) keys.set(lowerCase, { name, lowerCase });
  }
  return { text, version, statements, contextKeys: [...keys.values()], statementsAbout: indexByService(statements) };
}

/** Own lists of services are put together with the statements about any when somebody asks: few services ever are. */
function indexByService(statements: readonly CompiledStatement[]): CompiledPolicy["statementsAbout"] {
  const aboutAny = statements.filter((statement) => statement.services === undefined);
  const own = new Map<string, CompiledStatement[]>();
  for (const statement of statements) {
    for (const service of statement.services ?? []) {
      const list = own.get(service);
      if (list === undefined) own.set(service, [statement]);
      else list.push(statement);
    }
  }
  const merged = new Map<string, readonly CompiledStatement[]>();
  return (service) => {
    const kept = merged.get(service);
    if (kept !== undefined) return kept;
    const list = own.get(service);
    if (list === undefined) return aboutAny;
    const all = aboutAny.length === 0 ? list : [...list, ...aboutAny].sort((one, other) => one.index - other.index);
    merged.set(service, all);
    return all;
  };
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
