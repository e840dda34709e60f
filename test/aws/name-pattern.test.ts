import fc from "fast-check";
import {
  generatePhysicalName,
  longestUncutStackName,
  namePattern,
  PLAIN_STACK_NAME,
  RESOURCE_NAMINGS,
} from "../../src/aws";
import { globMatches } from "../../src/aws/glob";
import { nameBody, roomOf } from "../../src/aws/name-layout";
import { seededRandom, UserError } from "../../src/base";
import { OBSERVED_NAMES } from "./observed-names";

const TWELVE = "?".repeat(12);
const APP = { token: "${AppStackName}", maxLength: 25 };

const generated = RESOURCE_NAMINGS.filter(
  ({ generator, inferred, ref }) => generator !== undefined && !inferred && ref !== "id",
);
const someType = fc.constantFrom(...generated.map(({ type }) => type));
const someStack = fc
  .tuple(fc.constantFrom("a", "S", "app"), fc.string({ unit: fc.constantFrom(..."aZ0-".split("")), maxLength: 127 }))
  .map(([first, rest]) => (first + rest).slice(0, 128));
const someLogicalId = fc.string({ unit: fc.constantFrom(..."aBc9".split("")), minLength: 1, maxLength: 255 });

describe("the pattern of a generated name", () => {
  it.each([
    ["AWS::SQS::Queue", "PackagerQueue", [`\${AppStackName}-PackagerQueue-${TWELVE}`]],
    ["AWS::S3::Bucket", "ServiceBucket", [`\${AppStackName}-servicebucket-${TWELVE}`]],
    ["AWS::Lambda::Function", "SearchHandler", [`\${AppStackName}-SearchHandler-${TWELVE}`]],
    ["AWS::Glue::Database", "IcebergDatabase", [`icebergdatabase-${TWELVE}`]],
    ["AWS::SSM::Parameter", "Config", [`CFN-Config-${TWELVE}`]],
    ["AWS::SecretsManager::Secret", "Key", [`Key-${TWELVE}`]],
    ["AWS::StepFunctions::StateMachine", "Flow", [`Flow-${TWELVE}`]],
    ["AWS::OpenSearchService::Domain", "OpenSearchServiceDomain", [`opensearchservi-${TWELVE}`]],
    ["AWS::Lambda::LayerVersion", "Tools", ["Tools"]],
    ["AWS::Batch::JobQueue", "Jobs", ["Jobs-*"]],
    // Its random end has twelve or thirteen characters to this day.
    ["AWS::DynamoDB::Table", "Table", [`\${AppStackName}-Table-${TWELVE}`, `\${AppStackName}-Table-${TWELVE}?`]],
  ])("of %s %s is %j", (type, logicalId, patterns) => {
    expect(namePattern(type, { logicalId, stackName: APP })?.patterns).toEqual(patterns);
  });

  it("says what it is", () => {
    expect(namePattern("AWS::S3::Bucket", { logicalId: "B", stackName: APP })).toEqual({
      patterns: [`\${AppStackName}-b-${TWELVE}`],
      exact: false,
      includesStackName: true,
      lowerCase: true,
      cut: false,
      crossesSegments: false,
    });
  });

  it("has a twin of thirteen for stacks of the older engine", () => {
    expect(namePattern("AWS::SQS::Queue", { logicalId: "Q", stackName: APP, tails: "12-13" })?.patterns).toEqual([
      `\${AppStackName}-Q-${TWELVE}`,
      `\${AppStackName}-Q-${TWELVE}?`,
    ]);
  });

  it("ends in .fifo for a fifo queue, and allows for both where an expression decides", () => {
    const patterns = (properties: Record<string, unknown>): readonly string[] | undefined =>
      namePattern("AWS::SQS::Queue", { logicalId: "Q", stackName: { literal: "st" }, properties })?.patterns;

    expect(patterns({ FifoQueue: true })).toEqual([`st-Q-${TWELVE}.fifo`]);
    expect(patterns({ FifoQueue: "true" })).toEqual([`st-Q-${TWELVE}.fifo`]);
    expect(patterns({ FifoQueue: false })).toEqual([`st-Q-${TWELVE}`]);
    expect(patterns({ FifoQueue: { "Fn::If": ["C", true, false] } })).toEqual([
      `st-Q-${TWELVE}`,
      `st-Q-${TWELVE}.fifo`,
    ]);
  });

  it("lower-cases a literal stack name where the type does", () => {
    expect(namePattern("AWS::S3::Bucket", { logicalId: "B", stackName: { literal: "Prod" } })?.patterns).toEqual([
      `prod-b-${TWELVE}`,
    ]);
  });

  it.each([
    "AWS::KMS::Key",
    "AWS::EC2::SecurityGroup",
    "AWS::Athena::WorkGroup",
    "AWS::Athena::NamedQuery",
    "AWS::Glue::Crawler",
    "Custom::X",
  ])("is none for %s", (type) => {
    expect(namePattern(type, { logicalId: "X", stackName: APP })).toBeUndefined();
  });

  it("refuses a token that may stand for a name that is cut, and says how long it may be", () => {
    const stackName = { token: "${AppStackName}", maxLength: 26 };

    const attempt = (): unknown => namePattern("AWS::S3::Bucket", { logicalId: "DuckDBSelectLambdaBucket", stackName });

    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow(
      "the name of DuckDBSelectLambdaBucket (AWS::S3::Bucket) cannot be foreseen for stack names of up to 26 " +
        "characters: it holds stack names of at most 25 whole",
    );
  });

  it("is the glob of ../shared/facts/cloudformation.md §1.1 where a literal stack name is cut", () => {
    const logicalId = "DuckDBSelectLambdaBucket";
    const stackName = { literal: "a-very-long-name-of-a-stack" };

    // 49 free: 25/24 by G1, 48 free: 24/24 by G2.
    expect(namePattern("AWS::S3::Bucket", { logicalId, stackName })).toMatchObject({
      patterns: ["a-very-long-name-of-a-st*-duckdbselectlambdabucket-*"],
      cut: true,
      crossesSegments: true,
    });
  });
});

