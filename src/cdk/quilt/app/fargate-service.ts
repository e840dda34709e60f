import { CfnService } from "aws-cdk-lib/aws-ecs";
import { CfnListenerRule, CfnTargetGroup } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { Construct } from "constructs";
import { familyName, type Containers } from "./containers";
import type { FrontDoor } from "./front-door";
import { keepId } from "./keep-id";
import type { Network } from "./network";

/** A route of the load balancer to a service. */
export interface RouteProps {
  readonly frontDoor: FrontDoor;
  readonly targetGroupId: string;
  readonly listenerRuleId: string;
  readonly hostName: string;
  /** Order of the rule at the listener. */
  readonly priority: number;
  readonly healthCheckPath: string;
  readonly containerName: string;
}

/** What a service runs. */
export interface FargateServiceProps {
  readonly containers: Containers;
  readonly network: Network;
  /** Name after the stack's: `{stack}-{name}`. */
  readonly name: string;
  readonly taskDefinition: string;
  /** Security groups besides the one for calls to AWS. */
  readonly securityGroupIds: readonly string[];
  /** @default - the load balancer does not reach it */
  readonly route?: RouteProps;
  /** ARN of the service discovery service that tells its address. @default - none */
  readonly discoveryServiceArn?: string;
}

/** A service `{id}` that keeps one copy of a task running, and rolls back a deployment that does not come up. */
export class FargateService extends Construct {
  readonly resource: CfnService;

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const { containers, network, route, discoveryServiceArn } = props;
    const routed = route && this.addRoute(network, route);
    this.resource = keepId(
      new CfnService(this, id, {
        cluster: containers.clusterName,
        serviceName: familyName(props.name),
        taskDefinition: props.taskDefinition,
        launchType: "FARGATE",
        desiredCount: 1,
        deploymentConfiguration: {
          maximumPercent: 200,
          minimumHealthyPercent: 50,
          deploymentCircuitBreaker: { enable: true, rollback: true },
        },
        networkConfiguration: {
          awsvpcConfiguration: {
            assignPublicIp: "DISABLED",
            securityGroups: [network.outboundSecurityGroupId, ...props.securityGroupIds],
            subnets: network.subnetIds,
          },
        },
        ...(routed && {
          loadBalancers: [{ containerName: routed.containerName, containerPort: 80, targetGroupArn: routed.arn }],
        }),
        ...(discoveryServiceArn !== undefined && {
          serviceRegistries: [{ registryArn: discoveryServiceArn, port: 80 }],
        }),
      }),
    );
    // A service cannot register with a target group that no listener uses yet.
    if (routed) this.resource.node.addDependency(routed.rule);
  }

  private addRoute(
    network: Network,
    route: RouteProps,
  ): { readonly arn: string; readonly rule: CfnListenerRule; readonly containerName: string } {
    const { frontDoor, hostName, priority, healthCheckPath, containerName } = route;
    const targets = keepId(
      new CfnTargetGroup(this, route.targetGroupId, {
        targetType: "ip",
        vpcId: network.vpcId,
        port: 80,
        protocol: "HTTP",
        healthCheckPath,
        healthCheckProtocol: "HTTP",
        healthCheckIntervalSeconds: 30,
        healthCheckTimeoutSeconds: 5,
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 2,
      }),
    );
    const rule = keepId(
      new CfnListenerRule(this, route.listenerRuleId, {
        listenerArn: frontDoor.listenerArn,
        priority,
        conditions: [{ field: "host-header", hostHeaderConfig: { values: [hostName] } }],
        actions: [{ type: "forward", targetGroupArn: targets.ref }],
      }),
    );
    return { arn: targets.ref, rule, containerName };
  }
}
