export { Emulator } from "./emulator";
export type { EmulatorOptions } from "./emulator";
export { AwsFault } from "./fault";
export { QUOTAS } from "./iam/quotas";
export type { QuotaName, Quotas } from "./iam/quotas";
export type { Timer } from "./latency";
export type { Caller, Operation, OperationContext, ServiceName } from "./operation";
export { createMemoryStore } from "./store/memory";
export type { Scope, Store, Table } from "./store/store";
