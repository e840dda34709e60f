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

  it("is one shorter where tails of thirteen are allowed for, or where the engine is not settled", () => {
    expect(longestUncutStackName("AWS::S3::Bucket", "DuckDBSelectLambdaBucket", { tails: "12-13" })).toBe(24);
    expect(longestUncutStackName("AWS::SQS::Queue", "IndexerQueue")).toBe(80 - 15 - 12);
  });

  it("is five shorter for a fifo queue, and for one that may be", () => {
    const fifo = (FifoQueue: unknown): number | undefined =>
      longestUncutStackName("AWS::SQS::Queue", "IndexerQueue", { properties: { FifoQueue } });

    expect(fifo(true)).toBe(80 - 5 - 15 - 12);
    expect(fifo({ "Fn::If": ["C", true, false] })).toBe(80 - 5 - 15 - 12);
    expect(fifo(false)).toBe(80 - 15 - 12);
  });

  it("is the longest that a stack can have where the type leaves more room", () => {
    expect(longestUncutStackName("AWS::Logs::LogGroup", "Log")).toBe(128);
  });

  it("is nothing where the logical id alone is cut", () => {
    expect(longestUncutStackName("AWS::Elasticsearch::Domain", "ElasticsearchDomain")).toBe(0);
  });

  it.each(["AWS::Glue::Database", "AWS::KMS::Key", "AWS::Athena::WorkGroup", "AWS::Nothing::Known"])(
    "does not matter for %s",
    (type) => {
      expect(longestUncutStackName(type, "Thing")).toBeUndefined();
    },
  );
});
