import type { IamModel, StatementModel } from "./iam-model";
import { EMPTY_ROLE, mapStatements } from "./iam-model";

/** A way in which our roles and policies differ from the real ones on purpose. */
export interface IntendedDifference {
  readonly id: string;
  readonly reason: string;
  /** @default - both patterns */
  readonly only?: "external" | "inline";
  /** The roles and policies that it changes, all of them. */
  readonly where: readonly string[];
  /** What it makes of a role or policy; the same one where it changes nothing. */
  readonly apply: (model: IamModel, name: string) => IamModel;
}

const LAMBDA_VPC = "arn:{Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole";

const S3_BUCKET_PATTERN = /^arn:\{Partition\}:s3:::\{App\}-/;
const serviceOf = (arn: string): string => arn.split(":")[2] ?? "*";

/** In the order in which they are applied to the facts. */
export const INTENDED_DIFFERENCES: readonly IntendedDifference[] = [
  {
    id: "s3-lambda-role",
    reason:
      "The real template has no S3LambdaRole, the catalogue does: it gets what its siblings S3HashLambdaRole and S3CopyLambdaRole have.",
    where: ["S3LambdaRole"],
    apply: (model, name) =>
      name !== "S3LambdaRole"
        ? model
        : {
            ...EMPTY_ROLE,
            trust: [
              { effect: "Allow", services: ["lambda.amazonaws.com"], principals: [], actions: ["sts:AssumeRole"] },
            ],
            attached: [LAMBDA_VPC],
          },
  },
  {
    id: "no-empty-sid",
    reason: "An empty Sid says nothing and counts towards the size of the template.",
    where: [
      "SearchHandlerRole",
      "EsIngestRole",
      "ManifestIndexerRole",
      "AccessCountsRole",
      "PkgEventsRole",
      "DuckDBSelectLambdaRole",
      "PkgPushRole",
      "PackagerRole",
      "AmazonECSTaskExecutionRole",
      "ManagedUserRole",
      "MigrationLambdaRole",
      "TrackingCronRole",
      "ApiRole",
      "TimestampResourceHandlerRole",
      "TabulatorRole",
      "TabulatorOpenQueryRole",
      "IcebergLambdaRole",
      "T4BucketReadRole",
      "T4BucketWriteRole",
      "S3SNSToEventBridgeRole",
      "S3HashLambdaRole",
      "S3CopyLambdaRole",
    ],
    apply: (model) => ({
      ...model,
      trust: model.trust.map(({ sid, ...trust }) => (sid === "" || sid === undefined ? trust : { sid, ...trust })),
    }),
  },
  {
    id: "no-fixed-users",
    reason:
      "Five development users of one account, in partition aws only, are trusted in the real template: a role cannot be created once one of them is gone. They are the option extraTrustedPrincipals, empty unless given.",
    where: ["AmazonECSTaskExecutionRole", "ManagedUserRole", "T4BucketReadRole", "T4BucketWriteRole"],
    apply: (model) => ({
      ...model,
      trust: model.trust.map((trust) => ({
        ...trust,
        principals: trust.principals.filter((principal) => !principal.startsWith("arn:aws:iam::")),
      })),
    }),
  },
  {
    id: "role-names",
    reason:
      "Issue 3 names roles {IAM stack}-{Name}. The two T4 roles keep their names, which bucket policies of customers hold.",
    only: "external",
    where: [
      "SearchHandlerRole",
      "EsIngestRole",
      "ManifestIndexerRole",
      "AccessCountsRole",
      "PkgEventsRole",
      "DuckDBSelectLambdaRole",
      "PkgPushRole",
      "PackagerRole",
      "AmazonECSTaskExecutionRole",
      "ManagedUserRole",
      "MigrationLambdaRole",
      "TrackingCronRole",
      "ApiRole",
      "TimestampResourceHandlerRole",
      "TabulatorRole",
      "TabulatorOpenQueryRole",
      "IcebergLambdaRole",
      "S3ProxyRole",
      "S3LambdaRole",
      "S3SNSToEventBridgeRole",
      "S3HashLambdaRole",
      "S3CopyLambdaRole",
    ],
    apply: (model, name) =>
      model.kind === "role" && model.name === undefined ? { ...model, name: `{StackName}-${name}` } : model,
  },
  {
    id: "twelve-characters",
    reason:
      "The facts end generated names in *, which also matches longer names, keys of objects and other resources; CloudFormation's random end has twelve characters.",
    only: "external",
    where: [
      "SearchHandlerRole",
      "EsIngestRole",
      "ManifestIndexerRole",
      "AccessCountsRole",
      "PkgEventsRole",
      "DuckDBSelectLambdaRole",
      "PkgPushRole",
      "PackagerRole",
      "AmazonECSTaskExecutionRole",
      "TabulatorRole",
      "IcebergLambdaRole",
      "T4BucketWriteRole",
      "S3SNSToEventBridgeRole",
      "ManagedUserRoleBasePolicy",
      "UserAthenaNonManagedRolePolicy",
      "UserAthenaManagedRolePolicy",
      "TabulatorOpenQueryPolicy",
      "T4DefaultBucketReadPolicy",
    ],
    apply: (model) => mapResources(model, tighten),
  },
  {
    id: "app-stack-arn",
    reason:
      "AWS::StackId would be the IAM stack's: the app stack's ARN is named by its name, its UUID cannot be known before it exists.",
    only: "external",
    where: ["AmazonECSTaskExecutionRole"],
    apply: (model) =>
      mapResources(model, (text) =>
        text === "{StackId}" ? "arn:{Partition}:cloudformation:{Region}:{Account}:stack/{App}/*" : text,
      ),
  },
  {
    id: "s3-apart",
    reason:
      "aws:ResourceAccount belongs on statements over buckets alone, so that S3 and the other services of a statement part; actions of a service on resources of another never meant anything.",
    where: [
      "AmazonECSTaskExecutionRole",
      "IcebergLambdaRole",
      "UserAthenaNonManagedRolePolicy",
      "UserAthenaManagedRolePolicy",
    ],
    apply: (model) => mapStatements(model, (statements) => statements.flatMap(divideByService)),
  },
  {
    id: "trail-apart",
    reason: "The CloudTrail bucket may be another account's: it does not get the condition of the app's own bucket.",
    only: "external",
    where: ["AccessCountsRole"],
    apply: (model) => mapStatements(model, (statements) => statements.flatMap(divideByOwner)),
  },
  {
    id: "resource-account",
    reason: "S3 ARNs hold no account, so that a pattern of bucket names also matches buckets of others.",
    only: "external",
    where: [
      "EsIngestRole",
      "ManifestIndexerRole",
      "AccessCountsRole",
      "DuckDBSelectLambdaRole",
      "PkgPushRole",
      "PackagerRole",
      "AmazonECSTaskExecutionRole",
      "TabulatorRole",
      "IcebergLambdaRole",
      "T4BucketWriteRole",
      "ManagedUserRoleBasePolicy",
      "UserAthenaNonManagedRolePolicy",
      "UserAthenaManagedRolePolicy",
      "TabulatorOpenQueryPolicy",
      "T4DefaultBucketReadPolicy",
    ],
    apply: (model) =>
      mapStatements(model, (statements) =>
        statements.map((statement) =>
          statement.resources?.some((text) => S3_BUCKET_PATTERN.test(text)) === true
            ? {
                ...statement,
                conditions: { ...statement.conditions, StringEquals: { "aws:ResourceAccount": ["{Account}"] } },
              }
            : statement,
        ),
      ),
  },
  {
    id: "nothing-without-qurator",
    reason: "Where Qurator is off, the real statement allows bedrock:InvokeModel on nothing: ours is not there.",
    where: ["ManagedUserRoleBasePolicy", "T4DefaultBucketReadPolicy"],
    apply: (model) =>
      mapStatements(model, (statements) =>
        statements.map((statement) =>
          statement.choice?.otherwise?.notResources?.join() === "*"
            ? { ...statement, choice: { condition: statement.choice.condition } }
            : statement,
        ),
      ),
  },
  {
    id: "merged",
    reason:
      "Statements without a Sid that allow the same actions, or are about the same resources, under the same conditions are one: the registry's role is near IAM's limit of 10,240 characters.",
    where: [
      "AmazonECSTaskExecutionRole",
      "T4BucketWriteRole",
      "ManagedUserRoleBasePolicy",
      "T4DefaultBucketReadPolicy",
    ],
    apply: (model) => mapStatements(model, (statements) => joinAlike(joinAlike(statements, "actions"), "resources")),
  },
];

