import { AwsFault } from "../fault";
import type { WireRequest } from "../wire";

/** Parameters as a tree: `Tags.member.1.Key=x` is Tags → member → 1 → Key with text `x`. */
export interface ParameterNode {
  readonly text: string | undefined;
  readonly children: ReadonlyMap<string, ParameterNode>;
}

interface GrowingNode extends ParameterNode {
  text: string | undefined;
  readonly children: Map<string, GrowingNode>;
}

// Ours: far above what any operation of AWS can use, low enough that no request keeps the emulator busy.
const MOST_PARAMETERS = 20_000;
const DEEPEST_NAME = 16;

/** The request that was read last: its operation is asked for first, its input next. A WeakMap makes each request slower. */
let last: { readonly request: WireRequest; readonly root: ParameterNode } | undefined;

/** The parameters of a query request, from its form body and its query string. Read once per request. */
export function readParameters(request: WireRequest): ParameterNode {
  if (last?.request !== request) last = { request, root: growTree(listParameters(request)) };
  return last.root;
}

function listParameters(request: WireRequest): URLSearchParams[] {
  const texts = request.query === "" ? [] : [request.query];
  if ((request.headers["content-type"] ?? FORM).startsWith(FORM))
    texts.push(Buffer.from(request.body).toString("utf8"));
  return texts.map((text) => {
    // `Action` alone may be sent many times over, so count before parsing.
    if (countAmpersands(text) > MOST_PARAMETERS) {
      throw new AwsFault("MalformedQueryString", `The request has more than ${MOST_PARAMETERS} parameters`, 400);
    }
    return new URLSearchParams(text);
  });
}

const FORM = "application/x-www-form-urlencoded";

function countAmpersands(text: string): number {
  let count = 0;
  for (let at = text.indexOf("&"); at !== -1; at = text.indexOf("&", at + 1)) count += 1;
  return count;
}

function growTree(sources: readonly URLSearchParams[]): ParameterNode {
  const root: GrowingNode = { text: undefined, children: new Map() };
  for (const source of sources) {
    for (const [name, text] of source) (name.includes(".") ? descend(root, name) : childOf(root, name)).text = text;
  }
  return root;
}

function descend(root: GrowingNode, name: string): GrowingNode {
  const steps = name.split(".", DEEPEST_NAME + 1);
  if (steps.length > DEEPEST_NAME) {
    throw new AwsFault("MalformedQueryString", `A parameter name has more than ${DEEPEST_NAME} parts`, 400);
  }
  return steps.reduce(childOf, root);
}

function childOf(node: GrowingNode, step: string): GrowingNode {
  const found = node.children.get(step);
  if (found !== undefined) return found;
  const made: GrowingNode = { text: undefined, children: new Map() };
  node.children.set(step, made);
  return made;
}
