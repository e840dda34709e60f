import { Construct } from "constructs";
import type { Access } from "./access";
import type { AppContext } from "./app-context";
import { familyName, type Containers } from "./containers";
import type { FrontDoor } from "./front-door";
import { givenName } from "./given-name";
import type { PackageRules } from "./package-rules";
import { registrySettings } from "./registry-settings";
import { CHUNK_LIMIT_BYTES } from "./search";
import type { WorkQueue } from "./work-queue";

/** What the containers of the registry need of other parts. */
export interface RegistryTasksProps extends AppContext {
  readonly containers: Containers;
  readonly frontDoor: FrontDoor;
  readonly access: Access;
  readonly packageRules: PackageRules;
  readonly indexerQueue: WorkQueue;
  /** Settings that the parts of the application want the registry to know. */
  readonly partSettings: { readonly [name: string]: string };
}

/** Ports of the registry: for users and services, and for the tabulator. */
const REGISTRY_PORTS = [80, 8080];

/** Four tasks of the registry's image: the server, the scanner of buckets, the migration of the database, the status. */
export class RegistryTasks extends Construct {
  /** ARNs of the task definitions. */
  readonly registry: string;
  readonly bulkScanner: string;
  readonly migration: string;
  readonly tracking: string;

  constructor(scope: Construct, id: string, props: RegistryTasksProps) {
    super(scope, id);
    const { iam, artifacts, containers, access, indexerQueue } = props;
    const image = artifacts.imageUri("registry");
    const role = iam.roleArn("AmazonECSTaskExecutionRole");
    const roles = { executionRole: role, taskRole: role };
    const basic = registrySettings(props);
    const full = { ...basic, ...access.administration, ...props.partSettings };
    const writable = ["/tmp"];

    this.registry = containers.defineTask(this, "RegistryTaskDefinition", {
      ...roles,
      family: familyName("registry"),
      cpu: 1024,
      memory: 2048,
      container: { name: "registry", image, environment: full, ports: REGISTRY_PORTS, writable },
    });
    this.bulkScanner = containers.defineTask(this, "BulkScannerTaskDefinition", {
      ...roles,
      family: familyName("bulk-scanner"),
      cpu: 512,
      memory: 2048,
      container: {
        name: "bucket_scanner",
        image,
        command: ["flask", "bucket_scanner", indexerQueue.name],
        environment: { ...basic, CHUNK_LIMIT_BYTES, QUILT_BULK_SCANNER_MAX_PAGES: "20" },
        writable,
      },
    });
    this.migration = containers.defineTask(this, "RegistryMigrationTaskDefinition", {
      ...roles,
      family: givenName("RegistryMigrationTaskDefinition"),
      cpu: 512,
      memory: 2048,
      container: {
        name: "registry_migration",
        image,
        command: ["sh", "-c", migrationCommand(iam.roleArn("T4BucketReadRole"), iam.roleArn("T4BucketWriteRole"))],
        environment: full,
        writable,
      },
    });
    this.tracking = containers.defineTask(this, "TrackingTaskDefinition", {
      ...roles,
      family: givenName("TrackingTaskDefinition"),
      cpu: 512,
      memory: 2048,
      container: {
        name: "stack_status",
        image,
        command: ["sh", "-c", "./scripts/stack_status.py $CLOUDFORMATION_REQUEST_TYPE"],
        environment: full,
        writable,
      },
    });
  }
}

/** Brings the database up to date, and with it the roles, buckets and topics that the registry looks after. */
function migrationCommand(readRole: string, writeRole: string): string {
  const steps = [
    "flask db upgrade",
    `./scripts/create_roles.py -n ReadQuiltBucket -a ${readRole}`,
    `./scripts/create_roles.py -n ReadWriteQuiltBucket -a ${writeRole} --default`,
    "./scripts/create_admin.py -e -r ReadWriteQuiltBucket",
    "./scripts/update_bucket_resources.py",
    "./scripts/update_sns_kms.py",
    "./scripts/setup_role_athena_resources.py",
  ];
  return steps.join(" && ");
}
