import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { fileURLToPath } from "node:url";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import { ABSENT, countsOf, lastWrite, WHOLE } from "./crash-writes.ts";
import { temporaryFolder } from "./temporary.ts";

const KILLS = 110;
const CHILD = fileURLToPath(new URL("crash-child.ts", import.meta.url));

/** A child that has loaded everything and waits. */
class Writer {
  private readonly process: ChildProcessWithoutNullStreams;
  private output = "";
  constructor(file: string, cache: string) {
    const args = ["--disable-warning=ExperimentalWarning", CHILD, file];
    this.process = spawn(process.execPath, args, { env: { ...process.env, NODE_COMPILE_CACHE: cache } });
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

test(`${KILLS} kills: what was acknowledged is there, what was not is whole or absent, the file opens`, async () => {
  const folder = temporaryFolder();
  const file = `${folder.path}/crash.db`;
  const cache = `${folder.path}/compile-cache`;
  const waiting = [new Writer(file, cache), new Writer(file, cache)];
  let acknowledged = 0;
  let duringWrites = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    waiting.push(new Writer(file, cache));
    // "ready", "open", then numbers: most are killed at work, some while they open the file.
    const acks = await waiting.shift()!.killAfter(1 + (kill % 5), (kill * 7919) % 23);
    acknowledged = Math.max(acknowledged, ...acks);
    const store = await openStore(`sqlite:${file}`);
    const last = await lastWrite(store);
    expect(last).toBeGreaterThanOrEqual(acknowledged);
    // The one write that may be kept without its acknowledgement having come out.
    expect(last).toBeLessThanOrEqual(acknowledged + 1);
    for (let n = Math.max(1, last - 3); n <= last; n++) expect(await countsOf(store, n)).toEqual(WHOLE);
    expect(await countsOf(store, last + 1)).toEqual(ABSENT);
    await store.close();
    if (acks.length > 0) duringWrites++;
    acknowledged = last;
  }
  await Promise.all(waiting.map((writer) => writer.kill()));
  // The kills hit writers at work, not only their start.
  expect(duringWrites).toBeGreaterThan(KILLS / 3);

  const store = await openStore(`sqlite:${file}`);
  for (let n = 1; n <= acknowledged; n++) expect(await countsOf(store, n)).toEqual(WHOLE);
  expect((await store.history("ValueSet", "counter", { offset: 0, count: 1 })).total).toBe(acknowledged);
  await store.close();
  const database = new DatabaseSync(file);
  expect(database.prepare("PRAGMA integrity_check").all()).toMatchObject([{ integrity_check: "ok" }]);
  database.exec("INSERT INTO concept_text (concept_text) VALUES ('integrity-check')");
  database.close();
  folder.remove();
}, 240_000);
