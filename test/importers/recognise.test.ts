/** Which importer reads what. */
import { expect, test } from "vitest";
import { ImportJob } from "../../src/importers/import-job.ts";
import { recogniseInputs } from "../../src/importers/recognise.ts";
import { systemTable } from "../../src/terminology/resolve/known-systems.ts";
import { turnsDuring } from "../turns-during.ts";
import { file } from "./importing.ts";

test("very many files are looked at with others having their turn", async () => {
  const lines = Array.from({ length: 100 }, (_, i) => `c${i},Name ${i}\n`).join("");
  const paths = Array.from({ length: 2_000 }, (_, i) => file(`many/${i}.csv`, `code,display\n${lines}`));
  const { found, turns } = await turnsDuring(() => recogniseInputs(paths, new ImportJob(systemTable)));
  expect(found.map(({ path }) => path)).toEqual(paths);
  expect(turns).toBeGreaterThan(0);
});
