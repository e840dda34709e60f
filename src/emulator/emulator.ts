import { partitionOf } from "../aws";
import { UserError, systemClock, systemRandom } from "../base";
import type { Clock, Random } from "../base";
import { rootCaller } from "./authenticate";
import { ensureAdministrator } from "./authorization/administrator";
import type { AdministratorCredentials } from "./authorization/administrator";
import { openGuard } from "./authorize";
import type { Guard } from "./authorize";
import { createBackground } from "./background";
import { answerControl, isControl } from "./control";
import type { Controls } from "./control";
import { createControls } from "./create-controls";
import type { Denial } from "./denial";
import type { AwsFault } from "./fault";
import { checkQuotas } from "./iam/quotas";
import type { Quotas } from "./iam/quotas";
import { createLatency, systemTimer } from "./latency";
import type { Timer } from "./latency";
import type { Enforcement, ServiceName } from "./operation";
import { answer, invoke } from "./pipeline";
import type { Engine } from "./pipeline";
import { readPrincipalAccess } from "./principal-access";
import type { PrincipalAccess } from "./principal-access";
import { encodeUnclaimedFault } from "./protocol/unclaimed";
import { listen } from "./server";
import type { Listener } from "./server";
import { recoverServices } from "./recover";
import { createMemoryStore } from "./store/memory";
import { partitionStore } from "./store/partitions";
import type { State } from "./store/state";
import type { Store } from "./store/store";
import { createTurnstile } from "./turnstile";
import type { Turnstile } from "./turnstile";
import { checkWebIdentityKeys } from "./web-identity-keys";
import type { WebIdentityKeys } from "./web-identity-keys";
import type { WireRequest, WireResponse } from "./wire";

/** How an emulator is started. */
export interface EmulatorOptions {
  /** @default 0, any free port */
  readonly port?: number;
  /** @default "127.0.0.1", reachable from this machine only */
  readonly host?: string;
  /** Twelve digits. @default "123456789012" */
  readonly accountId?: string;
  /** @default "us-east-1" */
  readonly region?: string;
  /**
   * Directory to keep state in, made if it is not there: what was answered is on disk. UserError where another emulator
   * uses it, or a newer version wrote it.
   * @default - in memory, forgotten at the end
   */
  readonly dataDir?: string;
  /** State kept elsewhere; it is not closed at the end. @default - as `dataDir` says */
  readonly store?: Store;
  /** @default - the system's clock */
  readonly clock?: Clock;
  /** @default - cryptographically random */
  readonly random?: Random;
  /**
   * Quotas of IAM other than AWS's defaults: `{ RolesPerAccount: 5000 }`. `QUOTAS` lists them all.
   * @default - AWS's https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   */
  readonly quotas?: Quotas;
  /**
   * Public keys of OpenID Connect providers by issuer, `{ "https://token.example.org": { keys: [jwk] } }`: tokens for
   * AssumeRoleWithWebIdentity are verified by them.
   * @default - none: who signed a token is not verified, but for `strict`, which refuses it
   */
  readonly webIdentityKeys?: WebIdentityKeys;
  /** Most bytes of a request body. @default 67108864 (64 MiB) */
  readonly bodyLimit?: number;
  /** Milliseconds a client has to send a whole request. @default 60000 */
  readonly requestTimeout?: number;
  /**
   * Milliseconds that CloudFormation takes at least for each operation on a resource, and for a change set; an hour at
   * most. Resources that do not wait for each other take it at the same time.
   * @default 0
   */
  readonly latency?: number;
  /** Lets the time of the latency pass. @default - the system's timers */
  readonly timer?: Timer;
  /**
   * Whether access is decided by policies: `off`, not at all; `soft`, decided and told to `onDenied`, but not denied;
   * `strict`, decided and enforced, by signatures that prove who calls.
   * @default "off"
   */
  readonly enforcement?: Enforcement;
  /**
   * Access key of the user `emulator-administrator`, who is there where access is decided.
   * @default - made up; `environment()` tells it
   */
  readonly administrator?: AdministratorCredentials;
  /** Hears of calls that are denied, or with `soft` would be. @default - `soft` writes them to standard error */
  readonly onDenied?: (denial: Denial) => void;
  /** Hears of errors that are bugs of the emulator. @default - written to standard error */
  readonly onBug?: (error: unknown, where: string) => void;
}

