// One measurement for run.mjs, in a process of its own: loading the emulator, starting it, and its first CreateRole.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);

const started = performance.now();
const { Emulator } = require(join(root, "dist", "emulator"));
const emulator = await Emulator.start();
// Asking by hand: loading the client is not the emulator's time, and its schemas would be there already.
const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const answer = await fetch(emulator.url, {
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams({
    Action: "CreateRole",
    Version: "2010-05-08",
    RoleName: "first",
    AssumeRolePolicyDocument: JSON.stringify(trust),
  }),
});
const text = await answer.text();
const took = performance.now() - started;
if (answer.status !== 200) throw new Error(text);
process.stdout.write(String(took));
await emulator.stop();
