/** What every store must do. A new kind of store is proven by calling this with a way to open a fresh one. */
import { afterAll, describe } from "vitest";
import type { Store } from "../../src/terminology/store.ts";
import { conceptContract } from "./contract/concepts.ts";
import { hierarchyContract } from "./contract/hierarchies.ts";
import { largeContract } from "./contract/large.ts";
import { mapContract } from "./contract/maps.ts";
import { resourceContract } from "./contract/resources.ts";
import { searchContract } from "./contract/searching.ts";
import { snapshotContract } from "./contract/snapshots.ts";
import { writeContract } from "./contract/writing.ts";

export function storeContract(name: string, openFresh: () => Promise<Store>): void {
  describe(name, () => {
    const opened: Store[] = [];
    const open = async (): Promise<Store> => {
      const store = await openFresh();
      opened.push(store);
      return store;
    };
    afterAll(async () => {
      for (const store of opened) await store.close();
    });
    describe("concepts", () => conceptContract(open));
    describe("hierarchies", () => hierarchyContract(open));
    describe("concept maps", () => mapContract(open));
    describe("resources", () => resourceContract(open));
    describe("large code systems", () => largeContract(open));
    describe("search", () => searchContract(open));
    describe("snapshots", () => snapshotContract(open));
    describe("writing", () => writeContract(open));
  });
}
