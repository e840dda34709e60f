import { CfnOutput, Fn } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import type { IamReferences } from "../iam-references";
import type { FrontDoor } from "./front-door";
import { keepId } from "./keep-id";
import type { Network } from "./network";
import type { Packaging } from "./packaging";
import type { S3Events } from "./s3-events";
import type { Tabulator } from "./tabulator";
import type { UserQueries } from "./user-queries";

/** The parts that have something to tell. */
export interface OutputSources {
  readonly iam: IamReferences;
  readonly network: Network;
  readonly frontDoor: FrontDoor;
  readonly userQueries: UserQueries;
  readonly s3Events: S3Events;
  readonly packaging: Packaging;
  readonly tabulator: Tabulator;
}

/** Tells whoever deployed the stack what to enter in DNS and in trust policies, and other stacks what to import. */
export function createOutputs(scope: Construct, from: OutputSources): void {
  const { iam, network, frontDoor, packaging, tabulator } = from;
  const outputs = new Construct(scope, "Outputs");
  const tell = (id: string, description: string, value: string): CfnOutput =>
    keepId(new CfnOutput(outputs, id, { description, value }));
  const share = (id: string, description: string, value: string): void => {
    tell(id, description, value).exportName = Fn.sub(`\${AWS::StackName}-${id}`);
  };
  share("OutboundSecurityGroup", "Security group of all that calls AWS", network.outboundSecurityGroupId);
  share("LoadBalancerDNSName", "Name of the load balancer, for CNAME records", frontDoor.dnsName);
  share("LoadBalancerCanonicalHostedZoneID", "Zone of the load balancer", frontDoor.canonicalHostedZoneId);
  share("EventBusArn", "Bus with the S3 events of the catalogued buckets", from.s3Events.busArn);
  share("PackagerQueueArn", "Queue that packages are requested by", packaging.queue.arn);
  share("PackagerQueueUrl", "URL of the queue that packages are requested by", packaging.queue.url);
  share("TabulatorOpenQueryWorkGroup", "Workgroup of open queries", tabulator.openQueryWorkGroup);
  share("TabulatorOpenQueryPolicyArn", "Policy for open queries", iam.policyArn("TabulatorOpenQueryPolicy"));
  tell("RegistryRoleARN", "Role of the registry, for trust policies", iam.roleArn("AmazonECSTaskExecutionRole"));
  tell("QuiltWebHost", "Host name of the catalog: make it a CNAME of the load balancer", frontDoor.webHost);
  tell("RegistryHost", "Host name of the registry: likewise", frontDoor.siblingHost("registry"));
  tell("S3ProxyHost", "Host name of the S3 proxy: likewise", frontDoor.siblingHost("s3-proxy"));
  tell("UserAthenaDatabaseName", "Athena database with the manifests of packages", from.userQueries.databaseName);
}
