import { readFileSync } from "node:fs";
import { App, CfnCondition, CfnParameter, Fn, PermissionsBoundary } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import { APP_RESOURCES } from "../../../src/cdk/quilt/app-resources";
import { QuiltIamStack, type QuiltIamStackProps } from "../../../src/cdk/quilt/quilt-iam-stack";
import { validateProperties } from "../../../src/aws";
import { QUILT_POLICIES, QUILT_ROLES } from "../../../src/catalog";
import { TEMPLATE_LIMITS, evaluate, isList, isMap, validateTemplate, type TemplateMap } from "../../../src/template";
import { inlineTemplate } from "./iam-inline-stack";

// The first synthesis of a process loads the CDK's schemas.
jest.setTimeout(60_000);

const ROLES = QUILT_ROLES.map(({ name }) => name);
const POLICIES = QUILT_POLICIES.map(({ name }) => name);

interface Template {
  readonly Parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: TemplateMap }>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
}

interface Synthesized {
  readonly stackName: string;
  readonly template: Template;
  /** As the file in cdk.out. */
  readonly text: string;
}

function synthesize(props: QuiltIamStackProps = {}, context: Record<string, unknown> = {}): Synthesized {
  const app = new App({ context });
  const { stackName } = new QuiltIamStack(app, "QuiltIam", props);
  const artifact = app.synth().getStackByName(stackName);
  const template = artifact.template as Template;
  return { stackName, template, text: readFileSync(artifact.templateFullPath, "utf8") };
}

/** Values at the limits: a parameter's default each. */
const EVERYTHING: QuiltIamStackProps = {
  appStackName: "a".repeat(25),
  searchDomainArn: `arn:aws:es:ap-southeast-1:123456789012:domain/${"d".repeat(28)}`,
  cloudTrailBucket: "b".repeat(63),
  certificateArnElb: "arn:aws:acm:ap-southeast-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
  qurator: true,
};

describe("the IAM stack's contract", () => {
  let plain: Synthesized;
  beforeAll(() => {
    plain = synthesize();
  });

  it("holds the 24 roles and 8 policies under the catalogue's names, and nothing else", () => {
    const types = Object.entries(plain.template.Resources).map(([id, { Type }]) => [id, Type]);
    expect(Object.fromEntries(types)).toEqual({
      ...Object.fromEntries(ROLES.map((name) => [name, "AWS::IAM::Role"])),
      ...Object.fromEntries(POLICIES.map((name) => [name, "AWS::IAM::ManagedPolicy"])),
    });
    expect([ROLES.length, POLICIES.length]).toEqual([24, 8]);
  });

  it("has 32 outputs {Name}Arn, exported under the stack's name", () => {
    const output = (name: string, value: unknown): [string, unknown] => [
      `${name}Arn`,
      { Value: value, Export: { Name: { "Fn::Sub": `\${AWS::StackName}-${name}Arn` } } },
    ];
    expect(plain.template.Outputs).toEqual(
      Object.fromEntries([
        ...ROLES.map((name) => output(name, { "Fn::GetAtt": [name, "Arn"] })),
        ...POLICIES.map((name) => output(name, { Ref: name })),
      ]),
    );
  });

  it("takes the app stack's name, up to 25 characters without capitals, and the five values of the deployment", () => {
    const { AppStackName, ...others } = plain.template.Parameters;
    // ../shared/facts/quilt-iam.yaml: DuckDBSelectLambdaBucket leaves 25 characters to the stack name.
    expect(AppStackName).toMatchObject({
      Type: "String",
      AllowedPattern: "^[a-z](-?[a-z0-9])*$",
      MinLength: 1,
      MaxLength: 25,
    });
    expect(Object.keys(others).sort()).toEqual([
      "CertificateArnELB",
      "CloudTrailBucket",
      "ManagedUserRoleExtraPolicies",
      "Qurator",
      "SearchDomainArn",
    ]);
    const withDefault = Object.entries(plain.template.Parameters).filter(([, { Default }]) => Default !== undefined);
    expect(withDefault.map(([name]) => name)).toEqual(["ManagedUserRoleExtraPolicies", "Qurator"]);
  });

  it("holds nothing of the CDK's own: no bootstrap rule or parameter, no metadata", () => {
    const { template } = synthesize({}, { "aws:cdk:enable-path-metadata": true, "aws:cdk:analytics-reporting": true });
    expect(Object.keys(template)).toEqual(["Description", "Parameters", "Resources", "Conditions", "Outputs"]);
    expect(JSON.stringify(template)).not.toMatch(/cdk|Metadata/i);
  });

  it("names roles after the stack, and the three whose names customers know after the app stack", () => {
    const names = Object.entries(plain.template.Resources).flatMap(([id, { Properties }]) => {
      const name = Properties["RoleName"] ?? Properties["ManagedPolicyName"];
      return name === undefined ? [] : [[id, isMap(name) ? name["Fn::Sub"] : name]];
    });
    expect(Object.fromEntries(names)).toEqual({
      ...Object.fromEntries(ROLES.map((name) => [name, `\${AWS::StackName}-${name}`])),
      T4BucketReadRole: "ReadQuiltV2-${AppStackName}",
      T4BucketWriteRole: "ReadWriteQuiltV2-${AppStackName}",
      T4DefaultBucketReadPolicy: "ReadQuiltPolicy-${AppStackName}",
    });
  });

  it("fits into a request without S3, with the longest name and every value given", () => {
    const { text } = synthesize(EVERYTHING, { "aws:cdk:enable-path-metadata": true });
    expect(Buffer.byteLength(text)).toBeLessThan(TEMPLATE_LIMITS.templateBodyBytes);
  });

  it("is what CloudFormation accepts: nothing to find in the template and in the resources' properties", () => {
    const { template } = synthesize(EVERYTHING);
    expect(validateTemplate(template as unknown as TemplateMap)).toEqual([]);
    const value = (name: string): string => `value-of-${name}`;
    for (const holds of [true, false]) {
      const faults = Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) => {
        const properties = evaluate(Properties, {
          ref: value,
          getAtt: value,
          condition: () => holds,
          mapping: () => undefined,
          importValue: value,
          region: "us-east-1",
          availabilityZones: () => [],
        });
        return validateProperties(Type, properties as TemplateMap).map((fault) => ({ id, ...fault }));
      });
      expect(faults).toEqual([]);
    }
  });
});

