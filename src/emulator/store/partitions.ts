import type { Scope, Store } from "./store";

/** The partition whose tables have no partition in their scope. */
const DEFAULT_PARTITION = "aws";

const views = new WeakMap<Store, Map<string, Store>>();

/** A store as a partition has it: nothing of another partition is seen, account ids and bucket names included. */
export function partitionStore(store: Store, partition: string): Store {
  if (partition === DEFAULT_PARTITION) return store;
  const ofStore = views.get(store) ?? new Map<string, Store>();
  views.set(store, ofStore);
  const found = ofStore.get(partition);
  if (found !== undefined) return found;
  const view: Store = {
    table: <Row>(name: string, scope: Scope) => store.table<Row>(name, { ...scope, partition }),
    tables: () => [...store.tables()].filter(({ scope }) => scope.partition === partition),
    clear: () => store.clear(),
    commit: () => store.commit(),
    close: () => store.close(),
  };
  ofStore.set(partition, view);
  return view;
}
