import { findService, listServices } from "../../../policy";
import type { ServiceAuthorization } from "../../../policy";

/** What CloudFormation does to a resource. */
export type HandlerWork = "create" | "update" | "delete";

/** Services whose actions begin with another word than CloudFormation's types. Those with dashes are found by themselves. */
const PREFIXES: Readonly<Record<string, string>> = {
  ApiGatewayV2: "apigateway",
  CertificateManager: "acm",
  Cognito: "cognito-idp",
  DirectoryService: "ds",
  DocDB: "rds",
  EFS: "elasticfilesystem",
  EMR: "elasticmapreduce",
  ElasticLoadBalancingV2: "elasticloadbalancing",
  Elasticsearch: "es",
  EventSchemas: "schemas",
  InspectorV2: "inspector2",
  KinesisAnalyticsV2: "kinesisanalytics",
  KinesisFirehose: "firehose",
  MSK: "kafka",
  Neptune: "rds",
  OpenSearchService: "es",
  OpenSearchServerless: "aoss",
  Pinpoint: "mobiletargeting",
  StepFunctions: "states",
  WAFRegional: "waf-regional",
};

type Actions = readonly [create: string, update: string, remove: string];

/** Services of which all types have the same actions. */
const BY_SERVICE: Readonly<Record<string, Actions>> = { apigateway: ["POST", "PATCH", "DELETE"] };

