import { arnForms, PSEUDO_PARAMETERS, type ReferenceForm } from "../aws";
import type { Catalog, SeverOverride, Strategy } from "../catalog";
import { getAt, isMap, type TemplateMap, type TemplateValue } from "../template";
import { appName, explicitNameOf, opaqueId, type AppName, type NamingContext, type Unnameable } from "./app-name";
import { freeName, type AppStack } from "./app-stack";
import { concat, literal, subText, type Expression } from "./expression";
import { findResource, section, type Monolith, type Resource } from "./monolith";
import { nameIn, type Resolve, type Target } from "./rewrite";
import { resourceOf } from "./selection";

/** What a reference to an app resource becomes in the IAM template. */
export interface Severed {
  /** One expression for each form the name can take. */
  readonly forms: readonly Expression[];
  readonly strategy: Strategy;
  /** @default - matches nothing beyond the exact resource */
  readonly widening?: string;
}

/** Why a reference cannot be severed, and what can be done. */
export interface Refusal {
  readonly refused: string;
}

/** A parameter of the IAM template that stands for something only the app stack knows. */
export interface SeverParameter {
  readonly name: string;
  /** Name that it would have if that were free. */
  readonly wanted: string;
  readonly logicalId: string;
  readonly attribute: string;
  readonly declaration: TemplateMap;
}

/** Replaces references across the cut; remembers what it needed for that. */
export interface Severer {
  /** `attribute` is `Ref` or that of Fn::GetAtt. */
  sever(logicalId: string, attribute: string): Severed | Refusal;
  /**
   * What names in a moved resource become: app resources are severed, `AWS::StackName` and `AWS::StackId` mean the app
   * stack. `form` picks one of several forms; the last one stands for those that have fewer.
   */
  resolve(form: number): Resolve;
  parameters(): readonly SeverParameter[];
  /** Notes how long a stack name may be for the name that a moved resource has itself. */
  limitByOwnName(resource: Resource): void;
}

export function createSeverer(
  monolith: Monolith,
  catalog: Catalog,
  moved: ReadonlySet<string>,
  appStack: AppStack,
  taken: ReadonlySet<string>,
): Severer {
  const known = new Map<string, Severed | Refusal>();
  const open = new Set<string>();
  const parameters = new Map<string, SeverParameter>();

  const resolve =
    (form: number): Resolve =>
    (name) => {
      const own = pseudoExpression(name, appStack);
      if (own !== undefined) return own;
      if (moved.has(name.target) || findResource(monolith, name.target) === undefined) return undefined;
      const severed = sever(name.target, name.attribute ?? "Ref");
      return "refused" in severed ? undefined : severed.forms[Math.min(form, severed.forms.length - 1)];
    };
  const context: NamingContext = { appStack, tails: catalog.tails, resolve: resolve(0) };

  function sever(logicalId: string, attribute: string): Severed | Refusal {
    const key = `${logicalId}.${attribute}`;
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    // The name of a resource may be built from another's, which may be built from the first.
    if (open.has(key)) return { refused: `the name of ${logicalId} is built from itself` };
    open.add(key);
    const result = severNow(resourceOf(monolith, logicalId), attribute);
    open.delete(key);
    known.set(key, result);
    return result;
  }

  function severNow(resource: Resource, attribute: string): Severed | Refusal {
    const override = catalog.sever.get(resource.logicalId);
    const form = arnForms(resource.type, attribute, resource.properties);
    if (override?.strategy === "parameter") return byParameter(resource, attribute, form);
    if (override?.strategy === "name" && monolith.looped.has(resource.logicalId)) {
      return { refused: "strategy 'name' cannot be used: a loop makes it, so it cannot be given a name of its own" };
    }
    const held = heldReference(form, resource);
    if (held !== undefined) return sever(held.target, held.attribute ?? "Ref");
    const named = form?.template === undefined ? undefined : fill(form, form.template, resource, override);
    const known = named !== undefined && !("unnameable" in named);
    // AWS ids are opaque: only who has deployed the app stack knows them.
    if (!known && override === undefined) return byParameter(resource, attribute, form);
    if (!known) {
      const why = named?.unnameable ?? `what ${attribute} of ${resource.type} yields cannot be computed`;
      return { refused: `strategy '${override?.strategy}' cannot be used: ${why}` };
    }
    const wildcard = named.forms.some((expression) => expression.wildcard);
    if (wildcard && override?.strategy === "exact") {
      return { refused: `strategy 'exact' cannot be used: CloudFormation generates the name of ${resource.logicalId}` };
    }
    if (override?.strategy === "name") return { forms: named.forms, strategy: "name" };
    if (!wildcard) return { forms: named.forms, strategy: "exact" };
    return { ...named, strategy: "pattern" };
  }

  /** What a property refers to, where the reference yields just that: the secret of an attachment, the value of a parameter. */
  function heldReference(form: ReferenceForm | undefined, resource: Resource): Target | undefined {
    const placeholder = /^\$\{(\w+)\}$/.exec(form?.template ?? "")?.[1];
    const source = placeholder === undefined ? undefined : form?.placeholders[placeholder];
    if (source?.property === undefined || source.part !== "all") return undefined;
    const name = nameIn(getAt(resource.properties, source.property) ?? null);
    return name !== undefined && findResource(monolith, name.target) !== undefined && !moved.has(name.target)
      ? name
      : undefined;
  }

  function fill(
    form: ReferenceForm,
    template: string,
    resource: Resource,
    override: SeverOverride | undefined,
  ): AppName | Unnameable {
    const widenings: string[] = [];
    let names: readonly Expression[] = [literal("")];
    if (template.includes("${Id}")) return { unnameable: opaqueId(resource.type) };
    if (template.includes("${Name}")) {
      const name = appName(resource, override, context);
      if ("unnameable" in name) return name;
      names = name.forms;
      if (name.widening !== undefined) widenings.push(name.widening);
    }
    const values = new Map<string, Expression>();
    for (const [placeholder, source] of Object.entries(form.placeholders)) {
      const value = source.property === undefined ? undefined : getAt(resource.properties, source.property);
      const expression = value === undefined ? undefined : placeholderValue(value, source.part === "all");
      if (expression === undefined) widenings.push(`any ${placeholder.toLowerCase()}`);
      values.set(placeholder, expression ?? subText(source.glob, true));
    }
    const forms = names.map((name) => fillTemplate(template, form, new Map(values).set("Name", name)));
    return { forms, ...(widenings.length > 0 && { widening: widenings.join("; ") }) };
  }

  /** The name that a property gives: of another app resource (even where it is given as its ARN), or as it stands. */
  function placeholderValue(value: TemplateValue, whole: boolean): Expression | undefined {
    if (typeof value === "string")
      return literal(value.startsWith("arn:") && !whole ? (value.split(/[:/]/).at(-1) ?? value) : value);
    const name = nameIn(value);
    if (name === undefined) return undefined;
    const resource = findResource(monolith, name.target);
    if (resource === undefined) {
      // Which part of an ARN is the name depends on the service; any name is wider, and holds.
      if (!whole && mayHoldArn(monolith, name.target)) return undefined;
      return pseudoExpression(name, appStack) ?? subText(`\${${name.target}}`);
    }
    const other = appName(resource, catalog.sever.get(name.target), context);
    return "unnameable" in other ? undefined : other.forms[0];
  }

  function byParameter(resource: Resource, attribute: string, form: ReferenceForm | undefined): Severed {
    const suffix =
      attribute === "Ref" ? REF_SUFFIX[form?.yields ?? "value"] : attribute.replaceAll(/[^A-Za-z0-9]/g, "");
    const wanted = `${resource.logicalId}${suffix}`;
    const key = `${resource.logicalId}.${attribute}`;
    const used = new Set([...taken, ...[...parameters.values()].map(({ name }) => name)]);
    const parameter = parameters.get(key) ?? {
      name: freeName(wanted, used),
      wanted,
      logicalId: resource.logicalId,
      attribute,
      declaration: {
        Type: "String",
        Description: `${attribute} of ${resource.logicalId} (${resource.type}) of the application stack, which only that stack knows.`,
        MinLength: 1,
      },
    };
    parameters.set(key, parameter);
    return { forms: [subText(`\${${parameter.name}}`)], strategy: "parameter" };
  }

  return {
    sever,
    resolve,
    parameters: () => [...parameters.values()],
    limitByOwnName: (resource) => {
      if (explicitNameOf(resource) !== undefined) appName(resource, undefined, context);
    },
  };
}

