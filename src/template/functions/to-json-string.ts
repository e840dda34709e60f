import type { Intrinsic } from "../intrinsic";
import { isList, isMap } from "../value";

// Wording unverified.
const SHAPE = "Template error: every Fn::ToJsonString object requires an object or an array.";

/** Needs the transform AWS::LanguageExtensions. */
export const toJsonString: Intrinsic = {
  name: "Fn::ToJsonString",
  tag: "ToJsonString",
  check: (argument) => (isList(argument) || isMap(argument) ? undefined : SHAPE),
  evaluate: (argument, { resolve }) => JSON.stringify(resolve(argument, "Fn::ToJsonString") ?? null),
};
