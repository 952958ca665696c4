/** Concepts that are found by a name. */
import { expect, test } from "vitest";
import { turnsDuring } from "../../../turns-during.ts";
import { concept, header } from "../../fixtures.ts";
import { freshSqliteFile } from "../sqlite-file.ts";

const SYSTEM = "http://example.org/many-names";
const file = freshSqliteFile();

test("others have their turn between the names of a concept that has very many", async () => {
  const designations = Array.from({ length: 60_000 }, (_, i) => ({ value: `thigh bone number ${i}` }));
  await file.store.write([
    { kind: "codeSystem", codeSystem: { ...header(SYSTEM), id: "many-names" } },
    { kind: "concept", concept: { ...concept("femur"), designations } },
    { kind: "concept", concept: concept("tibia") },
  ]);
  const provider = (await file.store.codeSystem({ url: SYSTEM }))!;
  const named = { kind: "name", keys: ["thigh bone number 59999"] } as const;
  const { found, turns } = await turnsDuring(async () => provider.select({ condition: named, count: 0 }));
  expect(found.total).toBe(1);
  expect(turns).toBeGreaterThan(0);
});
