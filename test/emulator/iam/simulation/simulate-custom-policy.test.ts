import type { SimulateCustomPolicyCommandInput } from "@aws-sdk/client-iam";
import { SimulateCustomPolicyCommand } from "@aws-sdk/client-iam";
import { faultOf, iamClient, startForTests } from "../../support";

// "Recorded" below: answers of AWS in September 2026, github.com/radkawar/stackd, testdata/aws/iam/simulation.json and
// simulation_inputs.json. "Model": the comments of @aws-sdk/client-iam 3.1169.

const box = startForTests();

const A = "arn:aws:s3:::stackd-simulation/a";
const B = "arn:aws:s3:::stackd-simulation/b";

type Statement = Record<string, unknown>;

const statement = (more: Statement = {}): Statement => ({
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "*",
  ...more,
});
const policy = (...statements: Statement[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const pretty = (...statements: Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements }, undefined, 2);

const ALLOW = policy(statement());
const DENY = policy(statement({ Effect: "Deny" }));
const ALLOW_ALL = policy(statement({ Action: "*" }));

type Request = Partial<SimulateCustomPolicyCommandInput>;

async function simulate(request: Request = {}) {
  const input = { PolicyInputList: [ALLOW], ActionNames: ["s3:GetObject"], ...request };
  const { EvaluationResults: results = [] } = await iamClient(box.emulator).send(
    new SimulateCustomPolicyCommand(input),
  );
  return results;
}

async function simulateOne(request: Request = {}) {
  const [result, ...more] = await simulate(request);
  expect(more).toEqual([]);
  if (result === undefined) throw new Error("no result");
  return result;
}

const refusalOf = (request: Request) => faultOf(simulate(request));

const match = (start: [number, number], end: [number, number], id = "PolicyInputList.1", type = "IAM Policy") => ({
  SourcePolicyId: id,
  SourcePolicyType: type,
  StartPosition: { Line: start[0], Column: start[1] },
  EndPosition: { Line: end[0], Column: end[1] },
});

describe("simulation: the result of an action", () => {
  it("on all resources has no results of its own for each (recorded: custom_default_resource)", async () => {
    expect(await simulateOne()).toEqual({
      EvalActionName: "s3:GetObject",
      EvalResourceName: "*",
      EvalDecision: "allowed",
      MatchedStatements: [match([1, 38], [1, 95])],
      MissingContextValues: [],
    });
  });

  it("on one resource names it, and has empty details (fact 73; recorded: custom_single_resource)", async () => {
    expect(await simulateOne({ ResourceArns: [A] })).toEqual({
      EvalActionName: "s3:GetObject",
      EvalResourceName: A,
      EvalDecision: "allowed",
      MatchedStatements: [match([1, 38], [1, 95])],
      MissingContextValues: [],
      EvalDecisionDetails: {},
      ResourceSpecificResults: [
        { EvalResourceName: A, EvalResourceDecision: "allowed", MatchedStatements: [match([1, 38], [1, 95])] },
      ],
    });
  });

  it("on two resources names the form of their ARNs, and is the stricter of both (fact 69; recorded: custom_two_resources_mixed)", async () => {
    expect(
      await simulateOne({ PolicyInputList: [policy(statement({ Resource: A }))], ResourceArns: [A, B] }),
    ).toMatchObject({
      EvalResourceName: "arn:aws:s3:::${BucketName}/${KeyName}",
      EvalDecision: "implicitDeny",
      MatchedStatements: [match([1, 38], [1, 126])],
      ResourceSpecificResults: [
        { EvalResourceName: A, EvalResourceDecision: "allowed", MatchedStatements: [match([1, 38], [1, 126])] },
        { EvalResourceName: B, EvalResourceDecision: "implicitDeny" },
      ],
    });
  });

  it.each([
    ["iam:GetUser", "arn:aws:iam::${Account}:${ResourceType}/${ResourceName}"],
    ["sqs:SendMessage", "arn:aws:sqs:${Region}:${Account}:${QueueName}"],
    ["kms:Encrypt", "arn:aws:kms:${Region}:${Account}:${ResourceType}/${Id}"],
    ["sts:GetCallerIdentity", "arn:aws:iam::${Account}:${RelativeId}"],
    ["ec2:DescribeInstances", "arn:aws:ec2:${Region}:${Account}:${ResourceType}/${ResourcePath}"],
  ])(
    "of %s on objects is an implicit deny, named %s (recorded: input_resources_known_s3_objects)",
    async (action, name) => {
      const request = { PolicyInputList: [ALLOW_ALL], ActionNames: [action], ResourceArns: [A, B] };

      expect(await simulateOne(request)).toMatchObject({
        EvalResourceName: name,
        EvalDecision: "implicitDeny",
        MatchedStatements: [],
      });
    },
  );

  it("of ListBucket on an object passes: buckets and objects are not told apart (recorded: input_resources_known_s3_objects)", async () => {
    const request = { PolicyInputList: [ALLOW_ALL], ActionNames: ["s3:ListBucket"], ResourceArns: [A] };

    expect((await simulateOne(request)).EvalDecision).toBe("allowed");
  });

  it("on a resource that it cannot be about is an implicit deny (recorded: resource_wrong_type)", async () => {
    const arn = "arn:aws:iam::123456789012:user/fictional";

    expect(await simulateOne({ ResourceArns: [arn] })).toMatchObject({
      EvalDecision: "implicitDeny",
      ResourceSpecificResults: [{ EvalResourceName: arn, EvalResourceDecision: "implicitDeny" }],
    });
  });

  it.each([
    ["S3:gEtObJeCt", "allowed"],
    ["s3:*", "implicitDeny"],
    ["madeup:Action", "implicitDeny"],
    ["s3:MadeUp", "implicitDeny"],
    ["s3:", "implicitDeny"],
    ["s3:Get Object", "implicitDeny"],
  ])(
    "of the name %s is %s: no name is refused (fact 77 is out of date; recorded: action_…)",
    async (action, decision) => {
      expect(await simulateOne({ ActionNames: [action] })).toMatchObject({
        EvalActionName: action,
        EvalDecision: decision,
      });
    },
  );

  it("comes once for each name given, in their order (recorded: custom_duplicate_actions)", async () => {
    const results = await simulate({ ActionNames: ["s3:GetObject", "s3:GetObject", "s3:PutObject"] });

    expect(results.map(({ EvalActionName, EvalDecision }) => [EvalActionName, EvalDecision])).toEqual([
      ["s3:GetObject", "allowed"],
      ["s3:GetObject", "allowed"],
      ["s3:PutObject", "implicitDeny"],
    ]);
  });
});

describe("simulation: matched statements", () => {
  it("are the deny alone where there is one (fact 70; recorded: custom_multiple_policies_deny)", async () => {
    expect(await simulateOne({ PolicyInputList: [ALLOW, DENY] })).toMatchObject({
      EvalDecision: "explicitDeny",
      MatchedStatements: [match([1, 38], [1, 94], "PolicyInputList.2")],
    });
  });

  it("are all that allow (recorded: custom_multiple_policies_allow)", async () => {
    const result = await simulateOne({ PolicyInputList: [ALLOW, ALLOW] });

    expect(result.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId)).toEqual([
      "PolicyInputList.1",
      "PolicyInputList.2",
    ]);
  });

  it("are named once for several resources (fact 70; recorded: custom_two_resources_allowed)", async () => {
    expect((await simulateOne({ ResourceArns: [A, B] })).MatchedStatements).toEqual([match([1, 38], [1, 95])]);
  });

  it.each([
    [
      "of a list (custom_pretty_positions)",
      pretty(statement({ Sid: "First" }), statement({ Action: "x:y" })),
      [3, 17],
      [9, 6],
    ],
    [
      "after another statement (custom_pretty_positions)",
      pretty(statement({ Action: "x:y", Sid: "First" }), statement({ Sid: "Second" })),
      [9, 6],
      [15, 6],
    ],
    [
      "alone (custom_singleton_pretty_positions)",
      JSON.stringify({ Statement: statement() }, undefined, 2),
      [2, 17],
      [6, 4],
    ],
    [
      "with CRLF and spaces around (custom_crlf_positions)",
      ` \r\n${pretty(statement()).replaceAll("\n", "\r\n")}\r\n `,
      [4, 17],
      [9, 6],
    ],
  ] as const)("say where a statement stands: %s", async (_case, document, start, end) => {
    expect((await simulateOne({ PolicyInputList: [document] })).MatchedStatements).toEqual([
      match([start[0], start[1]], [end[0], end[1]]),
    ]);
  });
});

