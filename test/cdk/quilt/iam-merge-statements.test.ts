import { mergeStatements, type TextStatement } from "../../../src/cdk/quilt/merge-statements";

const statement = (actions: string, resources: string, more: Partial<TextStatement> = {}): TextStatement => ({
  actions: actions.split(" "),
  resources: resources === "" ? [] : resources.split(" "),
  conditions: {},
  ...more,
});

const account = { conditions: { StringEquals: { "aws:ResourceAccount": ["${AWS::AccountId}"] } } };

describe("merging statements", () => {
  it.each<[string, readonly TextStatement[], readonly TextStatement[]]>([
    [
      "joins actions on the same resources",
      [statement("a:Get a:List", "r"), statement("a:List a:Put", "r")],
      [statement("a:Get a:List a:Put", "r")],
    ],
    [
      "joins resources of the same actions",
      [statement("a:Get", "r"), statement("a:Get", "s")],
      [statement("a:Get", "r s")],
    ],
    [
      "joins first by resources, then by actions",
      [statement("a:Get", "r"), statement("a:Put", "r"), statement("a:Get a:Put", "s")],
      [statement("a:Get a:Put", "r s")],
    ],
    [
      "keeps different conditions apart",
      [statement("a:Get", "r"), statement("a:Get", "r", account)],
      [statement("a:Get", "r"), statement("a:Get", "r", account)],
    ],
    [
      "keeps a statement that exists under a condition apart",
      [statement("a:Get", "r"), statement("a:Get", "s", { onlyIf: "On" })],
      [statement("a:Get", "r"), statement("a:Get", "s", { onlyIf: "On" })],
    ],
    [
      "keeps statements with a Sid to themselves",
      [statement("a:Get", "r", { sid: "One" }), statement("a:Get", "s", { sid: "Two" }), statement("a:Get", "t")],
      [statement("a:Get", "r", { sid: "One" }), statement("a:Get", "s", { sid: "Two" }), statement("a:Get", "t")],
    ],
    [
      "never lets a placeholder without resources gain some",
      [statement("a:Get", ""), statement("a:Put", "r")],
      [statement("a:Get", ""), statement("a:Put", "r")],
    ],
  ])("%s", (_, given, merged) => {
    expect(mergeStatements(given)).toEqual(merged);
  });

  it("does not let a placeholder and a grant of the same actions become one", () => {
    expect(mergeStatements([statement("a:Get", ""), statement("a:Get", "r")])).toEqual([
      statement("a:Get", ""),
      statement("a:Get", "r"),
    ]);
  });
});
