import { App, Stack, Validations } from "aws-cdk-lib/core";
import { AwsSolutionsChecks } from "cdk-nag";
import { InlineAppNames } from "../../../src/cdk/quilt/inline-app-names";
import { QuiltIam } from "../../../src/cdk/quilt/quilt-iam";
import { QuiltIamStack, type QuiltIamStackProps } from "../../../src/cdk/quilt/quilt-iam-stack";

// The first synthesis of a process loads the CDK's schemas.
jest.setTimeout(60_000);

/** What AwsSolutions finds, `{rule} {construct path}`, but what is acknowledged with a reason. */
function findings(app: App): readonly string[] {
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath ?? ""}`),
  );
}

function iamStack(props: QuiltIamStackProps = {}): App {
  const app = new App();
  new QuiltIamStack(app, "Iam", props);
  return app;
}

function inlineIam(): App {
  const app = new App();
  new QuiltIam(new Stack(app, "Quilt"), "Iam", { appNames: new InlineAppNames() });
  return app;
}

/** The acknowledged findings of a construct and their reasons. */
function acknowledged(app: App, path: string): Readonly<Record<string, string>> {
  const metadata = app.node.findAll().find(({ node }) => node.path === path)?.node.metadata ?? [];
  const entries = metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  return Object.assign({}, ...entries.map(({ data }) => data as unknown)) as Record<string, string>;
}

describe("cdk-nag's AwsSolutions pack on the roles and policies", () => {
  it.each([
    ["the IAM stack", () => iamStack({ appStackName: "quilt-prod" })],
    ["the IAM stack of an app stack with capitals", () => iamStack({ appStackName: "Quilt-Prod" })],
    ["the inline pattern", inlineIam],
  ])("finds nothing in %s that is not acknowledged with a reason", (_, make) => {
    expect(findings(make())).toEqual([]);
  });

  it("acknowledges single findings, each with the reasons of its statements", () => {
    const app = iamStack();
    expect(acknowledged(app, "Iam/Iam/TrackingCronRole")).toEqual({
      [key("IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy]")]:
        "What starting a container needs: to pull its image and to write its logs.",
      [key(
        "IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task-definition/<AppStackName>-stack-status:*]",
      )]: "Every deployment makes a new revision of a task definition.",
    });
    expect(acknowledged(app, "Iam/Iam/AmazonECSTaskExecutionRole")[key("IAM5[Resource::*]")]).toBe(
      "These actions know no resources. Customers connect buckets of theirs at run time.",
    );
    expect(acknowledged(app, "Iam/Iam/S3ProxyRole")).toEqual({});
  });

  it("still looks at what others add", () => {
    const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
    expect(findings(iamStack({ extraManagedPolicies: { ApiRole: [administrator] } }))).toEqual([
      `AwsSolutions-IAM4[Policy::${administrator}] Iam/Iam/ApiRole`,
    ]);
  });
});

/** As the CDK keeps a finding's id. */
function key(finding: string): string {
  return `Annotation::AwsSolutions-${finding}`;
}