describe("simulation: missing context values", () => {
  const asking = (more: Statement = {}): string =>
    policy(statement({ Condition: { StringEquals: { "stack:missing": "yes" } }, ...more }));

  it.each([
    ["the statement", {}],
    ["a statement on another action", { Action: "s3:PutObject" }],
    ["a statement on another resource", { Resource: B }],
    ["a deny", { Effect: "Deny" }],
  ])("are those of %s, where nothing allows (fact 72; recorded: missing_…)", async (_case, more) => {
    expect(await simulateOne({ PolicyInputList: [asking(more)], ResourceArns: [A] })).toMatchObject({
      EvalDecision: "implicitDeny",
      MissingContextValues: ["stack:missing"],
      ResourceSpecificResults: [{ EvalResourceName: A, MissingContextValues: ["stack:missing"] }],
    });
  });

  it("are none where something allows (recorded: missing_with_other_allow_…)", async () => {
    expect(await simulateOne({ PolicyInputList: [ALLOW, asking()] })).toMatchObject({
      EvalDecision: "allowed",
      MissingContextValues: [],
    });
  });

  it("are those of variables, too (recorded: missing_resource_variable)", async () => {
    const document = policy(statement({ Resource: "arn:aws:s3:::stackd-simulation/${aws:username}" }));

    expect((await simulateOne({ PolicyInputList: [document], ResourceArns: [A] })).MissingContextValues).toEqual([
      "aws:username",
    ]);
  });

  it("are those of the boundary (recorded: boundary_missing_context), not those of service control policies (fact 72, model)", async () => {
    expect(await simulateOne({ PermissionsBoundaryPolicyInputList: [asking()] })).toMatchObject({
      EvalDecision: "implicitDeny",
      MissingContextValues: ["stack:missing"],
    });
    expect(
      await simulateOne({
        OrderedOrganizationPolicyInputList: [{ ServiceControlPolicyInputList: [asking()] }],
      }),
    ).toMatchObject({ EvalDecision: "implicitDeny", MissingContextValues: [] });
  });

  it("are none where the request has them", async () => {
    const ContextEntries = [
      { ContextKeyName: "STACK:missing", ContextKeyType: "string" as const, ContextKeyValues: ["yes"] },
    ];

    expect(await simulateOne({ PolicyInputList: [asking()], ContextEntries })).toMatchObject({
      EvalDecision: "allowed",
      MissingContextValues: [],
    });
  });
});

