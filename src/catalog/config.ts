import { LineCounter, isMap, isNode, isPair, isScalar, isSeq, parseDocument, type Node } from "yaml";
import { UserError, formatPath, type Path, type SourceLocation } from "../base";
import type { Catalog, SeverOverride } from "./catalog";
import { DEFAULT_POLICY_PATTERN, DEFAULT_ROLE_PATTERN } from "./patterns";
import { STRATEGIES, type Strategy } from "./strategy";

const MODES = ["listed", "all"] as const;
const TAILS = ["12", "12-13"] as const;
const LOGICAL_ID = /^[A-Za-z0-9]{1,255}$/;

/** Every IAM resource of a template moves, so that the app stack needs no `iam:*` permission but PassRole. */
export function everythingCatalog(): Catalog {
  return {
    mode: "all",
    roles: [],
    policies: [],
    excluded: [],
    rolePattern: DEFAULT_ROLE_PATTERN,
    policyPattern: DEFAULT_POLICY_PATTERN,
    parameterGroup: { name: "IAM roles and policies" },
    tails: "12",
    sever: new Map(),
  };
}

/**
 * Reads a split configuration (YAML or JSON).
 *
 * @throws UserError naming the key, the value and what is allowed
 */
export function parseSplitConfig(text: string, options: { readonly file: string }): Catalog {
  const root = ConfigNode.parse(text, options.file);
  root.onlyKeys(["extraction", "parameter_generation", "metadata", "severing"]);

  const extraction = root.child("extraction") ?? root.fail("key 'extraction' is missing", "say what to externalize");
  extraction.onlyKeys(["mode", "roles", "policies", "exclude_policies"]);
  const mode = extraction.child("mode")?.oneOf(MODES) ?? "listed";
  const roles = extraction.child("roles")?.logicalIds() ?? [];
  const policies = extraction.child("policies")?.logicalIds() ?? [];
  const excluded = extraction.child("exclude_policies")?.logicalIds() ?? [];
  if (mode === "listed" && roles.length + policies.length === 0) {
    extraction.fail(
      "mode 'listed' needs at least one name under 'roles' or 'policies'",
      "list logical ids, or set mode: all to externalize every IAM resource",
    );
  }
  const listed = new Set(roles);
  for (const name of policies) {
    if (listed.has(name)) extraction.fail(`'${name}' is listed under both 'roles' and 'policies'`, "list it once");
    listed.add(name);
  }
  for (const name of excluded) {
    if (listed.has(name)) {
      extraction.fail(`'${name}' is both listed and under 'exclude_policies'`, "remove it from one of the two");
    }
  }

  const generation = root.child("parameter_generation");
  generation?.onlyKeys(["role_pattern", "policy_pattern"]);
  const metadata = root.child("metadata");
  metadata?.onlyKeys(["add_parameter_group", "parameter_group_name", "insert_after_group"]);
  const severing = root.child("severing");
  severing?.onlyKeys(["tails", "resources"]);

  const withGroup = metadata?.child("add_parameter_group")?.flag() ?? true;
  const insertAfter = metadata?.child("insert_after_group")?.text();
  return {
    mode,
    roles,
    policies,
    excluded,
    rolePattern: generation?.child("role_pattern")?.pattern() ?? DEFAULT_ROLE_PATTERN,
    policyPattern: generation?.child("policy_pattern")?.pattern() ?? DEFAULT_POLICY_PATTERN,
    ...(withGroup && {
      parameterGroup: {
        name: metadata?.child("parameter_group_name")?.text() ?? "IAM roles and policies",
        ...(insertAfter !== undefined && { insertAfter }),
      },
    }),
    tails: severing?.child("tails")?.oneOf(TAILS) ?? "12",
    sever: readOverrides(severing?.child("resources")),
  };
}

function readOverrides(resources: ConfigNode | undefined): Map<string, SeverOverride> {
  const overrides = new Map<string, SeverOverride>();
  for (const [logicalId, entry] of resources?.entries() ?? []) {
    if (!LOGICAL_ID.test(logicalId))
      entry.fail(`'${logicalId}' is not a logical id`, "expected letters and digits only");
    entry.onlyKeys(["strategy", "name"]);
    const strategy: Strategy =
      entry.child("strategy")?.oneOf(STRATEGIES) ??
      entry.fail("key 'strategy' is missing", `allowed values: ${STRATEGIES.join(", ")}`);
    const name = entry.child("name")?.text();
    if (name !== undefined && strategy !== "name") {
      entry.fail(`'name' goes with strategy 'name', not '${strategy}'`, "set strategy: name, or remove the name");
    }
    overrides.set(logicalId, { strategy, ...(name !== undefined && { name }) });
  }
  return overrides;
}

