/** Config -> store -> server: starts Ossicle in this process. */
import { setTimeout as sleep } from "node:timers/promises";
import { fhirTerminology, loadFhirTerminology } from "../content/fhir-terminology.ts";
import { versions } from "../fhir/versions.ts";
import { type AppParts, createApp } from "../http/app.ts";
import { loadReader } from "../http/http-request.ts";
import { interactions } from "../http/interactions/index.ts";
import { createLog } from "../http/log.ts";
import type { Sample } from "../http/metrics/exposition.ts";
import { Metrics } from "../http/metrics/metrics.ts";
import { type GatherSamples, ownSamples } from "../http/metrics/metrics-router.ts";
import { requestNamer } from "../http/metrics/request-name.ts";
import { operations } from "../http/operations/index.ts";
import { SERVED } from "../http/routes.ts";
import { type AcceptQueue, listen, type RunningServer } from "../http/server.ts";
import type { HttpSettings } from "../http/settings.ts";
import type { Resource } from "../terminology/model.ts";
import type { Store } from "../terminology/store.ts";
import { guardLongWork } from "../terminology/util/in-turns.ts";
import { type Config, readConfig } from "./config.ts";
import { filledStore, MEMORY } from "./filled-store.ts";
import { importSeed } from "./import-seed.ts";
import { bodiesThatFit, guardMemory, keptThatFit } from "./memory-guard.ts";
import { warmUp } from "./warm-up.ts";

export interface StartOptions
  extends Partial<Omit<Config, "workers">>, Pick<HttpSettings, "epoch">, Pick<AppParts, "before"> {
  /** Where this is one of several processes: makes of this one's metrics those of all. */
  gather?: ((own: () => Promise<Sample[]>) => GatherSamples) | undefined;
  /** Where this is one of several processes: the accept queue that they share. */
  acceptQueue?: AcceptQueue | undefined;
  /** R5-shaped resources to serve; default: the bundled condition. */
  resources?: Iterable<Resource>;
  /** A store that is open and filled already, in the place of `store` and `resources`; it is closed with the server. */
  openStore?: Store;
}

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
  const { resources, before, openStore, gather, acceptQueue, ...settings } = options;
  const config: Settings = {
    ...readConfig({}),
    port: 0,
    logLevel: "silent",
    store: MEMORY,
    ...settings,
  };
  const store = openStore ?? (await filledStore(config.store, resources));
  try {
    await importSeed(config.seed, store);
    return await serve(store, config, { before, gather, acceptQueue });
  } catch (error) {
    await store.close();
    throw error;
  }
}

type Settings = Omit<Config, "workers"> & HttpSettings;

/** From a store that is filled to a server that listens. The store is closed when the server has stopped. */
async function serve(
  store: Store,
  config: Settings,
  { before, gather, acceptQueue }: Pick<StartOptions, "before" | "gather" | "acceptQueue">,
): Promise<StartedServer> {
  guardLongWork(guardMemory);
  const log = createLog(config.logLevel);
  const stopping = new AbortController();
  const definitions = { r4: fhirTerminology("r4"), r5: fhirTerminology("r5") };
  const settings: HttpSettings = { ...withinMemory(config), definitions, stopping: stopping.signal };
  const metrics = config.metrics ? newMetrics(store) : undefined;
  // A browser has no key to show.
  const pages = settings.reads === "key" ? undefined : loadPages;
  const app = createApp(store, settings, log, {
    before,
    metrics,
    gather: metrics && gather?.(() => ownSamples(metrics)),
    pages:
      pages && (async (routes, load) => (await pages()).createWeb({ routes, load, store, settings, log })),
  });
  const server = await listen(app, config.host, config.port, {
    acceptQueue,
    maxConnections: config.connections,
    bodyLimit: config.bodyLimit,
    optimizeEmptyRequests: before === undefined || before.length === 0,
    refused: (why) => metrics?.refuse(why),
  });
  const later = [() => log.load(), ...LOADED_LATER, ...(pages ? [pages] : [])];
  const warming = warmUp(later, WARM_UP_AFTER, log);
  const stop = async (grace?: number): Promise<void> => {
    stopping.abort();
    if (config.drain > 0) {
      server.drain();
      await sleep(config.drain * 1000);
    }
    await Promise.all([server.stop(grace), warming.stop()]);
    await store.close();
  };
  return { url: server.url, readOnly: store.readOnly, stop };
}

/** What is kept for callers fits in the memory that there is. */
const withinMemory = (config: Settings): Settings => ({
  ...config,
  bodiesLimit: Math.min(config.bodiesLimit, bodiesThatFit()),
  txResources: Math.min(config.txResources, keptThatFit()),
});

function newMetrics(store: Store): Metrics {
  const data = operations.map((operation) => operation.data);
  return new Metrics(store, requestNamer(Object.keys(versions), data, SERVED));
}

const loadPages = async () => (await import("../web/load-pages.ts")).loadPages();

/** What the first one who asks for it would have to wait for. */
const LOADED_LATER: readonly (() => Promise<unknown>)[] = [
  ...operations.map((operation) => operation.load),
  ...Object.values(interactions),
  async () => loadReader(),
  loadFhirTerminology,
  async () => (await import("../terminology/resolve/words-of-doubt.ts")).readyMarks(),
];
