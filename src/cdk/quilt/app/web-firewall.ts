import { CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import type { AppParameters } from "./app-parameters";
import type { FrontDoor } from "./front-door";
import { keepId } from "./keep-id";
import type { PreviewApi } from "./preview-api";

/** Managed rule groups of AWS: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const MANAGED_RULE_GROUPS = ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet"];

/** What is open to the Internet, and how much of it one address may use. */
export interface WebFirewallProps {
  readonly parameters: AppParameters;
  readonly frontDoor: FrontDoor;
  readonly previewApi: PreviewApi;
}

/** Turns away known attackers, and addresses that make too many requests, before they reach the application. */
export class WebFirewall extends Construct {
  constructor(scope: Construct, id: string, props: WebFirewallProps) {
    super(scope, id);
    const { parameters, frontDoor, previewApi } = props;
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
    const guard = (associationId: string, resourceArn: string): void => {
      keepId(new CfnWebACLAssociation(this, associationId, { resourceArn, webAclArn: acl.attrArn }));
    };
    guard("ELBv2WebACLAssociation", frontDoor.loadBalancerArn);
    guard("ApiWebACLAssociation", previewApi.stageArn);
  }
}
