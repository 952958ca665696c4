/**
 * Which version of a resource was current at a date (ValueSet.compose.lockedDate, the parameter `date`)? The highest of
 * those dated no later; one without a date may have been current at any time, unless a lower one came later than that.
 */
import { UNVERSIONED } from "../canonical.ts";
import { TerminologyError } from "../issues/issue.ts";
import { invalidParameter } from "../issues/parameters.ts";
import { readDate } from "../search/dates.ts";
import type { Terminology } from "../store.ts";

/**
 * Reads the parameter `date`; undefined for a date that is not over yet: what is current now is current then.
 * @throws TerminologyError value: it is no date.
 */
export function readVersionDate(date: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  const span = readDate(date);
  if (!span) throw new TerminologyError(invalidParameter("date", date, "give a date such as 2025-03-31"));
  return span.high > Date.now() ? undefined : date;
}

/** The version to ask the store for (`UNVERSIONED`: the one that has none); `none` when every version is dated later. */
export async function versionAtDate(
  store: Terminology,
  type: "CodeSystem" | "ValueSet",
  url: string,
  date: string,
): Promise<{ version: string | undefined } | "none"> {
  const end = readDate(date)?.high ?? Infinity;
  const versions = await store.versions(type, url);
  const highestFirst = versions.toReversed();
  let undated: string | undefined;
  for (const version of highestFirst.map((one) => one ?? UNVERSIONED)) {
    const began = await dateOf(store, type, { url, version });
    if (began === undefined) undated ??= version;
    else if ((readDate(began)?.low ?? 0) < end) return { version: undated ?? version };
    else undated = undefined;
  }
  return undated === undefined && versions.length > 0 ? "none" : { version: undated };
}

async function dateOf(
  store: Terminology,
  type: "CodeSystem" | "ValueSet",
  ref: { url: string; version: string },
): Promise<string | undefined> {
  if (type === "ValueSet") return (await store.valueSet(ref))?.date;
  return (await store.codeSystem(ref))?.codeSystem.date;
}
