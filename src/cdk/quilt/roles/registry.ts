import { SEARCH_REQUESTS } from "../action-sets";
import { ECS_TASKS, EXTRA_PRINCIPALS, attached, aws, defineRole } from "../declarations";
import { manageIcebergTables, queryIceberg, readUserTables, useIcebergData } from "../iceberg-tables";
import {
  CANARY_NAMES,
  REGISTRY_POLICY_PREFIX,
  SCRATCH_BUCKET_PREFIX,
  USER_WORKGROUP_PREFIX,
  quiltPath,
} from "../shared-names";
import {
  ANYTHING,
  APP_STACK,
  GLUE_CATALOG,
  allow,
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
  }),
];

/** Buckets of the customer's are added to the catalogue at run time, so that they cannot be named. */
const connectBuckets: readonly Statement[] = [
  allow("s3:GetBucketNotification", "s3:ListBucket", "s3:ListBucketVersions", "s3:PutBucketNotification").on(ANYTHING),
  allow(
    "sns:CreateTopic",
    "sns:DeleteTopic",
    "sns:GetTopicAttributes",
    "sns:SetTopicAttributes",
    "sns:GetSubscriptionAttributes",
    "sns:Subscribe",
    "sns:Unsubscribe",
  ).on(ANYTHING),
  allow("sqs:*").on(app("IndexerQueue"), app("PkgEventsQueue"), app("S3SNSToEventBridgeQueue")),
];

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
  .on(arn(`s3:::${SCRATCH_BUCKET_PREFIX}*`), arn(`s3:::${SCRATCH_BUCKET_PREFIX}*/*`))
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
    .on(ANYTHING)
    .when({ "ForAnyValue:StringEquals": { "synthetics:Names": CANARY_NAMES } }),
  allow("synthetics:GetCanaryRuns").on(...CANARY_NAMES.map((name) => local("synthetics", `canary:${name}`))),
  allow("cloudwatch:GetMetricData").on(ANYTHING),
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
    .on(local("athena", `workgroup/${USER_WORKGROUP_PREFIX}*`))
    .named("UserAthenaManageWorkGroups"),
  allow("s3:GetBucketLocation").on(bucket("UserAthenaResultsBucket")).named("UserAthenaManageWorkGroupsS3"),
];

export const amazonEcsTaskExecutionRole = defineRole({
  name: "AmazonECSTaskExecutionRole",
  trusts: [ECS_TASKS, EXTRA_PRINCIPALS],
  attaches: [
    aws("service-role/AmazonECSTaskExecutionRolePolicy"),
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
      ).on(ANYTHING),
      allow("aws-marketplace:MeterUsage", "aws-marketplace:RegisterUsage").on(ANYTHING),
      allow(...SEARCH_REQUESTS).on(parameter("SearchDomainArn", "/*")),
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
