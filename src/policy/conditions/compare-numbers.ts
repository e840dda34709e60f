import { anyOf } from "./value-test";
import type { ConditionValues, ValueTest } from "./value-test";

/** Compares as numbers; what is no number is equal to none, less than none and greater than none. */
export function compareNumbers(holds: (order: number) => boolean): (values: ConditionValues) => ValueTest {
  return ({ texts }) =>
    anyOf(
      texts.map((text) => {
        const wanted = parseNumber(text);
        return (value) => {
          const given = parseNumber(value);
          return wanted !== undefined && given !== undefined && holds(orderOf(given, wanted));
        };
      }),
    );
}

/** Whole numbers of many digits stay exact. */
function parseNumber(text: string): number | bigint | undefined {
  if (/^[+-]?[0-9]{16,400}$/.test(text)) return BigInt(text.replace(/^\+/, ""));
  if (!/^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{1,4})?$/i.test(text)) return undefined;
  const number = Number(text);
  // Two numbers that are both too large are not the same number.
  return Number.isFinite(number) ? number : undefined;
}

function orderOf(given: number | bigint, wanted: number | bigint): number {
  return given < wanted ? -1 : given > wanted ? 1 : 0;
}
