import { CfnParameter, Stack, App } from "aws-cdk-lib/core";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import { validateProperties } from "../../../src/aws";
import { DEFAULT_POLICY_PATTERN, DEFAULT_ROLE_PATTERN, QUILT_POLICIES, QUILT_ROLES } from "../../../src/catalog";
import { QuiltAppStack } from "../../../src/cdk/quilt/quilt-app-stack";
import { creationLevels, dependencyGraph, findCycles, parseTemplate, validateTemplate } from "../../../src/template";
import { EXTERNAL, INLINE, resourceOf, synthesizeApp, type AppTemplateJson } from "./app-templates";

const ROLES = QUILT_ROLES.map(({ name }) => name);
const POLICIES = QUILT_POLICIES.map(({ name }) => name);
const external = synthesizeApp(EXTERNAL);
const inline = synthesizeApp(INLINE);

const typesOf = ({ Resources }: AppTemplateJson): string[] => Object.values(Resources).map(({ Type }) => Type);
const groupsOf = ({ Metadata }: AppTemplateJson) =>
  Metadata["AWS::CloudFormation::Interface"].ParameterGroups.map(({ Label, Parameters }) => [
    Label.default,
    Parameters,
  ]);

describe("the application with external IAM", () => {
  it("is what a stack is without props", () => {
    expect(synthesizeApp()).toEqual(external);
  });

  it.each(ROLES)("takes the ARN of role %s, and nothing that is none", (name) => {
    const { Type, AllowedPattern = "", Default } = external.Parameters[name] ?? {};

    expect({ Type, AllowedPattern, Default }).toEqual({ Type: "String", AllowedPattern: DEFAULT_ROLE_PATTERN });
  });

  it.each(POLICIES)("takes the ARN of policy %s, and nothing that is none", (name) => {
    const { Type, AllowedPattern = "", Default } = external.Parameters[name] ?? {};

    expect({ Type, AllowedPattern, Default }).toEqual({ Type: "String", AllowedPattern: DEFAULT_POLICY_PATTERN });
  });

  it("has the 32 parameters in a group of their own, after the beta features", () => {
    const groups = groupsOf(external);
    const labels = groups.map(([label]) => label);

    expect(groups.find(([label]) => label === "IAM roles and policies")).toEqual([
      "IAM roles and policies",
      [...ROLES, ...POLICIES],
    ]);
    expect(labels.indexOf("IAM roles and policies")).toBe(labels.indexOf("Beta features") + 1);
  });

  it("holds no IAM", () => {
    expect(typesOf(external).filter((type) => type.startsWith("AWS::IAM::"))).toEqual([]);
  });

  it("does not ask for what only roles and policies need", () => {
    expect(Object.keys(external.Parameters)).not.toContain("SearchDomainArn");
    expect(Object.keys(external.Parameters)).not.toContain("ManagedUserRoleExtraPolicies");
  });

  it("keeps an audit trail only where a role for it is named", () => {
    const { Condition } = resourceOf(external, "AuditTrailDeliveryStream", "AWS::KinesisFirehose::DeliveryStream");

    expect(Condition).toBe("AuditTrailIsDelivered");
    expect(external.Conditions.AuditTrailIsDelivered).toEqual({
      "Fn::Not": [{ "Fn::Equals": [{ Ref: "AuditTrailDeliveryRoleName" }, ""] }],
    });
  });

  it("keeps an audit trail always where the role is given in code, and asks for none", () => {
    const template = synthesizeApp({ auditTrailDeliveryRoleArn: "arn:aws:iam::123456789012:role/Trail" });
    const stream = resourceOf(template, "AuditTrailDeliveryStream", "AWS::KinesisFirehose::DeliveryStream");

    expect(stream.Condition).toBeUndefined();
    expect(stream.Properties).toMatchObject({
      ExtendedS3DestinationConfiguration: { RoleARN: "arn:aws:iam::123456789012:role/Trail" },
    });
    expect(Object.keys(template.Parameters)).not.toContain("AuditTrailDeliveryRoleName");
  });
});

describe("the application with inline IAM", () => {
  it("takes no role and no policy as parameter", () => {
    const taken = Object.keys(inline.Parameters).filter((name) => [...ROLES, ...POLICIES].includes(name));

    expect(taken).toEqual([]);
    expect(groupsOf(inline).map(([label]) => label)).not.toContain("IAM roles and policies");
  });

  it("has the roles of the catalogue and one for the audit trail", () => {
    const roles = Object.keys(inline.Resources).filter((id) => inline.Resources[id]?.Type === "AWS::IAM::Role");

    expect(roles.sort()).toEqual([...ROLES, "AuditTrailDeliveryRole"].sort());
  });

  it("has the managed policies of the catalogue", () => {
    const policies = Object.keys(inline.Resources).filter(
      (id) => inline.Resources[id]?.Type === "AWS::IAM::ManagedPolicy",
    );

    expect(policies.sort()).toEqual([...POLICIES].sort());
  });

  it("has the very resources of the external pattern besides", () => {
    const without = Object.keys(inline.Resources).filter((id) => !inline.Resources[id]?.Type.startsWith("AWS::IAM::"));

    expect(without.sort()).toEqual(Object.keys(external.Resources).sort());
  });

  it("declares each parameter that IAM and application share once, in the application's groups", () => {
    const grouped = groupsOf(inline).flatMap(([, parameters]) => parameters);

    expect(grouped).toEqual(expect.arrayContaining(["SearchDomainArn", "CloudTrailBucket", "Qurator"]));
    expect(new Set(grouped).size).toBe(grouped.length);
    expect(Object.keys(inline.Parameters).sort()).toEqual([...grouped].sort());
  });

  it("hands options to the roles and policies", () => {
    const template = synthesizeApp({ ...INLINE, inlineIam: { path: "/data/" } });

    expect(resourceOf(template, "SearchHandlerRole", "AWS::IAM::Role").Properties.Path).toBe("/data/");
  });
});

