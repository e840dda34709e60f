// One test at least for each numbered case of ../shared/facts/split-hazards.md, named for it.
import { everythingCatalog } from "../../src/catalog";
import { catalogOf, splitYaml, STATEMENTS, withStatements } from "./split-yaml";

const ROLE = { roles: ["Role"] };
const TRUST = `AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]`;

/** One Allow statement on what `reference` names. */
const allow = (action: string, reference: string): string =>
  `- Effect: Allow\n  Action: ${action}\n  Resource: ${reference}`;

describe("§1 app resources referenced from IAM", () => {
  it.each([
    ["AWS::S3::Bucket", "!GetAtt Target.Arn", "arn:${AWS::Partition}:s3:::${AppStackName}-target-????????????"],
    ["AWS::S3::Bucket", "!Sub 'arn:aws:s3:::${Target}/x'", "arn:aws:s3:::${AppStackName}-target-????????????/x"],
    [
      "AWS::SQS::Queue",
      "!GetAtt Target.Arn",
      "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${AppStackName}-Target-????????????",
    ],
    [
      "AWS::Lambda::Function",
      "!GetAtt Target.Arn",
      "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${AppStackName}-Target-????????????",
    ],
    [
      "AWS::Glue::Database",
      "!Sub 'arn:aws:glue:us-east-1:1:table/${Target}/*'",
      "arn:aws:glue:us-east-1:1:table/target-????????????/*",
    ],
    [
      "AWS::Events::Rule",
      "!GetAtt Target.Arn",
      "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/${AppStackName}-Target-????????????",
    ],
    [
      "AWS::KinesisFirehose::DeliveryStream",
      "!Sub '${Target.Arn}'",
      "arn:${AWS::Partition}:firehose:${AWS::Region}:${AWS::AccountId}:deliverystream/${AppStackName}-Target-????????????",
    ],
  ])("severs a generated %s named by %s with the tightest pattern", (type, reference, expected) => {
    const { inIam, report } = splitYaml(
      withStatements(allow("a:B", reference), `Target:\n  Type: ${type}\n  Properties: {}`),
      ROLE,
    );

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({ "Fn::Sub": expected });
    expect(report.severed.map(({ strategy }) => strategy)).toEqual(["pattern"]);
    expect(report.severed[0]?.widening).toMatch(/<12 characters>/);
  });

  it.each([
    [
      "AWS::Athena::WorkGroup",
      "Name: !Sub '${AWS::StackName}-w'",
      "!Sub 'arn:aws:athena:r:1:workgroup/${Target}'",
      "arn:aws:athena:r:1:workgroup/${AppStackName}-w",
    ],
    [
      "AWS::Athena::DataCatalog",
      "{Name: !Sub 'q-${AWS::StackName}-t', Type: GLUE}",
      "!Sub 'arn:aws:athena:r:1:datacatalog/${Target}'",
      "arn:aws:athena:r:1:datacatalog/q-${AppStackName}-t",
    ],
    [
      "AWS::Events::EventBus",
      "Name: !Sub 'quilt-${AWS::StackName}'",
      "!GetAtt Target.Arn",
      "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/quilt-${AppStackName}",
    ],
    [
      "AWS::SSM::Parameter",
      "{Name: !Sub '/q/${AWS::StackName}/P', Type: String, Value: x}",
      "!Sub 'arn:aws:ssm:r:1:parameter${Target}'",
      "arn:aws:ssm:r:1:parameter/q/${AppStackName}/P",
    ],
    [
      "AWS::SSM::Parameter",
      "{Name: /q/P, Type: String, Value: x}",
      "!GetAtt Target.Arn",
      "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/q/P",
    ],
  ])("keeps an explicit name of %s exact, without widening", (type, properties, reference, expected) => {
    const { inIam, report } = splitYaml(
      withStatements(
        allow("a:B", reference),
        `Target:\n  Type: ${type}\n  Properties: ${properties.startsWith("{") ? properties : `\n    ${properties}`}`,
      ),
      ROLE,
    );

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({ "Fn::Sub": expected });
    expect(report.severed).toHaveLength(1);
    expect(report.severed[0]).toMatchObject({ strategy: "exact", to: "Target" });
    expect(report.severed[0]).not.toHaveProperty("widening");
  });

  it("puts the bus into the ARN of a rule on a custom bus, even where the rule names the bus by its ARN", () => {
    const { inIam } = splitYaml(
      withStatements(
        allow("events:EnableRule", "!GetAtt Rule.Arn"),
        `
Bus: {Type: AWS::Events::EventBus, Properties: {Name: !Sub 'quilt-\${AWS::StackName}'}}
Rule: {Type: AWS::Events::Rule, Properties: {EventBusName: !GetAtt Bus.Arn, EventPattern: {source: [x]}}}`,
      ),
      ROLE,
    );

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({
      "Fn::Sub":
        "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/quilt-${AppStackName}/${AppStackName}-Rule-????????????",
    });
  });

  it("derives a database name that is computed from a bucket's generated name, and says whose pattern it is", () => {
    const { inIam } = splitYaml(
      withStatements(
        allow("glue:GetTable", "!Sub 'arn:aws:glue:r:1:table/${Db}/${Table}'"),
        `
Bucket: {Type: AWS::S3::Bucket}
Db: {Type: AWS::Glue::Database, Properties: {CatalogId: '1', DatabaseInput: {Name: !Join [_, !Split ['-', !Ref Bucket]]}}}
Table: {Type: AWS::Glue::Table, Properties: {CatalogId: '1', DatabaseName: !Ref Db, TableInput: {Name: named_packages}}}`,
      ),
      ROLE,
    );

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({
      "Fn::Sub": [
        "arn:aws:glue:r:1:table/${DbName}/named_packages",
        { DbName: { "Fn::Join": ["_", { "Fn::Split": ["-", { "Fn::Sub": "${AppStackName}-bucket-????????????" }] }] } },
      ],
    });
  });

  it("matches every revision of a task definition, whose Ref holds one", () => {
    const { inIam, report } = splitYaml(
      withStatements(
        allow("ecs:RunTask", "!Ref Task"),
        "Task: {Type: AWS::ECS::TaskDefinition, Properties: {Family: !Sub '${AWS::StackName}-status'}}",
      ),
      ROLE,
    );

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({
      "Fn::Sub": "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/${AppStackName}-status:*",
    });
    expect(report.severed[0]?.widening).toBe("any revision");
  });

  it("keeps a cluster in an ArnEquals condition exact", () => {
    const { inIam } = splitYaml(
      withStatements(
        `- Effect: Allow\n  Action: ecs:RunTask\n  Resource: '*'\n  Condition: {ArnEquals: {'ecs:cluster': !GetAtt Cluster.Arn}}`,
        "Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: !Ref AWS::StackName}}",
      ),
      ROLE,
    );

    expect(inIam(...STATEMENTS, 0, "Condition")).toEqual({
      ArnEquals: {
        "ecs:cluster": {
          "Fn::Sub": "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:cluster/${AppStackName}",
        },
      },
    });
  });

  it("computes the stack name budget from the template: the tightest resource says how long the name may be", () => {
    const { inIam } = splitYaml(
      withStatements(
        allow("a:B", "[!GetAtt DuckDBSelectLambdaBucket.Arn, !GetAtt AuditTrailDeliveryStream.Arn]"),
        `
DuckDBSelectLambdaBucket: {Type: AWS::S3::Bucket}
AuditTrailDeliveryStream: {Type: AWS::KinesisFirehose::DeliveryStream}`,
      ),
      ROLE,
    );

    expect(inIam("Parameters", "AppStackName")).toMatchObject({
      Type: "String",
      AllowedPattern: "^[a-z](-?[a-z0-9])*$",
      MaxLength: 25,
    });
  });

  it("refuses an app stack name that would make CloudFormation cut a name, and names the resource", () => {
    const text = withStatements(
      allow("a:B", "!GetAtt DuckDBSelectLambdaBucket.Arn"),
      "DuckDBSelectLambdaBucket: {Type: AWS::S3::Bucket}",
    );

    expect(() => splitYaml(text, ROLE, { appStackName: "a-stack-name-of-26-letters" })).toThrow(
      "app stack name 'a-stack-name-of-26-letters' has 26 characters, and the name patterns hold up to 25 (because of DuckDBSelectLambdaBucket)",
    );
  });

  it("takes a second parameter in lower case where the given stack name has capitals", () => {
    const { inIam } = splitYaml(
      withStatements(allow("s3:GetObject", "!Sub '${Bucket.Arn}/*'"), "Bucket: {Type: AWS::S3::Bucket}"),
      ROLE,
      { appStackName: "Prod" },
    );

    expect(inIam("Parameters", "AppStackNameLower", "Default")).toBe("prod");
    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({
      "Fn::Sub": "arn:${AWS::Partition}:s3:::${AppStackNameLower}-bucket-????????????/*",
    });
  });
});

