import { formatLocation, formatPath } from "../base";
import type { Wire } from "../split";
import { isList, isMap, isPseudoParameter, templateReferences, type Template, type TemplateValue } from "../template";
import { checkPatterns } from "./app-stack-name";
import type { Problem } from "./gate";
import { kindOf } from "./iam-types";
import { section } from "./template-section";
import { circularDependency, outputMissingInTemplate } from "./sentences";

/**
 * Types that attach a policy to a resource of the application: by the contract they stay with it, since they would
 * point from the IAM stack to the resource.
 */
const RESOURCE_POLICY_TYPES = new Set([
  "AWS::ApiGatewayV2::RoutingRule",
  "AWS::Backup::BackupVault",
  "AWS::ECR::RegistryPolicy",
  "AWS::Events::EventBusPolicy",
  "AWS::Glue::ResourcePolicy",
  "AWS::Kinesis::ResourcePolicy",
  "AWS::Lambda::LayerVersionPermission",
  "AWS::Lambda::Permission",
  "AWS::Logs::ResourcePolicy",
  "AWS::S3::AccessPointPolicy",
  "AWS::S3::BucketPolicy",
  "AWS::SecretsManager::ResourcePolicy",
  "AWS::SNS::TopicInlinePolicy",
  "AWS::SNS::TopicPolicy",
  "AWS::SQS::QueueInlinePolicy",
  "AWS::SQS::QueuePolicy",
]);

/** Types beside IAM's that an IAM template may have: they make nothing that runs or stores. */
const INERT_TYPES = new Set(["AWS::CDK::Metadata", "AWS::CloudFormation::WaitConditionHandle"]);

/** Contract 1, the IAM template's half. */
export function checkIamContract(
  iam: Template,
  app: Template | undefined,
  wiring: readonly Wire[],
): readonly Problem[] {
  return [
    ...wiring.flatMap((wire) => checkOutput(iam, wire)),
    ...checkReferences(iam, app),
    ...checkResourcePolicies(iam),
    ...checkForeignResources(iam),
    ...(app === undefined ? [] : checkPatterns(iam, app)),
  ];
}

function checkOutput(iam: Template, wire: Wire): readonly Problem[] {
  const outputs = section(iam, "Outputs");
  const output = outputs[wire.output];
  if (!isMap(output)) return [{ ...outputMissingInTemplate(wire.output), where: iam.file }];
  const where = formatLocation(iam.locate(["Outputs", wire.output]));
  const problems: Problem[] = [];
  if (!isValueOf(output.Value, wire)) {
    problems.push({
      category: "Template Preparation Errors",
      message: `Output ${wire.output} in IAM template is not a value of ${wire.logicalId}`,
      where,
      remedy: `Let its Value be the ARN of ${wire.logicalId}: Fn::GetAtt for a role, Ref for a managed policy.`,
    });
  }
  const name = isMap(output.Export) ? output.Export.Name : undefined;
  if (exportText(name) !== wire.exportName) {
    problems.push({
      category: "Template Preparation Errors",
      message: `Output ${wire.output} in IAM template is not exported as ${wire.exportName}`,
      where,
      remedy: `Give it Export: Name: !Sub ${wire.exportName}`,
    });
  }
  return problems;
}

/** The IAM template stands alone: what it refers to is in it. */
function checkReferences(iam: Template, app: Template | undefined): readonly Problem[] {
  const own = { ...section(iam, "Parameters"), ...section(iam, "Resources") };
  const foreign = app === undefined ? {} : section(app, "Resources");
  const problems = new Map<string, Problem>();
  for (const reference of templateReferences(iam.value)) {
    const { target, path } = reference;
    if (reference.namespace !== "value" || target in own || isPseudoParameter(target)) continue;
    const resource = foreign[target];
    if (resource === undefined) continue;
    const from = String(path[1] ?? path[0]);
    const problem = circularDependency(
      `${kindOf(typeOf(own[from]) ?? String(path[0]))} ${from}`,
      kindOf(typeOf(resource) ?? "resource"),
      target,
    );
    problems.set(`${from} ${target}`, { ...problem, where: `${formatLocation(iam.locate(path))} ${formatPath(path)}` });
  }
  return [...problems.values()];
}

function checkResourcePolicies(iam: Template): readonly Problem[] {
  return Object.entries(section(iam, "Resources")).flatMap(([logicalId, resource]) => {
    const type = typeOf(resource);
    if (type === undefined || !RESOURCE_POLICY_TYPES.has(type)) return [];
    return [
      {
        category: "Template Preparation Errors",
        message: `IAM template contains a resource policy: ${logicalId} (${type})`,
        where: formatLocation(iam.locate(["Resources", logicalId])),
        remedy: "List it under exclude_policies of the configuration, so that it stays in the app template.",
      },
    ];
  });
}

/** What is not IAM's is the application's: with it the IAM stack would be the application team's to change, too. */
function checkForeignResources(iam: Template): readonly Problem[] {
  return Object.entries(section(iam, "Resources")).flatMap(([logicalId, resource]) => {
    const type = typeOf(resource);
    if (type === undefined || type.startsWith("AWS::IAM::")) return [];
    if (INERT_TYPES.has(type) || RESOURCE_POLICY_TYPES.has(type)) return [];
    return [
      {
        category: "Template Preparation Errors",
        message: `IAM template contains a resource that is not IAM's: ${logicalId} (${type})`,
        where: formatLocation(iam.locate(["Resources", logicalId])),
        remedy: "Move it to the app template, and let it take the ARNs that it needs as parameters.",
      },
    ];
  });
}

function typeOf(resource: TemplateValue | undefined): string | undefined {
  return isMap(resource) && typeof resource.Type === "string" ? resource.Type : undefined;
}

/** Whether an output's value is what its wire promises. What a Ref of the type yields, gate 2 sees on the stack. */
function isValueOf(value: TemplateValue | undefined, { logicalId, yields }: Wire): boolean {
  if (!isMap(value)) return false;
  const { Ref: ref, "Fn::GetAtt": attribute, "Fn::Sub": text } = value;
  if (ref !== undefined) return ref === logicalId;
  const fits = (name: string): boolean => yields !== "arn" || name === "Arn" || name === "PolicyArn";
  if (typeof text === "string") {
    const whole = /^\$\{([^.}]+)(?:\.([^}]+))?\}$/.exec(text);
    return whole?.[1] === logicalId && (whole[2] === undefined || fits(whole[2]));
  }
  return isList(attribute) && attribute[0] === logicalId && fits(String(attribute[1]));
}

/** The text of an export name with `${…}` in it: a Sub's own, or a plain one. */
function exportText(name: TemplateValue | undefined): string | undefined {
  if (typeof name === "string") return name;
  const text = isMap(name) ? name["Fn::Sub"] : undefined;
  return typeof text === "string" ? text : undefined;
}
