import type { Path } from "../base";
import {
  getAt,
  isList,
  isMap,
  type Template,
  type TemplateEditor,
  type TemplateMap,
  type TemplateValue,
} from "../template";
import { freeName } from "./app-stack";
import { wildcardUse } from "./condition-operator";
import { mergeForms, yieldsList } from "./merge-forms";
import { asMap } from "./monolith";
import { rewriteValue, type Resolve } from "./rewrite";

/** A severed reference in a statement. */
export interface StatementReference {
  readonly path: Path;
  /** Number of forms that the reference takes. */
  readonly forms: number;
  readonly wildcard: boolean;
  /** A pattern of bucket names: S3 ARNs have no account, so the pattern matches buckets of others. */
  readonly bucketPattern: boolean;
}

export interface StatementPlan {
  /** Regions that the plan writes anew: references in them need no edit of their own. */
  readonly covered: readonly Path[];
  /** Conditions that the plan could not add. */
  readonly warnings: readonly string[];
  apply(editor: TemplateEditor): void;
}

const RESOURCE_ACCOUNT = "aws:ResourceAccount";

/**
 * What a statement needs besides its references: a sibling for each further form of a name, the operator under which a
 * wildcard is one, and the account on statements over bucket patterns. Bucket-level and object-level entries stay
 * entries of their own.
 */
export function planStatement(
  template: Template,
  path: Path,
  references: readonly StatementReference[],
  resolve: (form: number) => Resolve,
): StatementPlan {
  const statement = asMap(getAt(template.value, path));
  const edits: ((editor: TemplateEditor) => void)[] = [];
  const covered: Path[] = [];
  const warnings: string[] = [];

  const inElement = (element: string): readonly StatementReference[] =>
    references.filter((reference) => reference.path[path.length] === element);

  const original = statement["Condition"];
  let condition = original === undefined ? undefined : rewriteValue(original, resolve(0));
  let conditionChanges = false;
  const inConditions = inElement("Condition").filter(({ wildcard, forms }) => wildcard || forms > 1);
  if (inConditions.length > 0 && isMap(original)) {
    condition = rewriteConditions(original, inConditions, path, resolve);
    conditionChanges = true;
  }

  const itemsOf = (element: string): RewrittenItem[] =>
    resourceItems(statement[element], [...path, element]).map((item) => {
      const inside = references.filter((reference) => startsWith(reference.path, item.path));
      return {
        ...item,
        values: formsOf(item.value, inside, resolve),
        manifold: inside.some(({ forms }) => forms > 1),
        bucketPattern: inside.some((reference) => reference.bucketPattern),
      };
    });
  const items = itemsOf("Resource");
  const patterned = items.filter((item) => item.bucketPattern);
  const others = items.filter((item) => !item.bucketPattern);
  const wantsAccount = patterned.length > 0 && statement["Effect"] === "Allow" && !namesAccount(condition);

  if (wantsAccount && others.length === 0 && canHoldAccount(condition)) {
    condition = withAccount(condition);
    conditionChanges = true;
  } else if (wantsAccount && canHoldAccount(condition) && isSeparable(path, statement)) {
    separate();
    return { covered, warnings, apply: (editor) => edits.forEach((edit) => edit(editor)) };
  } else if (wantsAccount) {
    warnings.push("the statement cannot be divided, so its bucket patterns also match buckets of other accounts");
  }
  addForms([...items, ...itemsOf("NotResource")]);
  writeCondition();
  return { covered, warnings, apply: (editor) => edits.forEach((edit) => edit(editor)) };

  /** A second and third form of a name stands beside the first. */
  function addForms(rewritten: readonly RewrittenItem[]): void {
    for (const item of rewritten) {
      if (!item.manifold) continue;
      if (item.path.length === path.length + 1) {
        covered.push(item.path);
        edits.push((editor) => editor.replace(item.path, oneOrMany(item.values)));
      } else {
        const index = Number(item.path.at(-1)) + 1;
        for (const value of item.values.slice(1)) {
          edits.push((editor) => editor.insertItem(item.path.slice(0, -1), index, value));
        }
      }
    }
  }

  function writeCondition(): void {
    if (condition === undefined || !conditionChanges) return;
    const at = [...path, "Condition"];
    const value = condition;
    if (original === undefined) {
      edits.push((editor) => editor.insertEntry(path, "Condition", value));
      return;
    }
    covered.push(at);
    edits.push((editor) => editor.replace(at, value));
  }

  /** One statement for the bucket patterns with their account, one for everything else. */
  function separate(): void {
    const { s3Actions, otherActions } = divideActions(statement, others);
    const rewritten = Object.entries(asMap(rewriteValue(statement, resolve(0))));
    const buckets: Record<string, TemplateValue> = {};
    for (const [key, value] of rewritten) {
      if (key === "Sid") buckets[key] = value === "" ? "" : freeSid(`${String(value)}S3`);
      else if (key === "Action") buckets[key] = s3Actions ?? value;
      else if (key === "Resource") buckets[key] = oneOrMany(patterned.flatMap((item) => item.values));
      else if (key !== "Condition") buckets[key] = value;
    }
    buckets["Condition"] = withAccount(condition);

    const index = path.at(-1);
    if (typeof index === "number") {
      for (const item of patterned) edits.push((editor) => editor.remove(item.path));
      if (otherActions !== undefined) {
        covered.push([...path, "Action"]);
        edits.push((editor) => editor.replace([...path, "Action"], otherActions));
      }
      addFormsOf(others);
      writeCondition();
      edits.push((editor) => editor.insertItem(path.slice(0, -1), index + 1, buckets));
      return;
    }
    const rest: Record<string, TemplateValue> = {};
    for (const [key, value] of rewritten) {
      if (key === "Action") rest[key] = otherActions ?? value;
      else if (key === "Resource") rest[key] = oneOrMany(others.flatMap((item) => item.values));
      else if (key === "Condition") rest[key] = condition ?? value;
      else rest[key] = value;
    }
    covered.push(path);
    edits.push((editor) => editor.replace(path, [rest, buckets]));
  }

  /** A Sid that no other statement of the document has: IAM takes each once. */
  function freeSid(wanted: string): string {
    const at = path.slice(0, path.lastIndexOf("Statement") + 1);
    return freeName(wanted, new Set(sidsIn(getAt(template.value, at))));
  }

  function addFormsOf(kept: readonly RewrittenItem[]): void {
    for (const item of kept) {
      const index = Number(item.path.at(-1)) + 1;
      for (const value of item.values.slice(1)) {
        edits.push((editor) => editor.insertItem(item.path.slice(0, -1), index, value));
      }
    }
  }
}

