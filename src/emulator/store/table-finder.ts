import type { Scope } from "./store";

/**
 * Remembers the tables of no scope and of accounts, which each request asks for several times, so that no key has to be
 * written for them.
 */
export function createTableFinder<Found>(
  open: (name: string, scope: Scope) => Found,
): (name: string, scope: Scope) => Found {
  const byAccount = new Map<string, Map<string, Found>>();
  return (name, scope) => {
    if (scope.region !== undefined || scope.partition !== undefined) return open(name, scope);
    const account = scope.account ?? "";
    let ofAccount = byAccount.get(account);
    if (ofAccount === undefined) byAccount.set(account, (ofAccount = new Map<string, Found>()));
    const found = ofAccount.get(name);
    if (found !== undefined) return found;
    const made = open(name, scope);
    ofAccount.set(name, made);
    return made;
  };
}
