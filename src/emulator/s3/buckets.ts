import type {
  CreateBucketOutput,
  CreateBucketRequest,
  DeleteBucketRequest,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
  HeadBucketOutput,
  HeadBucketRequest,
  ListBucketsOutput,
  ListBucketsRequest,
} from "@aws-sdk/client-s3";
import { defineOperation } from "../operation";
import { aclOfNewBucket } from "./bucket-acl";
import { bucketTable, canonicalUserId, findBucket } from "./bucket-rows";
import type { SettingValues } from "./bucket-rows";
import { s3Fault } from "./faults";
import { keyTable } from "./object-rows";
import { settingsOfNewBucket } from "./settings";
import { checkTags } from "./tags";

// References: https://docs.aws.amazon.com/AmazonS3/latest/API/API_{operation name}.html

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9](?:[a-z0-9-]|\.(?![.-])|-(?!\.)){1,61}[a-z0-9]$/.test(name) &&
    !/^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)
  );
}

/** The one region whose buckets have no location constraint. */
const CLASSIC = "us-east-1";

/** CreateBucket. */
export const createBucket = defineOperation<CreateBucketRequest, CreateBucketOutput>({
  name: "CreateBucket",
  run(input, context) {
    const { Bucket: name = "", CreateBucketConfiguration } = input;
    if (!isBucketName(name)) throw s3Fault("InvalidBucketName");
    const constraint = CreateBucketConfiguration?.LocationConstraint as string | undefined;
    // us-east-1 takes any constraint but itself; any other region takes itself only.
    if (constraint === CLASSIC) throw s3Fault("InvalidLocationConstraint");
    if (context.region !== CLASSIC && constraint !== context.region) {
      throw s3Fault("IllegalLocationConstraintException");
    }
    const region = constraint ?? CLASSIC;
    const present = bucketTable(context).get(name);
    if (present !== undefined) {
      if (present.accountId !== context.caller.accountId) throw s3Fault("BucketAlreadyExists");
      // us-east-1 alone lets an owner create its bucket again.
      if (region !== CLASSIC || present.region !== CLASSIC) throw s3Fault("BucketAlreadyOwnedByYou");
    } else {
      bucketTable(context).put(name, {
        name,
        accountId: context.caller.accountId,
        region,
        created: context.clock.now(),
        settings: initialSettings(input, context.caller.accountId),
      });
    }
    return { Location: region === CLASSIC ? `/${name}` : `http://${name}.s3.amazonaws.com/` };
  },
});

function initialSettings(input: CreateBucketRequest, accountId: string): SettingValues {
  const { ObjectOwnership, ObjectLockEnabledForBucket: locks } = input;
  const tags = checkTags(input.CreateBucketConfiguration?.Tags as never, "bucket");
  const settings: SettingValues = {
    ...settingsOfNewBucket(),
    ...(ObjectOwnership !== undefined && { ownershipControls: { Rules: [{ ObjectOwnership }] } }),
    ...(tags.length > 0 && { tagging: tags }),
    // A bucket that locks objects keeps versions. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
    ...(locks === true && { versioning: { Status: "Enabled" }, objectLock: { ObjectLockEnabled: "Enabled" } }),
  };
  return { ...settings, ...aclOfNewBucket(input, settings, accountId) };
}

/** DeleteBucket. */
export const deleteBucket = defineOperation<DeleteBucketRequest, void>({
  name: "DeleteBucket",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    if (keyTable(context, bucket).size > 0) throw s3Fault("BucketNotEmpty");
    bucketTable(context).delete(bucket.name);
  },
});

/** HeadBucket. */
export const headBucket = defineOperation<HeadBucketRequest, HeadBucketOutput>({
  name: "HeadBucket",
  run: (input, context) => ({ BucketRegion: findBucket(context, input.Bucket).region, AccessPointAlias: false }),
});

/** GetBucketLocation; empty for us-east-1. */
export const getBucketLocation = defineOperation<GetBucketLocationRequest, GetBucketLocationOutput>({
  name: "GetBucketLocation",
  run(input, context) {
    const { region } = findBucket(context, input.Bucket);
    return region === CLASSIC ? {} : { LocationConstraint: region as never };
  },
});

/** ListBuckets. */
export const listBuckets = defineOperation<ListBucketsRequest, ListBucketsOutput>({
  name: "ListBuckets",
  run({ Prefix = "", BucketRegion, MaxBuckets = 10_000, ContinuationToken = "" }, context) {
    const { accountId } = context.caller;
    const rows = [...bucketTable(context).values()]
      .filter((row) => row.accountId === accountId && row.name.startsWith(Prefix) && row.name > ContinuationToken)
      .filter((row) => BucketRegion === undefined || row.region === BucketRegion)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const page = rows.slice(0, MaxBuckets);
    return {
      Buckets: page.map((row) => ({ Name: row.name, CreationDate: row.created, BucketRegion: row.region })),
      Owner: { ID: canonicalUserId(accountId) },
      ContinuationToken: rows.length > page.length ? page.at(-1)?.name : undefined,
    };
  },
});
