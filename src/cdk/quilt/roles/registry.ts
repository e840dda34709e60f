import { SEARCH_REQUESTS } from "../action-sets";
import { ECS_TASKS, EXTRA_PRINCIPALS, TASK_EXECUTION, attached, defineRole } from "../declarations";
import { manageIcebergTables, queryIceberg, readUserTables, useIcebergData } from "../iceberg-tables";
import {
  CANARY_NAMES,
  REGISTRY_POLICY_PREFIX,
  SCRATCH_BUCKET_PREFIX,
  USER_WORKGROUP_PREFIX,
  quiltPath,
} from "../shared-names";
import {
  APP_STACK,
  GLUE_CATALOG,
  allow,
  anything,
  app,
  arn,
  bucket,
  local,
  objects,
  parameter,
  policy,
  tables,
  type Statement,
} from "../statements";
import { readAccessCounts, readStatusReports } from "../user-statements";

const VERSIONS = [
  "iam:CreatePolicyVersion",
  "iam:ListPolicyVersions",
  "iam:DeletePolicyVersion",
  "iam:SetDefaultPolicyVersion",
];

/** The registry writes which buckets the catalogue knows, and which roles it may assume, into policies. */
const managePolicies: readonly Statement[] = [
  allow("iam:GetPolicy", ...VERSIONS).on(
    policy("BucketReadPolicy"),
    policy("BucketWritePolicy"),
    policy("RegistryAssumeRolePolicy"),
  ),
  allow("iam:CreatePolicy", "iam:DeletePolicy", ...VERSIONS).on({
    text: ({ stackName }) =>
      `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy${quiltPath(stackName)}${REGISTRY_POLICY_PREFIX}*`,
    isAppBucket: false,
    reason: "The registry creates these policies at run time, in a path of its own.",
  }),
];

const CUSTOMERS = anything("Customers connect buckets of theirs at run time.");
const NO_RESOURCES = anything("These actions know no resources.");

const connectBuckets: readonly Statement[] = [
  allow("s3:GetBucketNotification", "s3:ListBucket", "s3:ListBucketVersions", "s3:PutBucketNotification").on(CUSTOMERS),
  allow(
    "sns:CreateTopic",
    "sns:DeleteTopic",
    "sns:GetTopicAttributes",
    "sns:SetTopicAttributes",
    "sns:GetSubscriptionAttributes",
    "sns:Subscribe",
    "sns:Unsubscribe",
  ).on(CUSTOMERS),
  allow("sqs:*")
    .on(app("IndexerQueue"), app("PkgEventsQueue"), app("S3SNSToEventBridgeQueue"))
    .because("The registry writes the policies of these three queues, and drains them."),
];

const SCRATCH = "The registry creates these buckets at run time.";

const manageScratchBuckets = allow(
  "s3:CreateBucket",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:ListBucketVersions",
  "s3:PutBucketPolicy",
  "s3:PutBucketVersioning",
  "s3:PutLifecycleConfiguration",
)
  .on(arn(`s3:::${SCRATCH_BUCKET_PREFIX}*`, SCRATCH), arn(`s3:::${SCRATCH_BUCKET_PREFIX}*/*`, SCRATCH))
  .named("ManageScratchBuckets");

const configureIndexing: readonly Statement[] = [
  allow("lambda:GetFunctionConfiguration", "lambda:UpdateFunctionConfiguration").on(app("SearchHandler")),
  allow("ssm:PutParameter").on(app("IndexingPerBucketConfigs")),
];

const createPackages: readonly Statement[] = [
  allow("s3:PutObject").on(
    objects("ServiceBucket", "user-requests/create-package"),
    objects("ServiceBucket", "scratch-buckets.json"),
  ),
  allow("lambda:InvokeFunction").on(app("PkgCreate"), app("PkgPromote"), app("DuckDBSelectLambda")),
  allow("events:DescribeRule", "events:DisableRule", "events:EnableRule").on(
    app("PackagerROCrateRule"),
    app("PackagerOmicsRule"),
  ),
];

const showStatus: readonly Statement[] = [
  allow("synthetics:DescribeCanaries", "synthetics:DescribeCanariesLastRun")
    .on(NO_RESOURCES)
    .when({ "ForAnyValue:StringEquals": { "synthetics:Names": CANARY_NAMES } }),
  allow("synthetics:GetCanaryRuns").on(...CANARY_NAMES.map((name) => local("synthetics", `canary:${name}`))),
  allow("cloudwatch:GetMetricData").on(NO_RESOURCES),
  allow("cloudformation:ListStackResources", "cloudformation:DescribeStacks").on(APP_STACK),
  ...readStatusReports,
];

const keepPackagePartitions = allow(
  "glue:BatchCreatePartition",
  "glue:BatchDeletePartition",
  "glue:BatchGetPartition",
  "glue:GetPartitions",
  "glue:CreatePartition",
  "glue:DeletePartition",
).on(GLUE_CATALOG, app("AthenaDatabase"), app("NamedPackagesAthenaTable"));

const manageUserAthena: readonly Statement[] = [
  allow("glue:BatchDeleteTable", "glue:CreateTable", "glue:DeleteTable", "glue:UpdateTable")
    .on(GLUE_CATALOG, app("UserAthenaDatabase"), tables("UserAthenaDatabase", "*"))
    .named("ManageTablesInUserAthenaDatabase"),
  allow("athena:CreateWorkGroup", "athena:DeleteWorkGroup", "athena:UpdateWorkGroup")
    .on(local("athena", `workgroup/${USER_WORKGROUP_PREFIX}*`, "The registry creates these work groups at run time."))
    .named("UserAthenaManageWorkGroups"),
  allow("s3:GetBucketLocation").on(bucket("UserAthenaResultsBucket")).named("UserAthenaManageWorkGroupsS3"),
];

export const amazonEcsTaskExecutionRole = defineRole({
  name: "AmazonECSTaskExecutionRole",
  trusts: [ECS_TASKS, EXTRA_PRINCIPALS],
  attaches: [
    TASK_EXECUTION,
    attached("BucketReadPolicy"),
    attached("BucketWritePolicy"),
    attached("RegistryAssumeRolePolicy"),
  ],
  may: {
    root: [
      // ECS Exec: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
      allow(
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ).on(NO_RESOURCES),
      allow("aws-marketplace:MeterUsage", "aws-marketplace:RegisterUsage").on(NO_RESOURCES),
      allow(...SEARCH_REQUESTS).on(
        parameter("SearchDomainArn", "/*", "All indices of the domain: the registry makes them."),
      ),
      ...connectBuckets,
      manageScratchBuckets,
      ...managePolicies,
      ...configureIndexing,
      ...createPackages,
      ...readAccessCounts,
      ...showStatus,
      allow("firehose:PutRecord").on(app("AuditTrailDeliveryStream")),
      keepPackagePartitions,
      ...manageUserAthena,
      queryIceberg,
      readUserTables,
      useIcebergData,
      manageIcebergTables,
    ],
  },
});
