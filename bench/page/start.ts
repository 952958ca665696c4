/** Start-up, memory and the size of an installation, as a table. */
import type { Part } from "../results.ts";
import type { StartResults } from "../startup.ts";
import { START_TARGETS } from "../targets.ts";
import { besides, short, table, whole } from "./markdown.ts";

const NAMES: Record<StartResults["contents"][number]["content"], string> = {
  condition: "the condition only",
  terminology: "and `hl7.terminology.r4`",
  all: "and `hl7.fhir.r5.core`, and 100,000 generated concepts",
};

const HEAD = [
  "Content",
  "First answer, ms",
  "`node -e 0`, ms",
  "Ratio",
  "Target",
  "At rest, MB",
  "Target",
  "After load, MB",
];

export function startSection({ results: { contents, production }, settings }: Part<StartResults>): string {
  const rows = contents.map(({ content, nodeAlone, firstAnswer, ratio, atRest, afterLoad }) => {
    const target = content === "all" ? undefined : START_TARGETS[content];
    return [
      NAMES[content],
      whole(firstAnswer),
      whole(nodeAlone),
      besides(ratio.toFixed(1), ratio <= (target?.ratio ?? Infinity)),
      target ? `≤ ${target.ratio}` : "",
      besides(whole(atRest), atRest < (target?.memory ?? Infinity)),
      target ? `< ${target.memory}` : "",
      whole(afterLoad),
    ];
  });
  return `\
## Start, memory and size

From the start of the process (\`npm start\` without npm) to its first right answer, with content in a SQLite file; the very first start, which compiles, isn't counted. \`node -e 0\` is started in turn with it, on the same machine. Medians of ${settings.rounds * 2 + 1}.
Memory is what is resident 3 s after the start, and after every scenario was asked for a second with ${settings.connections} connections; the median of three starts.

${table(HEAD, rows)}

What \`npm ci --omit=dev\` installs: ${production.packages} packages, ${short(production.megabytes)} MB (the bytes of their files; \`npm run bench -- --parts startup\` counts them).`;
}
