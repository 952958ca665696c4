/** The store to serve from, opened and with its first contents. */
import { bundledResources } from "../content/bundled-terminology.ts";
import { operationDefinitions } from "../content/operation-definitions.ts";
import type { Resource } from "../terminology/model.ts";
import type { Store } from "../terminology/store.ts";
import { reasonOf } from "../terminology/util/reason.ts";
import { withoutPassword } from "../terminology/util/without-password.ts";

export const MEMORY = "memory:";

/**
 * The store at this address, with `resources`, else with what comes with Ossicle.
 * @throws Error in words, without the password that may stand in the address: the store can't be opened or filled.
 */
export async function filledStore(
  address: string,
  resources: Iterable<Resource> | undefined,
): Promise<Store> {
  // Each start loads one kind of store.
  if (address === MEMORY) {
    const { MemoryStore } = await import("../storage/memory/memory-store.ts");
    const all = [...(resources ?? bundledResources()), ...operationDefinitions()];
    return new MemoryStore(all, { isSound: resources === undefined });
  }
  const { openStore } = await import("../storage/open-store.ts");
  const { records, seed } = await import("../content/seed.ts");
  let store: Store | undefined;
  try {
    store = await openStore(address);
    if (!resources) await seed(store);
    else if (store.readOnly === undefined) await store.write(records(resources));
    return store;
  } catch (cause) {
    await store?.close();
    throw new Error(`the store ${withoutPassword(address)} can't be used: ${reasonOf(cause)}`, { cause });
  }
}
