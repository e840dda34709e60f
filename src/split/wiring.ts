import { UserError } from "../base";
import { arnForms, namingOf } from "../aws";
import { getAt, isMap, type TemplateMap, type TemplateValue } from "../template";
import type { Catalog } from "../catalog";
import { freeName } from "./app-stack";
import { subText, variable, type Expression } from "./expression";
import type { Monolith, Resource } from "./monolith";
import type { Wire } from "./report";
import type { Resolve } from "./rewrite";
import { usesPartition } from "./partition";
import { resourceOf } from "./selection";

/** A wire with what the two templates declare for it. */
export interface DeclaredWire {
  readonly wire: Wire;
  /** Entry of the IAM template's Outputs. */
  readonly output: TemplateMap;
  /** Entry of the app template's Parameters. */
  readonly parameter: TemplateMap;
}

/** What the IAM stack puts out and the app stack takes; grows as the application's references are rewired. */
export interface Wiring {
  /** What a reference to a moved resource becomes in the app template. */
  readonly resolve: Resolve;
  /** Every wire that the references so far and the contract need. */
  wires(): readonly DeclaredWire[];
}

/** Types whose ARN the app takes whether it uses it or not: callers pass all of them. */
const CONTRACT_TYPES: ReadonlySet<string> = new Set(["AWS::IAM::Role", "AWS::IAM::ManagedPolicy"]);

/** @param taken names that the app template has in Parameters and Resources */
export function createWiring(
  monolith: Monolith,
  catalog: Catalog,
  moved: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): Wiring {
  const wires = new Map<string, DeclaredWire>();
  const patterns = {
    role: partitionAware(catalog.rolePattern, monolith),
    policy: partitionAware(catalog.policyPattern, monolith),
  };

  for (const logicalId of moved) {
    const resource = resourceOf(monolith, logicalId);
    if (CONTRACT_TYPES.has(resource.type)) arnWire(resource);
  }

  function arnWire(resource: Resource): Wire {
    const { logicalId, type } = resource;
    return addWire(resource, "Arn", logicalId, "arn", arnValue(resource), {
      Description: `ARN of ${type} ${logicalId}, from the output ${logicalId}Arn of the IAM stack.`,
      ...optional(resource, arnPattern(type, patterns)),
    });
  }

  function addWire(
    resource: Resource,
    suffix: string,
    parameterName: string,
    yields: Wire["yields"],
    value: TemplateValue,
    parameter: TemplateMap,
  ): Wire {
    const key = `${resource.logicalId}.${suffix}`;
    const known = wires.get(key);
    if (known !== undefined) return known.wire;
    const output = `${resource.logicalId}${suffix}`;
    const exportName = `\${AWS::StackName}-${output}`;
    const condition = conditionOf(resource);
    const wire: Wire = {
      logicalId: resource.logicalId,
      output,
      exportName,
      parameter: parameterName,
      yields,
      ...(condition !== undefined && { condition }),
    };
    wires.set(key, {
      wire,
      output: {
        ...(condition !== undefined && { Condition: condition }),
        Description: `${suffix} of ${resource.type} ${resource.logicalId}.`,
        Value: value,
        Export: { Name: { "Fn::Sub": exportName } },
      },
      parameter: { Type: "String", ...parameter },
    });
    return wire;
  }

  function resolveAttribute(resource: Resource, attribute: string): Expression {
    const form = arnForms(resource.type, attribute, resource.properties);
    if (form?.yields === "arn") return subText(`\${${arnWire(resource).parameter}}`);
    if (form?.yields === "name") return nameExpression(resource);
    if (resource.type === "AWS::IAM::AccessKey" && attribute === "SecretAccessKey") {
      throw new UserError(
        "secret-across-stacks",
        `${resource.logicalId}.SecretAccessKey is used by the application, and a secret must not become a stack output`,
        { hint: `list ${resource.logicalId} under exclude_policies, so that it stays in the application` },
      );
    }
    const suffix = attribute === "Ref" ? "Ref" : attribute.replaceAll(/[^A-Za-z0-9]/g, "");
    return subText(`\${${extraWire(resource, suffix, "attribute", attribute).parameter}}`);
  }

  function extraWire(resource: Resource, suffix: string, yields: Wire["yields"], attribute: string): Wire {
    const { logicalId } = resource;
    const inUse = new Set([...taken, ...[...wires.values()].map(({ wire }) => wire.parameter), ...moved]);
    const existing = wires.get(`${logicalId}.${suffix}`);
    if (existing !== undefined) return existing.wire;
    const value: TemplateValue = attribute === "Ref" ? { Ref: logicalId } : { "Fn::GetAtt": [logicalId, attribute] };
    return addWire(resource, suffix, freeName(`${logicalId}${suffix}`, inUse), yields, value, {
      Description: `${suffix} of ${resource.type} ${logicalId}, from the output ${logicalId}${suffix} of the IAM stack.`,
      ...optional(resource, undefined),
    });
  }

  /** A name is the last part of the ARN; how many parts there are depends on the path. */
  function nameExpression(resource: Resource): Expression {
    const slashes = countSlashes(resource);
    if (slashes === undefined) return subText(`\${${extraWire(resource, "Name", "name", "Ref").parameter}}`);
    const { parameter } = arnWire(resource);
    const name: TemplateValue = { "Fn::Select": [slashes, { "Fn::Split": ["/", { Ref: parameter }] }] };
    return variable(`${resource.logicalId}Name`, name, false);
  }

  return {
    resolve: ({ target, attribute }) => {
      if (!moved.has(target)) return undefined;
      return resolveAttribute(resourceOf(monolith, target), attribute ?? "Ref");
    },
    wires: () => [...wires.values()],
  };
}

