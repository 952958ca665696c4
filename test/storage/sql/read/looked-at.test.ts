/** Statements that have to look at concept by concept count them all, whatever they find. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../../../src/storage/open-store.ts";
import type { ConceptCondition } from "../../../../src/terminology/concepts/concept-condition.ts";
import type { CodeSystemProvider, ImportRecord, Store } from "../../../../src/terminology/store.ts";
import { WorkBudget } from "../../../../src/terminology/util/work-budget.ts";
import { concept, header } from "../../fixtures.ts";
import { temporaryPath } from "../../temporary.ts";

const SYSTEM = "http://example.org/looked-at";
const COUNT = 30_000;

const FEW = "http://example.org/few";

function* records(): Generator<ImportRecord> {
  yield { kind: "codeSystem", codeSystem: { ...header(FEW), id: "few" } };
  yield { kind: "concept", concept: { ...concept("f"), display: "Number one" } };
  yield { kind: "codeSystem", codeSystem: { ...header(SYSTEM), id: "looked-at" } };
  for (let i = 0; i < COUNT; i++)
    yield { kind: "concept", concept: { ...concept(`c${i}`), display: `Number ${i}`, definition: "same" } };
}

const path = temporaryPath("looked-at.db");
let store: Store;
let provider: CodeSystemProvider;
beforeAll(async () => {
  store = await openStore(`sqlite:${path}`);
  await store.write(records());
  provider = (await store.codeSystem({ url: SYSTEM }))!;
});
afterAll(() => store.close());

/** How many there are, and what it cost to say so. */
async function cost(condition: ConceptCondition): Promise<{ total: number; units: number }> {
  const work = new WorkBudget();
  const { total } = await provider.select({ condition, count: 1, work });
  return { total, units: work.limit - work.rest };
}

const named = (element: "display" | "definition", ...values: string[]): ConceptCondition => ({
  kind: "element",
  element,
  test: { op: "in", values },
});

test("a display is found by the index of names", async () => {
  const { total, units } = await cost(named("display", "Number 7", "number 8"));
  expect(total).toBe(1);
  expect(units).toBeLessThan(COUNT / 10);
});

test("for a definition all concepts are looked at", async () => {
  const none = named("definition", "other");
  expect(await cost(none)).toMatchObject({ total: 0 });
  const { total, units } = await cost({ kind: "all", of: [none, { kind: "leaf" }] });
  expect(total).toBe(0);
  expect(units).toBeGreaterThan(COUNT / 10);
});

test("what is counted counts, by whichever index", async () => {
  const { total, units } = await cost({ kind: "text", text: "number" });
  expect(total).toBe(COUNT);
  expect(units).toBeGreaterThan(COUNT / 10);
});

test("a text in few concepts is looked for in these, whatever stands beside them", async () => {
  const few = (await store.codeSystem({ url: FEW }))!;
  for (const whole of [true, false]) {
    const work = new WorkBudget();
    const condition: ConceptCondition = { kind: "text", text: whole ? "number" : "one" };
    const { total } = await few.select({ condition, count: 100, whole, work });
    expect(total).toBe(1);
    expect(work.limit - work.rest).toBeLessThan(100);
  }
});

test("each look up or down the hierarchy counts", async () => {
  const of = Array.from({ length: 50 }, (_, i) => ({
    kind: "descendantOf" as const,
    code: `c${i}`,
    self: true,
  }));
  const { total, units } = await cost({ kind: "any", of });
  expect(total).toBe(50);
  expect(units).toBeGreaterThan(50 * 20);
});
