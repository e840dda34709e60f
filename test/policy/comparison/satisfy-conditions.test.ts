import { listProbes } from "../../../src/policy";
import { isConditionOperator } from "../../../src/policy/condition-operators";
import { policy } from "../builders";

/** One or more values for each operator; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  StringEquals: ["one", "two"],
  StringNotEquals: ["one", "two"],
  StringEqualsIgnoreCase: ["One"],
  StringNotEqualsIgnoreCase: ["One"],
  StringLike: ["one/*", "t?o"],
  StringNotLike: ["one/*"],
  NumericEquals: ["10"],
  NumericNotEquals: ["10", "11"],
  NumericLessThan: ["10", "-3"],
  NumericLessThanEquals: ["10"],
  NumericGreaterThan: ["10"],
  NumericGreaterThanEquals: ["1.5"],
  DateEquals: ["2026-01-01T00:00:00Z"],
  DateNotEquals: ["2026-01-01T00:00:00Z"],
  DateLessThan: ["2026-01-01", "1767225600"],
  DateLessThanEquals: ["2026-01-01T00:00:00Z"],
  DateGreaterThan: ["1767225600"],
  DateGreaterThanEquals: ["2026-01-01T00:00:00Z"],
  Bool: ["true"],
  BinaryEquals: ["QmluYXJ5VmFsdWVJbkJhc2U2NA=="],
  IpAddress: ["203.0.113.0/24", "2001:db8::/32"],
  NotIpAddress: ["192.0.2.0/24", "203.0.113.0/24"],
  ArnEquals: ["arn:aws:sns:*:111122223333:topic-?"],
  ArnLike: ["arn:aws:sns:*:111122223333:*"],
  ArnNotEquals: ["arn:aws:sns:us-east-1:111122223333:topic"],
  ArnNotLike: ["arn:aws:sns:*:111122223333:*"],
};

const statement = (Condition: object): object => ({
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "*",
  Condition,
});

describe("a request made up for a condition", () => {
  const forms = Object.keys(VALUES).flatMap((name) =>
    ["", "ForAnyValue:", "ForAllValues:"].flatMap((prefix) => [`${prefix}${name}`, `${prefix}${name}IfExists`]),
  );

  it.each(forms)("meets %s", (operator) => {
    const values = VALUES[operator.replace(/^.*:|IfExists$/g, "")] ?? [];
    expect(isConditionOperator(operator)).toBe(true);

    const { probes, unprobed } = listProbes([policy(statement({ [operator]: { "made:Key": values } }))]);

    expect(unprobed).toEqual([]);
    expect(probes.length).toBeGreaterThan(0);
    for (const { context } of probes) expect(context.has("made:Key")).toBe(true);
  });

  it.each([
    ["true", false],
    ["false", true],
  ])("has a key or not, as Null says: %s", (value, present) => {
    const [probe] = listProbes([policy(statement({ Null: { "aws:TokenIssueTime": value } }))]).probes;

    expect(probe?.context.has("aws:TokenIssueTime")).toBe(present);
  });

  it("is made for each of the values that a condition names", () => {
    const { probes } = listProbes([policy(statement({ StringEquals: { "s3:prefix": ["a", "b", "c"] } }))]);

    expect(probes.map(({ context }) => context.valuesOf("s3:prefix"))).toEqual([["a"], ["b"], ["c"]]);
  });

  it("has the values of the variables that a condition names", () => {
    const { probes } = listProbes([policy(statement({ StringEquals: { "s3:prefix": "home/${aws:username}" } }))]);

    expect(probes.map(({ context }) => [context.valuesOf("s3:prefix"), context.valuesOf("aws:username")])).toEqual([
      [["home/xiamprobe"], ["xiamprobe"]],
    ]);
  });

  it("meets conditions that leave a span of one key", () => {
    const span = { NumericGreaterThan: { "s3:max-keys": "5" }, NumericLessThan: { "s3:max-keys": "10" } };

    expect(listProbes([policy(statement(span))]).unprobed).toEqual([]);
  });

  it("is not there, and said to be missing, where conditions contradict each other", () => {
    const never = { StringEquals: { "s3:prefix": "a" }, StringNotEquals: { "s3:prefix": "a" } };
    const source = policy(statement(never));

    expect(listProbes([source])).toEqual({
      probes: [],
      unprobed: [{ source, statement: source.document.statements[0] }],
    });
  });
});
