import { parseSub } from "../../src/template";
import type { SubPart } from "../../src/template";

describe("a text of Fn::Sub", () => {
  it.each<[string, SubPart[]]>([
    ["", []],
    ["plain", [{ literal: "plain" }]],
    ["${A}", [{ name: "A", start: 0, end: 4 }]],
    ["x${A.Arn}y", [{ literal: "x" }, { name: "A", attribute: "Arn", start: 1, end: 9 }, { literal: "y" }]],
    ["${A.Outputs.B}", [{ name: "A", attribute: "Outputs.B", start: 0, end: 14 }]],
    ["${AWS::Region}", [{ name: "AWS::Region", start: 0, end: 14 }]],
    ["${!A}", [{ literal: "${A}" }]],
    ["a${!A}b${C}", [{ literal: "a${A}b" }, { name: "C", start: 7, end: 11 }]],
    ["${A", [{ literal: "${A" }]],
    ["$A {B} $", [{ literal: "$A {B} $" }]],
    ["${${A}}", [{ literal: "${" }, { name: "A", start: 2, end: 6 }, { literal: "}" }]],
    [
      "${A}${B}",
      [
        { name: "A", start: 0, end: 4 },
        { name: "B", start: 4, end: 8 },
      ],
    ],
  ])("%j", (text, parts) => {
    expect(parseSub(text)).toEqual(parts);
  });
});
