import { base64 } from "./functions/base64";
import { cidr } from "./functions/cidr";
import { and, condition, equals, ifFunction, not, or } from "./functions/conditions";
import { findInMap } from "./functions/find-in-map";
import { forEach } from "./functions/for-each";
import { getAtt } from "./functions/get-att";
import { getAzs } from "./functions/get-azs";
import { importValue } from "./functions/import-value";
import { join, length, select, split } from "./functions/lists";
import { ref } from "./functions/ref";
import { contains, eachMemberEquals, eachMemberIn, refAll, valueOf, valueOfAll } from "./functions/rules";
import { sub } from "./functions/sub";
import { toJsonString } from "./functions/to-json-string";
import { transform } from "./functions/transform";
import type { Intrinsic } from "./intrinsic";

/**
 * Every function that templates know.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const INTRINSICS: readonly Intrinsic[] = [
  ref,
  getAtt,
  sub,
  join,
  select,
  split,
  ifFunction,
  equals,
  and,
  or,
  not,
  condition,
  findInMap,
  importValue,
  base64,
  cidr,
  getAzs,
  transform,
  length,
  toJsonString,
  forEach,
  contains,
  eachMemberEquals,
  eachMemberIn,
  refAll,
  valueOf,
  valueOfAll,
];

const BY_NAME: ReadonlyMap<string, Intrinsic> = new Map(INTRINSICS.map((intrinsic) => [intrinsic.name, intrinsic]));

/** The function that a key names; undefined for an ordinary key and for functions that nobody knows yet. */
export function intrinsicNamed(key: string): Intrinsic | undefined {
  return BY_NAME.get(key) ?? (key.startsWith(forEach.name) ? forEach : undefined);
}
