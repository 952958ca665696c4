/** Conditions that name many codes. */
import { expect, test } from "vitest";
import { SqlStore } from "../../../../src/storage/sql/sql-store.ts";
import type { ConceptCondition } from "../../../../src/terminology/concepts/concept-condition.ts";
import { concept, header } from "../../fixtures.ts";
import { counted } from "../counted.ts";
import { freshSqliteFile } from "../sqlite-file.ts";

const SYSTEM = "http://example.org/many-codes";
const COUNT = 600;
const file = freshSqliteFile();

/** c0 has c1 below it, c2 has c3, and so on. */
const concepts = Array.from({ length: COUNT }, (_, i) => ({
  kind: "concept" as const,
  concept: concept(`c${i}`, i % 2 === 0 ? [] : [`c${i - 1}`]),
}));

test.each<[string, (i: number) => ConceptCondition]>([
  ["is below one of many codes", (i) => ({ kind: "descendantOf", code: `c${2 * i}`, self: true })],
  ["is right below one of many codes", (i) => ({ kind: "childOf", code: `c${2 * i}` })],
  ["is above one of many codes", (i) => ({ kind: "ancestorOf", code: `c${2 * i + 1}`, self: true })],
])("what %s is found with few questions", async (_what, condition) => {
  await file.store.write([
    { kind: "codeSystem", codeSystem: { ...header(SYSTEM), id: "many-codes" } },
    ...concepts,
  ]);
  const { database, statements } = counted(file.database);
  const provider = (await new SqlStore(database).codeSystem({ url: SYSTEM }))!;
  const of = Array.from({ length: COUNT / 2 }, (_, i) => condition(i));
  const before = statements();
  const { total } = await provider.select({ condition: { kind: "any", of }, count: 1 });
  expect(statements() - before).toBeLessThan(20);
  const alone = (await file.store.codeSystem({ url: SYSTEM }))!;
  const each = await Promise.all(of.map((one) => alone.select({ condition: one, count: 0 })));
  expect(total).toBe(each.reduce((sum, one) => sum + one.total, 0));
});

/** Whose children are below the first, every second one of them, so that what is below each other one lies apart. */
const PARENTS = 40;
const CHILDREN = 120;
const widespread = [
  ...Array.from({ length: PARENTS }, (_, i) => concept(`p${i}`)),
  ...Array.from({ length: CHILDREN }, (_, i) => {
    const others = Array.from({ length: PARENTS - 1 }, (_, n) => `p${n + 1}`);
    return concept(`c${i}`, i % 2 === 0 ? ["p0"] : ["p0", ...others]);
  }),
];

test("what is below many codes, much of it far away, is found with few questions", async () => {
  await file.store.write([
    { kind: "codeSystem", codeSystem: { ...header(SYSTEM), id: "many-codes" } },
    ...widespread.map((concept) => ({ kind: "concept" as const, concept })),
  ]);
  const { database, statements } = counted(file.database);
  const provider = (await new SqlStore(database).codeSystem({ url: SYSTEM }))!;
  const before = statements();
  const of = widespread
    .slice(1, 101)
    .map(({ code }): ConceptCondition => ({ kind: "descendantOf", code, self: false }));
  const { total } = await provider.select({ condition: { kind: "any", of }, count: 0 });
  expect(total).toBe(CHILDREN / 2);
  expect(statements() - before).toBeLessThan(20);
});

test("what is above many codes of a deep hierarchy is read once for all of them", async () => {
  const deep = Array.from({ length: COUNT }, (_, i) => concept(`c${i}`, i === 0 ? [] : [`c${i - 1}`]));
  await file.store.write([
    { kind: "codeSystem", codeSystem: { ...header(SYSTEM), id: "many-codes" } },
    ...deep.map((concept) => ({ kind: "concept" as const, concept })),
  ]);
  const { database, rows } = counted(file.database);
  const provider = (await new SqlStore(database).codeSystem({ url: SYSTEM }))!;
  const before = rows();
  const of = deep
    .slice(-100)
    .map(({ code }): ConceptCondition => ({ kind: "ancestorOf", code, self: false }));
  const { total } = await provider.select({ condition: { kind: "any", of }, count: 1 });
  expect(total).toBe(COUNT - 1);
  expect(rows() - before).toBeLessThan(2 * COUNT);
});
