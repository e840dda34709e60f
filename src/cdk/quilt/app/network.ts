import { CfnSecurityGroup } from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import type { AppParameters } from "./app-parameters";
import { keepId } from "./keep-id";

/** The VPC that everything runs in, and the security group of all that calls AWS. */
export class Network extends Construct {
  readonly vpcId: string;
  /** Private subnets: of functions and containers. */
  readonly subnetIds: string[];
  readonly outboundSecurityGroupId: string;

  constructor(scope: Construct, id: string, parameters: AppParameters) {
    super(scope, id);
    this.vpcId = parameters.value("VPC");
    this.subnetIds = parameters.list("Subnets");
    this.outboundSecurityGroupId = this.securityGroup("OutboundSecurityGroup", {
      groupDescription: "HTTPS and DNS to anywhere",
      securityGroupEgress: [
        { ipProtocol: "tcp", port: 443 },
        { ipProtocol: "tcp", port: 53 },
        { ipProtocol: "udp", port: 53 },
      ].flatMap(({ ipProtocol, port }) => [
        { cidrIp: "0.0.0.0/0", ipProtocol, fromPort: port, toPort: port },
        { cidrIpv6: "::/0", ipProtocol, fromPort: port, toPort: port },
      ]),
    });
  }

  /** Adds a security group to the VPC and returns its id. */
  securityGroup(id: string, props: Omit<ConstructorParameters<typeof CfnSecurityGroup>[2], "vpcId">): string {
    return keepId(new CfnSecurityGroup(this, id, { ...props, vpcId: this.vpcId })).attrGroupId;
  }
}

/** Egress that no packet takes: without any rule, CloudFormation would allow all traffic out. */
export const NO_EGRESS = [{ cidrIp: "127.0.0.1/32", ipProtocol: "-1" }];
