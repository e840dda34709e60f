import { deployedArn, deployedAttribute, identifyResource, knownTypes, namingOf } from "../../src/aws";
import { seededRandom } from "../../src/base";

const PLACE = { region: "us-east-1", account: "123456789012" };

describe("what deployed resources yield", () => {
  it.each([
    [
      "AWS::SQS::Queue",
      "https://sqs.us-east-1.amazonaws.com/123456789012/app-Queue-1A",
      "Arn",
      "arn:aws:sqs:us-east-1:123456789012:app-Queue-1A",
    ],
    ["AWS::S3::Bucket", "app-bucket-1a", "Arn", "arn:aws:s3:::app-bucket-1a"],
    ["AWS::Lambda::Function", "app-Fn-1A", "Arn", "arn:aws:lambda:us-east-1:123456789012:function:app-Fn-1A"],
    [
      "AWS::SNS::Topic",
      "arn:aws:sns:us-east-1:123456789012:app-T-1",
      "TopicArn",
      "arn:aws:sns:us-east-1:123456789012:app-T-1",
    ],
    ["AWS::SNS::Topic", "arn:aws:sns:us-east-1:123456789012:app-T-1", "TopicName", "app-T-1"],
    ["AWS::EC2::Instance", "i-0123", "PrivateIp", undefined],
  ])("gives from the physical id of %s, %s, the attribute %s", (type, physicalId, attribute, expected) => {
    expect(deployedAttribute({ type, physicalId, properties: {}, ...PLACE }, attribute)).toBe(expected);
  });

  it("agrees with what the emulator gives a new resource, wherever policies name the type by an attribute", () => {
    const types = knownTypes().filter((type) => (namingOf(type)?.arnAttributes.length ?? 0) > 0);
    const wrong = types.flatMap((type) => {
      const made = identifyResource(type, {
        properties: {},
        ...PLACE,
        stackName: "app",
        logicalId: "Thing",
        random: seededRandom(1),
      });
      return (namingOf(type)?.arnAttributes ?? []).flatMap((attribute) => {
        const found = deployedAttribute({ type, physicalId: made.ref, properties: {}, ...PLACE }, attribute);
        const expected = made.attributes[attribute];
        return expected === undefined || found === expected ? [] : [{ type, found }];
      });
    });

    expect(types.length).toBeGreaterThan(50);
    // Their ARNs hold an id of the service's, which neither name nor physical id says.
    expect(wrong).toEqual([
      { type: "AWS::AutoScaling::AutoScalingGroup", found: undefined },
      { type: "AWS::Events::ApiDestination", found: undefined },
      { type: "AWS::Events::Connection", found: undefined },
    ]);
  });

  it("names a resource as policies do, also where no attribute yields that", () => {
    const arn = deployedArn({
      type: "AWS::SQS::Queue",
      physicalId: "https://sqs.us-east-1.amazonaws.com/123456789012/q",
      properties: {},
      ...PLACE,
    });

    expect(arn).toBe("arn:aws:sqs:us-east-1:123456789012:q");
  });
});
