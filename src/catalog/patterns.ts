/** ARN of a role in any partition, as an AllowedPattern of CloudFormation. */
export const DEFAULT_ROLE_PATTERN = "^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role\\/[a-zA-Z0-9+=,.@_\\-\\/]+$";

/** ARN of a customer managed policy in any partition, as an AllowedPattern of CloudFormation. */
export const DEFAULT_POLICY_PATTERN = "^arn:aws(-[a-z]+)*:iam::[0-9]{12}:policy\\/[a-zA-Z0-9+=,.@_\\-\\/]+$";