describe("simulation: a permissions boundary", () => {
  it.each([
    ["allows", ALLOW, "allowed", true, ["PolicyInputList.1"]],
    ["leaves out", policy(statement({ Action: "s3:PutObject" })), "implicitDeny", false, []],
    ["denies", DENY, "explicitDeny", false, ["PermissionsBoundaryPolicyInputList.1"]],
  ])("that %s the action (fact 75; recorded: boundary_…)", async (_case, boundary, decision, allowed, ids) => {
    const result = await simulateOne({ PermissionsBoundaryPolicyInputList: [boundary], ResourceArns: [A] });

    expect(result).toMatchObject({
      EvalDecision: decision,
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowed },
      ResourceSpecificResults: [{ PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowed } }],
    });
    expect(result.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId)).toEqual(ids);
  });

  it("has a source type of its own (recorded: boundary_deny)", async () => {
    expect((await simulateOne({ PermissionsBoundaryPolicyInputList: [DENY] })).MatchedStatements).toEqual([
      match([1, 38], [1, 94], "PermissionsBoundaryPolicyInputList.1", "Permissions Boundary Policy"),
    ]);
  });
});

describe("simulation: service control policies", () => {
  const PUT = policy(statement({ Action: "s3:PutObject" }));

  it.each([
    ["that allow at both levels", [[ALLOW_ALL], [ALLOW_ALL]], "allowed", true],
    ["that deny at the second", [[ALLOW_ALL], [DENY]], "explicitDeny", false],
    ["that leave it out at the second", [[ALLOW_ALL], [PUT]], "implicitDeny", false],
    ["of which one denies beside one that allows", [[DENY, ALLOW_ALL], [ALLOW_ALL]], "explicitDeny", false],
  ])("%s (facts 74 and 79; recorded: organizations_…)", async (_case, levels, decision, allowed) => {
    expect(
      await simulateOne({
        OrderedOrganizationPolicyInputList: levels.map((texts) => ({ ServiceControlPolicyInputList: texts })),
      }),
    ).toEqual({
      EvalActionName: "s3:GetObject",
      EvalResourceName: "*",
      EvalDecision: decision,
      MatchedStatements: decision === "allowed" ? [match([1, 38], [1, 95])] : [],
      MissingContextValues: [],
      OrganizationsDecisionDetail: { AllowedByOrganizations: allowed },
    });
  });

  it("end the simulation where they do not allow: no details of other policies (model)", async () => {
    const result = await simulateOne({
      PolicyInputList: [DENY],
      PermissionsBoundaryPolicyInputList: [ALLOW],
      OrderedOrganizationPolicyInputList: [{ ServiceControlPolicyInputList: [PUT] }],
    });

    expect(result).toMatchObject({ EvalDecision: "implicitDeny", MatchedStatements: [] });
    expect(result.PermissionsBoundaryDecisionDetail).toBeUndefined();
  });
});

