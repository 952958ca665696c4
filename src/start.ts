/** Config -> store -> server: starts Ossicle in this process. */
import { pino } from "pino";
import { bundledResources } from "./bundled-terminology.ts";
import { readConfig, type Config } from "./config.ts";
import { fhirTerminology } from "./fhir-terminology.ts";
import { createApp } from "./http/app.ts";
import { front } from "./http/front.ts";
import { listen, type RunningServer } from "./http/server.ts";
import { operationDefinitions } from "./http/operations/definitions.ts";
import { MemoryStore } from "./storage/memory/memory-store.ts";
import type { Resource } from "./terminology/model.ts";

export interface StartOptions extends Partial<Config> {
  /** R5-shaped resources to serve; default: the bundled condition. */
  resources?: Iterable<Resource>;
}

/** Starts a server; without `port` on a free one. Settings that are not given take their defaults, not the environment's. */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const { resources, ...settings } = options;
  const config: Config = { ...readConfig({}), port: 0, logLevel: "silent", ...settings };
  const logger = pino({ level: config.logLevel });
  const store = new MemoryStore([...(resources ?? bundledResources()), ...operationDefinitions()]);
  const definitions = { r4: fhirTerminology("r4"), r5: fhirTerminology("r5") };
  const server = await listen(
    front(createApp(store, { ...config, definitions }, logger), logger),
    config.host,
    config.port,
  );
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await store.close();
    },
  };
}
