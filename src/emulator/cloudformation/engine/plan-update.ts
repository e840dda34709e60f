import type { TemplateMap } from "../../../template";
import { referencesIn } from "../../../template";
import type { OperationContext } from "../../operation";
import type { DeclaredResource, Deployment } from "../deployment";
import { sectionOf } from "../deployment";
import { validationError } from "../faults";
import { loadTemplate } from "../load-template";
import { isSame } from "../same-value";
import type { ResourceRow, StackRow, StackSettings } from "../stack";
import { resourcesOf } from "../stack-store";
import { textOf } from "../template-summary";
import { isRetagged, previousOf } from "./change-in-place";
import { compareProperties, stronger } from "./compare-properties";
import { metadataOf } from "./create-resource";
import { isGone } from "./delete-resources";
import { sightOf } from "./evaluate-properties";
import type { Foresight } from "./foresee-properties";
import { foreseeProperties, isUnknown } from "./foresee-properties";
import type { ChangeDetail, PlannedChange, ResourceAttribute } from "./planned-change";
import { KNOWN_AFTER_APPLY } from "./planned-change";

/** What is to become of a stack. */
export interface PlanRequest {
  /** As it is; a stack without resources is one that is to be created. */
  readonly stack: StackRow;
  readonly settings: StackSettings;
  readonly deployment: Deployment;
}

/** What a stack is about to become, resource by resource: additions and modifications in dependency order, then removals. */
export function planUpdate(context: OperationContext, request: PlanRequest): PlannedChange[] {
  const { stack, deployment } = request;
  const rows = new Map([...resourcesOf(context, stack.id).values()].map((row) => [row.logicalId, row]));
  const plan = new Map<string, PlannedChange>();
  const sight = sightOf(context, stack.id, deployment);
  const foresight: Foresight = {
    ref: (logicalId) => {
      const change = plan.get(logicalId);
      const isNew = change?.action === "Add" || change?.replacement === "True" || change?.replacement === "Conditional";
      return isNew ? KNOWN_AFTER_APPLY : sight.ref(logicalId);
    },
    // As in AWS, any change of a resource makes its attributes uncertain.
    getAtt: (logicalId, attribute) => (plan.has(logicalId) ? KNOWN_AFTER_APPLY : sight.getAtt(logicalId, attribute)),
  };
  const before =
    stack.templateBody === "" ? undefined : loadTemplate(stack.processedTemplate ?? stack.templateBody).value;
  const planner: Planner = { context, request, rows, foresight, plan, before };
  for (const declared of inOrder(deployment)) {
    const change = planResource(planner, declared);
    if (change !== undefined) plan.set(declared.logicalId, change);
  }
  for (const row of rows.values()) if (!deployment.resources.has(row.logicalId)) plan.set(row.logicalId, removal(row));
  return [...plan.values()];
}

