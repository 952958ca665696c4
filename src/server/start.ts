/** Config -> store -> server: starts Ossicle in this process. */
import { setTimeout as sleep } from "node:timers/promises";
import { bundledResources } from "../content/bundled-terminology.ts";
import { readConfig, type Config } from "./config.ts";
import { versions } from "../fhir/versions.ts";
import { fhirTerminology, loadFhirTerminology } from "../content/fhir-terminology.ts";
import { createApp, type AppParts } from "../http/app.ts";
import { createLog } from "../http/log.ts";
import type { Sample } from "../http/metrics/exposition.ts";
import { Metrics } from "../http/metrics/metrics.ts";
import { ownSamples, type GatherSamples } from "../http/metrics/metrics-router.ts";
import { requestNamer } from "../http/metrics/request-name.ts";
import { SERVED } from "../http/routes.ts";
import type { HttpSettings } from "../http/settings.ts";
import { listen, type Listening, type RunningServer } from "../http/server.ts";
import { operationDefinitions } from "../content/operation-definitions.ts";
import { interactions } from "../http/interactions/index.ts";
import { operations } from "../http/operations/index.ts";
import type { Resource } from "../terminology/model.ts";
import type { Store } from "../terminology/store.ts";
import { importSeed } from "./import-seed.ts";
import { warmUp } from "./warm-up.ts";

export interface StartOptions
  extends Partial<Omit<Config, "workers">>, Pick<HttpSettings, "epoch">, Pick<AppParts, "before"> {
  /** Where this is one of several processes: makes of this one's metrics those of all. */
  gather?: (own: () => Promise<Sample[]>) => GatherSamples;
  /** R5-shaped resources to serve; default: the bundled condition. */
  resources?: Iterable<Resource>;
  /** A store that is open and filled already, in the place of `store` and `resources`; it is closed with the server. */
  openStore?: Store;
}

const MEMORY = "memory:";
/** Milliseconds from the start until what nobody has asked for yet is loaded. */
const WARM_UP_AFTER = 500;

export interface StartedServer extends RunningServer {
  /** Why the store can't be written to; undefined: it can. */
  readOnly: string | undefined;
}

/**
 * Starts a server; without `port` on a free one, without `store` from memory. Settings that are not given take their
 * defaults, not the environment's.
 * @throws Error or TerminologyError in words: the store or the address can't be had.
 */
export async function startServer(options: StartOptions = {}): Promise<StartedServer> {
  const { resources, before, openStore: opened, gather, ...settings } = options;
  const config: Omit<Config, "workers"> & HttpSettings = {
    ...readConfig({}),
    port: 0,
    logLevel: "silent",
    store: MEMORY,
    ...settings,
  };
  const log = createLog(config.logLevel);
  const store = opened ?? (await filledStore(config.store, resources));
  await seeded(store, config.seed);
  const definitions = { r4: fhirTerminology("r4"), r5: fhirTerminology("r5") };
  const stopping = new AbortController();
  const http: HttpSettings = { ...config, definitions, stopping: stopping.signal };
  const metrics = config.metrics ? newMetrics(store) : undefined;
  // A browser has no key to show.
  const loadPages = http.reads === "key" ? undefined : () => import("../web/router.ts");
  const app = createApp(store, http, log, {
    before,
    metrics,
    gather: metrics && gather?.(() => ownSamples(metrics)),
    pages:
      loadPages &&
      (async (routes, load) => (await loadPages()).createWeb({ routes, load, store, settings: http, log })),
  });
  let server: Listening;
  try {
    server = await listen(app, config.host, config.port, {
      maxConnections: config.connections,
      refused: (why) => metrics?.refuse(why),
    });
  } catch (error) {
    await store.close();
    throw error;
  }
  const later = [
    () => log.load(),
    ...operations.map((operation) => operation.load),
    ...Object.values(interactions),
    loadFhirTerminology,
    ...(loadPages ? [loadPages] : []),
  ];
  const warming = warmUp(later, WARM_UP_AFTER, log);
  return {
    url: server.url,
    readOnly: store.readOnly,
    async stop(grace) {
      stopping.abort();
      if (config.drain > 0) {
        server.drain();
        await sleep(config.drain * 1000);
      }
      await Promise.all([server.stop(grace), warming.stop()]);
      await store.close();
    },
  };
}

function newMetrics(store: Store): Metrics {
  const data = operations.map((operation) => operation.data);
  return new Metrics(store, requestNamer(Object.keys(versions), data, SERVED));
}

async function seeded(store: Store, paths: readonly string[]): Promise<void> {
  try {
    await importSeed(paths, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The store at this address, with `resources`, else with what comes with Ossicle. */
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
    // Without the password that may stand in it.
    const shown = address.replace(/\/\/[^@/]*@/, "//...@");
    throw new Error(`the store ${shown} can't be used: ${(cause as Error).message}`, { cause });
  }
}
