/** A partition: AWS's word for a set of regions with accounts, endpoints and ARNs of their own. */
export interface Partition {
  /** As in ARNs: `aws`, `aws-us-gov`, `aws-cn`. */
  readonly name: string;
  /** Regions of the partition begin with one of these. The partition `aws` takes all other regions. */
  readonly regionPrefixes: readonly string[];
  /** `AWS::URLSuffix`. */
  readonly dnsSuffix: string;
}

/**
 * Names as in botocore's partitions.json and the AWS SDKs' endpoint rules.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export const PARTITIONS: readonly Partition[] = [
  { name: "aws", regionPrefixes: [], dnsSuffix: "amazonaws.com" },
  { name: "aws-cn", regionPrefixes: ["cn-"], dnsSuffix: "amazonaws.com.cn" },
  { name: "aws-us-gov", regionPrefixes: ["us-gov-"], dnsSuffix: "amazonaws.com" },
  { name: "aws-iso", regionPrefixes: ["us-iso-"], dnsSuffix: "c2s.ic.gov" },
  { name: "aws-iso-b", regionPrefixes: ["us-isob-"], dnsSuffix: "sc2s.sgov.gov" },
  { name: "aws-iso-e", regionPrefixes: ["eu-isoe-"], dnsSuffix: "cloud.adc-e.uk" },
  { name: "aws-iso-f", regionPrefixes: ["us-isof-"], dnsSuffix: "csp.hci.ic.gov" },
  { name: "aws-eusc", regionPrefixes: ["eusc-"], dnsSuffix: "amazonaws.eu" },
];

const COMMERCIAL = PARTITIONS[0] as Partition;

const BY_PREFIX = PARTITIONS.flatMap((partition) => partition.regionPrefixes.map((prefix) => ({ prefix, partition })));

/** The partition that a region belongs to; `aws` for a region of no other partition. */
export function partitionOf(region: string): Partition {
  for (const { prefix, partition } of BY_PREFIX) if (region.startsWith(prefix)) return partition;
  return COMMERCIAL;
}
