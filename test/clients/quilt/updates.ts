import { join } from "node:path";
import { TerraformOutput, Token } from "cdktf";
import { QUILT_CATALOG } from "../../../src/catalog";
import { QuiltModule } from "../../../src/terraform";
import type { QuiltModuleProps } from "../../../src/terraform";
import { terraformIn } from "../run-terraform";
import type { TerraformFolder } from "../run-terraform";
import { EXISTING, synthesizeIn } from "./deployment";
import { quiltMonolith } from "./monolith";
import type { Variant } from "./monolith";
import { createTemplateBucket, eventsOf, leftovers, splitIn, stackStates, templateUrl, uploadTemplate } from "./stacks";
import type { SplitFiles, StackState } from "./stacks";
import { TRACK_LIMIT, terraformTrack } from "./track";

const NAMES = [...QUILT_CATALOG.roles, ...QUILT_CATALOG.policies];

/** The deployments, by what changes in them, and the change. */
const CHANGES = {
  policies: { allowed: "s3:GetObjectVersion" },
  role: { apiRolePath: "/new/" },
  app: { delaySeconds: "2" },
  network: {},
  inline: { delaySeconds: "2" },
} as const satisfies Record<string, Variant>;
type Name = keyof typeof CHANGES;
const EXTERNAL = ["policies", "role", "app", "network"] as const satisfies readonly Name[];

/**
 * Deployments in one configuration of CDKTF, from the first apply to destroy, that differ in what changes between: the
 * templates of `role` and `inline` are files, those of the others are in S3.
 */
