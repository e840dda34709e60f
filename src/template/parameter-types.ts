/** What AWS checks to exist; a value of such a type is the text of its id or name. */
const AWS_TYPES = [
  "AWS::EC2::AvailabilityZone::Name",
  "AWS::EC2::Image::Id",
  "AWS::EC2::Instance::Id",
  "AWS::EC2::KeyPair::KeyName",
  "AWS::EC2::SecurityGroup::GroupName",
  "AWS::EC2::SecurityGroup::Id",
  "AWS::EC2::Subnet::Id",
  "AWS::EC2::Volume::Id",
  "AWS::EC2::VPC::Id",
  "AWS::Route53::HostedZone::Id",
];

const ONE = new Set(["String", "Number", "AWS::SSM::Parameter::Name", ...AWS_TYPES]);
const MANY = new Set(["CommaDelimitedList", ...["String", "Number", ...AWS_TYPES].map((type) => `List<${type}>`)]);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html */
export function isKnownParameterType(type: string): boolean {
  const stored = ssmValueType(type);
  return ONE.has(stored ?? type) || MANY.has(stored ?? type);
}

/** True if `Ref` of such a parameter yields a list. */
export function isListType(type: string): boolean {
  return MANY.has(ssmValueType(type) ?? type);
}

export function isNumberType(type: string): boolean {
  return type === "Number" || type === "List<Number>";
}

/** The type inside `AWS::SSM::Parameter::Value<…>`, whose value is the name of a Systems Manager parameter. */
export function ssmValueType(type: string): string | undefined {
  return /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1];
}
