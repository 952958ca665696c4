/** Connections that stay with the worker that took them: each is an HTTP client with one socket. */
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { onTestFinished } from "vitest";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Which worker gave it: ids of requests begin with what is the worker's own. */
  worker: string;
}

export interface Connection {
  ask(
    path: string,
    options?: { method?: string; headers?: Record<string, string>; body?: unknown },
  ): Promise<Answer>;
}

export function connection(base: string): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return {
    ask: (path, { method = "GET", headers = {}, body } = {}) =>
      new Promise((resolve, reject) => {
        const sent = body === undefined ? {} : { "Content-Type": "application/fhir+json" };
        const req = request(base + path, { agent, method, headers: { ...sent, ...headers } }, (res) => {
          let text = "";
          res.setEncoding("utf8").on("data", (part: string) => (text += part));
          res.on("error", reject).on("end", () => {
            const [worker] = (res.headers["x-request-id"] as string).split("-");
            resolve({ status: res.statusCode!, headers: res.headers, text, worker: worker! });
          });
        });
        req.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
      }),
  };
}

/** So many connections, and which worker has taken each. */
export async function connections(
  base: string,
  count = 8,
): Promise<{ all: Connection[]; workers: Map<string, Connection[]> }> {
  const all = Array.from({ length: count }, () => connection(base));
  const workers = new Map<string, Connection[]>();
  for (const one of all) {
    const { worker } = await one.ask("/r4/$versions");
    workers.set(worker, [...(workers.get(worker) ?? []), one]);
  }
  return { all, workers };
}