describe("IAM's limits of size, with the longest names", () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: white space does not count.
  const LIMITS = { Policies: 10_240, PolicyDocument: 6_144, AssumeRolePolicyDocument: 2_048 };

  const LONGEST: Readonly<Record<string, string>> = {
    "AWS::Partition": "aws-us-gov",
    "AWS::Region": "ap-southeast-1",
    "AWS::AccountId": "123456789012",
    "AWS::StackName": "s".repeat(35),
    AppStackName: "a".repeat(25),
    SearchDomainArn: EVERYTHING.searchDomainArn ?? "",
    CloudTrailBucket: "b".repeat(63),
    CertificateArnELB: EVERYTHING.certificateArnElb ?? "",
  };

  it.each(Object.entries(LIMITS))("%s of every role and policy", (property, limit) => {
    const { Resources } = synthesize(EVERYTHING).template;
    const arn = (name: string): string => `arn:aws-us-gov:iam::123456789012:role/${name.padEnd(64, "x")}`;
    const sizes = Object.values(Resources).flatMap(({ Properties }) => {
      const value = Properties[property];
      if (value === undefined) return [];
      const documents = evaluate(value, {
        ref: (name) => LONGEST[name] ?? arn(name),
        getAtt: arn,
        condition: () => true,
        mapping: () => undefined,
        importValue: arn,
        region: "us-gov-west-1",
        availabilityZones: () => [],
      });
      const listed = (isList(documents) ? documents : [documents]).map((item) =>
        isMap(item) ? (item["PolicyDocument"] ?? item) : item,
      );
      return [listed.map((document) => JSON.stringify(document).length).reduce((sum, size) => sum + size, 0)];
    });
    expect(Math.max(...sizes)).toBeGreaterThan(100);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
  });
});

