import type {
  DescribeStackEventsInput,
  DescribeStackEventsOutput,
  DescribeStacksInput,
  DescribeStacksOutput,
  GetTemplateInput,
  GetTemplateOutput,
  GetTemplateSummaryInput,
  GetTemplateSummaryOutput,
  ListExportsInput,
  ListExportsOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
  ValidateTemplateInput,
  ValidateTemplateOutput,
} from "@aws-sdk/client-cloudformation";
import type {
  GetGroupRequest,
  GetGroupResponse,
  GetInstanceProfileRequest,
  GetInstanceProfileResponse,
  GetPolicyRequest,
  GetPolicyResponse,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  GetRolePolicyRequest,
  GetRolePolicyResponse,
  GetRoleRequest,
  GetRoleResponse,
  GetUserRequest,
  GetUserResponse,
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse,
  ListRolePoliciesRequest,
  ListRolePoliciesResponse,
} from "@aws-sdk/client-iam";

/** The part of CloudFormation that gates call: reading only. The SDK's `CloudFormation` class is one. */
export interface CloudFormationCaller {
  validateTemplate(input: ValidateTemplateInput): Promise<ValidateTemplateOutput>;
  getTemplateSummary(input: GetTemplateSummaryInput): Promise<GetTemplateSummaryOutput>;
  getTemplate(input: GetTemplateInput): Promise<GetTemplateOutput>;
  describeStacks(input: DescribeStacksInput): Promise<DescribeStacksOutput>;
  describeStackEvents(input: DescribeStackEventsInput): Promise<DescribeStackEventsOutput>;
  listStackResources(input: ListStackResourcesInput): Promise<ListStackResourcesOutput>;
  listExports(input: ListExportsInput): Promise<ListExportsOutput>;
}

/** The part of IAM that gates call: reading only. The SDK's `IAM` class is one. */
export interface IamCaller {
  getRole(input: GetRoleRequest): Promise<GetRoleResponse>;
  getPolicy(input: GetPolicyRequest): Promise<GetPolicyResponse>;
  getPolicyVersion(input: GetPolicyVersionRequest): Promise<GetPolicyVersionResponse>;
  listRolePolicies(input: ListRolePoliciesRequest): Promise<ListRolePoliciesResponse>;
  getRolePolicy(input: GetRolePolicyRequest): Promise<GetRolePolicyResponse>;
  listAttachedRolePolicies(input: ListAttachedRolePoliciesRequest): Promise<ListAttachedRolePoliciesResponse>;
  getUser(input: GetUserRequest): Promise<GetUserResponse>;
  getGroup(input: GetGroupRequest): Promise<GetGroupResponse>;
  getInstanceProfile(input: GetInstanceProfileRequest): Promise<GetInstanceProfileResponse>;
}
