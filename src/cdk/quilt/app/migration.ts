import { CfnRule } from "aws-cdk-lib/aws-events";
import { CfnResource } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import type { AppContext } from "./app-context";
import type { Containers } from "./containers";
import { keepId } from "./keep-id";
import type { RegistryTasks } from "./registry-tasks";
import { VpcFunction } from "./vpc-function";

/** What migration needs of other parts. */
export interface MigrationProps extends AppContext {
  readonly containers: Containers;
  readonly tasks: RegistryTasks;
}

/** Runs a task during each deployment: the migration before the registry comes up, the status report also every day. */
export class Migration extends Construct {
  /** The custom resource that is done when the database is up to date. */
  readonly callout: CfnResource;

  constructor(scope: Construct, id: string, props: MigrationProps) {
    super(scope, id);
    const { iam, network, artifacts, parameters, containers, tasks } = props;
    const runTask = new VpcFunction(this, "MigrationLambdaFunction", {
      code: artifacts.function("migration", "index.handler"),
      role: iam.roleArn("MigrationLambdaRole"),
      network,
      timeout: 90,
    });
    const securityGroups = [
      network.outboundSecurityGroupId,
      parameters.value("DBAccessorSecurityGroup"),
      parameters.value("SearchClusterAccessorSecurityGroup"),
    ];
    const callout = (calloutId: string, taskDefinition: string, rest: object): CfnResource =>
      keepId(
        new CfnResource(this, calloutId, {
          type: "Custom::LambdaCallout",
          properties: {
            ServiceToken: runTask.arn,
            taskDefinition,
            cluster: containers.clusterName,
            launchType: "FARGATE",
            networkConfiguration: {
              awsvpcConfiguration: { assignPublicIp: "DISABLED", securityGroups, subnets: network.subnetIds },
            },
            ...rest,
          },
        }),
      );
    this.callout = callout("MigrationCallout", tasks.migration, {});
    const containerOverrides = [{ name: "stack_status" }];
    callout("TrackingCallout", tasks.tracking, { RunOnDelete: true, overrides: { containerOverrides } });
    keepId(
      new CfnRule(this, "TrackingCron", {
        scheduleExpression: "rate(1 day)",
        targets: [
          {
            id: "TrackingCallout",
            arn: containers.clusterArn,
            roleArn: iam.roleArn("TrackingCronRole"),
            ecsParameters: {
              taskDefinitionArn: tasks.tracking,
              launchType: "FARGATE",
              networkConfiguration: {
                awsVpcConfiguration: { assignPublicIp: "DISABLED", securityGroups, subnets: network.subnetIds },
              },
            },
            input: JSON.stringify({ containerOverrides }),
          },
        ],
      }),
    );
  }
}
