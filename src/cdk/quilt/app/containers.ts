import { Aws, Fn } from "aws-cdk-lib/core";
import { CfnCluster, CfnTaskDefinition } from "aws-cdk-lib/aws-ecs";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { CfnPrivateDnsNamespace } from "aws-cdk-lib/aws-servicediscovery";
import { Construct } from "constructs";
import { acknowledge } from "./acknowledge";
import { givenName } from "./given-name";
import { keepId } from "./keep-id";
import type { Network } from "./network";

/** A container of a task. */
export interface ContainerProps {
  readonly name: string;
  readonly image: string;
  /** @default - the image's own */
  readonly command?: readonly string[];
  readonly environment?: { readonly [name: string]: string };
  /** Ports that it listens on. @default - none */
  readonly ports?: readonly number[];
  /** Directories that it may write to: the rest of its file system is read-only. @default - none */
  readonly writable?: readonly string[];
}

/** A task of one container on Fargate. */
export interface TaskProps {
  readonly family: string;
  /** ARN of the role that pulls the image and writes the log. */
  readonly executionRole: string;
  /** ARN of the role that the container runs as. @default - the container calls no AWS service */
  readonly taskRole: string;
  /** CPU units. */
  readonly cpu: number;
  /** Mebibytes. */
  readonly memory: number;
  readonly container: ContainerProps;
}

/** The cluster that all containers run in, their log and the private names they call each other by. */
export class Containers extends Construct {
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly logGroupName: string;
  readonly dnsNamespaceId: string;

  constructor(scope: Construct, id: string, network: Network) {
    super(scope, id);
    const cluster = keepId(
      new CfnCluster(this, "Cluster", {
        clusterName: givenName("Cluster"),
        clusterSettings: [{ name: "containerInsights", value: "enabled" }],
      }),
    );
    this.clusterName = cluster.ref;
    this.clusterArn = cluster.attrArn;
    this.logGroupName = keepId(
      new CfnLogGroup(this, "LogGroup", { logGroupName: Aws.STACK_NAME, retentionInDays: 90 }),
    ).ref;
    this.dnsNamespaceId = keepId(
      new CfnPrivateDnsNamespace(this, "DnsNamespace", { name: Aws.STACK_NAME, vpc: network.vpcId }),
    ).ref;
  }

  /** Adds a task definition of this logical id; returns its ARN with the revision. */
  defineTask(scope: Construct, id: string, props: TaskProps): string {
    const { family, executionRole, taskRole, cpu, memory, container } = props;
    const { writable = [] } = container;
    const volumes = writable.map((path) => ({ name: `${container.name}${path.replace(/\/+/g, "-")}`, path }));
    const task = keepId(
      new CfnTaskDefinition(scope, id, {
        family,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: String(cpu),
        memory: String(memory),
        executionRoleArn: executionRole,
        taskRoleArn: taskRole,
        containerDefinitions: [
          {
            name: container.name,
            image: container.image,
            readonlyRootFilesystem: true,
            logConfiguration: {
              logDriver: "awslogs",
              options: {
                "awslogs-group": this.logGroupName,
                "awslogs-region": Aws.REGION,
                "awslogs-stream-prefix": container.name,
              },
            },
            ...(container.command && { command: [...container.command] }),
            ...(container.environment && {
              environment: Object.entries(container.environment).map(([name, value]) => ({ name, value })),
            }),
            ...(container.ports && { portMappings: container.ports.map((containerPort) => ({ containerPort })) }),
            ...(volumes.length > 0 && {
              mountPoints: volumes.map(({ name, path }) => ({ sourceVolume: name, containerPath: path })),
            }),
          },
        ],
        ...(volumes.length > 0 && { volumes: volumes.map(({ name }) => ({ name })) }),
      }),
    );
    acknowledge(task, { "AwsSolutions-ECS2": "The images read names and ARNs of the stack from their environment" });
    return task.ref;
  }
}

/** Name of a family of tasks: `{stack}-{suffix}`. */
export function familyName(suffix: string): string {
  return Fn.sub(`\${AWS::StackName}-${suffix}`);
}
