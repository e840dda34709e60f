import { TerraformHclModule, Token } from "cdktf";
import type { IResolvable } from "cdktf";
import type { Construct } from "constructs";
import { createAccess } from "./access";
import { hcl, raw } from "./expression";
import type { Expression } from "./expression";
import { checkInputs } from "./input-rule";
import { INPUT_RULES } from "./input-rules";
import { RDS_MODULE } from "./module-sources";
import type { Network } from "./network";
import { createPassword } from "./random-password";

/** A new PostgreSQL database, by the module terraform-aws-modules/rds. */
export interface DatabaseProps {
  /**
   * Snapshot to restore from.
   *
   * @default - an empty database
   */
  readonly snapshotIdentifier?: string;

  /**
   * Class of the instance.
   *
   * @default - db.t3.small
   */
  readonly instanceClass?: string;

  /**
   * Whether a second instance stands by in another availability zone.
   *
   * @default - it does
   */
  readonly multiAz?: boolean | IResolvable;

  /**
   * IPV4 or DUAL.
   *
   * @default - DUAL, which takes a network with IPv6
   */
  readonly networkType?: string;

  /**
   * Whether the database is protected against deletion.
   *
   * @default - it is
   */
  readonly deletionProtection?: boolean | IResolvable;
}

/** A PostgreSQL database that exists. */
export interface ExistingDatabase {
  /** `postgresql://{user}:{password}@{address}:{port}/{database}`. */
  readonly url: string;
  /** Id of the security group that may reach it. */
  readonly accessorSecurityGroup: string;
}

/** A database, new or not. */
export interface Database {
  readonly url: string;
  readonly accessorSecurityGroup: string;
  /** Where the database is new. */
  readonly password: string | undefined;
}

export interface DatabaseInputs {
  readonly name: string;
  readonly network: Network;
  readonly database: DatabaseProps;
  readonly tags: { readonly [name: string]: string };
}

/** A new database, which nothing but its accessors' security group reaches. */
export function createDatabase(scope: Construct, { name, network, database, tags }: DatabaseInputs): Database {
  const networkType = { name: "networkType", value: database.networkType, rule: INPUT_RULES.networkType };
  // The provider refuses another type of network itself.
  checkInputs(scope, [networkType]);
  const what = "the database of Quilt";
  const { server, accessor } = createAccess(scope, "db", {
    name: `${name}-db`,
    what,
    port: 5432,
    vpcId: network.vpcId,
    tags,
  });
  const password = createPassword(scope, "db_password", true);
  const instance = new TerraformHclModule(scope, "db_instance", {
    ...RDS_MODULE,
    variables: {
      identifier: name,
      snapshot_identifier: database.snapshotIdentifier,
      engine: "postgres",
      engine_version: "15",
      allow_major_version_upgrade: true,
      auto_minor_version_upgrade: false,
      storage_type: "gp2",
      allocated_storage: 100,
      storage_encrypted: true,
      instance_class: database.instanceClass ?? "db.t3.small",
      multi_az: database.multiAz ?? true,
      apply_immediately: true,
      db_name: "quilt",
      username: "root",
      port: "5432",
      manage_master_user_password: false,
      password,
      vpc_security_group_ids: [server.id],
      create_db_subnet_group: true,
      subnet_ids: network.intraSubnets,
      network_type: database.networkType ?? "DUAL",
      create_db_option_group: false,
      create_db_parameter_group: false,
      backup_retention_period: 7,
      deletion_protection: database.deletionProtection ?? true,
      tags,
    },
  });
  const output = (path: string): Expression => hcl`${instance.fqn}.${raw(path)}`;
  const url = hcl`format("postgresql://%s:%s@%s/%s", ${output("db_instance_username")}, ${password}, ${output("db_instance_endpoint")}, ${output("db_instance_name")})`;
  return { url: Token.asString(url), accessorSecurityGroup: accessor.id, password };
}
