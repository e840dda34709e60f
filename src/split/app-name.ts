import { namePattern, namingOf, longestUncutStackName, type ResourceNaming } from "../aws";
import type { Catalog, SeverOverride } from "../catalog";
import { getAt, isList, isMap, type TemplateValue } from "../template";
import type { AppStack } from "./app-stack";
import { describeForms } from "./describe";
import { concat, literal, subText, toValue, variable, type Expression } from "./expression";
import type { Resource } from "./monolith";
import { nameIn, rewriteTracked, subExpression, type Resolve } from "./rewrite";

/** The physical name of an app resource, as far as it can be known before the app stack exists. */
export interface AppName {
  /** One expression for each form the name can take; one unless the random tail has several lengths. */
  readonly forms: readonly Expression[];
  /** What the forms match beyond the resource itself. @default - nothing */
  readonly widening?: string;
}

/** Why no name can be computed. */
export interface Unnameable {
  readonly unnameable: string;
}

export interface NamingContext {
  readonly appStack: AppStack;
  readonly tails: Catalog["tails"];
  /** What other names inside an explicit name become. */
  readonly resolve: Resolve;
}

/** `name`: the name that the configuration gives; else the one in the template; else the pattern of a generated one. */
export function appName(
  resource: Resource,
  override: SeverOverride | undefined,
  context: NamingContext,
): AppName | Unnameable {
  const naming = namingOf(resource.type);
  if (naming === undefined) return { unnameable: `how ${resource.type} is named is not known` };
  if (override?.strategy === "name") {
    const given = givenName(resource, naming, override);
    if (typeof given !== "string") return given;
    const form = subExpression(given, context.resolve) ?? literal(given);
    limitBy(form, naming, resource, context);
    return { forms: [form] };
  }
  const explicit = explicitNameOf(resource);
  if (explicit !== undefined) return explicitName(explicit, resource, naming, context);
  return generatedName(resource, context);
}

/** The name that the template gives a resource, if it does. */
export function explicitNameOf({ type, properties }: Resource): TemplateValue | undefined {
  const nameProperty = namingOf(type)?.nameProperty;
  return nameProperty === undefined ? undefined : getAt(properties, nameProperty);
}

/** Name to give an app resource under strategy `name`, in the language of the app template's Fn::Sub. */
export function givenName(resource: Resource, naming: ResourceNaming, override: SeverOverride): string | Unnameable {
  if (naming.nameProperty === undefined) return { unnameable: `${resource.type} cannot be named` };
  if (override.name !== undefined) return override.name;
  const isFifo = naming.fifoProperty !== undefined && String(resource.properties[naming.fifoProperty]) === "true";
  const logicalId = naming.lowerCase ? resource.logicalId.toLowerCase() : resource.logicalId;
  return `\${AWS::StackName}-${logicalId}${isFifo ? ".fifo" : ""}`;
}

function generatedName(resource: Resource, { appStack, tails }: NamingContext): AppName | Unnameable {
  const { type, logicalId, properties } = resource;
  const naming = namingOf(type);
  const longest = longestUncutStackName(type, logicalId, { tails, properties });
  if (longest === 0)
    return { unnameable: `the logical id ${logicalId} is so long that its generated name is always cut` };
  if (longest !== undefined) appStack.limit({ logicalId, longest });
  const token = naming?.includesStackName !== true ? "" : naming.lowerCase ? appStack.useLowerCase() : appStack.use();
  const pattern = namePattern(type, {
    logicalId,
    properties,
    tails,
    stackName: { token, maxLength: longest ?? 1 },
  });
  if (pattern === undefined) return { unnameable: whyNoPattern(type) };
  const forms = pattern.patterns.map((text) => subText(text, !pattern.exact));
  const scope = pattern.includesStackName
    ? ""
    : ` of any stack, because CloudFormation leaves the stack name out of ${type} names`;
  const widening = `any ${type} named ${pattern.patterns.map(readable).join(" or ")} in the account${scope}`;
  return pattern.exact && pattern.includesStackName ? { forms } : { forms, widening };
}

