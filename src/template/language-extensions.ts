import { UserError } from "../base";
import { evaluate, evaluateConditions } from "./evaluate";
import type { Environment } from "./intrinsic";
import { scalarText } from "./intrinsic";
import { expandFragment } from "./expand-fragment";
import type { Loops } from "./expand-fragment";
import { LANGUAGE_EXTENSIONS } from "./has-macro";
import { onlyEntry, single } from "./one-entry";
import { isPseudoParameter } from "./pseudo-parameters";
import { referencesIn } from "./references";
import { isList, isMap } from "./value";
import type { TemplateMap, TemplateValue } from "./value";

/** Values that a processed template may have; more would not fit into the largest template anyway. */
const MOST_VALUES = 500_000;

/**
 * A template without what AWS::LanguageExtensions brings: loops are written out, functions that depend on parameters,
 * mappings and conditions alone are replaced by their values, and the transform is declared no more.
 *
 * Throws a UserError whose message is CloudFormation's sentence (those recorded on AWS are marked; the others unverified).
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html
 */
export function applyLanguageExtensions(template: TemplateMap, environment: Environment): TemplateMap {
  const unconditional = new Extension(template, environment);
  const conditions = unconditional.expand(template["Conditions"] ?? {}, NO_LOOPS);
  const withConditions = { ...template, Conditions: conditions };
  const decided = evaluateConditions(withConditions, environment);
  const extension = new Extension(template, { ...environment, condition: (name) => decided.get(name) ?? false });
  const processed = Object.create(null) as Record<string, TemplateValue>;
  for (const [section, value] of Object.entries(template)) {
    if (section === "Transform") continue;
    if (section === "Conditions") processed[section] = conditions;
    else if (section === "Resources") processed[section] = extension.expandResources(value);
    else processed[section] = section === "Outputs" ? extension.expand(value, NO_LOOPS) : value;
  }
  return processed;
}

const NO_LOOPS: Loops = new Map();

/** Attributes of a resource that take functions with the transform, and only literals without it. */
const DECIDED_ATTRIBUTES: readonly string[] = ["Condition", "DeletionPolicy", "UpdateReplacePolicy"];

class Extension {
  private values = 0;

  constructor(
    private readonly template: TemplateMap,
    private readonly environment: Environment,
  ) {}

  expandResources(section: TemplateValue): TemplateValue {
    const resources = this.expand(section, NO_LOOPS);
    if (!isMap(resources)) return resources;
    const result = Object.create(null) as Record<string, TemplateValue>;
    for (const [logicalId, resource] of Object.entries(resources)) {
      result[logicalId] = isMap(resource) ? this.decideAttributes(resource) : resource;
    }
    return result;
  }

  private decideAttributes(resource: TemplateMap): TemplateMap {
    const result = Object.create(null) as Record<string, TemplateValue>;
    for (const [attribute, value] of Object.entries(resource)) {
      const isDecided = DECIDED_ATTRIBUTES.includes(attribute) && isMap(value);
      const decided = isDecided ? this.evaluate(value) : value;
      // AWS::NoValue takes the attribute away.
      if (!isDecided || decided !== null) result[attribute] = decided;
    }
    return result;
  }

  /** A value with the loops around it applied and those inside written out. */
  expand(value: TemplateValue, loops: Loops): TemplateValue {
    // A few nested loops could ask for more than there is room for.
    if (++this.values > MOST_VALUES) return refuse("Template may not exceed 1000000 bytes in size.");
    if (isList(value)) return value.map((item) => this.expand(item, loops));
    if (!isMap(value)) return value;
    const only = onlyEntry(value);
    return (only === undefined ? undefined : this.expandFunction(only, loops)) ?? this.expandEntries(value, loops);
  }

  private expandEntries(map: TemplateMap, loops: Loops): TemplateMap {
    const result = Object.create(null) as Record<string, TemplateValue>;
    for (const [key, entry] of Object.entries(map)) {
      const added = isLoop(key) ? this.expandLoop(entry, loops) : { [key]: this.expand(entry, loops) };
      merge(result, added);
    }
    return result;
  }

  private expandLoop(argument: TemplateValue, loops: Loops): TemplateMap {
    // Sentence recorded on AWS.
    if (!isList(argument) || argument.length !== 3) return failed("Fn::ForEach layout is incorrect");
    const [identifier, collection = null, fragment] = argument;
    if (typeof identifier !== "string" || identifier === "" || !isMap(fragment)) {
      return failed("Fn::ForEach layout is incorrect");
    }
    const result = Object.create(null) as Record<string, TemplateValue>;
    for (const item of this.itemsOf(collection, loops)) {
      const around = new Map([...loops, [identifier, item]]);
      for (const [key, entry] of Object.entries(fragment)) {
        if (isLoop(key)) merge(result, this.expandLoop(entry, around));
        else merge(result, { [expandFragment(key, around)]: this.expand(entry, around) });
      }
    }
    return result;
  }

