import { Fn } from "aws-cdk-lib/core";
import { CfnSecurityGroupEgress } from "aws-cdk-lib/aws-ec2";
import { CfnListener, CfnLoadBalancer } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { Construct } from "constructs";
import type { AppParameters } from "./app-parameters";
import { keepId } from "./keep-id";
import { NO_EGRESS, type Network } from "./network";

/** The load balancer that users reach the application through, by HTTPS only, and the host names that it serves. */
export class FrontDoor extends Construct {
  readonly listenerArn: string;
  readonly loadBalancerArn: string;
  readonly dnsName: string;
  readonly canonicalHostedZoneId: string;
  /** Security group of the containers behind the load balancer. */
  readonly targetSecurityGroupId: string;
  /** Host name of the web catalogue. */
  readonly webHost: string;

  constructor(scope: Construct, id: string, network: Network, parameters: AppParameters) {
    super(scope, id);
    this.webHost = parameters.value("QuiltWebHost");
    const balancerGroupId = network.securityGroup("ElbPrivateSecurityGroup", {
      groupDescription: "The load balancer",
      securityGroupEgress: NO_EGRESS,
    });
    const http = { ipProtocol: "tcp", fromPort: 80, toPort: 80 };
    this.targetSecurityGroupId = network.securityGroup("ElbTargetSecurityGroup", {
      groupDescription: "Containers behind the load balancer",
      securityGroupIngress: [
        { ...http, sourceSecurityGroupId: balancerGroupId, description: "Requests from the load balancer" },
      ],
      securityGroupEgress: NO_EGRESS,
    });
    keepId(
      new CfnSecurityGroupEgress(this, "ElbSecurityGroupEgress", {
        ...http,
        groupId: balancerGroupId,
        destinationSecurityGroupId: this.targetSecurityGroupId,
        description: "Requests to the containers",
      }),
    );

    const balancer = keepId(
      new CfnLoadBalancer(this, "LoadBalancer", {
        scheme: "internet-facing",
        subnets: parameters.list("PublicSubnets"),
        securityGroups: [balancerGroupId, parameters.value("UserSecurityGroup")],
        loadBalancerAttributes: [
          { key: "idle_timeout.timeout_seconds", value: "1000" },
          { key: "routing.http.drop_invalid_header_fields.enabled", value: "true" },
        ],
      }),
    );
    this.loadBalancerArn = balancer.ref;
    this.dnsName = balancer.attrDnsName;
    this.canonicalHostedZoneId = balancer.attrCanonicalHostedZoneId;
    this.listenerArn = keepId(
      new CfnListener(this, "Listener", {
        loadBalancerArn: balancer.ref,
        port: 443,
        protocol: "HTTPS",
        certificates: [{ certificateArn: parameters.value("CertificateArnELB") }],
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponseConfig: {
              statusCode: "404",
              contentType: "text/plain",
              messageBody: "There is nothing here.",
            },
          },
        ],
      }),
    ).ref;
    keepId(
      new CfnListener(this, "InsecureListener", {
        loadBalancerArn: balancer.ref,
        port: 80,
        protocol: "HTTP",
        defaultActions: [
          { type: "redirect", redirectConfig: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
        ],
      }),
    );
  }

  /** Host name beside the web catalogue's: `{first label}-{suffix}.{rest}`. */
  siblingHost(suffix: string): string {
    const label = (index: number): string => Fn.select(index, Fn.split(".", this.webHost));
    return Fn.join(".", [`${label(0)}-${suffix}`, label(1), label(2)]);
  }
}
