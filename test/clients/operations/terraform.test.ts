import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTerraform } from "../find-terraform";
import { isInstalled } from "../run-client";
import { readGuide, startReader } from "./guide";
import type { Reader } from "./guide";

const guide = readGuide();
const steps = [...(guide.get("Split") ?? []), ...(guide.get("With Terraform") ?? [])];
const terraform = findTerraform();
const reason =
  "reason" in terraform
    ? ` (skipped: ${terraform.reason})`
    : isInstalled("aws", "--version")
      ? ""
      : " (skipped: the AWS CLI is not installed)";

(reason === "" ? describe : describe.skip)(`the operations guide with Terraform${reason}`, () => {
  const settings = join(tmpdir(), `xiam-guide-${process.pid}.tfrc`);
  let reader: Reader;
  beforeAll(async () => {
    reader = await startReader({ TF_CLI_CONFIG_FILE: settings, TF_CLI_ARGS: "-no-color", CHECKPOINT_DISABLE: "1" });
    const mirror = "mirror" in terraform ? terraform.mirror : "";
    writeFileSync(
      settings,
      `provider_installation {\n  filesystem_mirror {\n    path    = ${JSON.stringify(mirror)}\n    include = ["hashicorp/aws"]\n  }\n}\n`,
    );
  });
  afterAll(() => reader.stop());

  it("has commands", () => {
    expect(steps.filter((step) => step.kind === "call" && step.command.startsWith("terraform ")).length).toBe(5);
  });

  // A command needs what those before it did.
  it.each(steps.map((step) => [step.kind === "call" ? step.command : step.name, step] as const))(
    "%s",
    (_command, step) => reader.follow(step),
    120_000,
  );
});
