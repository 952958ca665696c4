/**
 * Starts src/main.ts, quickly. Plain JavaScript, for what is loaded before the cache is on has its types stripped anew
 * each time, and what strips them is itself slow to load.
 */
import { enableCompileCache } from "node:module";
import "./own-modules.js";

// From the second start on, all is loaded as an earlier start compiled it.
enableCompileCache();

await import("./main.ts");
