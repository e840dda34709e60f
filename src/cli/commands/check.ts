import { deriveWiring, passed } from "../../gates";
import type { AddedParameter, SplitReport, Wire } from "../../split";
import { parseTemplate, type Template } from "../../template";
import { checkDeployment } from "../check-deployment";
import { defineCommand } from "../command";
import type { Io } from "../io";
import { SPLIT_OPTIONS, loadAndSplit, refuseBadStackName, type SplitArguments } from "../load-split";
import { readParametersFile, refuseUnknownParameters } from "../parameters-file";
import { usageError } from "../parse-args";
import { readInput } from "../../files";
import { renderCheck } from "../render-check";
import { verdictsAsJson } from "../verdicts-as-json";

/** Name of the app stack on the emulator where nobody gave one. */
const DEFAULT_APP_STACK_NAME = "app";

interface Subject {
  readonly iam: Template;
  readonly app: Template;
  readonly wiring: readonly Wire[];
  readonly added?: readonly AddedParameter[];
  readonly report?: SplitReport;
  /** @default - the templates were split before, and what they came from is not at hand */
  readonly monolith?: Template;
}

interface CheckArguments extends SplitArguments {
  readonly iam: string | undefined;
  readonly app: string | undefined;
}

export const checkCommand = defineCommand({
  name: "check",
  summary: "deploy both templates on the embedded emulator and run the quality gates",
  usage: [
    "check TEMPLATE (--config FILE | --all) [--app-stack-name NAME] [--parameters FILE]",
    "check --iam FILE --app FILE [--app-stack-name NAME] [--parameters FILE]",
  ],
  positionals: 1,
  options: {
    ...SPLIT_OPTIONS,
    iam: { type: "text", placeholder: "FILE", description: "IAM template of an earlier split" },
    app: { type: "text", placeholder: "FILE", description: "app template of an earlier split" },
    parameters: {
      type: "text",
      placeholder: "FILE",
      description: "values for the stacks' parameters, JSON or YAML; the rest is filled in",
    },
  },
  examples: [
    [
      "check app.yaml --config split.yaml --app-stack-name shop-prod",
      "splits in memory, deploys both stacks, runs the gates",
    ],
    ["check --iam app-iam.yaml --app app-app.yaml", "checks two templates that were split before"],
  ],
  async run({ args: { positionals, options }, io }) {
    const { report, ...templates } = await load(positionals, options, io);
    const appStackName = options["app-stack-name"] ?? DEFAULT_APP_STACK_NAME;
    refuseBadStackName(appStackName);
    const iamStackName = `${appStackName}-iam`;
    const given = options.parameters === undefined ? new Map<string, string>() : readParametersFile(options.parameters);
    refuseUnknownParameters(given, [templates.iam, templates.app], options.parameters ?? "");
    const outcome = await checkDeployment({ ...templates, appStackName, iamStackName, given }, io);
    const summary = { ...outcome, appStackName, iamStackName, ...(report !== undefined && { report }) };
    return {
      exitCode: passed(outcome.verdicts) ? 0 : 1,
      json: {
        appStackName,
        iamStackName,
        passed: passed(outcome.verdicts),
        gates: verdictsAsJson(outcome.verdicts),
        outputs: Object.fromEntries(outcome.iamOutputs),
        filledParameters: {
          iam: Object.fromEntries(outcome.filled.iam),
          app: Object.fromEntries(outcome.filled.app),
          parameterStore: Object.fromEntries(outcome.filled.parameterStore),
          exports: Object.fromEntries(outcome.filled.exports),
        },
        report,
      },
      text: (style) => renderCheck(summary, style),
    };
  },
});

async function load(positionals: readonly string[], options: CheckArguments, io: Io): Promise<Subject> {
  const [file] = positionals;
  const { iam: iamFile, app: appFile } = options;
  if (iamFile === undefined && appFile === undefined) {
    if (file === undefined)
      throw usageError("check", "no template given", "give TEMPLATE, or --iam FILE and --app FILE");
    // A deployment needs the app stack's name: without one in the template, the default of this command stands in.
    const named = { ...options, "app-stack-name": options["app-stack-name"] ?? DEFAULT_APP_STACK_NAME };
    const result = await io.step(`splitting ${file}`, async () => loadAndSplit("check", file, named));
    return { ...result, wiring: result.report.wiring, added: result.report.added };
  }
  if (iamFile === undefined || appFile === undefined) {
    throw usageError(
      "check",
      `option --${iamFile === undefined ? "iam" : "app"} is missing`,
      "give both --iam and --app",
    );
  }
  if (file !== undefined || options.config !== undefined || options.all) {
    throw usageError("check", "--iam and --app take the place of TEMPLATE, --config and --all");
  }
  const iam = parseTemplate(readInput(iamFile, "IAM template"), { file: iamFile });
  const app = parseTemplate(readInput(appFile, "app template"), { file: appFile });
  return { iam, app, wiring: deriveWiring(iam, app) };
}