describe("options of the IAM stack", () => {
  it("makes the app stack's name the default of its parameter and part of its own name", () => {
    const { stackName, template } = synthesize({ appStackName: "quilt-prod" });
    expect(stackName).toBe("quilt-prod-iam");
    expect(template.Parameters["AppStackName"]).toMatchObject({ Default: "quilt-prod" });
  });

  it("keeps a stack name that is given", () => {
    expect(synthesize({ appStackName: "quilt-prod", stackName: "security" }).stackName).toBe("security");
  });

  it("takes a name with capitals twice, since bucket names are lower-cased", () => {
    const { template } = synthesize({ appStackName: "Quilt-Prod" });
    expect(template.Parameters["AppStackName"]).toMatchObject({ Default: "Quilt-Prod" });
    expect(template.Parameters["AppStackNameLower"]).toMatchObject({ Default: "quilt-prod", MaxLength: 25 });
    const text = JSON.stringify(template.Resources);
    expect(text).toContain("s3:::${AppStackNameLower}-servicebucket-????????????");
    expect(text).toContain("${AppStackName}-IndexerQueue-????????????");
    expect(text).not.toContain("s3:::${AppStackName}-");
  });

  it("makes given values the defaults of parameters", () => {
    const { Parameters } = synthesize({ ...EVERYTHING, managedUserRoleExtraPolicies: ["arn:x", "arn:y"] }).template;
    const defaults = Object.entries(Parameters).map(([name, { Default }]) => [name, Default]);
    expect(Object.fromEntries(defaults)).toEqual({
      AppStackName: EVERYTHING.appStackName,
      SearchDomainArn: EVERYTHING.searchDomainArn,
      CloudTrailBucket: EVERYTHING.cloudTrailBucket,
      CertificateArnELB: EVERYTHING.certificateArnElb,
      ManagedUserRoleExtraPolicies: "arn:x,arn:y",
      Qurator: "Enabled",
    });
  });

  it("puts a permissions boundary on every role and on no policy", () => {
    const { Resources } = synthesize({ permissionsBoundary: PermissionsBoundary.fromName("edge") }).template;
    const bounded = Object.entries(Resources).filter(([, { Properties }]) => "PermissionsBoundary" in Properties);
    expect(bounded.map(([id]) => id).sort()).toEqual([...ROLES].sort());
  });

  it("puts tags on every role; CloudFormation gives managed policies none", () => {
    const { Resources } = synthesize({ tags: { team: "security" } }).template;
    for (const name of ROLES) {
      expect(Resources[name]?.Properties["Tags"]).toEqual([{ Key: "team", Value: "security" }]);
    }
    for (const name of POLICIES) expect(Resources[name]?.Properties["Tags"]).toBeUndefined();
  });

  it("moves all to a path but what the registry finds by its own", () => {
    const { Resources } = synthesize({ path: "/engineering/" }).template;
    const paths = Object.entries(Resources).filter(([, { Properties }]) => Properties["Path"] !== "/engineering/");
    expect(Object.fromEntries(paths.map(([id, { Properties }]) => [id, Properties["Path"]]))).toEqual(
      Object.fromEntries(
        [
          "S3ProxyRole",
          "ManagedUserRole",
          "TabulatorOpenQueryRole",
          "RegistryAssumeRolePolicy",
          "ManagedUserRoleBasePolicy",
          "TabulatorOpenQueryPolicy",
        ].map((id) => [id, { "Fn::Sub": "/quilt/${AppStackName}/${AWS::Region}/" }]),
      ),
    );
  });

  it("lets extra principals assume the four roles that trusted the fixed users, and no other", () => {
    const tester = "arn:aws:iam::123456789012:user/tester";
    const { Resources } = synthesize({ extraTrustedPrincipals: [tester, "210987654321"] }).template;
    const trusting = Object.entries(Resources).filter(([, { Properties }]) =>
      JSON.stringify(Properties["AssumeRolePolicyDocument"] ?? "").includes(tester),
    );
    expect(trusting.map(([id]) => id).sort()).toEqual([
      "AmazonECSTaskExecutionRole",
      "ManagedUserRole",
      "T4BucketReadRole",
      "T4BucketWriteRole",
    ]);
    expect(Resources["T4BucketReadRole"]?.Properties["AssumeRolePolicyDocument"]).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: [{ "Fn::GetAtt": ["AmazonECSTaskExecutionRole", "Arn"] }, tester, "210987654321"] },
          Action: "sts:AssumeRole",
        },
      ],
    });
  });

  it("attaches extra policies to the roles that are named, also where the list is computed", () => {
    const guard = "arn:aws:iam::123456789012:policy/guard";
    const { Resources } = synthesize({ extraManagedPolicies: { ApiRole: [guard], ManagedUserRole: [guard] } }).template;
    expect(Resources["ApiRole"]?.Properties["ManagedPolicyArns"]).toEqual([
      { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole" },
      guard,
    ]);
    expect(JSON.stringify(Resources["ManagedUserRole"]?.Properties["ManagedPolicyArns"])).toContain(`,${guard}"`);
    expect(JSON.stringify(Resources).split(guard)).toHaveLength(3);
  });

  it.each<[string, QuiltIamStackProps, string, string]>([
    [
      "a path without slashes",
      { path: "engineering" },
      "quilt-iam-option-invalid",
      "path: 'engineering' is not allowed",
    ],
    [
      "everybody as a principal",
      { extraTrustedPrincipals: ["*"] },
      "quilt-iam-option-invalid",
      "extraTrustedPrincipals: '*' is not allowed",
    ],
    [
      "a principal with a wildcard",
      { extraTrustedPrincipals: ["arn:aws:iam::123456789012:role/*"] },
      "quilt-iam-option-invalid",
      "extraTrustedPrincipals: 'arn:aws:iam::123456789012:role/*' is not allowed",
    ],
    [
      "a role that there is not",
      { extraManagedPolicies: { AppRole: [] } },
      "quilt-iam-option-invalid",
      "extraManagedPolicies: 'AppRole' is not allowed",
    ],
    [
      "a policy name in place of an ARN",
      { extraManagedPolicies: { ApiRole: ["guard"] } },
      "quilt-iam-option-invalid",
      "extraManagedPolicies: 'guard' is not allowed",
    ],
    [
      "six policies for users",
      { managedUserRoleExtraPolicies: Array<string>(6).fill("arn:x") },
      "quilt-iam-option-invalid",
      "managedUserRoleExtraPolicies: '6 policies' is not allowed",
    ],
    [
      "an app stack name that bucket names cut",
      { appStackName: "a".repeat(26) },
      "app-stack-name-too-long",
      `app stack name '${"a".repeat(26)}' has 26 characters, and at most 25 are allowed`,
    ],
    [
      "an app stack name with two hyphens in a row",
      { appStackName: "quilt--prod" },
      "app-stack-name-invalid",
      "app stack name 'quilt--prod' is not plain",
    ],
    [
      "a stack name that role names have no room for",
      { stackName: "s".repeat(36) },
      "iam-stack-name-too-long",
      `IAM stack name '${"s".repeat(36)}' has 36 characters, and at most 35 are allowed`,
    ],
  ])("refuses %s", (_, props, code, message) => {
    const make = (): QuiltIamStack => new QuiltIamStack(new App(), "Iam", props);
    expect(make).toThrow(expect.objectContaining({ code, message }) as Error);
  });
});