/** AWS IAM, STS, CloudFormation and S3 on localhost, in this process. */
export class Emulator {
  readonly accountId: string;
  readonly region: string;
  readonly host: string;
  /** Whether access is decided by policies. */
  readonly enforcement: Enforcement;
  readonly #administrator: AdministratorCredentials | undefined;
  readonly #listener: Listener;
  readonly #engine: Engine;
  readonly #parts: Parts;
  #stopping: Promise<void> | undefined;

  private constructor(
    host: string,
    listener: Listener,
    engine: Engine,
    administrator: AdministratorCredentials | undefined,
    parts: Parts,
  ) {
    this.host = host;
    this.enforcement = engine.guard.mode;
    this.#administrator = administrator;
    this.accountId = engine.accountId;
    this.region = engine.region;
    this.#listener = listener;
    this.#engine = engine;
    this.#parts = parts;
  }

  /** Starts an emulator; UserError where it cannot listen or an option is out of range. */
  static async start(options: EmulatorOptions = {}): Promise<Emulator> {
    checkOptions(options);
    const host = options.host ?? "127.0.0.1";
    const report = options.onBug ?? printBug;
    const background = createBackground((error) => report(error, "background work"));
    let port = 0;
    let administrator: AdministratorCredentials | undefined;
    const store = options.store ?? (await openStore(options.dataDir, report));
    const closeStore = async (): Promise<void> => {
      if (store !== options.store) await store.close();
    };
    const clock = options.clock ?? systemClock;
    const engine: Engine = {
      accountId: options.accountId ?? "123456789012",
      region: options.region ?? "us-east-1",
      store,
      clock,
      random: options.random ?? systemRandom,
      quotas: options.quotas ?? {},
      webIdentityKeys: options.webIdentityKeys ?? {},
      background,
      latency: createLatency(options.latency ?? 0, options.timer ?? systemTimer),
      guard: await createGuard(options, clock, () => administrator?.secretAccessKey),
      endpoint: () => formatUrl(host, port),
      reportBug: report,
    };
    const prepare = async (): Promise<void> => {
      await recoverServices(engine);
      if (engine.guard.mode === "off") return;
      administrator = await makeAdministrator(engine, administrator ?? options.administrator);
    };
    const turnstile = createTurnstile();
    const controls = createControls(engine, turnstile, { isDurable: options.dataDir !== undefined, prepare });
    const route = (request: WireRequest): Promise<WireResponse> =>
      isControl(request) ? answerControl(request, controls, host) : turnstile.enter(() => answer(request, engine));
    try {
      await prepare();
      const listener = await listen(
        { answer: route, refuse, reportBug: report },
        {
          host,
          port: options.port ?? 0,
          bodyLimit: options.bodyLimit ?? 64 * 1024 * 1024,
          requestTimeout: options.requestTimeout ?? 60_000,
        },
      );
      port = listener.port;
      return new Emulator(host, listener, engine, administrator, { turnstile, controls, closeStore });
    } catch (error) {
      await closeStore();
      throw error;
    }
  }

  get port(): number {
    return this.#listener.port;
  }

  /** `http://127.0.0.1:4566` */
  get url(): string {
    return formatUrl(this.host, this.port);
  }

  /** Variables that point the AWS CLI, the SDKs, CDK and Terraform at this emulator. */
  environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: this.#administrator?.accessKeyId ?? this.accountId,
      AWS_SECRET_ACCESS_KEY: this.#administrator?.secretAccessKey ?? "emulated",
      AWS_REGION: this.region,
      AWS_DEFAULT_REGION: this.region,
      // Keeps clients from asking the instance metadata address, which does not answer outside of EC2.
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  /**
   * Calls an operation without HTTP, as the root of the default account. Input and output are the SDK's types.
   * Rejects with AwsFault where AWS would answer an error.
   */
  async invoke<Output = unknown>(service: ServiceName, operation: string, input: object = {}): Promise<Output> {
    return this.#parts.turnstile.enter(async () => {
      const output = await invokeAsRoot<Output>(this.#engine, service, operation, input);
      await this.#engine.store.commit();
      return output;
    });
  }

  /** Forgets all state of all accounts, when the work that is under way has come to its end. */
  reset(): Promise<void> {
    return this.#parts.controls.reset();
  }

  /** All state of all accounts as JSON, when the work that is under way has come to its end. */
  snapshot(): Promise<State> {
    return this.#parts.controls.snapshot();
  }

  /** Puts a state that {@link snapshot} gave in the place of all state; UserError, and nothing changes, where it is none. */
  restore(state: State): Promise<void> {
    return this.#parts.controls.restore(state);
  }

  /** What the policies of a user or role permit now, to be decided by `decide` of `externalized-iam/policy`; undefined where there is no such principal. */
  async accessOf(arn: string): Promise<PrincipalAccess | undefined> {
    return await readPrincipalAccess(this.#engine.store, arn);
  }

  /** Closes the endpoint and waits for work that is under way, which takes no time any more. May be called more than once. */
  stop(): Promise<void> {
    return (this.#stopping ??= (async () => {
      this.#engine.latency.skip();
      await this.#listener.close();
      await this.#engine.background.settle();
      await this.#parts.closeStore();
    })());
  }
}

