/**
 * Starts src/main.ts, quickly. Plain JavaScript, for what is loaded before the cache is on has its types stripped anew
 * each time, and what strips them is itself slow to load.
 */
import { loadQuickly } from "./server/quick-loading.js";

// An import of node:process would read all that it has, its streams too.
const { process } = globalThis;
const { NODE_UNIQUE_ID: worker, OSSICLE_WORKERS: workers = "1" } = process.env;
// The first of several processes serves nothing itself.
loadQuickly(
  worker !== undefined || (workers === "1" && !process.argv.some((flag) => flag.startsWith("--workers"))),
);

await import("./main.ts");