/** Sids of statements, also of those in branches of Fn::If. */
function sidsIn(value: TemplateValue | undefined): string[] {
  if (isList(value)) return value.flatMap(sidsIn);
  if (!isMap(value)) return [];
  const sid = value["Sid"];
  return [...(typeof sid === "string" ? [sid] : []), ...sidsIn(value["Fn::If"])];
}

interface Item {
  readonly path: Path;
  readonly value: TemplateValue;
}

/** An entry of Resource or NotResource, and what takes its place. */
interface RewrittenItem extends Item {
  readonly values: readonly TemplateValue[];
  /** Whether a name in it takes several forms. */
  readonly manifold: boolean;
  readonly bucketPattern: boolean;
}

function resourceItems(resource: TemplateValue | undefined, path: Path): Item[] {
  if (resource === undefined) return [];
  if (isList(resource)) return resource.map((value, index) => ({ path: [...path, index], value }));
  return [{ path, value: resource }];
}

function formsOf(
  value: TemplateValue,
  inside: readonly StatementReference[],
  resolve: (form: number) => Resolve,
): TemplateValue[] {
  const count = Math.max(1, ...inside.map(({ forms }) => forms));
  const forms = Array.from({ length: count }, (_, form) => rewriteValue(value, resolve(form)));
  return count > 1 && yieldsList(value) ? [mergeForms(forms)] : forms;
}

