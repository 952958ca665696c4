/** FHIR's partial dates as spans of time, and the prefixes by which searches compare them. */

/** Milliseconds since 1970 in UTC; `high` is exclusive. */
export interface Span {
  low: number;
  high: number;
}

const DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** The span that a date, dateTime or instant of any precision covers; undefined if it is none. Without zone: UTC. */
export function readDate(text: string): Span | undefined {
  const parts = DATE.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  const shift = offset(zone);
  const midnight = (y: number, mo: number, d: number): number => {
    // Date.UTC takes the years 0 to 99 for 19xx.
    const date = new Date(0);
    date.setUTCFullYear(y, mo, d);
    return date.getTime() - shift;
  };
  const [y, mo, d, h, mi, s] = [
    year,
    month ?? "1",
    day ?? "1",
    hour ?? "0",
    minute ?? "0",
    second ?? "0",
  ].map(Number) as [number, number, number, number, number, number];
  if (mo < 1 || mo > 12 || d < 1 || d > new Date(Date.UTC(2000 + (y % 400), mo, 0)).getUTCDate())
    return undefined;
  if (h > 23 || mi > 59 || s > 60) return undefined;
  const ms = fraction ? Number(fraction.padEnd(3, "0").slice(0, 3)) : 0;
  const low = midnight(y, mo - 1, d) + ((h * 60 + mi) * 60 + s) * 1000 + ms;
  if (month === undefined) return { low, high: midnight(y + 1, 0, 1) };
  if (day === undefined) return { low, high: midnight(y, mo, 1) };
  if (hour === undefined) return { low, high: midnight(y, mo - 1, d + 1) };
  if (second === undefined) return { low, high: low + 60_000 };
  return { low, high: low + (fraction === undefined ? 1000 : 1) };
}

function offset(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

const PREFIXES = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"] as const;
export type Prefix = (typeof PREFIXES)[number];

/** `ge2020` -> ["ge", "2020"]; no prefix is `eq`. */
export function splitPrefix(text: string): [Prefix, string] {
  const prefix = PREFIXES.find((p) => text.startsWith(p));
  return prefix ? [prefix, text.slice(2)] : ["eq", text];
}
