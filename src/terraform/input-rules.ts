import type { InputRule } from "./input-rule";

/** Longer, and names made from it grow over AWS's limits: an Elasticsearch domain has at most 28 characters. */
const LONGEST_NAME = 20;

/** What names, URLs and the like may be. One table for both constructs and for the modules in Terraform's language. */
export const INPUT_RULES = {
  // CloudFormation wants a letter first: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
  name: {
    kind: "pattern",
    pattern: `^[a-z][a-z0-9-]{0,${LONGEST_NAME - 1}}$`,
    allowed: `1 to ${LONGEST_NAME} lower-case letters, digits and hyphens, a letter first`,
  },
  templateUrl: {
    kind: "pattern",
    pattern:
      "^https://(?:([a-z0-9][a-z0-9.-]*)\\.)?s3(?:[.-][a-z0-9-]+)*\\.amazonaws\\.com(?:\\.cn)?/([^?#]+\\.(?:yaml|yml|json))(?:\\?versionId=.+)?$",
    allowed: "the HTTPS URL of an S3 object that ends in .yaml, .yml or .json",
  },
  stackName: {
    kind: "pattern",
    pattern: "^[a-zA-Z][a-zA-Z0-9-]{0,127}$",
    allowed: "1 to 128 letters, digits and hyphens, a letter first",
  },
  duration: {
    kind: "pattern",
    pattern: "^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h))+$",
    allowed: "a duration such as 30m or 1h30m",
  },
  onFailure: {
    kind: "pattern",
    pattern: "^(?:DO_NOTHING|ROLLBACK|DELETE)$",
    allowed: "DO_NOTHING, ROLLBACK or DELETE",
  },
  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html: at most /16; eight subnets need /24 at least.
  cidr: {
    kind: "pattern",
    pattern: "^(?:[0-9]{1,3}\\.){3}[0-9]{1,3}/(?:1[6-9]|2[0-4])$",
    allowed: "an IPv4 block from /16 to /24, such as 10.0.0.0/16",
  },
  twoSubnets: { kind: "length", length: 2, allowed: "a list of 2 subnet ids" },
  networkType: { kind: "pattern", pattern: "^(?:IPV4|DUAL)$", allowed: "IPV4 or DUAL" },
  // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html: gp3 starts at 3000
  iops: { kind: "minimum", minimum: 3000, allowed: "a number of at least 3000" },
} as const satisfies Record<string, InputRule>;