export function describeUpdates(): void {
  const { box, folder, step, describe } = terraformTrack();
  let terraform: TerraformFolder;

  /** Has the templates split and in their places, and the configuration synthesized. @returns its folder */
  async function prepare(variants: Readonly<Record<Name, Variant>>, userSecurityGroup: string): Promise<string> {
    const templates = {} as Record<Name, SplitFiles>;
    for (const [name, variant] of Object.entries(variants) as [Name, Variant][]) {
      const files = await splitIn(join(folder.path, name), quiltMonolith(variant));
      templates[name] = files;
      await uploadTemplate(box.emulator, files.iam, `${name}-iam.json`);
      await uploadTemplate(box.emulator, files.app, `${name}-app.json`);
    }
    return synthesizeIn(join(folder.path, "out"), (stack) => {
      const deploy = (name: Name, props: Partial<QuiltModuleProps>): QuiltModule =>
        new QuiltModule(stack, name, {
          ...EXISTING,
          name,
          parameters: { QuiltWebHost: "quilt.example.com" },
          ...props,
        });
      const inS3 = (name: Name): Partial<QuiltModuleProps> => ({
        templateUrl: templateUrl(`${name}-app.json`),
        iamTemplateUrl: templateUrl(`${name}-iam.json`),
      });
      const external = deploy("policies", inS3("policies"));
      deploy("role", { templateFile: templates.role.app, iamTemplateFile: templates.role.iam });
      deploy("app", inS3("app"));
      deploy("network", { ...inS3("network"), network: { ...EXISTING.network, userSecurityGroup } });
      const inline = deploy("inline", { templateFile: templates.inline.monolith });
      const outputs = {
        iam_roles: Token.asAny(external.iamRoleArns),
        iam_policies: Token.asAny(external.iamPolicyArns),
        iam_stack: external.iamStackName,
        inline_roles: Token.asAny(inline.iamRoleArns),
        inline_policies: Token.asAny(inline.iamPolicyArns),
      };
      for (const [id, value] of Object.entries(outputs)) new TerraformOutput(stack, id, { value, staticId: true });
    });
  }

  const created = step(async () => {
    await createTemplateBucket(box.emulator);
    terraform = terraformIn(
      await prepare({ policies: {}, role: {}, app: {}, network: {}, inline: {} }, "sg-1"),
      box.emulator,
    );
    await terraform.init();
    await terraform.apply();
    return { stacks: await stackStates(box.emulator), outputs: terraform.state().outputs };
  });

  const planned = step(() => terraform.planNothing());

  const changed = step(async () => {
    await prepare(CHANGES, "sg-4");
    await terraform.apply();
    const updates = async (name: Name): Promise<string[]> => updatesIn(await eventsOf(box.emulator, name));
    return {
      stacks: await stackStates(box.emulator),
      updates: { role: await updates("role"), app: await updates("app") },
    };
  });

  const destroyed = step(async () => {
    const { role: app, "role-iam": iam } = await stackStates(box.emulator);
    await terraform.destroy("-refresh=false");
    return {
      app: await eventsOf(box.emulator, app?.id ?? ""),
      iam: await eventsOf(box.emulator, iam?.id ?? ""),
      left: await leftovers(box.emulator),
      resources: terraform.state().resources,
    };
  });

  describe("Terraform over QuiltModule", () => {
    const test = (claim: string, run: () => Promise<void>): void => it(claim, run, TRACK_LIMIT);

    test("creates the IAM stack and the application, which gets all 32 ARNs, from S3 and from files", async () => {
      const { stacks, outputs } = await created();

      for (const name of EXTERNAL) {
        const [app, iam] = [stacks[name], stacks[`${name}-iam`]];
        expect([app?.status, iam?.status]).toEqual(["CREATE_COMPLETE", "CREATE_COMPLETE"]);
        expect(Object.keys(iam?.outputs ?? {}).sort()).toEqual(NAMES.map((role) => `${role}Arn`).sort());
        expect(pick(app, NAMES)).toEqual(arnsOf(iam));
      }
      expect(outputs["iam_stack"]?.value).toBe("policies-iam");
      expect({ ...(outputs["iam_roles"]?.value as object), ...(outputs["iam_policies"]?.value as object) }).toEqual(
        arnsOf(stacks["policies-iam"]),
      );
    });

    test("creates one stack inline, which gets no ARN", async () => {
      const { stacks, outputs } = await created();

      expect(Object.keys(stacks).sort()).toEqual(
        [...EXTERNAL, ...EXTERNAL.map((name) => `${name}-iam`), "inline"].sort(),
      );
      expect(stacks["inline"]?.status).toBe("CREATE_COMPLETE");
      expect(pick(stacks["inline"], NAMES)).toEqual({});
      expect(stacks["inline"]?.parameters).toMatchObject({ VPC: EXISTING.network.vpcId, Subnets: "subnet-3,subnet-4" });
      expect([outputs["inline_roles"]?.value, outputs["inline_policies"]?.value]).toEqual([{}, {}]);
    });

    test("plans no changes then", async () => {
      await planned();
    });

    test("changes policies in place and leaves the application as it is (scenario A)", async () => {
      const [{ stacks: earlier }, { stacks: later }] = [await created(), await changed()];

      expect(later["policies-iam"]?.status).toBe("UPDATE_COMPLETE");
      expect(later["policies-iam"]?.outputs).toEqual(earlier["policies-iam"]?.outputs);
      expect(later["policies"]).toEqual(earlier["policies"]);
    });

    test("takes a role that was replaced to the application (scenario B)", async () => {
      const [{ stacks: earlier }, { stacks: later, updates }] = [await created(), await changed()];
      const arn = later["role-iam"]?.outputs["ApiRoleArn"];

      expect(earlier["role-iam"]?.outputs["ApiRoleArn"]).toMatch(/^arn:aws:iam::123456789012:role\/role-iam-ApiRole-/);
      expect(arn).toMatch(/^arn:aws:iam::123456789012:role\/new\/role-iam-ApiRole-/);
      expect(later["role"]?.parameters).toEqual({ ...earlier["role"]?.parameters, ApiRole: arn });
      expect(updates.role).toEqual(["ApiRoleFunction", "role"]);
    });

    test("leaves the IAM stack as it is when the application's template is another (scenario C)", async () => {
      const [{ stacks: earlier }, { stacks: later, updates }] = [await created(), await changed()];

      expect(later["app-iam"]).toEqual(earlier["app-iam"]);
      expect(updates.app).toEqual(["WorkQueue", "app"]);
    });

    test("leaves the IAM stack as it is when the infrastructure is another (scenario D)", async () => {
      const [{ stacks: earlier }, { stacks: later }] = [await created(), await changed()];

      expect(later["network-iam"]).toEqual(earlier["network-iam"]);
      expect(later["network"]?.parameters).toEqual({ ...earlier["network"]?.parameters, UserSecurityGroup: "sg-4" });
    });

    test("updates an application with its IAM inline when its template is another", async () => {
      const [{ stacks: earlier }, { stacks: later }] = [await created(), await changed()];

      expect([earlier["inline"]?.status, later["inline"]?.status]).toEqual(["CREATE_COMPLETE", "UPDATE_COMPLETE"]);
    });

    test("destroys the application, then its IAM stack, and leaves nothing", async () => {
      const { app, iam, left, resources } = await destroyed();

      const isGone = app.find(({ id, status }) => id === "role" && status === "DELETE_COMPLETE");
      const begins = iam.find(({ id, status }) => id === "role-iam" && status === "DELETE_IN_PROGRESS");
      expect(isGone?.at.getTime()).toBeLessThan(begins?.at.getTime() ?? 0);
      expect(left).toEqual([]);
      expect(resources).toEqual([]);
    });
  });
}

/** Parameters of a stack by these names. */
function pick(stack: StackState | undefined, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(stack?.parameters ?? {}).filter(([name]) => names.includes(name)));
}

/** Outputs of an IAM stack, by the names that the application knows. */
function arnsOf(stack: StackState | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(stack?.outputs ?? {}).map(([name, value]) => [name.replace(/Arn$/, ""), value]),
  );
}

/** What was updated, in the order that it was. */
function updatesIn(events: readonly { readonly id: string; readonly status: string }[]): string[] {
  return events.filter(({ status }) => status === "UPDATE_COMPLETE").map(({ id }) => id);
}
