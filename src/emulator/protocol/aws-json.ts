import { AwsFault } from "../fault";
import type { OperationShapes } from "../schema";
import type { ServiceModel } from "../service-model";
import type { WireRequest, WireResponse } from "../wire";
import { readStructure, unreadable, writeStructure } from "./aws-json-values";
import type { Protocol } from "./protocol";

const CONTENT_TYPE = "application/x-amz-json-1.1";

/**
 * AWS JSON 1.1: the operation in a header, a JSON object in and out.
 * `target` stands before the operation's name in `X-Amz-Target`: `AmazonSSM`.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function awsJson(target: string): Protocol {
  return {
    validationCode: "ValidationException",

    nameOperation(request, service) {
      const named = request.headers["x-amz-target"] ?? "";
      const operation = named.startsWith(`${target}.`) ? named.slice(target.length + 1) : "";
      // The code is AWS's, which says nothing more; the sentence is ours.
      if (service.findShapes(operation) === undefined) {
        throw new AwsFault("UnknownOperationException", `${service.name} has no operation '${named}'.`, 400);
      }
      return operation;
    },

    decode(request, service, operation) {
      return readStructure(readBody(request), shapesOf(service, operation).input);
    },

    encode(output, service, operation) {
      const { output: shape } = shapesOf(service, operation);
      return jsonResponse(200, writeStructure((output ?? {}) as object, shape), {});
    },

    encodeFault(fault, service) {
      const modelled = service.statusOf(fault.code) ?? 400;
      // JSON services answer 400 to every fault of the caller's, whatever status the model gives it for AWS Query
      // (Go SDK logs: "GetParameter, https response error StatusCode: 400, … ParameterNotFound").
      const status = fault.status ?? (modelled >= 500 ? modelled : 400);
      const body = { __type: fault.code, ...(fault.message !== "" && { message: fault.message }) };
      return jsonResponse(status, body, { "x-amzn-errortype": fault.code });
    },
  };
}

/** An empty body is an empty object: clients of operations without input send either. */
function readBody(request: WireRequest): unknown {
  const text = Buffer.from(request.body).toString("utf8").trim();
  if (text === "") return {};
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable("The body of the request is not well-formed JSON");
    throw error;
  }
}

function jsonResponse(status: number, body: object, headers: Readonly<Record<string, string>>): WireResponse {
  return { status, headers: { "content-type": CONTENT_TYPE, ...headers }, body: JSON.stringify(body) };
}

function shapesOf(service: ServiceModel, operation: string): OperationShapes {
  const shapes = service.findShapes(operation);
  if (shapes === undefined) throw new Error(`no shapes for ${service.name} ${operation}`);
  return shapes;
}
