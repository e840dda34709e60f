import { App } from "aws-cdk-lib/core";
import { QuiltIamStack, type QuiltIamStackProps } from "../../../src/cdk/quilt/quilt-iam-stack";
import { QUILT_POLICIES, QUILT_ROLES } from "../../../src/catalog";
import { Emulator } from "../../../src/emulator";

// The first synthesis of a process loads the CDK's schemas.
jest.setTimeout(60_000);

interface Stack {
  readonly StackStatus: string;
  readonly StackStatusReason?: string;
  readonly Outputs?: readonly {
    readonly OutputKey: string;
    readonly OutputValue: string;
    readonly ExportName: string;
  }[];
}

const ROLES = QUILT_ROLES.map(({ name }) => name);
const POLICIES = QUILT_POLICIES.map(({ name }) => name);

const VALUES = {
  SearchDomainArn: (partition: string, region: string) => `arn:${partition}:es:${region}:123456789012:domain/search`,
  CloudTrailBucket: () => "trail-of-the-company",
  CertificateArnELB: (partition: string, region: string) =>
    `arn:${partition}:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`,
};

describe.each([
  ["aws", "us-east-1"],
  ["aws-us-gov", "us-gov-west-1"],
  ["aws-cn", "cn-north-1"],
])("the IAM stack deployed in partition %s", (partition, region) => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await Emulator.start({ region });
  });
  afterAll(async () => {
    await emulator.stop();
  });

  async function deploy(props: QuiltIamStackProps, more: Record<string, string> = {}): Promise<Stack> {
    const app = new App();
    const { stackName } = new QuiltIamStack(app, "Iam", props);
    const values = Object.entries(VALUES).map(([name, value]): [string, string] => [name, value(partition, region)]);
    await emulator.invoke("cloudformation", "CreateStack", {
      StackName: stackName,
      TemplateBody: JSON.stringify(app.synth().getStackByName(stackName).template),
      Capabilities: ["CAPABILITY_NAMED_IAM"],
      Parameters: [...values, ...Object.entries(more)].map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    });
    for (;;) {
      const { Stacks } = await emulator.invoke<{ Stacks: Stack[] }>("cloudformation", "DescribeStacks", {
        StackName: stackName,
      });
      const [stack] = Stacks;
      if (stack !== undefined && !stack.StackStatus.endsWith("_IN_PROGRESS")) return stack;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async function nameOf(logicalId: string): Promise<string> {
    const { StackResourceDetail } = await emulator.invoke<{ StackResourceDetail: { PhysicalResourceId: string } }>(
      "cloudformation",
      "DescribeStackResource",
      { StackName: "quilt-prod-iam", LogicalResourceId: logicalId },
    );
    return StackResourceDetail.PhysicalResourceId.split("/").at(-1) ?? "";
  }

  it("creates all, and gives 32 ARNs of that partition", async () => {
    const stack = await deploy({ appStackName: "quilt-prod" });
    expect([stack.StackStatus, stack.StackStatusReason]).toEqual(["CREATE_COMPLETE", undefined]);
    const outputs = new Map((stack.Outputs ?? []).map((output) => [output.OutputKey, output]));
    expect([...outputs.keys()].sort()).toEqual([...ROLES, ...POLICIES].map((name) => `${name}Arn`).sort());
    for (const [key, { OutputValue, ExportName }] of outputs) {
      expect(OutputValue).toMatch(new RegExp(`^arn:${partition}:iam::123456789012:(role|policy)/`));
      expect(ExportName).toBe(`quilt-prod-iam-${key}`);
    }
    const arn = (name: string): string | undefined => outputs.get(`${name}Arn`)?.OutputValue;
    const account = `arn:${partition}:iam::123456789012`;
    expect(arn("ApiRole")).toBe(`${account}:role/quilt-prod-iam-ApiRole`);
    expect(arn("T4BucketReadRole")).toBe(`${account}:role/ReadQuiltV2-quilt-prod`);
    expect(arn("ManagedUserRole")).toBe(`${account}:role/quilt/quilt-prod/${region}/quilt-prod-iam-ManagedUserRole`);
    expect(arn("T4DefaultBucketReadPolicy")).toBe(`${account}:policy/ReadQuiltPolicy-quilt-prod`);
  });

  it("attaches policies that exist in that partition", async () => {
    const attached = await emulator.invoke<{ AttachedPolicies: { PolicyArn: string }[] }>(
      "iam",
      "ListAttachedRolePolicies",
      { RoleName: "quilt-prod-iam-PkgEventsRole" },
    );
    expect(attached.AttachedPolicies.map(({ PolicyArn }) => PolicyArn).sort()).toEqual([
      `arn:${partition}:iam::123456789012:policy/${await nameOf("BucketReadPolicy")}`,
      `arn:${partition}:iam::aws:policy/AmazonEventBridgeFullAccess`,
      `arn:${partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole`,
    ]);
  });

  it("deploys a second time beside the first, with Qurator and extra policies for users", async () => {
    const extra = `arn:${partition}:iam::aws:policy/ReadOnlyAccess`;
    const stack = await deploy(
      { appStackName: "quilt-dev", qurator: true },
      { ManagedUserRoleExtraPolicies: extra, Qurator: "Enabled" },
    );
    expect([stack.StackStatus, stack.StackStatusReason]).toEqual(["CREATE_COMPLETE", undefined]);
    const attached = await emulator.invoke<{ AttachedPolicies: { PolicyArn: string }[] }>(
      "iam",
      "ListAttachedRolePolicies",
      { RoleName: "quilt-dev-iam-ManagedUserRole" },
    );
    expect(attached.AttachedPolicies).toHaveLength(5);
    expect(attached.AttachedPolicies.map(({ PolicyArn }) => PolicyArn)).toContain(extra);
  });
});
