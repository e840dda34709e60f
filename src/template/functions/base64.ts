import type { Intrinsic } from "../intrinsic";
import { scalarText } from "../intrinsic";
import { isMap } from "../value";

// Wording unverified.
const SHAPE = "Template error: every Fn::Base64 object must have a String-typed value.";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-base64.html */
export const base64: Intrinsic = {
  name: "Fn::Base64",
  tag: "Base64",
  check: (argument) => (scalarText(argument) !== undefined || isMap(argument) ? undefined : SHAPE),
  evaluate(argument, { resolve, refuse }) {
    const text = scalarText(resolve(argument, "Fn::Base64")) ?? refuse(SHAPE);
    return Buffer.from(text, "utf8").toString("base64");
  },
};
