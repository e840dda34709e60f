/** Dates as https://www.w3.org/TR/NOTE-datetime has them, looser: as IAM takes them. */
const DATE =
  /^([0-9]{1,9})(?:-(0?[1-9]|1[0-2])(?:-([0-9]{1,2}))?)?(?:t(?:([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(\.[0-9]{1,9})?)?)?)?(z|[+-][0-9]{2}(?::[0-9]{2})?)?)?$/i;
const SECONDS = /^-?[0-9]+$/;

/** Whether IAM takes the text for a date, or for seconds since 1970 (a 64-bit number). */
export function isDate(text: string): boolean {
  if (SECONDS.test(text)) return text.length < 20 && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
  return DATE.test(text);
}

/**
 * Milliseconds since 1970; undefined for what is no date. Without an offset it is UTC. A number of up to four digits is a
 * year, a longer one seconds since 1970 (the border is unverified).
 */
export function parseDate(text: string): number | undefined {
  if (SECONDS.test(text) && !/^[0-9]{4}$/.test(text)) return Number(text) * 1000;
  // Seconds with a fraction are what clocks give.
  if (/^[0-9]+\.[0-9]+$/.test(text)) return Number(text) * 1000;
  const parts = DATE.exec(text);
  if (parts === null) return undefined;
  const [, year = "", month = "1", day = "1", hour = "0", minute = "0", second = "0", fraction = "0", zone = "Z"] =
    parts;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  const time = date.getTime() + Math.floor(Number(fraction) * 1000) - offsetOf(zone) * 60_000;
  return Number.isNaN(time) ? undefined : time;
}

/** Minutes east of Greenwich. */
function offsetOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const [hours = "0", minutes = "0"] = zone.slice(1).split(":");
  return (zone.startsWith("-") ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
