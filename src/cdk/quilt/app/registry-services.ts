import { Construct } from "constructs";
import type { AppContext } from "./app-context";
import type { Containers } from "./containers";
import { FargateService } from "./fargate-service";
import type { FrontDoor } from "./front-door";
import type { Migration } from "./migration";
import type { RegistryAddress } from "./registry-address";
import type { RegistryTasks } from "./registry-tasks";

/** What the services of the registry need of other parts. */
export interface RegistryServicesProps extends AppContext {
  readonly containers: Containers;
  readonly frontDoor: FrontDoor;
  readonly address: RegistryAddress;
  readonly tasks: RegistryTasks;
  readonly migration: Migration;
}

/** Keeps the registry and its scanner of buckets running, once the database is up to date. */
export class RegistryServices extends Construct {
  readonly registry: FargateService;

  constructor(scope: Construct, id: string, props: RegistryServicesProps) {
    super(scope, id);
    const { network, parameters, containers, frontDoor, address, tasks, migration } = props;
    const database = parameters.value("DBAccessorSecurityGroup");
    this.registry = new FargateService(this, "RegistryService", {
      containers,
      network,
      name: "registry",
      taskDefinition: tasks.registry,
      securityGroupIds: [
        frontDoor.targetSecurityGroupId,
        database,
        parameters.value("SearchClusterAccessorSecurityGroup"),
        address.securityGroupId,
      ],
      discoveryServiceArn: address.discoveryServiceArn,
      route: {
        frontDoor,
        targetGroupId: "RegistryTargetGroup",
        listenerRuleId: "RegistryListenerRule",
        hostName: frontDoor.siblingHost("registry"),
        priority: 30,
        healthCheckPath: "/healthcheck",
        containerName: "registry",
      },
    });
    const scanner = new FargateService(this, "BulkScannerService", {
      containers,
      network,
      name: "bulk-scanner",
      taskDefinition: tasks.bulkScanner,
      securityGroupIds: [database],
    });
    for (const { resource } of [this.registry, scanner]) resource.node.addDependency(migration.callout);
  }
}
