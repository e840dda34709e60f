import { memberOrder } from "../../src/emulator/member-order";

describe("the order of members that are wrong", () => {
  // facts/aws-errors.tsv: test_iam_account_password_policy validation-errors, test_iam_oidc multiple-validation-errors.
  it.each([
    [9, ["minimumPasswordLength", "passwordReusePrevention", "maxPasswordAge"]],
    [4, ["clientIDList", "thumbprintList", "url"]],
  ])("is AWS's, of %d members: %j", (count, names) => {
    const sorted = [...names].sort().sort((a, b) => memberOrder(a, count) - memberOrder(b, count));

    expect(sorted).toEqual(names);
  });
});
