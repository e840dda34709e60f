import { QUILT_CATALOG } from "../../../src/catalog";

/** A value in a template's JSON. */
type Value = string | readonly Value[] | { readonly [name: string]: Value };

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, Value>>;
}

/** A template. */
export interface QuiltTemplate {
  readonly Parameters: Readonly<Record<string, Value>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

const INFRASTRUCTURE = {
  VPC: "AWS::EC2::VPC::Id",
  Subnets: "List<AWS::EC2::Subnet::Id>",
  PublicSubnets: "List<AWS::EC2::Subnet::Id>",
  UserSecurityGroup: "AWS::EC2::SecurityGroup::Id",
  DBUrl: "String",
  DBAccessorSecurityGroup: "AWS::EC2::SecurityGroup::Id",
  SearchDomainEndpoint: "String",
  SearchDomainArn: "String",
  SearchClusterAccessorSecurityGroup: "AWS::EC2::SecurityGroup::Id",
  AdminPassword: "String",
};

/** What a template has of its own. */
export interface Variant {
  /** What the managed policies allow. @default s3:GetObject */
  readonly allowed?: string;
  /** Path of ApiRole. Another replaces the role. @default / */
  readonly apiRolePath?: string;
  /** Name of ApiRole. @default - generated */
  readonly apiRoleName?: string;
  /** Of a queue of the application. @default 1 */
  readonly delaySeconds?: string;
}

/** A monolith in the shape of Quilt's: all roles and policies of the catalogue, and the parameters of its infrastructure. */
export function quiltMonolith(variant: Variant = {}): QuiltTemplate {
  const { allowed = "s3:GetObject", apiRolePath: Path = "/", apiRoleName: RoleName, delaySeconds = "1" } = variant;
  const ownOf = (name: string): Record<string, Value> =>
    name === "ApiRole" ? { Path, ...(RoleName !== undefined && { RoleName }) } : {};
  const declared = Object.entries(INFRASTRUCTURE).map(([name, Type]) => [name, { Type }]);
  return {
    Parameters: { ...Object.fromEntries(declared), QuiltWebHost: { Type: "String" } },
    Resources: {
      WorkQueue: { Type: "AWS::SQS::Queue", Properties: { DelaySeconds: delaySeconds } },
      DataBucket: { Type: "AWS::S3::Bucket", Properties: {} },
      ...Object.fromEntries(QUILT_CATALOG.policies.map((name) => [name, policy(allowed)])),
      ...Object.fromEntries(QUILT_CATALOG.roles.flatMap((name) => [role(name, ownOf(name)), consumer(name)])),
    },
  };
}

function policy(Action: string): Resource {
  const objects = { "Fn::Sub": "${DataBucket.Arn}/*" };
  return {
    Type: "AWS::IAM::ManagedPolicy",
    Properties: { PolicyDocument: document({ Effect: "Allow", Action, Resource: objects }) },
  };
}

function role(name: string, own: Record<string, Value>): [string, Resource] {
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const send: Record<string, Value>[] = [
    { Effect: "Allow", Action: "sqs:SendMessage", Resource: { "Fn::GetAtt": ["WorkQueue", "Arn"] } },
    { Effect: "Allow", Action: "es:ESHttpGet", Resource: { "Fn::Sub": "${SearchDomainArn}/*" } },
  ];
  return [
    name,
    {
      Type: "AWS::IAM::Role",
      Properties: {
        ...own,
        AssumeRolePolicyDocument: document(trust),
        ManagedPolicyArns: QUILT_CATALOG.policies.map((attached) => ({ Ref: attached })),
        Policies: [{ PolicyName: "work", PolicyDocument: document(...send) }],
      },
    },
  ];
}

/** A function that runs as the role. */
function consumer(name: string): [string, Resource] {
  const variables = Object.keys(INFRASTRUCTURE).map((parameter) => [
    parameter,
    INFRASTRUCTURE[parameter as keyof typeof INFRASTRUCTURE].startsWith("List")
      ? { "Fn::Join": [",", { Ref: parameter }] }
      : { Ref: parameter },
  ]);
  return [
    `${name}Function`,
    {
      Type: "AWS::Lambda::Function",
      Properties: {
        Role: { "Fn::GetAtt": [name, "Arn"] },
        Runtime: "python3.12",
        Handler: "index.handler",
        Code: { ZipFile: "def handler(event, context): pass" },
        Environment: { Variables: { ...Object.fromEntries(variables), HOST: { Ref: "QuiltWebHost" } } },
      },
    },
  ];
}

function document(...Statement: readonly Record<string, Value>[]): Value {
  return { Version: "2012-10-17", Statement };
}