/** How many slashes stand before the name in the ARN; undefined where a parameter decides. */
function countSlashes({ type, properties }: Resource): number | undefined {
  const path = namingOf(type)?.placeholders["Path"]?.property;
  const value = path === undefined ? undefined : getAt(properties, path);
  if (value === undefined) return 1;
  const text = isMap(value) ? value["Fn::Sub"] : value;
  if (typeof text !== "string") return undefined;
  // Of what a Sub can insert, only these surely hold no slash.
  const fixed = text.replace(/\$\{AWS::(?:StackName|Region|AccountId|Partition)\}/g, "");
  return fixed.includes("${") ? undefined : fixed.split("/").length - 1;
}

function arnValue({ logicalId, type, properties }: Resource): TemplateValue {
  if (arnForms(type, "Ref", properties)?.yields === "arn") return { Ref: logicalId };
  return { "Fn::GetAtt": [logicalId, "Arn"] };
}

function conditionOf({ body }: Resource): string | undefined {
  return typeof body["Condition"] === "string" ? body["Condition"] : undefined;
}

function arnPattern(type: string, patterns: { readonly role: string; readonly policy: string }): string {
  if (type === "AWS::IAM::Role") return patterns.role;
  if (type === "AWS::IAM::ManagedPolicy") return patterns.policy;
  return "^arn:aws(-[a-z]+)*:iam::[0-9]{12}:.+$";
}

/** Without its resource there is no output, so the parameter must be able to stay empty. */
function optional(resource: Resource, pattern: string | undefined): TemplateMap {
  if (conditionOf(resource) === undefined) return pattern === undefined ? {} : { AllowedPattern: pattern };
  return { Default: "", ...(pattern !== undefined && { AllowedPattern: `^$|${pattern}` }) };
}

/** A template for several partitions takes ARNs of all of them, whatever a pattern was written for. */
function partitionAware(pattern: string, monolith: Monolith): string {
  if (!usesPartition(monolith)) return pattern;
  return pattern.replace(/^\^arn:aws:/, "^arn:aws(-[a-z]+)*:");
}
