import { Fn } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import type { AppContext } from "./app-context";
import { familyName, type Containers } from "./containers";
import { FargateService } from "./fargate-service";
import type { FrontDoor } from "./front-door";
import type { RegistryAddress } from "./registry-address";

/** What the proxy needs of other parts. */
export interface S3ProxyProps extends AppContext {
  readonly containers: Containers;
  readonly frontDoor: FrontDoor;
  readonly registryAddress: RegistryAddress;
}

/** Serves objects of S3 to browsers, after asking the registry. */
export class S3Proxy extends Construct {
  constructor(scope: Construct, id: string, props: S3ProxyProps) {
    super(scope, id);
    const { iam, network, artifacts, containers, frontDoor, registryAddress } = props;
    const container = "s3-proxy";
    new FargateService(this, "S3ProxyService", {
      containers,
      network,
      name: container,
      securityGroupIds: [frontDoor.targetSecurityGroupId, registryAddress.accessorSecurityGroupId],
      taskDefinition: containers.defineTask(this, "S3ProxyTaskDefinition", {
        family: familyName(container),
        executionRole: iam.roleArn("AmazonECSTaskExecutionRole"),
        taskRole: iam.roleArn("S3ProxyRole"),
        cpu: 256,
        memory: 1024,
        container: {
          name: container,
          image: artifacts.imageUri("s3-proxy"),
          ports: [80],
          environment: { INTERNAL_REGISTRY_URL: Fn.sub("http://registry.${AWS::StackName}") },
          writable: ["/tmp", "/var/lib/nginx/tmp", "/run"],
        },
      }),
      route: {
        frontDoor,
        targetGroupId: "S3ProxyTargetGroup",
        listenerRuleId: "S3ProxyListenerRule",
        hostName: frontDoor.siblingHost("s3-proxy"),
        priority: 40,
        healthCheckPath: "/",
        containerName: container,
      },
    });
  }
}
