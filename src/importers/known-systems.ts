import { type SystemTable, systemTable } from "../terminology/resolve/known-systems.ts";
import type { ResourceStore } from "../terminology/store.ts";

/** The table of systems, with what the store's NamingSystems add. */
export async function knownSystems(store: ResourceStore): Promise<SystemTable> {
  const { items } = await store.search("NamingSystem", { criteria: [] });
  return systemTable.with(items.map((item) => item.resource));
}
