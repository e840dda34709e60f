import * as cloudformation from "@aws-sdk/client-cloudformation";
import * as iam from "@aws-sdk/client-iam";
import { AwsFault } from "../../../src/emulator";
import { awsQuery } from "../../../src/emulator/protocol/aws-query";
import { defineService } from "../../../src/emulator/service";
import type { WireRequest } from "../../../src/emulator/wire";

const shared = { protocol: awsQuery, operations: [], constraints: {}, wording: "with-value" } as const;
const IAM = defineService({ ...shared, name: "iam", version: "v", namespace: "ns", client: iam });
const CFN = defineService({ ...shared, name: "cloudformation", version: "v", namespace: "ns", client: cloudformation });

function request(body: string, query = ""): WireRequest {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", path: "/", query, headers, body: Buffer.from(body) };
}

// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
describe("decoding", () => {
  it.each<[string, typeof IAM, string, string, object]>([
    ["a text", IAM, "GetRole", "RoleName=a%20b%2Bc+d", { RoleName: "a b+c d" }],
    ["an empty text", IAM, "GetRole", "RoleName=", { RoleName: "" }],
    ["a number", IAM, "ListRoles", "MaxItems=5", { MaxItems: 5 }],
    ["a boolean", IAM, "CreatePolicyVersion", "SetAsDefault=true", { SetAsDefault: true }],
    [
      "a list of structures",
      IAM,
      "TagRole",
      "Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Key=b",
      { Tags: [{ Key: "a", Value: "1" }, { Key: "b" }] },
    ],
    [
      "a list out of order and with gaps",
      IAM,
      "UntagRole",
      "TagKeys.member.10=b&TagKeys.member.2=a",
      { TagKeys: ["a", "b"] },
    ],
    ["a bare list", CFN, "CreateStack", "Capabilities=", { Capabilities: [] }],
    [
      "a list inside a structure",
      CFN,
      "CreateStack",
      "RollbackConfiguration.RollbackTriggers.member.1.Arn=x",
      { RollbackConfiguration: { RollbackTriggers: [{ Arn: "x" }] } },
    ],
    ["a blob", IAM, "CreateVirtualMFADevice", "VirtualMFADeviceName=x", { VirtualMFADeviceName: "x" }],
    ["nothing that the model does not have", IAM, "GetRole", "Nonsense=1&RoleName=a&RoleName.x=2", { RoleName: "a" }],
  ])("reads %s", (_what, service, operation, body, input) => {
    expect(awsQuery.decode(request(body), service, operation)).toEqual(input);
  });

  it("reads the query string as well as the body", () => {
    expect(awsQuery.decode(request("RoleName=a", "Marker=b"), IAM, "ListRolePolicies")).toEqual({
      RoleName: "a",
      Marker: "b",
    });
  });

  it.each([
    ["MaxItems", "ten"],
    ["MaxItems", ""],
    ["MaxItems", "1e9"],
  ])("refuses %s=%s", (name, value) => {
    expect(() => awsQuery.decode(request(`${name}=${value}`), IAM, "ListRoles")).toThrow(AwsFault);
  });
});

describe("encoding", () => {
  it("wraps the result, keeps the model's order, escapes, and says times to the second", () => {
    const output = {
      Role: {
        CreateDate: new Date("2026-11-21T22:01:00Z"),
        RoleName: 'a&<b>"',
        Path: "/",
        MaxSessionDuration: 3600,
        Tags: [{ Key: "k", Value: "line\r\n" }],
        Description: undefined,
      },
    };

    expect(awsQuery.encode(output, IAM, "GetRole", "id-1")).toEqual({
      status: 200,
      headers: { "content-type": "text/xml" },
      body:
        '<GetRoleResponse xmlns="ns"><GetRoleResult><Role><Path>/</Path><RoleName>a&amp;&lt;b&gt;&quot;</RoleName>' +
        "<CreateDate>2026-11-21T22:01:00Z</CreateDate><MaxSessionDuration>3600</MaxSessionDuration>" +
        "<Tags><member><Key>k</Key><Value>line&#13;\n</Value></member></Tags></Role></GetRoleResult>" +
        "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></GetRoleResponse>",
    });
  });

  it("leaves the result out where the operation has none", () => {
    expect(awsQuery.encode(undefined, IAM, "DeleteRole", "id").body).toBe(
      '<DeleteRoleResponse xmlns="ns"><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></DeleteRoleResponse>',
    );
  });

  it("writes maps as entries", () => {
    const { body } = awsQuery.encode({ SummaryMap: { Users: 1 } }, IAM, "GetAccountSummary", "id");

    expect(body).toContain("<SummaryMap><entry><key>Users</key><value>1</value></entry></SummaryMap>");
  });

  it("writes an empty list as an empty element", () => {
    expect(awsQuery.encode({ Roles: [], IsTruncated: false }, IAM, "ListRoles", "id").body).toContain(
      "<ListRolesResult><Roles/><IsTruncated>false</IsTruncated></ListRolesResult>",
    );
  });

  // Statuses: the models of the services (awsQueryError, httpError).
  it.each([
    ["NoSuchEntity", 404, "Sender"],
    ["EntityAlreadyExists", 409, "Sender"],
    ["MalformedPolicyDocument", 400, "Sender"],
    ["ServiceFailure", 500, "Receiver"],
    ["NotInTheModel", 400, "Sender"],
  ])("gives the fault %s the status of the model", (code, status, type) => {
    const response = awsQuery.encodeFault(new AwsFault(code, "a <b>"), IAM, request(""), "id");

    expect(response.status).toBe(status);
    expect(response.body).toBe(
      `<ErrorResponse xmlns="ns"><Error><Type>${type}</Type><Code>${code}</Code><Message>a &lt;b&gt;</Message></Error><RequestId>id</RequestId></ErrorResponse>`,
    );
  });
});

describe("defining a service", () => {
  it("refuses an operation that AWS's model does not have", () => {
    const operations = [{ name: "MakeCoffee", run: () => undefined }];

    expect(() => defineService({ ...IAM, operations })).toThrow("iam has no operation MakeCoffee in AWS's model");
  });

  it("refuses an operation that stands there twice", () => {
    const getRole = { name: "GetRole", run: () => undefined };

    expect(() => defineService({ ...IAM, operations: [getRole, getRole] })).toThrow("iam lists GetRole twice");
  });
});
