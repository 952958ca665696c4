/** The figures of docs/storage.md, between their marks, and the plot beside it: `node bench/storage-page.ts` */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { table, whole } from "./page/markdown.ts";
import { costPlot } from "./plot.ts";
import {
  type Loaded,
  type Results,
  type Size,
  storageResults,
  type StoreResults,
  type Subsumption,
} from "./storage-results.ts";

const PAGE = new URL("../docs/storage.md", import.meta.url);
const PLOT = new URL("../docs/storage.svg", import.meta.url);

/** Writes all figures anew. Throws Error where the page has no place for some of them. */
export async function writeStoragePage(results: Results = storageResults()): Promise<void> {
  let text = readFileSync(PAGE, "utf8");
  for (const [name, figures] of Object.entries(sections(results))) {
    const marks = new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- /${name} -->)`);
    if (!marks.test(text)) throw new Error(`docs/storage.md has no place for the figures of '${name}'`);
    text = text.replace(marks, (_all, begin: string, end: string) => `${begin}\n${figures}\n${end}`);
  }
  writeFileSync(PAGE, await format(text, { parser: "markdown", printWidth: 110 }));
  if (results.sqlite) writeFileSync(PLOT, plot(results.sqlite));
}

function sections({ sqlite, postgres, subsumption }: Results): Record<string, string> {
  return {
    ...(sqlite?.hl7 && { hl7: hl7(sqlite, sqlite.hl7) }),
    ...(sqlite && { sizes: sizes(sqlite), times: times(sqlite) }),
    ...(postgres && { postgres: `${sizes(postgres)}\n\n${times(postgres)}` }),
    ...(subsumption && { subsumption: closureAgainstRanges(subsumption) }),
  };
}

const measuredOn = (machine: string): string => `Measured on ${machine}.`;

function loadCells(loaded: Loaded): string[] {
  return [
    `${loaded.seconds.toFixed(1)} s`,
    `${loaded.cpuSeconds.toFixed(1)} s`,
    `${whole(loaded.concepts / loaded.seconds)} /s`,
    `${loaded.importMegabytes} MB`,
    `${loaded.megabytes} MB`,
    `${whole(loaded.startMilliseconds)} ms`,
    `${loaded.restMegabytes} MB`,
  ];
}

const LOAD_HEAD = [
  "Import",
  "Processor time",
  "Rate",
  "Memory, importing",
  "Size",
  "Opened in",
  "Server at rest",
];

function hl7({ machine }: StoreResults, loaded: Loaded): string {
  return `${table(LOAD_HEAD, [loadCells(loaded)])}\n\n${measuredOn(machine)}`;
}

function sizes({ machine, sizes: all }: StoreResults): string {
  const rows = all.map((size: Size) => [
    whole(size.concepts),
    ...loadCells(size),
    `${size.servingMegabytes} MB`,
    `${size.mostMegabytes} MB`,
  ]);
  return `${table(["Concepts", ...LOAD_HEAD, "Asked 30,000 times", "Most"], rows)}\n\n${measuredOn(machine)}`;
}

function times({ sizes: all, times: byQuestion }: StoreResults): string {
  const rows = Object.entries(byQuestion).map(([name, of]) => [
    name,
    ...of.map(({ median, p95 }) => `${whole(median)} (${whole(p95)})`),
    (of.at(-1)!.median / of[0]!.median).toFixed(1),
  ]);
  return table(["Microseconds", ...all.map(({ concepts }) => whole(concepts)), "Growth"], rows);
}

function plot({ sizes: all, times: byQuestion }: StoreResults): string {
  const lines = Object.entries(byQuestion).map(([name, of]) => [name, of.map(({ median }) => median)]);
  return costPlot(
    all.map(({ concepts }) => concepts),
    Object.fromEntries(lines) as Record<string, number[]>,
  );
}

function closureAgainstRanges({ machine, sizes: all }: Subsumption): string {
  const rows = all.flatMap(({ count, arranged, closure, ranges }) =>
    Object.entries({ closure, ranges }).map(([name, kept]) => [
      whole(count),
      name,
      whole(kept.rows),
      `${kept.megabytes} MB`,
      `${kept.seconds} s${name === "ranges" ? ` + ${(arranged / 1000).toFixed(1)} s` : ""}`,
      `${kept.isBelow} µs`,
      `${kept.first20} µs`,
    ]),
  );
  const head = ["Concepts", "Kept", "Rows", "Size", "Written in", "Is one below another", "First 20 below"];
  return `${table(head, rows)}\n\n${measuredOn(machine)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeStoragePage();
