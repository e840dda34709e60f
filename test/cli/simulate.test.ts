import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "../../src/cli/run-cli";
import { Emulator } from "../../src/emulator";
import { TRUST } from "../emulator/support";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();

const POLICY = {
  Version: "2012-10-17",
  Statement: [
    { Sid: "Read", Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::shop/*" },
    {
      Sid: "Send",
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } },
    },
    { Sid: "Sealed", Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::shop/sealed/*" },
  ],
};

const file = (name: string, content: unknown): string => {
  const path = join(folder(), name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

const xiam = (...argv: string[]) =>
  runCli(["simulate", ...argv], { environment: {}, out: { write: () => true }, err: { write: () => true } });

const READ = ["--action", "s3:GetObject", "--resource", "arn:aws:s3:::shop/a"];

describe("xiam simulate with policies in files", () => {
  it("says of each action on each resource whether it is allowed, and by what", async () => {
    const policy = file("reader.json", POLICY);
    const outcome = await xiam(
      policy,
      ...["--action", "s3:getobject", "--resource", "arn:aws:s3:::shop/a"],
      ...["--resource", "arn:aws:s3:::shop/sealed/a", "--resource", "arn:aws:s3:::other/a"],
    );

    expect(outcome).toEqual({
      exitCode: 1,
      stderr: "",
      stdout: [
        "allowed: arn:aws:iam::123456789012:user/anybody may s3:GetObject on arn:aws:s3:::shop/a",
        `  Read (Statement[0]) of the identity-based policy ${policy} allows it`,
        "",
        "explicit deny: arn:aws:iam::123456789012:user/anybody may not s3:GetObject on arn:aws:s3:::shop/sealed/a",
        `  Sealed (Statement[2]) of the identity-based policy ${policy} denies it`,
        "",
        "implicit deny: arn:aws:iam::123456789012:user/anybody may not s3:GetObject on arn:aws:s3:::other/a",
        "  no identity-based policy allows it",
        `  Read (Statement[0]) of the identity-based policy ${policy} allows the action, not on this resource`,
        "",
      ].join("\n"),
    });
  });

  it.each([
    ["a condition key that is given", ["--context", "aws:SourceVpc=vpc-1"], 0],
    ["another value of it", ["--context", "aws:SourceVpc=vpc-2"], 1],
    ["none", [], 1],
  ])("decides with %s", async (_case, context, exitCode) => {
    expect((await xiam(file("p.json", POLICY), "--action", "sqs:SendMessage", ...context)).exitCode).toBe(exitCode);
  });

  it("takes several values of a key", async () => {
    const policy = file("tags.json", {
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: "sqs:CreateQueue",
        Resource: "*",
        Condition: {
          "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "cost"] },
          Null: { "aws:TagKeys": "false" },
        },
      },
    });
    const tags = (...keys: string[]) => keys.flatMap((key) => ["--context", `aws:TagKeys=${key}`]);

    expect((await xiam(policy, "--action", "sqs:CreateQueue", ...tags("team", "cost"))).exitCode).toBe(0);
    expect((await xiam(policy, "--action", "sqs:CreateQueue", ...tags("team", "other"))).exitCode).toBe(1);
  });

  it("heeds a boundary", async () => {
    const boundary = file("boundary.json", {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }],
    });
    const { exitCode, stdout } = await xiam(file("p.json", POLICY), ...READ, "--boundary", boundary);

    expect(exitCode).toBe(1);
    expect(stdout).toContain("no permissions boundary allows it");
  });

  it("heeds the resource's policy, which is not enough across accounts", async () => {
    const caller = "arn:aws:iam::111122223333:user/mateo";
    const resource = file("bucket.json", {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: caller }, Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/*" },
      ],
    });
    const ask = ["--resource-policy", resource, "--caller", caller, ...READ];

    expect((await xiam(...ask)).exitCode).toBe(0);
    expect((await xiam(...ask, "--owner", "999999999999")).exitCode).toBe(1);
    expect((await xiam(file("p.json", POLICY), ...ask, "--owner", "999999999999")).exitCode).toBe(0);
  });

  it("gives verdicts, reasons and places to programs", async () => {
    const policy = file("p.json", POLICY);
    const { stdout, exitCode } = await xiam(
      policy,
      "--action",
      "sqs:SendMessage",
      "--action",
      "s3:ListAllMyBuckets",
      "--json",
    );

    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      allowed: false,
      results: [
        {
          action: "sqs:SendMessage",
          resource: "*",
          decision: "implicitDeny",
          because: [],
          missingContextKeys: ["aws:SourceVpc"],
        },
        { action: "s3:ListAllMyBuckets", decision: "implicitDeny", missingContextKeys: [] },
      ],
    });
    const allowed = JSON.parse((await xiam(policy, ...READ, "--json")).stdout) as { results: unknown[] };
    expect(allowed.results).toMatchObject([{ decision: "allowed", because: [{ policy, line: 1, column: 38 }] }]);
  });

  it.each([
    [
      "a mistyped action",
      ["p.json", "--action", "s3:GetObjet"],
      /Amazon S3 has no action 's3:GetObjet'\nhint: did you mean s3:GetObject/,
    ],
    [
      "a mistyped service",
      ["p.json", "--action", "ss3:GetObject"],
      /AWS has no service 'ss3' with actions\nhint: did you mean s3:GetObject/,
    ],
    ["a pattern", ["p.json", "--action", "s3:Get*"], /'s3:Get\*' is a pattern/],
    ["no action", ["p.json"], /option --action is missing/],
    ["no policy", ["--action", "s3:GetObject"], /no policy given/],
    [
      "a resource that is none",
      ["p.json", "--action", "s3:GetObject", "--resource", "shop"],
      /'shop' is no resource, expected an ARN or \*/,
    ],
    [
      "a key without a value",
      ["p.json", "--action", "s3:GetObject", "--context", "key"],
      /'key' is no condition key with a value/,
    ],
    [
      "a policy of a resource without a caller",
      ["--action", "s3:GetObject", "--resource-policy", "p.json"],
      /give --caller ARN/,
    ],
    ["a caller that is none", ["p.json", ...READ, "--caller", "me"], /'me' is no caller\nhint: expected the ARN of/],
    ["an owner that is none", ["p.json", ...READ, "--owner", "12"], /'12' is no account, expected twelve digits/],
    [
      "an endpoint without a principal",
      ["p.json", ...READ, "--endpoint", "http://127.0.0.1:1"],
      /--endpoint asks about a --principal/,
    ],
    ["no JSON", ["broken.json", ...READ], /broken\.json: the policy is no JSON/],
    [
      "a misspelt effect",
      ["effect.json", ...READ],
      /effect\.json: the value is "allow"; .* \(Statement\[0\]\.Effect\)/,
    ],
    ["a file that is not there", ["missing.json", ...READ], /cannot read policy '.*missing\.json'/],
  ])("refuses %s", async (_case, argv, message) => {
    file("p.json", POLICY);
    file("broken.json", "{");
    file("effect.json", { Version: "2012-10-17", Statement: [{ Effect: "allow", Action: "*", Resource: "*" }] });
    const { exitCode, stderr } = await xiam(
      ...argv.map((text) => (text.endsWith(".json") ? join(folder(), text) : text)),
    );

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe("xiam simulate with a principal", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await Emulator.start();
    await emulator.invoke("iam", "CreateRole", { RoleName: "Api", AssumeRolePolicyDocument: TRUST });
    await emulator.invoke("iam", "PutRolePolicy", {
      RoleName: "Api",
      PolicyName: "reading",
      PolicyDocument: JSON.stringify(POLICY),
    });
  });
  afterAll(() => emulator.stop());

  const ask = (...argv: string[]) =>
    xiam("--principal", "arn:aws:iam::123456789012:role/Api", "--endpoint", emulator.url, ...argv);

  it("asks IAM, and names policies and places", async () => {
    expect(await ask(...READ)).toEqual({
      exitCode: 0,
      stderr: "",
      stdout: "allowed: s3:GetObject on arn:aws:s3:::shop/a\n  role_Api_reading:1:38 allows it\n",
    });
    expect((await ask("--action", "s3:GetObject", "--resource", "arn:aws:s3:::shop/sealed/x")).stdout).toMatch(
      /^explicit deny: .*\n {2}role_Api_reading:1:\d+ denies it\n$/,
    );
  });

  it("tells which condition keys are not given, and sends those that are", async () => {
    expect((await ask("--action", "sqs:SendMessage")).stdout).toBe(
      "implicit deny: sqs:SendMessage on *\n  no policy allows it\n  not given: aws:SourceVpc (--context KEY=VALUE)\n",
    );
    expect((await ask("--action", "sqs:SendMessage", "--context", "aws:SourceVpc=vpc-1")).exitCode).toBe(0);
  });

  it("adds policies of files", async () => {
    const more = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: "*" }] };

    expect((await ask(file("more.json", more), "--action", "sns:Publish")).exitCode).toBe(0);
  });

  it("says what IAM refuses", async () => {
    const { exitCode, stderr } = await xiam(
      ...["--principal", "arn:aws:iam::123456789012:role/Missing", "--endpoint", emulator.url, ...READ],
    );

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/IAM refused the simulation: NoSuchEntity.*: Unable to retrieve specified IAM entity\./);
  });

  it("says where nobody answers", async () => {
    const { stderr } = await xiam(
      "--principal",
      "arn:aws:iam::123456789012:role/Api",
      "--endpoint",
      "http://127.0.0.1:1",
      ...READ,
    );

    expect(stderr).toMatch(/no answer from http:\/\/127\.0\.0\.1:1/);
  });
});
