import { LIST_ATHENA, READ_TABLES, RUN_QUERIES, USE_RESULTS } from "../action-sets";
import { definePolicy } from "../declarations";
import { GLUE_CATALOG, allow, anything, app, bucket, local, objects, tables, type Statement } from "../statements";
import { throughAthena } from "./users";

const listAthena = allow(...LIST_ATHENA).on(
  anything("Users find the work groups, catalogs and databases of customers too."),
);

const readTablesThroughAthena = allow(...READ_TABLES)
  .on(GLUE_CATALOG, app("UserAthenaDatabase"), tables("UserAthenaDatabase", "*"))
  .when(throughAthena);

const useResultsOf = (roles: string): Statement =>
  allow(...USE_RESULTS)
    .on(bucket("UserAthenaResultsBucket"), objects("UserAthenaResultsBucket", `athena-results/${roles}/*`))
    .when(throughAthena);

/** Tabulator leaves results that are too large for an answer in its bucket. */
const readSpillOf = (roles: string): Statement =>
  allow("s3:GetObject", "s3:ListBucket")
    .on(
      bucket("TabulatorBucket"),
      objects("TabulatorBucket", `spill/${roles}/*`),
      objects("TabulatorBucket", "spill/open-query/*"),
    )
    .when(throughAthena);

export const userAthenaNonManagedRolePolicy = definePolicy({
  name: "UserAthenaNonManagedRolePolicy",
  allows: [
    allow(...RUN_QUERIES).on(app("UserAthenaNonManagedRoleWorkgroup")),
    listAthena,
    readTablesThroughAthena,
    useResultsOf("non-managed-roles"),
    readSpillOf("non-managed-roles"),
  ],
});

export const userAthenaManagedRolePolicy = definePolicy({
  name: "UserAthenaManagedRolePolicy",
  allows: [
    allow(...RUN_QUERIES).on(
      local("athena", "workgroup/*", "Each managed role has a work group of its own, which the registry creates."),
    ),
    listAthena,
    readTablesThroughAthena,
    useResultsOf("*"),
    readSpillOf("*"),
  ],
});

export const tabulatorOpenQueryPolicy = definePolicy({
  name: "TabulatorOpenQueryPolicy",
  description: "Athena queries over the open tables of Tabulator.",
  allows: [
    allow(...RUN_QUERIES)
      .on(app("TabulatorOpenQueryWorkGroup"))
      .named("AccessWorkGroup"),
    listAthena.named("ListAthenaResources"),
    allow("athena:GetDataCatalog").on(app("TabulatorDataCatalog")).named("AccessTabulatorDataCatalog"),
    allow("lambda:InvokeFunction").on(app("TabulatorLambda")).named("AccessTabulatorLambda"),
    allow(...USE_RESULTS)
      .on(bucket("UserAthenaResultsBucket"), objects("UserAthenaResultsBucket", "athena-results/non-managed-roles/*"))
      .named("AccessAthenaResults"),
    allow("s3:GetObject", "s3:ListBucket")
      .on(bucket("TabulatorBucket"), objects("TabulatorBucket", "spill/open-query/*"))
      .named("AccessTabulatorSpill"),
  ],
  inQuiltPath: true,
});
