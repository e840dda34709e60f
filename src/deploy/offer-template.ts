import type { Emulator } from "../emulator";
import type { TemplateUnderTest } from "../gates";
import type { Template } from "../template";

/** CloudFormation takes a larger template by URL only. */
const LARGEST_TEMPLATE_BODY_BYTES = 51_200;
const TEMPLATE_BUCKET = "xiam-templates";

/**
 * Puts a template where CloudFormation can read it: along with the request, or in the emulator's S3.
 *
 * @param name unique among the templates of this emulator; letters, digits and hyphens
 */
export async function offerTemplate(emulator: Emulator, template: Template, name: string): Promise<TemplateUnderTest> {
  if (Buffer.byteLength(template.text) <= LARGEST_TEMPLATE_BODY_BYTES) return { template };
  const { Buckets } = await emulator.invoke<{ Buckets?: { Name?: string }[] }>("s3", "ListBuckets");
  if (Buckets?.some((bucket) => bucket.Name === TEMPLATE_BUCKET) !== true) {
    await emulator.invoke("s3", "CreateBucket", { Bucket: TEMPLATE_BUCKET });
  }
  const key = `${name}.${template.format}`;
  await emulator.invoke("s3", "PutObject", { Bucket: TEMPLATE_BUCKET, Key: key, Body: Buffer.from(template.text) });
  return { template, url: `${emulator.url}/${TEMPLATE_BUCKET}/${key}` };
}
