/** A property that names a role, and the service that must be able to assume it. */
export interface AssumingService {
  readonly type: string;
  /** Way to the property. `*` is every element of a list or every key of a mapping. */
  readonly path: readonly string[];
  /** Service principal that the role's trust policy must allow. */
  readonly service: string;
  /** Whether the service's regional principal (`states.eu-west-1.amazonaws.com`) does as well. */
  readonly regional: boolean;
  /** `creation`: AWS refuses to create the resource. `use`: it creates it, and whoever runs it fails. */
  readonly checked: "creation" | "use";
  /** What the service says; `${RoleArn}` stands for the ARN. */
  readonly message: string;
  /** B seen in several public reports · C our own words: AWS's are not known. */
  readonly confidence: "B" | "C";
}

interface Row {
  readonly service: string;
  readonly regional?: boolean;
  readonly checked?: "creation" | "use";
  readonly message?: string;
  /** Dotted paths by resource type. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
}

/** Role properties by relationshipRefs of SPEC and by name; principals by the services' guides on service roles. */
const ROWS: readonly Row[] = [
  {
    service: "lambda",
    message: "The role defined for the function cannot be assumed by Lambda.",
    roles: { "AWS::Lambda::Function": ["Role"], "AWS::Synthetics::Canary": ["ExecutionRoleArn"] },
  },
  {
    service: "states",
    regional: true,
    message:
      "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.",
    roles: { "AWS::StepFunctions::StateMachine": ["RoleArn"] },
  },
  {
    service: "events",
    message: "Provided role '${RoleArn}' cannot be assumed by principal 'events.amazonaws.com'.",
    roles: { "AWS::Events::Rule": ["RoleArn", "Targets.*.RoleArn"], "AWS::Events::Endpoint": ["RoleArn"] },
  },
  {
    service: "firehose",
    message: "Firehose is unable to assume role ${RoleArn}. Please check the role provided.",
    roles: {
      "AWS::KinesisFirehose::DeliveryStream": [
        "*.RoleARN",
        "*.S3Configuration.RoleARN",
        "*.S3BackupConfiguration.RoleARN",
        "*.VpcConfiguration.RoleARN",
        "*.SecretsManagerConfiguration.RoleARN",
        "*.AuthenticationConfiguration.RoleARN",
        "*.DataFormatConversionConfiguration.SchemaConfiguration.RoleARN",
      ],
    },
  },
  {
    service: "scheduler",
    message: "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
    roles: { "AWS::Scheduler::Schedule": ["Target.RoleArn"] },
  },
  {
    service: "codebuild",
    message: "CodeBuild is not authorized to perform: sts:AssumeRole on ${RoleArn}",
    roles: { "AWS::CodeBuild::Project": ["ServiceRole", "BuildBatchConfig.ServiceRole"] },
  },
  {
    service: "codepipeline",
    message: "CodePipeline is not authorized to perform AssumeRole on role ${RoleArn}",
    // The roles of single actions are assumed by the pipeline's own role, not by the service.
    roles: { "AWS::CodePipeline::Pipeline": ["RoleArn"] },
  },
  {
    service: "glue",
    message: "Service is unable to assume provided role. Please verify role's TrustPolicy",
    roles: { "AWS::Glue::Crawler": ["Role"] },
  },
  {
    service: "glue",
    checked: "use",
    roles: {
      "AWS::Glue::Job": ["Role"],
      "AWS::Glue::MLTransform": ["Role"],
      "AWS::Glue::Session": ["Role"],
      "AWS::Glue::TableOptimizer": ["TableOptimizerConfiguration.RoleArn"],
    },
  },
  {
    service: "apigateway",
    message:
      "The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.",
    roles: { "AWS::ApiGateway::Account": ["CloudWatchRoleArn"] },
  },
  {
    service: "apigateway",
    checked: "use",
    roles: {
      "AWS::ApiGateway::Authorizer": ["AuthorizerCredentials"],
      "AWS::ApiGateway::Method": ["Integration.Credentials"],
      "AWS::ApiGatewayV2::Integration": ["CredentialsArn"],
      "AWS::ApiGatewayV2::Authorizer": ["AuthorizerCredentialsArn"],
    },
  },
  {
    service: "ecs-tasks",
    // Said when a task starts; registering the definition does not look at the trust.
    checked: "use",
    message:
      "ECS was unable to assume the role '${RoleArn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.",
    roles: {
      "AWS::ECS::TaskDefinition": ["TaskRoleArn", "ExecutionRoleArn"],
      "AWS::Batch::JobDefinition": [
        "ContainerProperties.JobRoleArn",
        "ContainerProperties.ExecutionRoleArn",
        "EcsProperties.TaskProperties.*.TaskRoleArn",
        "EcsProperties.TaskProperties.*.ExecutionRoleArn",
        "NodeProperties.NodeRangeProperties.*.Container.JobRoleArn",
        "NodeProperties.NodeRangeProperties.*.Container.ExecutionRoleArn",
      ],
    },
  },
  {
    service: "ecs",
    roles: {
      "AWS::ECS::Service": ["Role", "VolumeConfigurations.*.ManagedEBSVolume.RoleArn"],
      "AWS::ECS::CapacityProvider": ["ManagedInstancesProvider.InfrastructureRoleArn"],
    },
  },
  { service: "batch", roles: { "AWS::Batch::ComputeEnvironment": ["ServiceRole"] } },
  { service: "pipes", roles: { "AWS::Pipes::Pipe": ["RoleArn"] } },
  {
    service: "iot",
    message: "AWS IoT (iot.amazonaws.com) is unable to assume role (sts:AssumeRole) on resource: ${RoleArn}",
    roles: {
      "AWS::IoT::TopicRule": ["TopicRulePayload.Actions.*.*.RoleArn", "TopicRulePayload.ErrorAction.*.RoleArn"],
    },
  },
  {
    service: "appsync",
    roles: {
      "AWS::AppSync::DataSource": ["ServiceRoleArn"],
      "AWS::AppSync::GraphQLApi": ["LogConfig.CloudWatchLogsRoleArn"],
      "AWS::AppSync::Api": ["EventConfig.LogConfig.CloudWatchLogsRoleArn"],
    },
  },
  {
    service: "cognito-idp",
    message: "Role does not have a trust relationship allowing Cognito to assume the role",
    roles: { "AWS::Cognito::UserPool": ["SmsConfiguration.SnsCallerArn"] },
  },
  { service: "s3", checked: "use", roles: { "AWS::S3::Bucket": ["ReplicationConfiguration.Role"] } },
  {
    service: "logs",
    regional: true,
    roles: { "AWS::Logs::SubscriptionFilter": ["RoleArn"], "AWS::Logs::Destination": ["RoleArn"] },
  },
  { service: "vpc-flow-logs", checked: "use", roles: { "AWS::EC2::FlowLog": ["DeliverLogsPermissionArn"] } },
  // IAM puts any role into an instance profile; the instance gets no credentials from one that does not trust EC2.
  {
    service: "ec2",
    checked: "use",
    roles: { "AWS::IAM::InstanceProfile": ["Roles.*"], "AWS::EKS::Nodegroup": ["NodeRole"] },
  },
  {
    service: "eks",
    message:
      "Role with arn: ${RoleArn}, could not be assumed because it does not exist or the trusted entity is not correct",
    roles: { "AWS::EKS::Cluster": ["RoleArn"] },
  },
  { service: "eks-fargate-pods", roles: { "AWS::EKS::FargateProfile": ["PodExecutionRoleArn"] } },
  {
    service: "monitoring.rds",
    message: "IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING",
    roles: { "AWS::RDS::DBInstance": ["MonitoringRoleArn"], "AWS::RDS::DBCluster": ["MonitoringRoleArn"] },
  },
  { service: "rds", roles: { "AWS::RDS::DBProxy": ["RoleArn"] } },
  { service: "redshift", checked: "use", roles: { "AWS::Redshift::Cluster": ["IamRoles.*"] } },
  { service: "cloudtrail", roles: { "AWS::CloudTrail::Trail": ["CloudWatchLogsRoleArn"] } },
  { service: "config", roles: { "AWS::Config::ConfigurationRecorder": ["RoleARN"] } },
  { service: "backup", roles: { "AWS::Backup::BackupSelection": ["BackupSelection.IamRoleArn"] } },
  { service: "dlm", roles: { "AWS::DLM::LifecyclePolicy": ["ExecutionRoleArn"] } },
  { service: "codedeploy", roles: { "AWS::CodeDeploy::DeploymentGroup": ["ServiceRoleArn"] } },
  { service: "kinesisanalytics", roles: { "AWS::KinesisAnalyticsV2::Application": ["ServiceExecutionRole"] } },
  { service: "sns", checked: "use", roles: { "AWS::SNS::Subscription": ["SubscriptionRoleArn"] } },
  { service: "transfer", roles: { "AWS::Transfer::User": ["Role"], "AWS::Transfer::Server": ["LoggingRole"] } },
  { service: "airflow-env", roles: { "AWS::MWAA::Environment": ["ExecutionRoleArn"] } },
  { service: "tasks.apprunner", roles: { "AWS::AppRunner::Service": ["InstanceConfiguration.InstanceRoleArn"] } },
  {
    service: "build.apprunner",
    roles: { "AWS::AppRunner::Service": ["SourceConfiguration.AuthenticationConfiguration.AccessRoleArn"] },
  },
  {
    service: "sagemaker",
    roles: {
      "AWS::SageMaker::Domain": ["DefaultUserSettings.ExecutionRole"],
      "AWS::SageMaker::FeatureGroup": ["RoleArn"],
      "AWS::SageMaker::Model": ["ExecutionRoleArn"],
      "AWS::SageMaker::NotebookInstance": ["RoleArn"],
      "AWS::SageMaker::Pipeline": ["RoleArn"],
    },
  },
  { service: "autoscaling", roles: { "AWS::AutoScaling::LifecycleHook": ["RoleARN"] } },
];

/** Every known role property of a resource type, with the service that assumes the role. */
export const assumingServices: readonly AssumingService[] = ROWS.flatMap((row) =>
  Object.entries(row.roles).flatMap(([type, paths]) =>
    paths.map((path): AssumingService => ({
      type,
      path: path.split("."),
      service: `${row.service}.amazonaws.com`,
      regional: row.regional ?? false,
      checked: row.checked ?? "creation",
      message: row.message ?? `The role \${RoleArn} cannot be assumed by ${row.service}.amazonaws.com.`,
      confidence: row.message === undefined ? "C" : "B",
    })),
  ),
);
