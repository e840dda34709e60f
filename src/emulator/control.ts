import { isIP } from "node:net";
import { UserError } from "../base";
import type { IssuerDocument } from "./published-issuer";
import type { State } from "./store/state";
import type { WireRequest, WireResponse } from "./wire";

/** What an emulator can be told by `/_emulator/…`. */
export interface Controls {
  health(): object;
  /** What becomes of the members of every operation's input, by service. */
  coverage(): Promise<object>;
  /** What an issuer of tokens publishes under that path; UserError `unknown-issuer`. */
  describeIssuer(issuer: string, document: IssuerDocument, path: string): Promise<object>;
  reset(): Promise<void>;
  snapshot(): Promise<State>;
  restore(state: unknown): Promise<void>;
}

const PREFIX = "/_emulator/";

/** What may be asked of a path, by method. */
type Route = Readonly<Record<string, (body: Uint8Array, controls: Controls) => unknown>>;

const ROUTES: Readonly<Record<string, Route>> = {
  health: { GET: (_body, controls) => controls.health() },
  reset: { POST: (_body, controls) => controls.reset() },
  state: {
    GET: (_body, controls) => controls.snapshot(),
    PUT: (body, controls) => controls.restore(parseState(body)),
  },
  coverage: { GET: (_body, controls) => controls.coverage() },
};

const ISSUER = /^(issuers\/([^/]+)\/\.well-known\/)(openid-configuration|jwks\.json)$/;

function findRoute(name: string): Route | undefined {
  if (Object.hasOwn(ROUTES, name)) return ROUTES[name];
  const [, folder = "", host, document] = ISSUER.exec(name) ?? [];
  if (host === undefined) return undefined;
  return {
    GET: (_body, controls) => controls.describeIssuer(`https://${host}`, document as IssuerDocument, PREFIX + folder),
  };
}

/** True for a request to the emulator itself, rather than to a service of AWS. */
export function isControl({ path }: WireRequest): boolean {
  return path.startsWith(PREFIX);
}

/**
 * Answers a request to the emulator itself, in JSON: 204 where there is nothing to say, 400 for a state that is none, 403
 * where a web page asks, 404 and 405 for what there is not.
 *
 * @param host what the emulator listens on; names and addresses of this machine may be asked for as well
 */
export async function answerControl(request: WireRequest, controls: Controls, host: string): Promise<WireResponse> {
  const refusal = refuseWebPages(request, host);
  if (refusal !== undefined) return describeError(403, "cross-site", refusal);
  const name = request.path.slice(PREFIX.length);
  const route = findRoute(name);
  if (route === undefined) {
    const known = [...Object.keys(ROUTES), "issuers/{host}/.well-known/openid-configuration"].map(
      (other) => PREFIX + other,
    );
    return describeError(404, "not-found", `there is no ${request.path}, only ${known.join(", ")}`);
  }
  const method = Object.hasOwn(route, request.method) ? route[request.method] : undefined;
  if (method === undefined) {
    const allowed = Object.keys(route).join(", ");
    const response = describeError(
      405,
      "method-not-allowed",
      `${request.path} takes ${allowed}, not ${request.method}`,
    );
    return { ...response, headers: { ...response.headers, allow: allowed } };
  }
  try {
    const answer = await method(request.body, controls);
    return answer === undefined ? { status: 204, headers: {}, body: "" } : asJson(200, answer);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return describeError(error.code === "unknown-issuer" ? 404 : 400, error.code, error.message);
  }
}

/**
 * Browsers send a page's origin with every request that may change something, and where it came from with all; a page
 * whose name was made to resolve to this machine still asks for its own name.
 *
 * @returns why the request is not answered; undefined where no web page of others can have sent it
 */
function refuseWebPages({ headers }: WireRequest, host: string): string | undefined {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "none" && site !== "same-origin") return "web pages of others may not ask";
  const asked = headers["host"];
  if (asked !== undefined && !isOurs(hostName(`http://${asked}`), host)) return `${asked} is no name of this machine`;
  const origin = headers["origin"];
  if (origin !== undefined && origin !== `http://${asked}`) return `web pages of ${origin} may not ask`;
  return undefined;
}

/** A name without dots is one of a local network, as containers have them: nobody can register it. */
function isOurs(name: string | undefined, host: string): boolean {
  if (name === undefined || name === "") return false;
  return name === host || isIP(name) !== 0 || !name.includes(".") || name.endsWith(".localhost");
}

function hostName(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, "") : undefined;
}

function parseState(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch (error) {
    throw new UserError("invalid-state", `this is no state of an emulator: ${(error as SyntaxError).message}`);
  }
}

function describeError(status: number, code: string, message: string): WireResponse {
  return asJson(status, { error: { code, message } });
}

function asJson(status: number, value: unknown): WireResponse {
  return { status, headers: { "content-type": "application/json" }, body: `${JSON.stringify(value)}\n` };
}
