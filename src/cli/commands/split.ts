import { extname, basename, join } from "node:path";
import { renderReport } from "../../split";
import { defineCommand } from "../command";
import { SPLIT_OPTIONS, loadAndSplit } from "../load-split";
import { usageError } from "../parse-args";
import { writeOutputs } from "../write-outputs";

export const splitCommand = defineCommand({
  name: "split",
  summary: "split a template into an IAM template and an app template",
  usage: ["split TEMPLATE (--config FILE | --all) [--app-stack-name NAME] [--out-dir DIR] [--force]"],
  positionals: 1,
  options: {
    ...SPLIT_OPTIONS,
    "out-dir": { type: "text", placeholder: "DIR", description: "where to write, the current folder if not given" },
    force: { type: "flag", description: "overwrite files that exist" },
  },
  examples: [
    [
      "split app.yaml --config split.yaml --out-dir out",
      "writes out/app-iam.yaml, out/app-app.yaml, out/app-report.json",
    ],
    ["split app.yaml --all --app-stack-name shop-prod", "moves every IAM resource, for an application stack shop-prod"],
  ],
  async run({ args: { positionals, options }, io }) {
    const [file] = positionals;
    if (file === undefined) throw usageError("split", "no template given");
    const { iam, app, report } = await io.step(`splitting ${file}`, async () => loadAndSplit("split", file, options));
    const extension = iam.format === "json" ? ".json" : ".yaml";
    const folder = options["out-dir"] ?? ".";
    const name = basename(file, extname(file));
    const place = (suffix: string): string => join(folder, `${name}-${suffix}`);
    const files = { iam: place(`iam${extension}`), app: place(`app${extension}`), report: place("report.json") };
    writeOutputs(
      [
        { path: files.iam, text: iam.text },
        { path: files.app, text: app.text },
        { path: files.report, text: `${JSON.stringify(report, undefined, 2)}\n` },
      ],
      { force: options.force },
    );
    return {
      exitCode: 0,
      json: { files, report },
      text: (style) =>
        [
          renderReport(report).trimEnd(),
          "",
          style.bold("Written"),
          ...Object.values(files).map((path) => `  ${path}`),
          "",
        ].join("\n"),
    };
  },
});
