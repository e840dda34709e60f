import { logicalIdCollisions } from "../../src/aws";

describe("logical ids of one template", () => {
  it("collide where names are lower-cased and they differ in case", () => {
    expect(logicalIdCollisions("AWS::S3::Bucket", ["MyBucket", "Mybucket", "Other"], 20)).toEqual([
      { logicalId: "MyBucket", matches: ["Mybucket"] },
      { logicalId: "Mybucket", matches: ["MyBucket"] },
    ]);
  });

  it("do not collide where case is kept", () => {
    expect(logicalIdCollisions("AWS::SQS::Queue", ["MyQueue", "Myqueue"], 20)).toEqual([]);
  });

  it("collide where both are cut to the same beginning", () => {
    const ids = ["DataProcessingFunctionOne", "DataProcessingFunctionTwo", "Short"];

    expect(logicalIdCollisions("AWS::Lambda::Function", ids, 24)).toEqual([]);
    expect(logicalIdCollisions("AWS::ElasticLoadBalancingV2::TargetGroup", ids, 24)).toEqual([
      { logicalId: "DataProcessingFunctionOne", matches: ["DataProcessingFunctionTwo"] },
      { logicalId: "DataProcessingFunctionTwo", matches: ["DataProcessingFunctionOne"] },
    ]);
  });

  it("collide for types whose names leave the stack name out, too", () => {
    // G1L of 28 characters keeps fifteen of the logical id.
    expect(
      logicalIdCollisions("AWS::OpenSearchService::Domain", ["SearchDomainMainA", "SearchDomainMainB"], 1),
    ).toHaveLength(2);
  });

  it("does not report an id that another one begins with, when both stand whole", () => {
    expect(logicalIdCollisions("AWS::SQS::Queue", ["Queue", "QueueDead"], 25)).toEqual([]);
  });

  it("has nothing to say of types without generated names", () => {
    expect(logicalIdCollisions("AWS::KMS::Key", ["A", "B"], 20)).toEqual([]);
    expect(logicalIdCollisions("AWS::Nothing::Known", ["A", "a"], 20)).toEqual([]);
  });
});
