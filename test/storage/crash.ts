/** Kills writers at work, and looks after each kill at what is there. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openStore } from "../../src/storage/open-store.ts";
import type { Store } from "../../src/terminology/store.ts";
import { ABSENT, countsOf, lastWrite, whole } from "./crash-writes.ts";

const CHILD = fileURLToPath(new URL("crash-child.ts", import.meta.url));

export interface Kills {
  kills: number;
  /** Of these, how many hit a writer that had acknowledged a write already. */
  atWork: number;
  /** Writes that are there at the end. */
  writes: number;
  /** Acknowledged, and not there. */
  lost: number;
  /** There in part. */
  half: number;
}

/** @param compileCache a folder: a child that starts sooner is killed sooner */
export async function killWriters(address: string, kills: number, compileCache: string): Promise<Kills> {
  const result: Kills = { kills, atWork: 0, writes: 0, lost: 0, half: 0 };
  const waiting = [new Writer(address, compileCache), new Writer(address, compileCache)];
  for (let kill = 0; kill < kills; kill++) {
    waiting.push(new Writer(address, compileCache));
    // "ready", "open", then numbers: most are killed at work, some while they open the store.
    const acknowledged = await waiting.shift()!.killAfter(1 + (kill % 5), delayOf(kill));
    if (acknowledged.length > 0) result.atWork++;
    await lookAt(address, Math.max(result.writes, ...acknowledged), result);
  }
  await Promise.all(waiting.map((writer) => writer.kill()));
  const store = await openStore(address);
  for (let n = 1; n <= result.writes; n++) if (!(await has(store, n, whole(n)))) result.lost++;
  await store.close();
  return result;
}

/** In ms; now and then so long that a long write is well under way. */
const delayOf = (kill: number): number => (kill * 7919) % (kill % 4 === 3 ? 401 : 23);

async function lookAt(address: string, acknowledged: number, result: Kills): Promise<void> {
  const store = await openStore(address);
  // It waits its turn: what the dead writer had still under way in a database server is settled then.
  await store.write([]);
  const last = await lastWrite(store);
  result.lost += Math.max(0, acknowledged - last);
  // One write may be kept of which no acknowledgement has come out; of what follows nothing may be there.
  if (last > acknowledged + 1) result.half++;
  for (let n = Math.max(1, last - 3); n <= last; n++) if (!(await has(store, n, whole(n)))) result.half++;
  if (!(await has(store, last + 1, ABSENT))) result.half++;
  result.writes = last;
  await store.close();
}

async function has(store: Store, n: number, expected: readonly number[]): Promise<boolean> {
  const counts = await countsOf(store, n);
  return counts.every((count, i) => count === expected[i]);
}

/** A child that has loaded everything and waits. */
class Writer {
  private readonly process: ChildProcessWithoutNullStreams;
  private output = "";

  constructor(address: string, compileCache: string) {
    const args = ["--disable-warning=ExperimentalWarning", CHILD, address];
    const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
    this.process = spawn(process.execPath, args, { env });
    this.process.stderr.pipe(process.stderr);
    this.process.stdout.on("data", (data: Buffer) => (this.output += data.toString()));
  }

  private get lines(): string[] {
    return this.output.split("\n").slice(0, -1);
  }

  /** Lets it open the store and write, and kills it so long after it has said so many things. Returns what it acknowledged. */
  async killAfter(lines: number, ms: number): Promise<number[]> {
    while (this.lines.length < 1) await sleep(1);
    this.process.stdin.write("go\n");
    while (this.lines.length < lines) await sleep(1);
    await sleep(ms);
    await this.kill();
    return this.lines.map(Number).filter(Boolean);
  }

  kill(): Promise<void> {
    return new Promise((resolve) => {
      this.process.once("close", () => resolve());
      this.process.kill("SIGKILL");
    });
  }
}
