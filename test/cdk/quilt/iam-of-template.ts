import { isList, isMap, type TemplateMap, type TemplateValue } from "../../../src/template";
import { named, oneStackName, type IamFacts } from "./iam-facts";
import type { IamModel, StatementModel } from "./iam-model";

const PSEUDO: Readonly<Record<string, string>> = {
  "AWS::Partition": "{Partition}",
  "AWS::Region": "{Region}",
  "AWS::AccountId": "{Account}",
  "AWS::StackId": "{StackId}",
  "AWS::StackName": "{StackName}",
};

/** How references of our template read in the words of the facts. */
export interface Reading {
  readonly facts: IamFacts;
  /** Whether AWS::StackName is the app stack's name, and app resources stand in the same template. */
  readonly inline: boolean;
}

/** A role or managed policy of our template. */
export function modelOfResource(resource: TemplateMap, reading: Reading): IamModel {
  const text = (value: TemplateValue | undefined): string => textOf(value ?? "", reading);
  const texts = (value: TemplateValue | undefined): string[] => asList(value).map(text);
  const properties = asMap(resource["Properties"]);
  const isRole = resource["Type"] === "AWS::IAM::Role";
  const name = properties[isRole ? "RoleName" : "ManagedPolicyName"];
  const documents: [string, TemplateValue | undefined][] = isRole
    ? asList(properties["Policies"]).map((policy) => [
        String(asMap(policy)["PolicyName"]),
        asMap(policy)["PolicyDocument"],
      ])
    : [["document", properties["PolicyDocument"]]];
  return {
    kind: isRole ? "role" : "managed-policy",
    ...(name !== undefined && { name: text(name) }),
    path: properties["Path"] === undefined ? "/" : text(properties["Path"]),
    trust: asList(asMap(properties["AssumeRolePolicyDocument"])["Statement"]).map((item) => {
      const statement = asMap(item);
      const principal = asMap(statement["Principal"]);
      return {
        effect: String(statement["Effect"]),
        services: texts(principal["Service"]),
        principals: texts(principal["AWS"]),
        actions: texts(statement["Action"]),
      };
    }),
    attached: attachments(properties["ManagedPolicyArns"], reading),
    statements: Object.fromEntries(
      documents.map(([policy, document]) => [
        policy,
        asList(asMap(document)["Statement"]).map((statement) => modelOfStatement(asMap(statement), reading)),
      ]),
    ),
  };
}

function attachments(value: TemplateValue | undefined, reading: Reading): readonly string[] {
  const split = asMap(value)["Fn::Split"];
  if (!isList(split)) return asList(value).map((item) => textOf(item, reading));
  const [list = "", tail] = asList(asList(asMap(split[1])["Fn::Join"])[1]);
  const [condition, yes, no = ""] = asList(asMap(tail)["Fn::If"]);
  if (split[0] !== "," || yes !== "") throw new Error("the list of attachments is computed in an unknown way");
  const more = textOf(no, reading).replace(/^,/, "");
  return [...textOf(list, reading).split(","), `if ${String(condition)} nothing else ${more}`];
}

function modelOfStatement(statement: TemplateMap, reading: Reading): StatementModel {
  const choice = statement["Fn::If"];
  if (isList(choice)) {
    const [condition, yes, no] = choice;
    const otherwise = asMap(no)["Ref"] === "AWS::NoValue" ? undefined : modelOfStatement(asMap(no), reading);
    return {
      ...modelOfStatement(asMap(yes), reading),
      choice: { condition: String(condition), ...(otherwise && { otherwise }) },
    };
  }
  const texts = (value: TemplateValue | undefined): string[] => asList(value).map((item) => textOf(item, reading));
  const { Sid: sid, Resource: resource, NotResource: notResource } = statement;
  const conditions = Object.entries(asMap(statement["Condition"])).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(asMap(keys)).map(([key, value]) => [key, texts(value)])),
  ]);
  return {
    ...(sid !== undefined && { sid: String(sid) }),
    effect: String(statement["Effect"]),
    actions: texts(statement["Action"]),
    ...(resource !== undefined && { resources: texts(resource) }),
    ...(notResource !== undefined && { notResources: texts(notResource) }),
    conditions: Object.fromEntries(conditions) as StatementModel["conditions"],
  };
}

/** An expression as a text of the facts: `{X}` for what Ref yields, `{X.Arn}` for an attribute. */
function textOf(value: TemplateValue, reading: Reading): string {
  if (!isMap(value)) return String(value);
  const { Ref: ref, "Fn::GetAtt": attribute, "Fn::Sub": sub, "Fn::Join": join } = value;
  if (typeof ref === "string") return variable(ref, reading);
  if (isList(attribute)) return variable(attribute.map(String).join("."), reading);
  if (isList(join)) {
    const split = asList(asMap(join[1])["Fn::Split"]);
    if (split.length !== 2) throw new Error(`unknown Fn::Join: ${JSON.stringify(value)}`);
    return textOf(split[1] ?? "", reading)
      .split(String(split[0]))
      .join(String(join[0]));
  }
  const [text, variables] = isList(sub) ? sub : [sub];
  if (typeof text !== "string") throw new Error(`unknown expression: ${JSON.stringify(value)}`);
  const replaced = text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const own = asMap(variables)[name];
    return own === undefined ? variable(name, reading) : textOf(own, reading);
  });
  return replaced;
}

function variable(name: string, { facts, inline }: Reading): string {
  if (name === "AWS::StackName" && !inline) return "{StackName}";
  if (name in PSEUDO) return oneStackName(PSEUDO[name] ?? "");
  const [logicalId = "", attribute] = name.split(".");
  const app = facts.app_resources[logicalId];
  if (app === undefined) return oneStackName(`{${name}}`);
  if (!inline) throw new Error(`the IAM template refers to ${name} of the application`);
  // Ref of a task definition is its ARN: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html
  const isArn = attribute !== undefined || app.type === "AWS::ECS::TaskDefinition";
  return isArn ? oneStackName(app.arn_pattern) : named(`{${logicalId}}`, facts);
}

function asMap(value: TemplateValue | undefined): TemplateMap {
  return isMap(value) ? value : {};
}

function asList(value: TemplateValue | undefined): readonly TemplateValue[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}
