/** Starts the servers to be measured, each in a process of its own, and reads how much memory one holds. */
import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Measured {
  base: string;
  process: ChildProcess;
}

/** Runs a script of this folder that prints `{"port": n}` once it listens. */
export function start(
  script: string,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<Measured> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", file, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code} before it listened`)));
    child.stdout.once("data", (data: Buffer) => {
      const { port } = JSON.parse(data.toString()) as { port: number };
      resolve({ base: `http://127.0.0.1:${port}`, process: child });
    });
  });
}

export function stop({ process }: Measured): Promise<void> {
  return new Promise((resolve) => {
    process.removeAllListeners("exit");
    process.once("exit", () => resolve());
    process.kill();
  });
}

/** Resident memory in MB (Linux). */
export function residentMemory({ process }: Measured): number {
  const status = readFileSync(`/proc/${process.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
}
