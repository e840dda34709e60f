import type { Intrinsic } from "../intrinsic";
import { scalarText } from "../intrinsic";
import { isMap } from "../value";

// Wording unverified.
const SHAPE = "Template error: the attribute in Fn::ImportValue must be a string or a function that returns a string";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html */
export const importValue: Intrinsic = {
  name: "Fn::ImportValue",
  tag: "ImportValue",
  check: (argument) => (scalarText(argument) !== undefined || isMap(argument) ? undefined : SHAPE),
  references: (argument) =>
    typeof argument === "string" ? [{ kind: "ImportValue", namespace: "value", target: argument }] : [],
  evaluate(argument, { environment, resolve, refuse }) {
    return environment.importValue(scalarText(resolve(argument, "Fn::ImportValue")) ?? refuse(SHAPE));
  },
};
