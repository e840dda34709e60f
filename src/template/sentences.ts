// What CloudFormation says about templates and parameters, so that validation and emulator say the same.
// Sources: recorded on AWS (A), quoted by several unrelated public outputs (B), our assumption (C: unverified).

const FORMAT = "Template format error: ";
const TEMPLATE = "Template error: ";
const list = (names: readonly string[]): string => `[${names.join(", ")}]`;

/** What AWS lists where a function is none of them. */
const SUPPORTED = [
  "Fn::Base64",
  "Fn::GetAtt",
  "Fn::GetAZs",
  "Fn::ImportValue",
  "Fn::Join",
  "Fn::Split",
  "Fn::FindInMap",
  "Fn::Select",
  "Ref",
  "Fn::Equals",
  "Fn::If",
  "Fn::Not",
  "Condition",
  "Fn::And",
  "Fn::Or",
  "Fn::Contains",
  "Fn::EachMemberEquals",
  "Fn::EachMemberIn",
  "Fn::ValueOf",
  "Fn::ValueOfAll",
  "Fn::RefAll",
  "Fn::Sub",
  "Fn::Cidr",
];

export const sentences = {
  // Structure
  unknownSections: (names: readonly string[]) => `Invalid template property or properties ${list(names)}`, // B
  noResources: () => `${FORMAT}At least one Resources member must be defined.`, // A
  sectionNotAMap: (section: string) => `${FORMAT}${section} must be an object.`, // C
  memberNotAMap: (section: string) => `${FORMAT}Any ${section} member must be an object.`, // A for Resources, C otherwise
  noType: (section: string, name: string) =>
    `${FORMAT}[/${section}/${name}] Every ${section} object must contain a Type member.`, // A for Resources, C otherwise
  unknownAttribute: (attribute: string) => `Invalid template resource property '${attribute}'`, // A
  badName: (kind: string, name: string) => `${FORMAT}${kind} name ${name} is non alphanumeric.`, // A; C for Output
  nullValue: (pointer: string) => `[${pointer}] 'null' values are not allowed in templates`, // A
  noOutputValue: () => `${FORMAT}Every Outputs member must contain a Value object`, // A
  mappingNotAMap: (name: string) => `${FORMAT}Every Mappings member ${name} must be a map`, // A
  mappingValue: () => `${FORMAT}Every Mappings attribute must be a String or a List.`, // A
  defaultNotText: () => `${FORMAT}Every Default member must be a string.`, // B
  unsupportedVersion: (version: string) => `${FORMAT}Unsupported template format version ${version}.`, // C

  malformedResource: (pointer: string) => `${FORMAT}[${pointer}] resource definition is malformed`, // B
  policyNotText: (attribute: string) => `${FORMAT}Every ${attribute} member must be a string.`, // C
  unsupportedFunction: (name: string) =>
    `Template Error: Encountered unsupported function: ${name} Supported functions are: ${list(SUPPORTED)}`, // B

  // Limits
  tooMany: (kind: string, count: number, most: number) =>
    `${FORMAT}Number of ${kind}, ${count}, is greater than maximum allowed, ${most}`, // B for resources, C otherwise
  nameTooLong: (kind: string, name: string, most: number) =>
    `${FORMAT}${kind} name ${name} exceeds the maximum length of ${most}.`, // C
  descriptionTooLong: (most: number) => `${FORMAT}'Description' length is greater than ${most}.`, // C
  tooLarge: (most: number) => `Template may not exceed ${most} bytes in size.`, // B

  // Names that lead nowhere
  unresolvedDependencies: (names: readonly string[], block: string) =>
    `${FORMAT}Unresolved resource dependencies ${list(names)} in the ${block} block of the template`, // A
  resourcesInConditions: (names: readonly string[]) =>
    `${FORMAT}Unresolved dependencies ${list(names)}. Cannot reference resources in the Conditions block of the template`, // B
  getAttUndefined: (name: string) => `${TEMPLATE}instance of Fn::GetAtt references undefined resource ${name}`, // B
  subUndefined: (name: string) => `${TEMPLATE}instance of Fn::Sub references invalid resource attribute ${name}`, // C
  unresolvedIf: (name: string) => `${TEMPLATE}unresolved condition dependency ${name} in Fn::If`, // A
  unresolvedCondition: (name: string, block: string) =>
    `${FORMAT}Unresolved condition dependency ${name} in the ${block} block of the template`, // C
  noMapping: (keys: readonly string[]) => `${TEMPLATE}Unable to get mapping for ${keys.join("::")}`, // A
  undefinedMapping: (name: string) =>
    `${TEMPLATE}Mapping named '${name}' is not present in the 'Mappings' section of template.`, // C
  cycle: (names: readonly string[]) => `Circular dependency between resources: ${list(names)}`, // B
  conditionCycle: (names: readonly string[]) => `Circular dependency between conditions: ${list(names)}`, // C

  // Parameters
  missingParameters: (names: readonly string[]) => `Parameters: ${list(names)} must have values`, // A
  missingSsmParameter: (name: string) => `Parameter ${name} should either have input value or default value`, // A
  unknownParameters: (names: readonly string[]) => `Parameters: ${list(names)} do not exist in the template`, // B
  noParametersDeclared: () => "Parameter values specified for a template which does not require them.", // B
  notAllowed: (name: string) => `Parameter '${name}' must be one of AllowedValues`, // B
  noMatch: (name: string, pattern: string) => `Parameter '${name}' must match pattern ${pattern}`, // B
  tooShort: (name: string, least: string) => `Parameter '${name}' must contain at least ${least} characters`, // B
  tooLong: (name: string, most: string) => `Parameter '${name}' must contain at most ${most} characters`, // B
  tooSmall: (name: string, least: string) => `Parameter '${name}' must be a number not less than ${least}`, // B
  tooBig: (name: string, most: string) => `Parameter '${name}' must be a number not greater than ${most}`, // C
  notANumber: (name: string) => `Parameter '${name}' must be a number.`, // A
  constraint: (name: string, description: string) => `Parameter ${name} failed to satisfy constraint: ${description}`, // B
  parameterTooLarge: (name: string, most: number) => `Parameter '${name}' must be at most ${most} bytes`, // C
  unknownParameterType: (type: string) => `${FORMAT}Unrecognized parameter type: ${type}`, // C
  unfetchedSsmParameters: (paths: readonly string[]) =>
    `Unable to fetch parameters ${list(paths)} from parameter store for this account.`, // B
  incompatibleSsmTypes: (paths: readonly string[]) =>
    `Types for SSM parameters ${list(paths)} defined in CFN template and SSM are incompatible`, // B, tested with real stacks
  unsupportedSsmTypes: (paths: readonly string[]) =>
    `Parameters ${list(paths)} referenced by template have types not supported by CloudFormation.`, // B
} as const;
