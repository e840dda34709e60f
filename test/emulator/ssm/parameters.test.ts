import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import type { PutParameterCommandInput } from "@aws-sdk/client-ssm";
import { clientConfig, faultOf, startForTests } from "../support";

const NOW = new Date("2026-11-21T22:00:00.125Z");
const box = startForTests({ clock: { now: () => NOW } });
let client: SSMClient;
beforeAll(() => (client = new SSMClient(clientConfig(box.emulator))));
afterAll(() => client.destroy());

function put(Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) {
  return client.send(new PutParameterCommand({ Name, Value, Type: "String", ...more }));
}

async function get(Name: string, WithDecryption?: boolean) {
  return (await client.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;
}

describe("a parameter", () => {
  // Members: localstack, tests/aws/services/ssm/test_ssm.snapshot.json (recorded).
  it("is read as it was put", async () => {
    expect(await put("/shop/db/host", "db.example.com")).toMatchObject({ Version: 1, Tier: "Standard" });

    expect(await get("/shop/db/host")).toEqual({
      ARN: "arn:aws:ssm:us-east-1:123456789012:parameter/shop/db/host",
      DataType: "text",
      LastModifiedDate: NOW,
      Name: "/shop/db/host",
      Type: "String",
      Value: "db.example.com",
      Version: 1,
    });
  });

  it("is found by its ARN, and without a path also by a slash in front", async () => {
    await put("plain", "1");

    const arn = "arn:aws:ssm:us-east-1:123456789012:parameter/plain";
    expect([(await get(arn))?.Name, (await get("/plain"))?.Name, (await get("/plain"))?.ARN]).toEqual([
      "plain",
      "/plain",
      arn,
    ]);
    expect((await faultOf(get("arn:aws:ssm:eu-west-1:123456789012:parameter/plain"))).code).toBe("ParameterNotFound");
  });

  it("belongs to an account and a region", async () => {
    await put("/here", "1");

    const elsewhere = [
      clientConfig(box.emulator, "210987654321"),
      { ...clientConfig(box.emulator), region: "eu-west-1" },
    ];
    for (const config of elsewhere) {
      const other = new SSMClient(config);
      expect((await faultOf(other.send(new GetParameterCommand({ Name: "/here" })))).code).toBe("ParameterNotFound");
      other.destroy();
    }
  });

  it("keeps text of any script", async () => {
    await put("/text", 'größer — 大きい\n\u{1f600}"\\');

    expect((await get("/text"))?.Value).toBe('größer — 大きい\n\u{1f600}"\\');
  });

  it("shows the value of a SecureString to those who ask for decryption only", async () => {
    await put("/secret", "s3cr3t", { Type: "SecureString" });

    const [closed, open] = [await get("/secret"), await get("/secret", true)];
    expect(closed?.Value).toMatch(/^AQICAH[A-Za-z0-9+/=]+$/);
    expect(closed?.Value).not.toContain("s3cr3t");
    expect(open).toMatchObject({ Type: "SecureString", Value: "s3cr3t" });
  });

  it("may be one of AWS's public images", async () => {
    const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

    expect(await get(name)).toMatchObject({
      Name: name,
      ARN: `arn:aws:ssm:us-east-1::parameter${name}`,
      DataType: "aws:ec2:image",
      Value: expect.stringMatching(/^ami-[0-9a-f]{17}$/),
    });
  });
});

describe("versions", () => {
  it("count up when a parameter is overwritten, and each can be asked for", async () => {
    await put("/counted", "one", { Description: "first" });
    const second = await client.send(new PutParameterCommand({ Name: "/counted", Value: "two", Overwrite: true }));

    expect(second.Version).toBe(2);
    expect(await get("/counted")).toMatchObject({ Version: 2, Value: "two" });
    expect(await get("/counted:1")).toMatchObject({ Name: "/counted", Selector: ":1", Version: 1, Value: "one" });
    const { Parameters } = await client.send(new GetParameterHistoryCommand({ Name: "/counted" }));
    expect(
      Parameters?.map(({ Version, Value, Description, LastModifiedUser }) => [
        Version,
        Value,
        Description,
        LastModifiedUser,
      ]),
    ).toEqual([
      [1, "one", "first", "arn:aws:iam::123456789012:root"],
      [2, "two", "first", "arn:aws:iam::123456789012:root"],
    ]);
  });

  // Sentence: moto, tests/test_ssm/test_ssm_boto3.py.
  it("that there are not are refused", async () => {
    await put("/single", "1");

    expect(await faultOf(get("/single:7"))).toEqual({
      code: "ParameterVersionNotFound",
      status: 400,
      message: "Systems Manager could not find version 7 of /single. Verify the version and try again.",
    });
    expect((await faultOf(get("/nowhere:7"))).code).toBe("ParameterNotFound");
  });

  it("are kept up to a hundred", async () => {
    for (let count = 1; count <= 102; count += 1) await put("/many", String(count), { Overwrite: true });

    expect((await faultOf(get("/many:2"))).code).toBe("ParameterVersionNotFound");
    expect((await get("/many:3"))?.Value).toBe("3");
    expect((await get("/many"))?.Version).toBe(102);
    const pages: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new GetParameterHistoryCommand({ Name: "/many", MaxResults: 40, NextToken }));
      pages.push(page.Parameters?.length ?? 0);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(pages).toEqual([40, 40, 20]);
  });
});

