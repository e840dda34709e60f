import { QUALITY_GATES, createClients, deriveWiring, passed, readDeployedTemplate, runGates } from "../../gates";
import type { GateContext } from "../../gates";
import { defineCommand } from "../command";
import { CONNECTION_OPTIONS, answered, connectionOf } from "../connection";
import { SPLIT_OPTIONS, loadAndSplit } from "../load-split";
import { usageError } from "../parse-args";
import { STACK_OPTIONS, stacksOf } from "../stack-pair";
import { renderVerdicts } from "../render-check";
import { verdictsAsJson } from "../verdicts-as-json";

/** What the person says that both stacks came from, split as it was. */
function originOf(
  { monolith, config, all }: { monolith: string | undefined; config: string | undefined; all: boolean },
  appStackName: string,
): GateContext["origin"] {
  if (monolith !== undefined) {
    const split = loadAndSplit("gates", monolith, { config, all, "app-stack-name": appStackName });
    return { monolith: split.monolith, iam: split.iam };
  }
  if (config === undefined && !all) return undefined;
  throw usageError("gates", "--config and --all say how the monolith was split", "give --monolith FILE, too");
}

export const gatesCommand = defineCommand({
  name: "gates",
  summary: "run the quality gates on two deployed stacks",
  usage: [
    "gates --stack IAM --app-stack APP [--endpoint URL] [--region REGION]",
    "gates --stack IAM --app-stack APP --monolith FILE (--config FILE | --all)",
  ],
  positionals: 0,
  options: {
    ...STACK_OPTIONS,
    ...CONNECTION_OPTIONS,
    monolith: {
      type: "text",
      placeholder: "FILE",
      description: "template that both came from: gate 5 then knows what each role may do, and what it may not",
    },
    config: SPLIT_OPTIONS.config,
    all: SPLIT_OPTIONS.all,
  },
  examples: [
    ["gates --stack shop-prod-iam --app-stack shop-prod", "looks at two stacks in the account of your credentials"],
    [
      "gates --stack shop-prod-iam --app-stack shop-prod --endpoint http://127.0.0.1:4566",
      "looks at two stacks on a running emulator",
    ],
    [
      "gates --stack shop-prod-iam --app-stack shop-prod --monolith app.yaml --config split.yaml",
      "compares, besides, what each role may do with what the monolith lets it do",
    ],
  ],
  async run({ args: { options }, io }) {
    const { iamStackName, appStackName } = stacksOf("gates", options);
    const origin = originOf(options, appStackName);
    const clients = createClients(connectionOf("gates", options, io.environment));
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
          ...(origin !== undefined && { origin }),
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
