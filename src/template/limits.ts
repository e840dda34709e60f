/**
 * Limits of CloudFormation.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const TEMPLATE_LIMITS = {
  /** Bytes of a template passed in a request. */
  templateBodyBytes: 51_200,
  /** Bytes of a template in an S3 object. */
  templateUrlBytes: 1_000_000,
  resources: 500,
  parameters: 200,
  mappings: 200,
  /** Keys of one mapping. */
  mappingAttributes: 200,
  outputs: 200,
  /** Characters of the name of a parameter, mapping, resource or output. */
  nameCharacters: 255,
  parameterValueBytes: 4_096,
  descriptionBytes: 1_024,
  stackNameCharacters: 128,
  exportNameCharacters: 255,
} as const;
