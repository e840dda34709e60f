import type { Intrinsic } from "../intrinsic";
import { scalarText } from "../intrinsic";
import { isMap } from "../value";

// Wording unverified.
const SHAPE = "Template error: every Fn::GetAZs object must have a String-typed value.";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html */
export const getAzs: Intrinsic = {
  name: "Fn::GetAZs",
  tag: "GetAZs",
  check: (argument) => (typeof argument === "string" || isMap(argument) ? undefined : SHAPE),
  evaluate(argument, { environment, resolve, refuse }) {
    const region = scalarText(resolve(argument, "Fn::GetAZs")) ?? refuse(SHAPE);
    return environment.availabilityZones(region === "" ? environment.region : region);
  },
};
