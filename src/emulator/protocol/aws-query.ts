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
    return decodeStructure(readParameters(request), shapesOf(service, operation).input);
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

function decodeStructure(node: ParameterNode, shape: Shape): object {
  const value: Record<string, unknown> = {};
  if (shape.isUnitSchema()) return value;
  for (const [name, member] of shape.structIterator()) {
    const child = node.children.get(wireName(member, name));
    if (child !== undefined) value[name] = decodeValue(child, member, name);
  }
  return value;
}

function wireName(member: Shape, fallback: string): string {
  const name = member.getMergedTraits().xmlName;
  return typeof name === "string" ? name : fallback;
}

function entryName(entry: Shape, fallback: string): string {
  const name = entry.getMemberTraits().xmlName ?? entry.getOwnTraits().xmlName;
  return typeof name === "string" ? name : fallback;
}

function decodeValue(node: ParameterNode, shape: Shape, at: string): unknown {
  if (shape.isListSchema()) return decodeList(node, shape, at);
  if (shape.isMapSchema()) return decodeMap(node, shape, at);
  if (shape.isStructSchema()) return decodeStructure(node, shape);
  return decodeScalar(node.text ?? "", shape, at);
}

/** Entries `1`, `2`, … in numeric order; gaps close, as the order is all that counts. */
function orderedEntries(node: ParameterNode): ParameterNode[] {
  return [...node.children.entries()]
    .filter(([key]) => /^[0-9]{1,9}$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function decodeList(node: ParameterNode, shape: Shape, at: string): unknown[] {
  const entry = shape.getValueSchema();
  const flattened = Boolean(shape.getMergedTraits().xmlFlattened);
  // An empty list travels as the bare name: `Capabilities=`.
  const holder = flattened ? node : node.children.get(entryName(entry, "member"));
  return holder === undefined ? [] : orderedEntries(holder).map((child) => decodeValue(child, entry, at));
}

function decodeMap(node: ParameterNode, shape: Shape, at: string): Record<string, unknown> {
  const holder = shape.getMergedTraits().xmlFlattened ? node : node.children.get("entry");
  const map = Object.create(null) as Record<string, unknown>;
  for (const entry of holder === undefined ? [] : orderedEntries(holder)) {
    const key = entry.children.get(entryName(shape.getKeySchema(), "key"))?.text;
    const value = entry.children.get(entryName(shape.getValueSchema(), "value"));
    if (key !== undefined && value !== undefined) map[key] = decodeValue(value, shape.getValueSchema(), at);
  }
  return map;
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
