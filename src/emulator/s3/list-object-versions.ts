import type {
  DeleteMarkerEntry,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
  ObjectVersion as VersionEntry,
} from "@aws-sdk/client-s3";
import { defineOperation } from "../operation";
import { canonicalUserId, findBucket } from "./bucket-rows";
import { collectEntries, encodeKey, pageSize } from "./list-entries";
import { keyTable } from "./object-rows";
import type { KeyRow, ObjectVersion } from "./object-rows";

/** A line of the answer: a version, or a prefix that stands for everything under it. */
interface Line {
  readonly name: string;
  readonly version: ObjectVersion | undefined;
  readonly isLatest: boolean;
}

/** ListObjectVersions. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const listObjectVersions = defineOperation<ListObjectVersionsRequest, ListObjectVersionsOutput>({
  name: "ListObjectVersions",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const { Prefix = "", Delimiter = "", KeyMarker, VersionIdMarker, EncodingType } = input;
    const size = pageSize(input.MaxKeys);
    const all = listLines(keyTable(context, bucket).values(), Prefix, Delimiter);
    const lines = all.slice(positionAfter(all, KeyMarker, VersionIdMarker));
    const page = lines.slice(0, size);
    const last = lines.length > page.length ? page.at(-1) : undefined;
    const show = (text: string): string => (EncodingType === "url" ? encodeKey(text) : text);
    const owner = { ID: canonicalUserId(bucket.accountId) };
    return {
      Name: bucket.name,
      Prefix: show(Prefix),
      Delimiter: Delimiter === "" ? undefined : show(Delimiter),
      KeyMarker: show(KeyMarker ?? ""),
      VersionIdMarker: VersionIdMarker ?? "",
      NextKeyMarker: last === undefined ? undefined : show(last.name),
      NextVersionIdMarker: last?.version?.versionId,
      MaxKeys: size,
      EncodingType,
      IsTruncated: last !== undefined,
      Versions: page.flatMap(({ version, isLatest }): VersionEntry[] =>
        version?.kind !== "object"
          ? []
          : [
              {
                Key: show(version.key),
                VersionId: version.versionId,
                IsLatest: isLatest,
                LastModified: version.lastModified,
                ETag: version.etag,
                Size: version.body.length,
                StorageClass: version.storageClass as never,
                Owner: owner,
              },
            ],
      ),
      DeleteMarkers: page.flatMap(({ version, isLatest }): DeleteMarkerEntry[] =>
        version?.kind !== "delete-marker"
          ? []
          : [
              {
                Key: show(version.key),
                VersionId: version.versionId,
                IsLatest: isLatest,
                LastModified: version.lastModified,
                Owner: owner,
              },
            ],
      ),
      CommonPrefixes: page.flatMap(({ name, version }) => (version === undefined ? [{ Prefix: show(name) }] : [])),
    };
  },
});

function listLines(rows: Iterable<KeyRow>, prefix: string, delimiter: string): Line[] {
  return collectEntries(rows, prefix, delimiter).flatMap(({ name, items: [row] }): Line[] =>
    row === undefined
      ? [{ name, version: undefined, isLatest: false }]
      : row.versions.map((version, index) => ({ name, version, isLatest: index === 0 })),
  );
}

/** Where a page begins: behind a version of a key, or behind the whole key. */
function positionAfter(lines: readonly Line[], key: string | undefined, versionId: string | undefined): number {
  if (key === undefined || key === "") return 0;
  const exact = lines.findIndex(({ name, version }) => name === key && version?.versionId === versionId);
  if (exact !== -1) return exact + 1;
  const next = lines.findIndex(({ name }) => name > key);
  return next === -1 ? lines.length : next;
}