describe("several parameters at once", () => {
  it("are found, or named as invalid", async () => {
    await put("/several/a", "1");

    const { Parameters, InvalidParameters } = await client.send(
      new GetParametersCommand({ Names: ["/several/a", "/several/b", "/several/a:9"] }),
    );
    expect(Parameters?.map(({ Name }) => Name)).toEqual(["/several/a"]);
    expect(InvalidParameters).toEqual(["/several/b", "/several/a:9"]);
  });

  it("are deleted, or named as invalid", async () => {
    await put("/gone/a", "1");

    const { DeletedParameters, InvalidParameters } = await client.send(
      new DeleteParametersCommand({ Names: ["/gone/a", "/gone/b"] }),
    );
    expect([DeletedParameters, InvalidParameters]).toEqual([["/gone/a"], ["/gone/b"]]);
    expect((await faultOf(client.send(new DeleteParameterCommand({ Name: "/gone/a" })))).code).toBe(
      "ParameterNotFound",
    );
    expect((await put("/gone/a", "again")).Version).toBe(1);
  });

  it("are ten at most", async () => {
    const Names = Array.from({ length: 11 }, (_, index) => `/n${index}`);

    // Form: facts/aws-errors.tsv has it for other services; limit of the API model.
    expect(await faultOf(client.send(new GetParametersCommand({ Names })))).toEqual({
      code: "ValidationException",
      status: 400,
      message: `1 validation error detected: Value '[${Names.join(", ")}]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 10`,
    });
  });
});

const NAME_RULE =
  'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';

