/** One of several processes that serve, as src/server/primary.ts starts them. */
import { reasonOf } from "../terminology/util/reason.ts";
import type { Config } from "./config.ts";
import { ofAllWorkers } from "./gather-metrics.ts";
import { GRACE_MS } from "./launched.ts";
import { EPOCH, type Report, STOP } from "./primary.ts";
import { sharedAcceptQueue } from "./shared-accept-queue.ts";
import { startServer } from "./start.ts";

/** Serves until the first process or a signal stops it. */
export async function work(config: Config): Promise<void> {
  // It may have to stop before it is up.
  const stopAsked = new Promise<void>((resolve) => {
    process.on("message", (message) => message === STOP && resolve());
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  // What node:cluster tells the first process while that ends has no other way to fail.
  process.once("error", () => process.exit(1));
  try {
    // Nobody knows which worker the next request meets: what it was sent before must not count in one alone.
    const server = await startServer({
      ...config,
      epoch: process.env[EPOCH],
      txResources: 0,
      gather: ofAllWorkers,
      acceptQueue: sharedAcceptQueue(),
    });
    report({ up: true, url: server.url, readOnly: server.readOnly });
    await stopAsked;
    await server.stop(GRACE_MS);
    process.exit(0);
  } catch (error) {
    report({ up: false, reason: reasonOf(error) }, () => process.exit(1));
  }
}

function report(what: Report, then?: () => void): void {
  process.send?.(what, () => then?.());
}