describe("§2 references to moved resources from the application", () => {
  const app = (consumer: string, outputs = ""): string => `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ${TRUST}
  Pathed:
    Type: AWS::IAM::Role
    Properties:
      Path: !Sub '/quilt/\${AWS::StackName}/\${AWS::Region}/'
      ${TRUST}
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Statement: [{Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*'}]}
  Consumer:
${consumer}
${outputs}`;
  const both = { roles: ["Role", "Pathed"], policies: ["Policy"] };
  const queue = (value: string): string =>
    `    Type: AWS::SSM::Parameter\n    Properties: {Type: String, Value: ${value}}`;
  const VALUE = ["Resources", "Consumer", "Properties", "Value"] as const;

  it.each([
    ["GetAtt of a role's Arn", "!GetAtt Role.Arn", { Ref: "Role" }],
    ["GetAtt in its list form", "!GetAtt [Role, Arn]", { Ref: "Role" }],
    ["GetAtt in its long form", "{'Fn::GetAtt': [Role, Arn]}", { Ref: "Role" }],
    ["a Sub that is one whole reference", "!Sub '${Role.Arn}'", { Ref: "Role" }],
    ["a Sub with the reference inside", "!Sub 'run -a ${Role.Arn} -b'", { "Fn::Sub": "run -a ${Role} -b" }],
    ["Ref of a managed policy, which is its ARN", "!Ref Policy", { Ref: "Policy" }],
    ["GetAtt PolicyArn", "!GetAtt Policy.PolicyArn", { Ref: "Policy" }],
    ["Ref of a role, which is its name", "!Ref Role", { "Fn::Select": [1, { "Fn::Split": ["/", { Ref: "Role" }] }] }],
    ["Ref of a role with a path", "!Ref Pathed", { "Fn::Select": [4, { "Fn::Split": ["/", { Ref: "Pathed" }] }] }],
    [
      "a role's name inside a Sub",
      "!Sub 'name=${Role}'",
      { "Fn::Sub": ["name=${RoleName}", { RoleName: { "Fn::Select": [1, { "Fn::Split": ["/", { Ref: "Role" }] }] } }] },
    ],
    [
      "an escaped reference, which is none",
      "!Sub '${!Role.Arn} ${AWS::Region}'",
      { "Fn::Sub": "${!Role.Arn} ${AWS::Region}" },
    ],
    [
      "a Sub's own variable of that name, which is none",
      "!Sub ['${Role}', {Role: x}]",
      { "Fn::Sub": ["${Role}", { Role: "x" }] },
    ],
  ])("rewires %s", (_, reference, expected) => {
    const { inApp } = splitYaml(app(queue(reference)), both);

    expect(inApp(...VALUE)).toEqual(expected);
  });

  it("passes a RoleId by an output and a parameter of its own", () => {
    const { inApp, inIam, report } = splitYaml(app(queue("!GetAtt Role.RoleId")), both);

    expect(inApp(...VALUE)).toEqual({ Ref: "RoleRoleId" });
    expect(inApp("Parameters", "RoleRoleId", "Type")).toBe("String");
    expect(inIam("Outputs", "RoleRoleId", "Value")).toEqual({ "Fn::GetAtt": ["Role", "RoleId"] });
    expect(report.wiring).toContainEqual(expect.objectContaining({ output: "RoleRoleId", parameter: "RoleRoleId" }));
  });

  it("passes the name by a parameter where the path is one, because nobody knows how many slashes it has", () => {
    const text = `Parameters:\n  P: {Type: String}\n${app(queue("!Ref Role"))}`.replace(
      "Type: AWS::IAM::Role\n    Properties:\n",
      "Type: AWS::IAM::Role\n    Properties:\n      Path: !Ref P\n",
    );
    const { inApp, inIam } = splitYaml(text, both);

    expect(inApp(...VALUE)).toEqual({ Ref: "RoleName" });
    expect(inIam("Outputs", "RoleName", "Value")).toEqual({ Ref: "Role" });
  });

  it("rewires the principal of a KMS key policy", () => {
    const { inApp } = splitYaml(
      app(`    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - {Effect: Allow, Principal: {AWS: !Sub '\${Role.Arn}'}, Action: kms:Decrypt, Resource: '*'}`),
      both,
    );

    expect(inApp("Resources", "Consumer", "Properties", "KeyPolicy", "Statement", 0, "Principal")).toEqual({
      AWS: { Ref: "Role" },
    });
  });

  it("changes only the reference inside a folded, quoted command", () => {
    const command = `    Type: AWS::SSM::Parameter
    Properties:
      Type: String
      Value: !Sub 'flask db upgrade && ./create.py -n ''Read'' -a
        \${Role.Arn} && done'`;
    const { app: split } = splitYaml(app(command), both);

    expect(split.text).toContain(
      "Value: !Sub 'flask db upgrade && ./create.py -n ''Read'' -a\n        ${Role} && done'",
    );
  });

  it("drops moved resources from DependsOn, and the key with the last one", () => {
    const { inApp } = splitYaml(
      app(`    Type: AWS::SSM::Parameter\n    DependsOn: [Role, Policy]\n    Properties: {Type: String, Value: x}`),
      both,
    );

    expect(inApp("Resources", "Consumer")).not.toHaveProperty("DependsOn");
  });

  it("keeps the other entries of DependsOn", () => {
    const { inApp } = splitYaml(
      `${app(`    Type: AWS::SSM::Parameter\n    DependsOn: [Role, Other]\n    Properties: {Type: String, Value: x}`)}  Other: {Type: AWS::SQS::Queue}\n`,
      both,
    );

    expect(inApp("Resources", "Consumer", "DependsOn")).toEqual(["Other"]);
  });

  it("rewires an output's value and keeps its name and export", () => {
    const outputs = `Outputs:
  RegistryRoleARN:
    Value: !GetAtt Role.Arn
    Export: {Name: !Sub '\${AWS::StackName}-Registry'}`;
    const { inApp } = splitYaml(app(queue("x"), outputs), both);

    expect(inApp("Outputs", "RegistryRoleARN")).toEqual({
      Value: { Ref: "Role" },
      Export: { Name: { "Fn::Sub": "${AWS::StackName}-Registry" } },
    });
  });

  it("declares a parameter for every role and policy, consumed or not, with an ARN pattern", () => {
    const { inApp } = splitYaml(app(queue("x")), both);

    expect(Object.keys(inApp("Parameters") as object)).toEqual(["Role", "Pathed", "Policy"]);
    expect(inApp("Parameters", "Role")).toMatchObject({
      Type: "String",
      AllowedPattern: expect.stringContaining(":role\\/"),
    });
    expect(inApp("Parameters", "Policy")).toMatchObject({ AllowedPattern: expect.stringContaining(":policy\\/") });
  });
});

