/** Random tables, their columns shuffled, doubled, renamed and empty: what comes in is what a person reads, or nothing does. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ImportOptions, ImportRefused } from "../../../src/importers/import-job.ts";
import { EVERY_CONCEPT } from "../../../src/terminology/concepts/concept-condition.ts";
import type { Mapping } from "../../../src/terminology/model.ts";
import type { Store } from "../../../src/terminology/store.ts";
import { file, imported } from "../importing.ts";

const URL = "https://example.org/random";

/** A column: what it is for (a role, or a name of its own), and how it is headed. */
interface Column {
  what: string;
  name: string;
}

const NAMES: Record<string, string[]> = {
  code: ["code", "Concept Code", "CODE", "code value"],
  display: ["display", "Display Name", "preferred_term"],
  definition: ["definition", "Def"],
  source: ["source", "Source Code", "source_code"],
  target: ["target", "targetCode", "Target code"],
  "target-display": ["target display", "Target Name", "target_label"],
  comment: ["comment", "Comments"],
  severity: ["Severity"],
  reviewer: ["reviewer"],
};

const text = fc
  .string({ unit: fc.constantFrom(..."abcXYZ019 ,;\"'|\n\tä"), maxLength: 8 })
  .map((t) => t.trim());
const code = fc.string({ unit: fc.constantFrom(..."ABCdef123.-"), minLength: 1, maxLength: 5 });

const columnsOf = (whats: readonly string[], always: readonly string[]) =>
  fc
    .record({
      some: fc.subarray(whats.filter((w) => !always.includes(w))),
      empty: fc.integer({ min: 0, max: 2 }),
      doubled: fc.option(fc.constantFrom(...whats), { freq: 4, nil: undefined }),
      seed: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
    })
    .map(({ some, empty, doubled, seed }): { columns: Column[]; doubled: string | undefined } => {
      const chosen = [...always, ...some];
      const columns = chosen.map((what, i): Column => ({
        what,
        name: NAMES[what]![seed[i]! % NAMES[what]!.length]!,
      }));
      const twice = columns.find((c) => c.what === doubled);
      const all = [
        ...columns,
        ...(twice ? [{ ...twice }] : []),
        ...Array.from({ length: empty }, () => ({ what: "", name: "" })),
      ];
      const shuffled = all.map((column, i) => ({ column, key: seed[i]! })).sort((a, b) => a.key - b.key);
      return { columns: shuffled.map(({ column }) => column), doubled: twice?.what };
    });

/** Cells by row: of each row a value of every column, in its order. */
const tableOf = (whats: readonly string[], always: readonly string[], key: string) =>
  columnsOf(whats, always).chain(({ columns, doubled }) =>
    fc
      .uniqueArray(
        fc.tuple(
          ...columns.map(({ what }) =>
            what === "" ? fc.constant("") : [key, "target"].includes(what) ? code : text,
          ),
        ),
        { minLength: 1, maxLength: 6, selector: (row) => row[columns.findIndex((c) => c.what === key)] },
      )
      .map((rows) => ({ columns, doubled, rows: rows })),
  );

const csv = (columns: readonly Column[], rows: readonly string[][]): string =>
  [columns.map(({ name }) => name), ...rows]
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",") + "\n")
    .join("");

/** undefined: refused. */
async function storeWith(content: string, options: ImportOptions): Promise<Store | undefined> {
  try {
    return (await imported(file("random.csv", content), { url: URL, ...options })).store;
  } catch (error) {
    if (error instanceof ImportRefused) return undefined;
    throw error;
  }
}

describe("a random table", () => {
  it("of codes comes in as it reads, or not at all", async () => {
    const whats = ["code", "display", "definition", "severity", "reviewer"];
    await fc.assert(
      fc.asyncProperty(tableOf(whats, ["code"], "code"), async ({ columns, doubled, rows }) => {
        const store = await storeWith(csv(columns, rows), {});
        if (doubled !== undefined && doubled !== "severity" && doubled !== "reviewer") {
          expect(store).toBeUndefined();
          return;
        }
        expect(store).toBeDefined();
        const system = (await store!.codeSystem({ url: URL }))!;
        const { items } = await system.select({ condition: EVERY_CONCEPT });
        const cell = (row: string[], what: string, nth = 0) =>
          row.filter((_, i) => columns[i]!.what === what)[nth] ?? "";
        expect(items.map((c) => [c.code, c.display ?? "", c.definition ?? ""]).sort()).toEqual(
          rows.map((row) => [cell(row, "code"), cell(row, "display"), cell(row, "definition")]).sort(),
        );
        for (const row of rows) {
          const concept = items.find((c) => c.code === cell(row, "code"))!;
          const expected = ["severity", "reviewer"].flatMap((what) => [cell(row, what), cell(row, what, 1)]);
          expect(concept.properties.map((p) => p.value).sort()).toEqual(
            expected.filter((v) => v !== "").sort(),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it("of a map comes in as it reads, or not at all", async () => {
    const whats = ["source", "target", "target-display", "comment", "reviewer"];
    const options = {
      sourceSystem: "https://example.org/a",
      targetSystem: "https://example.org/b",
      noMap: [],
    };
    await fc.assert(
      fc.asyncProperty(tableOf(whats, ["source", "target"], "source"), async ({ columns, doubled, rows }) => {
        const store = await storeWith(csv(columns, rows), options);
        if (doubled !== undefined && doubled !== "reviewer") {
          expect(store).toBeUndefined();
          return;
        }
        expect(store).toBeDefined();
        const [map] = await store!.conceptMaps({ url: URL });
        const mappings: Mapping[] = [];
        for await (const mapping of map!.all()) mappings.push(mapping);
        const cells = (row: string[], what: string) => row.filter((_, i) => columns[i]!.what === what);
        const seen = mappings.map((m) => [
          m.source.code,
          m.target!.code,
          m.target!.display ?? "",
          m.comment ?? "",
          ...m.properties.map((p) => p.value).sort(),
        ]);
        const read = rows.map((row) => [
          ...[cells(row, "source")[0], cells(row, "target")[0]],
          ...[cells(row, "target-display")[0] ?? "", cells(row, "comment")[0] ?? ""],
          ...cells(row, "reviewer")
            .filter((v) => v !== "")
            .sort(),
        ]);
        expect(seen.sort()).toEqual(read.sort());
        expect(mappings.every((m) => m.relationship === "related-to")).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
