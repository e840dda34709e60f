import { tearDown, type TearDownOutcome } from "../../deploy";
import { createClients } from "../../gates";
import { defineCommand } from "../command";
import { CONNECTION_OPTIONS, answered, connectionOf } from "../connection";
import { STACK_OPTIONS, stacksOf } from "../stack-pair";
import type { Style } from "../io";
import { usageError } from "../parse-args";

export const teardownCommand = defineCommand({
  name: "teardown",
  summary: "delete the application stack, then the IAM stack",
  usage: ["teardown --stack IAM --app-stack APP [--endpoint URL] [--region REGION]"],
  positionals: 0,
  options: {
    ...STACK_OPTIONS,
    ...CONNECTION_OPTIONS,
  },
  examples: [
    ["teardown --stack shop-prod-iam --app-stack shop-prod", "deletes two stacks in the account of your credentials"],
    [
      "teardown --stack shop-prod-iam --app-stack shop-prod --endpoint http://127.0.0.1:4566",
      "deletes two stacks on a running emulator",
    ],
  ],
  async run({ args: { options }, io }) {
    const { iamStackName, appStackName } = stacksOf("teardown", options);
    if (iamStackName === appStackName) {
      throw usageError("teardown", `--stack and --app-stack are both '${appStackName}', allowed: two stacks`);
    }
    const clients = createClients(connectionOf("teardown", options, io.environment));
    try {
      const outcome = await io.step(
        `deleting ${appStackName} and ${iamStackName}`,
        async () =>
          await answered(options.endpoint, async () => {
            return await tearDown(clients.cloudFormation, { appStackName, iamStackName });
          }),
      );
      return {
        exitCode: outcome.problems.length === 0 ? 0 : 1,
        json: { iamStackName, appStackName, ...outcome },
        text: (style) => renderOutcome(outcome, style),
      };
    } finally {
      clients.destroy();
    }
  },
});

function renderOutcome({ deleted, absent, problems }: TearDownOutcome, style: Style): string {
  return [
    ...deleted.map((name) => `  ${style.green("deleted")}    ${name}`),
    ...absent.map((name) => `  ${style.dim("not there")}  ${name}`),
    ...problems.flatMap((problem) => [
      `  ${style.red("✗")} ${problem.message}${problem.where === undefined ? "" : style.dim(` (${problem.where})`)}`,
      `    ${style.dim(`${problem.category}.`)} ${problem.remedy}`,
    ]),
    "",
    problems.length === 0 ? style.green("Both stacks are gone.") : style.red("Not everything was deleted."),
    "",
  ].join("\n");
}