describe.each([
  { pattern: "external", json: external },
  { pattern: "inline", json: inline },
])("the template in the $pattern pattern", ({ json }) => {
  const template = parseTemplate(JSON.stringify(json), { file: "app.json" });

  it("has nothing that CloudFormation's validation objects to", () => {
    expect(validateTemplate(template.value)).toEqual([]);
  });

  it("has only properties that the resource types have, of their types", () => {
    const faults = Object.entries(json.Resources).flatMap(([id, { Type, Properties = {} }]) =>
      validateProperties(Type, withPlaceholders(Properties) as Record<string, never>)
        .filter(({ path }) => !isIntrinsic(path.reduce<unknown>((value, step) => (value as never)[step], Properties)))
        .map((fault) => ({ id, ...fault })),
    );

    expect(faults).toEqual([]);
  });

  it("has no cycle and resources that can be created one after the other", () => {
    const graph = dependencyGraph(template.value);

    expect(findCycles(graph)).toEqual([]);
    expect(creationLevels(graph).flat().length).toBe(Object.keys(json.Resources).length);
  });

  it("encrypts each bucket and keeps the public out of it", () => {
    const buckets = Object.values(json.Resources).filter(({ Type }) => Type === "AWS::S3::Bucket");

    expect(buckets.length).toBe(9);
    for (const { Properties } of buckets) {
      expect(Properties).toMatchObject({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
        },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      });
    }
  });

  it("refuses plain HTTP at each bucket", () => {
    const buckets = Object.keys(json.Resources).filter((id) => json.Resources[id]?.Type === "AWS::S3::Bucket");

    for (const id of buckets) {
      expect(resourceOf(json, `${id}Policy`, "AWS::S3::BucketPolicy").Properties).toMatchObject({
        Bucket: { Ref: id },
        PolicyDocument: {
          Statement: expect.arrayContaining([
            expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
          ]) as unknown,
        },
      });
    }
  });

  it.each(["IndexerQueue", "PkgEventsQueue", "S3SNSToEventBridgeQueue"])(
    "leaves the policy of %s to the registry, which writes it when it subscribes the queue",
    (queue) => {
      const about = Object.values(json.Resources).filter(
        ({ Type, Properties }) =>
          Type === "AWS::SQS::QueuePolicy" && JSON.stringify(Properties.Queues) === JSON.stringify([{ Ref: queue }]),
      );

      expect(about).toEqual([]);
    },
  );

  it("keeps the key of the topics, which outlive the stack", () => {
    expect(resourceOf(json, "SNSKMSKey", "AWS::KMS::Key").DeletionPolicy).toBe("Retain");
  });
});

describe("the buckets of Athena's results and of the tabulator", () => {
  const statementsOf = (policy: string): Record<string, unknown>[] => {
    const { PolicyDocument } = resourceOf(external, policy, "AWS::S3::BucketPolicy").Properties;
    return (PolicyDocument as { Statement: Record<string, unknown>[] }).Statement;
  };
  const spared = (parameter: string): unknown => ({
    "Fn::Split": [
      ",",
      {
        "Fn::Join": [
          "",
          [
            {
              "Fn::Sub":
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer",
            },
            {
              "Fn::If": [
                `${parameter}Empty`,
                "",
                { "Fn::Join": ["", [",", { "Fn::Join": [",", { Ref: parameter }] }]] },
              ],
            },
          ],
        ],
      },
    ],
  });

  it.each(["UserAthenaResultsBucketPolicy", "TabulatorBucketPolicy"])(
    "%s refuses what does not come through Athena, but for the listed principals",
    (policy) => {
      const statement = statementsOf(policy).find(({ Sid }) => Sid === "OnlyThroughAthena");

      expect(statement).toMatchObject({
        Effect: "Deny",
        Principal: "*",
        Condition: {
          "ForAllValues:StringNotEquals": { "aws:CalledVia": ["athena.amazonaws.com", "cloudformation.amazonaws.com"] },
          StringNotEquals: { "aws:PrincipalArn": spared("S3BucketPolicyExcludeArnsFromDeny") },
        },
      });
    },
  );

  it("let nobody but the tabulator's function touch its cache", () => {
    const statement = statementsOf("TabulatorBucketPolicy").find(({ Sid }) => Sid === "CacheIsOfTheTabulatorOnly");

    expect(statement).toMatchObject({
      Effect: "Deny",
      Condition: { ArnNotEquals: { "lambda:SourceFunctionArn": { "Fn::GetAtt": ["TabulatorLambda", "Arn"] } } },
    });
  });
});

