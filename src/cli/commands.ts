import type { AnyCommand } from "./command";

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Loads the command: `xiam split` never pays for the emulator. */
  load(): Promise<AnyCommand>;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "split",
    summary: "split a template into an IAM template and an app template",
    load: async () => (await import("./commands/split")).splitCommand,
  },
  {
    name: "check",
    summary: "deploy both templates on the embedded emulator and run the quality gates",
    load: async () => (await import("./commands/check")).checkCommand,
  },
  {
    name: "emulator",
    summary: "serve AWS IAM, STS, CloudFormation, S3 and SSM parameters on this machine until stopped",
    load: async () => (await import("./commands/emulator")).emulatorCommand,
  },
  {
    name: "state",
    summary: "save, restore or forget all that a running emulator has",
    load: async () => (await import("./commands/state")).stateCommand,
  },
  {
    name: "gates",
    summary: "run the quality gates on two deployed stacks",
    load: async () => (await import("./commands/gates")).gatesCommand,
  },
  {
    name: "simulate",
    summary: "say whether policies allow an action, and why",
    load: async () => (await import("./commands/simulate")).simulateCommand,
  },
  {
    name: "teardown",
    summary: "delete the application stack, then the IAM stack",
    load: async () => (await import("./commands/teardown")).teardownCommand,
  },
  {
    name: "terraform",
    summary: "write a Terraform module that deploys the IAM stack, or Quilt with it",
    load: async () => (await import("./commands/terraform")).terraformCommand,
  },
];
