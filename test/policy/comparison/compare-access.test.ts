import * as fc from "fast-check";
import { compareAccess, decideProbe, listProbes } from "../../../src/policy";
import type { PolicySource } from "../../../src/policy";
import { HERE, THERE, policy, user } from "../builders";

const allow = (resource: string, ...actions: string[]): object => ({
  Effect: "Allow",
  Action: actions,
  Resource: resource,
});
const deny = (resource: string, ...actions: string[]): object => ({ ...allow(resource, ...actions), Effect: "Deny" });

/** What differs between two policies, by the requests that both are about. */
function differences(before: PolicySource, after: PolicySource): string[] {
  const { probes } = listProbes([before, after]);
  return compareAccess({ identity: [before] }, { identity: [after] }, user("alice"), probes).map(
    ({ probe, before: was, after: is }) => `${probe.action} ${probe.resource}: ${was.effect} → ${is.effect}`,
  );
}

const QUEUE = `arn:aws:sqs:us-east-1:${HERE}:queue`;

describe("two sets of policies", () => {
  it("that say the same otherwise do not differ", () => {
    const one = policy(allow(QUEUE, "sqs:SendMessage", "sqs:ReceiveMessage"));
    const other = policy(allow(QUEUE, "sqs:ReceiveMessage"), allow(QUEUE, "SQS:sendmessage"));

    expect(differences(one, other)).toEqual([]);
  });

  it.each([
    [
      "an action is gone",
      policy(allow(QUEUE, "sqs:SendMessage", "sqs:ReceiveMessage")),
      policy(allow(QUEUE, "sqs:SendMessage")),
      [`sqs:ReceiveMessage ${QUEUE}: allowed → implicitDeny`],
    ],
    [
      "a resource is wider",
      policy(allow(QUEUE, "sqs:SendMessage")),
      policy(allow(`${QUEUE}*`, "sqs:SendMessage")),
      [`sqs:SendMessage ${QUEUE}xiamprobe: implicitDeny → allowed`],
    ],
    [
      "a denial is there",
      policy(allow("*", "sqs:SendMessage")),
      policy(allow("*", "sqs:SendMessage"), deny(QUEUE, "sqs:SendMessage")),
      [`sqs:SendMessage ${QUEUE}: allowed → explicitDeny`],
    ],
    [
      "a denial is gone that nothing allowed against",
      policy(deny(QUEUE, "sqs:SendMessage")),
      policy(deny(`${QUEUE}-2`, "sqs:SendMessage")),
      [],
    ],
  ])("differ where %s", (_, before, after, expected) => {
    expect(differences(before, after)).toEqual(expected);
  });
});

describe("a request of a probe", () => {
  const decided = (resource: string): readonly [string, boolean] => {
    const source = policy(allow(resource, "sqs:SendMessage"));
    const [probe] = listProbes([source]).probes;
    if (probe === undefined) throw new Error("no probe");
    const { effect, crossAccount } = decideProbe(probe, { identity: [source] }, user("alice"));
    return [effect, crossAccount];
  };

  it("is one of the principal's account where the resource leaves the account open", () => {
    expect(decided("arn:aws:sqs:us-east-1:*:queue")).toEqual(["allowed", false]);
  });

  it("is one of the account that the resource names", () => {
    expect(decided(`arn:aws:sqs:us-east-1:${THERE}:queue`)).toEqual(["implicitDeny", true]);
  });
});

describe("for all policies", () => {
  const statement = fc.record({
    Effect: fc.constantFrom("Allow", "Deny"),
    Action: fc.constantFrom("*", "sqs:*", "sqs:SendMessage", "s3:Get*"),
    Resource: fc.constantFrom("*", QUEUE, `${QUEUE}-????`, "arn:aws:s3:::bucket/*"),
  });
  const statements = fc.array(statement, { minLength: 1, maxLength: 5 });

  it("nothing differs from itself, in whatever order its statements stand", () => {
    fc.assert(
      fc.property(statements, (made) => {
        expect(differences(policy(...made), policy(...[...made].reverse()))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("a denial of everything is seen wherever something was allowed", () => {
    fc.assert(
      fc.property(statements, (made) => {
        const before = policy(...made);
        const after = policy(...made, { Effect: "Deny", Action: "*", Resource: "*" });
        const allowed = listProbes([before]).probes.some(
          (probe) => decideProbe(probe, { identity: [before] }, user("alice")).effect === "allowed",
        );
        expect(differences(before, after).length > 0).toBe(allowed);
      }),
      { numRuns: 200 },
    );
  });
});