describe("§3 AWS::StackName and AWS::StackId inside moved resources mean the app stack", () => {
  const role = (properties: string): string => `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ${TRUST}
      ${properties}
`;

  it.each([
    ["a path", "Path: !Sub '/quilt/${AWS::StackName}/'", "Path", { "Fn::Sub": "/quilt/${AppStackName}/" }],
    ["a role name", "RoleName: !Sub 'Read-${AWS::StackName}'", "RoleName", { "Fn::Sub": "Read-${AppStackName}" }],
    ["a Ref", "Description: !Ref AWS::StackName", "Description", { Ref: "AppStackName" }],
    [
      "a join",
      "Description: !Join ['-', [a, !Ref AWS::StackName]]",
      "Description",
      { "Fn::Join": ["-", ["a", { Ref: "AppStackName" }]] },
    ],
  ])("in %s", (_, properties, key, expected) => {
    const { inIam } = splitYaml(role(properties), ROLE);

    expect(inIam("Resources", "Role", "Properties", key)).toEqual(expected);
  });

  it("leaves 47 characters to the stack name in a role name of 64", () => {
    const { inIam } = splitYaml(role("RoleName: !Sub 'ReadWriteQuiltV2-${AWS::StackName}'"), ROLE);

    expect(inIam("Parameters", "AppStackName", "MaxLength")).toBe(47);
  });

  it("turns the stack's id into a pattern of its ARN where a pattern is one", () => {
    const { inIam } = splitYaml(withStatements(allow("cloudformation:DescribeStacks", "!Ref AWS::StackId"), ""), ROLE);

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({
      "Fn::Sub": "arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/${AppStackName}/*",
    });
  });

  it("refuses the stack's id in a name, which takes no pattern", () => {
    expect(() => splitYaml(role("RoleName: !Select [2, !Split ['/', !Ref AWS::StackId]]"), ROLE)).toThrow(
      "Circular dependency detected: Role Role references the stack's id (AWS::StackId)",
    );
  });

  it("rewrites the stack's name in a condition that travels", () => {
    const { inIam, inApp } = splitYaml(
      withStatements(
        "- !If [Prod, {Effect: Allow, Action: a:B, Resource: '*'}, !Ref AWS::NoValue]",
        "Queue: {Type: AWS::SQS::Queue}",
        "Conditions:\n  Prod: !Equals [!Ref AWS::StackName, prod]\n",
      ),
      ROLE,
    );

    expect(inIam("Conditions", "Prod")).toEqual({ "Fn::Equals": [{ Ref: "AppStackName" }, "prod"] });
    expect(inApp("Conditions")).toBeUndefined();
  });
});

