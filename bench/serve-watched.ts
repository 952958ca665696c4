/**
 * One Ossicle that watches itself: `node bench/serve-watched.ts STORE` listens on a free port and prints it. To the message
 * "report" it says its memory and its longest stretch without a turn of the event loop, since the last report.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { launch, untilStopped } from "../src/server/launch.ts";
import { readConfig } from "../src/server/config.ts";

export interface Watched {
  /** Resident bytes: now, and at the highest. */
  now: number;
  highest: number;
  /** Milliseconds. */
  stretch: number;
}

const settings = {
  ...process.env,
  OSSICLE_STORE: process.argv[2] ?? "memory:",
  HOST: "127.0.0.1",
  PORT: "0",
};
const server = (await launch(readConfig(settings), settings))!;
const RESOLUTION_MS = 1;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
let highest = 0;
const look = (): number => {
  const { rss } = process.memoryUsage();
  highest = Math.max(highest, rss);
  return rss;
};
setInterval(look, 5).unref();
process.on("message", () => {
  const now = look();
  const report: Watched = { now, highest, stretch: Math.max(0, delay.max / 1e6 - RESOLUTION_MS) };
  process.send!(report);
  delay.reset();
  highest = now;
});
process.once("disconnect", () => process.exit());
console.log(JSON.stringify({ port: Number(new URL(server.url).port) }));
await untilStopped(server);
process.exit();
