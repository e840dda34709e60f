import { CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import type { AppParameters } from "./app-parameters";
import type { FrontDoor } from "./front-door";
import { keepId } from "./keep-id";

/** Managed rule groups of AWS: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const MANAGED_RULE_GROUPS = ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet"];

/** Turns away known attackers, and addresses that make too many requests, before they reach the load balancer. */
export class WebFirewall extends Construct {
  constructor(scope: Construct, id: string, frontDoor: FrontDoor, parameters: AppParameters) {
    super(scope, id);
    const measure = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: true,
      metricName,
    });
    const acl = keepId(
      new CfnWebACL(this, "WebACL", {
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        visibilityConfig: measure("WebACL"),
        rules: [
          {
            name: "RequestRate",
            priority: 0,
            action: { block: {} },
            statement: {
              rateBasedStatement: { aggregateKeyType: "IP", limit: parameters.number("WAFRequestRateLimit") },
            },
            visibilityConfig: measure("RequestRate"),
          },
          ...MANAGED_RULE_GROUPS.map((name, index) => ({
            name,
            priority: index + 1,
            overrideAction: { none: {} },
            statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
            visibilityConfig: measure(name),
          })),
        ],
      }),
    );
    keepId(
      new CfnWebACLAssociation(this, "ELBv2WebACLAssociation", {
        resourceArn: frontDoor.loadBalancerArn,
        webAclArn: acl.attrArn,
      }),
    );
  }
}
