import type { Intrinsic } from "../intrinsic";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html */
export const ref: Intrinsic = {
  name: "Ref",
  tag: "Ref",
  check: (argument) =>
    typeof argument === "string" && argument !== ""
      ? undefined
      : "Template error: every Ref object must have a single String value.", // wording unverified
  references: (argument) =>
    typeof argument === "string" ? [{ kind: "Ref", namespace: "value", target: argument }] : [],
  evaluate: (argument, { environment }) =>
    argument === "AWS::NoValue" ? undefined : environment.ref(argument as string),
};
