import { UserError, isWithin, type Path } from "../base";
import {
  getAt,
  isList,
  isMap,
  isPseudoParameter,
  type Reference,
  type TemplateEditor,
  type TemplateValue,
} from "../template";
import { isNegated, wildcardUse } from "./condition-operator";
import { isLoop } from "./looped";
import { asMap, findResource, type Monolith, type Resource } from "./monolith";
import { opaqueFunction, positionOf, type Position } from "./position";
import type { SeveredReference, SplitWarning } from "./report";
import { editReferences } from "./rewrite";
import { resourceOf } from "./selection";
import type { Severed, Severer } from "./sever";
import { describeForms } from "./describe";
import { planStatement, type StatementReference } from "./statement";

export interface MovedEdits {
  readonly severed: readonly SeveredReference[];
  readonly warnings: readonly SplitWarning[];
}

/** A reference that cannot cross the cut. */
interface Circle {
  readonly resource: Resource;
  readonly reference: Reference;
  readonly why: string;
}

/**
 * Edits everything in the moved resources that names the application.
 *
 * @throws UserError `circular-dependency` naming role, place, resource and the choices
 */
export function editMoved(
  editor: TemplateEditor,
  monolith: Monolith,
  moved: ReadonlySet<string>,
  severer: Severer,
): MovedEdits {
  const severed: SeveredReference[] = [];
  const warnings: SplitWarning[] = [];
  const circles: Circle[] = [];

  for (const logicalId of moved) {
    const resource = resourceOf(monolith, logicalId);
    const statements = new Map<string, { path: Path; references: StatementReference[] }>();
    for (const reference of resource.references) {
      if (reference.namespace !== "value") continue;
      const target = findResource(monolith, reference.target);
      const isApp = target !== undefined && !moved.has(target.logicalId);
      if (target === undefined && isMadeAtDeployment(monolith, reference.target)) {
        circles.push({
          resource,
          reference,
          why: "a loop makes it, and over what it runs is known at deployment only",
        });
        continue;
      }
      if (reference.kind === "DependsOn") {
        if (isApp) warnings.push(droppedOrder(resource, reference));
        continue;
      }
      const isStack = APP_STACK_PSEUDO_PARAMETERS.includes(reference.target);
      if (!isApp && !isStack) continue;
      const result = isApp
        ? severer.sever(reference.target, reference.attribute ?? "Ref")
        : stackItself(severer, reference);
      const position = positionOf(reference.path);
      const why = "refused" in result ? result.refused : objection(resource, reference, position, result);
      if (why !== undefined || "refused" in result) {
        circles.push({ resource, reference, why: why ?? "" });
        continue;
      }
      const wildcard = result.forms.some((form) => form.wildcard);
      severed.push(severedReference(resource, reference, target, result, position));
      if ("statement" in position) {
        const key = JSON.stringify(position.statement);
        const entry = statements.get(key) ?? { path: position.statement, references: [] };
        const bucketPattern = wildcard && target?.type === "AWS::S3::Bucket" && position.kind === "resource";
        entry.references.push({ path: reference.path, forms: result.forms.length, wildcard, bucketPattern });
        statements.set(key, entry);
      }
    }
    if (circles.length > 0) continue;
    const covered: Path[] = [];
    for (const { path, references } of statements.values()) {
      const plan = planStatement(monolith.template, path, references, severer.resolve);
      plan.apply(editor);
      covered.push(...plan.covered);
      warnings.push(
        ...plan.warnings.map((message) => ({ code: "bucket-account", message: `${logicalId}: ${message}`, path })),
      );
    }
    dropDependsOn(editor, resource, moved);
    const open = resource.references.filter(
      ({ kind, path }) => kind !== "DependsOn" && !covered.some((region) => isWithin(path, region)),
    );
    editReferences(editor, monolith.template, open, severer.resolve(0));
  }
  if (circles.length > 0) throw circularDependency(monolith, circles);
  return { severed, warnings };
}

/** Inside a moved resource these mean the application's stack, not the stack that it is in now. */
const APP_STACK_PSEUDO_PARAMETERS: readonly string[] = ["AWS::StackName", "AWS::StackId"];

/** A name that the template does not declare, where a loop may make it. */
function isMadeAtDeployment(monolith: Monolith, target: string): boolean {
  return !monolith.parameters.has(target) && !isPseudoParameter(target) && [...monolith.resources.keys()].some(isLoop);
}

function stackItself(severer: Severer, { target }: Reference): Severed {
  const form = severer.resolve(0)({ target });
  const forms = form === undefined ? [] : [form];
  if (!forms.some(({ wildcard }) => wildcard)) return { forms, strategy: "exact" };
  return { forms, strategy: "pattern", widening: "any stack that has or had this name in the account and region" };
}