describe("simulation: a policy of the resource", () => {
  const USER = "arn:aws:iam::123456789012:user/simulation/composition";
  const forUser = (more: Statement = {}): string =>
    policy(statement({ Resource: "arn:aws:s3:::stackd-simulation/*", Principal: { AWS: USER }, ...more }));
  const base: Request = { PolicyInputList: [], ResourceArns: [A], CallerArn: USER, ResourcePolicy: forUser() };
  const PUT = policy(statement({ Action: "s3:PutObject" }));

  it("is enough in the caller's account, even where a boundary leaves the action out (API reference, example 2; recorded: composition_same_direct_…)", async () => {
    expect(await simulateOne({ ...base, PermissionsBoundaryPolicyInputList: [PUT] })).toMatchObject({
      EvalDecision: "allowed",
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
      EvalDecisionDetails: {},
      MatchedStatements: [{ SourcePolicyId: "ResourcePolicy", SourcePolicyType: "Resource Policy" }],
    });
  });

  it("is not enough from another account; what each policy says is in the details (fact 73; recorded: resource_policy_owner_cross)", async () => {
    expect(await simulateOne({ ...base, ResourceOwner: "arn:aws:iam::999999999999:root" })).toMatchObject({
      EvalDecision: "implicitDeny",
      EvalDecisionDetails: { "Resource Policy": "allowed", "IAM Policy": "implicitDeny" },
      ResourceSpecificResults: [
        { EvalDecisionDetails: { "Resource Policy": "allowed", "IAM Policy": "implicitDeny" } },
      ],
    });
  });

  it("names the boundary in the details (API reference of SimulatePrincipalPolicy, example 3)", async () => {
    const request = {
      ...base,
      PolicyInputList: [ALLOW],
      ResourceOwner: "arn:aws:iam::999999999999:root",
      PermissionsBoundaryPolicyInputList: [PUT],
    };

    expect(await simulateOne(request)).toMatchObject({
      EvalDecision: "implicitDeny",
      EvalDecisionDetails: {
        "Resource Policy": "allowed",
        "IAM Policy": "allowed",
        "Permissions Boundary Policy": "implicitDeny",
      },
    });
  });

  it.each(["role", "group"])(
    "takes a %s for its caller (fact 78 is out of date; recorded: resource_policy_caller_…)",
    async (kind) => {
      const CallerArn = `arn:aws:iam::123456789012:${kind}/simulation/name`;

      expect(
        await simulateOne({ ...base, CallerArn, ResourcePolicy: forUser({ Principal: { AWS: "*" } }) }),
      ).toMatchObject({ EvalDecision: "allowed" });
    },
  );

  it.each([
    ["no caller", { CallerArn: undefined }, "Invalid caller - Caller cannot be null or empty."],
    [
      "the root user",
      { CallerArn: "arn:aws:iam::123456789012:root" },
      "Invalid caller - Caller must be an IAM user, role or group in this context.",
    ],
    [
      "a session",
      { CallerArn: "arn:aws:sts::123456789012:assumed-role/fictional/session" },
      "Invalid caller - Caller must be an IAM user, role or group in this context.",
    ],
    [
      "an owner that is an account id",
      { ResourceOwner: "123456789012" },
      "'123456789012' is not a valid as a Resource Owner.",
    ],
    ["an owner that is no ARN", { ResourceOwner: "not-an-arn" }, "'not-an-arn' is not a valid as a Resource Owner."],
    ["all resources", { ResourceArns: ["*"] }, "Invalid Entity Arn: * does not clearly define entity type and name."],
  ])("is refused with %s (recorded: resource_policy_…, composition_…)", async (_case, more, message) => {
    expect(await refusalOf({ ...base, ...more })).toEqual({ code: "InvalidInput", status: 400, message });
  });
});

