import { parseDate } from "../date-text";
import { anyOf } from "./value-test";
import type { ConditionValues, ValueTest } from "./value-test";

/** Compares points in time, written as dates or as seconds since 1970. */
export function compareDates(holds: (order: number) => boolean): (values: ConditionValues) => ValueTest {
  return ({ texts }) =>
    anyOf(
      texts.map((text) => {
        const wanted = parseDate(text);
        return (value) => {
          const given = parseDate(value);
          return wanted !== undefined && given !== undefined && holds(given - wanted);
        };
      }),
    );
}
