import { UserError } from "../base";
import {
  isList,
  isMap,
  matchWhole,
  ssmValueType,
  type Template,
  type TemplateMap,
  type TemplateValue,
} from "../template";
import { samplePattern } from "./sample-pattern";

const UUID = "01234567-89ab-cdef-0123-456789abcdef";

/** Example values of the AWS-specific parameter types. */
const TYPE_EXAMPLES: Readonly<Record<string, string>> = {
  "AWS::EC2::AvailabilityZone::Name": "us-east-1a",
  "AWS::EC2::Image::Id": "ami-0123456789abcdef0",
  "AWS::EC2::Instance::Id": "i-0123456789abcdef0",
  "AWS::EC2::KeyPair::KeyName": "example-key",
  "AWS::EC2::SecurityGroup::GroupName": "example-group",
  "AWS::EC2::SecurityGroup::Id": "sg-0123456789abcdef0",
  "AWS::EC2::Subnet::Id": "subnet-0123456789abcdef0",
  "AWS::EC2::VPC::Id": "vpc-0123456789abcdef0",
  "AWS::EC2::Volume::Id": "vol-0123456789abcdef0",
  "AWS::Route53::HostedZone::Id": "Z0123456789ABCDEFGHI",
  "AWS::SSM::Parameter::Name": "/example/parameter",
};

/** Example values by what the name of a parameter ends in or speaks of; the first that its constraints accept is taken. */
const NAME_EXAMPLES: readonly (readonly [name: RegExp, value: string])[] = [
  [/certificate.*arn/i, `arn:aws:acm:us-east-1:123456789012:certificate/${UUID}`],
  [/key.*arn/i, `arn:aws:kms:us-east-1:123456789012:key/${UUID}`],
  [/secret.*arn/i, "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf"],
  [/topic.*arn/i, "arn:aws:sns:us-east-1:123456789012:example"],
  [/queue.*arn/i, "arn:aws:sqs:us-east-1:123456789012:example"],
  [/bucket.*arn/i, "arn:aws:s3:::example-bucket"],
  [/table.*arn/i, "arn:aws:dynamodb:us-east-1:123456789012:table/example"],
  [/(function|lambda).*arn/i, "arn:aws:lambda:us-east-1:123456789012:function:example"],
  [/domain.*arn/i, "arn:aws:es:us-east-1:123456789012:domain/example"],
  [/role.*arn/i, "arn:aws:iam::123456789012:role/example"],
  [/policy.*arn/i, "arn:aws:iam::123456789012:policy/example"],
  [/arn/i, "arn:aws:s3:::example-bucket"],
  [/e?mail/i, "someone@example.com"],
  [/url$/i, "https://www.example.com"],
  [/(endpoint|host|domain)/i, "www.example.com"],
  [/bucket/i, "example-bucket"],
  [/cidr/i, "10.0.0.0/16"],
  [/account/i, "123456789012"],
  [/region/i, "us-east-1"],
  // What lies in a VPC often bears its name as well.
  [/subnet/i, TYPE_EXAMPLES["AWS::EC2::Subnet::Id"] ?? ""],
  [/securitygroup/i, TYPE_EXAMPLES["AWS::EC2::SecurityGroup::Id"] ?? ""],
  [/vpc/i, TYPE_EXAMPLES["AWS::EC2::VPC::Id"] ?? ""],
  [/password/i, "Example-Passw0rd"],
  // High enough for what refuses old versions, as the rule of CDK's templates about their bootstrap stack does.
  [/version$/i, "99"],
];

const PLAIN_EXAMPLES = ["example", "Example1", "example-1", "1"];

/**
 * Values for the parameters of a template that have no default and were not given, so that it can be deployed on an
 * emulator: made from type, allowed values, pattern and name.
 *
 * @throws UserError where a pattern cannot be satisfied
 */
export function fillParameters(template: Template, given: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const parameters = template.value.Parameters;
  const filled = new Map<string, string>();
  for (const [name, declaration] of Object.entries(isMap(parameters) ? parameters : {})) {
    if (!isMap(declaration) || declaration.Default !== undefined || given.has(name)) continue;
    const value = plausibleValue(name, declaration);
    if (value === undefined) {
      throw new UserError(
        "no-plausible-value",
        `parameter '${name}' has no default, and no value was found that its constraints allow (${constraintsOf(declaration)})`,
        {
          at: template.locate(["Parameters", name]),
          hint: `give it a value: --parameters FILE, where FILE holds {"${name}": "…"}`,
        },
      );
    }
    filled.set(name, value);
  }
  return filled;
}

/** A value that a parameter of that declaration takes; undefined where none was found. */
export function plausibleValue(name: string, declaration: TemplateMap): string | undefined {
  const type = typeof declaration.Type === "string" ? declaration.Type : "String";
  const allowed = declaration.AllowedValues;
  if (isList(allowed) && allowed.length > 0) return String(allowed[0]);
  const list = /^List<(.+)>$/.exec(type);
  if (list?.[1] !== undefined)
    return [1, 2].map((count) => variant(plausibleItem(list[1] ?? "", declaration), count)).join();
  // The name of a parameter; one each, as types may differ.
  if (ssmValueType(type) !== undefined) return firstFitting([`/example/${name}`], declaration);
  if (type === "Number") return plausibleItem(type, declaration);
  const example = TYPE_EXAMPLES[type];
  if (example !== undefined) return example;
  return plausibleText(name, declaration);
}

function plausibleItem(type: string, declaration: TemplateMap): string {
  if (type !== "Number") return TYPE_EXAMPLES[type] ?? "example";
  const least = asNumber(declaration.MinValue);
  const most = asNumber(declaration.MaxValue);
  return String(least ?? (most === undefined || most >= 1 ? 1 : most));
}

/** The items of a list differ: two subnets of one service must. */
function variant(item: string, count: number): string {
  return /[0-9a-z]$/.test(item) && item.length > 8 ? `${item.slice(0, -1)}${count}` : item;
}

function plausibleText(name: string, declaration: TemplateMap): string | undefined {
  const least = asNumber(declaration.MinLength) ?? 0;
  const byName = NAME_EXAMPLES.filter(([expression]) => expression.test(name)).map(([, value]) => value);
  const padded = "example-".repeat(Math.ceil(least / 8)).slice(0, least);
  return firstFitting([...byName, ...PLAIN_EXAMPLES, padded], declaration);
}

/** The first candidate that the constraints accept, else a text made from the pattern. */
function firstFitting(candidates: readonly string[], declaration: TemplateMap): string | undefined {
  const least = asNumber(declaration.MinLength) ?? 0;
  const most = asNumber(declaration.MaxLength) ?? 4096;
  const pattern = typeof declaration.AllowedPattern === "string" ? declaration.AllowedPattern : undefined;
  const fitting = candidates.filter(
    (text) =>
      text !== "" &&
      text.length >= least &&
      text.length <= most &&
      (pattern === undefined || matchWhole(pattern, text) === "matches"),
  );
  return fitting[0] ?? (pattern === undefined ? undefined : samplePattern(pattern, least, most));
}

function asNumber(value: TemplateValue | undefined): number | undefined {
  const number = typeof value === "number" ? value : typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}

function constraintsOf(declaration: TemplateMap): string {
  const names = ["Type", "AllowedPattern", "MinLength", "MaxLength", "MinValue", "MaxValue"];
  return names
    .filter((name) => declaration[name] !== undefined)
    .map((name) => `${name}: ${String(declaration[name])}`)
    .join(", ");
}
