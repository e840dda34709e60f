import { CfnSecurityGroupEgress } from "aws-cdk-lib/aws-ec2";
import { CfnService } from "aws-cdk-lib/aws-servicediscovery";
import { Construct } from "constructs";
import type { Containers } from "./containers";
import { keepId } from "./keep-id";
import { NO_EGRESS, type Network } from "./network";

/** Where the registry is found inside the VPC, past the load balancer, and who may call it there. */
export class RegistryAddress extends Construct {
  /** Security group of the registry. */
  readonly securityGroupId: string;
  /** Security group of services that may call the registry. */
  readonly accessorSecurityGroupId: string;
  /** ARN of the service discovery service of the name `registry.{stack}`. */
  readonly discoveryServiceArn: string;

  constructor(scope: Construct, id: string, network: Network, containers: Containers) {
    super(scope, id);
    const http = { ipProtocol: "tcp", fromPort: 80, toPort: 80 };
    this.accessorSecurityGroupId = network.securityGroup("RegistryAccessorSecurityGroup", {
      groupDescription: "Services that call the registry",
      securityGroupEgress: NO_EGRESS,
    });
    this.securityGroupId = network.securityGroup("RegistrySecurityGroup", {
      groupDescription: "The registry",
      securityGroupIngress: [
        { ...http, sourceSecurityGroupId: this.accessorSecurityGroupId, description: "Calls of services" },
      ],
      securityGroupEgress: NO_EGRESS,
    });
    keepId(
      new CfnSecurityGroupEgress(this, "RegistryAccessorSecurityGroupEgress", {
        ...http,
        groupId: this.accessorSecurityGroupId,
        destinationSecurityGroupId: this.securityGroupId,
        description: "Calls to the registry",
      }),
    );
    this.discoveryServiceArn = keepId(
      new CfnService(this, "RegistryDiscoveryService", {
        name: "registry",
        namespaceId: containers.dnsNamespaceId,
        dnsConfig: {
          routingPolicy: "MULTIVALUE",
          dnsRecords: ["A", "SRV"].map((type) => ({ type, ttl: 60 })),
        },
      }),
    ).attrArn;
  }
}