/** Types whose actions are called otherwise than Create…, Update… and Delete… and the type's name. */
const BY_TYPE: Readonly<Record<string, Actions>> = {
  "AWS::ApplicationAutoScaling::ScalableTarget": [
    "RegisterScalableTarget",
    "RegisterScalableTarget",
    "DeregisterScalableTarget",
  ],
  "AWS::CertificateManager::Certificate": ["RequestCertificate", "UpdateCertificateOptions", "DeleteCertificate"],
  "AWS::CloudWatch::Alarm": ["PutMetricAlarm", "PutMetricAlarm", "DeleteAlarms"],
  "AWS::CloudWatch::Dashboard": ["PutDashboard", "PutDashboard", "DeleteDashboards"],
  "AWS::EC2::EIP": ["AllocateAddress", "AllocateAddress", "ReleaseAddress"],
  "AWS::EC2::EIPAssociation": ["AssociateAddress", "AssociateAddress", "DisassociateAddress"],
  "AWS::EC2::FlowLog": ["CreateFlowLogs", "CreateFlowLogs", "DeleteFlowLogs"],
  "AWS::EC2::Instance": ["RunInstances", "ModifyInstanceAttribute", "TerminateInstances"],
  "AWS::EC2::SecurityGroup": ["CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "DeleteSecurityGroup"],
  "AWS::EC2::SecurityGroupEgress": [
    "AuthorizeSecurityGroupEgress",
    "AuthorizeSecurityGroupEgress",
    "RevokeSecurityGroupEgress",
  ],
  "AWS::EC2::SecurityGroupIngress": [
    "AuthorizeSecurityGroupIngress",
    "AuthorizeSecurityGroupIngress",
    "RevokeSecurityGroupIngress",
  ],
  "AWS::EC2::SubnetRouteTableAssociation": ["AssociateRouteTable", "AssociateRouteTable", "DisassociateRouteTable"],
  "AWS::EC2::VPCEndpoint": ["CreateVpcEndpoint", "ModifyVpcEndpoint", "DeleteVpcEndpoints"],
  "AWS::EC2::VPCGatewayAttachment": ["AttachInternetGateway", "AttachInternetGateway", "DetachInternetGateway"],
  "AWS::ECS::TaskDefinition": ["RegisterTaskDefinition", "RegisterTaskDefinition", "DeregisterTaskDefinition"],
  "AWS::Events::EventBusPolicy": ["PutPermission", "PutPermission", "RemovePermission"],
  "AWS::KinesisFirehose::DeliveryStream": ["CreateDeliveryStream", "UpdateDestination", "DeleteDeliveryStream"],
  "AWS::Lambda::EventInvokeConfig": [
    "PutFunctionEventInvokeConfig",
    "UpdateFunctionEventInvokeConfig",
    "DeleteFunctionEventInvokeConfig",
  ],
  "AWS::Lambda::Function": ["CreateFunction", "UpdateFunctionConfiguration", "DeleteFunction"],
  "AWS::Lambda::LayerVersion": ["PublishLayerVersion", "PublishLayerVersion", "DeleteLayerVersion"],
  "AWS::Lambda::Permission": ["AddPermission", "AddPermission", "RemovePermission"],
  "AWS::Lambda::Url": ["CreateFunctionUrlConfig", "UpdateFunctionUrlConfig", "DeleteFunctionUrlConfig"],
  "AWS::Lambda::Version": ["PublishVersion", "PublishVersion", "DeleteFunction"],
  "AWS::LakeFormation::Permissions": ["GrantPermissions", "GrantPermissions", "RevokePermissions"],
  "AWS::LakeFormation::PrincipalPermissions": ["GrantPermissions", "GrantPermissions", "RevokePermissions"],
  "AWS::Route53::RecordSet": ["ChangeResourceRecordSets", "ChangeResourceRecordSets", "ChangeResourceRecordSets"],
  "AWS::Route53::RecordSetGroup": ["ChangeResourceRecordSets", "ChangeResourceRecordSets", "ChangeResourceRecordSets"],
  "AWS::SNS::Subscription": ["Subscribe", "SetSubscriptionAttributes", "Unsubscribe"],
  "AWS::SNS::TopicPolicy": ["SetTopicAttributes", "SetTopicAttributes", "SetTopicAttributes"],
  "AWS::SQS::Queue": ["CreateQueue", "SetQueueAttributes", "DeleteQueue"],
  "AWS::SQS::QueuePolicy": ["SetQueueAttributes", "SetQueueAttributes", "SetQueueAttributes"],
  "AWS::SecretsManager::RotationSchedule": ["RotateSecret", "RotateSecret", "CancelRotateSecret"],
  "AWS::SecretsManager::SecretTargetAttachment": ["PutSecretValue", "PutSecretValue", "PutSecretValue"],
  "AWS::WAFv2::WebACLAssociation": ["AssociateWebACL", "AssociateWebACL", "DisassociateWebACL"],
};

/** How services call what CloudFormation does, the most usual word first. */
const VERBS: Readonly<Record<HandlerWork, readonly string[]>> = {
  create: ["Create", "Put", "Register", "Run", "Add", "Associate", "Start", "Enable"],
  update: ["Update", "Modify", "Put", "Set", "Edit", "Create"],
  delete: ["Delete", "Deregister", "Remove", "Terminate", "Disassociate", "Stop", "Disable", "Put"],
};

const PLACE: Readonly<Record<HandlerWork, 0 | 1 | 2>> = { create: 0, update: 1, delete: 2 };

/** Types that CloudFormation keeps for itself. */
const WITHOUT_SERVICE: ReadonlySet<string> = new Set([
  "AWS::CDK::Metadata",
  "AWS::CloudFormation::WaitConditionHandle",
]);

/**
 * The action that a caller of CloudFormation needs for a resource of that type: the one that the handlers of the CloudFormation
 * registry are known to call first, else the verb and the type's name. Where the service has no such action, `Create…` stands
 * for what is not known, which only a wildcard allows. Undefined for what no service makes.
 */
export function handlerAction(type: string, work: HandlerWork): string | undefined {
  if (WITHOUT_SERVICE.has(type)) return undefined;
  const [, namespace = "", noun = ""] = type.split("::");
  const service = serviceOf(namespace);
  if (service === undefined) return undefined;
  const listed = BY_TYPE[type] ?? BY_SERVICE[service.prefix];
  if (listed !== undefined) return `${service.prefix}:${listed[PLACE[work]]}`;
  for (const verb of VERBS[work]) {
    const action = service.actions.get(`${verb}${noun}`.toLowerCase());
    if (action !== undefined) return action.name;
  }
  const [usual = ""] = VERBS[work];
  return `${service.prefix}:${usual}${noun}`;
}

function serviceOf(namespace: string): ServiceAuthorization | undefined {
  const plain = namespace.toLowerCase();
  const known = PREFIXES[namespace] ?? (findService(plain) === undefined ? undefined : plain);
  const prefix = known ?? listServices().find((one) => one.replaceAll("-", "") === plain);
  return prefix === undefined ? undefined : findService(prefix);
}
