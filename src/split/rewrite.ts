import { isWithin, type Path } from "../base";
import {
  getAt,
  isList,
  isMap,
  isSubVariable,
  parseSub,
  type Reference,
  type SubVariable,
  type Template,
  type TemplateEditor,
  type TemplateValue,
} from "../template";
import { concat, literal, subText, toValue, variable, type Expression } from "./expression";

/** Names a value of the template: `Ref` has no attribute. */
export interface Target {
  readonly target: string;
  readonly attribute?: string;
}

/** What a name becomes; undefined leaves it as it is. */
export type Resolve = (name: Target) => Expression | undefined;

/** Rewrites every Ref, Fn::GetAtt and Fn::Sub below `value`; returns `value` itself where nothing changes. */
export function rewriteValue(value: TemplateValue, resolve: Resolve): TemplateValue {
  if (isList(value)) {
    const items = value.map((item) => rewriteValue(item, resolve));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isMap(value)) return value;
  const name = nameIn(value);
  if (name !== undefined) {
    const expression = resolve(name);
    return expression === undefined ? value : toValue(expression);
  }
  if (isSub(value)) return rewriteSub(value, resolve) ?? value;
  const entries = Object.entries(value).map(([key, item]) => [key, rewriteValue(item, resolve)] as const);
  return entries.every(([key, item]) => item === value[key]) ? value : Object.fromEntries(entries);
}

/** As {@link rewriteValue}, saying also whether a wildcard came in. */
export function rewriteTracked(value: TemplateValue, resolve: Resolve): { value: TemplateValue; wildcard: boolean } {
  let wildcard = false;
  const tracked: Resolve = (name) => {
    const expression = resolve(name);
    wildcard ||= expression?.wildcard ?? false;
    return expression;
  };
  return { value: rewriteValue(value, tracked), wildcard };
}

/** The same on the text of a template: only the bytes of the references that change are touched. */
export function editReferences(
  editor: TemplateEditor,
  template: Template,
  references: readonly Reference[],
  resolve: Resolve,
): void {
  const seen = new Set<string>();
  // A node that is written anew takes the references inside it along.
  const replaced: Path[] = [];
  const replace = (path: Path, value: TemplateValue): void => {
    replaced.push(path);
    editor.replace(path, value);
  };
  for (const reference of references) {
    const id = JSON.stringify(reference.path);
    if (reference.namespace !== "value" || seen.has(id)) continue;
    if (replaced.some((path) => isWithin(reference.path, path))) continue;
    const node = getAt(template.value, reference.path);
    if (!isMap(node)) continue;
    seen.add(id);
    if (isSub(node)) {
      editSub(editor, replace, node, reference.path, resolve);
      continue;
    }
    const expression = resolve(reference);
    if (expression === undefined) continue;
    const becomes = toValue(expression);
    if (JSON.stringify(becomes) !== JSON.stringify(node)) replace(reference.path, becomes);
  }
}

type SubNode = { readonly "Fn::Sub": TemplateValue };

function isSub(value: TemplateValue): value is SubNode {
  return isMap(value) && "Fn::Sub" in value && Object.keys(value).length === 1;
}

/** The name that a Ref or an Fn::GetAtt with literal arguments holds. */
export function nameIn(value: TemplateValue): Target | undefined {
  if (!isMap(value) || Object.keys(value).length !== 1) return undefined;
  const ref = value["Ref"];
  if (typeof ref === "string") return { target: ref };
  const getAtt = value["Fn::GetAtt"];
  if (typeof getAtt === "string") {
    const dot = getAtt.indexOf(".");
    return dot < 0 ? undefined : { target: getAtt.slice(0, dot), attribute: getAtt.slice(dot + 1) };
  }
  if (isList(getAtt) && typeof getAtt[0] === "string" && typeof getAtt[1] === "string") {
    return { target: getAtt[0], attribute: getAtt[1] };
  }
  return undefined;
}

/** Text and own variables of an Fn::Sub in either form. */
export function subArguments(
  value: TemplateValue,
): { text: string; variables: ReadonlyMap<string, TemplateValue> } | undefined {
  if (typeof value === "string") return { text: value, variables: new Map() };
  if (!isList(value) || typeof value[0] !== "string") return undefined;
  return { text: value[0], variables: new Map(isMap(value[1]) ? Object.entries(value[1]) : []) };
}

/** An Fn::Sub as an expression, its names resolved. */
export function subExpression(argument: TemplateValue, resolve: Resolve): Expression | undefined {
  const sub = subArguments(argument);
  if (sub === undefined) return undefined;
  return concat(
    parseSub(sub.text).map((part) => {
      if (!isSubVariable(part)) return literal(part.literal);
      const name = dotted(part);
      const own = sub.variables.get(name);
      if (own !== undefined) {
        const { value, wildcard } = rewriteTracked(own, resolve);
        return variable(name, value, wildcard);
      }
      return resolve(targetOf(part)) ?? subText(`\${${name}}`);
    }),
  );
}

function dotted({ name, attribute }: SubVariable): string {
  return attribute === undefined ? name : `${name}.${attribute}`;
}

function targetOf({ name, attribute }: SubVariable): Target {
  return attribute === undefined ? { target: name } : { target: name, attribute };
}

function rewriteSub(node: SubNode, resolve: Resolve): TemplateValue | undefined {
  const expression = subExpression(node["Fn::Sub"], resolve);
  if (expression === undefined) return undefined;
  const becomes = toValue(expression);
  return JSON.stringify(becomes) === JSON.stringify(node) ? node : becomes;
}

function editSub(
  editor: TemplateEditor,
  replace: (path: Path, value: TemplateValue) => void,
  node: SubNode,
  path: Path,
  resolve: Resolve,
): void {
  const sub = subArguments(node["Fn::Sub"]);
  if (sub === undefined) return;
  const changes = new Map<string, string>();
  let plain = true;
  for (const part of parseSub(sub.text)) {
    if (!isSubVariable(part) || sub.variables.has(dotted(part))) continue;
    const expression = resolve(targetOf(part));
    if (expression === undefined) continue;
    if (expression.variables.size > 0) plain = false;
    const was = sub.text.slice(part.start, part.end);
    if (expression.text !== was) changes.set(was, expression.text);
  }
  if (changes.size === 0) return;
  const isWhole = changes.has(sub.text);
  if (!plain || isWhole) {
    const becomes = rewriteSub(node, resolve);
    if (becomes !== undefined) replace(path, becomes);
    return;
  }
  const textPath = typeof node["Fn::Sub"] === "string" ? [...path, "Fn::Sub"] : [...path, "Fn::Sub", 0];
  for (const [was, becomes] of changes) editor.replaceText(textPath, was, becomes);
}
