import { everythingCatalog } from "../../src/catalog";
import { parseTemplate, printTemplate, type TemplateMap } from "../../src/template";
import { split } from "../../src/split";
import { catalogOf, splitYaml, STATEMENTS, withStatements } from "./split-yaml";

const ROLE = { roles: ["Role"] };
const QUEUE = "Queue: {Type: AWS::SQS::Queue}";
const QUEUE_PATTERN = "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${AppStackName}-Queue-????????????";

const onCondition = (condition: string): string =>
  `- Effect: Allow\n  Action: sqs:SendMessage\n  Resource: '*'\n  Condition: ${condition}`;

describe("a pattern in a condition", () => {
  it.each(["StringLike", "ArnLike", "ArnEquals", "ForAnyValue:ArnLike", "ArnLikeIfExists"])(
    "stays under %s, where a wildcard is one",
    (operator) => {
      const { inIam } = splitYaml(
        withStatements(onCondition(`{'${operator}': {'aws:SourceArn': !GetAtt Queue.Arn}}`), QUEUE),
        ROLE,
      );

      expect(inIam(...STATEMENTS, 0, "Condition")).toEqual({
        [operator]: { "aws:SourceArn": { "Fn::Sub": QUEUE_PATTERN } },
      });
    },
  );

  it.each([
    ["StringEquals", "StringLike"],
    ["StringNotEquals", "StringNotLike"],
    ["StringEqualsIfExists", "StringLikeIfExists"],
    ["ForAllValues:StringEquals", "ForAllValues:StringLike"],
  ])("moves from %s to %s, which gives the wildcard its meaning", (operator, like) => {
    const { inIam } = splitYaml(
      withStatements(onCondition(`{'${operator}': {'aws:SourceArn': !GetAtt Queue.Arn, 'aws:x': '1'}}`), QUEUE),
      ROLE,
    );

    expect(inIam(...STATEMENTS, 0, "Condition")).toEqual({
      [operator]: { "aws:x": "1" },
      [like]: { "aws:SourceArn": { "Fn::Sub": QUEUE_PATTERN } },
    });
  });

  it("says that a negated condition excludes more", () => {
    const { report } = splitYaml(
      withStatements(onCondition("{ArnNotEquals: {'aws:SourceArn': !GetAtt Queue.Arn}}"), QUEUE),
      ROLE,
    );

    expect(report.severed[0]?.widening).toMatch(/^excludes more: any AWS::SQS::Queue/);
  });

  it.each([
    [
      "StringEqualsIgnoreCase",
      "{StringEqualsIgnoreCase: {'aws:SourceArn': !GetAtt Queue.Arn}}",
      "operator StringEqualsIgnoreCase takes no pattern",
    ],
    ["NumericEquals", "{NumericEquals: {'aws:x': !GetAtt Queue.Arn}}", "operator NumericEquals takes no pattern"],
    [
      "a neighbour with a star of its own",
      "{StringEquals: {'aws:SourceArn': [!GetAtt Queue.Arn, 'a*']}}",
      "under StringLike the value 'a*' would become a pattern too",
    ],
    [
      "a key that the other operator has already",
      "{StringEquals: {'aws:SourceArn': !GetAtt Queue.Arn}, StringLike: {'aws:SourceArn': x}}",
      "operator StringEquals takes no pattern, and StringLike has a value for aws:SourceArn already",
    ],
  ])("is refused under %s", (_, condition, why) => {
    expect(() => splitYaml(withStatements(onCondition(condition), QUEUE), ROLE)).toThrow(
      expect.objectContaining({
        code: "circular-dependency",
        message: expect.stringContaining(why),
      }),
    );
  });
});

