/**
 * Writes until it is killed: `node crash-child.ts ADDRESS`. Waits for a line on stdin, then says on stdout which write it
 * has been told is kept. Odd numbers are imports, even ones commits of two resources.
 */
import { writeSync } from "node:fs";
import { openStore } from "../../src/storage/open-store.ts";
import { crashRecords, crashWrites, lastWrite } from "./crash-writes.ts";

const [address] = process.argv.slice(2);

async function run(): Promise<void> {
  const store = await openStore(address!);
  writeSync(1, "open\n");
  for (let n = (await lastWrite(store)) + 1; ; n++) {
    if (n % 2 === 1) await store.write(crashRecords(n));
    else await store.commit(crashWrites(n));
    writeSync(1, `${n}\n`);
  }
}

writeSync(1, "ready\n");
process.stdin.once("data", () => void run());
