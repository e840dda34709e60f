import type { Controls } from "./control";
import type { Engine } from "./pipeline";
import { readPublishedIssuer } from "./published-issuer";
import { services } from "./services";
import { restoreState, writeState } from "./store/state";
import type { Turnstile } from "./turnstile";

interface ControlParts {
  /** Whether state outlasts the process. */
  readonly isDurable: boolean;
  /** Makes a state ready to be used that was not there before. */
  prepare(): Promise<void>;
}

/**
 * What an emulator can be told. Before its state is read or changed whole, the requests and the background work that are
 * under way come to their end, without taking any more time; requests that come meanwhile wait.
 */
export function createControls(engine: Engine, turnstile: Turnstile, { isDurable, prepare }: ControlParts): Controls {
  async function standStill<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    return turnstile.alone(async () => {
      const resume = engine.latency.skip();
      try {
        await engine.background.settle();
        const result = await work();
        await engine.store.commit();
        return result;
      } finally {
        resume();
      }
    });
  }

  return {
    health() {
      const { accountId, region, guard } = engine;
      return {
        status: "ok",
        services: Object.keys(services),
        accountId,
        region,
        enforcement: guard.mode,
        durable: isDurable,
      };
    },
    describeIssuer: (issuer, document, path) =>
      turnstile.enter(async () => {
        const described = await readPublishedIssuer(issuer, document, engine.store, engine.endpoint() + path);
        await engine.store.commit();
        return described;
      }),
    async coverage() {
      const { describeCoverage } = await import("./iam/member-coverage/describe-coverage");
      return { iam: describeCoverage() };
    },
    reset: () =>
      standStill(async () => {
        engine.store.clear();
        await prepare();
      }),
    snapshot: () => standStill(() => writeState(engine.store)),
    restore: (state) =>
      standStill(async () => {
        restoreState(engine.store, state);
        await prepare();
      }),
  };
}
