import * as fc from "fast-check";
import { compilePolicy, decide, RequestContext } from "../../../src/policy";
import type { AccessRequest, ApplicablePolicies, PolicySource } from "../../../src/policy";
import { ALLOW_ALL, HERE, policy, root, service, session, THERE, user } from "../builders";

const actions = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage"];
const resources = ["arn:aws:s3:::bucket/a", "arn:aws:s3:::other/b", `arn:aws:sqs:us-east-1:${HERE}:queue`];

const principal = fc.constantFrom(
  user("alice"),
  user("bob", THERE),
  session("app"),
  session("app", "s2", THERE),
  root(),
  service("sns.amazonaws.com"),
  { kind: "anonymous" } as const,
);
const condition = fc.constantFrom(
  undefined,
  { StringEquals: { "aws:username": "alice" } },
  { StringNotEquals: { "aws:username": "alice" } },
  { "ForAllValues:StringLike": { "aws:TagKeys": "a*" } },
  { Null: { "aws:TokenIssueTime": "true" } },
);
const statement = fc.record({
  Effect: fc.constantFrom("Allow", "Deny"),
  Action: fc.constantFrom("*", "s3:*", "s3:Get*", "sqs:SendMessage"),
  Resource: fc.constantFrom("*", "arn:aws:s3:::bucket/*", "arn:aws:s3:::${aws:username}/*", resources[2]),
  Condition: condition,
});
const named = fc
  .tuple(statement, fc.constantFrom("*", HERE, THERE, user("alice").arn, session("app").roleArn, session("app").arn))
  .map(([made, aws]) => ({ ...made, Principal: { AWS: aws } }));

const sourceOf = (statements: readonly object[]): PolicySource => policy(...statements, NOTHING);
/** A policy needs a statement. */
const NOTHING = { Effect: "Allow", Principal: { AWS: HERE }, Action: "none:None", Resource: "*" };
const source = fc.array(statement, { maxLength: 4 }).map(sourceOf);
const list = fc.array(source, { maxLength: 2 });

const policies: fc.Arbitrary<ApplicablePolicies> = fc.record(
  {
    identity: list,
    boundary: list,
    session: list,
    resource: fc.array(fc.array(named, { maxLength: 3 }).map(sourceOf), { maxLength: 2 }),
    scps: fc.array(list, { maxLength: 2 }),
    resourceMustAllow: fc.boolean(),
  },
  { requiredKeys: [] },
);
const request: fc.Arbitrary<AccessRequest> = fc.record({
  principal,
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
  resourceAccount: fc.constant(HERE),
  context: fc.constantFrom({}, { "aws:username": "alice" }, { "AWS:USERNAME": "bucket", "aws:TagKeys": ["a", "b"] }),
});

const effect = (asked: AccessRequest, given: ApplicablePolicies) => decide(asked, given).effect;
const rank = { explicitDeny: 0, implicitDeny: 0, allowed: 1 };

describe("for all requests and policies", () => {
  it("another Deny allows nothing more", () => {
    const layer = fc.constantFrom("identity" as const, "boundary" as const, "session" as const);
    fc.assert(
      fc.property(request, policies, layer, statement, (asked, given, name, made) => {
        const denied = { ...given, [name]: [...(given[name] ?? []), policy({ ...made, Effect: "Deny" })] };
        expect(rank[effect(asked, denied)]).toBeLessThanOrEqual(rank[effect(asked, given)]);
      }),
      { numRuns: 1000 },
    );
  });

  it("a deny that applies wins, whatever allows", () => {
    const denial = policy({ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" });
    fc.assert(
      fc.property(request, policies, (asked, given) => {
        expect(effect(asked, { ...given, resource: [...(given.resource ?? []), denial] })).toBe("explicitDeny");
      }),
    );
  });

  it.each(["boundary", "session"] as const)("a %s grants nothing", (layer) => {
    fc.assert(
      fc.property(request, policies, list, (asked, given, limits) => {
        const { [layer]: _, ...without } = given;
        const limited = effect(asked, { ...without, [layer]: limits });
        expect(rank[limited]).toBeLessThanOrEqual(rank[effect(asked, without)]);
      }),
      { numRuns: 1000 },
    );
  });

  it("service control policies grant nothing", () => {
    fc.assert(
      fc.property(request, policies, (asked, given) => {
        const { scps: _, ...without } = given;
        expect(rank[effect(asked, given)]).toBeLessThanOrEqual(rank[effect(asked, without)]);
      }),
      { numRuns: 1000 },
    );
  });

  it("the order of statements and of policies says nothing", () => {
    fc.assert(
      fc.property(request, fc.array(statement, { minLength: 1, maxLength: 6 }), (asked, statements) => {
        const forth = effect(asked, { identity: [policy(...statements)] });
        const back = effect(asked, { identity: [policy(...[...statements].reverse())] });
        const apart = effect(asked, { identity: [...statements].reverse().map((made) => policy(made)) });
        expect([back, apart]).toEqual([forth, forth]);
      }),
      { numRuns: 1000 },
    );
  });

  it("an allow has its reasons, a deny its layer", () => {
    fc.assert(
      fc.property(request, policies, (asked, given) => {
        const decision = decide(asked, given);
        expect(decision.stoppedBy === undefined).toBe(decision.effect === "allowed");
        const effects = decision.because.map(({ statement: decided }) => decided.effect);
        if (decision.effect === "explicitDeny") expect(new Set(effects)).toEqual(new Set(["Deny"]));
        if (decision.effect === "implicitDeny") expect(effects).toEqual([]);
        if (decision.effect === "allowed") {
          expect(effects.every((one) => one === "Allow")).toBe(true);
          if (asked.principal.kind !== "root") expect(effects).not.toHaveLength(0);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("a context made ready and one that is not say the same", () => {
    fc.assert(
      fc.property(request, policies, (asked, given) => {
        const { context = {} } = asked;
        if (context instanceof RequestContext) return;
        expect(effect({ ...asked, context: new RequestContext(context) }, given)).toBe(effect(asked, given));
      }),
    );
  });

  it("across accounts nobody gets in whom the resource does not name", () => {
    fc.assert(
      fc.property(request, list, (asked, identity) => {
        const stranger = { ...asked, principal: user("bob", THERE), resourceAccount: HERE };
        expect(effect(stranger, { identity: [...identity, ALLOW_ALL] })).not.toBe("allowed");
      }),
    );
  });
});

describe("compiling", () => {
  it("takes any text: a policy, or a fault of the user", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        let outcome: unknown;
        try {
          outcome = compilePolicy(text).statements.length;
        } catch (error) {
          outcome = (error as Error).name;
        }
        expect(typeof outcome === "number" || outcome === "UserError").toBe(true);
      }),
    );
  });
});
