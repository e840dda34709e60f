/**
 * How the application speaks of its roles and policies: parameters of the app stack in the external pattern, the
 * resources themselves in the inline pattern.
 */
export interface IamReferences {
  /** ARN of a role of the catalogue, by name. */
  roleArn(name: string): string;
  /** ARN of a managed policy of the catalogue, by name. */
  policyArn(name: string): string;
}
