/** Starts what the settings ask for: a server in this process, or several processes that serve. */
import type { Config } from "./config.ts";
import { GRACE_MS, type Launched } from "./launched.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * `env`: where the settings came from, besides this process's environment. Resolves to undefined in a worker, once that
 * has started: it stops by itself.
 * @throws Error or TerminologyError in words.
 */
export async function launch(
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Launched | undefined> {
  if (config.workers === 1) {
    const { startServer } = await import("./start.ts");
    return startServer(config);
  }
  const { default: cluster } = await import("node:cluster");
  if (cluster.isPrimary) return (await import("./primary.ts")).startWorkers(config, env);
  const { work } = await import("./worker.ts");
  await work(config);
  return undefined;
}

/**
 * Resolves when it has stopped because a signal said so; a second signal ends the process at once.
 * @throws Error in words: why it could not go on.
 */
export async function untilStopped(launched: Launched): Promise<void> {
  const signal = new Promise<undefined>((resolve) => {
    let stopping = false;
    const stop = (): void => {
      // By itself, a container's first process would outlive it.
      if (stopping) process.exit(1);
      stopping = true;
      resolve(undefined);
    };
    for (const name of SIGNALS) process.on(name, stop);
  });
  const { failed } = launched;
  const reason = await Promise.race(failed ? [signal, failed] : [signal]);
  if (reason) throw reason;
  await launched.stop(GRACE_MS);
}
