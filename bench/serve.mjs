/* global Buffer */
// A server for load.mjs in a process of its own: `bare` answers a constant, `memory` and `disk DIR` are emulators. Prints
// its URL and how long it took to listen, answers messages with its memory.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);
const [kind, dataDir] = process.argv.slice(2);

async function serve() {
  if (kind === "bare") {
    const body = Buffer.from("<GetRoleResponse/>".padEnd(900, " "));
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/xml", "content-length": body.length });
      response.end(body);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${server.address().port}`;
  }
  const { Emulator } = require(join(process.env.XIAM_DIST ?? join(root, "dist"), "emulator"));
  // More roles than an account of AWS may have by default.
  const quotas = { RolesPerAccount: 1_000_000, UsersPerAccount: 1_000_000, PoliciesPerAccount: 1_000_000 };
  const emulator = await Emulator.start({ quotas, ...(kind === "disk" && { dataDir }) });
  return emulator.url;
}

const url = await serve();
process.on("message", () => {
  globalThis.gc?.();
  process.send({ resident: process.memoryUsage().rss });
});
process.send({ url });
