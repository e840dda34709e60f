import { CfnCondition, Fn, Stack } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { AppParameters } from "./app-parameters";
import type { PolicyStatement, PrivateBucket } from "./private-bucket";
import { chooseBy } from "./switch-condition";

/** Refuses every call to a bucket that does not come through Athena, so that only Athena's limits apply to its data. */
export function onlyThroughAthena(
  bucket: PrivateBucket,
  parameters: AppParameters,
  unless: Readonly<Record<string, unknown>> = {},
): PolicyStatement {
  return {
    Sid: "OnlyThroughAthena",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: bucket.everything,
    Condition: {
      "ForAllValues:StringNotEquals": { "aws:CalledVia": ["athena.amazonaws.com", "cloudformation.amazonaws.com"] },
      ...exceptFor(bucket, parameters),
      ...unless,
    },
  };
}

/** Condition that spares the account's access analyzer and the principals that the parameter lists. */
export function exceptFor(scope: Construct, parameters: AppParameters): Readonly<Record<string, unknown>> {
  const analyzer = Fn.sub(
    "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer",
  );
  const extra = Fn.join(",", parameters.list("S3BucketPolicyExcludeArnsFromDeny"));
  // A list of fixed length and one of the deployment's make one list only as text.
  const more = chooseBy(noneListed(scope, extra), "", Fn.join("", [",", extra]));
  return { StringNotEquals: { "aws:PrincipalArn": Fn.split(",", Fn.join("", [analyzer, more])) } };
}

/** Holds where the parameter lists no principal; the stack has the condition once. */
function noneListed(scope: Construct, listed: string): CfnCondition {
  const stack = Stack.of(scope);
  const id = "S3BucketPolicyExcludeArnsFromDenyEmpty";
  const found = stack.node.tryFindChild(id) as CfnCondition | undefined;
  return found ?? new CfnCondition(stack, id, { expression: Fn.conditionEquals(listed, "") });
}
