import { App } from "aws-cdk-lib/core";
import { IamPattern } from "../../src/cdk/quilt/iam-pattern";
import { QuiltDeployment } from "../../src/cdk/quilt/quilt-deployment";
import { QUALITY_GATES, compareDeployments, compareWithDeclared, deriveWiring, runGates } from "../../src/gates";
import { everythingCatalog, split } from "../../src/split";
import { parseTemplate } from "../../src/template";
import type { Template } from "../../src/template";
import { deployTwice, startTwins } from "./deployed-twice";
import type { Twins } from "./deployed-twice";

const NAME = "quilt-test";

/** The stacks of a deployment, by name. */
function templatesOf(iamPattern: IamPattern): ReadonlyMap<string, Template> {
  const app = new App({ analyticsReporting: false });
  new QuiltDeployment(app, "Quilt", { name: NAME, iamPattern });
  return new Map(
    app
      .synth()
      .stacksRecursively.map(({ stackName, template }) => [
        stackName,
        parseTemplate(JSON.stringify(template), { file: `${stackName}.json` }),
      ]),
  );
}

describe("Quilt by the CDK constructs, with its IAM inline and external, both deployed", () => {
  let twins: Twins;
  beforeAll(async () => {
    jest.spyOn(console, "error").mockImplementation();
    twins = await startTwins();
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await twins.stop();
  });

  it("allows every consumer the same, is wider by what splitting the inline template declares, and passes gate 5", async () => {
    const monolith = templatesOf(IamPattern.INLINE).get(NAME);
    const external = templatesOf(IamPattern.EXTERNAL);
    const [iam, app] = [external.get(`${NAME}-iam`), external.get(NAME)];
    if (monolith === undefined || iam === undefined || app === undefined) throw new Error("a stack is missing");
    const wiring = deriveWiring(iam, app);
    const { report, iam: reference } = split(monolith, everythingCatalog(), { appStackName: NAME });

    const [inline, apart] = await deployTwice(twins, NAME, { monolith, iam, app }, wiring);
    const comparison = compareDeployments(inline, apart);
    const difference = compareWithDeclared(comparison.wider, report.severed, apart);
    const verdicts = await runGates(
      QUALITY_GATES.filter(({ number }) => number === 5),
      {
        ...twins.other,
        iamStackName: `${NAME}-iam`,
        appStackName: NAME,
        iamTemplate: { template: iam },
        appTemplate: { template: app },
        origin: { monolith, iam: reference },
        wiring,
      },
    );

    expect(comparison.disagreements).toEqual([]);
    expect(comparison.unprobed).toEqual([]);
    expect([...comparison.needs.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(800);
    // With its IAM external, who delivers the audit trail is a role that somebody else names, or nobody.
    expect(comparison.missing).toEqual(["AuditTrailDeliveryRole"]);
    const consumers = [...inline.consumers].filter(([, role]) => role !== "AuditTrailDeliveryRole");
    expect([...apart.consumers].sort()).toEqual(consumers.sort());
    expect(difference.undeclared).toEqual([]);
    expect(new Set(difference.unseen.map(({ from, to }) => `${from}: ${to}`))).toEqual(
      new Set(["AmazonECSTaskExecutionRole: AuditTrailDeliveryStream", "AuditTrailDeliveryRole: AuditTrailBucket"]),
    );
    expect(verdicts.map(({ verdict, findings, unchecked }) => [verdict, findings, unchecked])).toEqual([
      [
        "passed",
        [],
        [
          "the monolith's role AmazonECSTaskExecutionRole: statement 19 of policy root names what is in neither stack, or only the service knows",
          "the monolith's role AuditTrailDeliveryRole: it is in neither stack",
        ],
      ],
    ]);
  }, 240_000);
});
