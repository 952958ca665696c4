/** A terminology server for one test: in this process, on a free port, with what the test brings. */
import { createHash } from "node:crypto";
import { createClient, type TerminologyClient } from "../client.ts";
import { bundledResources } from "../content/bundled-terminology.ts";
import { startServer } from "../server/start.ts";
import { MemoryStore } from "../storage/memory/memory-store.ts";
import { type Fault, Faults } from "./faults.ts";
import { addFiles, addResources, type GivenResource } from "./resources.ts";
import { type Match, matches, recorder, type Seen } from "./seen.ts";

export interface TestOptions {
  /** R4 or R5, also in Bundles. */
  resources?: Iterable<GivenResource>;
  /** Files and folders, as `ossicle import` takes them. */
  files?: readonly string[];
  /** With the condition that comes with Ossicle; default true. */
  bundled?: boolean;
  /** Which version `fetch` and `client` speak; default r4. */
  fhir?: "r4" | "r5";
  /** Whoever sends this key may write over HTTP; without it nobody may. */
  key?: string;
}

export interface TestOssicle extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly r4: string;
  readonly r5: string;
  client(version?: "r4" | "r5"): TerminologyClient;
  /** `fetch` of a path below the version: `tx.fetch("CodeSystem/$lookup?...")`. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The next request sees them. @throws Error naming what is wrong: then none of them is there. */
  add(...resources: GivenResource[]): Promise<void>;
  /** `times`: for so many requests; default: until it is taken back. */
  fault(on: Match, fault: Fault, options?: { times?: number }): Disposable;
  /** What was asked so far, in order. */
  requests(on?: Match): readonly Seen[];
  /** As it was at the start: content, faults and the list of requests. */
  reset(): Promise<void>;
  /** Twice does no harm; it waits for no fault. */
  stop(): Promise<void>;
}

/** @throws Error naming the resource or file, and what is wrong with it. */
export async function startOssicle(options: TestOptions = {}): Promise<TestOssicle> {
  const { fhir = "r4", key } = options;
  const store = await filledStore(options);
  const restore = store.restorePoint();

  const faults = new Faults();
  const log: Seen[] = [];
  const server = await startServer({
    openStore: store,
    before: recorder(log, (seen, ...express) => faults.meet(seen, ...express)),
    ...(key === undefined ? {} : { writes: true, keys: [{ name: "test", sha256: sha256(key) }] }),
  });
  const { url } = server;
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    faults.end();
    return (stopped ??= server.stop());
  };
  return {
    url,
    r4: `${url}/r4`,
    r5: `${url}/r5`,
    client: (version = fhir) => createClient({ baseUrl: `${url}/${version}`, version }),
    fetch: (path, init) => fetch(`${url}/${fhir}/${path.replace(/^\//, "")}`, init),
    add: (...given) => addResources(store, given),
    fault: (on, fault, { times } = {}) => ({ [Symbol.dispose]: faults.add(on, fault, times) }),
    requests: (on) => log.filter((seen) => matches(seen, on)),
    reset() {
      restore();
      faults.clear();
      log.length = 0;
      return Promise.resolve();
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function filledStore({
  resources = [],
  files = [],
  bundled = true,
}: TestOptions): Promise<MemoryStore> {
  const store = new MemoryStore(bundled ? bundledResources() : []);
  await addResources(store, resources);
  if (files.length > 0) await addFiles(store, files);
  return store;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
