/** Real names with the stack and logical id they came from, quoted in ../shared/facts. */
export interface ObservedName {
  readonly type: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly name: string;
  /** Made by the engine before the registry where the table names both or the newer one. */
  readonly older?: true;
}

/**
 * ../shared/facts/cloudformation.md §1.1 and §1.2, split-hazards.md §11. Where a part is cut, what lies beyond the cut is
 * not known and is completed here; it does not show in the name.
 */
export const OBSERVED_NAMES: readonly ObservedName[] = [
  {
    type: "AWS::S3::Bucket",
    stackName: "ci-spreadsheets-diyaglsite",
    logicalId: "CIDiyaglOriginBucket5986BEEF",
    name: "ci-spreadsheets-diyaglsit-cidiyagloriginbucket5986-izub2ma9z19p",
  },
  {
    type: "AWS::S3::Bucket",
    stackName: "sales-prod",
    logicalId: "UserAthenaResultsBucket",
    name: "sales-prod-userathenaresultsbucket-5d72zwsirtlw",
  },
  {
    type: "AWS::SQS::Queue",
    stackName: "quilt-staging",
    logicalId: "PackagerQueue",
    name: "quilt-staging-PackagerQueue-d5NmglefXjDn",
  },
  {
    type: "AWS::SQS::Queue",
    stackName: "Stack",
    logicalId: "Queue4A7E3555",
    name: "Stack-Queue4A7E3555-CiJRmiNfSLJZ",
  },
  {
    type: "AWS::DynamoDB::Table",
    stackName: "InfraStack",
    logicalId: "TableCD117FA1",
    name: "InfraStack-TableCD117FA1-1NAQ40LMS0E1G",
  },
  {
    type: "AWS::Logs::LogGroup",
    stackName: "CdkStack",
    logicalId: "LogGroupF5B46931",
    name: "CdkStack-LogGroupF5B46931-2dpmk29IZryv",
  },
  {
    type: "AWS::Kinesis::Stream",
    stackName: "sam-app",
    logicalId: "KinesisStream",
    name: "sam-app-KinesisStream-i22fijDM7MAY",
  },
  {
    type: "AWS::KinesisFirehose::DeliveryStream",
    stackName: "CdkStack",
    logicalId: "FirehoseDeliveryStream",
    name: "CdkStack-FirehoseDeliveryStream-bgNdr6G4QDWq",
  },
  {
    type: "AWS::Glue::Database",
    stackName: "any",
    logicalId: "IcebergDatabase",
    name: "icebergdatabase-shokfev3ftjq",
  },
  {
    type: "AWS::Glue::Database",
    stackName: "quilt-tf-stable",
    logicalId: "UserAthenaDatabase",
    name: "userathenadatabase-1qstaay0czbf",
  },
  {
    type: "AWS::ECS::Service",
    stackName: "EcsStack",
    logicalId: "ServiceD69D759B",
    name: "EcsStack-ServiceD69D759B-PsBz3nNuocPp",
  },
  {
    type: "AWS::ECS::TaskDefinition",
    stackName: "fargate-test-2",
    logicalId: "TaskDefinition",
    name: "fargate-test-2-TaskDefinition-1XA0M2F4EOB22",
    older: true,
  },
  {
    type: "AWS::StepFunctions::StateMachine",
    stackName: "any",
    logicalId: "MyStateMachine6C968CA5",
    name: "MyStateMachine6C968CA5-HxjDC8YTSpVF",
  },
  { type: "AWS::SSM::Parameter", stackName: "any", logicalId: "Parameter", name: "CFN-Parameter-PvfZzrj2a2uP" },
  {
    type: "AWS::SecretsManager::Secret",
    stackName: "any",
    logicalId: "DatabaseSecret86DBB7B3",
    name: "DatabaseSecret86DBB7B3-DiVgdXkHj1O2",
  },
  {
    type: "AWS::Elasticsearch::Domain",
    stackName: "photosharing",
    logicalId: "ElasticsearchDomain",
    name: "photosh-elasti-11452jc84f2fb",
  },
  {
    type: "AWS::Elasticsearch::Domain",
    stackName: "kinesis-to-es",
    logicalId: "ElasticsearchDomain",
    name: "kinesis-elasti-1mp3rw0zypl07",
  },
  {
    type: "AWS::OpenSearchService::Domain",
    stackName: "any",
    logicalId: "Domain66AC69E0",
    name: "domain66ac69e0-nuobbrzskfpy",
  },
  {
    type: "AWS::OpenSearchService::Domain",
    stackName: "any",
    logicalId: "OpenSearchDomain",
    name: "opensearchdomai-pxrdssnvudx1",
  },
  {
    type: "AWS::OpenSearchService::Domain",
    stackName: "any",
    logicalId: "OpenSearchServiceDomain",
    name: "opensearchservi-75ucark0bqob",
  },
  {
    type: "AWS::IAM::Role",
    stackName: "SamArbBotStack",
    logicalId: "CustomS3AutoDeleteObjectsCustomResourceProviderRole3B1BD092",
    name: "SamArbBotStack-CustomS3AutoDeleteObjectsCustomResou-lwKLiavXCPYj",
  },
  {
    type: "AWS::IAM::Role",
    stackName: "amplify-sampleprojectapp-main-12345",
    logicalId: "CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756CServiceRole",
    name: "amplify-sampleprojectapp--CustomCDKBucketDeployment-u7Dt1VwbCyC1",
  },
  {
    type: "AWS::IAM::ManagedPolicy",
    stackName: "teststack",
    logicalId: "CreateTestDBPolicy",
    name: "teststack-CreateTestDBPolicy-16M23YE3CS700",
  },
  {
    type: "AWS::IAM::Policy",
    stackName: "dotbar",
    logicalId: "ParameterPolicy",
    name: "dotba-Para-1G3Z5VTARYKOM",
  },
  {
    type: "AWS::CodeBuild::Project",
    stackName: "any",
    logicalId: "PipelineBuildSynthCdkBuildProject6BEFA8E6",
    name: "PipelineBuildSynthCdkBuildP-e2vG1ny5lRvL",
  },
  {
    type: "AWS::Batch::JobQueue",
    stackName: "any",
    logicalId: "JobQueueEE3AD499",
    name: "JobQueueEE3AD499-U9RwL1RI5OhB9W2r",
  },
  {
    type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    stackName: "FisDemo",
    logicalId: "LB8A12904C",
    name: "FisDem-LB8A1-iRIraD08e4Lg",
  },
  {
    type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    stackName: "FargateDemo",
    logicalId: "LB8A12904C",
    name: "Farga-LB8A1-WQO7JG3XT80J",
    older: true,
  },
  {
    type: "AWS::RDS::DBCluster",
    stackName: "DatabaseStack",
    logicalId: "ClusterEB0386A7",
    name: "databasestack-clustereb0386a7-hgaeewhjqlkd",
  },
  {
    type: "AWS::CloudFormation::Stack",
    stackName: "MyStackDev",
    logicalId: "MyNestedApplicationStack",
    name: "MyStackDev-MyNestedApplicationStack-K87FLFVLYVQJ",
  },
  {
    type: "AWS::Lambda::LayerVersion",
    stackName: "any",
    logicalId: "AwsCliLayerF44AAF94",
    name: "AwsCliLayerF44AAF94",
  },
];
