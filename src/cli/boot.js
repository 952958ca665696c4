/** Starts main.ts from code that an earlier run has compiled; plain JavaScript, as src/boot.js is and for its reason. */
import { enableCompileCache } from "node:module";
import "../own-modules.js";

enableCompileCache();
await import("./main.ts");
