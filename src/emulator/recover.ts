import { randomUUID } from "node:crypto";
import { rootCaller } from "./authenticate";
import type { OperationContext, ServiceName } from "./operation";
import { createContext } from "./pipeline";
import type { Engine } from "./pipeline";

/** Ends what an emulator had begun in an account and region and did not finish. */
type Recover = (context: OperationContext) => void;

/** Who recovers what, by the table that shows that there may be something. */
const RECOVERIES: Readonly<Record<string, { readonly service: ServiceName; load(): Promise<Recover> }>> = {
  "cloudformation.stacks": {
    service: "cloudformation",
    load: async () => (await import("./cloudformation/recover-stacks")).recoverStacks,
  },
};

/** Ends everything that is half done in a store that was another process's, or came from a state. */
export async function recoverServices(engine: Engine): Promise<void> {
  for (const { name, scope } of engine.store.tables()) {
    const recovery = Object.hasOwn(RECOVERIES, name) ? RECOVERIES[name] : undefined;
    if (recovery === undefined) continue;
    const recover = await recovery.load();
    const caller = rootCaller(scope.account ?? engine.accountId, scope.partition ?? "aws");
    const call = { caller, region: scope.region ?? engine.region, requestId: randomUUID(), origin: { calledVia: [] } };
    recover(createContext(recovery.service, call, engine));
  }
}
