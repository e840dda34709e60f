import type { Operation, OperationContext } from "../operation";
import { bucketTable, findBucket } from "./bucket-rows";
import type { BucketRow } from "./bucket-rows";
import { s3Fault } from "./faults";
import { bucketSettings } from "./settings";
import type { BucketSetting } from "./settings";

interface BucketInput extends Readonly<Record<string, unknown>> {
  readonly Bucket?: string;
}

/** The operations of every setting of a bucket. */
export const settingOperations: readonly Operation[] = bucketSettings.flatMap((setting) => [
  defineGet(setting),
  definePut(setting),
  ...(setting.operations.delete === undefined ? [] : [defineDelete(setting, setting.operations.delete)]),
]);

/** A bucket with a setting changed; `undefined` takes it away. */
export function configureBucket(context: OperationContext, bucket: BucketRow, name: string, value: unknown): void {
  const { [name]: _before, ...others } = bucket.settings;
  const settings = value === undefined ? others : { ...others, [name]: value };
  bucketTable(context).put(bucket.name, { ...bucket, settings });
}

function defineGet(setting: BucketSetting): Operation<BucketInput, object> {
  return {
    name: setting.operations.get,
    run(input, context) {
      const value = findBucket(context, input.Bucket).settings[setting.name];
      if (value !== undefined) return setting.describe(value);
      if (typeof setting.missing === "string") throw s3Fault(setting.missing);
      return setting.missing;
    },
  };
}

function definePut(setting: BucketSetting): Operation<BucketInput, object> {
  return {
    name: setting.operations.put,
    async run(input, context) {
      const value = await setting.accept(input, findBucket(context, input.Bucket), context);
      // Somebody else may have configured the bucket in the meantime.
      configureBucket(context, findBucket(context, input.Bucket), setting.name, value);
      return setting.confirm?.(value) ?? {};
    },
  };
}

function defineDelete(setting: BucketSetting, name: string): Operation<BucketInput, object> {
  return {
    name,
    run(input, context) {
      configureBucket(context, findBucket(context, input.Bucket), setting.name, setting.afterDeletion);
      return {};
    },
  };
}
