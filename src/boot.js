/**
 * Starts src/main.ts, quickly. Plain JavaScript, for what is loaded before the cache is on has its types stripped anew
 * each time, and what strips them is itself slow to load.
 */
import { enableCompileCache, registerHooks } from "node:module";
import { URL } from "node:url";

// From the second start on, all is loaded as an earlier start compiled it.
enableCompileCache();

// Our own files import each other by their exact names: there is nothing to look for, and looking takes longer than loading.
registerHooks({
  resolve(specifier, context, resolveNext) {
    if (!specifier.startsWith(".") || !specifier.endsWith(".ts")) return resolveNext(specifier, context);
    const { href } = new URL(specifier, context.parentURL);
    return { url: href, format: "module-typescript", shortCircuit: true };
  },
});

await import("./main.ts");
