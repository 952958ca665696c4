/** The questions of `Terminology` that every store answers by its own search. */
import type { CodeSystem, NamingSystem, ValueSet } from "../terminology/model.ts";
import type { ResourceReader } from "../terminology/store.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";

/** OIDs are stored bare or as `urn:oid:...`: both are asked for. */
export function namingSystemOf(store: ResourceReader, value: string): Awaitable<NamingSystem | undefined> {
  const values = [value, value.replace(/^urn:oid:/, "")];
  const found = store.search("NamingSystem", {
    criteria: [{ name: "value", modifier: "exact", values }],
    count: 1,
  });
  return after(found, ({ items }) => items[0]?.resource as NamingSystem | undefined);
}

/** Headers only. */
export function codeSystemsOf(store: ResourceReader): Awaitable<CodeSystem[]> {
  const found = store.search("CodeSystem", { criteria: [] }, { summary: true });
  return after(found, ({ items }) => items.map(({ resource }) => resource as CodeSystem));
}

/** The value set that is stored under this id. */
export function valueSetOfId(store: ResourceReader, id: string): Awaitable<ValueSet | undefined> {
  return after(store.read("ValueSet", id), (stored) => stored?.resource as ValueSet | undefined);
}