/** Why a wildcard would not mean here what the ARN meant; undefined if it does, or if an operator can make it so. */
function objection(
  resource: Resource,
  reference: Reference,
  position: Position,
  { forms }: Severed,
): string | undefined {
  if (!forms.some((form) => form.wildcard)) return undefined;
  const opaque = opaqueFunction(reference.path);
  if (opaque !== undefined) return `${opaque} would take a pattern for plain text`;
  switch (position.kind) {
    case "attribute":
    case "resource":
      return undefined;
    case "property":
      return `${position.property} takes no pattern, and the name is not known before the application exists`;
    case "statement":
      return `${position.element} takes no pattern, and the resource does not exist before the application does`;
    case "condition":
      return objectionToCondition(resource, position);
    default:
      return position satisfies never;
  }
}

function objectionToCondition(resource: Resource, position: Position & { kind: "condition" }): string | undefined {
  const { operator, key, statement } = position;
  const use = wildcardUse(operator);
  if (use.kind === "matches") return undefined;
  if (use.kind === "never") return `operator ${operator} takes no pattern`;
  const condition = getAt(resource.body, [...statement.slice(2), "Condition"]);
  const keys = isMap(condition) ? condition[operator] : undefined;
  if (!isMap(keys)) return `operator ${operator} is inside a function, and ${use.use} cannot take its place`;
  if (asMap(asMap(condition)[use.use])[key] !== undefined) {
    return `operator ${operator} takes no pattern, and ${use.use} has a value for ${key} already`;
  }
  const value = keys[key];
  const literals = (isList(value) ? value : [value]).filter((item): item is string => typeof item === "string");
  const star = literals.find((text) => /[*?]/.test(text));
  return star === undefined ? undefined : `under ${use.use} the value '${star}' would become a pattern too`;
}

function severedReference(
  resource: Resource,
  reference: Reference,
  target: Resource | undefined,
  result: Severed,
  position: Position,
): SeveredReference {
  const statement = "statement" in position ? asMap(getAt(resource.body, position.statement.slice(2))) : {};
  const operator = position.kind === "condition" ? position.operator : "";
  // A denial of everything but the resource denies less when more stands for the resource.
  const turns = [
    statement["Effect"] === "Deny",
    isNegated(operator),
    position.kind === "resource" && position.element === "NotResource",
  ].filter(Boolean).length;
  const prefix = turns % 2 === 1 ? "excludes more: " : turns > 0 ? "denies less: spares " : "";
  return {
    from: resource.logicalId,
    path: reference.path,
    to: reference.target,
    toType: target?.type ?? "AWS::CloudFormation::Stack",
    attribute: reference.attribute ?? "Ref",
    strategy: result.strategy,
    becomes: describeForms(result.forms),
    ...(result.widening !== undefined && { widening: `${prefix}${result.widening}` }),
  };
}

function droppedOrder(resource: Resource, reference: Reference): SplitWarning {
  return {
    code: "order-dropped",
    message: `${resource.logicalId} was created after ${reference.target}; the IAM stack now comes first`,
    path: reference.path,
  };
}

/** Removes the app resources from a moved resource's DependsOn. */
function dropDependsOn(editor: TemplateEditor, resource: Resource, moved: ReadonlySet<string>): void {
  const at = ["Resources", resource.logicalId, "DependsOn"];
  const value: TemplateValue | undefined = resource.body["DependsOn"];
  if (value === undefined) return;
  const items = isList(value) ? value : [value];
  const gone = items.flatMap((item, index) => (typeof item === "string" && !moved.has(item) ? [index] : []));
  if (gone.length === items.length) editor.remove(at);
  else for (const index of gone) editor.remove([...at, index]);
}

function circularDependency(monolith: Monolith, circles: readonly Circle[]): UserError {
  const lines = circles.map(({ resource, reference, why }) => {
    const kind = resource.type.split("::").at(-1) ?? resource.type;
    const target = findResource(monolith, reference.target);
    const what =
      target === undefined
        ? APP_STACK_PSEUDO_PARAMETERS.includes(reference.target)
          ? `the stack's id (${reference.target})`
          : reference.target
        : `${target.type.split("::").at(-1)} ${target.logicalId}`;
    const { line } = monolith.template.locate(reference.path);
    const place = line === undefined ? "" : ` (line ${line})`;
    return `Circular dependency detected: ${kind} ${resource.logicalId} references ${what}${place}: ${why}`;
  });
  const [first] = circles;
  return new UserError("circular-dependency", lines.join("\n"), {
    ...(first !== undefined && { at: monolith.template.locate(first.reference.path) }),
    hint:
      "choices in the configuration, under severing.resources: strategy 'name' gives the app resource a fixed name, " +
      "'parameter' makes the IAM template take the value; or leave the role out of the lists, so that it stays in the app",
  });
}
