import { QUALITY_GATES, createClients, deriveWiring, passed, readDeployedTemplate, runGates } from "../../gates";
import { defineCommand } from "../command";
import { CONNECTION_OPTIONS, answered, connectionOf } from "../connection";
import { STACK_OPTIONS, stacksOf } from "../stack-pair";
import { renderVerdicts } from "../render-check";
import { verdictsAsJson } from "../verdicts-as-json";

export const gatesCommand = defineCommand({
  name: "gates",
  summary: "run the quality gates on two deployed stacks",
  usage: ["gates --stack IAM --app-stack APP [--endpoint URL] [--region REGION]"],
  positionals: 0,
  options: {
    ...STACK_OPTIONS,
    ...CONNECTION_OPTIONS,
  },
  examples: [
    ["gates --stack shop-prod-iam --app-stack shop-prod", "looks at two stacks in the account of your credentials"],
    [
      "gates --stack shop-prod-iam --app-stack shop-prod --endpoint http://127.0.0.1:4566",
      "looks at two stacks on a running emulator",
    ],
  ],
  async run({ args: { options }, io }) {
    const { iamStackName, appStackName } = stacksOf("gates", options);
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
