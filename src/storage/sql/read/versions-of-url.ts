/**
 * What is asked about all versions of a url, which are one list as long as it is kept: of a long one, what follows from it
 * is worked out once.
 */
import { isVersionPattern, pickVersion, UNVERSIONED } from "../../../terminology/canonical.ts";
import { type Awaitable, keptOr } from "../../../terminology/util/awaitable.ts";
import { onceFor } from "../../../terminology/util/once-for.ts";
import { sortedVersions } from "../../../terminology/util/sorted-versions.ts";
import { VersionIndex } from "../../../terminology/util/version-index.ts";
import type { Entry } from "./catalog.ts";

type Entries = readonly Entry[];
type Versions = readonly (string | undefined)[];

/** Fewer are looked through. */
const MANY = 100;

/** `onceFor`, where there are many. */
function onceForMany<T extends NonNullable<unknown>>(make: (entries: Entries) => T): (entries: Entries) => T {
  const once = onceFor(make);
  return (entries) => (entries.length < MANY ? make(entries) : once(entries));
}

export const supplementsAmong = onceForMany((entries): Entries =>
  entries.filter(({ isSupplement }) => isSupplement),
);

export const withoutSupplements = onceForMany((entries): Entries =>
  entries.some(({ isSupplement }) => isSupplement)
    ? entries.filter(({ isSupplement }) => !isSupplement)
    : entries,
);

const byVersion = onceFor(
  (entries: Entries): ReadonlyMap<string, Entry> =>
    new Map(entries.map((entry) => [entry.version ?? UNVERSIONED, entry])),
);

/** The one with this version; the highest of those that fit a pattern; without one the highest of all. */
export function pickEntry(entries: Entries, version?: string): Entry | undefined {
  if (entries.length < MANY) return pickVersion(entries, versionOf, version);
  return version === undefined || isVersionPattern(version)
    ? byPattern(entries).pick(version)
    : byVersion(entries).get(version);
}

const versionOf = ({ version }: Entry): string | undefined => version;
const byPattern = onceFor((entries: Entries) => new VersionIndex(entries, versionOf));

const sorted = new WeakMap<Entries, Awaitable<Versions>>();

/** Each of their versions once, lowest first. */
export const sortedOf = (entries: Entries): Awaitable<Versions> => {
  const sort = (): Awaitable<Versions> => sortedVersions(entries.map(({ version }) => version));
  return entries.length < MANY ? sort() : keptOr(sorted, entries, async () => sort());
};
