/** A long value set that many ask for at the same time is in memory once, and not once for each of them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { instanceOf } from "../../../src/http/operations/instance.ts";
import { openStore } from "../../../src/storage/open-store.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import { nobodyWaits } from "../../../src/terminology/issues/http.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import type { ValueSet } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import type { ImportRecord, Store } from "../../../src/terminology/store.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import { concept, header } from "../../storage/fixtures.ts";
import { temporaryPath } from "../../storage/temporary.ts";

const LONG: ValueSet = {
  resourceType: "ValueSet",
  id: "long",
  url: "http://example.org/long",
  status: "active",
  compose: {
    include: [
      {
        system: "http://example.org/c",
        concept: Array.from({ length: 20_000 }, (_, i) => ({ code: `c${i}` })),
      },
    ],
  },
};

function* records(): Generator<ImportRecord> {
  yield { kind: "resource", resource: LONG };
  yield { kind: "codeSystem", codeSystem: header("http://example.org/c") };
  for (let i = 0; i < 20_000; i++) yield { kind: "concept", concept: concept(`c${i}`) };
}

const path = temporaryPath("together.db");
let store: Store;
beforeAll(async () => {
  store = await openStore(`sqlite:${path}`);
  await store.write(records());
});
afterAll(() => store.close());

const five = <T>(ask: () => T): Promise<Awaited<T>[]> => Promise.all([ask(), ask(), ask(), ask(), ask()]);

test("where it is read", async () => {
  const all = await five(() => store.read("ValueSet", "long"));
  const read = all.map((stored) => stored!.resource as ValueSet);
  expect(read[0]).toMatchObject({ ...LONG, meta: { versionId: "1" } });
  expect(new Set(read.map(({ compose }) => compose)).size).toBe(1);
});

test("where an operation is called on it, and what follows from it is found again", async () => {
  const state = await store.snapshot();
  const all = await five(() => instanceOf(state, "ValueSet", "long", undefined));
  expect(new Set(all).size).toBe(1);
  expect(await instanceOf(state, "ValueSet", "long", undefined)).toBe(all[0]);
});

test("what is not there is not there for each of them", async () => {
  const state = await store.snapshot();
  const all = await Promise.allSettled([1, 2].map(() => instanceOf(state, "ValueSet", "none", undefined)));
  expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("where who asked first hangs up, the others are answered", async () => {
  const state = await store.snapshot();
  const valueSet = (await state.valueSet({ url: LONG.url! }))!;
  const budgets = [new WorkBudget(), new WorkBudget(), new WorkBudget()];
  const all = budgets.map((work) =>
    expand(state, { valueSet, versions: NO_VERSION_RULES, limit: 10, count: 10, filter: "c1", work }),
  );
  budgets[0]!.stop(new TerminologyError(nobodyWaits()));
  const settled = await Promise.allSettled(all);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
});