describe("§4 conditions, mappings and parameters", () => {
  const sections = `Parameters:
  Qurator: {Type: String, Default: Enabled}
  SearchDomainArn: {Type: String}
  Unused: {Type: String, Default: x}
  GoogleAuth: {Type: String, Default: Enabled}
Conditions:
  QuratorEnabled: !Equals [!Ref Qurator, Enabled]
  Both: !And [!Condition QuratorEnabled, !Equals [!Ref SearchDomainArn, x]]
  GoogleAuth: !Equals [!Ref GoogleAuth, Enabled]
Mappings:
  Regions: {us-east-1: {Id: a}}
  Images: {us-east-1: {Id: b}}
`;
  const statements = `- !If [Both, {Effect: Allow, Action: a:B, Resource: !FindInMap [Regions, !Ref AWS::Region, Id]}, !Ref AWS::NoValue]`;
  const resources = `
Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !If [QuratorEnabled, !FindInMap [Images, us-east-1, Id], !Ref AWS::NoValue]}}
Topic: {Type: AWS::SNS::Topic, Condition: GoogleAuth}`;

  it("carries what the moved resources need, transitively, and drops from the application what it no longer uses", () => {
    const { inIam, inApp, report } = splitYaml(withStatements(statements, resources, sections), ROLE);

    expect(Object.keys(inIam("Parameters") as object)).toEqual(["Qurator", "SearchDomainArn"]);
    expect(Object.keys(inIam("Conditions") as object)).toEqual(["QuratorEnabled", "Both"]);
    expect(Object.keys(inIam("Mappings") as object)).toEqual(["Regions"]);
    expect(Object.keys(inApp("Parameters") as object)).toEqual(["Qurator", "Unused", "GoogleAuth", "Role"]);
    expect(Object.keys(inApp("Conditions") as object)).toEqual(["QuratorEnabled", "GoogleAuth"]);
    expect(Object.keys(inApp("Mappings") as object)).toEqual(["Images"]);
    expect(report.carried).toContainEqual({
      section: "Parameters",
      name: "Qurator",
      because: ["Condition QuratorEnabled"],
      remainsInApp: true,
    });
  });

  it("keeps two names apart that a parameter and a condition share", () => {
    const text = withStatements(
      "- !If [GoogleAuth, {Effect: Allow, Action: a:B, Resource: '*'}, !Ref AWS::NoValue]",
      "Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref GoogleAuth}}",
      sections,
    );
    const { inApp } = splitYaml(text, ROLE);

    expect(inApp("Conditions")).not.toHaveProperty("GoogleAuth");
    expect(inApp("Parameters")).toHaveProperty("GoogleAuth");
  });

  it("warns that both stacks must get the same values, and that callers must no longer pass the others", () => {
    const { report } = splitYaml(withStatements(statements, resources, sections), ROLE);
    const messages = report.warnings.map(({ code, message }) => `${code}: ${message}`);

    expect(messages).toContain("shared-parameters: both stacks take Qurator: give them the same values");
    expect(messages).toContainEqual(expect.stringMatching(/^parameter-left: parameter SearchDomainArn /));
  });

  it("carries what only the name of an app resource needs", () => {
    const { inIam } = splitYaml(
      withStatements(
        allow("sqs:SendMessage", "!GetAtt Queue.Arn"),
        "Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !If [Named, !Ref Name, !Ref AWS::NoValue]}}",
        "Parameters:\n  Name: {Type: String, Default: ''}\nConditions:\n  Named: !Not [!Equals [!Ref Name, '']]\n",
      ),
      ROLE,
    );

    expect(Object.keys(inIam("Parameters") as object)).toEqual(["AppStackName", "Name"]);
    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({
      "Fn::Sub": [
        "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${QueueName}",
        { QueueName: { "Fn::If": ["Named", { Ref: "Name" }, { "Fn::Sub": "${AppStackName}-Queue-????????????" }] } },
      ],
    });
  });

  it("accepts ARNs of every partition where the template does, whatever the configured pattern says", () => {
    const { inApp, report } = splitYaml(withStatements(allow("a:B", "!Sub 'arn:${AWS::Partition}:x'"), ""), {
      ...ROLE,
      rolePattern: "^arn:aws:iam::[0-9]{12}:role\\/.+$",
    });

    expect(inApp("Parameters", "Role", "AllowedPattern")).toBe("^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role\\/.+$");
    expect(report.warnings.map(({ code }) => code)).toContain("pattern-partition");
  });
});

