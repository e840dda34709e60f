import type { ConditionValues, ValueTest } from "./value-test";

/** Compares bytes; both sides are base64. */
export function equalsBinary({ texts }: ConditionValues): ValueTest {
  const wanted = new Set(texts.map(normalize).filter((text) => text !== undefined));
  return (value) => {
    const given = normalize(value);
    return given !== undefined && wanted.has(given);
  };
}

/** The same bytes, the same text; undefined for what is no base64. */
function normalize(text: string): string | undefined {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, "base64").toString("base64") : undefined;
}
