/** Pages of what a statement finds. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../../../src/storage/open-store.ts";
import type { CodeSystemProvider, ImportRecord, Store } from "../../../../src/terminology/store.ts";
import { WorkBudget } from "../../../../src/terminology/util/work-budget.ts";
import { turnsDuring } from "../../../turns-during.ts";
import { concept, header } from "../../fixtures.ts";
import { temporaryPath } from "../../temporary.ts";

const SYSTEM = "http://example.org/pages";
const COUNT = 30_000;
const CODES = Array.from({ length: COUNT }, (_, i) => `c${i}`);

function* records(): Generator<ImportRecord> {
  yield { kind: "codeSystem", codeSystem: { ...header(SYSTEM), id: "pages" } };
  for (const code of CODES)
    yield { kind: "concept", concept: { ...concept(code), display: `Number ${code}` } };
}

const path = temporaryPath("queried-pages.db");
let store: Store;
let provider: CodeSystemProvider;
beforeAll(async () => {
  store = await openStore(`sqlite:${path}`);
  await store.write(records());
  provider = (await store.codeSystem({ url: SYSTEM }))!;
});
afterAll(() => store.close());

test("a long page is read with others having their turn", async () => {
  const condition = { kind: "text", text: "number" } as const;
  const page = { condition, offset: 5, count: COUNT, work: new WorkBudget() };
  const { found, turns } = await turnsDuring(() => provider.select(page));
  expect(found.total).toBe(COUNT);
  expect(found.items.map(({ code }) => code)).toEqual(CODES.slice(5));
  expect(turns).toBeGreaterThan(0);
});
