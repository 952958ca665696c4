/** Canonical references `url|version`: parse, print, match version patterns, pick the latest. */
import { asText, isNode } from "./util/json-object.ts";

export interface Canonical {
  url: string;
  version?: string | undefined;
}

/** The url and the version that a resource says it has; not every type has them. */
export function canonicalSaid(resource: unknown): { url: string | undefined; version: string | undefined } {
  const { url, version } = isNode(resource) ? resource : {};
  return { url: asText(url), version: asText(version) };
}

/** Splits `url|version`; a `#fragment` stays in the url. */
export function parseCanonical(text: string): Canonical {
  const bar = text.indexOf("|");
  if (bar < 0) return { url: text };
  const version = text.slice(bar + 1);
  return version === "" ? { url: text.slice(0, bar) } : { url: text.slice(0, bar), version };
}

/** `url|version`, or the url alone. */
export function printCanonical({
  url,
  version,
}: {
  url?: string | undefined;
  version?: string | undefined;
}): string {
  return version ? `${url ?? ""}|${version}` : (url ?? "");
}

/** An edition of SNOMED CT: it stands for its latest version (https://hl7.org/fhir/R5/snomedct.html). */
const EDITION = /^http:\/\/snomed\.info\/x?sct\/\d+$/;

/** True for `1.x`, `1.0.x`, `1.*`: a version with a wildcard part; and for an edition. A bare `1` is an exact version. */
export function isVersionPattern(version: string): boolean {
  if (EDITION.test(version)) return true;
  return version.split(".").some(isWildcard);
}

const isWildcard = (part: string): boolean => part === "x" || part === "X" || part === "*" || part === "?";

/**
 * The parts that a version has to have to fit a pattern, by their places, among so many from its beginning. Of an
 * edition nothing is known of parts.
 */
export function partsOfPattern(pattern: string, most: number): [at: number, part: string][] {
  if (EDITION.test(pattern)) return [];
  return [...pattern.split(".", most).entries()].filter(([, part]) => !isWildcard(part));
}

/** Does `version` fit `pattern`, exactly or by wildcard? Trailing wildcards match any number of parts. */
export const versionMatches = (version: string | undefined, pattern: string): boolean =>
  version !== undefined &&
  (version === pattern || (isVersionPattern(pattern) && patternTest(pattern)(version)));

/** Is one of the two the other, or a pattern that the other fits? */
export const versionsAgree = (a: string, b: string): boolean => versionMatches(a, b) || versionMatches(b, a);

/** Whether a version fits a pattern that is read once, for as many versions as there are. */
function patternTest(pattern: string): (version: string) => boolean {
  if (EDITION.test(pattern)) return (version) => version.startsWith(`${pattern}/version/`);
  const wanted = pattern.split(".");
  return (version) => version === pattern || partsFit(version.split(".", wanted.length + 1), wanted);
}

function partsFit(parts: readonly string[], wanted: readonly string[]): boolean {
  for (const [i, part] of wanted.entries()) {
    if (part === "?") continue;
    const wild = part === "x" || part === "X" || part === "*";
    if (wild && i === wanted.length - 1) return parts.length > i;
    if (parts[i] === undefined || (!wild && part !== parts[i])) return false;
  }
  return parts.length === wanted.length;
}

/**
 * Orders versions: part by part as SemVer does, numbers within a part as numbers too; a missing version is the lowest.
 * Tens of thousands may be sorted by it: what both begin with is compared once, and no list of parts is made.
 */
export function compareVersions(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  const begin = beginOfDifference(a, b);
  for (let i = begin, j = begin; i <= a.length || j <= b.length;) {
    const left = partAt(a, i);
    const right = partAt(b, j);
    const order = comparePart(left, right);
    if (order !== 0) return order;
    i += (left?.length ?? 0) + 1;
    j += (right?.length ?? 0) + 1;
  }
  return a < b ? -1 : 1;
}

/** `+`, `-` or `.` */
const isSeparator = (code: number): boolean => code === 46 || code === 45 || code === 43;

/** Where the first part begins that is not the same in both. */
function beginOfDifference(a: string, b: string): number {
  let begin = 0;
  while (begin < a.length && a.charCodeAt(begin) === b.charCodeAt(begin)) begin++;
  while (begin > 0 && !isSeparator(a.charCodeAt(begin - 1))) begin--;
  return begin;
}

/** The part that begins there, up to the next separator; undefined after the last. */
function partAt(version: string, begin: number): string | undefined {
  if (begin > version.length) return undefined;
  let end = begin;
  while (end < version.length && !isSeparator(version.charCodeAt(end))) end++;
  return version.slice(begin, end);
}

const isNumber = (part: string): boolean => /^\d+$/.test(part);

/** What begins with a digit comes after what ends here, and that after what begins with something else. */
const rankOf = (part: string | undefined): number => (part === undefined ? 1 : /^\d/.test(part) ? 2 : 0);

function comparePart(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  // "1.0.0" is later than its pre-release "1.0.0-ballot", but "1.0.1" and "1.0.1a" are later than "1.0".
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0 || a === undefined || b === undefined) return rank;
  if (isNumber(a) && isNumber(b)) return Number(a) === Number(b) ? 0 : Number(a) - Number(b);
  return compareRuns(a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []);
}

/** `v9` before `v10`, `R4` before `R4B`. */
function compareRuns(a: readonly string[], b: readonly string[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i];
    if (right === undefined) return 1;
    const numeric = /^\d/.test(left) && /^\d/.test(right);
    if (numeric && Number(left) !== Number(right)) return Number(left) - Number(right);
    if (!numeric && left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

/** As a version to ask for: the one that has none. No resource has it as its version. */
export const UNVERSIONED = "";

/** Which versions fit an exact version, or a pattern? */
function versionTest(wanted: string): (version: string | undefined) => boolean {
  if (!isVersionPattern(wanted)) return (version) => (version ?? UNVERSIONED) === wanted;
  const fits = patternTest(wanted);
  return (version) => version !== undefined && fits(version);
}

/** The item with the highest version among those that fit `version` (exact or pattern; absent: any). */
export function pickVersion<T>(
  items: readonly T[],
  versionOf: (item: T) => string | undefined,
  version?: string,
): T | undefined {
  const fits = version === undefined ? undefined : versionTest(version);
  let best: T | undefined;
  for (const item of items) {
    if (fits && !fits(versionOf(item))) continue;
    if (best === undefined || compareVersions(versionOf(item), versionOf(best)) > 0) best = item;
  }
  return best;
}

/** A value set in a message: by its canonical, else by its id. */
export const valueSetName = (
  valueSet: Parameters<typeof printCanonical>[0] & { id?: string | undefined },
): string => printCanonical(valueSet) || (valueSet.id ? `#${valueSet.id}` : "(unidentified)");
