import { describePropertyFaults, validateProperties } from "../../../aws";
import type { TemplateMap } from "../../../template";
import type { OperationContext } from "../../operation";
import type { Table } from "../../store/store";
import type { Deployment } from "../deployment";
import { validationError } from "../faults";
import type { RefusedCreation } from "../resources/handler";
import { isCustomResource } from "../resources/handlers";
import type { FoundValue } from "./stored-parameter";
import { findStoredValue } from "./stored-parameter";
import { findSecretValue } from "./secret-value";
import type { DynamicReference, PlacedReference } from "./dynamic-reference";
import { findDynamicReferences, replaceDynamicReferences } from "./dynamic-reference";
import { refusedPlace, secureNotSupported } from "./secure-properties";

/** The resource whose properties hold references. */
export interface Referrer {
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
}

// Kept by resource, and apart from the resources' rows, so that nothing that shows a row can show a secret.
function resolvedOf({ caller, region, store }: OperationContext, stackId: string): Table<string> {
  return store.table<string>(`cloudformation.resolved-references:${stackId}`, { account: caller.accountId, region });
}

/** Properties with the values that their dynamic references have now, which are remembered. */
export async function resolveReferences(
  context: OperationContext,
  referrer: Referrer,
  properties: TemplateMap,
): Promise<{ readonly properties: TemplateMap } | RefusedCreation> {
  const references = resolvableIn(referrer.type, properties);
  if (references.length === 0) return { properties };
  const places = references.flatMap((reference) => secureFault(referrer.type, reference));
  if (places.length > 0) return { refused: secureNotSupported(places) };
  for (const reference of references) {
    const found = await findValue(context, reference);
    if ("refused" in found) return found;
    resolvedOf(context, referrer.stackId).put(keyOf(referrer, reference.text), found.value);
  }
  const resolved = withKnownValues(context, referrer, properties);
  const faults = validateProperties(referrer.type, resolved);
  if (faults.length > 0) return { refused: describePropertyFaults(referrer.type, referrer.logicalId, faults) };
  return { properties: resolved };
}

/** Properties with the values that their references had when they were last resolved for the resource. */
export function withKnownValues(context: OperationContext, referrer: Referrer, properties: TemplateMap): TemplateMap {
  if (resolvableIn(referrer.type, properties).length === 0) return properties;
  const known = resolvedOf(context, referrer.stackId);
  return replaceDynamicReferences(properties, (text) => known.get(keyOf(referrer, text))) as TemplateMap;
}

/**
 * Refuses a deployment whose templates name secure strings where none may be, or parameters that are not there, as far as
 * the references are written out; throws ValidationError.
 */
export async function checkReferences(context: OperationContext, { resources }: Deployment): Promise<void> {
  const placed = [...resources.values()].flatMap(({ type, properties }) =>
    resolvableIn(type, properties).map((reference) => ({ type, reference })),
  );
  const places = placed.flatMap(({ type, reference }) => secureFault(type, reference));
  if (places.length > 0) throw validationError(secureNotSupported(places));
  const plain = placed.map(({ reference }) => reference).filter(({ service }) => service === "ssm");
  const missing = new Set<string>();
  for (const reference of new Map(plain.map((one) => [one.text, one])).values()) {
    // Fn::Sub makes another reference of it.
    if (reference.key.includes("$")) continue;
    const found = await findStoredValue(context, reference);
    if ("refused" in found && !found.refused.endsWith("cannot be found.")) throw validationError(found.refused);
    if ("refused" in found) missing.add(`ssm:${reference.key}`);
  }
  if (missing.size > 0) throw validationError(`Parameters: [${[...missing].join(", ")}] cannot be found.`);
}

/** CloudFormation hands secure references to custom resources as they are (dynamic-references.html). */
function resolvableIn(type: string, properties: TemplateMap): PlacedReference[] {
  const references = findDynamicReferences(properties);
  return isCustomResource(type) ? references.filter(({ service }) => service === "ssm") : references;
}

function secureFault(type: string, { service, path }: PlacedReference): string[] {
  if (service !== "ssm-secure") return [];
  const place = refusedPlace(type, withoutFunctions(path));
  return place === undefined ? [] : [place];
}

/** `["Password", "Fn::Join"]` is the place `["Password"]`. */
function withoutFunctions(path: readonly string[]): string[] {
  return path.filter((step) => !step.startsWith("Fn::"));
}

function findValue(context: OperationContext, reference: DynamicReference): FoundValue | Promise<FoundValue> {
  switch (reference.service) {
    case "ssm":
    case "ssm-secure":
      return findStoredValue(context, reference);
    case "secretsmanager":
      return findSecretValue(context, reference);
    default:
      return reference.service satisfies never;
  }
}

function keyOf({ logicalId }: Referrer, text: string): string {
  return `${logicalId}|${text}`;
}
