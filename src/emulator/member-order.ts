/**
 * Where AWS names a member among several that are wrong. Both answers of that kind that are recorded
 * (facts/aws-errors.tsv: validation-errors, multiple-validation-errors) follow neither the model nor the alphabet but the
 * buckets of a Java HashMap of the members' names.
 */
export function memberOrder(name: string, memberCount: number): number {
  let hash = 0;
  for (let at = 0; at < name.length; at += 1) hash = (Math.imul(hash, 31) + name.charCodeAt(at)) | 0;
  return (hash ^ (hash >>> 16)) & (bucketCount(memberCount) - 1);
}

/** A HashMap has 16 buckets, and twice as many whenever it is three quarters full. */
function bucketCount(entries: number): number {
  let buckets = 16;
  while (entries > buckets * 0.75) buckets *= 2;
  return buckets;
}
