/** Results as a table, for the terminal and for docs/performance.md. */
import { cpus, totalmem } from "node:os";
import type { Result } from "./compare.ts";

export function machineLine(): string {
  const [cpu] = cpus();
  return `${cpus().length} x ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
}

const HEAD =
  "| scenario | requests/s | of bare node:http | p50 ms | p99 ms | p99 to bare | errors | memory MB |\n|---|---|---|---|---|---|---|---|";

export function table(results: readonly Result[]): string {
  return [HEAD, ...results.map(row)].join("\n");
}

function row({ scenario, ours, ratio, p99Ratio, memory, wrong }: Result): string {
  const errors = ours.errors + wrong.length;
  const cells = [
    scenario,
    Math.round(ours.rate),
    ratio.toFixed(2),
    ours.p50,
    ours.p99,
    p99Ratio.toFixed(1),
    errors,
    memory ? Math.round(memory) : "",
  ];
  return `| ${cells.join(" | ")} |`;
}
