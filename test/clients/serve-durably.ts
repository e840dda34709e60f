import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { ClientTarget } from "./run-client";

/** An emulator in a process of its own, on a data directory. */
export interface ServedEmulator extends ClientTarget {
  /** Ends it at once, without a chance to write anything. */
  kill(): Promise<void>;
}

/** Starts an emulator in a process of its own, on a data directory. */
export async function serveDurably(dataDir: string): Promise<ServedEmulator> {
  const script = join(__dirname, "..", "emulator", "store", "serve-durable.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  });
  const gone = once(child, "exit");
  const line = await Promise.race([once(child.stdout, "data"), gone.then(() => undefined)]);
  if (line === undefined) throw new Error(`the emulator on ${dataDir} ended before it served`);
  const url = String(line[0]).trim();
  return {
    environment: () => ({
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
    }),
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
