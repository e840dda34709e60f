import type { Constraint, Constraints } from "../constraints";

/** As AWS's answers show it (facts/cloudformation.md 2.1); the API model has no such pattern for CreateStack. */
const stackName: Constraint = { minLength: 1, pattern: "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*" };
const newStackName: Constraint = { ...stackName, maxLength: 128 };
const url: Constraint = { minLength: 1, maxLength: 5120 };

/**
 * What AWS's model of CloudFormation demands of the input members of the operations here.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html, model 2010-05-15.
 */
export const cloudFormationConstraints: Constraints = {
  Capabilities: { each: { values: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"] } },
  ChangeSetName: { minLength: 1, maxLength: 1600, pattern: "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*" },
  "CreateChangeSetInput.ChangeSetName": { minLength: 1, maxLength: 128, pattern: "[a-zA-Z][-a-zA-Z0-9]*" },
  ChangeSetType: { values: ["CREATE", "UPDATE", "IMPORT"] },
  ClientToken: { minLength: 1, maxLength: 128 },
  ClientRequestToken: { minLength: 1, maxLength: 128, pattern: "[a-zA-Z0-9][-a-zA-Z0-9]*" },
  DeletionMode: { values: ["STANDARD", "FORCE_DELETE_STACK"] },
  Key: { minLength: 1, maxLength: 128 },
  LogicalResourceIds: { minLength: 1, maxLength: 200 },
  "DescribeStackResourceDriftsInput.MaxResults": { min: 1, max: 100 },
  MonitoringTimeInMinutes: { min: 0, max: 180 },
  NextToken: { minLength: 1, maxLength: 1024 },
  NotificationARNs: { maxLength: 5 },
  OnFailure: { values: ["DO_NOTHING", "ROLLBACK", "DELETE"] },
  OnStackFailure: { values: ["DO_NOTHING", "ROLLBACK", "DELETE"] },
  ResourceTypes: { each: { minLength: 1, maxLength: 256 } },
  RoleARN: { minLength: 20, maxLength: 2048 },
  RollbackTriggers: { maxLength: 5 },
  StackName: stackName,
  "CreateStackInput.StackName": newStackName,
  // Read operations take whatever they are given and answer that it does not exist.
  "DescribeStacksInput.StackName": {},
  "DescribeStackResourcesInput.StackName": {},
  "DescribeStackResourceInput.StackName": {},
  "ListStackResourcesInput.StackName": {},
  "DeleteStackInput.StackName": {},
  StackDriftDetectionId: { minLength: 1, maxLength: 36 },
  StackResourceDriftStatusFilters: {
    minLength: 1,
    maxLength: 4,
    each: { values: ["IN_SYNC", "MODIFIED", "DELETED", "NOT_CHECKED", "UNKNOWN"] },
  },
  StackPolicyBody: { minLength: 1, maxLength: 16_384 },
  StackPolicyDuringUpdateBody: { minLength: 1, maxLength: 16_384 },
  StackPolicyDuringUpdateURL: url,
  StackPolicyURL: url,
  Tags: { maxLength: 50 },
  TemplateBody: { minLength: 1 },
  TemplateStage: { values: ["Original", "Processed"] },
  TemplateURL: url,
  TimeoutInMinutes: { min: 1 },
  Value: { minLength: 0, maxLength: 256 },
};
