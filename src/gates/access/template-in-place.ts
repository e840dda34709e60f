import { deployedAttribute, partitionOf } from "../../aws";
import type { Properties } from "../../aws";
import { UserError } from "../../base";
import {
  applyLanguageExtensions,
  evaluate,
  evaluateConditions,
  getAt,
  hasLanguageExtensions,
  isList,
  isListType,
  isMap,
  ssmValueType,
  type Environment,
  type Template,
  type TemplateMap,
  type TemplateValue,
} from "../../template";
import type { DeployedStack } from "./deployed-stack";

/** A resource of a template with its values as they are in the account. */
export interface ResourceInPlace {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
}

/** Stands where a template asks for something that the account does not tell: an endpoint, a value of the service's. */
const UNKNOWN = "\u0000unknown\u0000";

/** Whether a value holds something that could not be found out. */
export function holdsUnknown(value: unknown): boolean {
  if (typeof value === "string") return value.includes(UNKNOWN);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsUnknown);
}

/**
 * A template read with the eyes of stacks that are deployed: its parameters have the values they have there, its
 * resources the names. It need not be the template of one of them: a monolith's resources are in two stacks.
 */
export class TemplateInPlace {
  readonly #value: TemplateMap;
  readonly #environment: Environment;
  readonly #properties = new Map<string, Properties>();
  readonly #open = new Set<string>();

  /**
   * @param stack whose name and id the template's `AWS::StackName` and `AWS::StackId` mean
   * @param others where else its resources and parameters may be
   */
  constructor(template: Template, stack: DeployedStack, others: readonly DeployedStack[] = []) {
    const stacks = [stack, ...others];
    const base: Omit<Environment, "condition"> = {
      region: stack.region,
      availabilityZones: (region) => ["a", "b", "c"].map((letter) => region + letter),
      ref: (name) =>
        pseudoParameter(name, stack) ??
        parameterOf(template.value, name, stacks) ??
        find(stacks, name)?.physicalId ??
        UNKNOWN,
      getAtt: (logicalId, attribute) => this.#attribute(logicalId, attribute, stacks),
      mapping: (...keys) => getAt(template.value, ["Mappings", ...keys]),
      importValue: () => UNKNOWN,
    };
    const conditions = evaluateConditions(template.value, base);
    this.#environment = { ...base, condition: (name) => conditions.get(name) ?? false };
    this.#value = hasLanguageExtensions(template.value)
      ? applyLanguageExtensions(template.value, this.#environment)
      : template.value;
  }

  /** The resources that exist under the conditions as they hold in the stacks. */
  resources(): readonly ResourceInPlace[] {
    const section = this.#value["Resources"];
    return Object.entries(isMap(section) ? section : {}).flatMap(([logicalId, resource]) => {
      if (!isMap(resource) || typeof resource["Type"] !== "string") return [];
      const condition = resource["Condition"];
      if (typeof condition === "string" && !this.#environment.condition(condition)) return [];
      return [{ logicalId, type: resource["Type"], properties: this.#propertiesOf(logicalId) }];
    });
  }

  #propertiesOf(logicalId: string): Properties {
    const known = this.#properties.get(logicalId);
    if (known !== undefined) return known;
    // The name of a resource may be built from another's; CloudFormation refuses a circle of them.
    if (this.#open.has(logicalId)) return {};
    this.#open.add(logicalId);
    const given = getAt(this.#value, ["Resources", logicalId, "Properties"]);
    const properties = given === undefined ? {} : this.#evaluate(given);
    this.#open.delete(logicalId);
    const evaluated = isMap(properties) ? properties : {};
    this.#properties.set(logicalId, evaluated);
    return evaluated;
  }

  /** CloudFormation has evaluated the template: what cannot be evaluated here stands for something that is not known. */
  #evaluate(value: TemplateValue): TemplateValue {
    try {
      return evaluate(value, this.#environment);
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== "template-evaluation") throw error;
    }
    // What is AWS::NoValue by itself has become null.
    if (isList(value)) return value.map((item) => this.#evaluate(item)).filter((item) => item !== null);
    if (!isMap(value) || /^(?:Ref|Condition|Fn::.+)$/.test(Object.keys(value).join())) return UNKNOWN;
    const entries = Object.entries(value).map(([key, entry]) => [key, this.#evaluate(entry)] as const);
    return Object.fromEntries(entries.filter(([, entry]) => entry !== null));
  }

  #attribute(logicalId: string, attribute: string, stacks: readonly DeployedStack[]): TemplateValue {
    const found = find(stacks, logicalId);
    if (found === undefined) return UNKNOWN;
    const { type, physicalId, stack } = found;
    const properties = this.#propertiesOf(logicalId);
    const { region, account } = stack;
    return deployedAttribute({ type, physicalId, properties, region, account }, attribute) ?? UNKNOWN;
  }
}

function find(
  stacks: readonly DeployedStack[],
  logicalId: string,
): { readonly type: string; readonly physicalId: string; readonly stack: DeployedStack } | undefined {
  for (const stack of stacks) {
    const resource = stack.resources.get(logicalId);
    if (resource !== undefined) return { ...resource, stack };
  }
  return undefined;
}

function pseudoParameter(name: string, stack: DeployedStack): TemplateValue | undefined {
  const partition = partitionOf(stack.region);
  switch (name) {
    case "AWS::AccountId":
      return stack.account;
    case "AWS::NotificationARNs":
      return [];
    case "AWS::Partition":
      return partition.name;
    case "AWS::Region":
      return stack.region;
    case "AWS::StackId":
      return stack.id;
    case "AWS::StackName":
      return stack.name;
    case "AWS::URLSuffix":
      return partition.dnsSuffix;
    default:
      return undefined;
  }
}

function parameterOf(template: TemplateMap, name: string, stacks: readonly DeployedStack[]): TemplateValue | undefined {
  const declaration = getAt(template, ["Parameters", name]);
  if (!isMap(declaration)) return undefined;
  const given = stacks.map(({ parameters }) => parameters.get(name)).find((value) => value !== undefined);
  const type = typeof declaration["Type"] === "string" ? declaration["Type"] : "String";
  const preset = declaration["Default"];
  // What a default names in Systems Manager is known of a deployed stack only.
  const text = given ?? (ssmValueType(type) === undefined && preset !== undefined ? String(preset as string) : UNKNOWN);
  return isListType(type) ? text.split(",").map((member) => member.trim()) : text;
}
