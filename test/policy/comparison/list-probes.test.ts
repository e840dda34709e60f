import * as fc from "fast-check";
import { listProbes } from "../../../src/policy";
import type { PolicySource } from "../../../src/policy";
import { policy, policyOf } from "../builders";

const requests = (...sources: readonly PolicySource[]): string[] =>
  listProbes(sources).probes.map(({ action, resource }) => `${action} ${resource}`);

describe("the requests that statements are about", () => {
  it("are every action on every resource that it can be about", () => {
    const source = policy({
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:ListBucket"],
      Resource: ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"],
    });

    expect(requests(source)).toEqual([
      "s3:ListBucket arn:aws:s3:::bucket",
      "s3:GetObject arn:aws:s3:::bucket/xiamprobe",
    ]);
  });

  it("are about any resource where the statement names all, or the action is not known", () => {
    expect(requests(policy({ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }))).toEqual([
      "s3:ListAllMyBuckets *",
    ]);
    expect(requests(policy({ Effect: "Allow", Action: "made:Up", Resource: "arn:aws:made:::up" }))).toEqual([
      "made:Up arn:aws:made:::up",
    ]);
  });

  it("are about one resource that NotResource leaves", () => {
    const [probe] = listProbes([
      policy({ Effect: "Deny", Action: "made:Up", NotResource: "arn:aws:made:::up" }),
    ]).probes;

    expect(probe).toMatchObject({ resource: "arn:aws:xiamprobe:::probe", resourcePattern: undefined });
  });

  it("are none where NotResource leaves nothing, and nothing is left out thereby", () => {
    const source = policy({ Effect: "Allow", Action: "s3:*", NotResource: "*" });

    expect(listProbes([source])).toEqual({ probes: [], unprobed: [] });
  });

  it("know where they come from", () => {
    const source = policy(
      { Effect: "Deny", Action: "made:Up", Resource: "arn:aws:made:::a*" },
      { Sid: "Two", Effect: "Allow", Action: "made:Up", Resource: "arn:aws:made:::b?" },
    );

    expect(
      listProbes([source]).probes.map((probe) => [
        probe.source === source,
        probe.statement.index,
        probe.statement.sid,
        probe.resourcePattern,
      ]),
    ).toEqual([
      [true, 0, undefined, "arn:aws:made:::a*"],
      [true, 1, "Two", "arn:aws:made:::b?"],
    ]);
  });

  it("give variables a value in the newer version only", () => {
    const statement = { Effect: "Allow", Action: "made:Up", Resource: "arn:aws:made:::${aws:username}" };

    expect(requests(policyOf({ Version: "2012-10-17", Statement: statement }))).toEqual([
      "made:Up arn:aws:made:::xiamprobe",
    ]);
    expect(requests(policyOf({ Version: "2008-10-17", Statement: statement }))).toEqual([
      "made:Up arn:aws:made:::${aws:username}",
    ]);
  });

  it("have what all requests have, unless a condition asks for something else", () => {
    const source = policy({
      Effect: "Allow",
      Action: "made:Up",
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
    });

    const [probe] = listProbes([source], { "aws:RequestedRegion": "us-east-1", "aws:ResourceAccount": "1" }).probes;

    expect(probe?.context.valuesOf("aws:requestedregion")).toEqual(["eu-west-1"]);
    expect(probe?.context.valuesOf("aws:resourceaccount")).toEqual(["1"]);
  });
});

const SERVICES = ["sqs", "sts", "s3", "made"];
const action = fc.oneof(
  fc.constantFrom("*", "sqs:Send*", "sts:*", "s3:Get?bject", "s3:GetObject", "made:Up"),
  fc.tuple(fc.constantFrom(...SERVICES), fc.stringMatching(/^[A-Za-z*?]{1,6}$/)).map((parts) => parts.join(":")),
);
const resource = fc.oneof(
  fc.constantFrom("*", "arn:aws:s3:::bucket/*", "arn:aws:s3:::${aws:username}/*", "arn:aws:sqs:*:111122223333:q-????"),
  fc.stringMatching(/^arn:aws:s3:::[a-z*?]{3,8}(\/[a-z*?]{0,4})?$/),
);
const condition = fc.constantFrom(
  undefined,
  { StringLike: { "aws:username": "a*" } },
  { Bool: { "aws:SecureTransport": "true" }, NumericLessThan: { "s3:max-keys": ["3", "4"] } },
  { Null: { "aws:TokenIssueTime": "true" } },
);
const some = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: 3 });
const statement = fc
  .record({
    effect: fc.constantFrom("Allow", "Deny"),
    actions: some(action),
    notAction: fc.boolean(),
    resources: some(resource),
    notResource: fc.boolean(),
    Condition: condition,
  })
  .map(({ effect, actions, notAction, resources, notResource, Condition }) => ({
    Effect: effect,
    [notAction ? "NotAction" : "Action"]: actions,
    [notResource ? "NotResource" : "Resource"]: resources,
    ...(Condition !== undefined && { Condition }),
  }));

describe("for all policies", () => {
  it("every request is one that its own statement applies to", () => {
    fc.assert(
      fc.property(some(statement), (statements) => {
        for (const probe of listProbes([policy(...statements)]).probes) {
          const { statement: own, context } = probe;
          expect([
            own.coversAction(probe.action.toLowerCase(), context),
            own.coversResource(probe.resource, context),
            own.conditionsHold(context),
          ]).toEqual([true, true, true]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
