/**
 * Metrics as Prometheus reads them: what was counted, and what is to be seen now. Loaded when first asked for, for
 * prom-client takes some 30 ms.
 */
import { AggregatorRegistry, collectDefaultMetrics, Registry } from "prom-client";
import type { Store, StoreSizes } from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import { allKeptCounts } from "../../terminology/util/kept-counts.ts";
import { PerGeneration } from "../../terminology/util/per-generation.ts";
import { BUCKETS, type Durations, type Metrics } from "./metrics.ts";
import { REFUSALS } from "./refusal.ts";

/** A metric of one process as prom-client gives and takes it, fit for JSON. */
export interface Sample {
  name: string;
  help: string;
  type: unknown;
  /** How those of several processes become one. */
  aggregator: string;
  values: { labels: Record<string, string | number>; value: number; metricName?: string }[];
}

/** Process and event loop; counted from the first time that somebody asks. */
let ofNode: Registry | undefined;

/** All metrics of this process. */
export async function samples(metrics: Metrics): Promise<Sample[]> {
  if (!ofNode) collectDefaultMetrics({ register: (ofNode = new Registry()) });
  const node = (await ofNode.getMetricsAsJSON()) as Sample[];
  return [
    ...node.map(keptInSum),
    ...requests(metrics),
    ...underWay(metrics),
    ...(await sizes(metrics)),
    kept(),
  ];
}

/** The text of all processes' metrics together. */
export async function exposition(processes: readonly Sample[][]): Promise<{ type: string; text: string }> {
  const all = AggregatorRegistry.aggregate([...processes]);
  return { type: all.contentType, text: await all.metrics() };
}

/** prom-client leaves out of a sum what can't be added, such as the time of the start: the earliest is shown. */
const keptInSum = (sample: Sample): Sample =>
  sample.aggregator === "omit" ? { ...sample, aggregator: "min" } : sample;

/** How those of several processes become one, if they are not added. */
type Aggregator = "sum" | "min" | "max";

const sampleOf =
  (type: "counter" | "gauge" | "histogram") =>
  (name: string, help: string, values: Sample["values"], aggregator: Aggregator = "sum"): Sample => ({
    name: `ossicle_${name}`,
    help,
    type,
    aggregator,
    values,
  });

const counter = sampleOf("counter");
const gauge = sampleOf("gauge");
const histogram = sampleOf("histogram");

function requests({ durations, refused }: Metrics): Sample[] {
  return [
    histogram(
      "request_duration_seconds",
      "From a request's arrival to the end of its answer, by operation, FHIR version and outcome",
      [...durations].flatMap(buckets),
    ),
    counter(
      "refused_total",
      "What was not done because it was too much, or because the caller may not, by reason; entries of a batch too",
      REFUSALS.map((reason) => ({ labels: { reason }, value: refused.get(reason) ?? 0 })),
    ),
  ];
}

function buckets({ operation, version, outcome, counts, sum }: Durations): Sample["values"] {
  const labels = { operation, version, outcome };
  const metricName = "ossicle_request_duration_seconds";
  let upTo = 0;
  const upToEach = counts.map((count, i) => ({
    labels: { le: BUCKETS[i] ?? "+Inf", ...labels },
    value: (upTo += count),
    metricName: `${metricName}_bucket`,
  }));
  return [
    ...upToEach,
    { labels, value: sum, metricName: `${metricName}_sum` },
    { labels, value: upTo, metricName: `${metricName}_count` },
  ];
}

function underWay({ load }: Metrics): Sample[] {
  const one = (value: number) => [{ labels: {}, value }];
  return [
    gauge("processes", "Processes that serve", one(1)),
    gauge("requests_under_way", "Requests that wait for an answer", one(load?.underWay ?? 0)),
    gauge(
      "body_bytes_under_way",
      "Bytes of bodies that are coming, or whose requests have not been answered",
      one(load?.bodyBytes ?? 0),
    ),
  ];
}

/** All processes see one store: whichever answers has seen all of it. */
async function sizes({ store }: Metrics): Promise<Sample[]> {
  const help = "What is in the store now";
  try {
    await store.check();
    const { resources, concepts, mappings, bytes } = await sizesNow(store);
    const ofTypes = Array.from(resources, ([type, value]) => ({ labels: { type }, value }));
    const all = [
      gauge("store_resources", `${help}: resources by type`, ofTypes, "max"),
      gauge("store_concepts", `${help}: concepts`, [{ labels: {}, value: concepts }], "max"),
      gauge("store_mappings", `${help}: mappings`, [{ labels: {}, value: mappings }], "max"),
      storeUp(1),
    ];
    if (bytes === undefined) return all;
    const help2 = "What the store takes on disk, history and free room included";
    return [...all, gauge("store_bytes", help2, [{ labels: {}, value: bytes }], "max")];
  } catch {
    return [storeUp(0)];
  }
}

const keptSizes = new PerGeneration((): { sizes?: Awaitable<StoreSizes> } => ({}));

/** To count a large store takes a moment: it is done once for each state. */
async function sizesNow(store: Store): Promise<StoreSizes> {
  const ofGeneration = keptSizes.of(store);
  try {
    return await (ofGeneration.sizes ??= store.sizes());
  } catch (failure) {
    delete ofGeneration.sizes;
    throw failure;
  }
}

const storeUp = (value: 0 | 1): Sample =>
  gauge("store_up", "1: the store answers", [{ labels: {}, value }], "min");

function kept(): Sample {
  const values = Array.from(allKeptCounts()).flatMap(([cache, { hits, misses }]) => [
    { labels: { cache, result: "hit" }, value: hits },
    { labels: { cache, result: "miss" }, value: misses },
  ]);
  return counter("cache_requests_total", "Questions to what is kept, and whether it was there", values);
}