/** Refuses an update that turns a resource into one of another type. */
export function checkSameTypes(context: OperationContext, stack: StackRow, { resources }: Deployment): void {
  const changed = [...resourcesOf(context, stack.id).values()].filter((row) => {
    const type = resources.get(row.logicalId)?.type;
    return type !== undefined && type !== row.type && !isGone(row);
  });
  if (changed.length === 0) return;
  // Sentence: answers of AWS published by users.
  throw validationError(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed
      .map((row) => row.logicalId)
      .join(", ")}]`,
  );
}

interface Planner {
  readonly context: OperationContext;
  readonly request: PlanRequest;
  readonly rows: ReadonlyMap<string, ResourceRow>;
  readonly foresight: Foresight;
  /** Made so far. */
  readonly plan: ReadonlyMap<string, PlannedChange>;
  /** The template deployed. */
  readonly before: TemplateMap | undefined;
}

/** Each resource after those it needs. */
function inOrder({ resources }: Deployment): DeclaredResource[] {
  const ordered = new Map<string, DeclaredResource>();
  const visit = (resource: DeclaredResource): void => {
    if (ordered.has(resource.logicalId)) return;
    for (const id of resource.dependsOn) {
      const dependency = resources.get(id);
      if (dependency !== undefined) visit(dependency);
    }
    ordered.set(resource.logicalId, resource);
  };
  for (const resource of resources.values()) visit(resource);
  return [...ordered.values()];
}

function planResource(planner: Planner, declared: DeclaredResource): PlannedChange | undefined {
  const { context, request, rows, foresight } = planner;
  const { stack, settings, deployment } = request;
  const { logicalId, type } = declared;
  const identity = { ...stack, notificationArns: settings.notificationArns };
  const after = foreseeProperties(context, identity, deployment, declared.properties, foresight);
  const shown =
    deployment.hiddenParameters.size === 0
      ? after
      : foreseeProperties(context, identity, deployment, declared.properties, foresight, true);
  const row = rows.get(logicalId);
  if (row === undefined || row.status === "CREATE_FAILED") {
    return { action: "Add", logicalId, type, details: [], after: shown };
  }

  const details = [
    ...propertyDetails(planner, declared, row, { after, shown }),
    ...attributeDetails(planner, declared, row),
  ];
  if (details.length === 0 && row.status !== "UPDATE_FAILED") return undefined;
  const replacement = replacementOf(details);
  const isRetained = textOf(declared.declaration, "UpdateReplacePolicy") === "Retain";
  return {
    action: "Modify",
    logicalId,
    type,
    physicalId: row.physicalId,
    policyAction: replacement === "True" ? (isRetained ? "ReplaceAndRetain" : "ReplaceAndDelete") : undefined,
    replacement,
    details,
    before: shownBefore(row),
    after: shown,
  };
}

function replacementOf(details: readonly ChangeDetail[]): NonNullable<PlannedChange["replacement"]> {
  const strongest = (evaluation: ChangeDetail["evaluation"]): ChangeDetail["recreation"] =>
    details
      .filter((detail) => detail.evaluation === evaluation)
      .reduce<ChangeDetail["recreation"]>((so, { recreation }) => stronger(so, recreation), "Never");
  if (strongest("Static") === "Always") return "True";
  return strongest("Static") === "Never" && strongest("Dynamic") === "Never" ? "False" : "Conditional";
}

function propertyDetails(
  planner: Planner,
  declared: DeclaredResource,
  row: ResourceRow,
  { after, shown }: { readonly after: TemplateMap; readonly shown: TemplateMap },
): ChangeDetail[] {
  const before = shownBefore(row);
  const changes = previousOf(row).flatMap((properties) => compareProperties(row.type, properties, after));
  const byName = new Map(changes.map((change) => [change.name, change]));
  return [...byName.values()].flatMap((change) => {
    const common = {
      attribute: "Properties" as const,
      name: change.name,
      before: before[change.name],
      after: shown[change.name],
      recreation: change.recreation,
    };
    const evaluation = isUnknown(change.after) ? ("Dynamic" as const) : ("Static" as const);
    const causes = causesOf(planner, declared, change.name);
    const direct = { ...common, evaluation, source: "DirectModification" as const };
    const isRewritten = !isSame(
      sectionOf(sectionOf(sectionOf(planner.before ?? {}, "Resources"), row.logicalId), "Properties")[change.name],
      sectionOf(declared.declaration, "Properties")[change.name],
    );
    if (causes.length === 0) return [direct];
    return [...(isRewritten ? [direct] : []), ...causes.map((cause) => ({ ...common, ...cause }))];
  });
}

/** Which parameters and resources, themselves changed, change a property. */
function causesOf(
  { request, plan }: Planner,
  { properties }: DeclaredResource,
  name: string,
): Pick<ChangeDetail, "evaluation" | "source" | "causingEntity">[] {
  const before = new Map(request.stack.parameters.map(({ key, value, resolved }) => [key, resolved ?? value]));
  const changedParameters = new Set(
    request.settings.parameters
      .filter(({ key, value, resolved }) => before.get(key) !== (resolved ?? value))
      .map(({ key }) => key),
  );
  const causes = new Map<string, Pick<ChangeDetail, "evaluation" | "source" | "causingEntity">>();
  for (const { target, attribute } of referencesIn(properties[name] ?? "")) {
    const causingEntity = attribute === undefined ? target : `${target}.${attribute}`;
    if (changedParameters.has(target)) {
      causes.set(causingEntity, { evaluation: "Static", source: "ParameterReference", causingEntity });
    } else if (plan.has(target)) {
      const source = attribute === undefined ? "ResourceReference" : "ResourceAttribute";
      causes.set(causingEntity, { evaluation: "Dynamic", source, causingEntity });
    }
  }
  return [...causes.values()];
}

const DECLARED_ATTRIBUTES = ["CreationPolicy", "UpdatePolicy", "DeletionPolicy", "UpdateReplacePolicy"] as const;

function attributeDetails({ request, before }: Planner, declared: DeclaredResource, row: ResourceRow): ChangeDetail[] {
  const old = sectionOf(sectionOf(before ?? {}, "Resources"), row.logicalId);
  const changed: ResourceAttribute[] = DECLARED_ATTRIBUTES.filter(
    (attribute) => !isSame(old[attribute], declared.declaration[attribute]),
  );
  if (metadataOf(declared) !== row.metadata) changed.push("Metadata");
  if (isRetagged(row, request.settings)) changed.push("Tags");
  return changed.map((attribute) => ({
    attribute,
    before: old[attribute],
    after: declared.declaration[attribute],
    recreation: "Never",
    evaluation: "Static",
    source: "DirectModification",
  }));
}

function removal(row: ResourceRow): PlannedChange {
  const isRetained = row.deletionPolicy === "Retain" || row.deletionPolicy === "RetainExceptOnCreate";
  return {
    action: "Remove",
    logicalId: row.logicalId,
    type: row.type,
    physicalId: row.physicalId,
    policyAction: isRetained ? "Retain" : row.deletionPolicy === "Snapshot" ? "Snapshot" : "Delete",
    details: [],
    before: shownBefore(row),
  };
}

function shownBefore(row: ResourceRow): TemplateMap {
  return JSON.parse(row.shownProperties) as TemplateMap;
}
