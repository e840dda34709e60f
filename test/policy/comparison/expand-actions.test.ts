import { findService } from "../../../src/policy";
import { expandActions, expandOtherActions } from "../../../src/policy/comparison/expand-actions";

describe("the actions that an Action element means", () => {
  it("are the named ones as they are written, each once", () => {
    expect(expandActions(["s3:GetObject", "made:Up", "s3:GetObject"])).toEqual(["s3:GetObject", "made:Up"]);
  });

  it.each([
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
    ["sts:Decode*", ["sts:DecodeAuthorizationMessage"]],
    ["STS:decode*", ["sts:DecodeAuthorizationMessage"]],
    ["sts:AssumeRoo?", ["sts:AssumeRoot"]],
  ])("are those of the service that the pattern %s matches", (pattern, actions) => {
    expect(expandActions([pattern])).toEqual(actions);
  });

  it("are all of a service where the pattern leaves the action open", () => {
    expect(expandActions(["sqs:*"])).toHaveLength(findService("sqs")?.actions.size ?? 0);
  });

  it.each(["*", "**"])("are one that no service has where %s leaves the service open", (pattern) => {
    expect(expandActions([pattern])).toEqual(["xiam:Probe"]);
  });

  it("are made up for a service that nobody knows", () => {
    expect(expandActions(["made-up:Get*"])).toEqual(["made-up:Getxiamprobe"]);
  });
});

describe("the actions that a NotAction element leaves", () => {
  it("are the others of the services that it names, and one that no service has", () => {
    const left = expandOtherActions(["sqs:Send*", "sqs:ReceiveMessage"]);

    expect(left).toContain("sqs:DeleteMessage");
    expect(left).toContain("xiam:Probe");
    expect(left).not.toContain("sqs:SendMessage");
    expect(left).not.toContain("sqs:ReceiveMessage");
  });

  it("are none where it names everything", () => {
    expect(expandOtherActions(["*"])).toEqual([]);
  });
});