describe("every name that can be generated", () => {
  it("matches its pattern, whatever type, stack name and logical id", () => {
    fc.assert(
      fc.property(someType, someStack, someLogicalId, fc.nat(), fc.boolean(), (type, stack, logicalId, seed, fifo) => {
        const properties = { FifoQueue: fifo, FifoTopic: fifo };
        const name = generatePhysicalName(type, {
          stackName: stack,
          logicalId,
          random: seededRandom(seed),
          properties,
        });
        const patterns = namePattern(type, { logicalId, stackName: { literal: stack }, properties })?.patterns ?? [];

        expect(patterns.filter((pattern) => globMatches(pattern, name))).not.toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it("matches it also by the older engine, where that may have made it", () => {
    const either = fc.constantFrom(...generated.filter(({ generator }) => generator === "G1|G2"));

    fc.assert(
      fc.property(either, someStack, someLogicalId, fc.constantFrom(12, 13), (naming, stack, logicalId, length) => {
        const built = `${nameBody("G2", roomOf(naming, ""), stack, logicalId)}-${"X".repeat(length)}`;
        const name = naming.lowerCase ? built.toLowerCase() : built;
        const request = { logicalId, stackName: { literal: stack }, tails: "12-13" } as const;
        const patterns = namePattern(naming.type, request)?.patterns ?? [];

        expect(patterns.filter((pattern) => globMatches(pattern, name))).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("matches the pattern made with a token, for every stack name the token allows", () => {
    fc.assert(
      fc.property(someType, someStack, someLogicalId, fc.nat(), (type, stack, logicalId, seed) => {
        const maxLength = longestUncutStackName(type, logicalId) ?? 128;
        const stackName = stack.slice(0, maxLength).toLowerCase();
        fc.pre(new RegExp(PLAIN_STACK_NAME).test(stackName));
        const name = generatePhysicalName(type, { stackName, logicalId, random: seededRandom(seed) });
        const pattern = namePattern(type, { logicalId, stackName: { token: "<app>", maxLength } });

        const filled = (pattern?.patterns ?? []).map((each) => each.replace("<app>", stackName));
        expect(filled.filter((each) => globMatches(each, name))).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(OBSERVED_NAMES)("matches: $name", ({ type, stackName, logicalId, name }) => {
    const request = { logicalId, stackName: { literal: stackName }, tails: "12-13" } as const;
    const patterns = namePattern(type, request)?.patterns ?? [];

    expect(patterns.filter((pattern) => globMatches(pattern, name))).not.toEqual([]);
  });
});
