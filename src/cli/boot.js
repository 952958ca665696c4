/** Starts main.ts from code that an earlier run has compiled; plain JavaScript, as src/boot.js is and for its reason. */
import { loadQuickly } from "../server/quick-loading.js";

const { env } = globalThis.process;
if (env.ENDS_WITH_PARENT) endWithParent();

loadQuickly(globalThis.process.argv[2] === "serve");
await import("./main.ts");

/** Started by an older Node, which waits for this process: when that is killed, nobody waits any more. */
function endWithParent() {
  const { process } = globalThis;
  // Not for those that this process starts.
  delete env.ENDS_WITH_PARENT;
  const end = () => process.kill(process.pid, "SIGKILL");
  process.once("disconnect", end);
  // It has gone while this process started.
  if (!process.connected) end();
  // It keeps nothing from coming to its end.
  process.channel?.unref();
}
