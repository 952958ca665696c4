/** Config -> store -> server: starts Ossicle in this process. */
import { bundledResources } from "./bundled-terminology.ts";
import { readConfig, type Config } from "./config.ts";
import { fhirTerminology } from "./fhir-terminology.ts";
import { createApp, type Site } from "./http/app.ts";
import { front } from "./http/front.ts";
import { createLog } from "./http/log.ts";
import { listen, type RunningServer } from "./http/server.ts";
import { operationDefinitions } from "./http/operations/definitions.ts";
import { operations } from "./http/operations/index.ts";
import { MemoryStore } from "./storage/memory/memory-store.ts";
import type { Resource } from "./terminology/model.ts";

export interface StartOptions extends Partial<Config> {
  /** R5-shaped resources to serve; default: the bundled condition. */
  resources?: Iterable<Resource>;
}

/** What nobody has asked for yet is loaded this long after the start, so that neither waits for the other. */
const WARM_UP_AFTER = 500;

/** Starts a server; without `port` on a free one. Settings that are not given take their defaults, not the environment's. */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const { resources, ...settings } = options;
  const config: Config = { ...readConfig({}), port: 0, logLevel: "silent", ...settings };
  const log = createLog(config.logLevel);
  const store = new MemoryStore([...(resources ?? bundledResources()), ...operationDefinitions()]);
  const definitions = { r4: fhirTerminology("r4"), r5: fhirTerminology("r5") };
  const site = createApp(store, { ...config, definitions }, log);
  const server = await listen(front(site, log), config.host, config.port);
  const warming = setTimeout(() => void warmUp(site), WARM_UP_AFTER).unref();
  return {
    url: server.url,
    async stop() {
      clearTimeout(warming);
      await server.stop();
      await store.close();
    },
  };
}

async function warmUp({ pages }: Site): Promise<void> {
  for (const { load } of operations) await load();
  await pages();
}
