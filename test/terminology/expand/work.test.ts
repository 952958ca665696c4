/** What an expansion costs grows with the size of its definition, not with its square; and it ends. */
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import type { Resource, ValueSet, ValueSetInclude } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";

const SYSTEM = "http://example.org/many";
const CONCEPTS = 5_000;

const many = {
  resourceType: "CodeSystem",
  url: SYSTEM,
  status: "active",
  content: "complete",
  property: [{ code: "kind", type: "string" }],
  concept: Array.from({ length: CONCEPTS }, (_, i) => ({
    code: `c${i}`,
    display: `concept number ${i}`,
    property: [{ code: "kind", valueString: `k${i % 1_000}` }],
  })),
} as Resource;
const store = new MemoryStore([many]);

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const listed = (...codes: number[]): ValueSetInclude => ({
  system: SYSTEM,
  concept: codes.map((code) => ({ code: `c${code}` })),
});
const filtered = (property: string, op: "=" | "regex", value: string): ValueSetInclude => ({
  system: SYSTEM,
  filter: [{ property, op, value }],
});
const valueSet = (include: ValueSetInclude[], exclude: ValueSetInclude[] = [], contained: ValueSet[] = []) =>
  ({ resourceType: "ValueSet", status: "active", compose: { include, exclude }, contained }) as ValueSet;

/** The total, and the units of work. */
async function cost(set: ValueSet, work = new WorkBudget()) {
  const { expansion } = await expand(store, {
    valueSet: set,
    versions: NO_VERSION_RULES,
    limit: 10,
    count: 10,
    work,
  });
  return { total: expansion!.total, units: work.limit - work.rest };
}

const shapes: [string, (n: number) => ValueSet, (n: number) => number][] = [
  [
    "lists that overlap, with lists excluded",
    (n) =>
      valueSet(
        times(n, (i) => listed(i, 0)),
        times(n, (i) => listed(i + 2_000, 1)),
      ),
    (n) => n - 1,
  ],
  [
    "filters, with filters excluded",
    (n) =>
      valueSet(
        times(n, (i) => filtered("kind", "=", `k${i}`)),
        times(n, (i) => filtered("kind", "=", `k${i + n / 2}`)),
      ),
    (n) => (n / 2) * (CONCEPTS / 1_000),
  ],
  [
    "imports of many lists",
    (n) =>
      valueSet(
        [{ valueSet: ["#a", "#b", "#c"] }],
        [],
        ["a", "b", "c"].map((id, k) => ({ ...valueSet(times(n, (i) => listed(i + k, i))), id })),
      ),
    (n) => n,
  ],
];

test.each(shapes)("%s: twice as many cost about twice as much", async (_, make, total) => {
  const few = await cost(make(200));
  const more = await cost(make(400));
  expect([few.total, more.total]).toEqual([total(200), total(400)]);
  expect(more.units / few.units).toBeLessThan(2.6);
});

test("many patterns on one text cost one pass over it", async () => {
  const one = await cost(valueSet([{ system: SYSTEM }], [filtered("display", "regex", ".*77")]));
  const set = valueSet(
    [{ system: SYSTEM }],
    times(10, (i) => filtered("display", "regex", `.*${i}7`)),
  );
  const ten = await cost(set);
  expect(one.total).toBe(CONCEPTS - CONCEPTS / 100);
  // c7 has no digit before its own.
  expect(ten.total).toBe(CONCEPTS - CONCEPTS / 10 + 1);
  expect(ten.units).toBeLessThan(10 * one.units);
});

test("patterns that would run on and on end in too-costly, and so do lists without end", async () => {
  const heavy = times(100, (i) => ({
    property: "display",
    op: "regex" as const,
    value: `(.*a?){${i + 1}}.*`,
  }));
  for (const set of [
    valueSet([{ system: SYSTEM, filter: heavy }]),
    valueSet(
      [{ system: SYSTEM }],
      times(500, (i) => filtered("display", "regex", `.*(n|u)+.*[a-z]{9}x${i}`)),
    ),
  ]) {
    const failure = await cost(set).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TerminologyError);
    expect((failure as TerminologyError).issues[0]).toMatchObject({ code: "too-costly" });
    expect((failure as TerminologyError).issues[0]!.text).toMatch(/regular expressions/);
  }
});

test("so many patterns that to read them would take long are not read", async () => {
  const work = new WorkBudget();
  const filter = times(5_000, (i) => ({ property: "display", op: "regex" as const, value: `.*(o|${i}).*` }));
  const failure = await cost(valueSet([{ system: SYSTEM, filter }]), work).catch((error: unknown) => error);
  expect((failure as TerminologyError).issues[0]).toMatchObject({ code: "too-costly" });
  expect((failure as TerminologyError).issues[0]!.text).toMatch(/regular expressions/);
  // What else is asked in the same request is answered.
  expect((await cost(valueSet([filtered("display", "regex", ".*77")]), work)).total).toBe(CONCEPTS / 100);
});

test("what others share of a budget is spent by all", async () => {
  const work = new WorkBudget(5_000);
  const set = () => valueSet(times(40, (i) => listed(i)));
  await cost(set(), work);
  const failure = await Promise.resolve()
    .then(async () => {
      for (let i = 0; i < 10; i++) await cost(set(), work);
    })
    .catch((error: unknown) => error);
  expect((failure as TerminologyError).issues[0]).toMatchObject({ code: "too-costly" });
});

test("a pattern of unbounded length or size is refused by name", async () => {
  for (const pattern of ["x".repeat(2_000), "(.*a?.*b?.*c?){900}"]) {
    const failure = await cost(valueSet([filtered("display", "regex", pattern)])).catch(
      (error: unknown) => error,
    );
    expect((failure as TerminologyError).issues[0]).toMatchObject({ code: "invalid" });
    expect((failure as TerminologyError).issues[0]!.text).toMatch(/can't be used: it/);
  }
});

test("codes that are not there are looked for together, and few of them in other forms", async () => {
  const own = new MemoryStore([{ ...many, caseSensitive: true } as Resource]);
  const provider = (await own.snapshot().codeSystem({ url: SYSTEM }))!;
  const locate = provider.locate.bind(provider);
  let asked = 0;
  provider.locate = (codes) => (asked++, locate(codes));
  const set = valueSet(times(3_000, (i) => ({ system: SYSTEM, concept: [{ code: `C ${i}` }] })));
  const { expansion } = await expand(own, {
    valueSet: set,
    versions: NO_VERSION_RULES,
    limit: 10,
    work: new WorkBudget(),
  });
  expect(expansion!.total).toBe(0);
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(500);
});

test.each<[string, (i: number) => ValueSetInclude]>([
  ["code systems", (i) => ({ system: `http://example.org/none-${i}` })],
  ["value sets", (i) => ({ valueSet: [`http://example.org/none-${i}`] })],
])(
  "thousands of %s that are not here are too costly; the same one again is looked for once",
  async (_, make) => {
    const failure = async (include: ValueSetInclude[]) => {
      const failed = await cost(valueSet(include)).catch((thrown: unknown) => thrown);
      return (failed as TerminologyError).issues[0]!.code;
    };
    expect(await failure(times(20_000, make))).toBe("too-costly");
    expect(await failure(times(20_000, () => make(1)))).toBe("not-found");
    expect(await failure(times(500, make))).toBe("not-found");
  },
);
