import { isNativeError } from "node:util/types";
import { UserError } from "../../base";
import {
  QUALITY_GATES,
  createClients,
  deriveWiring,
  describeThrown,
  passed,
  readDeployedTemplate,
  runGates,
  type ClientOptions,
} from "../../gates";
import { defineCommand } from "../command";
import type { Io } from "../io";
import { refuseBadStackName } from "../load-split";
import { usageError } from "../parse-args";
import { renderVerdicts } from "../render-check";
import { verdictsAsJson } from "../verdicts-as-json";

export const gatesCommand = defineCommand({
  name: "gates",
  summary: "run the quality gates on two deployed stacks",
  usage: ["gates --stack IAM --app-stack APP [--endpoint URL] [--region REGION]"],
  positionals: 0,
  options: {
    stack: { type: "text", placeholder: "IAM", description: "name of the IAM stack" },
    "app-stack": { type: "text", placeholder: "APP", description: "name of the application stack" },
    endpoint: { type: "text", placeholder: "URL", description: "where AWS is, AWS itself if not given" },
    region: {
      type: "text",
      placeholder: "REGION",
      description: "AWS_REGION, AWS_DEFAULT_REGION or us-east-1 if not given",
    },
  },
  examples: [
    ["gates --stack shop-prod-iam --app-stack shop-prod", "looks at two stacks in the account of your credentials"],
    [
      "gates --stack shop-prod-iam --app-stack shop-prod --endpoint http://127.0.0.1:4566",
      "looks at two stacks on a running emulator",
    ],
  ],
  async run({ args: { options }, io }) {
    const { stack: iamStackName, "app-stack": appStackName } = options;
    if (iamStackName === undefined) throw usageError("gates", "option --stack is missing");
    if (appStackName === undefined) throw usageError("gates", "option --app-stack is missing");
    refuseBadStackName(iamStackName);
    refuseBadStackName(appStackName);
    const clients = createClients(clientOptions(options, io.environment));
    try {
      const verdicts = await io.step(`asking about ${iamStackName} and ${appStackName}`, async () => {
        const [iamTemplate, appTemplate] = await answered(options.endpoint, async () => [
          await readDeployedTemplate(clients.cloudFormation, iamStackName),
          await readDeployedTemplate(clients.cloudFormation, appStackName),
        ]);
        return await runGates(QUALITY_GATES, {
          ...clients,
          iamStackName,
          appStackName,
          ...(iamTemplate !== undefined && { iamTemplate }),
          ...(appTemplate !== undefined && { appTemplate }),
          wiring: iamTemplate === undefined ? [] : deriveWiring(iamTemplate.template, appTemplate?.template),
        });
      });
      return {
        exitCode: passed(verdicts) ? 0 : 1,
        json: { iamStackName, appStackName, passed: passed(verdicts), gates: verdictsAsJson(verdicts) },
        text: (style) => renderVerdicts(verdicts, style).join("\n"),
      };
    } finally {
      clients.destroy();
    }
  },
});

function clientOptions(
  options: { readonly endpoint: string | undefined; readonly region: string | undefined },
  environment: Io["environment"],
): ClientOptions {
  const { endpoint } = options;
  if (endpoint !== undefined && !(URL.canParse(endpoint) && /^https?:/i.test(endpoint))) {
    throw usageError("gates", `'${endpoint}' is no URL, allowed: http://HOST:PORT or https://HOST`);
  }
  const region = options.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? "us-east-1";
  // An emulator takes any credentials, and somebody who has none should not need to set up any.
  const anonymous =
    endpoint !== undefined && environment.AWS_ACCESS_KEY_ID === undefined && environment.AWS_PROFILE === undefined;
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(anonymous && { credentials: { accessKeyId: "emulated", secretAccessKey: "emulated" } }),
  };
}

/** The first question to AWS: where it gets no answer, address or credentials are wrong, which is no bug of ours. */
async function answered<Result>(endpoint: string | undefined, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!isOutside(error)) throw error;
    throw new UserError("no-answer", `no answer from ${endpoint ?? "AWS"}: ${describeThrown(error)}`, {
      hint: "check --endpoint, --region and the credentials",
      cause: error,
    });
  }
}

/** An answer of the service, a failure of the network, or credentials that cannot be found. */
function isOutside(error: unknown): boolean {
  if (!isNativeError(error) || error instanceof UserError) return false;
  return "$metadata" in error || "code" in error || error.name.endsWith("ProviderError");
}
