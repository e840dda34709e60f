import type { Export, Stack, StackEvent, StackResourceSummary } from "@aws-sdk/client-cloudformation";
import type { CloudFormationCaller, GateContext, IamCaller } from "../../src/gates";
import { deriveWiring } from "../../src/gates";
import type { Wire } from "../../src/split";
import { parseTemplate } from "../../src/template";

/** An error answer as the SDK throws it. */
export class ServiceFault extends Error {
  readonly $fault = "client";
  readonly $metadata = { httpStatusCode: 400 };

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export const ROLE_ARN = "arn:aws:iam::123456789012:role/shop-iam-ApiRole-1A2B3C4D5E6F";
export const POLICY_ARN = "arn:aws:iam::123456789012:policy/shop-iam-ReadPolicy-1A2B3C4D5E6F";
const IAM_STACK_ID = "arn:aws:cloudformation:us-east-1:123456789012:stack/shop-iam/1";
const APP_STACK_ID = "arn:aws:cloudformation:us-east-1:123456789012:stack/shop/2";

export const IAM_TEMPLATE = `
Parameters:
  AppStackName: { Type: String, Default: shop }
Resources:
  ApiRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      ManagedPolicyArns: [!Ref ReadPolicy]
  ReadPolicy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - { Effect: Allow, Action: "sqs:*", Resource: !Sub "arn:aws:sqs:*:*:\${AppStackName}-Queue-????????????" }
Outputs:
  ApiRoleArn:
    Value: !GetAtt ApiRole.Arn
    Export: { Name: !Sub "\${AWS::StackName}-ApiRoleArn" }
  ReadPolicyArn:
    Value: !Ref ReadPolicy
    Export: { Name: !Sub "\${AWS::StackName}-ReadPolicyArn" }
`;

export const APP_TEMPLATE = `
Parameters:
  ApiRole: { Type: String, AllowedPattern: '^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role\\/[a-zA-Z0-9+=,.@_\\-\\/]+$' }
  ReadPolicy: { Type: String, AllowedPattern: '^arn:aws(-[a-z]+)*:iam::[0-9]{12}:policy\\/[a-zA-Z0-9+=,.@_\\-\\/]+$' }
Resources:
  Queue: { Type: "AWS::SQS::Queue" }
  Function:
    Type: AWS::Lambda::Function
    Properties: { Role: !Ref ApiRole }
`;

/** ReadPolicy as IAM has it. */
const READ_POLICY = JSON.stringify({
  Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "arn:aws:sqs:*:*:shop-Queue-????????????" }],
});

/** Two deployed stacks as data, for tests to spoil. */
export interface Deployment {
  iamTemplate: string | undefined;
  appTemplate: string | undefined;
  wiring: Wire[];
  iamStack: Stack | undefined;
  appStack: Stack | undefined;
  iamResources: StackResourceSummary[];
  appResources: StackResourceSummary[];
  /** Newest first, as CloudFormation answers. */
  iamEvents: StackEvent[];
  appEvents: StackEvent[];
  exports: Export[];
  /** ARNs in IAM by CloudFormation's physical id. */
  entities: Map<string, string>;
  iamUrl?: string;
  iamRefusal?: string;
  appRefusal?: string;
  /** What ValidateTemplate answers to a template; throws to refuse it. */
  validate: (input: { TemplateBody?: string; TemplateURL?: string }) => void;
  withoutAppStack: boolean;
}

export function soundDeployment(): Deployment {
  const started = (stack: string, id: string): StackEvent => event(stack, id, stack, "CREATE_IN_PROGRESS", id);
  return {
    iamTemplate: IAM_TEMPLATE,
    appTemplate: APP_TEMPLATE,
    wiring: deriveWiring(parseTemplate(IAM_TEMPLATE, { file: "iam.yaml" })),
    iamStack: {
      StackName: "shop-iam",
      StackId: IAM_STACK_ID,
      StackStatus: "CREATE_COMPLETE",
      CreationTime: new Date(0),
      Outputs: [
        { OutputKey: "ApiRoleArn", OutputValue: ROLE_ARN },
        { OutputKey: "ReadPolicyArn", OutputValue: POLICY_ARN },
      ],
    },
    appStack: {
      StackName: "shop",
      StackId: APP_STACK_ID,
      StackStatus: "CREATE_COMPLETE",
      CreationTime: new Date(0),
      Parameters: [
        { ParameterKey: "ApiRole", ParameterValue: ROLE_ARN },
        { ParameterKey: "ReadPolicy", ParameterValue: POLICY_ARN },
      ],
    },
    iamResources: [
      resource("ApiRole", "AWS::IAM::Role", "shop-iam-ApiRole-1A2B3C4D5E6F"),
      resource("ReadPolicy", "AWS::IAM::ManagedPolicy", POLICY_ARN),
    ],
    appResources: [resource("Queue", "AWS::SQS::Queue", "q"), resource("Function", "AWS::Lambda::Function", "f")],
    iamEvents: [started("shop-iam", IAM_STACK_ID)],
    appEvents: [started("shop", APP_STACK_ID)],
    exports: [
      { Name: "shop-iam-ApiRoleArn", Value: ROLE_ARN, ExportingStackId: IAM_STACK_ID },
      { Name: "shop-iam-ReadPolicyArn", Value: POLICY_ARN, ExportingStackId: IAM_STACK_ID },
    ],
    entities: new Map([
      ["shop-iam-ApiRole-1A2B3C4D5E6F", ROLE_ARN],
      [POLICY_ARN, POLICY_ARN],
    ]),
    validate: () => undefined,
    withoutAppStack: false,
  };
}

