import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { QuiltModule } from "../../../src/terraform";
import type { QuiltModuleProps } from "../../../src/terraform";
import { TRUST } from "../../emulator/support";
import type { ClientOutcome } from "../run-client";
import { terraformIn } from "../run-terraform";
import type { TerraformFolder } from "../run-terraform";
import { EXISTING, synthesizeIn } from "./deployment";
import { quiltMonolith } from "./monolith";
import { createTemplateBucket, leftovers, splitIn, stackStates, templateUrl, uploadTemplate } from "./stacks";
import type { SplitFiles } from "./stacks";
import { TRACK_LIMIT, terraformTrack } from "./track";

/** Each way in which a deployment fails, told by the message that a person sees, and mended by what it says. */
export function describeFailures(): void {
  const { box, folder, step, describe } = terraformTrack();
  let terraform: TerraformFolder;
  let good: SplitFiles;

  const common = { ...EXISTING, parameters: { QuiltWebHost: "quilt.example.com" } };
  const external = { templateUrl: templateUrl("app.json"), iamTemplateUrl: templateUrl("iam.json") };
  function deploy(stack: TerraformStack, name: string, props: Partial<QuiltModuleProps>): void {
    new QuiltModule(stack, name, { ...common, name, ...external, ...props });
  }
  /** What fails at first, but for `used`. */
  function deployAll(stack: TerraformStack): void {
    deploy(stack, "taken", { iamTemplateUrl: templateUrl("taken-iam.json") });
    deploy(stack, "lacking", { iamTemplateUrl: templateUrl("lacking-iam.json") });
    deploy(stack, "rolled", {});
    deploy(stack, "broken", { templateUrl: templateUrl("broken-app.json") });
    deploy(stack, "used", {});
  }
  const synthesize = (build: (stack: TerraformStack) => void): string => synthesizeIn(join(folder.path, "out"), build);
  const invoke = <Output>(operation: string, input: object): Promise<Output> =>
    box.emulator.invoke<Output>("cloudformation", operation, input);
  const apply = async (): Promise<string> => refusal(await terraform.run("apply", "-auto-approve", "-no-color"));

  /** Puts a template that an edit spoils into the bucket. */
  async function spoil(file: string, key: string, edit: (template: Spoilt) => void): Promise<void> {
    const template = JSON.parse(readFileSync(file, "utf8")) as Spoilt;
    edit(template);
    const spoilt = join(folder.path, key);
    writeFileSync(spoilt, JSON.stringify(template));
    await uploadTemplate(box.emulator, spoilt);
  }

  const refused = step(async () => {
    const { emulator } = box;
    await createTemplateBucket(emulator);
    good = await splitIn(folder.path, quiltMonolith());
    await uploadTemplate(emulator, good.iam, "iam.json");
    await uploadTemplate(emulator, good.app, "app.json");
    await uploadTemplate(emulator, good.monolith, "monolith.json");
    const configuration = synthesize((stack) => {
      deploy(stack, "absent", { iamTemplateUrl: templateUrl("absent.json") });
      deploy(stack, "whole", { templateUrl: templateUrl("monolith.json") });
      new QuiltModule(stack, "half", { ...common, name: "half", templateUrl: external.templateUrl });
      deploy(stack, "silent", { parameters: {} });
      deploy(stack, "talkative", { parameters: { ...common.parameters, Nonsense: "1" } });
    });
    terraform = terraformIn(configuration, emulator);
    await terraform.init();
    return { output: refusal(await terraform.run("plan", "-no-color")), left: await leftovers(emulator) };
  });

  const failed = step(async () => {
    await box.emulator.invoke("iam", "CreateRole", { RoleName: "taken", AssumeRolePolicyDocument: TRUST });
    const named = await splitIn(join(folder.path, "named"), quiltMonolith({ apiRoleName: "taken" }));
    await uploadTemplate(box.emulator, named.iam, "taken-iam.json");
    await spoil(good.iam, "lacking-iam.json", ({ Outputs }) => delete Outputs["ApiRoleArn"]);
    await spoil(good.app, "broken-app.json", ({ Resources }) => {
      const user = {
        Type: "AWS::IAM::User",
        Properties: { ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/none"] },
      };
      Resources["User"] = user;
    });
    await invoke("CreateStack", {
      StackName: "rolled-iam",
      TemplateURL: templateUrl("taken-iam.json"),
      Capabilities: ["CAPABILITY_NAMED_IAM"],
      Parameters: ["AppStackName", "SearchDomainArn"].map((ParameterKey) => ({
        ParameterKey,
        ParameterValue: "rolled",
      })),
    });
    synthesize((stack) => {
      deploy(stack, "absent", { iamTemplateUrl: templateUrl("absent.json"), followTemplates: false });
      deployAll(stack);
    });
    return { output: await apply(), stacks: await stackStates(box.emulator) };
  });

  const mended = step(async () => {
    synthesize(deployAll);
    await box.emulator.invoke("iam", "DeleteRole", { RoleName: "taken" });
    await uploadTemplate(box.emulator, good.iam, "lacking-iam.json");
    await uploadTemplate(box.emulator, good.app, "broken-app.json");
    await invoke("DeleteStack", { StackName: "rolled-iam" });
    await terraform.apply();
    return await stackStates(box.emulator);
  });

  const inUse = step(async () => {
    const Value = { "Fn::ImportValue": "used-iam-ApiRoleArn" };
    const importer = { Resources: { P: { Type: "AWS::SSM::Parameter", Properties: { Type: "String", Value } } } };
    await invoke("CreateStack", { StackName: "importer", TemplateBody: JSON.stringify(importer) });
    const output = refusal(await terraform.run("destroy", "-auto-approve", "-no-color"));
    return { output, stacks: await stackStates(box.emulator) };
  });

  const destroyed = step(async () => {
    await invoke("DeleteStack", { StackName: "importer" });
    await terraform.destroy();
    return await leftovers(box.emulator);
  });

  describe("what Terraform says before it deploys anything", () => {
    const test = (claim: string, run: () => Promise<void>): void => it(claim, run, TRACK_LIMIT);

    test("a template that is not there", async () => {
      // The provider's words.
      expect((await refused()).output).toContain(
        "reading S3 Bucket (templates) Object (absent.json): couldn't find resource with data.aws_s3_object.absent_iam_template_version",
      );
    });

    test("a template that was not split, with an IAM template", async () => {
      expect((await refused()).output).toMatch(
        /no parameters for roles and policies of the IAM stack: (\w+, ){31}\w+\. Give the template that xiam split wrote as -app; or deploy the one that was not split without iamTemplateUrl or iamTemplateFile\./,
      );
    });

    test("the application's half of a split, without an IAM template", async () => {
      expect((await refused()).output).toMatch(
        /takes ARNs of roles and policies as parameters, and there is no IAM stack to give them: (\w+, ){31}\w+\. Give the IAM template by iamTemplateUrl or iamTemplateFile, or deploy the template that was not split\./,
      );
    });

    test("a parameter that has no value", async () => {
      expect((await refused()).output).toContain(
        "has parameters without a default that have no value: QuiltWebHost. Give them by parameters.",
      );
    });

    test("a parameter that the template does not have", async () => {
      expect((await refused()).output).toContain(
        "The application's template has no parameters Nonsense. Leave them out of parameters;",
      );
    });

    test("and nothing is deployed", async () => {
      expect((await refused()).left).toEqual([]);
    });
  });

  describe("what Terraform says of a deployment that fails", () => {
    const test = (claim: string, run: () => Promise<void>): void => it(claim, run, TRACK_LIMIT);

    test("a template that is not there, where CloudFormation is the first to look", async () => {
      // CloudFormation's words: src/emulator/cloudformation/template-source.ts
      expect((await failed()).output).toContain(
        "creating CloudFormation Stack (absent-iam): operation error CloudFormation: CreateStack, https response error StatusCode: 400",
      );
      expect((await failed()).output).toContain("ValidationError: S3 error: The specified key does not exist.");
    });

    test("a name that is taken, and the stack is gone again", async () => {
      const { output, stacks } = await failed();

      expect(output).toMatch(
        /stack\/taken-iam\/[-0-9a-f]+\) create: stack status \(DELETE_COMPLETE\): The following resource\(s\) failed to create: \[[^\]]*\bApiRole\b.*taken already exists/,
      );
      expect(stacks["taken-iam"]).toBeUndefined();
    });

    test("an output that is missing, and the application is not touched", async () => {
      const { output, stacks } = await failed();

      expect(output).toContain(
        "The IAM stack lacking-iam lacks outputs: ApiRoleArn. Give it the template that xiam split wrote as -iam,",
      );
      expect(stacks["lacking"]).toBeUndefined();
    });

    test("a stack in ROLLBACK_COMPLETE that is in the way", async () => {
      const { output, stacks } = await failed();

      expect(stacks["rolled-iam"]?.status).toBe("ROLLBACK_COMPLETE");
      expect(output).toContain("AlreadyExistsException: Stack [rolled-iam] already exists");
    });

    test("an application that is rolled back, with the resource that failed and the reason", async () => {
      const { output, stacks } = await failed();

      expect(stacks["broken"]?.status).toBe("ROLLBACK_COMPLETE");
      expect(output).toMatch(
        /create: stack status \(ROLLBACK_COMPLETE\): The following resource\(s\) failed to create: \[User\].*Policy arn:aws:iam::123456789012:policy\/none does not exist or is not attachable\./,
      );
    });

    test("the remedies work: apply makes all of it whole, and replaces what was rolled back", async () => {
      const [{ stacks: earlier }, later] = [await failed(), await mended()];

      const statuses = Object.fromEntries(Object.entries(later).map(([name, { status }]) => [name, status]));
      const whole = ["taken", "lacking", "rolled", "broken", "used"].flatMap((name) => [
        [name, "CREATE_COMPLETE"],
        [`${name}-iam`, name === "lacking" ? "UPDATE_COMPLETE" : "CREATE_COMPLETE"],
      ]);
      expect(statuses).toEqual(Object.fromEntries(whole));
      expect(later["broken"]?.id).not.toBe(earlier["broken"]?.id);
      expect(later["used"]).toEqual(earlier["used"]);
    });

    test("an export that another stack uses keeps its IAM stack, until that is gone", async () => {
      const { output, stacks } = await inUse();

      // The provider says no more than this; the reason stands at the stack, in CloudFormation's words:
      // ../shared/facts/cloudformation.md. docs/terraform.md says where to look.
      expect(output).toMatch(/stack\/used-iam\/[-0-9a-f]+\) delete: unexpected state 'CREATE_COMPLETE'/);
      expect(stacks["used-iam"]?.reason).toBe(
        "Delete canceled. Cannot delete export used-iam-ApiRoleArn as it is in use by importer.",
      );
      expect(Object.keys(stacks).sort()).toEqual(["importer", "used-iam"]);
      expect(await destroyed()).toEqual([]);
    });
  });
}

/** A template, to be changed. */
interface Spoilt {
  readonly Resources: Record<string, object>;
  readonly Outputs: Record<string, object>;
}

/** What a command that failed printed, without its line breaks. */
function refusal({ exitCode, output }: ClientOutcome): string {
  expect({ exitCode, output }).toMatchObject({ exitCode: 1 });
  return output.replace(/[^]*?(?=Error: )/, "").replace(/\s+/g, " ");
}
