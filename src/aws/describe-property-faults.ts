import type { Path } from "../base";
import type { JsonKind, PropertyFault } from "./validate-properties";

/**
 * The sentence CloudFormation gives as the reason for a failed resource.
 *
 * Three engines, three wordings, each seen in several public reports (confidence B):
 * the registry's (aws-cdk issue 25558: `#/ReportSetting: required key [ReportTemplate] not found`),
 * the one before it (troposphere issue 878, cfn-lint issue 863: `Value of property {/Targets} does not match type {Array}`),
 * and the first (aws-sdk issue 740: `Encountered unsupported property TemplateBody`), which names one fault at a time.
 */
export function describePropertyFaults(type: string, logicalId: string, faults: readonly PropertyFault[]): string {
  const wording = WORDINGS.get(type) ?? "registry";
  switch (wording) {
    case "registry": {
      const lines = faults.map((fault) => `${pointer("#", fault.path)}: ${registryClause(fault)}`);
      return `Properties validation failed for resource ${logicalId} with message:\n${lines.join("\n")}`;
    }
    case "second":
      return `Property validation failure: [${faults.map(secondClause).join(", ")}]`;
    case "first":
      return faults[0] === undefined ? "" : firstSentence(faults[0]);
    default:
      return wording satisfies never;
  }
}

/** Types seen with a wording other than the registry's. */
const WORDINGS: ReadonlyMap<string, "second" | "first"> = new Map([
  // A: localstack, test_invalid_stack_deploy, recorded on AWS.
  ["AWS::SSM::Parameter", "second"],
  // B: troposphere issue 878, eksctl issue 1692, awsdocs/aws-cloudformation-user-guide pull 269 and reports of the same kind.
  ["AWS::SSM::PatchBaseline", "second"],
  ["AWS::SSM::MaintenanceWindowTarget", "second"],
  ["AWS::CodeBuild::Project", "second"],
  ["AWS::AppSync::GraphQLApi", "second"],
  ["AWS::Transfer::Server", "second"],
  ["AWS::Transfer::User", "second"],
  ["AWS::DMS::Endpoint", "second"],
  ["AWS::DAX::Cluster", "second"],
  ["AWS::Pinpoint::App", "second"],
  ["AWS::EKS::Nodegroup", "second"],
  // B: aws-sdk issue 740, binoculars/aws-lambda-ffmpeg issue 22, troposphere issue 336 and reports of the same kind.
  ["AWS::CloudFormation::Stack", "first"],
  ["AWS::IAM::Policy", "first"],
  ["AWS::CodeDeploy::DeploymentGroup", "first"],
  ["AWS::ElastiCache::CacheCluster", "first"],
  ["AWS::Config::ConfigurationRecorder", "first"],
]);

function registryClause(fault: PropertyFault): string {
  switch (fault.kind) {
    case "unknown":
      return `extraneous key [${fault.property}] is not permitted`;
    case "missing":
      return `required key [${fault.property}] not found`;
    case "type":
      return `expected type: ${fault.expected}, found: ${fault.found}`;
    default:
      return fault satisfies never;
  }
}

function secondClause(fault: PropertyFault): string {
  switch (fault.kind) {
    case "unknown":
      return `Encountered unsupported properties in {${pointer("", fault.path) || "/"}}: [${fault.property}]`;
    case "missing":
      return `The property {${pointer("", [...fault.path, fault.property])}} is required`;
    case "type":
      return `Value of property {${pointer("", fault.path)}} does not match type {${plainKind(fault.expected)}}`;
    default:
      return fault satisfies never;
  }
}

function firstSentence(fault: PropertyFault): string {
  switch (fault.kind) {
    case "unknown":
      return `Encountered unsupported property ${fault.property}`;
    case "missing":
      // Unverified.
      return `Property ${fault.property} cannot be empty.`;
    case "type":
      return fault.expected === "JSONArray"
        ? `Value of property ${lastName(fault.path)} must be of type List`
        : `Value of property ${lastName(fault.path)} must be ${fault.expected === "JSONObject" ? "an object" : `of type ${plainKind(fault.expected)}`}`;
    default:
      return fault satisfies never;
  }
}

function plainKind(kind: JsonKind): string {
  return kind === "JSONObject" ? "Object" : kind === "JSONArray" ? "Array" : kind;
}

function pointer(root: string, path: Path): string {
  return [root, ...path].join("/");
}

function lastName(path: Path): string {
  return String(path.findLast((step) => typeof step === "string") ?? "");
}
