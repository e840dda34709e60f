import type { IamNames } from "../iam-outputs";
import type { ModuleVariable } from "./module-variable";

type Variables = Readonly<Record<string, ModuleVariable>>;

/** Parts of a deployment that the caller may bring, so that the module needs neither their modules nor their provider. */
export const BRINGABLE = ["network", "database", "search", "admin-password"] as const;
/** A part that the caller may bring. */
export type Bringable = (typeof BRINGABLE)[number];

const optionalText = (description: string): ModuleVariable => ({ type: "string", description, default: null });

/** Variables of every Quilt module. */
export const commonVariables = ({ roleNames, policyNames }: IamNames) =>
  ({
    name: { type: "string", description: "Name of the application stack and prefix of everything else." },
    internal: {
      type: "bool",
      description: "Whether the load balancer is reached from inside the network only.",
    },
    parameters: {
      type: "map(string)",
      description: "Parameters of the application stack; they win over those for IAM and infrastructure.",
      default: {},
    },
    template_file: optionalText("File with the application's template; give this or template_url."),
    template_url: optionalText("HTTPS URL of the application's template in S3."),
    iam_template_url: optionalText(
      "HTTPS URL of the IAM template in S3. With it, or with iam_template_file, IAM has a stack of its own.",
    ),
    iam_template_file: optionalText("File with the IAM template, instead of a URL."),
    iam_stack_name: optionalText("Name of the IAM stack, {name}-iam if null."),
    iam_parameters: { type: "map(string)", description: "Parameters of the IAM stack.", default: {} },
    iam_tags: { type: "map(string)", description: "Tags of the IAM stack, beside tags.", default: {} },
    iam_role_names: {
      type: "list(string)",
      description: "Roles of the IAM template, each with an output {Name}Arn. Leave out those that it has not.",
      default: roleNames,
    },
    iam_policy_names: {
      type: "list(string)",
      description:
        "Managed policies of the IAM template, each with an output {Name}Arn. Leave out those that it has not.",
      default: policyNames,
    },
    follow_templates: {
      type: "bool",
      description: "Whether new versions of templates at the same URL update the stacks.",
      default: true,
    },
    dns_zone_id: optionalText("Zone of Route 53 for names made of parameter QuiltWebHost; no names if null."),
    dns_ttl: { type: "number", description: "How long others may remember the names, in seconds.", default: 60 },
    stack_notification_arns: {
      type: "list(string)",
      description: "Topics that hear of the application stack's events.",
      default: [],
    },
    create_timeout: {
      type: "string",
      description: "How long the application stack may take to be created.",
      default: "30m",
    },
    update_timeout: { type: "string", description: "How long it may take to be updated.", default: "1h" },
    delete_timeout: { type: "string", description: "How long it may take to be deleted.", default: "1h30m" },
    on_failure: {
      type: "string",
      description: "What becomes of an application stack that cannot be created; read once.",
      default: "ROLLBACK",
    },
    tags: {
      type: "map(string)",
      description: "Tags of both stacks and of everything that is created beside them.",
      default: {},
    },
  }) as const satisfies Variables;

/** Variables of a network: new ones can be left to the module, existing ones are described by the rest. */
export const NETWORK_VARIABLES = {
  vpc_id: optionalText("Id of an existing VPC."),
  intra_subnets: { type: "list(string)", description: "2 existing subnets for database and search.", default: null },
  private_subnets: { type: "list(string)", description: "2 existing subnets for the containers.", default: null },
  public_subnets: {
    type: "list(string)",
    description: "2 existing public subnets for the load balancer of a deployment that is not internal.",
    default: null,
  },
  user_security_group: optionalText("Existing security group that lets users in on ports 443 and 80."),
  user_subnets: {
    type: "list(string)",
    description: "2 existing subnets for the load balancer of an internal deployment.",
    default: null,
  },
  api_endpoint: optionalText("Existing VPC endpoint of execute-api, for an internal deployment."),
} as const satisfies Variables;

export const NEW_NETWORK_VARIABLES = {
  create_new_vpc: { type: "bool", description: "Whether to create a network.", default: false },
  cidr: { type: "string", description: "Addresses of a new network, /16 to /24.", default: "10.0.0.0/16" },
} as const satisfies Variables;

export const ADMIN_PASSWORD_VARIABLES = {
  required: {
    admin_password: {
      type: "string",
      description: "Password of Quilt's administrator, 8 to 64 characters.",
      sensitive: true,
    },
  },
  optional: {
    admin_password: {
      type: "string",
      description: "Password of Quilt's administrator, 8 to 64 characters; a random one if null.",
      sensitive: true,
      default: null,
    },
  },
} as const satisfies Readonly<Record<string, Variables>>;

export const EXISTING_DATABASE_VARIABLES = {
  db_url: {
    type: "string",
    description: "postgresql://{user}:{password}@{address}:{port}/{database} of an existing database.",
    sensitive: true,
  },
  db_accessor_security_group: { type: "string", description: "Security group that may reach the database." },
} as const satisfies Variables;

export const NEW_DATABASE_VARIABLES = {
  db_snapshot_identifier: optionalText("Snapshot to restore the database from."),
  db_instance_class: { type: "string", description: "Class of the database's instance.", default: "db.t3.small" },
  db_multi_az: {
    type: "bool",
    description: "Whether a second instance stands by in another availability zone.",
    default: true,
  },
  db_network_type: { type: "string", description: "IPV4 or DUAL.", default: "DUAL" },
  db_deletion_protection: {
    type: "bool",
    description: "Whether the database is protected against deletion.",
    default: true,
  },
} as const satisfies Variables;

export const EXISTING_SEARCH_VARIABLES = {
  search_domain_endpoint: { type: "string", description: "Host name of an existing domain, without https://." },
  search_domain_arn: { type: "string", description: "ARN of the domain." },
  search_accessor_security_group: { type: "string", description: "Security group that may reach the domain." },
} as const satisfies Variables;

export const NEW_SEARCH_VARIABLES = {
  search_auto_tune_desired_state: { type: "string", description: "DISABLED or ENABLED.", default: "DISABLED" },
  search_instance_count: { type: "number", description: "Number of data nodes.", default: 2 },
  search_instance_type: {
    type: "string",
    description: "Type of the data nodes.",
    default: "m6g.xlarge.elasticsearch",
  },
  search_dedicated_master_enabled: {
    type: "bool",
    description: "Whether there are master nodes of their own.",
    default: true,
  },
  search_dedicated_master_count: { type: "number", description: "Number of master nodes.", default: 3 },
  search_dedicated_master_type: {
    type: "string",
    description: "Type of the master nodes.",
    default: "m6g.large.elasticsearch",
  },
  search_zone_awareness_enabled: {
    type: "bool",
    description: "Whether the nodes stand in two availability zones.",
    default: true,
  },
  search_volume_size: { type: "number", description: "Size of each data node's volume, in GiB.", default: 1024 },
  search_volume_type: { type: "string", description: "Type of the volumes: gp2, gp3 or io1.", default: "gp2" },
  search_volume_iops: {
    type: "number",
    description: "Operations per second of a gp3 volume: 3000 or more.",
    default: null,
  },
  search_volume_throughput: { type: "number", description: "Throughput of a gp3 volume, in MiB/s.", default: null },
} as const satisfies Variables;
