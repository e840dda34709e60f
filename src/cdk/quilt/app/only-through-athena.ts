import { Fn } from "aws-cdk-lib/core";
import type { AppParameters } from "./app-parameters";
import type { PolicyStatement } from "./private-bucket";

/** Refuses every call to a bucket that does not come through Athena, so that only Athena's limits apply to its data. */
export function onlyThroughAthena(
  resources: readonly string[],
  parameters: AppParameters,
  unless: Readonly<Record<string, unknown>> = {},
): PolicyStatement {
  return {
    Sid: "OnlyThroughAthena",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: resources,
    Condition: {
      "ForAllValues:StringNotEquals": { "aws:CalledVia": ["athena.amazonaws.com", "cloudformation.amazonaws.com"] },
      ...exceptFor(parameters),
      ...unless,
    },
  };
}

/** Condition that spares the account's access analyzer and the principals that the parameter lists. */
export function exceptFor(parameters: AppParameters): Readonly<Record<string, unknown>> {
  const analyzer = Fn.sub(
    "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer",
  );
  const extra = Fn.join(",", parameters.list("S3BucketPolicyExcludeArnsFromDeny"));
  // Of no extra principals there stays an empty text, which is no principal's ARN.
  return { StringNotEquals: { "aws:PrincipalArn": Fn.split(",", Fn.join(",", [analyzer, extra])) } };
}
