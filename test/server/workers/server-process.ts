/** Ossicle in processes of its own, as users start it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { startFlags } from "../../../bench/processes.ts";

const FLAGS = startFlags();
const script = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Where the system lets us see which process has started which. */
export const SEES_PROCESSES = existsSync("/proc/self/task");

export interface ServerProcess {
  url: string;
  process: ChildProcess;
  /** All that it has said so far. */
  output(): string;
  /** The processes that it has started. */
  workers(): number[];
  /** Its exit code; null: a signal ended it. */
  ended: Promise<number | null>;
}

/** `npm start -- ARGS` without npm. */
export const start = (args: string[], env: Record<string, string>) => run("src/boot.js", args, env);

/** `npm start -- ARGS` as it is typed: npm is in between, and gets the signals. */
export const startByNpm = (args: string[], env: Record<string, string>) => {
  const command = `cd "${script("")}" && shift ${FLAGS.length + 1} && exec npm start -- "$@"`;
  return run("src/boot.js", args, env, ["/bin/sh", "-c", command]);
};

/** Without npm, with so many descriptors for files and sockets at most. */
export const startWithDescriptors = (count: number, env: Record<string, string>) =>
  run("src/boot.js", [], env, ["/bin/sh", "-c", `ulimit -n ${count}; exec "$0" "$@"`]);

/** `ossicle serve ARGS`. */
export const serve = (args: string[], env: Record<string, string>) =>
  run("src/cli/boot.js", ["serve", ...args], env);

/** Resolves when it is up; rejects with what it said if it ends before. All that it started is killed after the test. */
async function run(
  path: string,
  args: string[],
  env: Record<string, string>,
  through: string[] = [],
): Promise<ServerProcess> {
  const [command, ...all] = [...through, process.execPath, ...FLAGS, script(path), ...args];
  // A group of its own: what stands between us and the server, as npm does, may be over before it.
  const child = spawn(command!, all, { env: { ...process.env, PORT: "0", ...env }, detached: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output += String(part)));
  const ended = once(child, "exit").then(([code]) => code as number | null);
  leaders.add(child);
  onTestFinished(async () => {
    killGroup(child);
    await ended;
  });
  const children = `/proc/${child.pid}/task/${child.pid}/children`;
  const server: ServerProcess = {
    url: "",
    process: child,
    output: () => output,
    workers: () => readFileSync(children, "utf8").split(" ").filter(Boolean).map(Number),
    ended,
  };
  const up = until(() => /^\{"url":"(http:[^"]+)","ready":true\}$/m.exec(output)?.[1]);
  server.url = await Promise.race([up, ended.then(() => Promise.reject(new Error(output)))]);
  return server;
}

const leaders = new Set<ChildProcess>();

// What interrupts the tests does not get to groups of their own.
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    leaders.forEach(killGroup);
    process.kill(process.pid, signal);
  });

function killGroup(leader: ChildProcess): void {
  leaders.delete(leader);
  try {
    process.kill(-leader.pid!, "SIGKILL");
  } catch {
    // Nothing of it is left; where there are no groups (Windows), there is the process alone.
    leader.kill("SIGKILL");
  }
}

/** `ossicle ARGS`, to its end. */
export async function ossicle(...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [...FLAGS, script("src/cli/boot.js"), ...args]);
  let said = "";
  child.stderr.on("data", (part) => (said += String(part)));
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(said);
}

/** A busy machine takes more than half a minute to start a server that first fills its store. */
const WITHIN_MS = 100_000;

/** Asks again and again, for so long at most. */
export async function until<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`it did not come to pass within ${WITHIN_MS / 1_000} s`);
    await sleep(10);
  }
}

export function isAlive(pid: number): boolean {
  try {
    // A process that has ended, but that nobody has asked for its exit code, is there still.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