describe("service users", () => {
  it("sign with the service key where their roles are given", () => {
    const template = synthesizeApp({ serviceUserRoleArns: ["arn:aws:iam::123456789012:role/Canary"] });
    const { KeyPolicy } = resourceOf(template, "ServiceAuthKey", "AWS::KMS::Key").Properties;

    expect((KeyPolicy as { Statement: unknown[] }).Statement).toContainEqual({
      Sid: "ServiceUserSigns1",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::123456789012:role/Canary" },
      Action: ["kms:DescribeKey", "kms:Sign"],
      Resource: "*",
    });
  });

  it("are none otherwise: the registry verifies and nobody but the account's administrators signs", () => {
    const { KeyPolicy } = resourceOf(external, "ServiceAuthKey", "AWS::KMS::Key").Properties;

    expect((KeyPolicy as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid)).toEqual([
      "EnableAccountPermissions",
      "RegistryVerifies",
    ]);
  });
});

describe("access logs", () => {
  it("go to the given bucket, each under its logical id", () => {
    const template = synthesizeApp({ accessLogBucketName: "our-logs" });

    expect(resourceOf(template, "ServiceBucket", "AWS::S3::Bucket").Properties.LoggingConfiguration).toEqual({
      DestinationBucketName: "our-logs",
      LogFilePrefix: "ServiceBucket/",
    });
    const { LoadBalancerAttributes } = resourceOf(
      template,
      "LoadBalancer",
      "AWS::ElasticLoadBalancingV2::LoadBalancer",
    ).Properties;
    expect(LoadBalancerAttributes).toEqual(
      expect.arrayContaining([
        { Key: "access_logs.s3.enabled", Value: "true" },
        { Key: "access_logs.s3.bucket", Value: "our-logs" },
      ]),
    );
  });

  it("are not written where no bucket is given", () => {
    expect(resourceOf(external, "ServiceBucket", "AWS::S3::Bucket").Properties.LoggingConfiguration).toBeUndefined();
  });
});

describe("a stack that contradicts its pattern", () => {
  const stackOf = (props: ConstructorParameters<typeof QuiltAppStack>[2]): { app: App; stack: QuiltAppStack } => {
    const app = new App();
    return { app, stack: new QuiltAppStack(app, "quilt-test", props) };
  };
  const trust = {
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };

  it("is refused at once where options of inline IAM come with external IAM", () => {
    expect(() => stackOf({ ...EXTERNAL, inlineIam: { path: "/data/" } })).toThrow(
      expect.objectContaining({
        code: "inline-iam-unused",
        message: "inlineIam is given and iamPattern is IamPattern.EXTERNAL",
      }),
    );
  });

  it("is refused at synthesis where the external pattern holds a role", () => {
    const { app, stack } = stackOf(EXTERNAL);
    new CfnRole(stack, "Ours", { assumeRolePolicyDocument: trust });

    expect(() => app.synth()).toThrow(
      "IamPattern.EXTERNAL allows no IAM in stack 'quilt-test', and 'quilt-test/Ours' is AWS::IAM::Role",
    );
  });

  it("is refused at synthesis where the external pattern lost a parameter", () => {
    const { app, stack } = stackOf(EXTERNAL);
    stack.node.findChild("Iam").node.tryRemoveChild("S3LambdaRole");

    expect(() => app.synth()).toThrow(
      "IamPattern.EXTERNAL needs parameter 'S3LambdaRole', and stack 'quilt-test' has none",
    );
  });

  it("is refused at synthesis where the inline pattern takes a role as parameter", () => {
    const { app, stack } = stackOf(INLINE);
    new CfnParameter(new Stack(app, "Elsewhere"), "ApiRole");
    const parameter = new CfnParameter(stack, "Ours");
    parameter.overrideLogicalId("S3LambdaRole");
    stack.node.findChild("Iam").node.tryRemoveChild("S3LambdaRole");

    expect(() => app.synth()).toThrow(
      /IamPattern\.INLINE allows no parameter 'S3LambdaRole' in stack 'quilt-test'[^]*IamPattern\.INLINE needs 'S3LambdaRole' in stack 'quilt-test', and there is none/,
    );
  });

  it("is none where another stack of the app has roles", () => {
    const { app } = stackOf(EXTERNAL);
    new CfnRole(new Stack(app, "Elsewhere"), "Theirs", { assumeRolePolicyDocument: trust });

    expect(() => app.synth()).not.toThrow();
  });
});

function isIntrinsic(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && /^(Ref|Fn::.*)$/.test(keys[0] ?? "");
}

/** Properties with a text in place of each intrinsic: what it yields, and of which type, is known at deployment only. */
function withPlaceholders(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPlaceholders);
  if (isIntrinsic(value)) return "1";
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, withPlaceholders(held)]));
}
