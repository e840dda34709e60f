import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deployStack, fillParameters, outputsOf } from "../../src/deploy";
import {
  createClients,
  outputsToParameters,
  passed,
  QUALITY_GATES,
  readDeployedAccess,
  runGates,
  TemplateInPlace,
} from "../../src/gates";
import type { Clients } from "../../src/gates";
import { ManagedPolicies } from "../../src/gates/access/managed-policies";
import { readTemplateRoles } from "../../src/gates/access/template-roles";
import { listProbes } from "../../src/policy";
import { everythingCatalog, split } from "../../src/split";
import { parseTemplate } from "../../src/template";
import type { Template } from "../../src/template";
import { ADMIN, makeUser } from "../emulator/authorization/support";
import type { Credentials } from "../emulator/authorization/support";
import { startForTests } from "../emulator/support";

const EXAMPLE = join(__dirname, "../../examples/notes-service");
const read = (name: string): string => readFileSync(join(EXAMPLE, name), "utf8");

describe("two engineers and the example, with every call decided by policies", () => {
  const box = startForTests({ enforcement: "strict", administrator: ADMIN });
  const monolith = parseTemplate(read("template.yaml"), { file: "template.yaml" });
  const { iam, app, report } = split(monolith, everythingCatalog(), { appStackName: "notes-dev" });
  const opened: Clients[] = [];
  let security: Clients;
  let application: Clients;
  let outputs: ReadonlyMap<string, string>;

  function clientsOf(credentials: Credentials): Clients {
    const clients = createClients({ endpoint: box.emulator.url, region: box.emulator.region, credentials });
    opened.push(clients);
    return clients;
  }

  beforeAll(async () => {
    const engineer = async (name: string): Promise<Clients> =>
      clientsOf(await makeUser(box.emulator, name, read(`policies/${name}.json`)));
    security = await engineer("security-engineer");
    application = await engineer("application-engineer");
  });
  afterAll(() => opened.forEach((clients) => clients.destroy()));

  interface Outcome {
    readonly status: string;
    readonly outputs: ReadonlyMap<string, string>;
    /** Of the resources that failed by themselves. */
    readonly reasons: readonly string[];
  }

  /** Deploys as somebody; what the template asks for and nobody gives is made up. */
  async function deploy(
    by: Clients,
    name: string,
    template: Template,
    given: ReadonlyMap<string, string> = new Map(),
  ): Promise<Outcome> {
    const values = new Map([...fillParameters(template, given), ...given]);
    const done = await deployStack(by.cloudFormation, name, { template }, values);
    const status = done.refusal ?? done.stack?.StackStatus ?? "";
    const { StackEvents: events = [] } = await by.cloudFormation.describeStackEvents({ StackName: name });
    const failed = events.filter(({ ResourceStatus: now }) => now === "CREATE_FAILED" || now === "DELETE_FAILED");
    const reasons = failed.map(({ ResourceStatusReason: reason }) => reason ?? "");
    return { status, outputs: outputsOf(done), reasons: reasons.filter((text) => !/cancelled/.test(text)) };
  }

  async function remove(by: Clients, StackName: string): Promise<void> {
    await by.cloudFormation.deleteStack({ StackName });
    for (;;) {
      const { StackSummaries } = await clientsOf(ADMIN).cloudFormation.listStacks({
        StackStatusFilter: ["DELETE_IN_PROGRESS", "ROLLBACK_COMPLETE"],
      });
      if (StackSummaries?.every(({ StackName: name }) => name !== StackName) ?? true) return;
    }
  }

  it("refuse the application engineer the monolith, and name the permission that is missing", async () => {
    const { status, reasons } = await deploy(application, "notes-dev", monolith);

    expect(status).toBe("ROLLBACK_COMPLETE");
    // The frame of the sentence: aws/aws-cdk issue 27067.
    expect(reasons.join("\n")).toMatch(
      /"User: arn:aws:iam::123456789012:user\/application-engineer is not authorized to perform: iam:Create(Role|Policy) on resource: arn:aws:iam::123456789012:(role|policy)\/\S+ because no identity-based policy allows the iam:Create(Role|Policy) action/,
    );
    for (const reason of reasons) expect(reason).toContain("is not authorized to perform: iam:");
    await remove(application, "notes-dev");
  });

  it("refuse the application engineer the IAM stack as a whole", async () => {
    const done = await deployStack(
      application.cloudFormation,
      "notes-dev-iam",
      { template: iam },
      fillParameters(iam, new Map()),
    );

    expect(done.refusal).toMatch(
      /^User: arn:aws:iam::123456789012:user\/application-engineer is not authorized to perform: cloudformation:CreateStack on resource: arn:aws:cloudformation:us-east-1:123456789012:stack\/notes-dev-iam\/\S+ because/,
    );
  });

  it("let the security engineer deploy the IAM stack, with all IAM of the monolith", async () => {
    const done = await deploy(security, "notes-dev-iam", iam);

    expect([done.status, done.reasons]).toEqual(["CREATE_COMPLETE", []]);
    expect(done.outputs.size).toBe(report.wiring.length);
    outputs = done.outputs;
  });

  it("refuse the security engineer the application", async () => {
    const done = await deployStack(
      security.cloudFormation,
      "notes-dev",
      { template: app },
      fillParameters(app, new Map()),
    );

    expect(done.refusal).toMatch(/security-engineer is not authorized to perform: cloudformation:CreateStack on/);
  });

  it("let the application engineer deploy the application, without a permission of IAM but iam:PassRole", async () => {
    const granted = JSON.parse(read("policies/application-engineer.json")) as {
      Statement: { Action: string | string[] }[];
    };
    const ofIam = granted.Statement.flatMap(({ Action }) => Action).filter((action) => /^(iam:|\*)/.test(action));
    expect(ofIam).toEqual(["iam:PassRole"]);

    const done = await deploy(application, "notes-dev", app, outputsToParameters(outputs, report.wiring));

    expect([done.status, done.reasons]).toEqual(["CREATE_COMPLETE", []]);
  });

  it("have given every consumer's role what the monolith gives it, by IAM's own simulation", async () => {
    const access = await readDeployedAccess(clientsOf(ADMIN), "notes-dev", app, "notes-dev-iam");
    if (access === undefined) throw new Error("a stack is missing");
    const inPlace = new TemplateInPlace(monolith, access.app, access.stacks.slice(1));
    const roles = await readTemplateRoles(inPlace, access.stacks[1] ?? access.app, new ManagedPolicies(security.iam));
    let needs = 0;
    for (const [consumer, logicalId] of access.consumers) {
      const role = access.roles.get(logicalId);
      // Patterns for buckets ask for the account, which the simulation does not know by itself.
      const common = { "aws:ResourceAccount": access.app.account };
      for (const { action, resource, context } of listProbes(roles.get(logicalId)?.identity ?? [], common).probes) {
        const { EvaluationResults: results = [] } = await security.iam.simulatePrincipalPolicy({
          PolicySourceArn: role?.arn,
          ActionNames: [action],
          ResourceArns: [resource],
          ContextEntries: [...context.entries()].map(([ContextKeyName, ContextKeyValues]) => ({
            ContextKeyName,
            ContextKeyType: "stringList",
            ContextKeyValues: [...ContextKeyValues],
          })),
        });
        expect([consumer, action, resource, ...results.map(({ EvalDecision }) => EvalDecision)]).toEqual([
          consumer,
          action,
          resource,
          "allowed",
        ]);
        needs += 1;
      }
    }
    // ApiFunction, IndexFunction, MailFunction, both roles of ExportTask, NightlyExport and NightlySchedule.
    expect(access.consumers.size).toBe(7);
    expect(needs).toBe(15 + 12 + 7 + 14 + 6 + 6 + 1);
  });

  it("pass all gates: every role may do on what was made what the monolith's may", async () => {
    const verdicts = await runGates(QUALITY_GATES, {
      ...clientsOf(ADMIN),
      iamStackName: "notes-dev-iam",
      appStackName: "notes-dev",
      iamTemplate: { template: iam },
      appTemplate: { template: app },
      origin: { monolith, iam },
      wiring: report.wiring,
    });

    expect(verdicts.flatMap(({ findings }) => findings)).toEqual([]);
    expect(verdicts.flatMap(({ unchecked }) => unchecked)).toEqual([]);
    expect(passed(verdicts)).toBe(true);
  });
});
