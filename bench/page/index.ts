/** docs/performance.md, from what was measured: no figure in it is written by hand. */
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { format } from "prettier";
import type { Results } from "../results.ts";
import { growthPlot, growthSection } from "./growth.ts";
import { scenarioSection } from "./scenarios.ts";
import { startSection } from "./start.ts";
import { targetSection } from "./targets.ts";
import { workersSection } from "./workers.ts";

const plotOf = (file: string): string => file.replace(/\.md$/, "-growth.svg");

/** The page and, where growth was measured, its plot beside it. */
export async function writePage(file: string, results: Results): Promise<void> {
  writeFileSync(file, await page(results, basename(plotOf(file))));
  const plot = results.growth && growthPlot(results.growth.results);
  if (plot) writeFileSync(plotOf(file), plot);
}

/** `plotFile`: the plot's address from the page on. Parts that weren't measured are left out. */
export async function page(results: Results, plotFile: string): Promise<string> {
  const { scenarios, startup, growth, workers } = results;
  const sections = [
    INTRO,
    machines(results),
    targetSection(results),
    scenarios && scenarioSection(scenarios),
    startup && startSection(startup),
    growth && growthSection(growth, plotFile),
    workers && workersSection(workers),
    HOW,
  ];
  return format(sections.filter(Boolean).join("\n\n"), { parser: "markdown", printWidth: 110 });
}

/** Parts may have been measured on different days. */
function machines(results: Results): string {
  const parts = Object.entries(results) as [string, { machine: string }][];
  const lines = [...new Set(parts.map(([, { machine }]) => machine))];
  if (lines.length === 1) return `Measured on: ${lines[0]}.`;
  const named = lines.map((line) => {
    const on = parts.filter(([, { machine }]) => machine === line).map(([name]) => name);
    return `- ${on.join(", ")}: ${line}`;
  });
  return `Measured on:\n\n${named.join("\n")}`;
}

const INTRO = `\
# Performance

How fast Ossicle is, how fast it starts, what it needs, and what happens as content grows. Every figure on this page comes from a run of \`npm run bench\`; the page is written from what that run kept in [bench/results.json](../bench/results.json), never by hand.`;

const HOW = `\
## To measure it yourself

\`\`\`sh
npm run bench                                  # every scenario from memory and SQLite, and from PostgreSQL if TEST_POSTGRES has an address
npm run bench -- --scenario '$lookup' --stores sqlite --cache 0
npm run bench -- --compare http://127.0.0.1:8080/fhir
npm run bench -- --parts all --report docs/performance.md
npm run bench -- --parts none --report docs/performance.md
npm run bench -- --floor
\`\`\`

The second measures some scenarios only, the third asks another FHIR server with the same content the same questions. The fourth writes this page, and wants a machine with nothing else to do (a load average near 0 before) and an hour or two. The fifth writes it again from the results that are there. The last one measures a few scenarios only and is part of CI: it fails if a ratio to bare \`node:http\` falls far below the one on this page. \`bench/index.ts\` has all options.`;