/** A value of the configuration that knows where it stands, so that each complaint can say so. */
class ConfigNode {
  private constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
    private readonly node: Node | null,
    private readonly path: Path,
  ) {}

  static parse(text: string, file: string): ConfigNode {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: "core" });
    const [error] = document.errors;
    if (error !== undefined) {
      const { line, col } = lines.linePos(error.pos[0]);
      throw new UserError("config-syntax", `not well-formed: ${error.message.toLowerCase()}`, {
        at: { file, line, column: col },
      });
    }
    const root = new ConfigNode(file, lines, document.contents, []);
    if (!isMap(document.contents))
      root.fail(`the configuration is ${root.describe()}`, "expected a mapping with key 'extraction'");
    return root;
  }

  child(key: string): ConfigNode | undefined {
    if (!isMap(this.node)) return this.fail(`value is ${this.describe()}`, "expected a mapping");
    const pair = this.node.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (pair === undefined) return undefined;
    return new ConfigNode(this.file, this.lines, isNode(pair.value) ? pair.value : null, [...this.path, key]);
  }

  entries(): [string, ConfigNode][] {
    return this.keys().map((key) => [
      key,
      this.child(key) ?? this.fail(`key '${key}' is unreadable`, "expected a plain key"),
    ]);
  }

  onlyKeys(allowed: readonly string[]): void {
    for (const key of this.keys()) {
      if (!allowed.includes(key)) {
        const place = this.path.length === 0 ? "at the top" : `under '${formatPath(this.path)}'`;
        (this.child(key) ?? this).fail(`unknown key '${key}' ${place}`, `allowed keys: ${allowed.join(", ")}`);
      }
    }
  }

  oneOf<const Value extends string>(allowed: readonly Value[]): Value {
    const text = isScalar(this.node) ? String(this.node.value) : this.describe();
    return (
      allowed.find((value) => value === text) ??
      this.fail(`value is '${text}'`, `allowed values: ${allowed.join(", ")}`)
    );
  }

  text(): string {
    if (isScalar(this.node) && typeof this.node.value === "string" && this.node.value !== "") return this.node.value;
    return this.fail(`value is ${this.describe()}`, "expected a text that is not empty");
  }

  flag(): boolean {
    if (isScalar(this.node) && typeof this.node.value === "boolean") return this.node.value;
    return this.fail(`value is ${this.describe()}`, "expected true or false");
  }

  pattern(): string {
    const text = this.text();
    try {
      new RegExp(text);
    } catch (cause) {
      return this.fail(
        `'${text}' is not a regular expression (${(cause as Error).message})`,
        "expected an AllowedPattern",
      );
    }
    return text;
  }

  logicalIds(): string[] {
    if (!isSeq(this.node)) return this.fail(`value is ${this.describe()}`, "expected a list of logical ids");
    const ids: string[] = [];
    for (const [index, item] of this.node.items.entries()) {
      const entry = new ConfigNode(this.file, this.lines, isNode(item) ? item : null, [...this.path, index]);
      const id = entry.text();
      if (!LOGICAL_ID.test(id)) entry.fail(`'${id}' is not a logical id`, "expected letters and digits, at most 255");
      if (ids.includes(id)) entry.fail(`'${id}' is listed twice`, "list it once");
      ids.push(id);
    }
    return ids;
  }

  fail(problem: string, hint: string): never {
    const place = this.path.length === 0 ? "" : `${formatPath(this.path)}: `;
    throw new UserError("config-invalid", `${place}${problem}`, { at: this.location(), hint });
  }

  private keys(): string[] {
    if (!isMap(this.node)) return this.fail(`value is ${this.describe()}`, "expected a mapping");
    return this.node.items.map((item) => (isPair(item) && isScalar(item.key) ? String(item.key.value) : "?"));
  }

  private location(): SourceLocation {
    const offset = this.node?.range?.[0];
    if (offset === undefined) return { file: this.file, line: 1, column: 1, path: this.path };
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line, column: col, path: this.path };
  }

  private describe(): string {
    if (isMap(this.node)) return "a mapping";
    if (isSeq(this.node)) return "a list";
    if (isScalar(this.node) && this.node.value !== null) return `'${String(this.node.value)}'`;
    return "empty";
  }
}