function mapResources(model: IamModel, change: (text: string) => string): IamModel {
  return mapStatements(model, (statements) =>
    statements.map((statement) =>
      statement.resources === undefined ? statement : { ...statement, resources: statement.resources.map(change) },
    ),
  );
}

/** The first `*` after a generated name's hyphen or underscore becomes twelve characters. */
function tighten(text: string): string {
  if (/QuiltUserAthena-\*|quilt-scratch-\*|\/Quilt-\*/.test(text)) return text;
  return text.replace(/([-_])\*/, `$1${"?".repeat(12)}`);
}

function divideByService(statement: StatementModel): StatementModel[] {
  const { actions, resources = [], sid } = statement;
  const ofS3 = (text: string): boolean => serviceOf(text) === "s3";
  const s3Resources = resources.filter(ofS3);
  if (s3Resources.length === 0 || s3Resources.length === resources.length) return [statement];
  const isS3Action = (action: string): boolean => action.startsWith("s3:");
  return [
    {
      ...statement,
      actions: actions.filter((action) => !isS3Action(action)),
      resources: resources.filter((text) => !ofS3(text)),
    },
    {
      ...statement,
      ...(sid !== undefined && { sid: `${sid}S3` }),
      actions: actions.filter(isS3Action),
      resources: s3Resources,
    },
  ];
}

function divideByOwner(statement: StatementModel): StatementModel[] {
  const { resources = [] } = statement;
  const own = resources.filter((text) => S3_BUCKET_PATTERN.test(text));
  if (own.length === 0 || own.length === resources.length) return [statement];
  return [
    { ...statement, resources: own },
    { ...statement, resources: resources.filter((text) => !own.includes(text)) },
  ];
}

function joinAlike(statements: readonly StatementModel[], joined: "actions" | "resources"): StatementModel[] {
  const result: StatementModel[] = [];
  for (const statement of statements) {
    const rest = (one: StatementModel): string => JSON.stringify({ ...one, [joined]: [] });
    const at = result.findIndex(
      (one) => one.sid === undefined && one.resources !== undefined && rest(one) === rest(statement),
    );
    const twin = result[at];
    if (twin === undefined) result.push(statement);
    else result[at] = { ...twin, [joined]: [...new Set([...(twin[joined] ?? []), ...(statement[joined] ?? [])])] };
  }
  return result;
}
