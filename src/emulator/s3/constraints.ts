import type { Constraints } from "../constraints";

/**
 * What AWS's model of S3 demands of the members of XML bodies that the emulator reads.
 * Source: the API model, version 2006-03-01, as the AWS SDK's client carries it.
 */
export const s3Constraints: Constraints = {
  "AccelerateConfiguration.Status": { values: ["Enabled", "Suspended"] },
  "Grant.Permission": { values: ["FULL_CONTROL", "WRITE", "WRITE_ACP", "READ", "READ_ACP"] },
  "Grantee.Type": { values: ["CanonicalUser", "AmazonCustomerByEmail", "Group"] },
  "LifecycleRule.Status": { values: ["Enabled", "Disabled"] },
  "ObjectLockConfiguration.ObjectLockEnabled": { values: ["Enabled"] },
  "OwnershipControlsRule.ObjectOwnership": { values: ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"] },
  "ReplicationRule.Status": { values: ["Enabled", "Disabled"] },
  "RequestPaymentConfiguration.Payer": { values: ["Requester", "BucketOwner"] },
  "ServerSideEncryptionByDefault.SSEAlgorithm": {
    values: ["AES256", "aws:fsx", "aws:backup", "aws:kms", "aws:kms:dsse"],
  },
  "VersioningConfiguration.MFADelete": { values: ["Enabled", "Disabled"] },
  "VersioningConfiguration.Status": { values: ["Enabled", "Suspended"] },
};