describe("§5 outputs and the {Name}Arn convention", () => {
  const text = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ${TRUST}
  OpenPolicy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Statement: [{Effect: Allow, Action: a:B, Resource: '*'}]}
  Queue: {Type: AWS::SQS::Queue}
Outputs:
  OpenPolicyArn:
    Description: kept
    Value: !Ref OpenPolicy
    Export: {Name: !Sub '\${AWS::StackName}-OpenPolicyArn'}
`;

  it("takes the Arn of a role and the Ref of a policy, exported under the IAM stack's own name", () => {
    const { inIam } = splitYaml(text, { roles: ["Role"], policies: ["OpenPolicy"] });

    expect(inIam("Outputs", "RoleArn")).toMatchObject({
      Value: { "Fn::GetAtt": ["Role", "Arn"] },
      Export: { Name: { "Fn::Sub": "${AWS::StackName}-RoleArn" } },
    });
    expect(inIam("Outputs", "OpenPolicyArn", "Value")).toEqual({ Ref: "OpenPolicy" });
  });

  it("keeps an app output of the same name with its export: it now shows the parameter", () => {
    const { app } = splitYaml(text, { roles: ["Role"], policies: ["OpenPolicy"] });

    expect(app.text).toContain(
      "OpenPolicyArn:\n    Description: kept\n    Value: !Ref OpenPolicy\n    Export: {Name: !Sub '${AWS::StackName}-OpenPolicyArn'}",
    );
  });

  it("renames a parameter that would collide, and reports the name", () => {
    const { inApp, report } = splitYaml(
      `Parameters:\n  RoleRoleId: {Type: String, Default: x}\n${text.replace("Queue: {Type: AWS::SQS::Queue}", "Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '${RoleRoleId}-${Role.RoleId}'}}")}`,
      { roles: ["Role"], policies: ["OpenPolicy"] },
    );

    expect(inApp("Resources", "Queue", "Properties", "QueueName")).toEqual({
      "Fn::Sub": "${RoleRoleId}-${RoleRoleId2}",
    });
    expect(report.wiring).toContainEqual(expect.objectContaining({ output: "RoleRoleId", parameter: "RoleRoleId2" }));
    expect(report.warnings).toContainEqual(
      expect.objectContaining({
        code: "renamed",
        message: "the template has a RoleRoleId already, so the parameter of the app template is RoleRoleId2",
      }),
    );
  });

  it("gives the app stack's name another parameter where the template has an AppStackName", () => {
    const { inIam } = splitYaml(
      withStatements(
        allow("a:B", "!Sub '${Queue.Arn}${AppStackName}'"),
        "Queue: {Type: AWS::SQS::Queue}",
        "Parameters:\n  AppStackName: {Type: String}\n",
      ),
      ROLE,
    );

    expect(Object.keys(inIam("Parameters") as object).sort()).toEqual(["AppStackName", "AppStackName2"]);
    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({
      "Fn::Sub":
        "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${AppStackName2}-Queue-????????????${AppStackName}",
    });
  });
});

describe("§6 IAM resources and resource policies outside the configuration", () => {
  const text = withStatements(
    allow("a:B", "'*'"),
    `
Other:
  Type: AWS::IAM::Role
  Properties:
    AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: sts:AssumeRole}]}
Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Other]}}
Bucket: {Type: AWS::S3::Bucket}
BucketPolicy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Bucket, PolicyDocument: {Statement: [{Effect: Deny, Principal: '*', Action: '*', Resource: '*'}]}}}`,
  );

  it("stay, with the reason", () => {
    const { report } = splitYaml(text, { ...ROLE, excluded: ["BucketPolicy"] });

    expect(report.kept).toEqual([
      { logicalId: "Other", type: "AWS::IAM::Role", because: "not in the configuration" },
      { logicalId: "Profile", type: "AWS::IAM::InstanceProfile", because: "not in the configuration" },
      {
        logicalId: "BucketPolicy",
        type: "AWS::S3::BucketPolicy",
        because: "a resource policy stays beside its resource, excluded by the configuration",
      },
    ]);
    expect(report.warnings.map(({ code }) => code)).toContain("iam-remains");
  });

  it("move in mode all, resource policies excepted", () => {
    const { report, inApp, iam } = splitYaml(text, { ...everythingCatalog() });

    expect(report.moved.map(({ logicalId }) => logicalId)).toEqual(["Role", "Other", "Profile"]);
    expect(inApp("Resources", "BucketPolicy", "Type")).toBe("AWS::S3::BucketPolicy");
    expect(iam.text).toContain("Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Other]}}");
    expect(report.warnings.map(({ code }) => code)).not.toContain("iam-remains");
  });

  it("are refused in the lists where they are resource policies", () => {
    expect(() => splitYaml(text, { ...ROLE, policies: ["BucketPolicy"] })).toThrow(
      "'BucketPolicy' is listed under 'policies', but is AWS::S3::BucketPolicy",
    );
  });

  it("rewires the roles of an instance profile that stays", () => {
    const { inApp } = splitYaml(text, { roles: ["Role", "Other"] });

    expect(inApp("Resources", "Profile", "Properties", "Roles")).toEqual([
      { "Fn::Select": [1, { "Fn::Split": ["/", { Ref: "Other" }] }] },
    ]);
  });
});

describe("§8 odd policy shapes", () => {
  const BUCKET = "Bucket: {Type: AWS::S3::Bucket}\nQueue: {Type: AWS::SQS::Queue}";
  const ACCOUNT = { StringEquals: { "aws:ResourceAccount": { Ref: "AWS::AccountId" } } };

  it("edits a statement that is an object, and makes it a list where it must become two", () => {
    const text = withStatements("- X", BUCKET).replace(
      /Statement:\n\s+- X/,
      "Statement: {Sid: Mixed, Effect: Allow, Action: ['sqs:SendMessage', 's3:GetObject'], Resource: [!GetAtt Queue.Arn, !Sub '${Bucket.Arn}/*']}",
    );
    const { inIam } = splitYaml(text, ROLE);

    expect(inIam(...STATEMENTS)).toEqual([
      {
        Sid: "Mixed",
        Effect: "Allow",
        Action: "sqs:SendMessage",
        Resource: {
          "Fn::Sub": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${AppStackName}-Queue-????????????",
        },
      },
      {
        Sid: "MixedS3",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: { "Fn::Sub": "arn:${AWS::Partition}:s3:::${AppStackName}-bucket-????????????/*" },
        Condition: ACCOUNT,
      },
    ]);
  });

  it("severs inside both branches of a conditional statement", () => {
    const { inIam } = splitYaml(
      withStatements(
        "- !If [Enabled, {Effect: Allow, Action: 's3:GetObject', Resource: !Sub '${Bucket.Arn}/a'}, {Effect: Allow, Action: 's3:GetObject', Resource: !Sub '${Bucket.Arn}/b'}]",
        BUCKET,
        "Conditions:\n  Enabled: !Equals [!Ref AWS::Region, us-east-1]\n",
      ),
      ROLE,
    );
    const branch = (key: string): object => ({
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: { "Fn::Sub": `arn:\${AWS::Partition}:s3:::\${AppStackName}-bucket-????????????/${key}` },
      Condition: ACCOUNT,
    });

    expect(inIam(...STATEMENTS, 0)).toEqual({ "Fn::If": ["Enabled", branch("a"), branch("b")] });
  });

  it("finds the app reference in the variables of a Sub, and takes no variable for a resource", () => {
    const { inIam, report } = splitYaml(
      withStatements(
        allow("s3:PutObject", "!Sub ['${Name}/*', {Name: !GetAtt Bucket.Arn}]"),
        `${BUCKET}\nName: {Type: AWS::SQS::Queue}`,
      ),
      ROLE,
    );

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({
      "Fn::Sub": [
        "${Name}/*",
        { Name: { "Fn::Sub": "arn:${AWS::Partition}:s3:::${AppStackName}-bucket-????????????" } },
      ],
    });
    expect(report.severed.map(({ to }) => to)).toEqual(["Bucket"]);
  });

  it("moves a computed list of managed policies unchanged", () => {
    const text = `Parameters:
  Extra: {Type: String, Default: ''}