function whyNoPattern(type: string): string {
  const naming = namingOf(type);
  if (naming?.inferred === true) return `how CloudFormation names ${type} is not known for certain`;
  if (naming?.nameRequired === true) return `${type} needs a name of its own, and the template gives none`;
  return opaqueId(type);
}

/** A resource that has an id of the service's own instead of a name. */
export function opaqueId(type: string): string {
  return `the service gives ${type} an id that nobody can foresee`;
}

/** `${AppStackName}-Queue-????????????` as a person reads it. */
function readable(pattern: string): string {
  return pattern.replace(/\$\{(\w+)\}/g, "{$1}").replace(/\?{2,}/g, (run) => `<${run.length} characters>`);
}

function explicitName(
  value: TemplateValue,
  resource: Resource,
  naming: ResourceNaming,
  context: NamingContext,
): AppName | Unnameable {
  const widenings = new Set<string>();
  let unnameable: Unnameable | undefined;
  const express = (part: TemplateValue): Expression => {
    if (typeof part === "string") return literal(part);
    if (typeof part === "number" || typeof part === "boolean") return literal(String(part));
    const name = nameIn(part);
    if (name?.target === "AWS::NoValue") {
      const generated = generatedName(resource, context);
      if ("unnameable" in generated) {
        unnameable = generated;
        return literal("");
      }
      widenings.add(generated.widening ?? "");
      return generated.forms[0] ?? literal("");
    }
    if (name !== undefined) {
      const dotted = name.attribute === undefined ? name.target : `${name.target}.${name.attribute}`;
      return context.resolve(name) ?? subText(`\${${dotted}}`);
    }
    const argument = isMap(part) ? part["Fn::Sub"] : undefined;
    if (argument !== undefined) {
      const sub = subExpression(argument, context.resolve);
      if (sub !== undefined) return sub;
    }
    const join = isMap(part) ? part["Fn::Join"] : undefined;
    if (isList(join) && typeof join[0] === "string" && isList(join[1])) {
      const delimiter = literal(join[0]);
      const items = join[1].map(express);
      // A list-valued item would be joined by the delimiter too; only plain strings are put one after the other.
      if (join[1].every((item) => typeof item === "string" || nameIn(item) !== undefined)) {
        return concat(items.flatMap((item, index) => (index === 0 ? [item] : [delimiter, item])));
      }
    }
    const branches = isMap(part) ? part["Fn::If"] : undefined;
    if (isList(branches) && branches.length === 3 && branches[1] !== undefined && branches[2] !== undefined) {
      const [yes, no] = [express(branches[1]), express(branches[2])];
      const either: TemplateValue = { "Fn::If": [branches[0] ?? "", toValue(yes), toValue(no)] };
      return variable(`${resource.logicalId}Name`, either, yes.wildcard || no.wildcard);
    }
    const rewritten = rewriteTracked(part, context.resolve);
    return variable(`${resource.logicalId}Name`, rewritten.value, rewritten.wildcard);
  };
  const form = express(value);
  if (unnameable !== undefined) return unnameable;
  limitBy(form, naming, resource, context);
  if (!form.wildcard) return { forms: [form] };
  const widening = [...widenings].filter((text) => text !== "").join("; ");
  return {
    forms: [form],
    widening:
      widening === "" ? `any ${resource.type} named ${readable(describeForms([form]))} in the account` : widening,
  };
}

/** A name around the stack name leaves it only so many characters. */
function limitBy(form: Expression, naming: ResourceNaming, resource: Resource, { appStack }: NamingContext): void {
  if (naming.maxLength === undefined || form.variables.size > 0) return;
  const rest = form.text.replaceAll(`\${${appStack.parameter}}`, "");
  if (rest === form.text || rest.includes("${")) return;
  appStack.limit({ logicalId: resource.logicalId, longest: naming.maxLength - rest.length });
}
