import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { UserError } from "../base";
import { AwsFault } from "./fault";
import type { WireRequest, WireResponse } from "./wire";

/** How the emulator listens. */
export interface ListenOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Most bytes of a request body. */
  readonly bodyLimit: number;
  /** Milliseconds a client has to send a whole request. */
  readonly requestTimeout: number;
}

/** A listening HTTP server. */
export interface Listener {
  readonly port: number;
  /** Takes no more connections, finishes the requests it is answering, then closes every socket. */
  close(): Promise<void>;
}

/** Turns requests into responses. Never rejects for a request, however odd. */
export interface RequestHandler {
  answer(request: WireRequest): Promise<WireResponse>;
  /** The response to a request that could not be read whole. */
  refuse(fault: AwsFault, request: WireRequest): WireResponse;
  /** Hears of a response that could not be sent: our bug. */
  reportBug(error: unknown, where: string): void;
}

/** Starts listening; UserError where the system does not let us (the port is taken, the host is not ours). */
export async function listen(handler: RequestHandler, options: ListenOptions): Promise<Listener> {
  const answering = new Set<ServerResponse>();
  const checks = { connectionsCheckingInterval: Math.min(options.requestTimeout, 10_000) };
  const server = createServer(checks, (incoming, outgoing) => {
    answering.add(outgoing);
    outgoing.on("close", () => answering.delete(outgoing));
    serve(incoming, outgoing, handler, options.bodyLimit);
  });
  server.requestTimeout = options.requestTimeout;
  server.headersTimeout = options.requestTimeout;
  // Longer than any pause of an SDK client between two calls, so that it never writes into a socket we are closing.
  server.keepAliveTimeout = 65_000;
  server.on("clientError", refuseConnection);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, options)));
    server.listen(options.port, options.host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server, answering) };
}

function cannotListen(error: NodeJS.ErrnoException, { host, port }: ListenOptions): UserError {
  const reason = error.code === "EADDRINUSE" ? "the port is in use" : (error.code ?? error.message);
  return new UserError("cannot-listen", `cannot listen on ${host}:${port}: ${reason}`, {
    hint: "choose another port, or 0 for any free one",
    cause: error,
  });
}

async function close(server: Server, answering: ReadonlySet<ServerResponse>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const answered = Promise.all([...answering].map((outgoing) => once(outgoing, "close")));
  // A client that never finishes its request would keep us for as long as it likes.
  const patience = new Promise<void>((resolve) => setTimeout(resolve, 1000).unref());
  await Promise.race([answered, patience]);
  server.closeAllConnections();
  await closed;
}

function serve(incoming: IncomingMessage, outgoing: ServerResponse, handler: RequestHandler, bodyLimit: number): void {
  readBody(incoming, bodyLimit, (body) => {
    respond(incoming, outgoing, handler, body)
      .then((response) => send(outgoing, incoming.method, response))
      .catch((error: unknown) => {
        handler.reportBug(error, `${incoming.method} ${incoming.url}`);
        outgoing.destroy();
      });
  });
}

function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handler: RequestHandler,
  body: Uint8Array | "too-large",
): Promise<WireResponse> {
  if (body !== "too-large") return handler.answer(readRequest(incoming, body));
  // S3's code and sentence; the query services answer 413 as well (wording unverified there).
  const fault = new AwsFault("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 413);
  // What is left of the body is not read, so the connection has no next request.
  outgoing.setHeader("connection", "close");
  return Promise.resolve(handler.refuse(fault, readRequest(incoming, new Uint8Array())));
}

function readRequest(incoming: IncomingMessage, body: Uint8Array): WireRequest {
  const target = readTarget(incoming.url ?? "/");
  const mark = target.indexOf("?");
  // Node joins what is sent more than once, but for this header, which is an answer's.
  const { "set-cookie": cookies } = incoming.headers;
  const single = incoming.headers as Readonly<Record<string, string>>;
  const headers = cookies === undefined ? single : { ...single, "set-cookie": cookies.join(", ") };
  return {
    method: incoming.method ?? "GET",
    path: (mark === -1 ? target : target.slice(0, mark)) || "/",
    query: mark === -1 ? "" : target.slice(mark + 1),
    headers,
    body,
    sourceIp: plainAddress(incoming.socket.remoteAddress),
  };
}

/** Absolute form, as clients send it to a proxy: only what follows the host counts. */
function readTarget(url: string): string {
  return url.startsWith("/") ? url : url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, "");
}

/** An IPv4 client of an IPv6 socket is one of IPv4. */
function plainAddress(address: string | undefined): string | undefined {
  return address?.startsWith("::ffff:") === true ? address.slice("::ffff:".length) : address;
}

/** Hands the whole body on, or tells that it is too large; nothing where the client goes away: nobody is left to answer. */
function readBody(incoming: IncomingMessage, limit: number, take: (body: Uint8Array | "too-large") => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  // By events: an asynchronous iterator takes as long as all the rest of a small request.
  incoming.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) return void chunks.push(chunk);
    incoming.removeAllListeners("data").pause();
    take("too-large");
  });
  incoming.on("end", () => take(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
  incoming.on("error", () => undefined);
}

function send(outgoing: ServerResponse, method: string | undefined, { status, headers, body }: WireResponse): void {
  const isBodiless = method === "HEAD" || status === 204 || status === 304;
  const length = typeof body === "string" ? Buffer.byteLength(body, "utf8") : body.length;
  const all: Record<string, string> = { server: "externalized-iam" };
  if (!isBodiless) all["content-length"] = String(length);
  outgoing.writeHead(status, Object.assign(all, headers));
  if (isBodiless) outgoing.end();
  else if (typeof body !== "string") outgoing.end(body);
  // Node writes head and body at once where both are of one byte a character, as all of ASCII is: a tenth of the time of
  // a bare answer. It is slow where they are of more, so those go as bytes.
  else if (length === body.length) outgoing.end(body, "latin1");
  else outgoing.end(Buffer.from(body, "utf8"));
}

const CONNECTION_FAULTS: Readonly<Record<string, readonly [status: string, code: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    "431 Request Header Fields Too Large",
    "RequestHeaderSectionTooLarge",
    "The headers are too long.",
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    "408 Request Timeout",
    "RequestTimeout",
    "Your socket connection to the server was not read from or written to within the timeout period.",
  ],
};

/** Answers what is not HTTP at all, or came too slowly, then hangs up. */
function refuseConnection(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const [status, code, message] = CONNECTION_FAULTS[error.code ?? ""] ?? [
    "400 Bad Request",
    "BadRequest",
    "The request could not be read as HTTP.",
  ];
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: text/xml\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
