import { UserError } from "../../base";
import { Emulator } from "../../emulator";
import type { EmulatorOptions, Enforcement, WebIdentityKeys } from "../../emulator";
import { defineCommand } from "../command";
import { usageError } from "../parse-args";
import { readInput, reasonOf } from "../../files";

const DEFAULT_PORT = 4566;

/** An hour in milliseconds, the emulator's own limit. */
const LONGEST_LATENCY = 3_600_000;

export const emulatorCommand = defineCommand({
  name: "emulator",
  summary: "serve AWS IAM, STS, CloudFormation, S3 and SSM parameters on this machine until stopped",
  usage: [
    `emulator [--port ${DEFAULT_PORT}] [--host 127.0.0.1] [--latency 0] [--data-dir DIR] [--enforce MODE] [--web-identity-keys FILE]`,
  ],
  positionals: 0,
  options: {
    port: {
      type: "text",
      placeholder: "PORT",
      description: `port to listen on, ${DEFAULT_PORT} if not given, 0 for any free one`,
    },
    host: {
      type: "text",
      placeholder: "HOST",
      description: "address to listen on, 127.0.0.1 (this machine only) if not given",
    },
    latency: {
      type: "text",
      placeholder: "MS",
      description: "milliseconds that CloudFormation takes for each resource, 0 if not given",
    },
    "data-dir": {
      type: "text",
      placeholder: "DIR",
      description: "directory to keep state in, made if it is not there; in memory if not given",
    },
    enforce: {
      type: "text",
      placeholder: "MODE",
      description: "soft: tell what policies would deny; strict: deny it, and check signatures; off if not given",
    },
    "web-identity-keys": {
      type: "text",
      placeholder: "FILE",
      description: "JSON with the key set of each OpenID Connect issuer, to verify AssumeRoleWithWebIdentity by",
    },
  },
  examples: [
    ["emulator", "serves on http://127.0.0.1:4566 and prints the environment to set"],
    ["emulator --port 0 --json", "serves on a free port and prints its URL as JSON"],
    ["emulator --data-dir .emulator", "goes on where the last one with that directory stopped"],
    ["emulator --enforce strict", "lets in whom policies allow, and prints the administrator's access key"],
    ["emulator --latency 2000", "takes two seconds for each resource, so that clients wait and poll"],
  ],
  async run({ args: { options }, io }) {
    const port = readPort(options.port);
    const host = options.host ?? "127.0.0.1";
    const latency = readLatency(options.latency);
    // Asked for before the URL is out: who reads it may stop us at once.
    const stop = io.stopRequested();
    const dataDir = options["data-dir"];
    const enforcement = readEnforcement(options.enforce);
    const keysFile = options["web-identity-keys"];
    const emulator = await start({
      host,
      port,
      latency,
      enforcement,
      ...(dataDir !== undefined && { dataDir }),
      ...(keysFile !== undefined && { webIdentityKeys: readKeys(keysFile) }),
    });
    const environment = emulator.environment();
    io.print(
      [
        `Serving on ${emulator.url}, stop with Ctrl-C. ${describeStore(dataDir)} ${ENFORCEMENTS[enforcement]} Point AWS clients at it:`,
        "",
        ...Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`),
        "",
        "",
      ].join("\n"),
      { url: emulator.url, environment, enforcement, ...(dataDir !== undefined && { dataDir }) },
    );
    await stop;
    await emulator.stop();
    return { exitCode: 0, json: undefined, text: () => "" };
  },
});

/** What each mode does, as the start-up line says it. */
const ENFORCEMENTS: Readonly<Record<Enforcement, string>> = {
  off: "Enforcement is off: everybody may do everything.",
  soft: "Enforcement is soft: what policies would deny is told here, and done all the same.",
  strict: "Enforcement is strict: signatures are checked and policies decide; the key below is the administrator's.",
};

function readEnforcement(text: string | undefined): Enforcement {
  if (text === undefined) return "off";
  if (Object.hasOwn(ENFORCEMENTS, text)) return text as Enforcement;
  throw usageError("emulator", `'${text}' is no mode of enforcement, allowed: ${Object.keys(ENFORCEMENTS).join(", ")}`);
}

function describeStore(dataDir: string | undefined): string {
  return dataDir === undefined ? "State is in memory and forgotten at the end." : `State is kept in ${dataDir}.`;
}

/** Emulator.start says what is wrong with what the JSON holds. */
function readKeys(file: string): WebIdentityKeys {
  const text = readInput(file, "web identity keys");
  try {
    return JSON.parse(text) as WebIdentityKeys;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError("invalid-json", `web identity keys '${file}' are no JSON: ${error.message}`, { cause: error });
  }
}

function readPort(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw usageError("emulator", `'${text}' is no port, allowed: 0 to 65535`);
}

function readLatency(text: string | undefined): number {
  if (text === undefined) return 0;
  const latency = Number(text);
  if (/^\d+$/.test(text) && latency <= LONGEST_LATENCY) return latency;
  throw usageError("emulator", `'${text}' is no latency, allowed: 0 to ${LONGEST_LATENCY} milliseconds`);
}

async function start(options: EmulatorOptions & { readonly host: string; readonly port: number }): Promise<Emulator> {
  const { host, port } = options;
  try {
    return await Emulator.start(options);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    const busy = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    throw new UserError("cannot-listen", `cannot listen on ${host}:${port}: ${busy ? "the port is in use" : reason}`, {
      hint: busy
        ? "choose another port with --port, or --port 0 for any free one"
        : "choose another address with --host",
      cause: error,
    });
  }
}
