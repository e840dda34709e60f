import { Aws, Stack } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import { quratorEnabled } from "../iam-parameters";
import type { Analytics } from "./analytics";
import type { AppContext } from "./app-context";
import { familyName, type Containers } from "./containers";
import { FargateService } from "./fargate-service";
import type { FrontDoor } from "./front-door";
import type { Packaging } from "./packaging";
import type { PreviewApi } from "./preview-api";
import type { SignIn } from "./sign-in";
import { chooseBy, type SwitchCondition } from "./switch-condition";

/** What the web catalogue needs of other parts. */
export interface WebCatalogProps extends AppContext {
  readonly containers: Containers;
  readonly frontDoor: FrontDoor;
  readonly signIn: SignIn;
  readonly previewApi: PreviewApi;
  readonly analytics: Analytics;
  readonly packaging: Packaging;
  readonly chunkedChecksums: SwitchCondition;
}

/** Serves the web catalogue, a page that does its work in the browser by the addresses given here. */
export class WebCatalog extends Construct {
  constructor(scope: Construct, id: string, props: WebCatalogProps) {
    super(scope, id);
    const { iam, network, artifacts, parameters, containers, frontDoor } = props;
    const container = "nginx-catalog";
    const role = iam.roleArn("AmazonECSTaskExecutionRole");
    new FargateService(this, "NginxCatalogService", {
      containers,
      network,
      name: "nginx_catalog",
      securityGroupIds: [frontDoor.targetSecurityGroupId],
      taskDefinition: containers.defineTask(this, "NginxCatalogTaskDefinition", {
        family: familyName("nginx_catalog"),
        executionRole: role,
        taskRole: role,
        cpu: 256,
        memory: 512,
        container: {
          name: container,
          image: artifacts.imageUri("catalog"),
          ports: [80],
          writable: ["/tmp", "/var/lib/nginx/tmp", "/run"],
          environment: {
            ALWAYS_REQUIRE_AUTH: "true",
            ANALYTICS_BUCKET: props.analytics.bucket.name,
            API_GATEWAY: props.previewApi.url,
            CATALOG_MODE: "PRODUCT",
            CHUNKED_CHECKSUMS: props.chunkedChecksums.choose("true", "false"),
            NO_DOWNLOAD: "false",
            PACKAGE_ROOT: parameters.value("QuiltCatalogPackageRoot"),
            QURATOR: chooseBy(quratorEnabled(Stack.of(this)), "true", "false"),
            REGION: Aws.REGION,
            REGISTRY_URL: `https://${frontDoor.siblingHost("registry")}`,
            S3_PROXY_URL: `https://${frontDoor.siblingHost("s3-proxy")}`,
            SERVICE_BUCKET: props.packaging.serviceBucket.name,
            ...props.signIn.catalogEnvironment,
          },
        },
      }),
      route: {
        frontDoor,
        targetGroupId: "NginxCatalogTargetGroup",
        listenerRuleId: "CatalogListenerRule",
        hostName: frontDoor.webHost,
        priority: 25,
        healthCheckPath: "/healthcheck",
        containerName: container,
      },
    });
  }
}