describe("roles and policies as references", () => {
  it("gives ARNs by the catalogue's names", () => {
    const stack = new QuiltIamStack(new App(), "Iam");
    expect(stack.resolve(stack.roleArn("ApiRole"))).toEqual({ "Fn::GetAtt": ["ApiRole", "Arn"] });
    expect(stack.resolve(stack.policyArn("BucketReadPolicy"))).toEqual({ Ref: "BucketReadPolicy" });
  });

  it.each([
    ["roleArn", "BucketReadPolicy", "'BucketReadPolicy' is no role of the catalogue"],
    ["policyArn", "ApiRole", "'ApiRole' is no managed policy of the catalogue"],
  ] as const)("refuses by %s what is not of that kind", (method, name, message) => {
    const stack = new QuiltIamStack(new App(), "Iam");
    expect(() => stack[method](name)).toThrow(expect.objectContaining({ code: "unknown-iam-name", message }) as Error);
  });
});

describe("the inline pattern", () => {
  it("lets CloudFormation name roles, and refers to the application's own resources", () => {
    const { Parameters, Resources } = inlineTemplate();
    const named = Object.entries(Resources).filter(([, resource]) => JSON.stringify(resource).includes('"RoleName"'));
    expect(named.map(([id]) => id).sort()).toEqual(["T4BucketReadRole", "T4BucketWriteRole"]);
    expect(Object.keys(Parameters)).not.toContain("AppStackName");
    expect(JSON.stringify(Resources)).not.toContain("????????????");
    expect(JSON.stringify(Resources)).not.toContain("aws:ResourceAccount");
  });

  it("refers to nothing but the resources of the table", () => {
    const template = inlineTemplate();
    const application = Object.fromEntries(APP_RESOURCES.map(({ logicalId, type }) => [logicalId, { Type: type }]));
    expect(validateTemplate({ ...template, Resources: { ...template.Resources, ...application } })).toEqual([]);
  });

  it("takes the parameters and conditions that the application has already, wherever they are declared", () => {
    const { Parameters, Conditions } = inlineTemplate({ cloudTrailBucket: "other" }, (stack) => {
      const part = new Construct(stack, "Analytics");
      new CfnParameter(part, "Trail", { default: "trail" }).overrideLogicalId("CloudTrailBucket");
      const expression = Fn.conditionEquals(Fn.ref("Qurator"), "On");
      new CfnCondition(part, "Assistant", { expression }).overrideLogicalId("QuratorEnabled");
    });
    expect(Parameters["CloudTrailBucket"]).toEqual({ Type: "String", Default: "other" });
    expect(Conditions["QuratorEnabled"]).toEqual({ "Fn::Equals": [{ Ref: "Qurator" }, "On"] });
  });
});
