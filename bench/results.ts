/** What was measured, as it is kept in a file: parts that were measured at different times stand side by side. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import type { Settings } from "./compare.ts";
import type { GrowthResults } from "./growth.ts";
import type { StoreResults } from "./measure-scenarios.ts";
import type { StartResults } from "./startup.ts";
import type { WorkersResults } from "./workers.ts";

/** One part, with the machine line of its day. */
export interface Part<T> {
  machine: string;
  settings: Settings;
  results: T;
}

export interface Results {
  scenarios?: Part<StoreResults[]>;
  startup?: Part<StartResults>;
  growth?: Part<GrowthResults>;
  workers?: Part<WorkersResults>;
}

/** Those that docs/performance.md is made of. */
export const RESULTS_FILE = fileURLToPath(new URL("results.json", import.meta.url));

/** Empty if there is no such file. */
export function readResults(file: string): Results {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Results) : {};
}

export async function writeResults(file: string, results: Results): Promise<void> {
  const rounded = JSON.stringify(results, (_key, value: unknown) =>
    typeof value === "number" ? Number(value.toPrecision(4)) : value,
  );
  writeFileSync(file, await format(rounded, { parser: "json", printWidth: 110 }));
}

/** Was any answer wrong, or none at all? Then no figure is worth anything. */
export function wrongIn({ scenarios, growth, workers }: Results): boolean {
  const answers = [
    ...(scenarios?.results ?? []).flatMap(({ results }) =>
      results.map((r) => [r.wrong.length, r.ours.errors]),
    ),
    ...(growth?.results ?? []).flatMap(({ questions }) => questions.map((q) => [q.wrong.length])),
    ...(workers?.results.results ?? []).map((r) => [r.wrong.length, r.one.errors, r.several.errors]),
  ];
  return answers.flat().some((count) => count > 0);
}
