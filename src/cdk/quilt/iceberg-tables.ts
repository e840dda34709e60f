import { READ_TABLES, RUN_QUERIES, USE_RESULTS } from "./action-sets";
import { GLUE_CATALOG, allow, app, bucket, objects, tables } from "./statements";

const TABLES = ["package_manifest", "package_entry", "package_revision", "package_tag"];

/** The catalog, the Iceberg database and its four tables. */
const definitions = [GLUE_CATALOG, app("IcebergDatabase"), ...TABLES.map((table) => tables("IcebergDatabase", table))];

export const queryIceberg = allow(...RUN_QUERIES).on(app("IcebergWorkGroup"));

/** Queries join the Iceberg tables with those of the users' database. */
export const readUserTables = allow(...READ_TABLES).on(
  GLUE_CATALOG,
  app("UserAthenaDatabase"),
  tables("UserAthenaDatabase", "*"),
);

export const useIcebergData = allow(...USE_RESULTS).on(
  bucket("IcebergBucket"),
  ...TABLES.map((table) => objects("IcebergBucket", `${table}/*`)),
);

/** Iceberg commits a change to a table by updating its definition. */
export const writeIcebergTables = allow(...READ_TABLES, "glue:UpdateTable").on(...definitions);

export const manageIcebergTables = allow(...READ_TABLES, "glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable").on(
  ...definitions,
);
