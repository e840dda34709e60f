/**
 * Modules of the Terraform registry. These versions work with version 5 of the AWS provider as well as with version 6
 * (unverified for 6).
 */
export const VPC_MODULE = { source: "terraform-aws-modules/vpc/aws", version: "~> 5.0" };
export const RDS_MODULE = { source: "terraform-aws-modules/rds/aws", version: "~> 6.0" };
