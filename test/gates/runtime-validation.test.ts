import { deployStack, outputsOf } from "../../src/deploy";
import type { Finding, GateContext, Verdict } from "../../src/gates";
import { QUALITY_GATES, createClients, deriveWiring, outputsToParameters, runGates } from "../../src/gates";
import type { Clients } from "../../src/gates";
import { everythingCatalog, split } from "../../src/split";
import { parseTemplate } from "../../src/template";
import type { Template } from "../../src/template";
import { startForTests } from "../emulator/support";

const MONOLITH = `
Parameters:
  Color: { Type: String, Default: blue }
Conditions:
  IsBlue: !Equals [!Ref Color, blue]
Resources:
  Orders: { Type: "AWS::SQS::Queue" }
  Refunds: { Type: "AWS::SQS::Queue", Condition: IsBlue }
  Files: { Type: "AWS::S3::Bucket" }
  ReadFiles:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Sid: Read, Effect: Allow, Action: "s3:GetObject*", Resource: !Sub "\${Files.Arn}/public/*" }
  SellRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }]
      ManagedPolicyArns: [!Ref ReadFiles]
      Policies:
        - PolicyName: sell
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - { Sid: Order, Effect: Allow, Action: ["sqs:SendMessage", "sqs:Get*"], Resource: !GetAtt Orders.Arn }
              - !If [IsBlue, { Effect: Deny, Action: "sqs:*", Resource: !GetAtt Refunds.Arn }, !Ref AWS::NoValue]
  RefundRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }]
      Policies:
        - PolicyName: refund
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: "sqs:*"
                Resource: !If [IsBlue, !GetAtt Refunds.Arn, !GetAtt Orders.Arn]
                Condition: { Bool: { "aws:SecureTransport": "true" } }
  Sell:
    Type: AWS::Lambda::Function
    Properties: { Role: !GetAtt SellRole.Arn, Runtime: nodejs22.x, Handler: index.handler, Code: { ZipFile: "x" } }
  Refund:
    Type: AWS::Lambda::Function
    Properties: { Role: !GetAtt RefundRole.Arn, Runtime: nodejs22.x, Handler: index.handler, Code: { ZipFile: "x" } }
`;

