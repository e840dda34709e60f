/**
 * How IAM statements speak of the application's resources. In the external pattern these are names and patterns that
 * `src/aws` computes from the app stack's name; in the inline pattern they are the resources themselves.
 *
 * All texts are for Fn::Sub: `${…}` stands for a parameter, a resource or an attribute of the stack that holds the
 * statements. They may also hold CDK tokens.
 */
export interface AppNames {
  /** Name of the application stack. */
  readonly stackName: string;
  /** ARN of the application stack; its UUID is a wildcard where it cannot be known. */
  readonly stackArn: string;
  /** ARN of a resource of the application, by logical id. */
  arn(logicalId: string): string;
  /** Physical name of a resource of the application, by logical id. */
  physicalName(logicalId: string): string;
  /**
   * Whether ARNs of buckets are patterns, which also match buckets of other accounts, so that a statement needs the
   * account as a condition.
   */
  readonly bucketsArePatterns: boolean;
}
