import { UserError } from "../base";
import {
  evaluate,
  isList,
  isMap,
  type Environment,
  type Template,
  type TemplateMap,
  type TemplateValue,
} from "../template";
import { asMap, section, type Monolith } from "./monolith";
import type { SizeCheck, SplitWarning } from "./report";
import { usesPartition } from "./partition";

export interface SizeView {
  readonly monolith: Monolith;
  readonly iam: Template;
  readonly app: Template;
  readonly moved: ReadonlySet<string>;
  /** Name of the app stack, where it is known. */
  readonly stackName: string | undefined;
  /** Longest name of the app stack, in characters. */
  readonly longest: number;
  /** Parameters of the IAM template that hold it. */
  readonly stackNameParameters: readonly string[];
}

export interface Measured {
  readonly sizes: readonly SizeCheck[];
  readonly warnings: readonly SplitWarning[];
}

/**
 * Limits of IAM: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html. White space does not count.
 * Limits of CloudFormation: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html.
 */
const LIMITS = {
  roleInline: 10_240,
  userInline: 2_048,
  groupInline: 5_120,
  managedPolicy: 6_144,
  trustPolicy: 2_048,
  templateBody: 51_200,
  templateInS3: 1_000_000,
  resources: 500,
  parameters: 200,
  outputs: 200,
} as const;

interface Place {
  readonly partition: string;
  readonly region: string;
}

/** A long region name of the partition that most stacks are in, and of the one with the longest name. */
const COMMERCIAL: Place = { partition: "aws", region: "ap-southeast-1" };
const GOV_CLOUD: Place = { partition: "aws-us-gov", region: "us-gov-west-1" };

/** A size this close to its limit is worth a line in the report. */
const NOTEWORTHY = 0.8;

/** Sizes of both templates, and of every policy that comes near its limit. */
export function measureSizes(view: SizeView): Measured {
  const warnings: SplitWarning[] = [];
  const policies = policySizes(view, warnings);
  return {
    sizes: [...templateSizes("IAM template", view.iam), ...templateSizes("app template", view.app), ...policies],
    warnings,
  };
}

function templateSizes(what: string, template: Template): SizeCheck[] {
  const size = Buffer.byteLength(template.text);
  const minified = Buffer.byteLength(JSON.stringify(template.value));
  const remedy =
    minified <= LIMITS.templateBody
      ? `upload it to S3 and use TemplateURL, or pass it as minified JSON (${minified} bytes)`
      : "upload it to S3 and use TemplateURL";
  const count = (name: string): number => Object.keys(section(template, name)).length;
  return [
    { what: `${what}, as TemplateBody`, size, limit: LIMITS.templateBody, unit: "bytes", remedy },
    {
      what: `${what}, from S3`,
      size,
      limit: LIMITS.templateInS3,
      unit: "bytes",
      remedy: "split it into nested stacks",
    },
    { what: `${what}, resources`, size: count("Resources"), limit: LIMITS.resources, unit: "count" },
    { what: `${what}, parameters`, size: count("Parameters"), limit: LIMITS.parameters, unit: "count" },
    { what: `${what}, outputs`, size: count("Outputs"), limit: LIMITS.outputs, unit: "count" },
  ];
}

const INLINE_LIMITS: Readonly<Record<string, number>> = {
  "AWS::IAM::Role": LIMITS.roleInline,
  "AWS::IAM::User": LIMITS.userInline,
  "AWS::IAM::Group": LIMITS.groupInline,
};

