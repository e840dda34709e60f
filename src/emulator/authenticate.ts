import type { Clock } from "../base";
import type { Guard } from "./authorize";
import type { Claim } from "./claim";
import { keyTable, retiredKeyTable, sessionTable } from "./credential-rows";
import type { CredentialRow } from "./credential-rows";
import { AwsFault } from "./fault";
import type { Caller, ServiceName } from "./operation";
import { readOlderSignature, verifyOlderSignature } from "./protocol/sigv4/older-signature";
import { readSignature } from "./protocol/sigv4/request-signature";
import type { SignatureFlaw } from "./protocol/sigv4/signature-flaw";
import { signatureWording } from "./protocol/sigv4/signature-faults";
import { verifySignature } from "./protocol/sigv4/verify-signature";
import type { ServiceDefinition } from "./service";
import type { Store } from "./store/store";
import type { WireRequest } from "./wire";

/** What tells callers apart. */
export interface Identities {
  readonly store: Store;
  readonly clock: Clock;
  /** The default account. */
  readonly accountId: string;
  readonly guard: Guard;
}

/** A request whose sender is to be found out. */
export interface Arrival {
  readonly request: WireRequest;
  readonly claim: Claim;
  readonly service: Pick<ServiceDefinition, "name" | "unsigned">;
  readonly operation: string;
}

/**
 * Who calls. A key that IAM gave out is its user, one that STS gave out is its session until it expires, and an access key
 * id of twelve digits is the root of the account of that number.
 *
 * Where access is enforced strictly, the signature proves it, and nobody else is let in. Else the access key alone tells,
 * and everybody else is the root of the default account; but a pre-signed URL of S3 holds only as its key does.
 */
export function authenticate(arrival: Arrival, identities: Identities, partition: string): Caller {
  switch (identities.guard.mode) {
    case "off":
      return believeCaller(arrival, identities, partition);
    case "soft":
      reportUnproven(arrival, identities, partition);
      return believeCaller(arrival, identities, partition);
    case "strict":
      return verifyCaller(arrival, identities, partition);
    default:
      return identities.guard.mode satisfies never;
  }
}

/** Tells what strict enforcement would answer to a request that does not prove who sent it. */
function reportUnproven(arrival: Arrival, identities: Identities, partition: string): void {
  const { service, operation } = arrival;
  const told = { mode: "soft", service: service.name, operation, caller: "" } as const;
  try {
    if (!isAnonymous(verifyCaller(arrival, identities, partition))) return;
    identities.guard.report({ ...told, code: "AccessDenied", message: "Access Denied" });
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    identities.guard.report({ ...told, code: error.code, message: error.message });
  }
}

/** The root of an account. */
export function rootCaller(accountId: string, partition: string, accessKeyId = ""): Caller {
  return { accountId, arn: `arn:${partition}:iam::${accountId}:root`, userId: accountId, accessKeyId };
}

/** Nobody known. */
const ANONYMOUS: Caller = { accountId: "", arn: "", userId: "", accessKeyId: "" };

export function isAnonymous({ accountId, service }: Caller): boolean {
  return accountId === "" && service === undefined;
}

function verifyCaller(arrival: Arrival, identities: Identities, partition: string): Caller {
  const { request, service, operation } = arrival;
  const wording = signatureWording(service.name);
  const proof = readProof(request, service.name);
  if (proof === undefined) {
    if (service.unsigned === "every operation" || service.unsigned?.includes(operation) === true) return ANONYMOUS;
    throw wording.missing();
  }
  const { accessKeyId } = proof;
  const credentials = findCredentials(accessKeyId, service.name, identities);
  if (credentials !== undefined) {
    verify(proof, credentials, service.name, identities);
    return callerOf(credentials);
  }
  const rootSecret = identities.guard.rootSecret();
  if (rootSecret === undefined || !isAccount(accessKeyId)) throw wording.unknownKey(accessKeyId);
  verify(proof, { secretAccessKey: rootSecret }, service.name, identities);
  return rootCaller(accessKeyId, partition, accessKeyId);
}

function believeCaller({ request, claim, service }: Arrival, identities: Identities, partition: string): Caller {
  const { accessKeyId } = claim;
  if (accessKeyId === undefined) return rootCaller(identities.accountId, partition);
  const credentials = findCredentials(accessKeyId, service.name, identities);
  if (credentials === undefined) {
    return rootCaller(isAccount(accessKeyId) ? accessKeyId : identities.accountId, partition, accessKeyId);
  }
  if (service.name === "s3" && request.headers["authorization"] === undefined) {
    const proof = readProof(request, "s3");
    if (proof !== undefined) verify(proof, credentials, "s3", identities);
  }
  return callerOf(credentials);
}

/** What a request proves its sender by. */
interface Proof {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
  /** What is wrong with it; undefined where it holds. */
  check(secret: string, now: Date): SignatureFlaw | undefined;
}

function readProof(request: WireRequest, service: ServiceName): Proof | undefined {
  const older = service === "s3" ? readOlderSignature(request) : undefined;
  if (older !== undefined) {
    return { ...older, check: (secret, now) => verifyOlderSignature(request, older, secret, now) };
  }
  const signature = readSignature(request);
  if (signature === undefined) return undefined;
  if ("kind" in signature) throw signatureWording(service).flawed(signature);
  const { accessKeyId, sessionToken } = signature;
  return { accessKeyId, sessionToken, check: (secret, now) => verifySignature(request, signature, secret, now) };
}

/** The keys of nobody are undefined; those that stopped working, and sessions that are over, are refused. */
function findCredentials(
  accessKeyId: string,
  service: ServiceName,
  { store, clock }: Identities,
): CredentialRow | undefined {
  const session = sessionTable(store).get(accessKeyId);
  if (session !== undefined) {
    if (session.expiration <= clock.now()) throw signatureWording(service).expiredToken();
    return session;
  }
  const key = keyTable(store).get(accessKeyId);
  if (key?.status === "Inactive" || (key === undefined && retiredKeyTable(store).has(accessKeyId))) {
    throw signatureWording(service).unknownKey(accessKeyId);
  }
  return key;
}

type Secrets = Pick<CredentialRow, "secretAccessKey"> & { readonly sessionToken?: string };

function verify(
  proof: Proof,
  { secretAccessKey, sessionToken }: Secrets,
  service: ServiceName,
  { clock }: Identities,
): void {
  const wording = signatureWording(service);
  if (proof.sessionToken !== sessionToken) throw wording.wrongToken();
  const flaw = proof.check(secretAccessKey, clock.now());
  if (flaw !== undefined) throw wording.flawed(flaw);
}

function callerOf({ accountId, arn, userId, accessKeyId }: CredentialRow): Caller {
  return { accountId, arn, userId, accessKeyId };
}

function isAccount(accessKeyId: string): boolean {
  return /^[0-9]{12}$/.test(accessKeyId);
}
