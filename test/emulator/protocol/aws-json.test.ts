import * as client from "@aws-sdk/client-ssm";
import { AwsFault } from "../../../src/emulator";
import { awsJson } from "../../../src/emulator/protocol/aws-json";
import { defineService } from "../../../src/emulator/service";
import type { WireRequest } from "../../../src/emulator/wire";
import { startForTests } from "../support";

const protocol = awsJson("AmazonSSM");
const SSM = defineService({
  name: "ssm",
  version: "v",
  namespace: "ns",
  protocol,
  client,
  operations: [],
  constraints: {},
  wording: "with-value",
});

function request(body: string, target = "AmazonSSM.GetParameter"): WireRequest {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
  return { method: "POST", path: "/", query: "", headers, body: Buffer.from(body) };
}

// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
describe("decoding", () => {
  it.each<[string, string, string, object]>([
    ["a text", "GetParameter", '{"Name":"é\\u0041"}', { Name: "éA" }],
    ["a boolean", "GetParameter", '{"Name":"a","WithDecryption":true}', { Name: "a", WithDecryption: true }],
    ["a number", "GetParametersByPath", '{"MaxResults":5}', { MaxResults: 5 }],
    ["a list", "GetParameters", '{"Names":["a","b"]}', { Names: ["a", "b"] }],
    [
      "a structure in a list",
      "PutParameter",
      '{"Tags":[{"Key":"a","Value":"1"}]}',
      { Tags: [{ Key: "a", Value: "1" }] },
    ],
    [
      "a map",
      "CreateAssociation",
      '{"Parameters":{"__proto__":["a"]}}',
      { Parameters: JSON.parse('{"__proto__":["a"]}') as object },
    ],
    ["a time", "CreateOpsItem", '{"ActualStartTime":1700000000.125}', { ActualStartTime: new Date(1_700_000_000_125) }],
    [
      "bytes",
      "RegisterTaskWithMaintenanceWindow",
      '{"TaskInvocationParameters":{"Lambda":{"Payload":"e30="}}}',
      { TaskInvocationParameters: { Lambda: { Payload: Buffer.from("{}") } } },
    ],
    ["null as absent", "GetParameter", '{"Name":null}', {}],
    [
      "nothing that the model does not have",
      "GetParameter",
      '{"Nonsense":1,"constructor":2,"Name":"a"}',
      { Name: "a" },
    ],
    ["no body", "DescribeParameters", "", {}],
  ])("reads %s", (_what, operation, body, input) => {
    expect(protocol.decode(request(body), SSM, operation)).toEqual(input);
  });

  it.each<[string, string]>([
    ["GetParameter", "{"],
    ["GetParameter", "[]"],
    ["GetParameter", "null"],
    ["GetParameter", '"text"'],
    ["GetParameter", '{"Name":5}'],
    ["GetParameter", '{"Name":["a"]}'],
    ["GetParameter", '{"Name":"a","WithDecryption":"true"}'],
    ["GetParameters", '{"Names":"a"}'],
    ["GetParameters", '{"Names":[null]}'],
    ["PutParameter", '{"Tags":[["Key"]]}'],
    ["GetParametersByPath", '{"MaxResults":"5"}'],
    ["CreateAssociation", '{"Parameters":[]}'],
    ["CreateOpsItem", '{"ActualStartTime":"soon"}'],
    ["GetParameter", "[".repeat(100_000)],
  ])("refuses for %s %#", (operation, body) => {
    const fault = expect.objectContaining({ code: "SerializationException", status: 400 }) as AwsFault;
    expect(() => protocol.decode(request(body), SSM, operation)).toThrow(fault);
  });

  it.each(["AmazonSSM.Nonsense", "AmazonSSM.", "AmazonSSM", "Other.GetParameter", "", "AmazonSSM.constructor"])(
    "knows no operation %j",
    (target) => {
      const fault = expect.objectContaining({ code: "UnknownOperationException", status: 400 }) as AwsFault;
      expect(() => protocol.nameOperation(request("{}", target), SSM)).toThrow(fault);
    },
  );
});

describe("encoding", () => {
  it("writes times as seconds, numbers as numbers, and leaves out what is absent", () => {
    const output = {
      Parameter: { Name: "a", Version: 3, LastModifiedDate: new Date(1_700_000_000_125), ARN: undefined },
    };

    const response = protocol.encode(output, SSM, "GetParameter", "id");

    expect(response).toEqual({
      status: 200,
      headers: { "content-type": "application/x-amz-json-1.1" },
      body: '{"Parameter":{"Name":"a","Version":3,"LastModifiedDate":1700000000.125}}',
    });
  });

  it.each([
    [new AwsFault("ParameterNotFound", ""), 400, '{"__type":"ParameterNotFound"}'],
    [new AwsFault("InternalServerError", "x"), 500, '{"__type":"InternalServerError","message":"x"}'],
    [new AwsFault("NotImplemented", "x", 501), 501, '{"__type":"NotImplemented","message":"x"}'],
  ])("answers %s with its code in header and body", (fault, status, body) => {
    expect(protocol.encodeFault(fault, SSM, request("{}"), "id")).toEqual({
      status,
      headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": fault.code },
      body,
    });
  });
});

describe("an unsigned request", () => {
  const box = startForTests();
  const send = async (target: string) => {
    const headers = { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" };
    const response = await fetch(box.emulator.url, { method: "POST", headers, body: "{}" });
    return { status: response.status, body: (await response.json()) as object };
  };

  it("is its target's", async () => {
    expect(await send("AmazonSSM.DescribeParameters")).toEqual({ status: 200, body: { Parameters: [] } });
    expect(await send("AmazonSSM.DescribeDocument")).toMatchObject({ status: 501, body: { __type: "NotImplemented" } });
  });

  it.each(["DynamoDB_20120810.ListTables", "constructor.x"])("for %s is nobody's", async (target) => {
    expect(await send(target)).toMatchObject({ status: 501, body: { __type: "NotImplemented" } });
  });
});
