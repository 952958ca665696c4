import { expect, test } from "vitest";
import { readMetrics } from "../../http/metrics/read-metrics.ts";
import { temporaryFolder } from "../../storage/temporary.ts";
import { type Connection, connection, connections } from "./connections.ts";
import { SEES_PROCESSES, start } from "./server-process.ts";

const LOOKUPS = { operation: "$versions", version: "r4", outcome: "ok" };

test("whichever worker is asked for metrics tells those of all", async () => {
  const folder = temporaryFolder();
  const server = await start(["--workers", "2"], {
    OSSICLE_STORE: `sqlite:${folder.path}/a.db`,
    LOG_LEVEL: "error",
  });
  const { all, workers } = await connections(server.url);
  expect(workers.size).toBe(2);
  const [one, other] = [...workers.values()].map(([first]) => first!);
  // The first time, each has to load what tells them.
  for (const worker of [one!, other!]) await worker.ask("/metrics");
  const readings = [];
  for (const worker of [one!, other!]) readings.push(readMetrics((await worker.ask("/metrics")).text));
  for (const { sum } of readings) {
    expect(sum("ossicle_request_duration_seconds_count", LOOKUPS)).toBe(all.length);
    expect(sum("ossicle_processes")).toBe(2);
    expect(sum("ossicle_store_resources", { type: "CodeSystem" })).toBeGreaterThan(1);
  }
  const [first, second] = readings.map(({ sum }) => sum("ossicle_store_resources"));
  expect(first).toBe(second);
  folder.remove();
});

test.runIf(SEES_PROCESSES)(
  "a worker that hangs is left out, and the number of processes says so",
  async () => {
    const folder = temporaryFolder();
    const server = await start(["--workers", "2"], {
      OSSICLE_STORE: `sqlite:${folder.path}/a.db`,
      LOG_LEVEL: "error",
    });
    // Which of the two it is that asks, the first answer says.
    const one = connection(server.url);
    const { worker } = await one.ask("/r4/$versions");
    const { workers } = await connections(server.url);
    const others = [...workers].find(([name]) => name !== worker)![1];
    const hung = await stopTheOther(server.workers(), one, others[0]!);
    try {
      const { sum } = readMetrics((await one.ask("/metrics")).text);
      expect(sum("ossicle_processes")).toBe(1);
    } finally {
      process.kill(hung, "SIGCONT");
      folder.remove();
    }
  },
);

/** Stops that one of two processes which has the second of these connections: the first one is still answered. */
async function stopTheOther(pids: number[], first: Connection, second: Connection): Promise<number> {
  for (const pid of pids) {
    process.kill(pid, "SIGSTOP");
    const answers = [first, second].map((one) => one.ask("/health/live").then(() => one));
    if ((await Promise.race(answers)) === first) return pid;
    process.kill(pid, "SIGCONT");
    await Promise.all(answers);
  }
  throw new Error("neither of them has this connection");
}
