import { formatPath, UserError } from "../../src/base";
import { compilePolicy, parsePolicy } from "../../src/policy";

const STATEMENT = { Effect: "Allow", Action: "s3:*", Resource: "*" };

function faultsOf(document: unknown): readonly (readonly [string, string])[] {
  return parsePolicy(JSON.stringify(document)).diagnostics.map(
    ({ code, at }) => [code, formatPath(at?.path ?? [])] as const,
  );
}

describe("compiling a policy", () => {
  it("gives the statements with their ids, effects and paths", () => {
    const policy = compilePolicy(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { ...STATEMENT, Sid: "One" },
          { ...STATEMENT, Effect: "Deny" },
        ],
      }),
    );
    expect(policy.version).toBe("2012-10-17");
    expect(policy.statements.map(({ sid, effect, index, path }) => [sid, effect, index, formatPath(path)])).toEqual([
      ["One", "Allow", 0, "Statement[0]"],
      [undefined, "Deny", 1, "Statement[1]"],
    ]);
  });

  it("takes a document without a version for the older one", () => {
    expect(compilePolicy(JSON.stringify({ Statement: STATEMENT })).version).toBe("2008-10-17");
  });

  it("lists the condition keys of conditions and of variables", () => {
    const { contextKeys } = compilePolicy(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: {
          ...STATEMENT,
          Resource: "arn:aws:s3:::${aws:PrincipalTag/Team}/${$}${aws:username, 'x'}",
          Condition: { StringLike: { "s3:prefix": "${AWS:UserName}/*" }, Bool: { "aws:SecureTransport": "${no}" } },
        },
      }),
    );
    expect(contextKeys).toEqual([
      { name: "aws:PrincipalTag/Team", lowerCase: "aws:principaltag/team" },
      { name: "aws:username", lowerCase: "aws:username" },
      { name: "s3:prefix", lowerCase: "s3:prefix" },
      { name: "aws:SecureTransport", lowerCase: "aws:securetransport" },
    ]);
  });

  it("happens once for a text", () => {
    const text = JSON.stringify({ Statement: { ...STATEMENT, Sid: "kept" } });
    expect(compilePolicy(text)).toBe(compilePolicy(text));
  });

  it("keeps a bounded number of policies, the last used longest", () => {
    const text = (id: number) => JSON.stringify({ Statement: { ...STATEMENT, Sid: `bound${String(id)}` } });
    const first = compilePolicy(text(0));
    const second = compilePolicy(text(1));
    for (let id = 2; id < 1025; id++) {
      compilePolicy(text(id));
      compilePolicy(text(0));
    }
    expect(compilePolicy(text(0))).toBe(first);
    expect(compilePolicy(text(1))).not.toBe(second);
  });
});

describe("what is no policy", () => {
  it.each<[string, unknown, readonly (readonly [string, string])[]]>([
    [
      "an effect in another case",
      { Statement: [{ ...STATEMENT, Effect: "allow" }] },
      [["effect-case", "Statement[0].Effect"]],
    ],
    ["an unknown effect", { Statement: { ...STATEMENT, Effect: "Maybe" } }, [["policy-syntax", "Statement.Effect"]]],
    [
      "an action that is no text",
      { Statement: [STATEMENT, { ...STATEMENT, Action: [5] }] },
      [["policy-syntax", "Statement[1].Action"]],
    ],
    [
      "an unknown operator",
      { Statement: { ...STATEMENT, Condition: { StringIs: { a: "b" } } } },
      [["policy-syntax", "Statement.Condition.StringIs"]],
    ],
    // reference_policies_elements_condition_operators.html: IfExists goes with every operator but Null.
    [
      "Null with IfExists",
      { Statement: { ...STATEMENT, Condition: { NullIfExists: { a: "true" } } } },
      [["policy-syntax", "Statement.Condition.NullIfExists"]],
    ],
    [
      "a null",
      { Statement: { ...STATEMENT, Condition: { StringEquals: { a: null } } } },
      [["policy-syntax", "Statement.Condition.StringEquals.a"]],
    ],
    ["an unknown element", { Statement: { ...STATEMENT, Actions: "x" } }, [["policy-syntax", "Statement.Actions"]]],
    [
      "both of two alternatives",
      { Statement: { ...STATEMENT, NotAction: "x" } },
      [["policy-syntax", "Statement.NotAction"]],
    ],
    ["no statements", { Version: "2012-10-17" }, [["policy-syntax", "Statement"]]],
    ["an unknown version", { Version: "2020-01-01", Statement: STATEMENT }, [["policy-syntax", "Version"]]],
    [
      "several faults",
      { Id: 5, Statement: [{ ...STATEMENT, Sid: 1 }, "x"] },
      [
        ["policy-syntax", "Id"],
        ["policy-syntax", "Statement[0].Sid"],
        ["policy-syntax", "Statement[1]"],
      ],
    ],
    ["a list", [], [["policy-syntax", ""]]],
    ["a text", "x", [["policy-syntax", ""]]],
  ])("%s is told with its path", (_, document, faults) => {
    expect(faultsOf(document)).toEqual(faults);
  });

  it("that is no JSON is told as such", () => {
    expect(parsePolicy("{").diagnostics).toMatchObject([{ code: "invalid-json", at: { path: [] } }]);
    expect(() => compilePolicy("")).toThrow(/^the policy is no JSON: /);
  });

  it("is thrown as a fault of the user, with its place", () => {
    const text = JSON.stringify({ Statement: [{ ...STATEMENT, Effect: "allow" }] });
    expect(() => compilePolicy(text)).toThrow(UserError);
    expect(() => compilePolicy(text)).toThrow(
      'Statement[0].Effect is "allow"; allowed are "Allow" and "Deny", in this case',
    );
  });

  it("an operator that is unknown but says nothing is taken, as IAM does", () => {
    expect(faultsOf({ Statement: { ...STATEMENT, Condition: { StringIs: {} } } })).toEqual([]);
  });
});
