/** The questions of `Terminology` that every store answers by its own search. */
import type { CodeSystem, NamingSystem, ValueSet } from "../terminology/model.ts";
import type { CanonicalType, ResourceReader } from "../terminology/store.ts";
import { after, type Awaitable, keptOr } from "../terminology/util/awaitable.ts";
import { onceFor } from "../terminology/util/once-for.ts";

/** So many are enough to say that a value is not one system's alone. */
const MOST_NAMING_SYSTEMS = 20;

/** More versions than one resource has. */
const MOST_IDENTIFIED = 100;

/** OIDs and UUIDs are stored bare or as `urn:oid:...`, `urn:uuid:...`: both are asked for. */
export function formsOfUniqueId(value: string): string[] {
  const [, bare = value] = /^urn:(?:oid|uuid):(.+)$/i.exec(value) ?? [];
  return [...new Set([value, bare, `urn:oid:${bare}`, `urn:uuid:${bare}`])];
}

export function namingSystemsOf(store: ResourceReader, value: string): Awaitable<NamingSystem[]> {
  const values = formsOfUniqueId(value);
  const found = store.search("NamingSystem", {
    criteria: [{ name: "value", modifier: "exact", values }],
    count: MOST_NAMING_SYSTEMS,
  });
  return after(found, ({ items }) => items.map(({ resource }) => resource));
}

const codeSystems = onceFor((_: ResourceReader) => new Map<"all", Awaitable<readonly CodeSystem[]>>());

/**
 * Headers only, read once for each state: every request that brings resources of its own looks through them anew.
 * @param store what never changes
 */
export function codeSystemsOf(store: ResourceReader): Awaitable<readonly CodeSystem[]> {
  return keptOr(codeSystems(store), "all", async () => {
    const { items } = await store.search("CodeSystem", { criteria: [] }, { summary: true });
    return items.map(({ resource }) => resource);
  });
}

export function urlsWith(
  store: ResourceReader,
  type: CanonicalType,
  identifier: string,
): Awaitable<string[]> {
  const criteria = [{ name: "identifier", values: [identifier] }];
  const found = store.search(type, { criteria, count: MOST_IDENTIFIED }, { summary: true });
  return after(found, ({ items }) => [...new Set(items.flatMap(({ resource }) => resource.url ?? []))]);
}

/** The value set that is stored under this id. */
export function valueSetOfId(store: ResourceReader, id: string): Awaitable<ValueSet | undefined> {
  return after(store.read("ValueSet", id), (stored) => stored?.resource);
}
