import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTerraform } from "./find-terraform";
import { runClient } from "./run-client";
import type { ClientOutcome, ClientTarget } from "./run-client";

const terraform = findTerraform();

/** What a suite's title says where Terraform or its provider is missing; empty where both are there. */
export const terraformSkipReason = "reason" in terraform ? ` (skipped: ${terraform.reason})` : "";

/** Terraform in one folder, against an emulator. */
export interface TerraformFolder {
  readonly path: string;
  run(...args: string[]): Promise<ClientOutcome>;
  /** Runs a command that must succeed; answers what it printed. */
  succeed(...args: string[]): Promise<string>;
  init(): Promise<void>;
  apply(...args: string[]): Promise<string>;
  /** Fails with the plan where there are changes. */
  planNothing(...args: string[]): Promise<void>;
  destroy(...args: string[]): Promise<string>;
  outputs<Values = Record<string, string>>(): Promise<Values>;
  /** What the state file in the folder says, without a command. */
  state(): TerraformState;
}

/** Of a state file. */
export interface TerraformState {
  readonly outputs: Readonly<Record<string, { readonly value: unknown }>>;
  readonly resources: readonly { readonly mode: string; readonly type: string; readonly name: string }[];
}

/**
 * Terraform in a folder that holds a configuration, with providers from the mirror only. Init first.
 *
 * @param environment variables on top of those that point at the emulator
 */
export function terraformIn(
  path: string,
  emulator: ClientTarget,
  environment: Readonly<Record<string, string>> = {},
): TerraformFolder {
  const run = (...args: string[]): Promise<ClientOutcome> =>
    runClient("terraform", args, {
      emulator,
      folder: path,
      environment: {
        TF_CLI_CONFIG_FILE: join(path, "terraform.rc"),
        TF_IN_AUTOMATION: "1",
        CHECKPOINT_DISABLE: "1",
        ...environment,
      },
      limit: 120_000,
    });
  const succeed = async (...args: string[]): Promise<string> => {
    const { exitCode, output } = await run(...args);
    if (exitCode !== 0) throw new Error(`terraform ${args.join(" ")} exited with ${exitCode}\n${output}`);
    return output;
  };
  return {
    path,
    run,
    succeed,
    async init() {
      const mirror = "mirror" in terraform ? terraform.mirror : "";
      writeFileSync(
        join(path, "terraform.rc"),
        `provider_installation {\n  filesystem_mirror {\n    path    = ${JSON.stringify(mirror)}\n    include = ["hashicorp/aws"]\n  }\n}\n`,
      );
      await succeed("init", "-no-color", "-input=false");
    },
    apply: (...args) => succeed("apply", "-auto-approve", "-no-color", "-input=false", ...args),
    async planNothing(...args) {
      const { exitCode, output } = await run("plan", "-detailed-exitcode", "-no-color", "-input=false", ...args);
      // 2 means changes.
      if (exitCode !== 0) throw new Error(`terraform plan exited with ${exitCode}\n${output}`);
      expect(output).toContain("No changes. Your infrastructure matches the configuration.");
    },
    destroy: (...args) => succeed("destroy", "-auto-approve", "-no-color", "-input=false", ...args),
    async outputs<Values>() {
      const values = JSON.parse(await succeed("output", "-json", "-no-color")) as Record<string, { value: unknown }>;
      return Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value])) as Values;
    },
    state: () => JSON.parse(readFileSync(join(path, "terraform.tfstate"), "utf8")) as TerraformState,
  };
}
