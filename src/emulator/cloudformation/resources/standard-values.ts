import type { ReferenceForm } from "../../../aws";
import { fillForm, partitionOf } from "../../../aws";
import type { TemplateMap } from "../../../template";
import { isMap } from "../../../template";
import type { OperationContext } from "../../operation";

/** The placeholders that every form may use. */
export interface StandardValues {
  readonly Partition: string;
  readonly Region: string;
  readonly Account: string;
  readonly UrlSuffix: string;
  readonly Name: string;
  readonly Id: string;
}

export function standardValues(context: OperationContext, name: string, id: string): StandardValues {
  return {
    Partition: context.partition,
    Region: context.region,
    Account: context.caller.accountId,
    UrlSuffix: partitionOf(context.region).dnsSuffix,
    Name: name,
    Id: id,
  };
}

/** A form's text for one resource: standard values, then what its properties say; what neither knows is its default or 1. */
export function fillPlaceholders(
  form: ReferenceForm,
  properties: TemplateMap,
  values: StandardValues,
): string | undefined {
  const filled: Record<string, string> = { ...values };
  for (const [name, source] of Object.entries(form.placeholders)) {
    const given = source.property === undefined ? undefined : textAt(properties, source.property);
    filled[name] = given === undefined ? assigned(source.default, source.glob) : partOf(form, name, given);
  }
  return fillForm(form, filled);
}

/** Where a property holds an ARN and the form wants the name in it, the name; an ARN that a form begins with, whole. */
function partOf(form: ReferenceForm, name: string, given: string): string {
  if (!given.startsWith("arn:") || form.template?.startsWith(`\${${name}}`)) return given;
  return given.slice(Math.max(given.lastIndexOf("/"), given.lastIndexOf(":")) + 1);
}

function assigned(fallback: string | undefined, glob: string): string {
  if (fallback !== undefined) return fallback;
  return /^\?+$/.test(glob) ? "a1B2c3d4E5f6".slice(0, glob.length) : "1";
}

function textAt(properties: TemplateMap, path: readonly (string | number)[]): string | undefined {
  let value: unknown = properties;
  for (const step of path) {
    if (!isMap(value as never) || !Object.hasOwn(value as object, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}
