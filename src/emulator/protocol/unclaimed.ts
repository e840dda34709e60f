import type { AwsFault } from "../fault";
import type { WireRequest, WireResponse } from "../wire";
import { element, escapeXml } from "./xml-writer";

/** A fault for a request that no service claimed: JSON for clients of JSON services, XML for everybody else. */
export function encodeUnclaimedFault(fault: AwsFault, request: WireRequest, requestId: string): WireResponse {
  const status = fault.status ?? 400;
  if ((request.headers["content-type"] ?? "").includes("json")) {
    return {
      status,
      headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": fault.code },
      body: JSON.stringify({ __type: fault.code, message: fault.message }),
    };
  }
  const error =
    element("Type", status >= 500 ? "Receiver" : "Sender") +
    element("Code", escapeXml(fault.code)) +
    element("Message", escapeXml(fault.message));
  return {
    status,
    headers: { "content-type": "text/xml" },
    body: `<ErrorResponse>${element("Error", error)}${element("RequestId", requestId)}</ErrorResponse>`,
  };
}
