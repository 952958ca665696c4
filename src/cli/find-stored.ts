/** From what a user calls a resource (url, url|version, TYPE/ID) to the resource. */
import { compareVersions, parseCanonical } from "../terminology/canonical.ts";
import { nothingCalled, severalCalled } from "../terminology/issues/command-line.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import { IMPORTED_TYPES } from "../terminology/model.ts";
import type { Store, StoredResource } from "../terminology/store.ts";

interface Header {
  url?: string;
  version?: string;
  title?: string;
  name?: string;
  status?: string;
  date?: string;
  meta?: { source?: string };
  copyright?: string;
}

/** What lists show of a resource. */
export const headerOf = (stored: StoredResource): Header => (stored.resource ?? {}) as Header;

const TYPE_AND_ID = /^([A-Z]\w+)\/([A-Za-z0-9.-]{1,64})$/;

/** Is it TYPE/ID, of this type? Then an operation on the resource is called at this address. */
export const isIdOf = (type: string, name: string): boolean => TYPE_AND_ID.exec(name)?.[1] === type;

/**
 * The resources of this name: with a version that one, without all versions, highest first. Headers only.
 * @throws TerminologyError not-found.
 */
export async function findStored(store: Store, name: string): Promise<StoredResource[]> {
  const [, word, id = ""] = TYPE_AND_ID.exec(name) ?? [];
  const type = IMPORTED_TYPES.find((one) => one === word);
  if (type !== undefined) {
    const found = await store.read(type, id);
    if (found?.resource) return [found];
    throw new TerminologyError(nothingCalled(name));
  }
  const { url, version } = parseCanonical(name);
  const found: StoredResource[] = [];
  for (const searched of IMPORTED_TYPES) {
    if (searched === "Provenance") continue;
    const query = { criteria: [{ name: "url", values: [url] }] };
    const { items } = await store.search(searched, query, { summary: true });
    found.push(...items.filter((item) => version === undefined || headerOf(item).version === version));
  }
  if (found.length === 0) throw new TerminologyError(nothingCalled(name));
  return found.sort((a, b) => compareVersions(headerOf(b).version, headerOf(a).version));
}

/** One resource, the latest version where none is named. @throws TerminologyError: none, or of several types. */
export async function findOne(store: Store, name: string): Promise<StoredResource> {
  const found = await findStored(store, name);
  const types = new Set(found.map((item) => item.type));
  const names = found.map(({ type, id }) => `${type}/${id}`);
  if (types.size > 1) throw new TerminologyError(severalCalled(name, names));
  return found[0]!;
}
