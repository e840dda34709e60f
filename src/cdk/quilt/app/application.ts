import { Construct } from "constructs";
import { Access } from "./access";
import { keepAccessLogs } from "./access-logs";
import { Analytics } from "./analytics";
import type { AppContext } from "./app-context";
import { AuditTrail, type DeliveryRole } from "./audit-trail";
import { Containers } from "./containers";
import { DuckDbSelect } from "./duckdb-select";
import { FrontDoor } from "./front-door";
import { Iceberg } from "./iceberg";
import { Migration } from "./migration";
import { createOutputs } from "./outputs";
import { Packaging } from "./packaging";
import { PreviewApi } from "./preview-api";
import { RegistryAddress } from "./registry-address";
import { RegistryServices } from "./registry-services";
import { partSettings } from "./registry-settings";
import { RegistryTasks } from "./registry-tasks";
import { S3Events } from "./s3-events";
import { S3Proxy } from "./s3-proxy";
import { Search } from "./search";
import { SignIn } from "./sign-in";
import { SwitchCondition } from "./switch-condition";
import { Tabulator } from "./tabulator";
import { UserQueries } from "./user-queries";
import { WebCatalog } from "./web-catalog";
import { WebFirewall } from "./web-firewall";

/** What the application runs with. */
export interface ApplicationProps extends AppContext {
  /** The role that writes the audit trail. @default - a role of this stack */
  readonly auditTrailDeliveryRole?: DeliveryRole;
  /** ARNs of roles that sign in as service users. @default - none */
  readonly serviceUserRoles?: readonly string[];
  /** Name of the bucket for access logs. @default - no access logs */
  readonly accessLogBucketName?: string;
}

/** The parts of the application, each told what it needs of the others: read it as a map of the folder. */
export class Application extends Construct {
  /** What the registry must not come up before. */
  readonly migration: Migration;

  constructor(scope: Construct, id: string, props: ApplicationProps) {
    super(scope, id);
    const { iam, network, artifacts, parameters, auditTrailDeliveryRole } = props;
    const context: AppContext = { iam, network, artifacts, parameters };

    const frontDoor = new FrontDoor(this, "FrontDoor", network, parameters);
    const containers = new Containers(this, "Containers", network);
    const chunkedChecksums = new SwitchCondition(this, parameters, "ChunkedChecksums");

    const search = new Search(this, "Search", context);
    const analytics = new Analytics(this, "Analytics", context);
    const userQueries = new UserQueries(this, "UserQueries", parameters);
    const s3Events = new S3Events(this, "S3Events", context);
    const packaging = new Packaging(this, "Packaging", { ...context, s3Events, chunkedChecksums });
    const duckDbSelect = new DuckDbSelect(this, "DuckDbSelect", context);
    const iceberg = new Iceberg(this, "Iceberg", { ...context, s3Events, userQueries });
    const previewApi = new PreviewApi(this, "PreviewApi", context);

    new WebFirewall(this, "WebFirewall", { parameters, frontDoor, previewApi });
    const address = new RegistryAddress(this, "RegistryAddress", network, containers);
    const registrySecurityGroupId = address.securityGroupId;
    const tabulator = new Tabulator(this, "Tabulator", { ...context, userQueries, registrySecurityGroupId });
    const access = new Access(this, "Access", { iam, serviceUserRoles: props.serviceUserRoles });
    const signIn = new SignIn(this, "SignIn", parameters);
    const auditTrail = new AuditTrail(this, "AuditTrail", {
      ...context,
      containers,
      deliveryRole: auditTrailDeliveryRole,
    });

    const tasks = new RegistryTasks(this, "RegistryTasks", {
      ...context,
      containers,
      frontDoor,
      access,
      packageRules: packaging.rules,
      indexerQueue: search.indexerQueue,
      partSettings: {
        ...partSettings({ parameters, analytics, auditTrail, duckDbSelect, packaging, s3Events, search, userQueries }),
        ...iceberg.environment,
        ...tabulator.environment,
        ...signIn.registryEnvironment,
      },
    });
    this.migration = new Migration(this, "Migration", { ...context, containers, tasks });
    new RegistryServices(this, "RegistryServices", {
      ...context,
      containers,
      frontDoor,
      address,
      tasks,
      migration: this.migration,
    });
    new S3Proxy(this, "S3Proxy", { ...context, containers, frontDoor, registryAddress: address });
    new WebCatalog(this, "WebCatalog", {
      ...context,
      containers,
      frontDoor,
      signIn,
      previewApi,
      analytics,
      packaging,
      chunkedChecksums,
    });
    keepAccessLogs(this, props.accessLogBucketName);
    createOutputs(this, { iam, network, frontDoor, userQueries, s3Events, packaging, tabulator });
  }
}
