/**
 * How a server bears a load for long: `node bench/endurance.ts STORE [MINUTES [PART [SVG]]]`, 30 minutes at 0.8 of what it can
 * do unless said otherwise, over a store that `fill.ts` has filled with `costs-100000`. Prints a row for each minute:
 * what was answered, p50 and p99, memory, and the load of the machine. Draws both as SVG if a file is named.
 */
import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { closedLoop } from "./closed-loop.ts";
import { CONCEPT_QUESTIONS } from "./growth-questions.ts";
import { openLoop } from "./open-loop.ts";
import { type Minute, minutesPlot } from "./plot-minutes.ts";
import { cpuSeconds, residentMemory, start, stop } from "./processes.ts";

const [store = "memory:", minutes = "30", part = "0.8", file] = process.argv.slice(2);
const SIZE = 100_000;
const asked = CONCEPT_QUESTIONS.filter(({ point }) => point).map(({ requests }) => requests(SIZE));
const requests = asked[0]!.flatMap((_, i) => asked.map((all) => all[i % all.length]!));

const server = await start("serve-workers.ts", [store, "1"], { LOG_LEVEL: "silent" });
const base = `${server.base}/r4`;
await closedLoop(base, requests, { connections: 64, seconds: 5 });
const most = (await closedLoop(base, requests, { connections: 64, seconds: 10 })).answered / 10;
const rate = Math.floor(most * Number(part));
console.log(`At most ${Math.round(most)} requests a second; from now on ${rate}, for ${minutes} minutes.\n`);
console.log("| Minute | Answered | Others | p50 | p99 | Memory | Processor | Load |");
console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
const rows: Minute[] = [];
for (let minute = 1; minute <= Number(minutes); minute++) {
  const before = cpuSeconds(server);
  const answers = await openLoop(base, requests, { rate, seconds: 60 });
  const row = {
    p50: answers.percentile(0.5),
    p99: answers.percentile(0.99),
    memory: residentMemory(server.process),
  };
  rows.push(row);
  const others = answers.all - answers.answered;
  const busy = Math.round(((cpuSeconds(server) - before) / 60) * 100);
  console.log(
    `| ${minute} | ${answers.answered} | ${others} | ${row.p50.toFixed(1)} ms | ${row.p99.toFixed(1)} ms | ` +
      `${Math.round(row.memory)} MB | ${busy} % | ${loadavg()[0]!.toFixed(1)} |`,
  );
  if (file) writeFileSync(file, minutesPlot(rows));
}
await stop(server);
process.exit();
