/** Starts what is measured, each in a process of its own, and reads how much memory and processor time it took. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Measured {
  base: string;
  process: ChildProcess;
}

/** Linux counts processor time in these. */
const TICKS_PER_SECOND = 100;

/** What `npm start` tells Node. */
export function startFlags(): string[] {
  const file = new URL("../package.json", import.meta.url);
  const { scripts } = JSON.parse(readFileSync(file, "utf8")) as { scripts: { start: string } };
  return scripts.start.split(" ").filter((word) => word.startsWith("--"));
}

function child(
  script: string,
  args: readonly string[],
  env: Record<string, string>,
  flags = startFlags(),
): ChildProcess {
  const file = fileURLToPath(new URL(script, import.meta.url));
  return spawn(process.execPath, [...flags, file, ...args], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: { ...process.env, ...env },
  });
}

/** Runs a script of this folder to its end. */
export async function run(script: string, ...args: string[]): Promise<void> {
  const [code] = (await once(child(script, args, {}), "exit")) as [number | null];
  if (code !== 0) throw new Error(`${script} ${args.join(" ")} ended with ${code}`);
}

/** Runs a script of this folder that prints `{"port": n}` once it listens, with the flags of `npm start`. */
export function start(
  script: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
  flags = startFlags(),
): Promise<Measured> {
  const process = child(script, args, env, flags);
  return new Promise((resolve, reject) => {
    process.once("exit", (code) => reject(new Error(`${script} ended with ${code} before it listened`)));
    process.stdout!.once("data", (data: Buffer) => {
      const { port } = JSON.parse(data.toString()) as { port: number };
      resolve({ base: `http://127.0.0.1:${port}`, process });
    });
  });
}

/** The yardstick, with Node as it comes. */
export function startBare(): Promise<Measured> {
  return start("bare.ts", [], {}, ["--disable-warning=ExperimentalWarning"]);
}

export async function stop({ process }: Measured): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  process.removeAllListeners("exit");
  const ended = once(process, "exit");
  process.kill();
  await ended;
}

/** Resident memory in MB (Linux). */
export function residentMemory(process: ChildProcess): number {
  const status = readFileSync(`/proc/${process.pid}/status`, "utf8");
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024) / 1e6;
}

/** Processor time of all its threads so far (Linux). */
export function cpuSeconds({ process }: Measured): number {
  const stat = readFileSync(`/proc/${process.pid}/stat`, "utf8");
  // The second field, the name, may hold spaces; user and system time are the 14th and the 15th.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