Resources:
  Base: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: [{Effect: Allow, Action: 'a:B', Resource: '*'}]}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      ${TRUST}
      ManagedPolicyArns: !Split
        - ','
        - !Sub
          - \${base}\${extra}
          - base: !Join [',', [!Ref Base]]
            extra: !Ref Extra
  Queue: {Type: AWS::SQS::Queue}
`;
    const { iam } = splitYaml(text, { roles: ["Role"], policies: ["Base"] });

    expect(iam.text).toContain(text.slice(text.indexOf("      ManagedPolicyArns"), text.indexOf("  Queue:")));
  });

  it("gives the account to bucket patterns only, and not to a bucket that a parameter names", () => {
    const { inIam } = splitYaml(
      withStatements(
        allow("s3:GetObject", "[!Sub '${Bucket.Arn}/*', !Sub 'arn:aws:s3:::${Trail}/*']"),
        BUCKET,
        "Parameters:\n  Trail: {Type: String}\n",
      ),
      ROLE,
    );

    expect(inIam(...STATEMENTS)).toEqual([
      { Effect: "Allow", Action: "s3:GetObject", Resource: [{ "Fn::Sub": "arn:aws:s3:::${Trail}/*" }] },
      {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: { "Fn::Sub": "arn:${AWS::Partition}:s3:::${AppStackName}-bucket-????????????/*" },
        Condition: ACCOUNT,
      },
    ]);
  });

  it("severs what else a divided statement names, too", () => {
    const { inIam } = splitYaml(
      withStatements(
        "- {Effect: Allow, Action: [!Sub 'sqs:${AWS::StackName}', 's3:GetObject'], Resource: [!GetAtt Queue.Arn, !GetAtt Bucket.Arn]}",
        BUCKET,
      ),
      ROLE,
    );
    const actions = [{ "Fn::Sub": "sqs:${AppStackName}" }, "s3:GetObject"];

    expect(inIam(...STATEMENTS, 0, "Action")).toEqual(actions);
    expect(inIam(...STATEMENTS, 1, "Action")).toEqual(actions);
  });

  it("does not take a policy's Condition key for a template condition", () => {
    const { inIam } = splitYaml(
      withStatements(
        "- {Effect: Allow, Action: 'a:B', Resource: '*', Condition: {Bool: {'aws:SecureTransport': 'true'}}}",
        "",
        "Conditions:\n  Bool: !Equals [a, b]\n",
      ),
      ROLE,
    );

    expect(inIam("Conditions")).toBeUndefined();
  });
});

describe("§9 metadata parameter groups", () => {
  const sections = `Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups:
      - Label: {default: Search}
        Parameters: [Domain]
      - Label:
          default: Beta features
        Parameters:
          - Flag
          - Qurator
      - Label: {default: GxP}
        Parameters: [Mail]
