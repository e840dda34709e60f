import type { PolicyDeclaration } from "./declarations";
import {
  tabulatorOpenQueryPolicy,
  userAthenaManagedRolePolicy,
  userAthenaNonManagedRolePolicy,
} from "./policies/athena";
import { managedUserRoleBasePolicy, t4DefaultBucketReadPolicy } from "./policies/users";
import { bucketReadPolicy, bucketWritePolicy, registryAssumeRolePolicy } from "./policies/written-at-run-time";

/** The 8 managed policies, in the catalogue's order. */
export const POLICY_DECLARATIONS: readonly PolicyDeclaration[] = [
  bucketReadPolicy,
  bucketWritePolicy,
  registryAssumeRolePolicy,
  managedUserRoleBasePolicy,
  userAthenaNonManagedRolePolicy,
  userAthenaManagedRolePolicy,
  tabulatorOpenQueryPolicy,
  t4DefaultBucketReadPolicy,
];