describe("gate 5, runtime validation", () => {
  const box = startForTests();
  const monolith = parseTemplate(MONOLITH, { file: "monolith.yaml" });
  const clean = split(monolith, everythingCatalog());
  let clients: Clients;
  let number = 0;

  beforeAll(() => {
    const { emulator } = box;
    const credentials = { accessKeyId: emulator.accountId, secretAccessKey: "emulated" };
    clients = createClients({ endpoint: emulator.url, region: emulator.region, credentials });
  });
  afterAll(() => clients.destroy());

  interface Change {
    readonly iam?: (text: string) => string;
    readonly app?: (text: string) => string;
    readonly appStackName?: string;
    readonly color?: string;
    readonly withoutOrigin?: boolean;
    readonly monolith?: Template;
    readonly after?: (iamStack: string) => Promise<unknown>;
  }

  function changed(template: Template, change: ((text: string) => string) | undefined): Template {
    if (change === undefined) return template;
    const text = change(template.text);
    expect(text).not.toBe(template.text);
    return parseTemplate(text, { file: "changed.yaml" });
  }

  const findings = async (change?: Change): Promise<readonly Finding[]> => (await judge(change)).findings;

  /** Deploys the split, changed, and yields what gate 5 says; the others pass or do not matter here. */
  async function judge(change: Change = {}): Promise<Verdict> {
    const name = `shop-${++number}`;
    const iam = changed(clean.iam, change.iam);
    const app = changed(clean.app, change.app);
    const wiring = deriveWiring(iam, app);
    const color = ["Color", change.color ?? "blue"] as const;
    const iamDone = await deployStack(
      clients.cloudFormation,
      `${name}-iam`,
      { template: iam },
      new Map(
        [
          color,
          ["AppStackName", change.appStackName ?? name],
          ["AppStackNameLower", (change.appStackName ?? name).toLowerCase()],
        ].filter(([key]) => iam.text.includes(`${key}:`)) as [string, string][],
      ),
    );
    expect(iamDone.stack?.StackStatus).toBe("CREATE_COMPLETE");
    const wired = outputsToParameters(outputsOf(iamDone), wiring);
    const appDone = await deployStack(clients.cloudFormation, name, { template: app }, new Map([color, ...wired]));
    expect(appDone.stack?.StackStatus).toBe("CREATE_COMPLETE");
    await change.after?.(`${name}-iam`);
    const context: GateContext = {
      ...clients,
      iamStackName: `${name}-iam`,
      appStackName: name,
      iamTemplate: { template: iam },
      appTemplate: { template: app },
      wiring,
      ...(change.withoutOrigin !== true && { origin: { monolith: change.monolith ?? monolith, iam: clean.iam } }),
    };
    const [verdict] = await runGates(
      QUALITY_GATES.filter((gate) => gate.number === 5),
      context,
    );
    if (verdict === undefined) throw new Error("gate 5 is missing");
    return verdict;
  }

  const messages = (found: readonly Finding[]): string[] =>
    found.map(({ message }) => message.replace(/shop-[0-9]+/g, "shop").replace(/-[A-Za-z0-9]{12}(?=[ /,]|$)/g, "-…"));

  it("passes what the split made, whichever way its conditions go", async () => {
    expect(await findings()).toEqual([]);
    expect(await findings({ color: "red" })).toEqual([]);
  });

  it("says what it could not check, with and without the monolith", async () => {
    const text = MONOLITH.replace("!GetAtt Orders.Arn }", "[!GetAtt Orders.Arn, !GetAtt Sell.Made.Up] }")
      .replace(
        'Condition: { Bool: { "aws:SecureTransport": "true" } }',
        "Condition: { StringLike: { a: b }, StringNotLike: { a: b } }",
      )
      .concat("  Lost:\n    Type: AWS::IAM::Role\n");
    const { unchecked } = await judge({ monolith: parseTemplate(text, { file: "changed.yaml" }) });

    expect([...unchecked].sort()).toEqual([
      "the monolith's role Lost: it is in neither stack",
      "the monolith's role RefundRole: no request could be made up that statement 1 of policy refund is about",
      "the monolith's role SellRole: statement 1 of policy sell names what is in neither stack, or only the service knows",
    ]);
    expect((await judge()).unchecked).toEqual([]);
    expect((await judge({ withoutOrigin: true })).unchecked).toEqual([
      expect.stringMatching(/^what the roles may do: the monolith is not at hand/),
    ]);
  });

  it("finds a pattern that misses its resource, with and without the monolith", async () => {
    const iam = (text: string): string => text.replace("-Orders-????????????", "-Order-????????????");

    expect(messages(await findings({ iam }))).toEqual([
      "Role SellRole may not sqs:SendMessage and 2 more on arn:aws:sqs:us-east-1:123456789012:shop-Orders-…, as statement 1 (Order) of policy sell of the monolith's SellRole may; arn:aws:sqs:us-east-1:123456789012:shop-Order-???????????? in statement 1 (Order) of policy sell misses it",
      expect.stringContaining(
        "Role SellRole may sqs:SendMessage and 2 more on arn:aws:sqs:us-east-1:123456789012:shop-Order-????????????, which neither",
      ),
    ]);
    expect(messages(await findings({ iam, withoutOrigin: true }))).toEqual([
      "Role SellRole: the pattern arn:aws:sqs:us-east-1:123456789012:shop-Order-???????????? in statement 1 (Order) of policy sell misses arn:aws:sqs:us-east-1:123456789012:shop-Orders-…",
    ]);
  });

  it("finds patterns for a stack of another name", async () => {
    const found = await findings({ appStackName: "other" });

    expect(messages(found)).toContainEqual(
      expect.stringMatching(
        /^Role SellRole may not sqs:SendMessage and 2 more on arn:aws:sqs:[^ ]*:shop-Orders-…, as .*other-Orders-\?{12} .* misses it$/,
      ),
    );
    expect(new Set(found.map(({ message }) => /^Role (\w+)/.exec(message)?.[1]))).toEqual(
      new Set(["SellRole", "RefundRole"]),
    );
    expect(found[0]?.remedy).toContain("for the application stack shop-");
  });

  it("finds a pattern that somebody widened, though all needs are met", async () => {
    const found = await findings({ iam: (text) => text.replace("-Orders-????????????", "-*") });

    expect(messages(found)).toEqual([
      "Role SellRole may sqs:SendMessage and 2 more on arn:aws:sqs:us-east-1:123456789012:shop-*, which neither the monolith nor its split allows: statement 1 (Order) of policy sell",
    ]);
  });

  it("finds a policy that was attached by hand", async () => {
    const found = await findings({
      async after(stack) {
        const { StackResources } = await clients.cloudFormation.describeStackResources({
          StackName: stack,
          LogicalResourceId: "SellRole",
        });
        const RoleName = StackResources?.[0]?.PhysicalResourceId;
        await clients.iam.attachRolePolicy({ RoleName, PolicyArn: "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess" });
      },
    });

    expect(messages(found)).toEqual([
      expect.stringMatching(
        /^Role SellRole may sqs:\w+ and \d+ more on \*, which neither the monolith nor its split allows: statement 1 \(\w+\) of policy AmazonSQSReadOnlyAccess$/,
      ),
    ]);
  });

  it("finds a denial that is gone", async () => {
    const found = await findings({ iam: (text) => text.replace("Effect: Deny", "Effect: Allow") });

    expect(messages(found)).toEqual([
      expect.stringMatching(
        /^Role SellRole may sqs:\w+ and \d+ more on arn:aws:sqs:us-east-1:123456789012:shop-Refunds-…/,
      ),
      expect.stringMatching(
        /^Role SellRole may sqs:\w+ and \d+ more on arn:aws:sqs:us-east-1:123456789012:shop-Refunds-\?/,
      ),
    ]);
  });

  it("finds two functions whose roles were swapped, though both may be assumed by Lambda", async () => {
    const found = await findings({
      app: (text) =>
        text
          .replace("!Ref SellRole", "!Ref X")
          .replace("!Ref RefundRole", "!Ref SellRole")
          .replace("!Ref X", "!Ref RefundRole"),
    });

    expect(messages(found)).toContainEqual(
      expect.stringMatching(
        /^Sell \(Role\) runs as RefundRole, not as SellRole: it may not sqs:SendMessage and 2 more on arn:aws:sqs:[^ ]*-Orders-…, as statement 1 \(Order\)/,
      ),
    );
    expect(messages(found)).toContainEqual(
      expect.stringMatching(/^Refund \(Role\) runs as SellRole, not as RefundRole: it may not sqs:/),
    );
  });

  it("finds a role that trusts somebody else", async () => {
    const found = await findings({
      iam: (text) =>
        text.replace("Service: lambda.amazonaws.com", "Service: [lambda.amazonaws.com, ec2.amazonaws.com]"),
    });

    expect(messages(found)).toEqual([
      expect.stringMatching(/^Role SellRole trusts others than the split's: .*ec2\.amazonaws\.com/),
    ]);
  });
});
