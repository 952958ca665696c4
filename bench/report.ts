/** The line that names the machine, and results as rows of a table. */
import { cpus, totalmem } from "node:os";
import type { Result } from "./compare.ts";

export function machineLine(): string {
  const [cpu] = cpus();
  return `${cpus().length} x ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
}

const COLUMNS = [
  "scenario",
  "requests/s",
  "of bare node:http",
  "launches",
  "p50 ms",
  "p99 ms",
  "p99 to bare",
  "launches",
  "CPU µs",
  "CPU to bare",
  "errors",
  "memory MB",
];

export const TABLE_HEAD = `| ${COLUMNS.join(" | ")} |\n|${"---|".repeat(COLUMNS.length)}`;

export function rowOf({ scenario, ours, bare, ratio, p99Ratio, launches, memory, wrong }: Result): string {
  const cells = [
    scenario,
    Math.round(ours.rate),
    ratio.toFixed(2),
    launches.map((launch) => launch.ratio.toFixed(2)).join(" "),
    ours.p50.toFixed(2),
    ours.p99.toFixed(2),
    p99Ratio.toFixed(1),
    launches.map((launch) => launch.p99Ratio.toFixed(1)).join(" "),
    ours.cpu === undefined ? "" : Math.round(ours.cpu),
    ours.cpu === undefined ? "" : (ours.cpu / bare.cpu!).toFixed(1),
    ours.errors + wrong.length,
    memory === undefined ? "" : Math.round(memory),
  ];
  return `| ${cells.join(" | ")} |`;
}
