/**
 * Requests of all kinds, good and broken, for long: `node bench/fuzz.ts [REQUESTS [SEED]]`, 1,000,000 unless said
 * otherwise. The long form of test/http/fuzz.test.ts. Prints the memory of the server after every 10,000, and how many
 * were answered with 5xx, not at all, or after more than 20 s; ends with 1 if any were.
 */
import { loadavg } from "node:os";
import { randomFrom, RequestMaker } from "../test/http/fuzz/requests.ts";
import { faultsOf } from "../test/http/fuzz/send.ts";
import { residentMemory, start, stop } from "./processes.ts";

const [requests = 1_000_000, seed = 7] = process.argv.slice(2).map(Number);
const ANSWERS_KEPT = "16000000";

const server = await start("serve.ts", ["memory:", "condition", ANSWERS_KEPT]);
const maker = new RequestMaker(randomFrom(seed));
console.log(`${requests} requests, seed ${seed}.\n`);
console.log("| Requests | Faults | Memory | Seconds | Load |");
console.log("| --- | --- | --- | --- | --- |");
const began = performance.now();
const faults = await faultsOf(
  server.base,
  () => maker.next(),
  requests,
  (sent, failed) => {
    const seconds = Math.round((performance.now() - began) / 1_000);
    const memory = Math.round(residentMemory(server.process));
    console.log(`| ${sent} | ${failed} | ${memory} MB | ${seconds} | ${loadavg()[0]!.toFixed(1)} |`);
  },
);
for (const fault of faults) console.log(`\n${fault}`);
const isAlive = server.process.exitCode === null && server.process.signalCode === null;
console.log(isAlive ? "\nThe server is alive." : "\nThe server has ended.");
await stop(server);
process.exit(isAlive && faults.length === 0 ? 0 : 1);
