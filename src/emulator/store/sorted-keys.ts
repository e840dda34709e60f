/** Keys in order. */
export class SortedKeys {
  readonly #keys: string[];

  constructor(keys: Iterable<string>) {
    this.#keys = [...keys].sort(compare);
  }

  /** Adds a key that is not there. */
  add(key: string): void {
    this.#keys.splice(this.#firstFrom(key), 0, key);
  }

  remove(key: string): void {
    const at = this.#firstFrom(key);
    if (this.#keys[at] === key) this.#keys.splice(at, 1);
  }

  *after(key: string | undefined): Generator<string> {
    let at = 0;
    if (key !== undefined) {
      at = this.#firstFrom(key);
      if (this.#keys[at] === key) at++;
    }
    for (; at < this.#keys.length; at++) yield this.#keys[at] as string;
  }

  /** Where the first key stands that is not before `key`. */
  #firstFrom(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] as string) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** By code units, as `<` compares. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
