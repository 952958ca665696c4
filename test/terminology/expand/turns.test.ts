/** A long expansion is made in turns with others, also where the store has all of it at once. */
import type * as r5 from "fhir/r5";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../../src/storage/open-store.ts";
import type { CompiledInclude } from "../../../src/terminology/compose/compiled.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import { nested } from "../../../src/terminology/expand/hierarchy.ts";
import type { ValueSetInclude } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import type { ImportRecord, Store } from "../../../src/terminology/store.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import { concept, header } from "../../storage/fixtures.ts";
import { temporaryPath } from "../../storage/temporary.ts";
import { turnsDuring } from "../../turns-during.ts";

const SYSTEM = "http://example.org/long";
const COUNT = 30_000;
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

function* records(): Generator<ImportRecord> {
  yield { kind: "codeSystem", codeSystem: { ...header(SYSTEM), id: "long" } };
  for (let i = 0; i < COUNT; i++)
    yield { kind: "concept", concept: { ...concept(`c${i}`), parents: i === 0 ? [] : ["c0"] } };
}

const path = temporaryPath("turns.db");
let store: Store;
beforeAll(async () => {
  store = await openStore(`sqlite:${path}`);
  await store.write(records());
});
afterAll(() => store.close());

const expanded = async (
  include: ValueSetInclude,
  property: string[] = [],
  work = new WorkBudget(),
): Promise<r5.ValueSetExpansionContains[]> => {
  const { expansion } = await expand(store, {
    valueSet: { resourceType: "ValueSet", status: "active", compose: { include: [include] } },
    versions: NO_VERSION_RULES,
    limit: COUNT,
    count: COUNT,
    property,
    work,
  });
  return expansion!.contains ?? [];
};
const codesOf = (contains: readonly r5.ValueSetExpansionContains[]) => contains.map(({ code }) => code);
const CODES = times(COUNT, (i) => `c${i}`);

test("the children of all concepts are looked for, some at a time, and count", async () => {
  const [without, work] = [new WorkBudget(), new WorkBudget()];
  await expanded({ system: SYSTEM }, [], without);
  const { found, turns } = await turnsDuring(() => expanded({ system: SYSTEM }, ["child"], work));
  expect(codesOf(found)).toEqual(CODES);
  const [root, ...others] = found;
  expect(root!.property!.map(({ valueCode }) => valueCode)).toEqual(CODES.slice(1));
  expect(others.flatMap(({ property = [] }) => property)).toEqual([]);
  expect(turns).toBeGreaterThan(0);
  expect(without.rest - work.rest).toBeGreaterThanOrEqual(COUNT - 1);
});

test("a long list is looked up", async () => {
  const list = { system: SYSTEM, concept: CODES.map((code) => ({ code })) };
  const { found, turns } = await turnsDuring(() => expanded(list));
  expect(codesOf(found)).toEqual(CODES);
  expect(turns).toBeGreaterThan(0);
});

test("a chain is nested in time that grows with its length, whichever end comes first", async () => {
  const length = 100_000;
  const include = { system: SYSTEM } as CompiledInclude;
  const chain = times(length, (i) => ({
    include,
    concept: { ...concept(`c${i}`), parents: i === 0 ? [] : [`c${i - 1}`] },
  }));
  for (const members of [chain, chain.toReversed()]) {
    const write = ({ concept: { code } }: (typeof members)[number]) => ({ code });
    const { found, turns } = await turnsDuring(() => nested(members, write, new WorkBudget()));
    expect(found.map(({ code }) => code)).toEqual(["c0"]);
    expect(turns).toBeGreaterThan(0);
  }
});

test("a loop is cut where it would close", async () => {
  const include = { system: SYSTEM } as CompiledInclude;
  const loop = times(5, (i) => ({ include, concept: { ...concept(`c${i}`), parents: [`c${(i + 1) % 5}`] } }));
  const write = ({ concept: { code } }: (typeof loop)[number]) => ({ code });
  const roots = await nested(loop, write, new WorkBudget());
  const codes: (string | undefined)[] = [];
  for (let [at] = roots; at; [at] = (at as { contains?: typeof roots }).contains ?? []) codes.push(at.code);
  expect(codes).toEqual(["c4", "c3", "c2", "c1", "c0"]);
});