function rewriteConditions(
  condition: TemplateMap,
  references: readonly StatementReference[],
  statement: Path,
  resolve: (form: number) => Resolve,
): TemplateMap {
  const operators = new Map(
    Object.entries(asMap(rewriteValue(condition, resolve(0)))).map(([operator, keys]) => [
      operator,
      { ...asMap(keys) },
    ]),
  );
  const places = new Map(
    references.map(({ path }) => [path.slice(statement.length + 1, statement.length + 3).join("\n"), path]),
  );
  for (const path of places.values()) {
    const operator = String(path[statement.length + 1]);
    const key = String(path[statement.length + 2]);
    const value = asMap(condition[operator])[key];
    const keys = operators.get(operator);
    if (value === undefined || keys === undefined) continue;
    const at = [...statement, "Condition", operator, key];
    const values = resourceItems(value, at).flatMap((item) =>
      formsOf(
        item.value,
        references.filter((reference) => startsWith(reference.path, item.path)),
        resolve,
      ),
    );
    const use = wildcardUse(operator);
    const target = use.kind === "literal" ? use.use : operator;
    if (target !== operator) Reflect.deleteProperty(keys, key);
    const targetKeys = operators.get(target) ?? {};
    targetKeys[key] = isList(value) ? values : oneOrMany(values);
    operators.set(target, targetKeys);
  }
  return Object.fromEntries([...operators].filter(([, keys]) => Object.keys(keys).length > 0));
}

function namesAccount(condition: TemplateValue | undefined): boolean {
  return Object.values(asMap(condition)).some((keys) =>
    Object.keys(asMap(keys)).some((key) => /^(?:aws|s3):ResourceAccount$/i.test(key)),
  );
}

function canHoldAccount(condition: TemplateValue | undefined): boolean {
  if (condition === undefined) return true;
  if (!isMap(condition) || Object.keys(condition).some((key) => key.startsWith("Fn::"))) return false;
  const equals = condition["StringEquals"];
  return equals === undefined || isMap(equals);
}

function withAccount(condition: TemplateValue | undefined): TemplateMap {
  const map = asMap(condition);
  return { ...map, StringEquals: { ...asMap(map["StringEquals"]), [RESOURCE_ACCOUNT]: { Ref: "AWS::AccountId" } } };
}

/** A branch of Fn::If is one statement and cannot become two. */
function isSeparable(path: Path, statement: TemplateMap): boolean {
  const before = path.at(-2);
  const isEntry = path.at(-1) === "Statement" || (typeof path.at(-1) === "number" && before === "Statement");
  return isEntry && isList(statement["Resource"]);
}

/** Actions that can apply to buckets, and those for the rest where the rest is surely not S3. */
function divideActions(
  statement: TemplateMap,
  others: readonly { readonly values: readonly TemplateValue[] }[],
): { s3Actions?: TemplateValue; otherActions?: TemplateValue } {
  const action = statement["Action"];
  const actions = isList(action) ? action : action === undefined ? [] : [action];
  if (!actions.every((name) => typeof name === "string")) return {};
  const isS3 = (name: string): boolean => /^s3:/i.test(name);
  const forS3 = actions.filter((name) => isS3(name) || name.startsWith("*"));
  const surelyNotS3 = others.every((item) =>
    item.values.every((value) => !["s3", undefined].includes(serviceOf(value))),
  );
  const forOthers = actions.filter((name) => !isS3(name));
  return {
    ...(forS3.length > 0 && forS3.length < actions.length && { s3Actions: oneOrMany(forS3) }),
    ...(surelyNotS3 &&
      forOthers.length > 0 &&
      forOthers.length < actions.length && { otherActions: oneOrMany(forOthers) }),
  };
}

/** The service of an ARN, where the text tells it. */
function serviceOf(value: TemplateValue): string | undefined {
  const sub = isMap(value) ? value["Fn::Sub"] : value;
  const text = isList(sub) ? sub[0] : sub;
  if (typeof text !== "string") return undefined;
  const parts = text.replace(/\$\{[^}]*\}/g, "x").split(":");
  return parts[0] === "arn" ? parts[2] : undefined;
}

function oneOrMany(values: readonly TemplateValue[]): TemplateValue {
  const [only, ...more] = values;
  return only !== undefined && more.length === 0 ? only : values;
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => path[index] === step);
}
