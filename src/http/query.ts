/** A query string (or form), in order and with repeats, as FHIR needs it: names like `url:contains` stay as they are. */
import { malformedEncoding } from "../terminology/issues/http.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";

export class Query {
  readonly pairs: readonly (readonly [name: string, value: string])[];

  constructor(pairs: readonly (readonly [string, string])[]) {
    this.pairs = pairs;
  }

  /** @throws TerminologyError invalid: a percent sign that begins no UTF-8 text. */
  static parse(text: string): Query {
    if (text === "") return Query.EMPTY;
    const pairs: [string, string][] = [];
    for (const part of text.split("&")) {
      if (part === "") continue;
      const at = part.indexOf("=");
      if (at < 0) pairs.push([decode(part), ""]);
      else pairs.push([decode(part.slice(0, at)), decode(part.slice(at + 1))]);
    }
    return new Query(pairs);
  }

  static readonly EMPTY = new Query([]);

  get isEmpty(): boolean {
    return this.pairs.length === 0;
  }

  /** The first value of this name. */
  get(name: string): string | undefined {
    return this.pairs.find((pair) => pair[0] === name)?.[1];
  }

  [Symbol.iterator](): Iterator<readonly [string, string]> {
    return this.pairs[Symbol.iterator]();
  }
}

/** The plus of a time's zone, `10:00:00+01:00`: many send it as it is, and no space can stand there. */
const PLUS_OF_ZONE = /(?<=T\d\d(?::|%3A)\d\d(?:(?::|%3A)\d\d(?:\.\d+)?)?)\+(?=\d\d(?::|%3A)\d\d(?:,|$))/gi;

function decode(text: string): string {
  // Where they are many, `replaceAll` takes three times as long.
  const spaced = text.includes("+") ? text.replaceAll(PLUS_OF_ZONE, "%2B").split("+").join(" ") : text;
  return decodePercent(spaced);
}

/** @throws TerminologyError invalid */
export function decodePercent(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new TerminologyError(malformedEncoding(text));
  }
}
