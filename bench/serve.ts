/**
 * One Ossicle to be measured, as `npm start` makes it: `node bench/serve.ts STORE CONTENT CACHE_BYTES` listens on a free
 * port and prints it. Memory is filled with the content; any other store has been filled by `fill.ts`.
 */
import { startServer } from "../src/server/start.ts";
import { content, type ContentName } from "./content.ts";

const [address = "memory:", name = "condition", cacheBytes = "0"] = process.argv.slice(2);
const { url } = await startServer({
  store: address,
  ...(address === "memory:" ? { resources: content(name as ContentName) } : {}),
  responseCache: Number(cacheBytes),
});
// Whoever measures it is gone.
process.once("disconnect", () => process.exit());
console.log(JSON.stringify({ port: Number(new URL(url).port) }));
