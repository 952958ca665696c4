/**
 * One Ossicle to be measured, as `npm start` makes it: `node bench/serve.ts STORE CONTENT CACHE_BYTES` listens on a free
 * port and prints it. Memory is filled with the content; any other store has been filled by `fill.ts`.
 */
import { content, type ContentName } from "./content.ts";

// Before Express is imported, as src/boot.js does it.
const loading = (await import(new URL("../src/server/load-express.js", import.meta.url).href)) as {
  loadExpress(): void;
};
loading.loadExpress();
const { startServer } = await import("../src/server/start.ts");

const [address = "memory:", name = "condition", cacheBytes = "0"] = process.argv.slice(2);
const { url } = await startServer({
  store: address,
  ...(address === "memory:" ? { resources: content(name as ContentName) } : {}),
  responseCache: Number(cacheBytes),
});
// Whoever measures it is gone.
process.once("disconnect", () => process.exit());
console.log(JSON.stringify({ port: Number(new URL(url).port) }));
