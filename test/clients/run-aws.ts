import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Credentials } from "../emulator/authorization/support";
import { isInstalled, runClient } from "./run-client";
import type { ClientOutcome, ClientTarget } from "./run-client";

/** What a suite's title says where the AWS CLI is missing; empty where it is there. */
export const awsSkipReason = isInstalled("aws", "--version") ? "" : " (skipped: aws is not installed)";

/** The AWS CLI in one folder. Arguments stand with a space between them; those with spaces follow. */
export interface AwsCli {
  run(args: string, ...more: string[]): Promise<ClientOutcome>;
  /** Runs a command that must succeed; answers what it printed, as data. */
  ask<Answer = unknown>(args: string, ...more: string[]): Promise<Answer>;
  /** Runs a command that AWS must refuse; answers the sentence, from `An error occurred` on. */
  refusal(args: string, ...more: string[]): Promise<string>;
  /** Writes a file for `file://name`. */
  write(name: string, content: string | object): void;
  /** The same with other credentials. */
  as(who: Credentials): AwsCli;
}

/** @param box whose values are there once the tests run */
export function awsCli(box: { readonly emulator: ClientTarget }, folder: { readonly path: string }): AwsCli {
  return withCredentials({});

  function withCredentials(credentials: Readonly<Record<string, string>>): AwsCli {
    const run = (args: string, ...more: string[]): Promise<ClientOutcome> =>
      runClient("aws", [...args.split(" "), ...more, "--output", "json"], {
        emulator: box.emulator,
        folder: folder.path,
        environment: { AWS_PAGER: "", ...credentials },
        limit: 120_000,
      });
    return {
      run,
      async ask<Answer>(args: string, ...more: string[]) {
        const { exitCode, output } = await run(args, ...more);
        expect({ args, exitCode, output: exitCode === 0 ? "" : output }).toEqual({ args, exitCode: 0, output: "" });
        return (output.trim() === "" ? undefined : JSON.parse(output)) as Answer;
      },
      async refusal(args, ...more) {
        const { exitCode, output } = await run(args, ...more);
        expect(exitCode).not.toBe(0);
        return output.slice(Math.max(0, output.indexOf("An error occurred"))).trim();
      },
      write(name, content) {
        writeFileSync(join(folder.path, name), typeof content === "string" ? content : JSON.stringify(content));
      },
      as: ({ accessKeyId, secretAccessKey, sessionToken }) =>
        withCredentials({
          AWS_ACCESS_KEY_ID: accessKeyId,
          AWS_SECRET_ACCESS_KEY: secretAccessKey,
          ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
        }),
    };
  }
}
