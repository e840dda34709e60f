import * as client from "@aws-sdk/client-sts";
import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse, GetCallerIdentityResponse } from "@aws-sdk/client-sts";
import { defineOperation } from "../../src/emulator/operation";
import type { OperationTable } from "../../src/emulator/operation-table";
import { awsQuery } from "../../src/emulator/protocol/aws-query";
import { defineService } from "../../src/emulator/service";
import type { ServiceDefinition } from "../../src/emulator/service";

const getCallerIdentity = defineOperation<object, GetCallerIdentityResponse>({
  name: "GetCallerIdentity",
  run: () => ({ Account: "123456789012" }),
});
const getAccessKeyInfo = defineOperation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse>({
  name: "GetAccessKeyInfo",
  run: ({ AccessKeyId }) => ({ Account: AccessKeyId ?? "" }),
});

/** What of STS is of no interest here. */
type Others =
  | "AssumeRole"
  | "AssumeRoleWithSAML"
  | "AssumeRoleWithWebIdentity"
  | "AssumeRoot"
  | "DecodeAuthorizationMessage"
  | "GetDelegatedAccessToken"
  | "GetFederationToken"
  | "GetSessionToken"
  | "GetWebIdentityToken";

function define(operations: ServiceDefinition["operations"]): ReturnType<typeof defineService> {
  return defineService({
    name: "sts",
    version: "2011-06-15",
    namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    protocol: awsQuery,
    client,
    operations,
    constraints: {},
    wording: "with-value",
  });
}

describe("the table of operations", () => {
  // `npm run types` checks the lines that must not compile: one that did would be an unused directive.
  test("compiles where each operation is there or pending, and not otherwise", () => {
    const whole: OperationTable<typeof client, Others> = {
      GetCallerIdentity: getCallerIdentity,
      GetAccessKeyInfo: getAccessKeyInfo,
    };
    // @ts-expect-error GetAccessKeyInfo is neither there nor pending
    const missing: OperationTable<typeof client, Others> = { GetCallerIdentity: getCallerIdentity };
    const both: OperationTable<typeof client, Others | "GetAccessKeyInfo"> = {
      GetCallerIdentity: getCallerIdentity,
      // @ts-expect-error pending and there
      GetAccessKeyInfo: getAccessKeyInfo,
    };
    const orphan: OperationTable<typeof client, Others> = {
      ...whole,
      // @ts-expect-error STS has no such operation
      GetCoffee: getCallerIdentity,
    };
    // @ts-expect-error a name that STS does not have cannot be pending
    type Unknown = OperationTable<typeof client, Others | "GetCoffee">;
    const otherInput: OperationTable<typeof client, Others> = {
      ...whole,
      // @ts-expect-error reads an input that GetCallerIdentity does not have
      GetCallerIdentity: defineOperation<{ Coffee: string }, GetCallerIdentityResponse>({
        name: "GetCallerIdentity",
        run: () => ({}),
      }),
    };
    const otherOutput: OperationTable<typeof client, Others> = {
      ...whole,
      // @ts-expect-error answers a number where AWS answers a text
      GetAccessKeyInfo: defineOperation<GetAccessKeyInfoRequest, { Account: number }>({
        name: "GetAccessKeyInfo",
        run: () => ({ Account: 1 }),
      }),
    };
    const tables: readonly (object | Unknown)[] = [whole, missing, both, orphan, otherInput, otherOutput];
    expect(tables).toHaveLength(6);
  });
});

describe("start-up", () => {
  test("finds the operations of a table by name", () => {
    const service = define({ GetCallerIdentity: getCallerIdentity, GetAccessKeyInfo: getAccessKeyInfo });
    expect(service.findOperation("GetAccessKeyInfo")?.operation).toBe(getAccessKeyInfo);
    expect(service.findOperation("AssumeRole")).toBeUndefined();
  });

  test("refuses an operation that AWS does not have", () => {
    const orphan = defineOperation<object, object>({ name: "GetCoffee", run: () => ({}) });
    expect(() => define({ GetCoffee: orphan })).toThrow("sts has no operation GetCoffee in AWS's model");
  });

  test("refuses an operation under another's name", () => {
    const table = { GetAccessKeyInfo: getCallerIdentity };
    expect(() => define(table)).toThrow("sts lists GetCallerIdentity as GetAccessKeyInfo");
  });

  test("refuses an operation that is listed twice", () => {
    expect(() => define([getCallerIdentity, getCallerIdentity])).toThrow("sts lists GetCallerIdentity twice");
  });
});
