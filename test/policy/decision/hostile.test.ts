import { compilePolicy, decide, parsePolicy, RequestContext, validatePolicyDocument } from "../../../src/policy";
import type { PolicySource } from "../../../src/policy";
import { conditionHolds, decideByStatement, policy, policyOf, user } from "../builders";

const alice = user("alice");

describe("hostile documents", () => {
  it("of great depth are refused or taken, never a crash", () => {
    for (const [open, close] of [
      ["[", "]"],
      ['{"a":', "}"],
    ] as const) {
      const deep = open.repeat(100_000) + "1" + close.repeat(100_000);
      for (const text of [deep, `{"Statement":${deep}}`, `{"Statement":{"Effect":"Allow","Condition":${deep}}}`]) {
        // Node parses any depth; what it is, the grammar refuses.
        expect(parsePolicy(text).policy).toBeUndefined();
      }
    }
  });

  it("of a principal of great depth name nobody", () => {
    const deep = `{"AWS":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const text = `{"Statement":{"Effect":"Allow","Principal":${deep},"Action":"sts:AssumeRole"}}`;
    const trust: PolicySource = { id: "deep", type: "resource", document: compilePolicy(text) };
    const request = { principal: alice, action: "sts:AssumeRole", resource: "*" };
    expect(decide(request, { resource: [trust] }).effect).toBe("implicitDeny");
    expect(validatePolicyDocument(text, "trust")[0]?.message).toBe('Invalid principal in policy: "AWS":"[…]"');
  });

  it("of many statements are decided", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      Effect: "Allow",
      Action: `s${String(index)}:*`,
      Resource: "*",
    }));
    const source = policy(...many, { Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::none" });
    const ask = (action: string) => decide({ principal: alice, action, resource: "*" }, { identity: [source] });
    const last = ask("s19999:Get").because[0]?.statement;
    expect(last?.index).toBe(19_999);
    expect(last?.range.start.line).toBe(1);
    expect(ask("none:Get").effect).toBe("implicitDeny");
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "with the key %s name no more than that key",
    (key) => {
      const condition = JSON.parse(`{"StringEquals":{${JSON.stringify(key)}:"x"}}`) as object;
      expect(conditionHolds(condition, {})).toBe(false);
      expect(conditionHolds(condition, JSON.parse(`{${JSON.stringify(key)}:"x"}`) as Record<string, string>)).toBe(
        true,
      );
      expect(decideByStatement({ Resource: `arn:aws:s3:::\${${key}}` }, { resource: "arn:aws:s3:::x" })).toBe(
        "implicitDeny",
      );
    },
  );

  it("with an operator or an element of that name are refused", () => {
    expect(
      parsePolicy('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","__proto__":{"Effect":"Deny"}}}')
        .diagnostics,
    ).toMatchObject([{ at: { path: ["Statement", "__proto__"] } }]);
    expect(
      parsePolicy('{"Statement":{"Effect":"Allow","Condition":{"__proto__":{"a":"b"}}}}').diagnostics,
    ).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ["a principal that is a number", 5],
    ["a principal of odd types", { AWS: [null, 5, { a: 1 }], Nobody: "x", Service: {} }],
    ["an empty principal", {}],
    ["a list", ["*"]],
  ])("with %s name nobody", (_, principal) => {
    const resource = [policyOf({ Statement: { Effect: "Allow", Principal: principal, Action: "*", Resource: "*" } })];
    expect(decide({ principal: alice, action: "s3:GetObject", resource: "*" }, { resource }).effect).toBe(
      "implicitDeny",
    );
  });
});

describe("hostile patterns", () => {
  // A regular expression that goes back would not end on these within a lifetime.
  it("of many stars end soon", () => {
    const pattern = `arn:aws:s3:::${"a*".repeat(2_000)}b`;
    expect(decideByStatement({ Resource: pattern }, { resource: `arn:aws:s3:::${"a".repeat(20_000)}` })).toBe(
      "implicitDeny",
    );
    expect(decideByStatement({ Resource: pattern }, { resource: `arn:aws:s3:::${"a".repeat(20_000)}b` })).toBe(
      "allowed",
    );
  });

  it("of stars and question marks end soon", () => {
    const pattern = `arn:aws:s3:::${"*?a".repeat(500)}b`;
    expect(decideByStatement({ Resource: pattern }, { resource: `arn:aws:s3:::${"a".repeat(5_000)}` })).toBe(
      "implicitDeny",
    );
  });

  it("of a trust policy's actions end soon", () => {
    const action = `sts:${"*?".repeat(30)}x`;
    const text = JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: action } });
    expect(validatePolicyDocument(text, "trust").map(({ code }) => code)).toEqual(["not-an-assume-action"]);
  });

  it("that open a variable many times end soon", () => {
    const pattern = `arn:aws:s3:::${"${".repeat(50_000)}`;
    expect(decideByStatement({ Resource: pattern }, { resource: pattern })).toBe("allowed");
    expect(decideByStatement({ Resource: `${pattern}}` }, { resource: pattern })).toBe("implicitDeny");
  });

  it("in values of conditions end soon", () => {
    const long = "9".repeat(100_000);
    expect(conditionHolds({ NumericEquals: { key: long } }, { key: long })).toBe(false);
    expect(conditionHolds({ DateEquals: { key: "2020" } }, { key: long })).toBe(false);
    expect(conditionHolds({ IpAddress: { key: `${"1:".repeat(50_000)}:/1` } }, { key: "::1" })).toBe(false);
    expect(conditionHolds({ ArnLike: { key: ":".repeat(100_000) } }, { key: ":".repeat(100_000) })).toBe(true);
  });
});

describe("hostile requests", () => {
  it("have odd actions and resources and are denied", () => {
    const identity = [policy({ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::*" })];
    for (const action of ["", ":", "s3", "*", "s3:", "\u0000"]) {
      for (const resource of ["", ":", "arn:", "::::::", "*"]) {
        expect(decide({ principal: alice, action, resource }, { identity }).effect).toBe("implicitDeny");
      }
    }
  });

  it("leave the prototypes of objects alone", () => {
    const context = new RequestContext(JSON.parse('{"__proto__":{"polluted":"yes"}}') as Record<string, string>);
    expect(context.has("polluted")).toBe(false);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