export function event(
  StackName: string,
  StackId: string,
  LogicalResourceId: string,
  ResourceStatus: StackEvent["ResourceStatus"],
  PhysicalResourceId: string,
  ResourceStatusReason?: string,
  ResourceType = "AWS::CloudFormation::Stack",
): StackEvent {
  return {
    EventId: `${LogicalResourceId}-${ResourceStatus}`,
    Timestamp: new Date(0),
    StackName,
    StackId,
    LogicalResourceId,
    ResourceStatus,
    PhysicalResourceId,
    ResourceStatusReason,
    ResourceType,
  };
}

/** A failed resource of one of the two stacks. */
export function failure(stack: "shop-iam" | "shop", logicalId: string, type: string, reason: string): StackEvent {
  const id = stack === "shop" ? APP_STACK_ID : IAM_STACK_ID;
  return event(stack, id, logicalId, "CREATE_FAILED", "", reason, type);
}

export function resource(logicalId: string, type: string, physicalId: string): StackResourceSummary {
  return {
    LogicalResourceId: logicalId,
    ResourceType: type,
    PhysicalResourceId: physicalId,
    ResourceStatus: "CREATE_COMPLETE",
    LastUpdatedTimestamp: new Date(0),
  };
}

export function contextOf(deployment: Deployment): GateContext {
  const { iamTemplate, appTemplate, iamUrl, iamRefusal, appRefusal, withoutAppStack } = deployment;
  return {
    cloudFormation: cloudFormationOf(deployment),
    iam: iamOf(deployment),
    iamStackName: "shop-iam",
    ...(!withoutAppStack && { appStackName: "shop" }),
    ...(iamTemplate !== undefined && {
      iamTemplate: {
        template: parseTemplate(iamTemplate, { file: "iam.yaml" }),
        ...(iamUrl !== undefined && { url: iamUrl }),
      },
    }),
    ...(appTemplate !== undefined && { appTemplate: { template: parseTemplate(appTemplate, { file: "app.yaml" }) } }),
    ...(iamRefusal !== undefined && { iamRefusal }),
    ...(appRefusal !== undefined && { appRefusal }),
    wiring: deployment.wiring,
  };
}

function cloudFormationOf(deployment: Deployment): CloudFormationCaller {
  const stackOf = (name: string | undefined): Stack => {
    const stack = name === "shop-iam" ? deployment.iamStack : name === "shop" ? deployment.appStack : undefined;
    if (stack !== undefined) return stack;
    // facts/cloudformation.md 2.1, DescribeStacks of a missing stack.
    throw new ServiceFault("ValidationError", `Stack with id ${name} does not exist`);
  };
  const isIam = (name: string | undefined): boolean => name === "shop-iam";
  return {
    validateTemplate: async (input) => {
      deployment.validate(input);
      return {};
    },
    getTemplateSummary: async () => ({}),
    getTemplate: async () => ({}),
    describeStacks: async ({ StackName }) => ({ Stacks: [stackOf(StackName)] }),
    describeStackEvents: async ({ StackName }) => ({
      StackEvents: isIam(StackName) ? deployment.iamEvents : deployment.appEvents,
    }),
    // One resource or export a page, so that every test goes through the paging.
    listStackResources: async ({ StackName, NextToken }) => {
      const all = isIam(StackName) ? deployment.iamResources : deployment.appResources;
      const at = Number(NextToken ?? 0);
      return {
        StackResourceSummaries: all.slice(at, at + 1),
        ...(at + 1 < all.length && { NextToken: String(at + 1) }),
      };
    },
    listExports: async ({ NextToken }) => {
      const at = Number(NextToken ?? 0);
      const more = at + 1 < deployment.exports.length;
      return { Exports: deployment.exports.slice(at, at + 1), ...(more && { NextToken: String(at + 1) }) };
    },
  };
}

function iamOf({ entities }: Deployment): IamCaller {
  const find = (id: string | undefined): string => {
    const arn = entities.get(id ?? "");
    if (arn !== undefined) return arn;
    throw new ServiceFault("NoSuchEntityException", `The role with name ${id} cannot be found.`);
  };
  const dates = { CreateDate: new Date(0), Path: "/" };
  return {
    getRole: async ({ RoleName }) => ({
      Role: { ...dates, Arn: find(RoleName), RoleName: RoleName ?? "", RoleId: "AROA" },
    }),
    getPolicy: async ({ PolicyArn }) => ({ Policy: { Arn: find(PolicyArn), DefaultVersionId: "v1" } }),
    getPolicyVersion: async () => ({ PolicyVersion: { Document: encodeURIComponent(READ_POLICY) } }),
    listRolePolicies: async () => ({ PolicyNames: [] }),
    getRolePolicy: async ({ RoleName, PolicyName }) => {
      throw new ServiceFault("NoSuchEntityException", `The role ${RoleName} has no policy ${PolicyName}.`);
    },
    listAttachedRolePolicies: async () => ({
      AttachedPolicies: [{ PolicyName: "ReadPolicy", PolicyArn: POLICY_ARN }],
    }),
    getUser: async ({ UserName }) => ({
      User: { ...dates, Arn: find(UserName), UserName: UserName ?? "", UserId: "A" },
    }),
    getGroup: async ({ GroupName }) => ({
      Group: { ...dates, Arn: find(GroupName), GroupName: GroupName ?? "", GroupId: "A" },
      Users: [],
    }),
    getInstanceProfile: async ({ InstanceProfileName }) => ({
      InstanceProfile: {
        ...dates,
        Arn: find(InstanceProfileName),
        InstanceProfileName: InstanceProfileName ?? "",
        InstanceProfileId: "A",
        Roles: [],
      },
    }),
  };
}