describe("simulation: the caller", () => {
  const CallerArn = "arn:aws:iam::123456789012:user/simulation/someone";

  it.each([
    ["aws:username", "someone", "allowed"],
    ["aws:PrincipalArn", CallerArn, "allowed"],
    ["aws:PrincipalAccount", "123456789012", "allowed"],
    ["aws:userid", "someone", "implicitDeny"],
  ])("gives %s (recorded: composition_custom_auto_…)", async (key, value, decision) => {
    const document = policy(statement({ Condition: { StringEquals: { [key]: value } } }));

    expect((await simulateOne({ PolicyInputList: [document], CallerArn })).EvalDecision).toBe(decision);
  });

  it("gives way to the entries of the request (recorded: composition_custom_auto_override)", async () => {
    const document = policy(statement({ Condition: { StringEquals: { "aws:username": "override" } } }));
    const ContextEntries = [
      { ContextKeyName: "aws:username", ContextKeyType: "string" as const, ContextKeyValues: ["override"] },
    ];

    expect((await simulateOne({ PolicyInputList: [document], CallerArn, ContextEntries })).EvalDecision).toBe(
      "allowed",
    );
  });
});

describe("simulation: what is refused", () => {
  const entry = (type: string | undefined, values: string[] | undefined, name: string | null = "stack:test") => ({
    ContextEntries: [{ ContextKeyName: name ?? undefined, ContextKeyType: type, ContextKeyValues: values } as never],
  });

  it.each([
    ["an action without a service", { ActionNames: ["GetObject"] }, "The action is invalid since it is missing names"],
    [
      "a resource that is no ARN",
      { ResourceArns: ["not-an-arn"] },
      "ResourceNames are not in a valid ARN format: not-an-arn.",
    ],
    ["half an ARN", { ResourceArns: ["arn:aws:s3"] }, "ResourceNames are not in a valid ARN format: arn:aws:s3."],
    ["all resources beside one", { ResourceArns: ["*", A] }, "ResourceNames are not in a valid ARN format: *."],
    [
      "two boundaries",
      { PermissionsBoundaryPolicyInputList: [ALLOW, ALLOW] },
      "The list of Permissions Boundary policies cannot exceed 1 items.",
    ],
    ["a policy that is no JSON", { PolicyInputList: ["{"] }, "Policy input list item 1 has invalid content"],
    [
      "a policy of an unknown version",
      { PolicyInputList: [ALLOW, '{"Version":"2099-01-01","Statement":[]}'] },
      "Policy input list item 2 has invalid content",
    ],
    [
      "a level without a service control policy",
      { OrderedOrganizationPolicyInputList: [{ ServiceControlPolicyInputList: [] }] },
      "Organization policy at index 1 must contain at least one service control policy",
    ],
    ["a marker that is none", { Marker: "not-a-simulation-marker" }, "Invalid marker for pagination."],
    ["an entry without a type", entry(undefined, ["yes"]), "Context key stack:test has invalid type null."],
    [
      "an entry without values",
      entry("string", undefined),
      "Context values for context key stack:test cannot be null or empty.",
    ],
    ["an entry without a name", entry("string", ["yes"], null), "ContextKeyName cannot be null or empty."],
    [
      "two values of a scalar",
      entry("string", ["a", "b"]),
      "Context key string expected a single value, but received 2.",
    ],
    ["a bad number", entry("numeric", ["0x10"]), "Invalid context value for key stack:test: expected numeric format."],
    [
      "an endless number",
      entry("numeric", ["Infinity"]),
      "Invalid context value for key stack:test: expected numeric format.",
    ],
    [
      "a bad number in a list",
      entry("numericList", ["1", "NaN"]),
      "Invalid context value for key stack:test: expected numeric format.",
    ],
    ["a bad date", entry("date", ["tomorrow"]), "Invalid context value for key stack:test: expected DateTime format."],
    ["a bad address", entry("ip", ["999.0.0.1"]), "Invalid context value for key stack:test: expected IP address."],
    [
      "bad base64",
      entry("binary", ["!base64"]),
      "Invalid context value for key stack:test: expected base-64 encoded binary format.",
    ],
  ])("%s, in AWS's words (recorded)", async (_case, request, message) => {
    expect(await refusalOf(request)).toEqual({ code: "InvalidInput", status: 400, message });
  });

  it("a key that comes twice, whatever its case (recorded: context_duplicate_case)", async () => {
    const ContextEntries = ["stack:test", "STACK:TEST"].map((ContextKeyName) => ({
      ContextKeyName,
      ContextKeyType: "string" as const,
      ContextKeyValues: ["a"],
    }));

    expect((await refusalOf({ ContextEntries })).message).toBe("Duplicate context key: STACK:TEST.");
  });

  it("known actions beside unknown ones on resources, since AWS looks them up differently (observed in public error logs)", async () => {
    const { code, message } = await refusalOf({ ActionNames: ["s3:GetObject", "s3:MadeUp"], ResourceArns: [A] });

    expect(code).toBe("InvalidInput");
    expect(message).toMatch(
      /^Invalid Input Actions: \[s3:GetObject\] and \[s3:MadeUp\] require different authorization information\./,
    );
  });

  it.each([
    ["numeric", "+1"],
    ["numeric", "1e9999"],
    ["numeric", "01.00"],
    ["date", "2035"],
    ["boolean", "yes"],
    ["string", ""],
  ])("not the value %s %s (recorded: input_context_…, context_…)", async (type, value) => {
    expect((await simulateOne(entry(type, [value]))).EvalDecision).toBe("allowed");
  });
});

describe("simulation: pages", () => {
  it("walk through the results in the order of the actions (fact 80; recorded: pagination_…)", async () => {
    const client = iamClient(box.emulator);
    const input = {
      PolicyInputList: [ALLOW_ALL],
      ActionNames: ["s3:PutObject", "iam:GetUser", "s3:GetObject"],
      MaxItems: 1,
    };
    const names: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await client.send(new SimulateCustomPolicyCommand({ ...input, Marker }));
      names.push(...(page.EvaluationResults ?? []).map(({ EvalActionName }) => EvalActionName));
      expect(page.IsTruncated).toBe(page.Marker !== undefined);
      Marker = page.Marker;
    } while (Marker !== undefined);

    expect(names).toEqual(input.ActionNames);
  });
});