function policySizes(view: SizeView, warnings: SplitWarning[]): SizeCheck[] {
  const checks: SizeCheck[] = [];
  for (const logicalId of view.moved) {
    const resource = asMap(section(view.iam, "Resources")[logicalId]);
    const type = String(resource["Type"]);
    const properties = asMap(resource["Properties"]);
    const add = (what: string, documents: readonly TemplateValue[], limit: number, remedy: string): void => {
      if (documents.length === 0) return;
      const size = longestSize(documents, view);
      if (size === undefined) {
        warnings.push({
          code: "size-unknown",
          message: `the size of ${logicalId}, ${what}, cannot be estimated`,
          path: ["Resources", logicalId],
        });
      } else if (size > limit * NOTEWORTHY) {
        checks.push({ what: `${logicalId}, ${what}`, size, limit, unit: "characters", remedy });
        const inGovCloud = usesPartition(view.monolith) ? (longestSize(documents, view, GOV_CLOUD) ?? 0) : 0;
        if (inGovCloud > limit) {
          checks.push({
            what: `${logicalId}, ${what}, in ${GOV_CLOUD.partition}`,
            size: inGovCloud,
            limit,
            unit: "characters",
            remedy,
          });
        }
      }
    };
    const inline = isList(properties["Policies"]) ? properties["Policies"] : [];
    const documents = inline.flatMap((policy) => (isMap(policy) ? [policy["PolicyDocument"] ?? null] : []));
    const inlineLimit = INLINE_LIMITS[type];
    if (inlineLimit !== undefined) {
      add(
        "inline policies",
        documents,
        inlineLimit,
        "move statements to a managed policy, or use a shorter app stack name",
      );
    }
    if (type === "AWS::IAM::ManagedPolicy") {
      add(
        "policy document",
        [properties["PolicyDocument"] ?? null],
        LIMITS.managedPolicy,
        "divide it into two managed policies",
      );
    }
    const trust = properties["AssumeRolePolicyDocument"];
    if (trust !== undefined) add("trust policy", [trust], LIMITS.trustPolicy, "ask for a higher quota, up to 8,192");
  }
  return checks;
}

/** Undefined where a function in it has no value for the samples. */
function longestSize(
  documents: readonly TemplateValue[],
  view: SizeView,
  place: Place = COMMERCIAL,
): number | undefined {
  try {
    return Math.max(...environments(view, place).map((environment) => documentsSize(documents, environment)));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function documentsSize(documents: readonly TemplateValue[], environment: Environment): number {
  return documents.reduce<number>((sum, document) => {
    const evaluated = evaluate(document, environment);
    // IAM counts the text of the document without white space outside of strings, as JSON.stringify writes it.
    return sum + JSON.stringify(evaluated).length;
  }, 0);
}

/** The longest that the document can plausibly become: both ways of every condition. */
function environments({ stackName, longest, iam, stackNameParameters }: SizeView, place: Place): Environment[] {
  const name = stackName ?? "x".repeat(longest);
  const samples: Readonly<Record<string, string>> = {
    "AWS::Partition": place.partition,
    "AWS::Region": place.region,
    "AWS::AccountId": "123456789012",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": `${name}-iam`,
    ...Object.fromEntries(stackNameParameters.map((parameter) => [parameter, name])),
  };
  const parameters = section(iam, "Parameters");
  const ref = (target: string): TemplateValue => samples[target] ?? sampleOf(target, parameters);
  return [true, false].map((holds) => ({
    ref,
    getAtt: (resource: string) => `arn:aws:iam::123456789012:role/${resource.padEnd(64, "x")}`,
    condition: () => holds,
    mapping: (...keys: string[]) => mappingOf(iam, keys),
    importValue: () => "x".repeat(64),
    region: place.region,
    availabilityZones: (region: string) => ["a", "b", "c"].map((zone) => `${region}${zone}`),
  }));
}

/** A resource's Ref, or a parameter's value: its default, or something as long as values usually are. */
function sampleOf(name: string, parameters: TemplateMap): TemplateValue {
  const declaration = parameters[name];
  if (!isMap(declaration)) return `arn:aws:iam::123456789012:policy/${name.padEnd(64, "x")}`;
  const value = declaration["Default"];
  const text = value === undefined || value === "" ? "x".repeat(64) : String(value);
  const isListType = /List/.test(String(declaration["Type"]));
  return isListType ? text.split(",") : text;
}

function mappingOf({ value }: Template, [name = "", ...keys]: readonly string[]): TemplateValue | undefined {
  let found: TemplateValue | undefined = asMap(value["Mappings"])[name];
  for (const key of keys) {
    const map = asMap(found);
    found = map[key] ?? Object.values(map)[0];
  }
  return found;
}
