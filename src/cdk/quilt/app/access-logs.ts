import { CfnLoadBalancer } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge";

const NO_BUCKET = "The stack was given no bucket for access logs (accessLogBucketName)";

/** Has every bucket and load balancer below a construct log requests to a bucket, each under its logical id. */
export function keepAccessLogs(scope: Construct, bucketName: string | undefined): void {
  if (bucketName === undefined) {
    acknowledge(scope, { "AwsSolutions-ELB2": NO_BUCKET, "AwsSolutions-S1": NO_BUCKET });
    return;
  }
  for (const child of scope.node.findAll()) {
    if (child instanceof CfnBucket) {
      child.loggingConfiguration = { destinationBucketName: bucketName, logFilePrefix: `${child.node.id}/` };
    } else if (child instanceof CfnLoadBalancer) {
      child.loadBalancerAttributes = [
        ...(child.loadBalancerAttributes as readonly CfnLoadBalancer.LoadBalancerAttributeProperty[]),
        { key: "access_logs.s3.enabled", value: "true" },
        { key: "access_logs.s3.bucket", value: bucketName },
        { key: "access_logs.s3.prefix", value: child.node.id },
      ];
    }
  }
}
