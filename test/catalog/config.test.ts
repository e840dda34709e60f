import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_ROLE_PATTERN, QUILT_CATALOG, parseSplitConfig } from "../../src/catalog";

const parse = (text: string): ReturnType<typeof parseSplitConfig> => parseSplitConfig(text, { file: "split.yaml" });

describe("a split configuration", () => {
  it("needs no more than the names", () => {
    expect(parse("extraction: {roles: [A], policies: [B]}")).toMatchObject({
      mode: "listed",
      roles: ["A"],
      policies: ["B"],
      excluded: [],
      rolePattern: DEFAULT_ROLE_PATTERN,
      parameterGroup: { name: "IAM roles and policies" },
      tails: "12",
    });
  });

  it("says everything that it can", () => {
    const catalog = parse(`
extraction: {mode: all, exclude_policies: [Kept]}
parameter_generation: {role_pattern: '^arn:.+$', policy_pattern: '^arn:.*$'}
metadata: {add_parameter_group: true, parameter_group_name: G, insert_after_group: Beta}
severing:
  tails: 12-13
  resources:
    Queue: {strategy: name, name: '\${AWS::StackName}-q'}
    Key: {strategy: parameter}
`);

    expect(catalog).toEqual({
      mode: "all",
      roles: [],
      policies: [],
      excluded: ["Kept"],
      rolePattern: "^arn:.+$",
      policyPattern: "^arn:.*$",
      parameterGroup: { name: "G", insertAfter: "Beta" },
      tails: "12-13",
      sever: new Map<string, unknown>([
        ["Queue", { strategy: "name", name: "${AWS::StackName}-q" }],
        ["Key", { strategy: "parameter" }],
      ]),
    });
  });

  it("leaves the group out where it is told to", () => {
    expect(parse("extraction: {roles: [A]}\nmetadata: {add_parameter_group: false}")).not.toHaveProperty(
      "parameterGroup",
    );
  });

  it.each([
    ["", "the configuration is empty", 1],
    ["- a", "the configuration is a list", 1],
    ["roles: [A]", "unknown key 'roles' at the top", 1],
    ["metadata: {}", "key 'extraction' is missing", 1],
    ["extraction: {roles: [A]}\nextra: 1", "unknown key 'extra' at the top", 2],
    ["extraction: {rolez: [A]}", "extraction.rolez: unknown key 'rolez' under 'extraction'", 1],
    ["extraction:\n  roles: A", "extraction.roles: value is 'A'", 2],
    ["extraction:\n  roles:\n    - A\n    - A", "extraction.roles[1]: 'A' is listed twice", 4],
    ["extraction:\n  roles: [A-B]", "extraction.roles[0]: 'A-B' is not a logical id", 2],
    ["extraction:\n  roles: [1]", "extraction.roles[0]: value is '1'", 2],
    ["extraction: {roles: [A], policies: [A]}", "extraction: 'A' is listed under both 'roles' and 'policies'", 1],
    [
      "extraction: {roles: [A], exclude_policies: [A]}",
      "extraction: 'A' is both listed and under 'exclude_policies'",
      1,
    ],
    ["extraction: {}", "extraction: mode 'listed' needs at least one name", 1],
    ["extraction: {mode: some}", "extraction.mode: value is 'some'", 1],
    [
      "extraction: {roles: [A]}\nparameter_generation:\n  role_pattern: '('",
      "parameter_generation.role_pattern: '(' is not a regular expression",
      3,
    ],
    [
      "extraction: {roles: [A]}\nmetadata: {add_parameter_group: maybe}",
      "metadata.add_parameter_group: value is 'maybe'",
      2,
    ],
    [
      "extraction: {roles: [A]}\nsevering: {resources: {Q: {strategy: live}}}",
      "severing.resources.Q.strategy: value is 'live'",
      2,
    ],
    ["extraction: {roles: [A]}\nsevering: {resources: {Q: {}}}", "severing.resources.Q: key 'strategy' is missing", 2],
    [
      "extraction: {roles: [A]}\nsevering: {resources: {Q: {strategy: exact, name: x}}}",
      "'name' goes with strategy 'name', not 'exact'",
      2,
    ],
    ["extraction: {roles: [A]}\nextraction: {roles: [B]}", "not well-formed: map keys must be unique", 2],
    ["extraction: [", "not well-formed", 1],
  ])("%j is refused: %s", (text, message, line) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        name: "UserError",
        message: expect.stringContaining(message),
        at: expect.objectContaining({ file: "split.yaml", line }),
      }),
    );
  });
});

describe("the Quilt catalogue", () => {
  it("is these 24 roles, 8 policies and 11 resource policies that stay", () => {
    expect([...QUILT_CATALOG.roles].sort()).toEqual([
      "AccessCountsRole",
      "AmazonECSTaskExecutionRole",
      "ApiRole",
      "DuckDBSelectLambdaRole",
      "EsIngestRole",
      "IcebergLambdaRole",
      "ManagedUserRole",
      "ManifestIndexerRole",
      "MigrationLambdaRole",
      "PackagerRole",
      "PkgEventsRole",
      "PkgPushRole",
      "S3CopyLambdaRole",
      "S3HashLambdaRole",
      "S3LambdaRole",
      "S3ProxyRole",
      "S3SNSToEventBridgeRole",
      "SearchHandlerRole",
      "T4BucketReadRole",
      "T4BucketWriteRole",
      "TabulatorOpenQueryRole",
      "TabulatorRole",
      "TimestampResourceHandlerRole",
      "TrackingCronRole",
    ]);
    expect([...QUILT_CATALOG.policies].sort()).toEqual([
      "BucketReadPolicy",
      "BucketWritePolicy",
      "ManagedUserRoleBasePolicy",
      "RegistryAssumeRolePolicy",
      "T4DefaultBucketReadPolicy",
      "TabulatorOpenQueryPolicy",
      "UserAthenaManagedRolePolicy",
      "UserAthenaNonManagedRolePolicy",
    ]);
    expect(QUILT_CATALOG.excluded).toHaveLength(11);
  });

  const fixture = join(
    process.env["SHARED_DIR"] ?? join(__dirname, "../../../shared"),
    "fixtures/quilt-split-config.yaml",
  );
  (existsSync(fixture) ? it : it.skip)(
    "lists what its owners' configuration lists (skipped where the fixture is not)",
    () => {
      const owners = parse(readFileSync(fixture, "utf8"));

      expect([...owners.roles].sort()).toEqual([...QUILT_CATALOG.roles].sort());
      expect([...owners.policies].sort()).toEqual([...QUILT_CATALOG.policies].sort());
      expect([...owners.excluded].sort()).toEqual([...QUILT_CATALOG.excluded].sort());
      expect(owners.parameterGroup).toEqual(QUILT_CATALOG.parameterGroup);
    },
  );
});
