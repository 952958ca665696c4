/** The code systems that are loaded, for pages to choose from. */
import type { Context } from "./context.ts";
import { partsOf, textOf } from "./parameters.ts";
import { systemTable } from "../terminology/resolve/known-systems.ts";

export interface KnownSystem {
  id: string;
  url: string;
  title: string;
  version?: string | undefined;
  content?: string | undefined;
  count?: number | undefined;
  status?: string | undefined;
}

interface Entry {
  resource: {
    resourceType: string;
    id: string;
    url?: string;
    title?: string;
    name?: string;
    version?: string;
    content?: string;
    count?: number;
    status?: string;
  };
}

/** At most this many resources of a type are offered to choose from. */
const MOST = 1_000;

/** The code systems that are loaded, without supplements: those that $match looks in when not told first. */
export async function loadedSystems(context: Context): Promise<KnownSystem[]> {
  const { resource } = await context.ask("r5", "CodeSystem", {
    _summary: "true",
    _count: MOST,
    _sort: "url",
  });
  const entries = ((resource as { entry?: Entry[] } | undefined)?.entry ?? []).map((e) => e.resource);
  const systems = entries
    .filter((r) => r.resourceType === "CodeSystem" && r.url !== undefined && r.content !== "supplement")
    .map((r) => ({ ...r, url: r.url!, title: r.title ?? r.name ?? r.url! }));
  const searched = (url: string): boolean => systemTable.entry(url)?.searched === true;
  const own = systems.filter(({ url }) => searched(url));
  return unique([...own, ...systems.filter((s) => !own.includes(s))]);
}

/** The latest version of each, as the search has them in order. */
const unique = (systems: KnownSystem[]): KnownSystem[] => [
  ...new Map(systems.map((s) => [s.url, s])).values(),
];

/** Titles by address. */
export const titlesIn = (systems: readonly KnownSystem[]): ReadonlyMap<string, string> =>
  new Map(systems.map(({ url, title }) => [url, title]));

/** The text of a message, without the markup of FHIR. */
export const messageOf = (resource: object | undefined): string | undefined =>
  textOf(partsOf(resource), "message");
