import { createClients } from "../../gates";
import { defineCommand } from "../command";
import { CONNECTION_OPTIONS, answered, connectionOf } from "../connection";
import type { Style } from "../io";
import { usageError } from "../parse-args";
import { readQuestion } from "../simulation/question";
import { ANYBODY, simulateFiles } from "../simulation/simulate-files";
import { simulatePrincipal } from "../simulation/simulate-principal";
import type { SimulatedVerdict } from "../simulation/verdict";

export const simulateCommand = defineCommand({
  name: "simulate",
  summary: "say whether policies allow an action, and why",
  usage: [
    "simulate POLICY... --action ACTION [--resource ARN] [--context KEY=VALUE] [--boundary FILE]",
    "         [--resource-policy FILE --caller ARN [--owner ACCOUNT]]",
    "simulate --principal ARN --action ACTION [--resource ARN] [--context KEY=VALUE] [--endpoint URL]",
  ],
  positionals: 100,
  options: {
    action: { type: "list", placeholder: "ACTION", description: "s3:GetObject; may be given more than once" },
    resource: {
      type: "list",
      placeholder: "ARN",
      description: "what the action is about, * if not given; may be given more than once",
    },
    context: {
      type: "list",
      placeholder: "KEY=VALUE",
      description: "a condition key of the request; given more than once, a key has several values",
    },
    boundary: { type: "text", placeholder: "FILE", description: "permissions boundary" },
    "resource-policy": { type: "text", placeholder: "FILE", description: "policy of the resource" },
    caller: {
      type: "text",
      placeholder: "ARN",
      description: "who asks: a user, a role, a session, a root, or a service such as lambda.amazonaws.com",
    },
    owner: {
      type: "text",
      placeholder: "ACCOUNT",
      description: "account of resources whose ARN names none, that of the caller if not given",
    },
    principal: {
      type: "text",
      placeholder: "ARN",
      description: "a user, group or role whose policies IAM knows; POLICY files are added to them",
    },
    ...CONNECTION_OPTIONS,
  },
  examples: [
    [
      "simulate reader.json --action s3:GetObject --resource arn:aws:s3:::shop/index.html",
      "decides by a policy in a file, without any account",
    ],
    [
      "simulate --principal arn:aws:iam::123456789012:role/Api --action sqs:SendMessage " +
        "--endpoint http://127.0.0.1:4566",
      "asks a running emulator about one of its roles",
    ],
  ],
  async run({ args: { positionals, options }, io }) {
    const { principal, caller, owner, boundary, "resource-policy": resource, endpoint } = options;
    const question = readQuestion(options);
    if (owner !== undefined && !/^[0-9]{12}$/.test(owner)) {
      throw usageError("simulate", `'${owner}' is no account, expected twelve digits`);
    }
    const files = { identity: positionals, boundary, resource, owner };
    const verdicts =
      principal === undefined
        ? simulateFiles({ ...files, caller: checkLocal(positionals, options) }, question)
        : await io.step(`asking about ${principal}`, async () => {
            const clients = createClients(connectionOf("simulate", options, io.environment));
            try {
              return await answered(endpoint, () =>
                simulatePrincipal(clients.iam, principal, { ...files, caller }, question),
              );
            } finally {
              clients.destroy();
            }
          });
    const allowed = verdicts.every(({ decision }) => decision === "allowed");
    return {
      exitCode: allowed ? 0 : 1,
      json: { allowed, results: verdicts },
      text: (style) => verdicts.map((verdict) => renderVerdict(verdict, style)).join("\n"),
    };
  },
});

/** Who asks, where policies are in files. */
function checkLocal(
  positionals: readonly string[],
  options: {
    readonly caller: string | undefined;
    readonly endpoint: string | undefined;
    readonly "resource-policy": string | undefined;
  },
): string {
  const { caller, endpoint, "resource-policy": resource } = options;
  if (endpoint !== undefined) throw usageError("simulate", "--endpoint asks about a --principal, which is missing");
  if (positionals.length === 0 && resource === undefined) {
    throw usageError("simulate", "no policy given", "give POLICY files, or --principal ARN");
  }
  if (resource !== undefined && caller === undefined) {
    throw usageError("simulate", "--resource-policy needs to know who asks, give --caller ARN");
  }
  return caller ?? ANYBODY;
}

function renderVerdict({ decision, explanation }: SimulatedVerdict, style: Style): string {
  const [verdict = "", ...reasons] = explanation.split("\n");
  return `${[decision === "allowed" ? style.green(verdict) : style.red(verdict), ...reasons].join("\n")}\n`;
}
