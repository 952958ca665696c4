import { expect, onTestFinished, test } from "vitest";
import { ImportJob } from "../../../src/importers/import-job.ts";
import { InputFile } from "../../../src/importers/reading/input-file.ts";
import { table } from "../../../src/importers/tables/table.ts";
import { systemTable } from "../../../src/terminology/resolve/known-systems.ts";
import { guardLongWork } from "../../../src/terminology/util/in-turns.ts";
import { file } from "../importing.ts";

test("others have their turn while the rows of a long table are looked at, and while they are read", async () => {
  const rows = Array.from(
    { length: 60_000 },
    (_, i) => `c${i},Concept number ${i},${i < 5 ? "" : `c${i % 5}`}`,
  );
  const path = file("long.csv", ["code,display,parent", ...rows].join("\n"));
  let turns = 0;
  guardLongWork(() => void turns++);
  onTestFinished(() => guardLongWork(() => {}));
  const job = new ImportJob(systemTable, { url: "http://example.org/long" });
  const seen: { turns: number; kind: string }[] = [];
  for await (const { kind } of table.read(new InputFile(path, job))) seen.push({ turns, kind });
  expect(seen).toHaveLength(60_001);
  expect(seen[0]).toMatchObject({ kind: "codeSystem" });
  expect(seen[0]!.turns).toBeGreaterThan(0);
  expect(seen.at(-1)!.turns).toBeGreaterThan(seen[0]!.turns);
});