/** What an emulator has beside its engine. */
interface Parts {
  readonly turnstile: Turnstile;
  readonly controls: Controls;
  closeStore(): Promise<void>;
}

async function openStore(dataDir: string | undefined, report: (error: unknown, where: string) => void): Promise<Store> {
  if (dataDir === undefined) return createMemoryStore();
  const { openDurableStore } = await import("./store/durable");
  return openDurableStore(dataDir, (error) => report(error, `writing to ${dataDir}`));
}

async function invokeAsRoot<Output>(
  engine: Engine,
  service: ServiceName,
  operation: string,
  input: object,
): Promise<Output> {
  const { region, accountId } = engine;
  const call = { caller: rootCaller(accountId, partitionOf(region).name), region, origin: { calledVia: [] } };
  return (await invoke(service, operation, input, call, engine)) as Output;
}

async function createGuard(
  { enforcement = "off", onDenied }: EmulatorOptions,
  clock: Clock,
  rootSecret: Guard["rootSecret"],
): Promise<Guard> {
  if (enforcement === "off") return openGuard;
  const { createEnforcement } = await import("./authorization/enforce");
  const report = onDenied ?? (enforcement === "soft" ? printDenial : () => undefined);
  const authorize = createEnforcement({ mode: enforcement, clock, report });
  return { mode: enforcement, authorize, rootSecret, report };
}

function makeAdministrator(
  engine: Engine,
  credentials: AdministratorCredentials | undefined,
): Promise<AdministratorCredentials> {
  const { accountId, region, store, clock } = engine;
  const partition = partitionOf(region).name;
  return ensureAdministrator({
    partition,
    accountId,
    store: partitionStore(store, partition),
    now: clock.now(),
    credentials,
    invoke: (service, operation, input) => invokeAsRoot(engine, service, operation, input),
  });
}

/** An hour in milliseconds. */
const LONGEST_LATENCY = 3_600_000;

function checkOptions({ accountId, port, latency, quotas, enforcement, ...options }: EmulatorOptions): void {
  if (options.dataDir !== undefined && options.store !== undefined) {
    throw new UserError("two-stores", "an emulator takes a data directory or a store, not both");
  }
  if (enforcement !== undefined && !["off", "soft", "strict"].includes(enforcement)) {
    throw new UserError("invalid-enforcement", `enforcement "${String(enforcement)}" is not off, soft or strict`);
  }
  if (quotas !== undefined) checkQuotas(quotas);
  if (options.webIdentityKeys !== undefined) checkWebIdentityKeys(options.webIdentityKeys);
  if (accountId !== undefined && !/^[0-9]{12}$/.test(accountId)) {
    throw new UserError("invalid-account-id", `account id "${accountId}" is not twelve digits`);
  }
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new UserError("invalid-port", `port ${port} is not between 0 and 65535`);
  }
  if (latency !== undefined && !(latency >= 0 && latency <= LONGEST_LATENCY)) {
    throw new UserError("invalid-latency", `latency ${latency} is not between 0 and ${LONGEST_LATENCY} milliseconds`);
  }
}

function refuse(fault: AwsFault, request: WireRequest): WireResponse {
  return encodeUnclaimedFault(fault, request, "");
}

function formatUrl(host: string, port: number): string {
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}

function printDenial({ caller, message, service, operation, code }: Denial): void {
  const who = caller === "" ? "" : ` of ${caller}`;
  process.stderr.write(`externalized-iam: would deny ${service} ${operation}${who}: ${code}: ${message}\n`);
}

function printBug(error: unknown, where: string): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`externalized-iam: a bug in the emulator, ${where}:\n${text}\n`);
}
