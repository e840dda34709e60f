import type { Scope, TableName } from "./store";

/** One text for a table's name and scope. The region comes last: it may be any text, the others have no line break. */
export function writeTableKey(name: string, { account = "", region = "", partition = "" }: Scope): string {
  return `${name}\n${account}\n${partition}\n${region}`;
}

/** The name and scope of such a text. */
export function readTableKey(key: string): TableName {
  const [name = "", account = "", partition = "", ...region] = key.split("\n");
  return {
    name,
    scope: {
      ...(account !== "" && { account }),
      ...(region.join("\n") !== "" && { region: region.join("\n") }),
      ...(partition !== "" && { partition }),
    },
  };
}
