import { UserError } from "../base";
import type { Catalog } from "../catalog";
import { referencesIn, validateTemplate, type Template } from "../template";
import { makeAppTemplate } from "./app-template";
import { describeAppStack } from "./app-stack";
import { carriedItems, closure, type Use } from "./carry";
import { checkSplit } from "./check-split";
import { toValue } from "./expression";
import { finishIamTemplate, rewriteConditions, startIamTemplate } from "./iam-template";
import { findResource, indexMonolith, type Monolith } from "./monolith";
import { editMoved } from "./moved";
import type { AddedParameter, SplitReport } from "./report";
import { select, resourceOf, type Selection } from "./selection";
import { createSeverer, type Severer } from "./sever";
import { measureSizes } from "./sizes";
import { observeHazards } from "./hazards";
import { createWiring } from "./wiring";

export interface SplitOptions {
  /**
   * Name that the application stack has or will have. Becomes the default of the IAM template's AppStackName.
   * @default - no default: whoever deploys the IAM stack gives AppStackName
   */
  readonly appStackName?: string;
}

export interface SplitResult {
  readonly iam: Template;
  readonly app: Template;
  readonly report: SplitReport;
}

/**
 * Takes a monolithic template apart into an IAM template, deployed first, and an app template that takes the ARNs as
 * parameters. Pure; what it does not touch keeps its bytes.
 *
 * @throws UserError if the template is not valid, or if a reference cannot cross the cut
 */
export function split(template: Template, catalog: Catalog, options: SplitOptions = {}): SplitResult {
  refuseInvalid(template);
  const monolith = indexMonolith(template);
  const selection = select(monolith, catalog);
  const { moved } = selection;

  // A carried parameter keeps its name, so every name of the monolith is taken.
  const taken = new Set([...monolith.parameters, ...monolith.resources.keys(), ...monolith.looped.keys()]);
  const appStack = describeAppStack(taken, options.appStackName);
  const severer = createSeverer(monolith, catalog, moved, appStack, new Set([...taken, appStack.parameter]));
  const iamEditor = startIamTemplate(template);
  const inMoved = editMoved(iamEditor, monolith, moved, severer);
  for (const logicalId of moved) severer.limitByOwnName(resourceOf(monolith, logicalId));

  const iamUses = usesOfMoved(monolith, selection, severer);
  const carried = carriedItems(monolith, iamUses, usesOfApp(monolith, selection, iamUses));
  rewriteConditions(iamEditor, monolith, carried, severer.resolve(0));
  const wiring = createWiring(monolith, catalog, moved, taken);
  const app = makeAppTemplate({ monolith, catalog, moved, carried, wiring, file: siblingName(template.file, "app") });

  const own = new Map(severer.parameters().map(({ name, declaration }) => [name, declaration]));
  const added = new Map([...appStack.declarations(), ...own]);
  const iam = finishIamTemplate(iamEditor, {
    monolith,
    catalog,
    moved,
    carried,
    added,
    wires: wiring.wires(),
    file: siblingName(template.file, "iam"),
  });

  const measured = measureSizes({
    monolith,
    iam,
    app: app.template,
    moved,
    stackName: options.appStackName,
    longest: appStack.budget().longest,
    stackNameParameters: [...appStack.declarations().keys()],
  });
  const report: SplitReport = {
    source: template.file,
    mode: catalog.mode,
    ...(options.appStackName !== undefined && { appStackName: options.appStackName }),
    moved: selection.movedResources,
    wiring: wiring.wires().map(({ wire }) => wire),
    severed: inMoved.severed,
    rewired: app.rewired,
    restored: app.restored,
    carried,
    added: [
      ...[...appStack.declarations().keys()].map((name): AddedParameter => {
        const { longest, because } = appStack.budget();
        const why = because === undefined ? "" : `; at most ${longest} characters because of ${because}`;
        return { template: "iam", name, because: `name of the app stack${why}` };
      }),
      ...severer.parameters().map(({ name, logicalId, attribute }): AddedParameter => ({
        template: "iam",
        name,
        because: `${attribute} of ${logicalId}, which only the app stack knows`,
        standsFor: { logicalId, attribute },
      })),
      ...wiring.wires().map(({ wire }): AddedParameter => ({
        template: "app",
        name: wire.parameter,
        because: `output ${wire.output}`,
      })),
    ],
    kept: selection.kept,
    absent: selection.absent,
    warnings: [
      ...selection.warnings,
      ...inMoved.warnings,
      ...app.warnings,
      ...measured.warnings,
      ...observeHazards({
        monolith,
        catalog,
        moved,
        iam,
        carried,
        appStack,
        parameters: severer.parameters(),
        wires: wiring.wires().map(({ wire }) => wire),
      }),
    ],
    sizes: measured.sizes,
  };
  checkSplit({ iam, app: app.template, report });
  return { iam, app: app.template, report };
}

function refuseInvalid(template: Template): void {
  const errors = validateTemplate(template.value).filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const at = first.at?.path === undefined ? { file: template.file } : template.locate(first.at.path);
  throw new UserError("invalid-template", `${first.message}${more}`, {
    at,
    hint: first.hint ?? "CloudFormation would refuse the template; mend it before splitting it",
  });
}

/** References of the moved resources, and of what their severed references became. */
function usesOfMoved(monolith: Monolith, { moved }: Selection, severer: Severer): Use[] {
  const uses: Use[] = [];
  for (const logicalId of moved) {
    for (const reference of resourceOf(monolith, logicalId).references) {
      uses.push({ by: logicalId, reference });
      const isApp =
        reference.namespace === "value" &&
        findResource(monolith, reference.target) !== undefined &&
        !moved.has(reference.target);
      if (!isApp || reference.kind === "DependsOn") continue;
      const severed = severer.sever(reference.target, reference.attribute ?? "Ref");
      if ("refused" in severed) continue;
      for (const form of severed.forms) {
        uses.push(...referencesIn(toValue(form)).map((inner) => ({ by: logicalId, reference: inner })));
      }
    }
  }
  return uses;
}

/** References of what stays. A condition that nothing uses stays too, with all it names, as in the monolith. */
function usesOfApp(monolith: Monolith, { moved }: Selection, iamUses: readonly Use[]): Use[] {
  const carriedConditions = closure(monolith, iamUses).Conditions;
  const staying = [...monolith.resources.values()].filter(({ logicalId }) => !moved.has(logicalId));
  const outside = monolith.outside.filter(
    ({ path }) => path[0] !== "Conditions" || !carriedConditions.has(String(path[1])),
  );
  return [...staying.flatMap(({ references }) => references), ...outside].map((reference) => ({
    by: String(reference.path[1]),
    reference,
  }));
}

/** `app.yaml` → `app-iam.yaml`. */
function siblingName(file: string, part: "iam" | "app"): string {
  return file.replace(/(\.[A-Za-z0-9]+)?$/, (extension) => `-${part}${extension}`);
}
