/** A template as data: short tags expanded to their long form (`!Ref X` is `{ Ref: "X" }`), scalars resolved. */
export type TemplateValue = null | boolean | number | string | readonly TemplateValue[] | TemplateMap;

/** A mapping. Made without a prototype, so that a key such as `__proto__` is a key like any other. */
export interface TemplateMap {
  readonly [key: string]: TemplateValue;
}

export function isMap(value: TemplateValue | undefined): value is TemplateMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: TemplateValue | undefined): value is readonly TemplateValue[] {
  return Array.isArray(value);
}
