import fc from "fast-check";
import { arnForms, generatePhysicalName } from "../../src/aws";
import { seededRandom } from "../../src/base";
import { split } from "../../src/split";
import {
  evaluate,
  parseTemplate,
  printTemplate,
  type Environment,
  type TemplateMap,
  type TemplateValue,
} from "../../src/template";
import { catalogOf } from "./split-yaml";

/** Types whose names CloudFormation generates, with the stack name or without. */
const TYPES = [
  "AWS::S3::Bucket",
  "AWS::SQS::Queue",
  "AWS::SNS::Topic",
  "AWS::Lambda::Function",
  "AWS::DynamoDB::Table",
  "AWS::KinesisFirehose::DeliveryStream",
  "AWS::Logs::LogGroup",
  "AWS::StepFunctions::StateMachine",
  "AWS::Events::Rule",
  "AWS::ECR::Repository",
];

const logicalId = fc.stringMatching(/^[A-Z][a-zA-Z0-9]{2,17}$/);
const stackName = fc.stringMatching(/^[a-z](-?[a-z0-9]){0,18}$/);

const appResources = fc.uniqueArray(fc.record({ id: logicalId, type: fc.constantFrom(...TYPES) }), {
  selector: ({ id }) => id.toLowerCase(),
  minLength: 1,
  maxLength: 6,
});

/** How a statement may name a resource whose ARN is `Arn` or, for topics and state machines, Ref. */
function references(id: string, type: string): TemplateValue[] {
  const viaRef = arnForms(type, "Ref")?.yields === "arn";
  return viaRef
    ? [{ Ref: id }, { "Fn::Sub": `\${${id}}` }, { "Fn::Join": ["", [{ Ref: id }]] }]
    : [
        { "Fn::GetAtt": [id, "Arn"] },
        { "Fn::Sub": `\${${id}.Arn}` },
        { "Fn::Join": ["", [{ "Fn::GetAtt": [id, "Arn"] }]] },
        { "Fn::Sub": ["${A}", { A: { "Fn::GetAtt": [id, "Arn"] } }] },
      ];
}

const PSEUDO: Readonly<Record<string, string>> = {
  "AWS::Partition": "aws",
  "AWS::Region": "us-east-1",
  "AWS::AccountId": "123456789012",
};

function environment(appStackName: string): Environment {
  return {
    region: "us-east-1",
    availabilityZones: () => [],
    ref: (name) => PSEUDO[name] ?? (name === "AppStackName" ? appStackName : fail(name)),
    getAtt: (name) => fail(name),
    condition: (name) => fail(name),
    mapping: () => undefined,
    importValue: (name) => fail(name),
  };
}

function fail(name: string): never {
  throw new Error(`the IAM template names ${name}`);
}

/** An independent oracle: `*` any text, `?` one character, the rest literal. */
function globMatches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}

function physicalArn(id: string, type: string, stack: string, seed: number): string {
  const name = generatePhysicalName(type, { stackName: stack, logicalId: id, random: seededRandom(seed) });
  const attribute = arnForms(type, "Ref")?.yields === "arn" ? "Ref" : "Arn";
  const template = arnForms(type, attribute)?.template ?? "";
  return template
    .replace("${Partition}", "aws")
    .replace("${Region}", "us-east-1")
    .replace("${Account}", "123456789012")
    .replace("${Name}", name);
}

describe("for any application", () => {
  it("every pattern matches the name that CloudFormation generates for its resource, and no other resource's of the stack", () => {
    fc.assert(
      fc.property(appResources, stackName, fc.nat(), fc.boolean(), (resources, stack, seed, json) => {
        const statements = resources.map(({ id, type }, index) => {
          const forms = references(id, type);
          return { Effect: "Allow", Action: "x:Y", Resource: forms[(seed + index) % forms.length] ?? "" };
        });
        const template: TemplateMap = {
          Resources: {
            TheRole: {
              Type: "AWS::IAM::Role",
              Properties: {
                AssumeRolePolicyDocument: {
                  Statement: [
                    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
                  ],
                },
                Policies: [{ PolicyName: "p", PolicyDocument: { Statement: statements } }],
              },
            },
            ...Object.fromEntries(resources.map(({ id, type }) => [id, { Type: type }])),
          },
        };
        const monolith = parseTemplate(printTemplate(template, json ? "json" : "yaml"), { file: "t" });
        const result = split(monolith, catalogOf({ roles: ["TheRole"] }), { appStackName: stack });
        const iam = parseTemplate(result.iam.text, { file: "iam" });
        const role = (iam.value["Resources"] as TemplateMap)["TheRole"] as TemplateMap;
        const policies = (role["Properties"] as TemplateMap)["Policies"] ?? null;
        const [policy] = evaluate(policies, environment(stack)) as {
          PolicyDocument: { Statement: { Resource: string | string[] }[] };
        }[];

        resources.forEach((resource, index) => {
          const patterns = [policy?.PolicyDocument.Statement[index]?.Resource ?? []].flat();
          for (const other of resources) {
            const arn = physicalArn(other.id, other.type, stack, seed);
            expect([other.id, patterns.some((pattern) => globMatches(pattern, arn))]).toEqual([
              other.id,
              other === resource,
            ]);
          }
        });
      }),
      { numRuns: 150 },
    );
  });
});
