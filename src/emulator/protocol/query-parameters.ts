import { AwsFault } from "../fault";
import { remember } from "../remember";
import type { WireRequest } from "../wire";

/** Parameters as a tree: `Tags.member.1.Key=x` is Tags → member → 1 → Key with text `x`. */
export interface ParameterNode {
  readonly text: string | undefined;
  readonly children: ReadonlyMap<string, ParameterNode>;
}

class GrowingNode implements ParameterNode {
  text: string | undefined;
  /** Most parameters have none, and share this. */
  children: ReadonlyMap<string, GrowingNode> = CHILDLESS;

  child(step: string): GrowingNode {
    const found = this.children.get(step);
    if (found !== undefined) return found;
    const made = new GrowingNode();
    if (this.children === CHILDLESS) this.children = new Map([[step, made]]);
    else (this.children as Map<string, GrowingNode>).set(step, made);
    return made;
  }
}

const CHILDLESS: ReadonlyMap<string, GrowingNode> = new Map();

// Ours: far above what any operation of AWS can use, low enough that no request keeps the emulator busy.
const MOST_PARAMETERS = 20_000;
const DEEPEST_NAME = 16;

/** The request that was read last: its operation is asked for first, its input next. A WeakMap makes each request slower. */
let last: { readonly request: WireRequest; readonly root: ParameterNode } | undefined;

/** The parameters of a query request, from its form body and its query string. Read once per request. */
export function readParameters(request: WireRequest): ParameterNode {
  if (last?.request !== request) last = { request, root: readTree(request) };
  return last.root;
}

const FORM = "application/x-www-form-urlencoded";

function readTree({ query, headers, body }: WireRequest): ParameterNode {
  const root = new GrowingNode();
  if (query !== "") addParameters(root, query);
  if ((headers["content-type"] ?? FORM).startsWith(FORM)) {
    addParameters(root, Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"));
  }
  return root;
}

/** Reads a form as URLSearchParams does, which takes twice the time. */
function addParameters(root: GrowingNode, form: string): void {
  // `Action` alone may be sent many times over, so count before parsing.
  if (countAmpersands(form) > MOST_PARAMETERS) {
    throw new AwsFault("MalformedQueryString", `The request has more than ${MOST_PARAMETERS} parameters`, 400);
  }
  for (let start = form.startsWith("?") ? 1 : 0; start < form.length;) {
    const ampersand = form.indexOf("&", start);
    const end = ampersand === -1 ? form.length : ampersand;
    if (end > start) addParameter(root, form.slice(start, end));
    start = end + 1;
  }
}

function addParameter(root: GrowingNode, parameter: string): void {
  const equals = parameter.indexOf("=");
  const name = decodeText(equals === -1 ? parameter : parameter.slice(0, equals));
  const text = equals === -1 ? "" : decodeText(parameter.slice(equals + 1));
  (name.includes(".") ? descend(root, name) : root.child(name)).text = text;
}

function decodeText(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  return spaced.startsWith("%7B") ? decodeDocument(spaced) : decodePercents(spaced);
}

/** As far as it is encoded rightly, as URLSearchParams does; bytes that are no UTF-8 are replaced. */
function decodePercents(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return new URLSearchParams(`=${text}`).get("") ?? "";
  }
}

/** JSON: the same few policies come again and again, and rows that have one share it. */
const decodeDocument = remember(decodePercents);

function countAmpersands(text: string): number {
  let count = 0;
  for (let at = text.indexOf("&"); at !== -1; at = text.indexOf("&", at + 1)) count += 1;
  return count;
}

function descend(root: GrowingNode, name: string): GrowingNode {
  const steps = name.split(".", DEEPEST_NAME + 1);
  if (steps.length > DEEPEST_NAME) {
    throw new AwsFault("MalformedQueryString", `A parameter name has more than ${DEEPEST_NAME} parts`, 400);
  }
  return steps.reduce((node, step) => node.child(step), root);
}