Parameters:
  Domain: {Type: String}
  Flag: {Type: String}
  Qurator: {Type: String}
  Mail: {Type: String}
`;
  const text = withStatements(
    allow("a:B", "[!Ref Domain, !Ref Qurator]"),
    "Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '${Flag}${Qurator}${Mail}'}}",
    sections,
  );
  const GROUPS = ["Metadata", "AWS::CloudFormation::Interface", "ParameterGroups"] as const;
  const labels = (groups: unknown): unknown =>
    (groups as { Label: { default: string } }[]).map(({ Label }) => Label.default);

  it("inserts the new group where the configuration says, and drops groups that are empty now", () => {
    const { inApp } = splitYaml(text, { ...ROLE, parameterGroup: { name: "IAM", insertAfter: "Beta features" } });

    expect(labels(inApp(...GROUPS))).toEqual(["Beta features", "IAM", "GxP"]);
    expect(inApp(...GROUPS, 1, "Parameters")).toEqual(["Role"]);
  });

  it("gives the IAM template the groups of what it carries", () => {
    const { inIam } = splitYaml(text, { ...ROLE, parameterGroup: { name: "IAM", insertAfter: "Beta features" } });

    expect(labels(inIam(...GROUPS))).toEqual(["Search", "Beta features"]);
    expect(inIam(...GROUPS, 1, "Parameters")).toEqual(["Qurator"]);
  });

  it("puts the group last and says so where its neighbour is missing", () => {
    const { inApp, report } = splitYaml(text, { ...ROLE, parameterGroup: { name: "IAM", insertAfter: "Nowhere" } });

    expect(labels(inApp(...GROUPS))).toEqual(["Beta features", "GxP", "IAM"]);
    expect(report.warnings.map(({ code }) => code)).toContain("group-not-found");
  });

  it("makes the metadata where the template has none", () => {
    const { inApp } = splitYaml(withStatements(allow("a:B", "'*'"), ""), { ...ROLE, parameterGroup: { name: "IAM" } });

    expect(inApp(...GROUPS)).toEqual([{ Label: { default: "IAM" }, Parameters: ["Role"] }]);
  });
});

describe("§10 further hazards", () => {
  it("10.1 keeps bucket-level and object-level entries apart, twelve characters each, in the account only", () => {
    const { inIam } = splitYaml(
      withStatements(
        allow("['s3:ListBucket', 's3:GetObject']", "[!GetAtt Bucket.Arn, !Sub '${Bucket.Arn}/cache/*']"),
        "Bucket: {Type: AWS::S3::Bucket}",
      ),
      ROLE,
    );

    expect(inIam(...STATEMENTS)).toEqual([
      {
        Effect: "Allow",
        Action: ["s3:ListBucket", "s3:GetObject"],
        Resource: [
          { "Fn::Sub": "arn:${AWS::Partition}:s3:::${AppStackName}-bucket-????????????" },
          { "Fn::Sub": "arn:${AWS::Partition}:s3:::${AppStackName}-bucket-????????????/cache/*" },
        ],
        Condition: { StringEquals: { "aws:ResourceAccount": { Ref: "AWS::AccountId" } } },
      },
    ]);
  });

  it("10.1 emits the thirteen-character twin for old stacks where the configuration asks for it", () => {
    const { inIam } = splitYaml(
      withStatements(allow("sqs:SendMessage", "!GetAtt Queue.Arn"), "Queue: {Type: AWS::SQS::Queue}"),
      { ...ROLE, tails: "12-13" },
    );
    const arn = "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${AppStackName}-Queue-";

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual([
      { "Fn::Sub": `${arn}????????????` },
      { "Fn::Sub": `${arn}?????????????` },
    ]);
  });

  it("10.2 warns of a policy that grants nothing, because something fills it at run time", () => {
    const { report } = splitYaml(
      `Resources:
  BucketReadPolicy:
    Type: AWS::IAM::ManagedPolicy
    Properties: {PolicyDocument: {Statement: {Effect: Allow, Action: 's3:*', NotResource: '*'}}}
