import { EXTRA_PRINCIPALS, REGISTRY, attached, defineRole } from "../declarations";
import { allow, objects } from "../statements";

export const t4BucketReadRole = defineRole({
  name: "T4BucketReadRole",
  trusts: [REGISTRY, EXTRA_PRINCIPALS],
  attaches: [
    attached("T4DefaultBucketReadPolicy"),
    attached("BucketReadPolicy"),
    attached("UserAthenaNonManagedRolePolicy"),
  ],
  namePrefix: "ReadQuiltV2-",
});

export const t4BucketWriteRole = defineRole({
  name: "T4BucketWriteRole",
  trusts: [REGISTRY, EXTRA_PRINCIPALS],
  attaches: [
    attached("T4DefaultBucketReadPolicy"),
    attached("BucketReadPolicy"),
    attached("BucketWritePolicy"),
    attached("UserAthenaNonManagedRolePolicy"),
  ],
  may: {
    "catalog-config": [
      allow("s3:PutObject").on(
        objects("ServiceBucket", "catalog/settings.json"),
        objects("ServiceBucket", "user-requests/checksum-upload-tmp/*"),
      ),
    ],
  },
  namePrefix: "ReadWriteQuiltV2-",
});

export const managedUserRole = defineRole({
  name: "ManagedUserRole",
  trusts: [REGISTRY, EXTRA_PRINCIPALS],
  attaches: [
    attached("ManagedUserRoleBasePolicy"),
    attached("BucketReadPolicy"),
    attached("BucketWritePolicy"),
    attached("UserAthenaManagedRolePolicy"),
  ],
  attachesFrom: "ManagedUserRoleExtraPolicies",
  inQuiltPath: true,
});
