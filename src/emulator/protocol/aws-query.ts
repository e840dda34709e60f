import { AwsFault } from "../fault";
import type { OperationShapes, Shape } from "../schema";
import type { ServiceModel } from "../service-model";
import type { WireResponse } from "../wire";
import type { Protocol } from "./protocol";
import { readParameters } from "./query-parameters";
import type { ParameterNode } from "./query-parameters";
import { describeScalar, parseScalar } from "./scalars";
import { element, escapeXml, writeMembers } from "./xml-writer";

/** AWS Query: form parameters in, XML out. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const awsQuery: Protocol = {
  nameOperation(request, service) {
    const action = readParameters(request).children.get("Action")?.text;
    // Wording observed on AWS query services; the status is that of the common errors' page (unverified).
    if (action === undefined) throw new AwsFault("MissingAction", "Missing Action", 400);
    if (service.findShapes(action) === undefined) {
      throw new AwsFault("InvalidAction", `Could not find operation ${action} for version ${service.version}`, 400);
    }
    return action;
  },

  decode(request, service, operation) {
    return decoderOf(shapesOf(service, operation).input)(readParameters(request), "") as object;
  },

  encode(output, service, operation, requestId) {
    const { output: shape } = shapesOf(service, operation);
    const result = shape.isUnitSchema() ? "" : element(`${operation}Result`, writeMembers(shape, output as object));
    const metadata = element("ResponseMetadata", element("RequestId", requestId));
    const body = `<${operation}Response xmlns="${service.namespace}">${result}${metadata}</${operation}Response>`;
    return xmlResponse(200, body);
  },

  encodeFault(fault, service, _request, requestId) {
    const status = fault.status ?? service.statusOf(fault.code) ?? 400;
    const error =
      element("Type", status >= 500 ? "Receiver" : "Sender") +
      element("Code", escapeXml(fault.code)) +
      (fault.message === "" ? "" : element("Message", escapeXml(fault.message)));
    const body = element("Error", error) + element("RequestId", requestId);
    return xmlResponse(status, `<ErrorResponse xmlns="${service.namespace}">${body}</ErrorResponse>`);
  },
};

function xmlResponse(status: number, body: string): WireResponse {
  return { status, headers: { "content-type": "text/xml" }, body };
}

function shapesOf(service: ServiceModel, operation: string): OperationShapes {
  const shapes = service.findShapes(operation);
  if (shapes === undefined) throw new Error(`no shapes for ${service.name} ${operation}`);
  return shapes;
}

/** Reads a value of one shape. What the model says of the shape is read once. */
type Decoder = (node: ParameterNode, at: string) => unknown;

interface Member {
  readonly name: string;
  readonly wireName: string;
  readonly shape: Shape;
}

const decoders = new WeakMap<Shape, Decoder>();

function decoderOf(shape: Shape): Decoder {
  const found = decoders.get(shape);
  if (found !== undefined) return found;
  const made = makeDecoder(shape);
  decoders.set(shape, made);
  return made;
}

function makeDecoder(shape: Shape): Decoder {
  if (shape.isUnitSchema()) return () => ({});
  if (shape.isListSchema()) return makeListDecoder(shape);
  if (shape.isMapSchema()) return makeMapDecoder(shape);
  if (shape.isStructSchema()) return makeStructureDecoder(shape);
  return (node, at) => decodeScalar(node.text ?? "", shape, at);
}

function makeStructureDecoder(shape: Shape): Decoder {
  const members = [...shape.structIterator()].map(([name, member]): Member => ({
    name,
    wireName: wireName(member, name),
    shape: member,
  }));
  return (node) => {
    const value: Record<string, unknown> = {};
    for (const { name, wireName: sent, shape: member } of members) {
      const child = node.children.get(sent);
      if (child !== undefined) value[name] = decoderOf(member)(child, name);
    }
    return value;
  };
}

function wireName(member: Shape, fallback: string): string {
  const name = member.getMergedTraits().xmlName;
  return typeof name === "string" ? name : fallback;
}

function entryName(entry: Shape, fallback: string): string {
  const name = entry.getMemberTraits().xmlName ?? entry.getOwnTraits().xmlName;
  return typeof name === "string" ? name : fallback;
}

/** Entries `1`, `2`, … in numeric order; gaps close, as the order is all that counts. */
function orderedEntries(node: ParameterNode): ParameterNode[] {
  return [...node.children.entries()]
    .filter(([key]) => /^[0-9]{1,9}$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function makeListDecoder(shape: Shape): Decoder {
  const entry = shape.getValueSchema();
  const flattened = Boolean(shape.getMergedTraits().xmlFlattened);
  const name = entryName(entry, "member");
  return (node, at) => {
    // An empty list travels as the bare name: `Capabilities=`.
    const holder = flattened ? node : node.children.get(name);
    return holder === undefined ? [] : orderedEntries(holder).map((child) => decoderOf(entry)(child, at));
  };
}

function makeMapDecoder(shape: Shape): Decoder {
  const flattened = Boolean(shape.getMergedTraits().xmlFlattened);
  const content = shape.getValueSchema();
  const keyName = entryName(shape.getKeySchema(), "key");
  const valueName = entryName(content, "value");
  return (node, at) => {
    const holder = flattened ? node : node.children.get("entry");
    const map = Object.create(null) as Record<string, unknown>;
    for (const entry of holder === undefined ? [] : orderedEntries(holder)) {
      const key = entry.children.get(keyName)?.text;
      const value = entry.children.get(valueName);
      if (key !== undefined && value !== undefined) map[key] = decoderOf(content)(value, at);
    }
    return map;
  };
}

function decodeScalar(text: string, shape: Shape, at: string): unknown {
  const value = parseScalar(text, shape);
  if (value === undefined) throw malformed(at, text, describeScalar(shape));
  return value;
}

// Code from AWS's query services; the wording is ours (unverified).
function malformed(at: string, text: string, wanted: string): AwsFault {
  const shown = text.length > 64 ? `${text.slice(0, 64)}…` : text;
  return new AwsFault("MalformedInput", `Value '${shown}' at '${at}' is not ${wanted}`, 400);
}
