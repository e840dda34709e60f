import { Token } from "cdktf";
import { Expression, hcl } from "./expression";

export type TextMap = { readonly [name: string]: string };

/** Maps as one; where two have a name, the later wins. Merged at once if all are known, else by Terraform. */
export function mergeMaps(...maps: readonly (TextMap | Expression)[]): TextMap {
  if (maps.every(isPlain)) return Object.fromEntries(maps.flatMap((map) => Object.entries(map)));
  const filled = maps.filter((map) => !isPlain(map) || Object.keys(map).length > 0);
  const listed = filled.slice(1).reduce((list, map) => hcl`${list}, ${map}`, hcl`${filled[0]}`);
  return Token.asStringMap(filled.length === 1 ? listed : hcl`merge(${listed})`);
}

/** Whether a map is known now. */
export function isPlain(map: TextMap | Expression): map is TextMap {
  return !(map instanceof Expression) && !Token.isUnresolved(map);
}
