/** Loads one server with a pool of requests for some seconds. */
import autocannon from "autocannon";
import { cpuSeconds, type Measured } from "./processes.ts";
import type { BenchRequest } from "./requests.ts";
import { percentile } from "./statistics.ts";

export interface Load {
  /** Requests a second. */
  rate: number;
  /** Milliseconds; measured in microseconds, for autocannon's own are whole milliseconds. */
  p50: number;
  p99: number;
  /** Answers that were not 2xx, and connections that broke. */
  errors: number;
  /** Microseconds of processor time that the server spent on a request; absent where its process isn't known. */
  cpu?: number;
}

export interface LoadSettings {
  seconds: number;
  connections: number;
  /** So many requests instead, however long they take. */
  amount?: number;
}

const HEADERS = { "content-type": "application/fhir+json", accept: "application/fhir+json" };

/** `server` is the process that answers at `base`, if it is one of ours. */
export async function load(
  base: string,
  requests: readonly BenchRequest[],
  { seconds, connections, amount }: LoadSettings,
  server?: Measured,
): Promise<Load> {
  const all = sentTo(base, requests);
  const times: number[] = [];
  let begun = 0;
  let ended = 0;
  let clients = 0;
  const before = server && cpuSeconds(server);
  const result = await autocannon({
    url: base,
    connections,
    ...(amount === undefined ? { duration: seconds } : { amount }),
    // How often it looks whether the time is up.
    sampleInt: 50,
    requests: all.slice(0, 1),
    // Each connection has a share of the pool, so that no two ask the same at the same time.
    setupClient(client) {
      const own = clients++;
      client.setRequests(all.filter((_, i) => i % connections === own));
      client.on("response", (_status, _bytes, milliseconds) => {
        ended = performance.now();
        begun ||= ended;
        times.push(milliseconds);
      });
    },
  });
  const spent = server && cpuSeconds(server) - before!;
  return {
    rate: (times.length - 1) / ((ended - begun) / 1_000),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    errors: result.non2xx + result.errors + result.timeouts,
    ...(spent === undefined ? {} : { cpu: (spent * 1e6) / times.length }),
  };
}

function sentTo(base: string, requests: readonly BenchRequest[]): autocannon.Request[] {
  const pathname = new URL(base).pathname.replace(/\/$/, "");
  return requests.map(({ method, path, body }) => ({
    method,
    path: pathname + path,
    headers: HEADERS,
    ...(body === undefined ? {} : { body }),
  }));
}

function ask(base: string, { method, path, body }: BenchRequest): Promise<Response> {
  return fetch(base + path, { method, headers: HEADERS, ...(body === undefined ? {} : { body }) });
}

/** Asks a sample, and says what is wrong with which answer, and how many bytes answers have. */
export async function check(
  base: string,
  requests: readonly BenchRequest[],
  size = 50,
): Promise<{ wrong: string[]; bytes: number }> {
  const wrong: string[] = [];
  const step = Math.max(1, Math.floor(requests.length / size));
  const sample = requests.filter((_, i) => i % step === 0);
  let bytes = 0;
  for (const request of sample) {
    const answer = await ask(base, request);
    const text = await answer.text();
    bytes += Buffer.byteLength(text);
    const missing = request.holds.find((part) => !text.includes(part));
    if (!answer.ok || missing !== undefined) {
      const asked = `${request.method} ${request.path} ${request.body ?? ""}`;
      wrong.push(`${asked}: ${answer.status}, lacks ${missing}: ${text.slice(0, 200)}`);
    }
  }
  return { wrong, bytes: Math.round(bytes / sample.length) };
}
