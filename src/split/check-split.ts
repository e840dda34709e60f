import { UserError, formatPath } from "../base";
import { getAt, templateReferences, type Template } from "../template";
import { isLoop } from "./looped";
import type { SplitReport } from "./report";

/** Contract 1 of the specification, checked on every result before anybody sees it. */
export function checkSplit({ iam, app, report }: { iam: Template; app: Template; report: SplitReport }): void {
  for (const { output, parameter } of report.wiring) {
    if (getAt(iam.value, ["Outputs", output]) === undefined) fail(`Output missing in IAM template: ${output}`, iam);
    if (getAt(app.value, ["Parameters", parameter]) === undefined)
      fail(`Parameter missing in app template: ${parameter}`, app);
  }
  const moved = new Set(report.moved.map(({ logicalId }) => logicalId));
  for (const template of [iam, app]) {
    const declared = new Set(
      ["Resources", "Parameters"].flatMap((name) => Object.keys((template.value[name] as object | undefined) ?? {})),
    );
    // A loop in the app template may make anything.
    const isOpen = template === app && [...declared].some(isLoop);
    for (const reference of templateReferences(template.value)) {
      const { kind, namespace, target, attribute, path } = reference;
      if (namespace !== "value" || kind === "ImportValue" || target.startsWith("AWS::")) continue;
      if (!declared.has(target) && !isOpen)
        fail(`Circular dependency detected: ${String(path[1])} references ${target} (${formatPath(path)})`, template);
      if (template === app && moved.has(target) && attribute !== undefined) {
        fail(`Fn::GetAtt of parameter ${target} in app template (${formatPath(path)})`, template);
      }
    }
  }
}

function fail(message: string, template: Template): never {
  throw new UserError("split-incomplete", message, { at: { file: template.file } });
}
