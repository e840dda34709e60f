import { Emulator } from "../../../src/emulator";

/** A process that serves on a data directory until it is killed, for crash.test.ts. */
async function serve(): Promise<void> {
  const emulator = await Emulator.start({ dataDir: process.argv[2] ?? "" });
  process.stdout.write(`${emulator.url}\n`);
}

void serve();