describe("a reference that cannot cross the cut", () => {
  it("is refused in the specification's words, with the place, the reason and the choices", () => {
    const text = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub 'r-\${Queue.QueueName}'
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]}
  Queue: {Type: AWS::SQS::Queue}
`;

    expect(() => splitYaml(text, ROLE)).toThrow(
      expect.objectContaining({
        code: "circular-dependency",
        message:
          "Circular dependency detected: Role Role references Queue Queue (line 5): RoleName takes no pattern, and the name is not known before the application exists",
        at: expect.objectContaining({ file: "monolith.yaml", line: 5 }),
        hint: expect.stringContaining("strategy 'name' gives the app resource a fixed name"),
      }),
    );
  });

  it("is refused as a principal of a trust policy", () => {
    const text = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {AWS: !GetAtt Kept.Arn}, Action: sts:AssumeRole}]}
  Kept: {Type: AWS::IAM::User}
`;

    expect(() => splitYaml(text, { ...ROLE, excluded: ["Kept"] })).toThrow(
      "Circular dependency detected: Role Role references User Kept (line 5): Principal takes no pattern",
    );
  });

  it("names every such reference at once", () => {
    const text = withStatements(
      `${onCondition("{NumericEquals: {'aws:x': !GetAtt Queue.Arn}}")}\n${onCondition("{DateEquals: {'aws:y': !GetAtt Queue.Arn}}")}`,
      QUEUE,
    );

    expect(() => splitYaml(text, ROLE)).toThrow(/NumericEquals takes no pattern\n.*DateEquals takes no pattern/);
  });

  it("takes an IAM resource along that the moved one needs to exist", () => {
    const text = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]}
      ManagedPolicyArns: [!Ref Unlisted]
  Unlisted: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: [{Effect: Allow, Action: 'a:B', Resource: '*'}]}}}
`;
    const { report } = splitYaml(text, ROLE);

    expect(report.moved).toEqual([
      { logicalId: "Role", type: "AWS::IAM::Role", listed: true },
      { logicalId: "Unlisted", type: "AWS::IAM::ManagedPolicy", listed: false },
    ]);
    expect(report.warnings.map(({ code }) => code)).toContain("followed");
  });

  it("keeps a secret out of the outputs", () => {
    const text = `Resources:
  User: {Type: AWS::IAM::User}
  Key: {Type: AWS::IAM::AccessKey, Properties: {UserName: !Ref User}}
  Store: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !GetAtt Key.SecretAccessKey}}
