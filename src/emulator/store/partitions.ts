import type { Scope, Store } from "./store";

/** The partition whose tables have no partition in their scope. */
const DEFAULT_PARTITION = "aws";

/** Stores by partition: nothing of one partition is seen in another, account ids and bucket names included. */
export function createPartitions(store: Store): (partition: string) => Store {
  const views = new Map<string, Store>([[DEFAULT_PARTITION, store]]);
  return (partition) => {
    const found = views.get(partition);
    if (found !== undefined) return found;
    const view: Store = {
      table: <Row>(name: string, scope: Scope) => store.table<Row>(name, { ...scope, partition }),
      *tables() {
        for (const table of store.tables()) if (table.scope.partition === partition) yield table;
      },
      clear: () => store.clear(),
      commit: () => store.commit(),
      close: () => store.close(),
    };
    views.set(partition, view);
    return view;
  };
}
