/** One value of a condition key. Dates are ISO 8601 texts, or `Date`. */
export type ContextValue = string | number | boolean | Date;

/** Condition keys and their values. Names of keys know no case; `undefined` and an empty list are absent. */
export type ContextValues = Readonly<Record<string, ContextValue | readonly ContextValue[] | undefined>>;

/**
 * The condition keys of a request, ready to be asked. Make it once where several decisions share it. Values given by a
 * function are made when a policy first asks for a key, which most never do. Later ones hide earlier ones.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export class RequestContext {
  readonly #given: readonly (ContextValues | (() => ContextValues))[];
  #values: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(...given: readonly (ContextValues | (() => ContextValues))[]) {
    this.#given = given;
  }

  /** The values of a key; undefined where the request does not have it. */
  valuesOf(lowerCaseKey: string): readonly string[] | undefined {
    return this.#read().get(lowerCaseKey);
  }

  has(key: string): boolean {
    return this.#read().has(key.toLowerCase());
  }

  /** Names of all keys, in lower case, with their values. */
  entries(): IterableIterator<[string, readonly string[]]> {
    return this.#read().entries();
  }

  #read(): ReadonlyMap<string, readonly string[]> {
    return (this.#values ??= gather(this.#given));
  }
}

function gather(given: readonly (ContextValues | (() => ContextValues))[]): ReadonlyMap<string, readonly string[]> {
  const gathered = new Map<string, readonly string[]>();
  for (const source of given) {
    const values = typeof source === "function" ? source() : source;
    for (const key of Object.keys(values)) {
      const value = values[key];
      if (value === undefined && gathered.size === 0) continue;
      const lower = key.toLowerCase();
      if (value === undefined) gathered.delete(lower);
      else if (!isList(value)) gathered.set(lower, [textOf(value)]);
      else if (value.length > 0) gathered.set(lower, value.map(textOf));
      else gathered.delete(lower);
    }
  }
  return gathered;
}

function isList(value: ContextValue | readonly ContextValue[]): value is readonly ContextValue[] {
  return Array.isArray(value);
}

function textOf(value: ContextValue): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
