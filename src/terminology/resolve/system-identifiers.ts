/** Who has an identifier, and by which others they go: by NamingSystems, the table of systems, and code systems' own words. */
import { compareVersions } from "../canonical.ts";
import type { CodeSystem, NamingSystem } from "../model.ts";
import type { Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { perLayer } from "../util/per-generation.ts";
import { addressKey, systemTable } from "./known-systems.ts";

export type UniqueId = Pick<
  NonNullable<NamingSystem["uniqueId"]>[number],
  "type" | "value" | "preferred" | "period"
>;

/** A system, as one source tells of it. */
export interface IdentifiedSystem {
  name: string;
  ids: UniqueId[];
}

/** The naming systems with this identifier: each once, in its highest version, and retired ones only among themselves. */
export function byNamingSystems(store: Terminology, id: string): Awaitable<IdentifiedSystem[]> {
  return after(store.namingSystems(id), (found) => {
    const inUse = found.filter(({ status }) => status !== "retired");
    const systems = new Map<string, NamingSystem>();
    for (const one of inUse.length > 0 ? inUse : found) {
      const name = nameOf(one);
      const other = systems.get(name);
      if (!other || compareVersions(one.version, other.version) > 0) systems.set(name, one);
    }
    return [...systems].map(([name, { uniqueId = [] }]) => ({ name, ids: uniqueId }));
  });
}

const nameOf = ({ url, name, title }: NamingSystem): string => url ?? name ?? title ?? "";

/** The table that comes with the server; an address that is only mistaken for the system's is none of its identifiers. */
export function byTable(_store: Terminology, id: string): IdentifiedSystem[] {
  const entry = systemTable.alias(id)?.warning === undefined ? systemTable.known(id) : undefined;
  if (!entry) return [];
  const oid: UniqueId[] = entry.oid === undefined ? [] : [{ type: "oid", value: entry.oid }];
  return [{ name: entry.uri, ids: [{ type: "uri", value: entry.uri }, ...oid] }];
}

/** The code systems with this url or identifier. */
export function byCodeSystems(store: Terminology, id: string): Awaitable<IdentifiedSystem[]> {
  return after(identifiers(store), (layers) => {
    const at = (address: string) => layers.flatMap((known) => [...(known.get(addressKey(address)) ?? [])]);
    const names = new Set(at(id).map(({ name }) => name));
    return Array.from(names, (name) => asOne(at(name).filter((system) => system.name === name)));
  });
}

/** A code system that came along is one with that of its url which is stored. */
function asOne(systems: readonly IdentifiedSystem[]): IdentifiedSystem {
  const [first] = systems;
  const ids = new Map(systems.flatMap((system) => system.ids).map((id) => [id.value, id]));
  return { name: first!.name, ids: [...ids.values()] };
}

/** All code systems by what they call themselves; made once for each state of the content. */
const identifiers = perLayer("system-identifiers", async (store) => {
  const systems = new Map<string, IdentifiedSystem>();
  for (const codeSystem of await store.codeSystems()) addTo(systems, codeSystem);
  const byId = new Map<string, Set<IdentifiedSystem>>();
  for (const system of systems.values())
    for (const { type, value } of system.ids) {
      // As it may be asked for: bare, and but for an address as a URN.
      const names = type === "uri" ? [value] : [value, `urn:${type}:${value}`];
      for (const key of names.map(addressKey)) byId.set(key, (byId.get(key) ?? new Set()).add(system));
    }
  return byId;
});

/** The versions of a code system are one system; a supplement is another's. */
function addTo(systems: Map<string, IdentifiedSystem>, { url, content, identifier = [] }: CodeSystem): void {
  if (url === undefined || content === "supplement") return;
  const system = systems.get(url) ?? { name: url, ids: [{ type: "uri", value: url }] };
  systems.set(url, system);
  for (const { system: kind, value } of identifier) {
    const [, type, bare] = /^urn:(oid|uuid):(.+)$/i.exec(value ?? "") ?? [];
    if (kind !== "urn:ietf:rfc:3986" || type === undefined || bare === undefined) continue;
    if (!system.ids.some((known) => known.value === bare))
      system.ids.push({ type: type.toLowerCase() as UniqueId["type"], value: bare });
  }
}
