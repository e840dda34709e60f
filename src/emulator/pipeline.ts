import { randomUUID } from "node:crypto";
import { isPromise } from "node:util/types";
import { partitionOf } from "../aws";
import type { Clock, Random } from "../base";
import type { AccessNeed } from "./access-need";
import { authenticate } from "./authenticate";
import type { Guard } from "./authorize";
import type { Background } from "./background";
import { claimRequest } from "./claim";
import { recordCredentialUse } from "./credential-uses";
import { AwsFault } from "./fault";
import type { Latency } from "./latency";
import type { Caller, OperationContext, RequestOrigin, ServiceName } from "./operation";
import { encodeUnclaimedFault } from "./protocol/unclaimed";
import type { Service } from "./service";
import { recordServiceUse } from "./service-uses";
import { loadService } from "./services";
import { partitionStore } from "./store/partitions";
import type { Store } from "./store/store";
import { validate } from "./validate";
import type { WebIdentityKeys } from "./web-identity-keys";
import type { WireRequest, WireResponse } from "./wire";

/** What every request needs of the emulator. */
export interface Engine {
  readonly accountId: string;
  readonly region: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** Quotas of IAM that differ from AWS's defaults, by name. */
  readonly quotas: Readonly<Record<string, number | undefined>>;
  readonly webIdentityKeys: WebIdentityKeys;
  readonly background: Background;
  readonly latency: Latency;
  readonly guard: Guard;
  endpoint(): string;
  /** Hears of errors that are neither an AwsFault nor the caller's: our bugs. */
  reportBug(error: unknown, where: string): void;
}

/** Answers one request: claim → authenticate → decode → validate → authorize → run → encode. */
export async function answer(request: WireRequest, engine: Engine): Promise<WireResponse> {
  const requestId = randomUUID();
  let service: Service | undefined;
  try {
    const claim = claimRequest(request);
    const loading = loadService(claim.service);
    // Here and below: what is there already is not awaited, since each turn of the event queue takes its time.
    service = isPromise(loading) ? await loading : loading;
    const region = claim.region ?? engine.region;
    const operation = service.protocol.nameOperation(request, service);
    const partition = partitionOf(region).name;
    const store = partitionStore(engine.store, partition);
    const identities = store === engine.store ? engine : { ...engine, store };
    const caller = authenticate({ request, claim, service, operation }, identities, partition);
    recordCredentialUse(caller.accessKeyId, service.name, region, identities);
    const input = service.protocol.decode(request, service, operation);
    const call = { caller, region, requestId, origin: originOf(request) };
    const running = perform(service, operation, input, createContext(service.name, call, engine), engine);
    const output = isPromise(running) ? await running : running;
    // What the answer tells of, this request's writes or another's, is kept before it is told.
    const kept = engine.store.commit();
    if (kept !== undefined) await kept;
    return finish(service.protocol.encode(output, service, operation, requestId), requestId, engine);
  } catch (error) {
    const fault = asFault(error, `${request.method} ${request.path}`, engine);
    const response =
      service === undefined
        ? encodeUnclaimedFault(fault, request, requestId)
        : service.protocol.encodeFault(fault, service, request, requestId);
    return finish(response, requestId, engine);
  }
}

/** Who calls from where. */
export interface Call {
  readonly caller: Caller;
  readonly region: string;
  readonly requestId: string;
  readonly origin: RequestOrigin;
}

/** The same without a wire, for `Emulator.invoke` and for services that call each other. Rejects with AwsFault. */
export async function invoke(
  name: ServiceName,
  operation: string,
  input: object,
  call: Omit<Call, "requestId">,
  engine: Engine,
): Promise<unknown> {
  const service = await loadService(name);
  const context = createContext(name, { ...call, requestId: randomUUID() }, engine);
  return perform(service, operation, input, context, engine);
}

/** validate → authorize → run. The output, or a promise of it. */
function perform(service: Service, name: string, input: object, context: OperationContext, engine: Engine): unknown {
  const known = service.findOperation(name);
  if (known === undefined) throw notBuilt(service, name);
  validate(input, known.shapes.input, service);
  let listed: readonly AccessNeed[] | undefined;
  const needs = (): readonly AccessNeed[] =>
    (listed ??= service.needs(name, input as Readonly<Record<string, unknown>>, context));
  recordServiceUse(context, needs);
  const deciding = engine.guard.authorize({ service: service.name, operation: name, context, needs });
  // The table types inputs as never, so that each operation may have its own; the schema and the stages above vouch.
  const run = (): unknown => known.operation.run(input as never, context);
  return deciding === undefined ? run() : deciding.then(run);
}

function notBuilt(service: Service, operation: string): AwsFault {
  const message =
    service.findShapes(operation) === undefined
      ? `${service.name} has no operation ${operation}.`
      : `The emulator does not have the operation ${operation} of ${service.name} yet.`;
  return new AwsFault("NotImplemented", message, 501);
}

/** What an operation of that service may use for a call. */
export function createContext(name: ServiceName, call: Call, engine: Engine): OperationContext {
  const { caller, region, requestId, origin } = call;
  const partition = partitionOf(region).name;
  // Member by member: spreading the call makes V8 build the object slowly, which doubles the time of a request.
  const context: OperationContext = {
    caller,
    region,
    requestId,
    origin,
    enforcement: engine.guard.mode,
    partition,
    store: partitionStore(engine.store, partition),
    clock: engine.clock,
    random: engine.random,
    quotas: engine.quotas,
    webIdentityKeys: engine.webIdentityKeys,
    endpoint: engine.endpoint(),
    async invoke<Output>(service: ServiceName, operation: string, input: object, as?: Caller): Promise<Output> {
      const passedOn = { caller: as ?? caller, region, origin: passOn(name, call, as) };
      return (await invoke(service, operation, input, passedOn, engine)) as Output;
    },
    require: async (needs, as) => {
      const asking = { ...context, caller: as ?? caller, origin: passOn(name, call, as) };
      await engine.guard.authorize({ service: name, operation: "", context: asking, needs: () => needs });
    },
    background: (task) => engine.background.start(task),
    latency: () => engine.latency.pass(),
  };
  return context;
}

function originOf({ sourceIp, headers }: WireRequest): RequestOrigin {
  return { sourceIp, userAgent: headers["user-agent"], calledVia: [] };
}

/** A service that acts in a role of its own, or for itself, does not pass on whose request it was. */
function passOn(service: ServiceName, { origin }: Call, as: Caller | undefined): RequestOrigin {
  return { calledVia: as === undefined ? [...origin.calledVia, `${service}.amazonaws.com`] : [] };
}

function asFault(error: unknown, where: string, engine: Engine): AwsFault {
  if (error instanceof AwsFault) return error;
  engine.reportBug(error, where);
  const message = "We encountered an internal error. Please try again. The emulator's log has the cause.";
  return new AwsFault("InternalFailure", message, 500);
}

function finish(response: WireResponse, requestId: string, { guard }: Engine): WireResponse {
  const headers = { "x-amzn-requestid": requestId, "x-emulator-enforcement": guard.mode };
  return { status: response.status, headers: Object.assign(headers, response.headers), body: response.body };
}