describe("what is refused", () => {
  it.each<[string, Partial<PutParameterCommandInput>, string, string | RegExp]>([
    // aws/aws-sdk-php issue 1952, boto/boto3 issue 1499.
    ["an address in a name", { Name: "/x/support@gmail.com" }, "ValidationException", NAME_RULE],
    ["blanks in a name", { Name: "Dev MySQL DB" }, "ValidationException", NAME_RULE],
    ["an empty part of a path", { Name: "/a//b" }, "ValidationException", NAME_RULE],
    ["AWS's own prefix", { Name: "/SSM/x" }, "ValidationException", NAME_RULE],
    // Terraform's error for "db/endpoint/parameter".
    [
      "a path without a slash in front",
      { Name: "a/b" },
      "ValidationException",
      "Parameter name must be a fully qualified name",
    ],
    // A recorded answer for /awssec/lab01/vpc_id.
    [
      "a reserved path",
      { Name: "/awssec/lab01/vpc_id" },
      "AccessDeniedException",
      "No access to reserved parameter name: awssec/lab01/vpc_id.",
    ],
    ["a reserved name", { Name: "Aws-thing" }, "ValidationException", /^Parameter name: can't be prefixed with "aws"/],
    // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
    ["sixteen levels", { Name: "/a".repeat(16) }, "HierarchyLevelLimitExceededException", /maximum of 15 levels/],
    // moto, tests/test_ssm/test_ssm_boto3.py.
    [
      "no type",
      { Type: undefined },
      "ValidationException",
      "A parameter type is required when you create a parameter.",
    ],
    [
      "an unknown type",
      { Type: "Number" as "String" },
      "ValidationException",
      "1 validation error detected: Value 'Number' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [SecureString, StringList, String]",
    ],
    [
      "an unknown data type",
      { DataType: "not_text" },
      "ValidationException",
      "The following data type is not supported: not_text (Data type names are all lowercase.)",
    ],
    ["an empty value", { Value: "" }, "ValidationException", /^1 validation error detected: Value at 'value' failed/],
    [
      "a large value",
      { Value: "x".repeat(4097) },
      "ValidationException",
      /^Standard tier parameters support a maximum parameter value of 4096 characters\. /,
    ],
    ["a larger value", { Value: "x".repeat(8193), Tier: "Intelligent-Tiering" }, "ValidationException", /8192/],
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
    [
      "a value outside its pattern",
      { Value: "12345", AllowedPattern: "\\d{1,4}" },
      "ParameterPatternMismatchException",
      "Parameter value, cannot be validated against allowedPattern: \\d{1,4}",
    ],
    ["no pattern", { AllowedPattern: "(" }, "InvalidAllowedPatternException", /regular expression/],
    [
      "tags with overwrite",
      { Overwrite: true, Tags: [{ Key: "a", Value: "1" }] },
      "ValidationException",
      /^Invalid request: tags and overwrite can't be used together\./,
    ],
    ["a key for plain text", { KeyId: "alias/mine" }, "ValidationException", /KeyId/],
    ["policies", { Policies: "[]", Tier: "Advanced" }, "NotImplemented", /policies/],
  ])("%s", async (_what, input, code, message) => {
    const fault = await faultOf(put("/refused", "1", input));

    expect(fault).toMatchObject({
      code,
      message: typeof message === "string" ? message : expect.stringMatching(message),
    });
  });

  // Source: localstack, tests/aws/services/ssm/test_ssm.py, test_hierarchical_parameter (validated against AWS).
  it.each(["/a//b//c", "a/b/c", "{test}-test", "a:b:c"])("reading %s", async (name) => {
    const fault = { code: "ValidationException", message: NAME_RULE };
    expect(await faultOf(get(name))).toMatchObject(fault);
    expect(await faultOf(client.send(new GetParametersCommand({ Names: [name] })))).toMatchObject(fault);
  });

  it("a second parameter of a name", async () => {
    await put("/twice", "1");

    // Sentence of AWS's command line guide.
    expect(await faultOf(put("/twice", "2"))).toEqual({
      code: "ParameterAlreadyExists",
      status: 400,
      message:
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    });
  });

  it("another type for a parameter, and a lower tier", async () => {
    await put("/typed", "1", { Tier: "Advanced" });

    expect((await faultOf(put("/typed", "2", { Type: "StringList", Overwrite: true }))).code).toBe(
      "HierarchyTypeMismatchException",
    );
    expect((await faultOf(put("/typed", "2", { Tier: "Standard", Overwrite: true }))).message).toMatch(
      /^This parameter uses the advanced-parameter tier\. You can't downgrade/,
    );
    expect(await put("/typed", "2", { Overwrite: true })).toMatchObject({ Version: 2, Tier: "Advanced" });
  });

  // Recorded: localstack, ssm/resource_providers/test_parameter.snapshot.json has the code and nothing more.
  it("a parameter that is not there, without a word", async () => {
    const response = await fetch(box.emulator.url, {
      method: "POST",
      headers: { "x-amz-target": "AmazonSSM.GetParameter", "content-type": "application/x-amz-json-1.1" },
      body: '{"Name":"/nowhere"}',
    });

    expect([response.status, response.headers.get("x-amzn-errortype"), await response.text()]).toEqual([
      400,
      "ParameterNotFound",
      '{"__type":"ParameterNotFound"}',
    ]);
  });
});