`;

    expect(() => splitYaml(text, everythingCatalog())).toThrow("a secret must not become a stack output");
  });
});

describe("strategies", () => {
  it("parameter: AWS ids are opaque, so the IAM template takes the ARN, and the report says it needs a second pass", () => {
    const { inIam, report } = splitYaml(
      withStatements(
        "- {Effect: Allow, Action: 'kms:Decrypt', Resource: !GetAtt Key.Arn}",
        "Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {}}}",
      ),
      ROLE,
    );

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({ Ref: "KeyArn" });
    expect(inIam("Parameters", "KeyArn")).toMatchObject({ Type: "String", MinLength: 1 });
    expect(report.severed).toEqual([
      expect.objectContaining({ to: "Key", strategy: "parameter", becomes: "${KeyArn}" }),
    ]);
    expect(report.warnings.map(({ code }) => code)).toContain("second-pass");
  });

  it("parameter, by choice", () => {
    const { inIam } = splitYaml(
      withStatements("- {Effect: Allow, Action: 'a:B', Resource: !GetAtt Queue.Arn}", QUEUE),
      {
        ...ROLE,
        sever: new Map([["Queue", { strategy: "parameter" as const }]]),
      },
    );

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({ Ref: "QueueArn" });
    expect(inIam("Parameters")).not.toHaveProperty("AppStackName");
  });

  it("name: the app resource gets a name, and the ARN is exact", () => {
    const { inIam, inApp, report } = splitYaml(
      withStatements(
        "- {Effect: Allow, Action: 'a:B', Resource: [!GetAtt Queue.Arn, !GetAtt Fifo.Arn]}",
        "Queue: {Type: AWS::SQS::Queue}\nFifo: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}",
      ),
      {
        ...ROLE,
        sever: new Map([
          ["Queue", { strategy: "name" as const, name: "orders-${AWS::StackName}" }],
          ["Fifo", { strategy: "name" as const }],
        ]),
      },
    );
    const arn = "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:";

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual([
      { "Fn::Sub": `${arn}orders-\${AppStackName}` },
      { "Fn::Sub": `${arn}\${AppStackName}-Fifo.fifo` },
    ]);
    expect(inApp("Resources", "Queue", "Properties")).toEqual({ QueueName: { "Fn::Sub": "orders-${AWS::StackName}" } });
    expect(inApp("Resources", "Fifo", "Properties")).toEqual({
      FifoQueue: true,
      QueueName: { "Fn::Sub": "${AWS::StackName}-Fifo.fifo" },
    });
    expect(report.severed.map(({ strategy }) => strategy)).toEqual(["name", "name"]);
  });

  it("name, for a property below another", () => {
    const { inApp } = splitYaml(
      withStatements(
        "- {Effect: Allow, Action: 'a:B', Resource: !Sub 'arn:aws:glue:r:1:database/${Db}'}",
        "Db: {Type: AWS::Glue::Database, Properties: {CatalogId: '1', DatabaseInput: {}}}",
      ),
      { ...ROLE, sever: new Map([["Db", { strategy: "name" as const }]]) },
    );

    expect(inApp("Resources", "Db", "Properties", "DatabaseInput")).toEqual({
      Name: { "Fn::Sub": "${AWS::StackName}-db" },
    });
  });

  it("exact is refused where CloudFormation generates the name", () => {
    expect(() =>
      splitYaml(withStatements("- {Effect: Allow, Action: 'a:B', Resource: !GetAtt Queue.Arn}", QUEUE), {
        ...ROLE,
        sever: new Map([["Queue", { strategy: "exact" as const }]]),
      }),
    ).toThrow("strategy 'exact' cannot be used: CloudFormation generates the name of Queue");
  });

  it("pattern is refused where nobody can foresee the id", () => {
    expect(() =>
      splitYaml(
        withStatements(
          "- {Effect: Allow, Action: 'a:B', Resource: !GetAtt Key.Arn}",
          "Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {}}}",
        ),
        { ...ROLE, sever: new Map([["Key", { strategy: "pattern" as const }]]) },
      ),
    ).toThrow("strategy 'pattern' cannot be used: the service gives AWS::KMS::Key an id that nobody can foresee");
  });

  it("a name built from a name that is built from it ends in a refusal, not in a loop", () => {
    const text = withStatements(
      "- {Effect: Allow, Action: 'a:B', Resource: !GetAtt A.Arn}",
      "A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub 'x-${A}'}}",
    );

    expect(() => splitYaml(text, ROLE)).toThrow();
  });
});

describe("a reference that yields what a property of its resource refers to", () => {
  const outcome = (policy: string) =>
    splitYaml(
      `Resources:
  Secret: { Type: AWS::SecretsManager::Secret, Properties: {} }
  Attached: { Type: AWS::SecretsManager::SecretTargetAttachment, Properties: { SecretId: !Ref Secret, TargetId: db, TargetType: AWS::RDS::DBInstance } }
  Named: { Type: AWS::SecretsManager::SecretTargetAttachment, Properties: { SecretId: "arn:aws:secretsmanager:us-east-1:123456789012:secret:s/x-AbCdEf", TargetId: db, TargetType: AWS::RDS::DBInstance } }
  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: shop-table, KeySchema: [], AttributeDefinitions: [] } }
  Stored: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: !GetAtt Table.Arn } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: "*", Resource: ${policy} }] } }]
