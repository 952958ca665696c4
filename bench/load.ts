/** Loads one server with a pool of requests for some seconds. */
import autocannon from "autocannon";
import type { BenchRequest } from "./pools.ts";

export interface Load {
  /** Requests a second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers that were not 2xx, and connections that broke. */
  errors: number;
}

const HEADERS = { "content-type": "application/fhir+json", accept: "application/fhir+json" };

export async function load(
  base: string,
  requests: readonly BenchRequest[],
  seconds: number,
  connections: number,
): Promise<Load> {
  const pathname = new URL(base).pathname.replace(/\/$/, "");
  const all = requests.map(({ method, path, body }) => ({
    method,
    path: pathname + path,
    headers: HEADERS,
    ...(body === undefined ? {} : { body }),
  }));
  let clients = 0;
  const result = await autocannon({
    url: base,
    connections,
    duration: seconds,
    requests: all.slice(0, 1),
    // Each connection begins elsewhere in the pool, so that no two ask the same at the same time.
    setupClient(client) {
      const at = Math.floor((clients++ / connections) * all.length);
      client.setRequests([...all.slice(at), ...all.slice(0, at)]);
    },
  });
  return {
    rate: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.non2xx + result.errors + result.timeouts,
  };
}

/** Asks a sample and compares; returns what is wrong, by request. */
export async function check(base: string, requests: readonly BenchRequest[], sample = 50): Promise<string[]> {
  const wrong: string[] = [];
  const step = Math.max(1, Math.floor(requests.length / sample));
  for (let i = 0; i < requests.length; i += step) {
    const { method, path, body, holds } = requests[i]!;
    const answer = await fetch(base + path, {
      method,
      headers: HEADERS,
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    const missing = holds.find((part) => !text.includes(part));
    if (!answer.ok || missing)
      wrong.push(
        `${method} ${path} ${body ?? ""}: ${answer.status}, lacks ${missing}: ${text.slice(0, 200)}`,
      );
  }
  return wrong;
}

export const averageSize = async (base: string, requests: readonly BenchRequest[]): Promise<number> => {
  let bytes = 0;
  const sample = requests.slice(0, 50);
  for (const { method, path, body } of sample) {
    const answer = await fetch(base + path, {
      method,
      headers: HEADERS,
      ...(body === undefined ? {} : { body }),
    });
    bytes += (await answer.text()).length;
  }
  return Math.round(bytes / Math.max(1, sample.length));
};
