import {
  AddTagsToResourceCommand,
  DescribeParametersCommand,
  GetParametersByPathCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import type { DescribeParametersCommandInput, GetParametersByPathCommandInput } from "@aws-sdk/client-ssm";
import { clientConfig, faultOf, startForTests } from "../support";

const box = startForTests();
let client: SSMClient;

beforeAll(async () => {
  client = new SSMClient(clientConfig(box.emulator));
  const put = (Name: string, more: object = {}): Promise<unknown> =>
    client.send(new PutParameterCommand({ Name, Value: `of ${Name}`, Type: "String", ...more }));
  await put("/shop/db/host");
  await put("/shop/db/password", { Type: "SecureString", KeyId: "alias/shop" });
  await put("/shop/zones", { Type: "StringList", Tags: [{ Key: "team", Value: "web" }] });
  await put("/shopping", { Tier: "Advanced", Tags: [{ Key: "team", Value: "food" }] });
  await put("plain", { DataType: "aws:ec2:image" });
});
afterAll(() => client.destroy());

async function namesBelow(input: GetParametersByPathCommandInput): Promise<(string | undefined)[]> {
  const { Parameters = [] } = await client.send(new GetParametersByPathCommand(input));
  return Parameters.map(({ Name }) => Name);
}

async function namesOf(input: DescribeParametersCommandInput): Promise<(string | undefined)[]> {
  const { Parameters = [] } = await client.send(new DescribeParametersCommand(input));
  return Parameters.map(({ Name }) => Name);
}

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
describe("the parameters below a path", () => {
  it.each<[string, GetParametersByPathCommandInput, string[]]>([
    ["one level", { Path: "/shop" }, ["/shop/zones"]],
    ["one level, with a slash at the end", { Path: "/shop/" }, ["/shop/zones"]],
    ["all levels", { Path: "/shop", Recursive: true }, ["/shop/db/host", "/shop/db/password", "/shop/zones"]],
    ["the first level", { Path: "/" }, ["plain", "/shopping"]],
    ["nothing", { Path: "/nowhere", Recursive: true }, []],
    ["AWS's, of which none is listed", { Path: "/aws/service/ami-amazon-linux-latest", Recursive: true }, []],
    [
      "those of a type",
      { Path: "/shop", Recursive: true, ParameterFilters: [{ Key: "Type", Values: ["StringList", "SecureString"] }] },
      ["/shop/db/password", "/shop/zones"],
    ],
  ])("are %s", async (_what, input, names) => {
    expect(await namesBelow(input)).toEqual(names);
  });

  it("come in pages that a token continues", async () => {
    const first = await client.send(new GetParametersByPathCommand({ Path: "/", Recursive: true, MaxResults: 3 }));
    const input = { Path: "/", Recursive: true, MaxResults: 3, NextToken: first.NextToken };
    const second = await client.send(new GetParametersByPathCommand(input));

    const names = [first, second].map(({ Parameters }) => Parameters?.map(({ Name }) => Name));
    expect(names).toEqual([
      ["plain", "/shop/db/host", "/shop/db/password"],
      ["/shop/zones", "/shopping"],
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  it.each<[string, GetParametersByPathCommandInput, string, RegExp]>([
    // Sentence: aws-samples/resource-autotagger issue 1.
    [
      "no slash in front",
      { Path: "shop" },
      "ValidationException",
      /^The parameter doesn't meet .* prefixed with \\"aws\\" or/,
    ],
    [
      "too large a page",
      { Path: "/", MaxResults: 11 },
      "ValidationException",
      /'maxResults' .* less than or equal to 10$/,
    ],
    ["a token of nobody's", { Path: "/", NextToken: "x" }, "InvalidNextToken", /token isn't valid/],
    // The model has no sentence for it, so the SDK puts its own.
    [
      "a filter that it does not have",
      { Path: "/", ParameterFilters: [{ Key: "Name", Values: ["x"] }] },
      "InvalidFilterKey",
      /^UnknownError$/,
    ],
  ])("are refused for %s", async (_what, input, code, message) => {
    expect(await faultOf(client.send(new GetParametersByPathCommand(input)))).toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });
});

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
describe("describing parameters", () => {
  it("tells everything but the value", async () => {
    const { Parameters } = await client.send(
      new DescribeParametersCommand({ ParameterFilters: [{ Key: "Name", Values: ["/shop/db/password"] }] }),
    );

    expect(Parameters).toEqual([
      {
        Name: "/shop/db/password",
        ARN: "arn:aws:ssm:us-east-1:123456789012:parameter/shop/db/password",
        Type: "SecureString",
        KeyId: "alias/shop",
        LastModifiedDate: expect.any(Date) as Date,
        LastModifiedUser: "arn:aws:iam::123456789012:root",
        Version: 1,
        Tier: "Standard",
        Policies: [],
        DataType: "text",
      },
    ]);
  });

  it.each<[string, DescribeParametersCommandInput["ParameterFilters"], string[]]>([
    [
      "a beginning",
      [{ Key: "Name", Option: "BeginsWith", Values: ["/shop/"] }],
      ["/shop/db/host", "/shop/db/password", "/shop/zones"],
    ],
    [
      "a part",
      [{ Key: "Name", Option: "Contains", Values: ["hop", "lai"] }],
      ["plain", "/shop/db/host", "/shop/db/password", "/shop/zones", "/shopping"],
    ],
    ["a path", [{ Key: "Path", Values: ["/shop"] }], ["/shop/zones"]],
    [
      "a path and all below",
      [{ Key: "Path", Option: "Recursive", Values: ["/shop/db"] }],
      ["/shop/db/host", "/shop/db/password"],
    ],
    ["a type", [{ Key: "Type", Values: ["StringList"] }], ["/shop/zones"]],
    ["a key", [{ Key: "KeyId", Values: ["alias/shop"] }], ["/shop/db/password"]],
    ["a tier", [{ Key: "Tier", Values: ["Advanced"] }], ["/shopping"]],
    ["a data type", [{ Key: "DataType", Values: ["aws:ec2:image"] }], ["plain"]],
    ["a tag", [{ Key: "tag:team" }], ["/shop/zones", "/shopping"]],
    ["a tag and its value", [{ Key: "tag:team", Values: ["web"] }], ["/shop/zones"]],
    ["two filters", [{ Key: "tag:team" }, { Key: "Tier", Values: ["Advanced"] }], ["/shopping"]],
  ])("filters by %s", async (_what, ParameterFilters, names) => {
    expect(await namesOf({ ParameterFilters })).toEqual(names);
  });

  it("takes filters of the older kind", async () => {
    expect(await namesOf({ Filters: [{ Key: "Name", Values: ["/shopp"] }] })).toEqual(["/shopping"]);
  });

  // Sentences: the API reference.
  it.each<[string, DescribeParametersCommandInput, string, RegExp]>([
    [
      "an option",
      { ParameterFilters: [{ Key: "Tier", Option: "Contains", Values: ["x"] }] },
      "InvalidFilterOption",
      /^The specified filter option isn't valid/,
    ],
    ["no value", { ParameterFilters: [{ Key: "Name" }] }, "InvalidFilterValue", /^The filter value isn't valid/],
    [
      "a key",
      { ParameterFilters: [{ Key: "constructor", Values: ["x"] }] },
      "ValidationException",
      /'parameterFilters\.1\.member\.key'/,
    ],
  ])("refuses %s that there is not", async (_what, input, code, message) => {
    expect(await faultOf(client.send(new DescribeParametersCommand(input)))).toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });
});

describe("the tags of a parameter", () => {
  const resource = { ResourceType: "Parameter", ResourceId: "plain" } as const;
  const list = async () => (await client.send(new ListTagsForResourceCommand(resource))).TagList;

  it("are added, replaced and removed", async () => {
    const tags = [
      { Key: "a", Value: "1" },
      { Key: "A", Value: "2" },
    ];
    await client.send(new AddTagsToResourceCommand({ ...resource, Tags: tags }));
    await client.send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: "a", Value: "3" }] }));
    expect(await list()).toEqual([
      { Key: "a", Value: "3" },
      { Key: "A", Value: "2" },
    ]);

    await client.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ["a", "none"] }));
    expect(await list()).toEqual([{ Key: "A", Value: "2" }]);
  });

  // Code: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html
  it("are those of nothing else", async () => {
    const missing = [{ ...resource, ResourceId: "/none" }, { ResourceType: "Document", ResourceId: "plain" } as const];
    for (const input of missing) {
      expect((await faultOf(client.send(new ListTagsForResourceCommand(input)))).code).toBe("InvalidResourceId");
    }
  });
});