`,
      { mode: "all" },
      { appStackName: "shop" },
    );
  const resource = (policy: string): unknown =>
    outcome(policy).inIam(
      ...["Resources", "Role", "Properties", "Policies", 0, "PolicyDocument", "Statement", 0, "Resource"],
    );

  // What CDK grants on the secret of a database.
  it("becomes what a reference to the secret becomes", () => {
    expect(resource("!Ref Attached")).toEqual(resource("!Ref Secret"));
    expect(outcome("!Ref Attached").report.severed).toMatchObject([{ to: "Attached", strategy: "pattern" }]);
  });

  it("becomes the text that stands there, all of it", () => {
    expect(resource("!Ref Named")).toBe("arn:aws:secretsmanager:us-east-1:123456789012:secret:s/x-AbCdEf");
  });

  it("becomes the value of a parameter, not a name", () => {
    expect(resource("!GetAtt Stored.Value")).toEqual(resource("!GetAtt Table.Arn"));
  });
});

describe("conditional resources", () => {
  it("an output exists only with its resource, and the app's parameter may then stay empty", () => {
    const text = `Parameters: {Flag: {Type: String, Default: 'yes'}}
Conditions: {Wanted: !Equals [!Ref Flag, 'yes']}
Resources:
  Role:
    Type: AWS::IAM::Role
    Condition: Wanted
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]}
  Store: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !If [Wanted, !GetAtt Role.Arn, none]}}
`;
    const { inIam, inApp, report } = splitYaml(text, ROLE);

    expect(inIam("Outputs", "RoleArn", "Condition")).toBe("Wanted");
    expect(inApp("Parameters", "Role")).toMatchObject({
      Default: "",
      AllowedPattern: expect.stringMatching(/^\^\$\|\^arn/),
    });
    expect(inApp("Resources", "Store", "Properties", "Value")).toEqual({
      "Fn::If": ["Wanted", { Ref: "Role" }, "none"],
    });
    expect(report.wiring[0]).toMatchObject({ condition: "Wanted" });
  });
});

describe("what a CDK app synthesizes", () => {
  const template: TemplateMap = {
    Resources: {
      HandlerServiceRoleFCDC14AE: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } }],
            Version: "2012-10-17",
          },
          ManagedPolicyArns: [
            {
              "Fn::Join": [
                "",
                ["arn:", { Ref: "AWS::Partition" }, ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
              ],
            },
          ],
        },
      },
      HandlerServiceRoleDefaultPolicyCBD0CC91: {
        Type: "AWS::IAM::Policy",
        Properties: {
          PolicyDocument: {
            Statement: [
              {
                Action: ["s3:GetObject*", "s3:List*"],
                Effect: "Allow",
                Resource: [
                  { "Fn::GetAtt": ["Data", "Arn"] },
                  { "Fn::Join": ["", [{ "Fn::GetAtt": ["Data", "Arn"] }, "/*"]] },
                ],
              },
            ],
            Version: "2012-10-17",
          },
          PolicyName: "HandlerServiceRoleDefaultPolicyCBD0CC91",
          Roles: [{ Ref: "HandlerServiceRoleFCDC14AE" }],
        },
      },
      Handler886CB40B: {
        Type: "AWS::Lambda::Function",
        Properties: {
          Code: { ZipFile: "x" },
          Role: { "Fn::GetAtt": ["HandlerServiceRoleFCDC14AE", "Arn"] },
          Runtime: "nodejs20.x",
        },
        DependsOn: ["HandlerServiceRoleDefaultPolicyCBD0CC91", "HandlerServiceRoleFCDC14AE"],
      },
      Data: { Type: "AWS::S3::Bucket" },
    },
  };
  const text = printTemplate(template, "json");

  it("splits in mode all: JSON stays JSON, and no IAM resource is left", () => {
    const result = split(parseTemplate(text, { file: "cdk.template.json" }), everythingCatalog());
    const iam = JSON.parse(result.iam.text) as { Resources: Record<string, { Properties: unknown }> };
    const app = JSON.parse(result.app.text) as { Resources: Record<string, unknown>; Parameters: object };

    expect(result.iam.file).toBe("cdk.template-iam.json");
    expect(Object.keys(iam.Resources)).toEqual([
      "HandlerServiceRoleFCDC14AE",
      "HandlerServiceRoleDefaultPolicyCBD0CC91",
    ]);
    expect(iam.Resources["HandlerServiceRoleDefaultPolicyCBD0CC91"]?.Properties).toMatchObject({
      PolicyDocument: {
        Statement: [
          {
            Resource: [
              { "Fn::Sub": "arn:${AWS::Partition}:s3:::${AppStackName}-data-????????????" },
              {
                "Fn::Join": ["", [{ "Fn::Sub": "arn:${AWS::Partition}:s3:::${AppStackName}-data-????????????" }, "/*"]],
              },
            ],
            Condition: { StringEquals: { "aws:ResourceAccount": { Ref: "AWS::AccountId" } } },
          },
        ],
      },
    });
    expect(Object.keys(app.Parameters)).toEqual(["HandlerServiceRoleFCDC14AE"]);
    expect(app.Resources["Handler886CB40B"]).toEqual({
      Type: "AWS::Lambda::Function",
      Properties: { Code: { ZipFile: "x" }, Role: { Ref: "HandlerServiceRoleFCDC14AE" }, Runtime: "nodejs20.x" },
    });
  });

  it("is pure: the same input gives the same output and stays as it was", () => {
    const input = parseTemplate(text, { file: "cdk.json" });
    const before = JSON.stringify(input.value);
    const [one, two] = [split(input, everythingCatalog()), split(input, everythingCatalog())];

    expect(one.iam.text).toBe(two.iam.text);
    expect(one.report).toEqual(two.report);
    expect(JSON.stringify(input.value)).toBe(before);
  });
});

describe("odd input", () => {
  it("has its order dropped where a moved resource waited for an app resource, with a warning", () => {
    const { inIam, report } = splitYaml(
      `Resources:
  Role:
    Type: AWS::IAM::Role
    DependsOn: [Queue]
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]}
  Queue: {Type: AWS::SQS::Queue}
