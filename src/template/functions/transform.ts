import type { Intrinsic } from "../intrinsic";
import { isMap } from "../value";

/** A macro: what it yields only AWS knows, so an evaluation leaves it as it is. */
export const transform: Intrinsic = {
  name: "Fn::Transform",
  tag: "Transform",
  check: (argument) =>
    isMap(argument) && typeof argument["Name"] === "string"
      ? undefined
      : "Template error: every Fn::Transform object requires a Name and, optionally, Parameters", // wording unverified
};
