import { instanceOf } from "../../../src/policy/comparison/instance-of";

const ALL = { wildcards: true, variables: true };

describe("an instance of a pattern", () => {
  it.each([
    ["arn:aws:sqs:us-east-1:111122223333:queue", "arn:aws:sqs:us-east-1:111122223333:queue"],
    ["arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/xiamprobe"],
    ["a-????", "a-xxxx"],
    ["", ""],
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html, special characters
    ["a${*}b${?}c${$}", "a*b?c$"],
  ])("of %j is %j", (pattern, text) => {
    expect(instanceOf(pattern, ALL)).toEqual({ text, variables: {} });
  });

  it("has a value for each variable: its default, or a word that nobody uses", () => {
    expect(instanceOf("home/${aws:username}/${aws:PrincipalTag/team, 'none'}", ALL)).toEqual({
      text: "home/xiamprobe/none",
      variables: { "aws:username": "xiamprobe", "aws:PrincipalTag/team": "none" },
    });
  });

  it("takes wildcards and variables for plain text where the syntax has none", () => {
    expect(instanceOf("${aws:username}/*", { wildcards: false, variables: false }).text).toBe("${aws:username}/*");
  });
});
