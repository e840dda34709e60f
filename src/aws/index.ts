export { formatArn, parseArn } from "./arn";
export type { ArnParts } from "./arn";
export { arnForms, fillForm, policyArnForm, PSEUDO_PARAMETERS } from "./arn-form";
export type { ReferenceForm } from "./arn-form";
export { assumingServices } from "./assuming-services";
export type { AssumingService } from "./assuming-services";
export { deployedArn, deployedAttribute } from "./deployed-reference";
export type { DeployedResource } from "./deployed-reference";
export { describePropertyFaults } from "./describe-property-faults";
export { fairSplit } from "./fair-split";
export { findRoleUses } from "./find-role-uses";
export type { RoleUse } from "./find-role-uses";
export { identifyResource } from "./identify-resource";
export type { IdentityRequest, ResourceIdentity } from "./identify-resource";
export { logicalIdCollisions } from "./logical-id-collisions";
export type { LogicalIdCollision } from "./logical-id-collisions";
export { longestUncutStackName, namePattern, PLAIN_LOWER_CASE_STACK_NAME, PLAIN_STACK_NAME } from "./name-pattern";
export type { NamePattern, NamePatternRequest, StackNameForm, TailChoice } from "./name-pattern";
export { namingOf, RESOURCE_NAMINGS } from "./naming-of";
export type {
  AttributeForm,
  FormVariant,
  Generator,
  IdForm,
  NameTail,
  PlaceholderSource,
  ResourceNaming,
  Yields,
} from "./naming/resource-naming";
export { PARTITIONS, partitionOf } from "./partition";
export type { Partition } from "./partition";
export { generatePhysicalId, generatePhysicalName } from "./physical-name";
export type { NameRequest } from "./physical-name";
export type { AttributeValue } from "./plausible-attribute";
export type { Properties } from "./property-value";
export { resourceLevel } from "./resource-level";
export type { S3Level } from "./s3-action-levels";
export type { PropertySchema, PropertySchemas, ResourceSchema, ValueType } from "./resource-schema";
export { isKnownType, knownTypes, resourceSchema } from "./resource-schema-pack";
export { validateProperties } from "./validate-properties";
export type { JsonKind, PropertyFault } from "./validate-properties";
