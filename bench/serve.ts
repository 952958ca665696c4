/**
 * One Ossicle to be measured: `node bench/serve.ts STORE CONTENT CACHE_BYTES` fills the store, listens, and prints its port.
 * What is filled already (a SQLite file, a database) is left as it is.
 */
import { readConfig } from "../src/config.ts";
import { fhirTerminology } from "../src/fhir-terminology.ts";
import { createApp } from "../src/http/app.ts";
import { front } from "../src/http/front.ts";
import { createLog } from "../src/http/log.ts";
import { listen } from "../src/http/server.ts";
import { openStore } from "../src/storage/open-store.ts";
import { recordsOf } from "../src/terminology/resources.ts";
import type { ImportRecord } from "../src/terminology/store.ts";
import { content } from "./content.ts";

const [url = "memory:", name = "condition", cacheBytes = "0"] = process.argv.slice(2);

function* records(): Generator<ImportRecord> {
  for (const resource of content(name === "hl7" ? "hl7" : "condition")) yield* recordsOf(resource);
}

const store = await openStore(url);
const { total } = await store.search("CodeSystem", { criteria: [], count: 0 }, { summary: true });
if (total === 0) await store.write(records());
const config = readConfig({ OSSICLE_RESPONSE_CACHE: cacheBytes });
const definitions = { r4: fhirTerminology("r4"), r5: fhirTerminology("r5") };
const log = createLog("silent");
const server = await listen(front(createApp(store, { ...config, definitions }, log), log), "127.0.0.1", 0);
console.log(JSON.stringify({ port: Number(new URL(server.url).port) }));
