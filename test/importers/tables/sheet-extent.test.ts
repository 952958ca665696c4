import { writeFileSync } from "node:fs";
import { afterAll, expect, test, vi } from "vitest";
import { ImportJob, ImportRefused } from "../../../src/importers/import-job.ts";
import { InputFile } from "../../../src/importers/reading/input-file.ts";
import { openTable } from "../../../src/importers/tables/open-table.ts";
import { systemTable } from "../../../src/terminology/resolve/known-systems.ts";
import { temporaryFolder } from "../../storage/temporary.ts";
import { bookOf } from "../workbooks.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const cell = (at: string, text = "x") => `<c ${at} t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (at: string, ...cells: string[]) => `<row ${at}>${cells.join("")}</row>`;

async function linesOf(rows: string): Promise<number[]> {
  const path = `${folder.path}/sheet.xlsx`;
  writeFileSync(path, bookOf(rows));
  const table = await openTable(new InputFile(path, new ImportJob(systemTable)));
  const lines: number[] = [];
  for await (const { line } of table()) lines.push(line);
  return lines;
}

test.each([
  ["at the end of a sheet", row('r="1"', cell('r="A1"')) + row('r="1048576"', cell('r="XFD1048576"'))],
  ["at the end of the columns", row('r="1"', cell('r="XFD1"')) + row('r="9999"', cell('r="A9999"'))],
  ["at the end of the rows", row('r="1"', cell('r="A1"')) + row('r="1048576"', cell('r="A1048576"'))],
  ["by its row alone", row('r="1"', cell('r="XFD1"')) + row('r="1048576"', cell(""))],
  ["by a name twice", row('r="1"', cell('r="A1" r="XFD1048576"'))],
  ["in other quotes", row("r='1'", cell("a='>' r = 'XFD1048576'"))],
  ["as an entity", row('r="1"', cell('r="&#88;FD1048576"'))],
  ["without quotes", row("r=1", cell("r=XFD1048576"))],
  ["beyond any sheet", row('r="1"', cell('r="ZZZZZZZ99999999999"'))],
])("a cell that stands %s does not make a place of all that is before it", async (_where, rows) => {
  const refused = await linesOf(rows).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(refused).toBeInstanceOf(ImportRefused);
  expect((refused as ImportRefused).problems[0]!.issue.id).toBe("bad-workbook");
});

test("a far cell that only has a format is nothing, wherever it stands", async () => {
  const filled = row('r="1"', cell('r="A1"'), cell('r="B1"')) + row('r="3"', cell('r="A3"'));
  for (const far of [
    row('r="1048576"', '<c r="C1048576" s="1"/>'),
    row('r="1048576"', '<c r="XFD1048576" s="1"></c>'),
    row('r="1048575" ht="20"') + '<row r="1048576" spans="1:2"/>',
  ])
    expect(await linesOf(filled + far)).toEqual([1, 2, 3]);
  const unplaced =
    row('r="1"', cell('r="A1"')) + row('r="1048576"', '<c r="XFD1048576" s="1"/>') + row("", cell(""));
  await expect(linesOf(unplaced)).rejects.toBeInstanceOf(ImportRefused);
});

test("sheets with gaps are read", async () => {
  expect(
    await linesOf(row('r="1"', cell('r="A1"'), cell('r="ZZ1"')) + row('r="900"', cell('r="B900"'))),
  ).toHaveLength(900);
  expect(
    await linesOf(
      Array.from({ length: 3_000 }, (_, i) =>
        row(`r="${i + 1}"`, cell(`r="A${i + 1}"`), cell(`r="CZ${i + 1}"`)),
      ).join(""),
    ),
  ).toHaveLength(3_000);
});

test("a long sheet is read to its end, however slow the machine is by its clock", async () => {
  let now = Date.now();
  const slow = vi.spyOn(Date, "now").mockImplementation(() => (now += 50));
  const rows = Array.from({ length: 5_000 }, (_, i) => row(`r="${i + 1}"`, cell(`r="A${i + 1}"`)));
  expect(await linesOf(rows.join(""))).toHaveLength(5_000);
  slow.mockRestore();
});
