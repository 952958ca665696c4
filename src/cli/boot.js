/** Starts main.ts from code that an earlier run has compiled; plain JavaScript, as src/boot.js is and for its reason. */
import { loadQuickly } from "../server/quick-loading.js";

loadQuickly(globalThis.process.argv[2] === "serve");
await import("./main.ts");
