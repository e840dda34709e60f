import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { QUILT_CATALOG } from "../../../src/catalog";
import { fillParameterStore, fillParameters } from "../../../src/deploy";
import { parseTemplate } from "../../../src/template";
import { QuiltModule } from "../../../src/terraform";
import { terraformIn } from "../run-terraform";
import type { TerraformFolder } from "../run-terraform";
import { EXISTING, synthesizeIn } from "./deployment";
import { createTemplateBucket, leftovers, stackStates, uploadTemplate, xiam } from "./stacks";
import { TRACK_LIMIT, terraformTrack } from "./track";

const shared = process.env["SHARED_DIR"] ?? join(__dirname, "..", "..", "..", "..", "shared");
const monolith = join(shared, "fixtures", "quilt-monolith.yaml");
const config = join(shared, "fixtures", "quilt-split-config.yaml");
const isHere = existsSync(monolith);

/** What the module gives itself. */
const INFRASTRUCTURE = [
  ...["VPC", "Subnets", "PublicSubnets", "UserSecurityGroup", "DBUrl", "DBAccessorSecurityGroup", "AdminPassword"],
  ...["SearchDomainEndpoint", "SearchDomainArn", "SearchClusterAccessorSecurityGroup"],
];
/** In the configuration, and not in the template. */
const ABSENT = "S3LambdaRole";
/** Parameters with NoEcho that get a value. */
const SECRETS = [
  ...["AdminPassword", "AzureClientSecret", "DBUrl"],
  ...["GoogleClientSecret", "OktaClientSecret", "OneLoginClientSecret"],
];

/** The real template, split and deployed. */
export function describeRealTemplate(): void {
  const { box, folder, step, describe } = terraformTrack(isHere);
  let terraform: TerraformFolder;

  const created = step(async () => {
    await xiam("split", monolith, "--config", config, "--out-dir", folder.path);
    await createTemplateBucket(box.emulator);
    const iamTemplateUrl = await uploadTemplate(box.emulator, join(folder.path, "quilt-monolith-iam.yaml"));
    const templateUrl = await uploadTemplate(box.emulator, join(folder.path, "quilt-monolith-app.yaml"));
    const template = parseTemplate(readFileSync(monolith, "utf8"), { file: monolith });
    await fillParameterStore(box.emulator, template, new Map());
    const filled = [...fillParameters(template, new Map())].filter(([name]) => !INFRASTRUCTURE.includes(name));
    const configuration = synthesizeIn(join(folder.path, "out"), (stack) => {
      new QuiltModule(stack, "quilt", {
        ...EXISTING,
        name: "quilt",
        templateUrl,
        iamTemplateUrl,
        iamRoleNames: QUILT_CATALOG.roles.filter((name) => name !== ABSENT),
        parameters: Object.fromEntries(filled),
      });
    });
    terraform = terraformIn(configuration, box.emulator);
    await terraform.init();
    await terraform.apply();
    return await stackStates(box.emulator);
  });

  const appliedAgain = step(async () => ({ output: await terraform.apply(), stacks: await stackStates(box.emulator) }));

  const destroyed = step(async () => {
    await terraform.destroy("-refresh=false");
    return await leftovers(box.emulator);
  });

  const why = isHere ? "" : " (skipped: the shared fixtures are not here)";
  describe(`Terraform over the real template${why}`, () => {
    const test = (claim: string, run: () => Promise<void>): void => it(claim, run, TRACK_LIMIT);

    test("creates both stacks, and the application gets the 31 ARNs that there are", async () => {
      const { quilt, "quilt-iam": iam } = await created();
      const arns = Object.entries(iam?.outputs ?? {});

      expect([quilt?.status, iam?.status]).toEqual(["CREATE_COMPLETE", "CREATE_COMPLETE"]);
      expect(arns).toHaveLength(31);
      for (const [name, arn] of arns) expect(quilt?.parameters[name.replace(/Arn$/, "")]).toBe(arn);
    });

    // https://github.com/hashicorp/terraform-provider-aws/issues/55
    test("plans nothing then but the secrets that CloudFormation does not show, and does nothing to the stacks", async () => {
      const [earlier, { output, stacks }] = [await created(), await appliedAgain()];

      const shown = [...output.matchAll(/^ *~ "(\w+)" += "\*\*\*\*" -> /gm)].map(([, name]) => name);
      expect(shown.sort()).toEqual(SECRETS);
      expect(output).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
      expect(stacks).toEqual(earlier);
    });

    test("leaves nothing when it is destroyed", async () => {
      expect(await destroyed()).toEqual([]);
    });
  });
}
