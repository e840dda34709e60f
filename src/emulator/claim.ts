import { AwsFault } from "./fault";
import type { ServiceName } from "./operation";
import { isServiceName, services, servicesByApiVersion, servicesByTarget } from "./services";
import type { WireRequest } from "./wire";

/** Whose a request is, by what it says of itself. */
export interface Claim {
  readonly service: ServiceName;
  /** Undefined for an unsigned request. */
  readonly accessKeyId: string | undefined;
  /** Region of the credential scope. */
  readonly region: string | undefined;
}

interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/**
 * Finds the service of a request: by the SigV4 credential scope, else by the target of a JSON request, else by the API
 * version of a query request; what is none of these is S3's, whose requests are bare paths.
 */
export function claimRequest(request: WireRequest): Claim {
  const scope = readCredentialScope(request);
  if (scope !== undefined) {
    if (!isServiceName(scope.service)) throw unknownService(scope.service);
    return { service: scope.service, accessKeyId: scope.accessKeyId, region: scope.region };
  }
  const target = request.headers["x-amz-target"]?.split(".")[0];
  if (target !== undefined) {
    const named = Object.hasOwn(servicesByTarget, target) ? servicesByTarget[target] : undefined;
    if (named === undefined) throw unknownService(`of target ${target}`);
    return { service: named, accessKeyId: undefined, region: undefined };
  }
  const olderKey = readOlderAccessKey(request);
  if (olderKey !== undefined) return { service: "s3", accessKeyId: olderKey, region: undefined };
  const version = readVersion(request);
  const service =
    version === undefined
      ? "s3"
      : Object.hasOwn(servicesByApiVersion, version)
        ? servicesByApiVersion[version]
        : undefined;
  if (service === undefined) throw unknownService(`of API version ${version}`);
  return { service, accessKeyId: undefined, region: undefined };
}

function unknownService(service: string): AwsFault {
  const names = Object.keys(services).join(", ");
  return new AwsFault("NotImplemented", `The emulator does not have the service ${service}. It has: ${names}.`, 501);
}

/** From the Authorization header, or from the query of a presigned URL. */
function readCredentialScope(request: WireRequest): CredentialScope | undefined {
  const header = /^AWS4-[A-Z0-9-]+\s.*?Credential=([^,\s]+)/.exec(request.headers.authorization ?? "")?.[1];
  const credential = header ?? new URLSearchParams(request.query).get("X-Amz-Credential");
  return credential === null ? undefined : parseCredential(credential);
}

/** What a client signs with is the same all day, so the scope that was read last is nearly always the next one. */
let lastScope: { readonly credential: string; readonly scope: CredentialScope } | undefined;

function parseCredential(credential: string): CredentialScope {
  if (lastScope?.credential === credential) return lastScope.scope;
  const parts = credential.split("/");
  const [service, terminator] = parts.slice(-2);
  const region = parts.at(-3);
  if (parts.length < 5 || terminator !== "aws4_request" || !service || !region) {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; status of the common errors' page.
    throw new AwsFault("IncompleteSignature", `Credential must have exactly 5 slash-delimited elements`, 400);
  }
  const scope = { accessKeyId: parts.slice(0, -4).join("/"), region, service };
  lastScope = { credential, scope };
  return scope;
}

/** S3's signature version 2, which boto3 still presigns with. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html */
function readOlderAccessKey(request: WireRequest): string | undefined {
  const header = /^AWS ([^:\s]+):/.exec(request.headers.authorization ?? "")?.[1];
  return header ?? new URLSearchParams(request.query).get("AWSAccessKeyId") ?? undefined;
}

function readVersion(request: WireRequest): string | undefined {
  const inQuery = new URLSearchParams(request.query);
  if (inQuery.has("Action")) return inQuery.get("Version") ?? "";
  if (!(request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) return undefined;
  if (request.method !== "POST") return undefined;
  return new URLSearchParams(Buffer.from(request.body).toString("utf8")).get("Version") ?? "";
}
