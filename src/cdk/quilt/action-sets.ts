/** Signed requests to a search domain. */
export const SEARCH_REQUESTS = ["es:ESHttpDelete", "es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost", "es:ESHttpPut"];

/** What an event source mapping needs of its queue. */
export const CONSUME_QUEUE = ["sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:GetQueueAttributes"];

/** To run queries in a work group. */
export const RUN_QUERIES = [
  "athena:BatchGetNamedQuery",
  "athena:BatchGetQueryExecution",
  "athena:GetNamedQuery",
  "athena:GetQueryExecution",
  "athena:GetQueryResults",
  "athena:GetWorkGroup",
  "athena:StartQueryExecution",
  "athena:StopQueryExecution",
  "athena:ListNamedQueries",
  "athena:ListQueryExecutions",
];

/** To find one's way around Athena. */
export const LIST_ATHENA = ["athena:ListWorkGroups", "athena:ListDataCatalogs", "athena:ListDatabases"];

/** To read table definitions. */
export const READ_TABLES = ["glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables"];

/** To read and write query results and table data. */
export const USE_RESULTS = [
  "s3:GetBucketLocation",
  "s3:GetObject",
  "s3:PutObject",
  "s3:AbortMultipartUpload",
  "s3:ListMultipartUploadParts",
];