`,
      { policies: ["BucketReadPolicy"] },
    );

    expect(report.warnings.map(({ code }) => code)).toContain("placeholder-policy");
  });

  it("10.3 restores by DependsOn the order that the role carried, for what runs during the deployment", () => {
    const { inApp, report } = splitYaml(
      withStatements(
        allow("sqs:SendMessage", "!GetAtt Queue.Arn"),
        `
Queue: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !Ref Key}}
Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {}}}
Function: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Code: {ZipFile: x}}}
Callout: {Type: 'Custom::Callout', Properties: {ServiceToken: !GetAtt Function.Arn}}`,
      ),
      ROLE,
    );

    // The key comes with the queue; the function runs nothing by itself.
    expect(report.restored).toEqual([
      expect.objectContaining({
        logicalId: "Callout",
        dependsOn: ["Queue"],
        because: expect.stringContaining("through Role"),
      }),
    ]);
    expect(inApp("Resources", "Callout", "DependsOn")).toEqual(["Queue"]);
    expect(inApp("Resources", "Function")).not.toHaveProperty("DependsOn");
  });

  it("10.4 warns of explicit names, which a deployed monolith still holds", () => {
    const { report } = splitYaml(
      `Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: fixed\n      ${TRUST}\n`,
      ROLE,
    );

    expect(report.warnings).toContainEqual(
      expect.objectContaining({ code: "explicit-name", message: expect.stringContaining("CAPABILITY_NAMED_IAM") }),
    );
  });

  it("10.5 warns of fixed principals in a trust policy", () => {
    const { report } = splitYaml(
      `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {AWS: ['arn:aws:iam::111122223333:user/dev']}, Action: sts:AssumeRole}]
`,
      ROLE,
    );

    expect(report.warnings).toContainEqual(
      expect.objectContaining({
        code: "fixed-principals",
        message: expect.stringContaining("trusts 1 fixed principal (arn:aws:iam::111122223333:user/dev)"),
      }),
    );
  });

  it("10.6 reports names that policies hold as literal text", () => {
    const { report } = splitYaml(
      withStatements(
        allow("synthetics:GetCanaryRuns", "!Sub 'arn:aws:synthetics:${AWS::Region}:1:canary:stabl-search'"),
        "Canary: {Type: AWS::Synthetics::Canary, Properties: {Name: stabl-search}}",
      ),
      ROLE,
    );

    expect(report.warnings).toContainEqual(
      expect.objectContaining({ code: "string-coupling", message: expect.stringContaining("'stabl-search' (Canary)") }),
    );
  });

  it("10.7 moves attachments as they are, AWS managed policies too", () => {
    const text = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ${TRUST}
      ManagedPolicyArns:
        - !Sub 'arn:\${AWS::Partition}:iam::aws:policy/AmazonEventBridgeFullAccess'
        - !Ref Read
  Read: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: [{Effect: Allow, Action: 'a:B', Resource: '*'}]}}}
`;
    const { inIam } = splitYaml(text, { roles: ["Role"], policies: ["Read"] });

    expect(inIam("Resources", "Role", "Properties", "ManagedPolicyArns")).toEqual([
      { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AmazonEventBridgeFullAccess" },
      { Ref: "Read" },
    ]);
  });

  it("10.8 keeps the bytes of everything it does not touch", () => {
    const kept = `  Function:
    Type: AWS::Lambda::Function   # trailing comment
    Properties:
      Runtime: "python3.11"
      Code:
        ZipFile: |
          import json   # a comment of Python's
          print("\${not a reference}")
      Environment:
        Variables:
          Text: >-
            folded
            twice
          Id: '012345678901'
          Template: !Base64
            Fn::Sub: |
              #!/bin/bash \${AWS::Region}
`;
    const text = `# on top\n${withStatements(allow("a:B", "'*'"), "")}${kept}`;
    const { app } = splitYaml(text, ROLE);

    expect(app.text).toContain(kept);
    expect(app.text.startsWith("# on top\n")).toBe(true);
  });

  it("10.9 reports names of the configuration that the template does not have", () => {
    const { report } = splitYaml(withStatements(allow("a:B", "'*'"), ""), {
      roles: ["Role", "S3LambdaRole"],
      excluded: ["CloudTrailBucketPolicy"],
    });

    expect(report.absent).toEqual([
      { name: "S3LambdaRole", list: "roles" },
      { name: "CloudTrailBucketPolicy", list: "exclude_policies" },
    ]);
  });

  it("10.9 refuses a configuration of which the template has nothing", () => {
    expect(() => splitYaml(withStatements(allow("a:B", "'*'"), ""), catalogOf({ roles: ["Nobody"] }))).toThrow(
      "none of the configured resources is in the template",
    );
  });
});
