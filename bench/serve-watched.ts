/**
 * One Ossicle that watches itself: `node bench/serve-watched.ts STORE` listens on a free port and prints it. To the message
 * "report" it says its memory and what it has computed at a stretch, without a turn of the event loop, since the last report.
 */
import { readConfig } from "../src/server/config.ts";
import { launch, untilStopped } from "../src/server/launch.ts";

export interface Watched {
  /** Resident bytes: now, and at the highest. */
  now: number;
  highest: number;
  /** Milliseconds of the main thread's processor time. */
  stretch: number;
}

const settings = {
  ...process.env,
  OSSICLE_STORE: process.argv[2] ?? "memory:",
  HOST: "127.0.0.1",
  PORT: "0",
};
const server = (await launch(readConfig(settings), settings))!;
/** The longest that this thread has computed from one turn to the next: whatever else the machine does. */
let stretch = 0;
let last = process.threadCpuUsage();
setInterval(() => {
  const { user, system } = process.threadCpuUsage(last);
  stretch = Math.max(stretch, (user + system) / 1_000);
  last = process.threadCpuUsage();
}, 2).unref();
let highest = 0;
const look = (): number => {
  const { rss } = process.memoryUsage();
  highest = Math.max(highest, rss);
  return rss;
};
setInterval(look, 5).unref();
process.on("message", () => {
  const now = look();
  const report: Watched = { now, highest, stretch };
  process.send!(report);
  stretch = 0;
  highest = now;
});
process.once("disconnect", () => process.exit());
console.log(JSON.stringify({ port: Number(new URL(server.url).port) }));
await untilStopped(server);
process.exit();
