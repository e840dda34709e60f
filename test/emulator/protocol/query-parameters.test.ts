import fc from "fast-check";
import { readParameters } from "../../../src/emulator/protocol/query-parameters";
import type { ParameterNode } from "../../../src/emulator/protocol/query-parameters";

function read(form: string | Uint8Array, query = ""): ParameterNode {
  const body = typeof form === "string" ? Buffer.from(form, "utf8") : form;
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return readParameters({ method: "POST", path: "/", query, headers, body });
}

/** Every parameter with the name that was sent. */
function flatten(node: ParameterNode, prefix = ""): Record<string, string> {
  return Object.fromEntries(
    [...node.children].flatMap(([step, child]) => [
      ...(child.text === undefined ? [] : [[prefix + step, child.text] as const]),
      ...Object.entries(flatten(child, `${prefix}${step}.`)),
    ]),
  );
}

describe("parameters of a form", () => {
  it.each([
    ["a=1&b=2", { a: "1", b: "2" }],
    ["a=1&a=2", { a: "2" }],
    ["a", { a: "" }],
    ["a=b=c", { a: "b=c" }],
    ["&&a=1&", { a: "1" }],
    ["?a=1", { a: "1" }],
    ["=1", { "": "1" }],
    ["a=x+y%2Bz", { a: "x y+z" }],
    ["a=%C3%A9%E2%82%AC", { a: "é€" }],
    ["a=%zz%4", { a: "%zz%4" }],
    ["a=%ff", { a: "\ufffd" }],
    ["Tags.member.1.Key=k&Tags.member.1=v", { "Tags.member.1": "v", "Tags.member.1.Key": "k" }],
    ["__proto__=1&constructor=2", { ["__proto__"]: "1", constructor: "2" }],
  ])("%j are read", (form, parameters) => {
    expect(Object.entries(flatten(read(form))).sort()).toEqual(Object.entries(parameters).sort());
  });

  it("are those that URLSearchParams reads, whatever is sent", () => {
    const plain = ["a", "B", "&", "=", "+", "%41", "%2E", "%C3%A9", "?", " "];
    // Apart: Node's URLSearchParams garbles characters beyond ASCII in a text that is wrongly encoded, too.
    const wronglyEncoded = fc.array(fc.constantFrom(...plain, "%", "%ff"), { maxLength: 24 });
    const beyondAscii = fc.array(fc.constantFrom(...plain, "é", "\u{1f600}"), { maxLength: 24 });

    fc.assert(
      fc.property(fc.oneof(wronglyEncoded, beyondAscii), (pieces) => {
        const form = pieces.join("");

        const wanted = Object.fromEntries(new URLSearchParams(form));

        fc.pre(Object.keys(wanted).every((name) => !name.includes(".")));
        expect(flatten(read(form))).toEqual(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  it("win over those of the query string", () => {
    expect(flatten(read("a=form", "a=query&b=query"))).toEqual({ a: "form", b: "query" });
  });

  it("may come in a body that is part of a larger buffer", () => {
    expect(flatten(read(Buffer.from("xxa=1xx").subarray(2, 5)))).toEqual({ a: "1" });
  });

  it.each([
    ["more than 20000 parameters", "a=1&".repeat(20_001)],
    ["a name of more than 16 parts", `${"a.".repeat(16)}a=1`],
  ])("are refused where there is %s", (_what, form) => {
    expect(() => read(form)).toThrow(expect.objectContaining({ code: "MalformedQueryString" }));
  });
});
