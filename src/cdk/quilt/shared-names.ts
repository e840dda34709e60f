/** The name of the stack in a text for Fn::Sub. */
export const STACK_NAME = "${AWS::StackName}";

/**
 * Path of the roles and policies that the registry knows by path, and of those that it creates. The application tells it
 * to the registry (QUILT_IAM_PATH).
 *
 * @param stackName name of the app stack, or text for Fn::Sub
 */
export function quiltPath(stackName: string): string {
  return `/quilt/${stackName}/\${AWS::Region}/`;
}

/** Names of policies that the registry creates begin with this (QUILT_IAM_POLICY_NAME_PREFIX). */
export const REGISTRY_POLICY_PREFIX = "Quilt-";

/** Names of Athena work groups that the registry creates for roles begin with this. */
export const USER_WORKGROUP_PREFIX = "QuiltUserAthena-";

/** Names of buckets that the registry creates to assemble packages in begin with this. */
export const SCRATCH_BUCKET_PREFIX = "quilt-scratch-";

/** The Synthetics canaries of the application, whose state the registry shows. */
export const CANARY_NAMES: readonly string[] = [
  "stabl-ctlg-bucket-ac",
  "stabl-ctlg-uri",
  "stabl-ctlg-pkg-create",
  "stabl-ctlg-search",
];
