/** Other callers, while somebody asks what is costly: each kind every 10 ms, one at a time. */
import { Agent, get } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import { GENERATED } from "./generated.ts";

const QUESTIONS = {
  live: "/health/live",
  lookup: `/r4/CodeSystem/$lookup?system=${GENERATED}&code=G0000001`,
};
const agent = new Agent({ keepAlive: true });
const longest: Record<string, number> = {};
let isOver = false;

const wait = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => answer.resume().on("end", resolve)).on("error", reject);
  });

async function keepAsking(kind: string, url: string): Promise<void> {
  longest[kind] = 0;
  // The first ones open connections and load code.
  for (let i = 0; !isOver; i++) {
    const began = performance.now();
    await wait(url);
    if (i > 5) longest[kind] = Math.max(longest[kind], performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

parentPort!.once("message", () => {
  isOver = true;
});
const all = Object.entries(QUESTIONS).map(([kind, path]) => keepAsking(kind, String(workerData) + path));
await Promise.allSettled(all);
parentPort!.postMessage(longest);
