import { generatePhysicalId, generatePhysicalName, namingOf } from "../../src/aws";
import { nameBody } from "../../src/aws/name-layout";
import { seededRandom } from "../../src/base";
import type { Random } from "../../src/base";
import { OBSERVED_NAMES } from "./observed-names";

/** Yields the given tail, and a coin that says how long it is. */
function tailed(tail: string): Random {
  return { text: (_, alphabet) => (alphabet === "01" ? (tail.length === 13 ? "1" : "0") : tail) };
}

const tailOf = (name: string): string => name.slice(name.lastIndexOf("-") + 1);

describe("names that were observed", () => {
  it.each(OBSERVED_NAMES.filter(({ older }) => older !== true))(
    "$type in $stackName: $name",
    ({ type, stackName, logicalId, name }) => {
      expect(generatePhysicalName(type, { stackName, logicalId, random: tailed(tailOf(name)) })).toBe(name);
    },
  );

  it.each(OBSERVED_NAMES.filter(({ older }) => older === true))(
    "$type in $stackName, by the older engine: $name",
    ({ type, stackName, logicalId, name }) => {
      const room = namingOf(type)?.maxLength ?? 0;

      expect(`${nameBody("G2", room, stackName, logicalId)}-${tailOf(name)}`).toBe(name);
    },
  );
});

describe("a generated name", () => {
  const request = { stackName: "st", logicalId: "Thing", random: seededRandom(1) };

  it("is the one that the properties give", () => {
    const properties = { QueueName: "mine" };

    expect(generatePhysicalName("AWS::SQS::Queue", { ...request, properties })).toBe("mine");
  });

  it("is the one given below a nested property", () => {
    const properties = { DatabaseInput: { Name: "sales" } };

    expect(generatePhysicalName("AWS::Glue::Database", { ...request, properties })).toBe("sales");
  });

  it("is made up where the given one is empty", () => {
    const properties = { QueueName: "" };

    expect(generatePhysicalName("AWS::SQS::Queue", { ...request, properties })).toMatch(/^st-Thing-[A-Za-z0-9]{12}$/);
  });

  it("ends in .fifo for a fifo queue, within 80 characters", () => {
    const logicalId = "L".repeat(200);
    const properties = { FifoQueue: "true" };

    const name = generatePhysicalName("AWS::SQS::Queue", { ...request, logicalId, properties });

    expect(name).toMatch(/^st-L+-[A-Za-z0-9]{12}\.fifo$/);
    expect(name).toHaveLength(80);
  });

  it("makes runs of hyphens in the stack name one, as the registry does", () => {
    const stackName = "a--b";

    expect(generatePhysicalName("AWS::S3::Bucket", { ...request, stackName })).toMatch(/^a-b-thing-[a-z0-9]{12}$/);
  });

  it("makes runs of hyphens one after cutting for RDS", () => {
    // The cut falls behind the hyphen: ../shared/facts/cloudformation.md §1.1, RDS removes the double.
    const stackName = `${"s".repeat(24)}-tail-of-the-stack-name`;
    const logicalId = "L".repeat(60);

    const name = generatePhysicalName("AWS::RDS::DBCluster", { ...request, stackName, logicalId });

    expect(name).toMatch(/^s{24}-l{24}-[a-z0-9]{12}$/);
  });

  it("cuts the end of the log group's prefix, not both parts fairly", () => {
    const stackName = "s".repeat(128);
    const logicalId = "L".repeat(255);

    const name = generatePhysicalName("AWS::KinesisFirehose::DeliveryStream", { ...request, stackName, logicalId });

    expect(name).toMatch(/^s{51}-[A-Za-z0-9]{12}$/);
  });

  it("is stack, logical id and tail for a type of which nothing is known", () => {
    expect(generatePhysicalName("AWS::Nothing::Known", request)).toMatch(/^st-Thing-[A-Za-z0-9]{12}$/);
  });

  it("is the service's id for a type that has no names", () => {
    expect(generatePhysicalName("AWS::KMS::Key", request)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it("is the same for the same seed", () => {
    const name = (): string => generatePhysicalName("AWS::IAM::Role", { ...request, random: seededRandom(7) });

    expect(name()).toBe(name());
  });
});

describe("an id that the service assigns", () => {
  it.each([
    ["AWS::EC2::SecurityGroup", /^sg-[0-9a-f]{17}$/],
    ["AWS::EC2::VPC", /^vpc-[0-9a-f]{17}$/],
    ["AWS::ApiGateway::RestApi", /^[a-z0-9]{10}$/],
    ["AWS::EFS::FileSystem", /^fs-[0-9a-f]{17}$/],
    ["AWS::IAM::Role", /^AROA[A-Z0-9]{17}$/],
    ["AWS::Lambda::EventSourceMapping", /^[0-9a-f-]{36}$/],
    ["AWS::Nothing::Known", /^[0-9a-f-]{36}$/],
  ])("of %s looks like %s", (type, form) => {
    expect(generatePhysicalId(type, seededRandom(3))).toMatch(form);
  });
});
