import { definePolicy } from "../declarations";
import { allow } from "../statements";

// The registry writes new versions of these three at run time. A change here would make a version that grants nothing the
// default one again, and a change of path, name or description would replace the policy: they stay as they are.

const PLACEHOLDER = "On NotResource *, which is nothing: the registry writes what users may reach.";

export const bucketReadPolicy = definePolicy({
  name: "BucketReadPolicy",
  allows: [allow("s3:*").onNothing().because(PLACEHOLDER)],
});

export const bucketWritePolicy = definePolicy({
  name: "BucketWritePolicy",
  allows: [allow("s3:*").onNothing().because(PLACEHOLDER)],
});

export const registryAssumeRolePolicy = definePolicy({
  name: "RegistryAssumeRolePolicy",
  description: "Roles that the registry may assume; it writes the versions itself.",
  allows: [allow("sts:AssumeRole").onNothing()],
  inQuiltPath: true,
});
