/** Loads, a while after the start, what nobody has asked for yet: neither start nor first callers wait for it. */
import type { Log } from "../http/log.ts";
import { othersFirst } from "../terminology/util/in-turns.ts";

interface WarmUp {
  /** Begins no further step; resolves when the one that runs, if any, has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `steps` one after the other, others having their turn between, the first `delay` milliseconds from now. Keeps no process alive.
 * A step that fails is logged and ends the warm-up: whoever needs what it would have loaded gets the error.
 */
export function warmUp(steps: readonly (() => Promise<unknown>)[], delay: number, log: Log): WarmUp {
  let stopped = false;
  let running: Promise<void> | undefined;
  async function run(): Promise<void> {
    try {
      for (const step of steps) {
        if (stopped) return;
        await step();
        await othersFirst();
      }
    } catch (error) {
      log.error({ err: error }, "warming up failed");
    }
  }
  const timer = setTimeout(() => void (running = run()), delay).unref();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
