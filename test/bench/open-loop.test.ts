import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { closedLoop } from "../../bench/closed-loop.ts";
import { openLoop } from "../../bench/open-loop.ts";
import type { BenchRequest } from "../../bench/requests.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/r4`;
}

const requests: BenchRequest[] = [
  { method: "GET", path: "/a", holds: [] },
  { method: "POST", path: "/b", body: "é", holds: [] },
];

test("sends as many as are due, each once, and counts what became of them", async () => {
  const came = new Map<string, number>();
  const base = await serve((req, res) => {
    const count = (came.get(req.url!) ?? 0) + 1;
    came.set(req.url!, count);
    if (req.url === "/r4/b" && count % 5 === 0) return void req.socket.destroy();
    res.writeHead(count % 2 ? 200 : 503, { "Content-Length": 2 }).end("{}");
  });
  const answers = await openLoop(base, requests, { rate: 200, seconds: 0.5 });
  expect(Object.fromEntries(came)).toEqual({ "/r4/a": 50, "/r4/b": 50 });
  expect(Object.fromEntries(answers.statuses)).toEqual({ 0: 10, 200: 45, 503: 45 });
  expect(answers.answered).toBe(45);
  expect(answers.unsent).toBe(0);
});

test("a time begins when a request is due, however late the answer", async () => {
  const base = await serve((_req, res) => {
    setTimeout(() => res.writeHead(200, { "Content-Length": 0 }).end(), 50);
  });
  const answers = await openLoop(base, requests, { rate: 40, seconds: 0.5 });
  expect(answers.percentile(0)).toBeGreaterThanOrEqual(49);
});

test("in a closed loop nobody asks again before the answer", async () => {
  let underWay = 0;
  let most = 0;
  const base = await serve((_req, res) => {
    most = Math.max(most, ++underWay);
    setTimeout(() => {
      underWay--;
      res.writeHead(200, { "Content-Length": 0 }).end();
    }, 5);
  });
  const answers = await closedLoop(base, requests, { connections: 3, seconds: 0.3 });
  expect(most).toBe(3);
  expect(answers.answered).toBe(answers.all);
  expect(answers.answered).toBeGreaterThan(3);
});
