/** One value of a condition key. Dates are ISO 8601 texts, or `Date`. */
export type ContextValue = string | number | boolean | Date;

/** Condition keys and their values. Names of keys know no case; `undefined` and an empty list are absent. */
export type ContextValues = Readonly<Record<string, ContextValue | readonly ContextValue[] | undefined>>;

/**
 * The condition keys of a request, ready to be asked. Make it once where several decisions share it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export class RequestContext {
  readonly #values = new Map<string, readonly string[]>();

  constructor(...given: readonly ContextValues[]) {
    for (const values of given) {
      for (const key of Object.keys(values)) {
        const value = values[key];
        if (value === undefined && this.#values.size === 0) continue;
        const lower = key.toLowerCase();
        if (value === undefined) this.#values.delete(lower);
        else if (!isList(value)) this.#values.set(lower, [textOf(value)]);
        else if (value.length > 0) this.#values.set(lower, value.map(textOf));
        else this.#values.delete(lower);
      }
    }
  }

  /** The values of a key; undefined where the request does not have it. */
  valuesOf(lowerCaseKey: string): readonly string[] | undefined {
    return this.#values.get(lowerCaseKey);
  }

  has(key: string): boolean {
    return this.#values.has(key.toLowerCase());
  }

  /** Names of all keys, in lower case, with their values. */
  entries(): IterableIterator<[string, readonly string[]]> {
    return this.#values.entries();
  }
}

function isList(value: ContextValue | readonly ContextValue[]): value is readonly ContextValue[] {
  return Array.isArray(value);
}

function textOf(value: ContextValue): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
