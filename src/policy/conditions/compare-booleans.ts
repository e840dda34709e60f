import type { ConditionValues, ValueTest } from "./value-test";

/** `true` and `false`, in any case (unverified); anything else is neither. */
export function equalsBoolean({ texts }: ConditionValues): ValueTest {
  const wanted = new Set<string>();
  for (const text of texts.map((given) => given.toLowerCase())) {
    if (text === "true" || text === "false") wanted.add(text);
  }
  return (value) => wanted.has(value.toLowerCase());
}
