/** What a history is asked for: `_since`, `_at`, `_sort`; https://hl7.org/fhir/R5/http.html#history */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { invalidParameter } from "../../terminology/issues/parameters.ts";
import { unsupportedHistoryParameter } from "../../terminology/issues/rest.ts";
import { readDate, type Span, splitPrefix } from "../../terminology/search/dates.ts";
import type { HistoryPage } from "../../terminology/store.ts";
import type { Query } from "../query.ts";

/** What links to other pages say again. */
const USED = new Set(["_format", "_pretty", "_summary", "_elements", "_count", "_since", "_at", "_sort"]);

/** The parameters that count, for the links of the pages. */
export const usedOf = (query: Query): (readonly [string, string])[] =>
  [...query].filter(([name]) => USED.has(name));

/** @throws TerminologyError value: it can't be read; not-supported: it would leave versions out, and is not known here */
export function readHistoryQuery(query: Query): Omit<HistoryPage, "offset" | "count"> {
  if (query.get("_list")) throw new TerminologyError(unsupportedHistoryParameter("_list"));
  return { since: readSince(query), at: readAt(query), oldestFirst: isOldestFirst(query) };
}

function readSince(query: Query): number | undefined {
  const text = query.get("_since");
  if (text === undefined || text === "") return undefined;
  const span = readDate(text);
  if (span) return span.low;
  throw new TerminologyError(
    invalidParameter("_since", text, "expected: an instant such as 2026-01-31T00:00:00Z"),
  );
}

/** From when to when, by the prefixes of a date search. */
const IN_SPAN = {
  eq: ({ low, high }: Span): Span => ({ low, high }),
  ge: ({ low }: Span): Span => ({ low, high: Infinity }),
  gt: ({ high }: Span): Span => ({ low: high, high: Infinity }),
  sa: ({ high }: Span): Span => ({ low: high, high: Infinity }),
  le: ({ high }: Span): Span => ({ low: -Infinity, high }),
  lt: ({ low }: Span): Span => ({ low: -Infinity, high: low }),
  eb: ({ low }: Span): Span => ({ low: -Infinity, high: low }),
};
const mayLimit = (prefix: string): prefix is keyof typeof IN_SPAN => Object.hasOwn(IN_SPAN, prefix);

/** What was current at some time in that span. */
function readAt(query: Query): Span | undefined {
  const text = query.get("_at");
  if (text === undefined || text === "") return undefined;
  const [prefix, date] = splitPrefix(text);
  const span = readDate(date);
  if (span && mayLimit(prefix)) return IN_SPAN[prefix](span);
  throw new TerminologyError(
    invalidParameter(
      "_at",
      text,
      "expected: a date or time such as 2026-01-31, or one with ge, gt, le or lt",
    ),
  );
}

/** `_sort`, by the time alone; without it, and where the order is free, newest first. */
function isOldestFirst(query: Query): boolean {
  const sort = query.get("_sort");
  if (!sort || sort === "-_lastUpdated" || sort === "none") return false;
  if (sort === "_lastUpdated") return true;
  throw new TerminologyError(
    invalidParameter("_sort", sort, "expected, of a history: -_lastUpdated, _lastUpdated or none"),
  );
}
