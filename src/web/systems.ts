/** The code systems that are loaded, for pages to choose from. */
import { compareVersions } from "../terminology/canonical.ts";
import { systemTable } from "../terminology/resolve/known-systems.ts";
import { PerGeneration } from "../terminology/util/per-generation.ts";
import type { Context } from "./context.ts";
import { findResources } from "./find-resources.ts";
import type { Choice } from "./parts/ask-form.ts";

export interface KnownSystem {
  id: string;
  url: string;
  title: string;
  version?: string | undefined;
  content?: string | undefined;
  count?: number | undefined;
  status?: string | undefined;
}

interface Header {
  id: string;
  url?: string;
  title?: string;
  name?: string;
  version?: string;
  content?: string;
  count?: number;
  status?: string;
}

/** At most this many code systems are known to pages, and so many of them are offered to choose from. */
const MOST = 1_000;
const OFFERED = 100;

/** Read once for each state of the content: of a thousand code systems it takes some tenths of a second. */
const known = new PerGeneration((): { systems?: KnownSystem[] } => ({}));

/**
 * The code systems that are loaded, without supplements: those that $match looks in when not told first, then what was
 * loaded last.
 */
export async function loadedSystems(context: Context): Promise<KnownSystem[]> {
  const kept = known.of(await context.state());
  if (kept.systems) return kept.systems;
  const shown = { _summary: "true", _count: MOST, _sort: "-_lastUpdated" };
  const { status, resources } = await findResources<Header>(context, "CodeSystem", {}, shown);
  const systems = resources
    .filter((r) => r.url !== undefined && r.content !== "supplement")
    .map((r) => ({ ...r, url: r.url!, title: r.title ?? r.name ?? r.url! }));
  const searched = (url: string): boolean => systemTable.entry(url)?.searched === true;
  const own = systems.filter(({ url }) => searched(url));
  const all = unique([...own, ...systems.filter((s) => !own.includes(s))]);
  if (status === 200) kept.systems = all;
  return all;
}

/** Those to choose from, by title; the chosen one is among them. */
export function offered(systems: readonly KnownSystem[], chosen: string | undefined): KnownSystem[] {
  const some = systems.filter(({ url }, i) => i < OFFERED || url === chosen);
  return some.length < systems.length ? some.sort((a, b) => a.title.localeCompare(b.title)) : some;
}

/** To choose one of them, or none of them, which the page has a word for. */
export const systemChoices = (
  none: string,
  systems: readonly KnownSystem[],
  chosen: string | undefined,
): Choice[] => [
  { value: "", text: none },
  ...offered(systems, chosen).map(({ url, title }) => ({ value: url, text: title })),
];

/** The latest version of each. */
function unique(systems: readonly KnownSystem[]): KnownSystem[] {
  const latest = new Map<string, KnownSystem>();
  for (const system of systems) {
    const other = latest.get(system.url);
    if (!other || compareVersions(system.version, other.version) > 0) latest.set(system.url, system);
  }
  return [...latest.values()];
}

/** Titles by address. */
export const titlesIn = (systems: readonly KnownSystem[]): ReadonlyMap<string, string> =>
  new Map(systems.map(({ url, title }) => [url, title]));
