import type { Scope, TableName } from "./store";

/** One text for a table's name and scope. */
export function writeTableKey(name: string, { account, region, partition }: Scope): string {
  return JSON.stringify([name, account ?? null, region ?? null, partition ?? null]);
}

/** The name and scope of such a text. */
export function readTableKey(key: string): TableName {
  const [name, account, region, partition] = JSON.parse(key) as [string, ...(string | null)[]];
  return {
    name,
    scope: {
      ...(account == null ? {} : { account }),
      ...(region == null ? {} : { region }),
      ...(partition == null ? {} : { partition }),
    },
  };
}
