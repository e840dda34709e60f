import { App, Validations } from "aws-cdk-lib/core";
import { AwsSolutionsChecks } from "cdk-nag";
import { QuiltIamStack } from "../../../src/cdk/quilt/quilt-iam-stack";

/** Findings of cdk-nag's AwsSolutions pack that stand, and why. */
interface Acknowledged {
  /** The finding, `{rule}[{what}]`. */
  readonly finding: RegExp;
  /** Roles and policies that have it; @default - any */
  readonly on?: readonly string[];
  readonly reason: string;
}

const ACKNOWLEDGED: readonly Acknowledged[] = [
  {
    finding: /^AwsSolutions-IAM4\[Policy::.*AWSLambdaVPCAccessExecutionRole\]$/,
    reason: "What every function in a VPC needs: logs and network interfaces; AWS keeps it up to date.",
  },
  {
    finding: /^AwsSolutions-IAM4\[Policy::.*AmazonECSTaskExecutionRolePolicy\]$/,
    on: ["AmazonECSTaskExecutionRole", "MigrationLambdaRole", "TrackingCronRole"],
    reason: "To pull images and to write logs; AWS keeps it up to date.",
  },
  {
    finding: /^AwsSolutions-IAM4\[Policy::.*AmazonEventBridgeFullAccess\]$/,
    on: ["PkgEventsRole"],
    reason: "As in the real template, which sends events to buses that customers choose.",
  },
  {
    finding: /^AwsSolutions-IAM4$/,
    on: ["ManagedUserRole"],
    reason: "cdk-nag cannot read a list that is computed at deployment; its fixed part are policies of the catalogue.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Action::s3:\*\]$/,
    on: ["BucketReadPolicy", "BucketWritePolicy"],
    reason: "On NotResource *, which is nothing: a placeholder until the registry writes a version.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Action::sqs:\*\]$/,
    on: ["AmazonECSTaskExecutionRole"],
    reason: "On three queues of the application, whose policies the registry writes.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    on: ["UserAthenaNonManagedRolePolicy", "UserAthenaManagedRolePolicy", "TabulatorOpenQueryPolicy"],
    reason: "Actions that list work groups, catalogs and databases know no resources.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    on: ["AccessCountsRole"],
    reason: "As in the real template: it makes tables in databases that it creates at run time.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    on: ["AmazonECSTaskExecutionRole"],
    reason: "Actions that know no resources, and buckets and topics that customers connect at run time.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:s3:::<AppStackName>-[a-z]+-\?{12}\/.*\*\]$/,
    reason: "Objects of one bucket of the application, under a prefix where it keeps others too.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:s3:::<CloudTrailBucket>\/\*\]$/,
    on: ["AccessCountsRole"],
    reason: "The trail's objects: their keys hold account, region and date.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:s3:::quilt-scratch-\*(\/\*)?\]$/,
    on: ["AmazonECSTaskExecutionRole"],
    reason: "The registry creates these buckets at run time.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:glue:.*:table\/userathenadatabase-\?{12}\/\*\]$/,
    reason: "The registry creates a table for each bucket.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:athena:.*:workgroup\/(QuiltUserAthena-)?\*\]$/,
    on: ["AmazonECSTaskExecutionRole", "UserAthenaManagedRolePolicy"],
    reason: "The registry creates a work group for each managed role.",
  },
  {
    finding:
      /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:iam::.*:policy\/quilt\/<AppStackName>\/.*\/Quilt-\*\]$/,
    on: ["AmazonECSTaskExecutionRole"],
    reason: "The registry creates these policies at run time, in a path of its own.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:cloudformation:.*:stack\/<AppStackName>\/\*\]$/,
    on: ["AmazonECSTaskExecutionRole"],
    reason: "The UUID in a stack's ARN is not known before the stack exists.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:ecs:.*:task-definition\/<AppStackName>-[a-z-]+:\*\]$/,
    on: ["MigrationLambdaRole", "TrackingCronRole"],
    reason: "Every deployment makes a new revision.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::<SearchDomainArn>\/\*\]$/,
    reason: "A domain's ARN with all its indices, which the functions create.",
  },
];

interface Finding {
  readonly rule: string;
  /** Construct path. */
  readonly path: string;
}

function findingsOf(app: App): readonly Finding[] {
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => ({ rule: ruleName, path: constructPath ?? "" })),
  );
}

describe("cdk-nag's AwsSolutions pack on the IAM stack", () => {
  it("finds nothing that is not acknowledged with a reason, and no acknowledgement is left over", () => {
    const app = new App();
    new QuiltIamStack(app, "Iam", { appStackName: "quilt-prod" });
    const used = new Set<Acknowledged>();
    for (const { rule, path } of findingsOf(app)) {
      const name = path.split("/").at(-1) ?? "";
      const entry = ACKNOWLEDGED.find(({ finding, on }) => finding.test(rule) && (on?.includes(name) ?? true));
      if (entry === undefined) continue;
      used.add(entry);
      const construct = app.node.findAll().find(({ node }) => node.path === path);
      if (construct !== undefined) Validations.of(construct).acknowledge({ id: rule, reason: entry.reason });
    }
    expect(findingsOf(app)).toEqual([]);
    expect(ACKNOWLEDGED.filter((entry) => !used.has(entry))).toEqual([]);
  }, 60_000);

  it("would find a role that may do everything", () => {
    const app = new App();
    const stack = new QuiltIamStack(app, "Iam", {
      extraManagedPolicies: { ApiRole: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
    });
    const rules = findingsOf(app).filter(({ path }) => path === `${stack.node.path}/Iam/ApiRole`);
    expect(rules.map(({ rule }) => rule)).toContain(
      "AwsSolutions-IAM4[Policy::arn:aws:iam::aws:policy/AdministratorAccess]",
    );
  });

  it("acknowledges each finding with a sentence", () => {
    for (const { reason } of ACKNOWLEDGED) expect(reason).toMatch(/^\S.{20,}\.$/);
  });
});
