import { fillParameterStore } from "../../src/deploy";
import { Emulator } from "../../src/emulator";
import { parseTemplate, type Template } from "../../src/template";

let emulator: Emulator;
beforeEach(async () => void (emulator = await Emulator.start()));
afterEach(async () => await emulator.stop());

function template(parameters: Record<string, [type: string, name?: string]>): Template {
  const declarations = Object.entries(parameters).map(([key, [type, name]]) => [
    key,
    { Type: type, ...(name !== undefined && { Default: name }) },
  ]);
  const text = JSON.stringify({ Parameters: Object.fromEntries(declarations) as object, Resources: {} });
  return parseTemplate(text, { file: "app.json" });
}

const value = (type: string): string => `AWS::SSM::Parameter::Value<${type}>`;

async function stored(name: string): Promise<object> {
  const { Parameter } = await emulator.invoke<{ Parameter: object }>("ssm", "GetParameter", { Name: name });
  return Parameter;
}

describe("filling the parameter store", () => {
  it.each<[string, string, string, object]>([
    ["a text", "String", "/app/thing", { Type: "String", Value: "example" }],
    [
      "a text by the end of its name",
      "String",
      "/app/bucket-arn",
      { Type: "String", Value: "arn:aws:s3:::example-bucket" },
    ],
    ["an id of AWS", "AWS::EC2::VPC::Id", "/app/net", { Type: "String", Value: "vpc-0123456789abcdef0" }],
    [
      "a list of ids",
      "List<AWS::EC2::Subnet::Id>",
      "/app/nets",
      { Type: "StringList", Value: "subnet-0123456789abcdef1,subnet-0123456789abcdef2" },
    ],
    ["a list", "CommaDelimitedList", "plain", { Type: "StringList", Value: "example" }],
    ["a version", "String", "/app/thing:3", { Version: 3, Value: "example" }],
  ])("makes %s up", async (_what, type, name, expected) => {
    const filled = await fillParameterStore(emulator, template({ P: [value(type), name] }), new Map());

    expect([...filled.keys()]).toEqual([name.split(":")[0]]);
    expect(await stored(name)).toMatchObject(expected);
  });

  it("keeps what is there", async () => {
    await emulator.invoke("ssm", "PutParameter", { Name: "/app/host", Type: "String", Value: "mine" });

    const filled = await fillParameterStore(emulator, template({ P: [value("String"), "/app/host"] }), new Map());

    expect([...filled]).toEqual([]);
    expect(await stored("/app/host")).toMatchObject({ Value: "mine", Version: 1 });
  });

  it("goes by the values that the stack will get, then by the defaults", async () => {
    const both = template({
      P: [value("String"), "/default/p"],
      Q: [value("String"), "/default/q"],
      R: [value("String")],
    });

    const filled = await fillParameterStore(emulator, both, new Map([["P", "/given/p"]]));

    expect([...filled.keys()]).toEqual(["/given/p", "/default/q"]);
  });

  it.each([
    ["reserved by AWS", "/aws/service/thing"],
    ["no name", "not a name"],
    ["an ARN", "arn:aws:ssm:us-east-1:210987654321:parameter/shared"],
    ["a label", "/app/thing:latest"],
    ["a version of more than there can be", "/app/thing:101"],
  ])("leaves alone what is %s", async (_what, name) => {
    expect([...(await fillParameterStore(emulator, template({ P: [value("String"), name] }), new Map()))]).toEqual([]);
  });

  it("leaves AWS's images to AWS, and other types alone", async () => {
    const none = template({
      Image: [value("AWS::EC2::Image::Id"), "/aws/service/ami-amazon-linux-latest/x"],
      Name: ["AWS::SSM::Parameter::Name", "/app/name"],
      Text: ["String", "/app/text"],
    });

    expect([...(await fillParameterStore(emulator, none, new Map()))]).toEqual([]);
  });

  it("is for the account and region of the stack", async () => {
    const place = { account: "210987654321", region: "eu-west-1" };
    await fillParameterStore(emulator, template({ P: [value("String"), "/app/there"] }), new Map(), place);

    await expect(stored("/app/there")).rejects.toMatchObject({ code: "ParameterNotFound" });
    expect([
      ...(await fillParameterStore(emulator, template({ P: [value("String"), "/app/there"] }), new Map(), place)),
    ]).toEqual([]);
  });
});