  private itemsOf(collection: TemplateValue, loops: Loops): string[] {
    const expanded = this.expand(collection, loops);
    const items = this.isStatic(expanded) ? this.evaluate(expanded) : undefined;
    const texts = isList(items) ? items.map(scalarText) : [undefined];
    // Sentence recorded on AWS.
    if (texts.includes(undefined))
      return failed("Could not find a collection or could not be resolved for Fn::ForEach");
    return texts as string[];
  }

  /** What becomes of a function that loops or the transform touch; undefined for every other. */
  private expandFunction([name, argument]: readonly [string, TemplateValue], loops: Loops): TemplateValue | undefined {
    switch (name) {
      case "Ref":
        return typeof argument === "string" ? loops.get(argument) : single(name, this.textOf(argument, loops));
      case "Fn::Sub":
        return single(name, this.expandSub(argument, loops));
      case "Fn::GetAtt":
        return isList(argument)
          ? single(
              name,
              argument.map((part) => this.textOf(part, loops)),
            )
          : undefined;
      case "Fn::Length": {
        const list = this.expand(argument, loops);
        // Sentence recorded on AWS.
        if (!this.isStatic(list)) return failed("The Fn::Length value could not be resolved for properties");
        return this.evaluate(single(name, list));
      }
      case "Fn::ToJsonString": {
        const inside = this.expand(argument, loops);
        // What names a resource is known only when the resource is there.
        return this.isStatic(inside) ? this.evaluate(single(name, inside)) : single(name, inside);
      }
      case "Fn::FindInMap": {
        const lookup = single(name, this.expand(argument, loops));
        // Without a default it is the deployment's to resolve: a branch that is not taken may have no such key.
        const hasDefault = isList(argument) && argument.length === 4;
        return hasDefault && this.isStatic(lookup) ? this.evaluate(lookup) : lookup;
      }
      default:
        return undefined;
    }
  }

  private expandSub(argument: TemplateValue, loops: Loops): TemplateValue {
    if (typeof argument === "string") return expandSubText(argument, loops);
    if (!isList(argument) || argument.length !== 2) return argument;
    const [text = null, variables = null] = argument;
    const own = isMap(variables) ? Object.keys(variables) : [];
    const others = new Map([...loops].filter(([identifier]) => !own.includes(identifier)));
    const expanded = typeof text === "string" ? expandSubText(text, others) : text;
    return [expanded, this.expand(variables, loops)];
  }

  /** The text that a function inside Ref or Fn::GetAtt stands for. */
  private textOf(value: TemplateValue, loops: Loops): string {
    const expanded = this.expand(value, loops);
    const text = this.isStatic(expanded) ? scalarText(this.evaluate(expanded)) : undefined;
    return text ?? failed("A function inside Ref or Fn::GetAtt must resolve to a string");
  }

  /** Whether a value depends on nothing that only a deployment brings. */
  private isStatic(value: TemplateValue): boolean {
    const parameters = this.template["Parameters"];
    const declared = isMap(parameters) ? parameters : {};
    return referencesIn(value).every(
      ({ kind, namespace, target }) =>
        namespace !== "value" ||
        (kind !== "GetAtt" && kind !== "ImportValue" && (Object.hasOwn(declared, target) || isPseudoParameter(target))),
    );
  }

  private evaluate(value: TemplateValue): TemplateValue {
    return evaluate(value, this.environment);
  }
}

function isLoop(key: string): boolean {
  return key.startsWith("Fn::ForEach::");
}

function merge(into: Record<string, TemplateValue>, entries: TemplateMap): void {
  for (const [key, entry] of Object.entries(entries)) {
    // Sentence quoted by users of AWS.
    if (Object.hasOwn(into, key)) failed(`Duplicate key '${key}' when merging keys to parent object in Fn::ForEach`);
    into[key] = entry;
  }
}

/** `${Identifier}` becomes the item; `&{Identifier}` stays (recorded on AWS), and so does `${!Identifier}`. */
function expandSubText(text: string, loops: Loops): string {
  return text.replaceAll(/\$\{([^!{}]+)\}/g, (whole, name: string) => loops.get(name.trim()) ?? whole);
}

function failed(sentence: string): never {
  return refuse(`Transform ${LANGUAGE_EXTENSIONS} failed with: ${sentence}`);
}

function refuse(sentence: string): never {
  throw new UserError("template-transform", sentence);
}
