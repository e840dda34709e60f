import { existsSync } from "node:fs";
import { App, Stack } from "aws-cdk-lib/core";
import { APP_RESOURCES, appResource } from "../../../src/cdk/quilt/app-resources";
import { ExternalAppNames, LONGEST_APP_STACK_NAME } from "../../../src/cdk/quilt/external-app-names";
import { InlineAppNames } from "../../../src/cdk/quilt/inline-app-names";
import { FACTS_FILE, readFacts } from "./iam-facts";

const external = (): ExternalAppNames => new ExternalAppNames(new Stack(new App(), "Iam"), undefined);

describe("names of app resources from another stack", () => {
  it.each([
    [
      "IndexerQueue",
      "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${AppStackName}-IndexerQueue-????????????",
    ],
    ["ServiceBucket", "arn:${AWS::Partition}:s3:::${AppStackName}-servicebucket-????????????"],
    ["Cluster", "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:cluster/${AppStackName}"],
    [
      "IndexingPerBucketConfigs",
      "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/quilt/${AppStackName}/Indexing/PerBucketConfigs",
    ],
    [
      "PackagerROCrateRule",
      "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/quilt-${AppStackName}/${AppStackName}-PackagerROCrateRule-????????????",
    ],
    [
      "PackagerOmicsRule",
      "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/${AppStackName}-PackagerOmicsRule-????????????",
    ],
    [
      "TrackingTaskDefinition",
      "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/${AppStackName}-stack-status:*",
    ],
    [
      "UserAthenaDatabase",
      "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:database/userathenadatabase-????????????",
    ],
  ])("%s", (logicalId, arn) => {
    expect(external().arn(logicalId)).toBe(arn);
  });

  it("turns hyphens of a bucket's name into underscores where a database takes it over", () => {
    const stack = new Stack(new App(), "Iam");
    expect(stack.resolve(new ExternalAppNames(stack, undefined).physicalName("AthenaDatabase"))).toEqual({
      "Fn::Join": ["_", { "Fn::Split": ["-", { "Fn::Sub": "${AppStackName}-analyticsbucket-????????????" }] }],
    });
  });
});

describe("references to app resources in their own stack", () => {
  it.each([
    ["IndexerQueue", "${IndexerQueue.Arn}"],
    ["ServiceBucket", "${ServiceBucket.Arn}"],
    ["TrackingTaskDefinition", "${TrackingTaskDefinition}"],
    ["IcebergWorkGroup", "arn:${AWS::Partition}:athena:${AWS::Region}:${AWS::AccountId}:workgroup/${IcebergWorkGroup}"],
    [
      "NamedPackagesAthenaTable",
      "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:table/${AthenaDatabase}/${NamedPackagesAthenaTable}",
    ],
  ])("%s", (logicalId, arn) => {
    expect(new InlineAppNames().arn(logicalId)).toBe(arn);
  });
});

describe("a logical id that the table does not have", () => {
  it.each([
    ["external", external],
    ["inline", () => new InlineAppNames()],
  ])("is refused in the %s pattern", (_, make) => {
    const refused = {
      code: "unknown-app-resource",
      message: "no app resource that IAM names has the logical id 'Nobody'",
    };
    expect(() => make().arn("Nobody")).toThrow(expect.objectContaining(refused) as Error);
    expect(() => make().physicalName("Nobody")).toThrow(expect.objectContaining(refused) as Error);
  });
});

(existsSync(FACTS_FILE) ? describe : describe.skip)(
  "the table of app resources (skipped: shared facts not here)",
  () => {
    it("has the 38 resources of the facts, of their types", () => {
      const types = Object.entries(readFacts().app_resources).map(([logicalId, { type }]) => [logicalId, type]);
      expect(Object.fromEntries(APP_RESOURCES.map(({ logicalId, type }) => [logicalId, type]))).toEqual(
        Object.fromEntries(types),
      );
      expect(APP_RESOURCES).toHaveLength(38);
    });

    it("gives names exactly where the real template gives them, and the same ones", () => {
      for (const [logicalId, fact] of Object.entries(readFacts().app_resources)) {
        const { name, underscoredNameOf, bus } = appResource(logicalId);
        const real = fact.physical_name === "explicit" ? fact.name_expr : undefined;
        expect([logicalId, name?.replace("${AWS::StackName}", "{StackName}")]).toEqual([logicalId, real]);
        expect([logicalId, underscoredNameOf !== undefined]).toEqual([logicalId, fact.physical_name === "derived"]);
        const realBus = fact.event_bus === "default" ? undefined : fact.event_bus?.replace(/^\{(\w+)\.Arn\}$/, "$1");
        expect([logicalId, bus]).toEqual([logicalId, realBus]);
      }
    });

    it("limits the app stack's name to what the tightest generated name has room for", () => {
      const rooms = Object.values(readFacts().app_resources).flatMap(
        (fact) => fact.max_app_stack_name_untruncated ?? [],
      );
      expect(LONGEST_APP_STACK_NAME).toBe(Math.min(...rooms));
    });
  },
);
