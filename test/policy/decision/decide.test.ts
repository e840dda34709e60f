import { compilePolicy, decide, globalContext } from "../../../src/policy";
import type { UserPrincipal } from "../../../src/policy";

const bob: UserPrincipal = {
  kind: "user",
  account: "123456789012",
  partition: "aws",
  arn: "arn:aws:iam::123456789012:user/bob",
  userId: "AIDABOB",
};

const policy = (statement: object) => ({
  id: "p",
  type: "user" as const,
  document: compilePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement })),
});

describe("a decision", () => {
  it("allows what an identity policy allows, and names the statement", () => {
    const identity = [
      policy({ Sid: "Own", Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::b/${aws:username}/*" }),
    ];
    const decision = decide(
      { principal: bob, action: "s3:GetObject", resource: "arn:aws:s3:::b/bob/x", context: globalContext(bob) },
      { identity },
    );
    expect(decision.effect).toBe("allowed");
    expect(decision.because.map(({ statement }) => statement.sid)).toEqual(["Own"]);
  });
});