`,
      ROLE,
    );

    expect(inIam("Resources", "Role")).not.toHaveProperty("DependsOn");
    expect(report.warnings).toContainEqual(expect.objectContaining({ code: "order-dropped" }));
  });

  it("is refused when CloudFormation would refuse the monolith itself, with its sentence and the line", () => {
    const text = withStatements("- {Effect: Allow, Action: 'a:B', Resource: !Ref Nothing}", QUEUE);

    expect(() => splitYaml(text, ROLE)).toThrow(
      expect.objectContaining({
        code: "invalid-template",
        message:
          "Template format error: Unresolved resource dependencies [Nothing] in the Resources block of the template",
      }),
    );
  });

  it("needs something to move", () => {
    expect(() =>
      splitYaml("Resources:\n  Queue: {Type: AWS::SQS::Queue}\n", catalogOf({ ...everythingCatalog() })),
    ).toThrow("the template has no IAM resource");
  });
});

describe("a property that takes a name or an ARN", () => {
  const SERVICE = "Service: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster}}";
  const ALIAS =
    "Alias: {Type: AWS::Lambda::Alias, Properties: {Name: live, FunctionVersion: '1', FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:jobs'}}";
  const severed = (resources: string, logicalId: string, parameter = "{Type: String}"): unknown =>
    splitYaml(
      withStatements(
        `- {Effect: Allow, Action: '*', Resource: !Ref ${logicalId}}`,
        resources,
        `Parameters: {Cluster: ${parameter}}\n`,
      ),
      ROLE,
    ).report.severed[0];

  it("gives the name at the end of a function's ARN", () => {
    expect(severed(ALIAS, "Alias")).toMatchObject({
      strategy: "exact",
      becomes: "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:jobs:live",
    });
  });

  it("gives a parameter that is meant for a name", () => {
    expect(severed(SERVICE, "Service")).toMatchObject({
      becomes:
        "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service/${Cluster}/${AppStackName}-Service-????????????",
    });
  });

  it.each([
    "{Type: String, Default: 'arn:aws:ecs:us-east-1:123456789012:cluster/main'}",
    "{Type: String, AllowedPattern: '^arn:aws:ecs:.*$'}",
    "{Type: String, Description: ARN of the cluster}",
  ])("gives any name where a parameter is meant for an ARN: %s", (parameter) => {
    expect(severed(SERVICE, "Service", parameter)).toMatchObject({
      becomes:
        "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service/*/${AppStackName}-Service-????????????",
      widening: expect.stringContaining("any cluster") as string,
    });
  });
});

describe("a trust policy written as one text", () => {
  it("takes the OIDC provider along that it names", () => {
    const { report, inIam } = splitYaml(
      `Resources:
  Oidc: {Type: AWS::IAM::OIDCProvider, Properties: {Url: 'https://oidc.example.com'}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: !Sub '{"Statement":[{"Effect":"Allow","Principal":{"Federated":"\${Oidc}"},"Action":"sts:AssumeRoleWithWebIdentity"}]}'
  Queue: {Type: AWS::SQS::Queue}
`,
      ROLE,
    );

    expect(report.moved.map(({ logicalId }) => logicalId)).toEqual(["Oidc", "Role"]);
    expect(inIam("Resources", "Oidc", "Type")).toBe("AWS::IAM::OIDCProvider");
  });
});

describe("what people or macros read", () => {
  it("puts a pattern into a description, which is for people", () => {
    const { inIam } = splitYaml(
      `Resources:
  Policy: {Type: AWS::IAM::ManagedPolicy, Properties: {Description: !Sub 'for \${Queue.QueueName}', PolicyDocument: {Statement: []}}}
  Queue: {Type: AWS::SQS::Queue}
`,
      { policies: ["Policy"] },
    );

    expect(inIam("Resources", "Policy", "Properties", "Description")).toEqual({
      "Fn::Sub": "for ${AppStackName}-Queue-????????????",
    });
  });

  it.each([
    ["AWS::Serverless-2016-10-31", "AWS::Serverless-2016-10-31"],
    ["[AWS::LanguageExtensions, {Name: Ours}]", "Ours"],
  ])("says that the transform %s may add IAM resources", (transform, name) => {
    const { report } = splitYaml(
      withStatements("- {Effect: Allow, Action: 'sqs:*', Resource: '*'}", QUEUE, `Transform: ${transform}\n`),
      ROLE,
    );

    expect(report.warnings.filter(({ code }) => code === "macro").map(({ message }) => message)).toEqual([
      expect.stringContaining(`the transform ${name} may add IAM resources`),
    ]);
  });

  it("says nothing of AWS::LanguageExtensions, which adds none", () => {
    const { report } = splitYaml(
      withStatements(
        "- {Effect: Allow, Action: 'sqs:*', Resource: '*'}",
        QUEUE,
        "Transform: AWS::LanguageExtensions\n",
      ),
      ROLE,
    );

    expect(report.warnings.map(({ code }) => code)).not.toContain("macro");
  });
});

describe("a template without anything to move", () => {
  const NONE = "Resources: {Queue: {Type: AWS::SQS::Queue}}\n";

  it.each([
    ["all", {}, "the template has no IAM resource, so there is nothing to split"],
    [
      "listed",
      { roles: ["Role"] },
      "none of the configured resources is in the template, so there is nothing to split",
    ],
  ] as const)("is refused in mode %s in the words of that mode", (mode, names, message) => {
    expect(() => splitYaml(NONE, { mode, ...names })).toThrow(message);
  });
});
