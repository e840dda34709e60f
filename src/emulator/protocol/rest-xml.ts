import { AwsFault } from "../fault";
import type { Shape } from "../schema";
import type { ServiceModel } from "../service-model";
import type { WireRequest } from "../wire";
import { readPayload } from "./aws-chunked";
import type { Protocol } from "./protocol";
import { findRoute } from "./rest-route";
import { readAddress } from "./s3-address";
import { parseScalar } from "./scalars";
import { formatTimestamp } from "./timestamps";
import { readXml } from "./xml-reader";
import type { XmlNode } from "./xml-reader";
import { element, escapeXml, writeMembers, writeScalar, writeValue } from "./xml-writer";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const MALFORMED = "The XML you provided was not well-formed or did not validate against our published schema";

/** REST with XML bodies, as S3 speaks it. https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
export const restXml: Protocol = {
  validationCode: "MalformedXML",
  validationMessage: MALFORMED,

  nameOperation(request, service) {
    const operation = findRoute(request, readAddress(request), service);
    if (operation !== undefined) return operation;
    // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    throw new AwsFault("MethodNotAllowed", "The specified method is not allowed against this resource.", 405);
  },

  decode(request, service, operation) {
    const { input } = requireShapes(service, operation);
    const value: Record<string, unknown> = {};
    if (input.isUnitSchema()) return value;
    const address = readAddress(request);
    const query = new URLSearchParams(request.query);
    for (const [name, member] of input.structIterator()) {
      const decoded = decodeMember(member, name, request, query, address);
      if (decoded !== undefined) value[name] = decoded;
    }
    return value;
  },

  encode(output, service, operation) {
    const { output: shape, http } = requireShapes(service, operation);
    const value = (output ?? {}) as Readonly<Record<string, unknown>>;
    const headers: Record<string, string> = {};
    let payload: { readonly member: Shape; readonly value: unknown } | undefined;
    for (const [name, member] of shape.isUnitSchema() ? [] : shape.structIterator()) {
      const content = value[name];
      if (content === undefined || content === null) continue;
      const { httpHeader, httpPrefixHeaders, httpPayload } = member.getMergedTraits();
      if (httpPayload) payload = { member, value: content };
      else if (typeof httpHeader === "string") headers[httpHeader.toLowerCase()] = writeHeader(member, content);
      else if (typeof httpPrefixHeaders === "string") {
        for (const [key, text] of Object.entries(content))
          headers[`${httpPrefixHeaders}${key}`.toLowerCase()] = String(text);
      }
    }
    // A part of an object is told from the whole by its status.
    const status = headers["content-range"] === undefined ? (http?.[2] ?? 200) : 206;
    if (payload?.value instanceof Uint8Array) return { status, headers, body: payload.value };
    // A bucket's policy, which is JSON and not XML.
    if (typeof payload?.value === "string" && payload.member.isStringSchema()) {
      return { status, headers: { ...headers, "content-type": "application/json" }, body: payload.value };
    }
    const body = payload === undefined ? writeBody(shape, value, service) : writePayload(payload, service);
    return { status, headers: body === "" ? headers : { ...headers, "content-type": "application/xml" }, body };
  },

  encodeFault(fault, service, request, requestId) {
    const error =
      element("Code", escapeXml(fault.code)) +
      element("Message", escapeXml(fault.message)) +
      element("Resource", escapeXml(request.path)) +
      element("RequestId", requestId) +
      element("HostId", "emulator");
    return {
      status: fault.status ?? service.statusOf(fault.code) ?? 400,
      headers: { "content-type": "application/xml" },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${error}</Error>`,
    };
  },
};

function requireShapes(service: ServiceModel, operation: string): NonNullable<ReturnType<ServiceModel["findShapes"]>> {
  const shapes = service.findShapes(operation);
  if (shapes === undefined) throw new Error(`no shapes for ${service.name} ${operation}`);
  return shapes;
}

function decodeMember(
  member: Shape,
  name: string,
  request: WireRequest,
  query: URLSearchParams,
  address: ReturnType<typeof readAddress>,
): unknown {
  const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpPayload } = member.getMergedTraits();
  if (httpLabel) return name === "Bucket" ? address.bucket : address.key;
  if (typeof httpQuery === "string") return decodeText(query.get(httpQuery) ?? undefined, member, name);
  if (typeof httpHeader === "string") return decodeText(request.headers[httpHeader.toLowerCase()], member, name);
  if (typeof httpPrefixHeaders === "string") return readPrefixed(request.headers, httpPrefixHeaders);
  if (!httpPayload) return undefined;
  const payload = readPayload(request);
  if (member.isBlobSchema()) return payload;
  const text = Buffer.from(payload).toString("utf8");
  if (member.isStringSchema()) return text;
  return text.trim() === "" ? undefined : decodeXml(parseBody(text), member);
}

function decodeText(text: string | undefined, shape: Shape, name: string): unknown {
  if (text === undefined) return undefined;
  if (shape.isListSchema())
    return text.split(",").map((entry) => decodeText(entry.trim(), shape.getValueSchema(), name));
  const value = parseScalar(text, shape);
  // A time that is none is no reason for S3 to refuse (If-Modified-Since, Expires).
  if (value !== undefined || shape.isTimestampSchema()) return value;
  throw new AwsFault("InvalidArgument", `Provided ${name} is not valid`, 400);
}

function readPrefixed(headers: WireRequest["headers"], prefix: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

function parseBody(text: string): XmlNode {
  const root = readXml(text);
  if (root !== undefined) return root;
  throw new AwsFault("MalformedXML", MALFORMED, 400);
}

function decodeXml(node: XmlNode, shape: Shape): unknown {
  if (shape.isListSchema()) return node.children.map((child) => decodeXml(child, shape.getValueSchema()));
  if (!shape.isStructSchema()) return parseScalar(node.text, shape);
  const value: Record<string, unknown> = {};
  for (const [name, member] of shape.structIterator()) {
    const { xmlName, xmlFlattened, xmlAttribute } = member.getMergedTraits();
    const wireName = typeof xmlName === "string" ? xmlName : name;
    if (xmlAttribute) {
      const attribute = node.attributes.get(wireName);
      if (attribute !== undefined) value[name] = parseScalar(attribute, member);
      continue;
    }
    const children = node.children.filter((child) => child.name === wireName);
    const [first] = children;
    if (first === undefined) continue;
    value[name] =
      xmlFlattened && member.isListSchema()
        ? children.map((child) => decodeXml(child, member.getValueSchema()))
        : decodeXml(first, member);
  }
  return value;
}

function writeHeader(shape: Shape, value: unknown): string {
  return value instanceof Date ? formatTimestamp(value, shape, "http-date") : writeScalar(shape, value);
}

function rootName(shape: Shape): string {
  const { xmlName } = shape.getMergedTraits();
  return typeof xmlName === "string" ? xmlName : (shape.getName() ?? "Result");
}

function declare(name: string, xml: string, service: ServiceModel): string {
  const opening = `<${name}`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml.replace(opening, `${opening} xmlns="${service.namespace}"`)}`;
}

function writePayload(
  { member, value }: { readonly member: Shape; readonly value: unknown },
  service: ServiceModel,
): string {
  const name = rootName(member);
  return declare(name, writeValue(name, member, value), service);
}

function writeBody(shape: Shape, value: Readonly<Record<string, unknown>>, service: ServiceModel): string {
  if (shape.isUnitSchema()) return "";
  const names = [...shape.structIterator()].filter(([, member]) => !isBoundToHttp(member)).map(([name]) => name);
  if (names.length === 0) return "";
  const name = rootName(shape);
  const inBody = Object.fromEntries(names.map((member) => [member, value[member]]));
  const [only] = names;
  // GetBucketLocation: the one member is the root itself (trait s3UnwrappedXmlOutput, which the SDK's schema leaves out).
  const content =
    names.length === 1 && only === name ? escapeXml(String(inBody[name] ?? "")) : writeMembers(shape, inBody);
  return declare(name, element(name, content), service);
}

function isBoundToHttp(member: Shape): boolean {
  const { httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode } = member.getMergedTraits();
  return Boolean(httpHeader ?? httpPrefixHeaders ?? httpPayload ?? httpResponseCode);
}
