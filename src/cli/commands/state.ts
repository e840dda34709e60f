import { isNativeError } from "node:util/types";
import { readInput } from "../../files";
import { UserError } from "../../base";
import { defineCommand } from "../command";
import { answered } from "../connection";
import { usageError } from "../parse-args";
import { writeOutputs } from "../write-outputs";

const DEFAULT_ENDPOINT = "http://127.0.0.1:4566";

const VERBS = ["save", "restore", "reset"] as const;
type Verb = (typeof VERBS)[number];

export const stateCommand = defineCommand({
  name: "state",
  summary: "save, restore or forget all that a running emulator has",
  usage: [
    "state save FILE [--force] [--endpoint URL]",
    "state restore FILE [--endpoint URL]",
    "state reset [--endpoint URL]",
  ],
  positionals: 2,
  options: {
    endpoint: {
      type: "text",
      placeholder: "URL",
      description: `where the emulator is, ${DEFAULT_ENDPOINT} if not given`,
    },
    force: { type: "flag", description: "replace FILE if it exists" },
  },
  examples: [
    ["state save before.json", "keeps the state of the emulator on this machine in a file"],
    ["state restore before.json", "puts it back, in the place of all that the emulator has"],
    ["state reset", "begins anew"],
  ],
  async run({ args: { positionals, options }, io }) {
    const [word, file] = positionals;
    const verb = VERBS.find((one) => one === word);
    if (verb === undefined) throw usageError("state", `no verb '${word ?? ""}', allowed: ${VERBS.join(", ")}`);
    const endpoint = options.endpoint ?? DEFAULT_ENDPOINT;
    if (!(URL.canParse(endpoint) && /^https?:/i.test(endpoint))) {
      throw usageError("state", `'${endpoint}' is no URL, allowed: http://HOST:PORT`);
    }
    if (verb !== "save" && options.force) throw usageError("state", "--force is for save only");
    const what = await io.step(`${verb} ${endpoint}`, () => act(verb, file, endpoint, options.force));
    return { exitCode: 0, json: { verb, endpoint, ...(file !== undefined && { file }) }, text: () => `${what}\n` };
  },
});

/** @returns what was done, for people */
async function act(verb: Verb, file: string | undefined, endpoint: string, force: boolean): Promise<string> {
  switch (verb) {
    case "save": {
      const path = required(verb, file);
      const { text } = await ask(endpoint, "GET", "state");
      writeOutputs([{ path, text }], { force });
      return `Saved to ${path}.`;
    }
    case "restore": {
      const path = required(verb, file);
      await ask(endpoint, "PUT", "state", readInput(path, "state"));
      return `Restored from ${path}.`;
    }
    case "reset":
      if (file !== undefined) throw usageError("state", `unexpected argument '${file}': reset takes none`);
      await ask(endpoint, "POST", "reset");
      return "Everything is forgotten.";
    default:
      return verb satisfies never;
  }
}

function required(verb: Verb, file: string | undefined): string {
  if (file === undefined) throw usageError("state", `nothing says which file to ${verb}`);
  return file;
}

async function ask(endpoint: string, method: string, path: string, body?: string): Promise<{ readonly text: string }> {
  const url = new URL(`/_emulator/${path}`, endpoint);
  const response = await answered(endpoint, () => send(url, method, body));
  const text = await response.text();
  if (response.ok) return { text };
  throw new UserError("emulator-refused", `${url.href} answered ${response.status}: ${reasonIn(text)}`, {
    hint: "check that --endpoint is an emulator of this version",
  });
}

async function send(url: URL, method: string, body: string | undefined): Promise<Response> {
  try {
    return await fetch(url, { method, ...(body !== undefined && { body }) });
  } catch (error) {
    // fetch hides the network's error behind "fetch failed".
    throw isNativeError(error) && isNativeError(error.cause) ? error.cause : error;
  }
}

function reasonIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: string } };
    if (error?.message !== undefined) return error.message;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return "what is there is no emulator";
}