const REF_SUFFIX = { name: "Name", arn: "Arn", url: "Url", id: "Id", value: "Value" } as const;

function pseudoExpression({ target }: Target, appStack: AppStack): Expression | undefined {
  if (target === "AWS::StackName") return subText(appStack.use());
  if (target !== "AWS::StackId") return undefined;
  // The stack's UUID cannot be known before it exists.
  const stack = `stack/${appStack.use()}/*`;
  return subText(`arn:\${AWS::Partition}:cloudformation:\${AWS::Region}:\${AWS::AccountId}:${stack}`, true);
}

/** Whether a parameter that stands where a name or an ARN may stand is meant for an ARN. */
function mayHoldArn({ template }: Monolith, parameter: string): boolean {
  const declared = section(template, "Parameters")[parameter];
  if (!isMap(declared)) return false;
  const example = [declared["Default"], declared["AllowedPattern"], declared["Description"]];
  return /arn$/i.test(parameter) || example.some((text) => typeof text === "string" && /\barn:|\bARN\b/.test(text));
}

/** Puts expressions into the template of an ARN, a name or a URL. */
function fillTemplate(template: string, form: ReferenceForm, values: ReadonlyMap<string, Expression>): Expression {
  const parts: Expression[] = [];
  for (const piece of template.split(/(\$\{\w+\})/)) {
    const placeholder = /^\$\{(\w+)\}$/.exec(piece)?.[1];
    if (placeholder === undefined) {
      parts.push(subText(piece));
      continue;
    }
    const value =
      values.get(placeholder) ?? subText(PSEUDO_PARAMETERS[placeholder] ?? "*", !(placeholder in PSEUDO_PARAMETERS));
    const before = parts.at(-1);
    if (form.dropsLeadingSlash && placeholder === "Name" && value.text.startsWith("/") && before?.text.endsWith("/")) {
      parts[parts.length - 1] = { ...before, text: before.text.slice(0, -1) };
    }
    parts.push(value);
  }
  return concat(parts);
}
