#!/usr/bin/env node
import { runCli } from "./run-cli";

// The SDK's notice about coming Node versions is for us, who choose the SDK's version, and not for who runs xiam.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

// `xiam … | head` closes the pipe early: nobody reads on, which is no error. A full disk is one, but none of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    if (stream === process.stdout) process.stderr.write(`error: cannot write the output: ${error.message}\n`);
    process.exit(2);
  });
}

// Ctrl-C waits for the statement under way, so that files are written whole or not at all. A command that asked to hear
// of it (the emulator) ends by itself; a second Ctrl-C ends everything.
process.once("SIGINT", () => {
  if (process.listenerCount("SIGINT") === 0) process.exit(130);
});

/** Resolves when the text has left the process: exiting at once would cut what a pipe has not taken yet. */
async function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text !== "") await new Promise<void>((resolve) => stream.write(text, () => resolve()));
}

async function main(): Promise<void> {
  const outcome = await runCli(process.argv.slice(2), {
    environment: process.env,
    out: process.stdout,
    err: process.stderr,
  });
  await write(process.stdout, outcome.stdout);
  await write(process.stderr, outcome.stderr);
  process.exit(outcome.exitCode);
}

void main();
