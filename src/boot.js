/**
 * Starts src/main.ts from code that an earlier start has compiled. Plain JavaScript, for what is loaded before the cache
 * is on has its types stripped anew each time, and what strips them is itself slow to load.
 */
import { enableCompileCache } from "node:module";

enableCompileCache();
await import("./main.ts");
