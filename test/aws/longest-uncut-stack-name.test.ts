import { longestUncutStackName } from "../../src/aws";

describe("the longest stack name that a generated name holds whole", () => {
  // ../shared/facts/split-hazards.md §1, column "max".
  it.each([
    ["AWS::S3::Bucket", "DuckDBSelectLambdaBucket", 25],
    ["AWS::KinesisFirehose::DeliveryStream", "AuditTrailDeliveryStream", 26],
    ["AWS::S3::Bucket", "UserAthenaResultsBucket", 26],
    ["AWS::S3::Bucket", "StatusReportsBucket", 30],
    ["AWS::Events::Rule", "PackagerROCrateRule", 31],
    // §1 says 32 (64 - 2 - 12 - 18); by facts/cloudformation.md §1.2 Lambda leaves 49, not 50 characters.
    ["AWS::Lambda::Function", "DuckDBSelectLambda", 31],
  ])("for %s %s is %i", (type, logicalId, longest) => {
    expect(longestUncutStackName(type, logicalId)).toBe(longest);
  });
});
