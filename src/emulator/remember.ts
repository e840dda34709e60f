/** Documents that are remembered at most, and how long each may be. */
const MOST = 256;
const LONGEST = 10_240;

/** The same function, which remembers what it said of the last documents: the same few are sent again and again. */
export function remember<Result>(compute: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found.result;
    const result = compute(text);
    if (text.length > LONGEST) return result;
    const [oldest] = known.keys();
    if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
    // A text that is cut from a larger one, as that of a form is, would keep all of that in memory.
    known.set(structuredClone(text), { result });
    return result;
  };
}
