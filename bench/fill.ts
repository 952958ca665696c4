/**
 * Fills an empty store with content: `node bench/fill.ts STORE CONTENT`. In a process of its own, so that the memory that
 * it takes isn't the server's. What is filled already is left as it is.
 */
import { seed } from "../src/content/seed.ts";
import { openStore } from "../src/storage/open-store.ts";
import { type ContentName, contentRecords } from "./content.ts";

const [address = "", name = "condition"] = process.argv.slice(2);
const store = await openStore(address);
const { total } = await store.search("CodeSystem", { criteria: [], count: 0 }, { summary: true });
if (total === 0) {
  await store.write(contentRecords(name as ContentName));
  await seed(store);
}
await store.close();
