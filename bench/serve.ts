/**
 * One Ossicle to be measured, as `npm start` makes it: `node bench/serve.ts STORE CONTENT CACHE_BYTES` fills the store,
 * listens, and prints its port. What is filled already (a SQLite file, a database) is left as it is.
 */
import { startServer } from "../src/start.ts";
import { openStore } from "../src/storage/open-store.ts";
import { recordsOf } from "../src/terminology/resources.ts";
import type { ImportRecord } from "../src/terminology/store.ts";
import { content, type ContentName } from "./content.ts";

const [address = "memory:", name = "condition", cacheBytes = "0"] = process.argv.slice(2);
const resources = content(name as ContentName);

function* records(): Generator<ImportRecord> {
  for (const resource of resources) yield* recordsOf(resource);
}

if (address !== "memory:") {
  const store = await openStore(address);
  const { total } = await store.search("CodeSystem", { criteria: [], count: 0 }, { summary: true });
  if (total === 0) await store.write(records());
  await store.close();
}
const { url } = await startServer({
  store: address,
  ...(address === "memory:" ? { resources } : {}),
  responseCache: Number(cacheBytes),
});
console.log(JSON.stringify({ port: Number(new URL(url).port) }));
