import { PARTITIONS, partitionOf } from "../../src/aws";

describe("the partition of a region", () => {
  // Regions and suffixes as in botocore's endpoints.json.
  it.each([
    ["us-east-1", "aws", "amazonaws.com"],
    ["eu-central-2", "aws", "amazonaws.com"],
    ["cn-northwest-1", "aws-cn", "amazonaws.com.cn"],
    ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
    ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
    ["us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"],
    ["eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk"],
    ["us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov"],
    ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
  ])("of %s is %s with the suffix %s", (region, name, dnsSuffix) => {
    expect(partitionOf(region)).toMatchObject({ name, dnsSuffix });
  });

  it("is aws for a region that is not known yet", () => {
    expect(partitionOf("xx-nowhere-9").name).toBe("aws");
  });

  it("is one of a list without duplicates", () => {
    const names = PARTITIONS.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
  });
});
