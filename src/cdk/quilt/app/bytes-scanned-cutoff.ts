import { Aws, CfnCondition, Fn, Token } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { AppParameters } from "./app-parameters";
import { keepId } from "./keep-id";

/** The limit of bytes that one query may scan; nothing where the parameter is 0, which Athena does not take. */
export function bytesScannedCutoff(scope: Construct, parameters: AppParameters): number {
  const limit = parameters.number("UserAthenaBytesScannedCutoff");
  const unlimited = keepId(
    new CfnCondition(scope, "UserAthenaBytesScannedCutoffDisabled", {
      expression: Fn.conditionEquals(limit, 0),
    }),
  );
  return Token.asNumber(Fn.conditionIf(unlimited.logicalId, Aws.NO_VALUE, limit));
}
