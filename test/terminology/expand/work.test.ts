/** What an expansion costs grows with the size of its definition, not with its square; and it ends. */
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { hasPart } from "../../../src/terminology/concepts/algebra.ts";
import type { ConceptCondition } from "../../../src/terminology/concepts/concept-condition.ts";
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
async function cost(set: ValueSet, work = new WorkBudget(), from = store) {
  const { expansion } = await expand(from, {
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
    expect((failure as TerminologyError).issues[0].text).toMatch(/regular expressions/);
  }
});

test("so many patterns that to read them would take long are not read", async () => {
  const work = new WorkBudget();
  const filter = times(5_000, (i) => ({ property: "display", op: "regex" as const, value: `.*(o|${i}).*` }));
  const failure = await cost(valueSet([{ system: SYSTEM, filter }]), work).catch((error: unknown) => error);
  expect((failure as TerminologyError).issues[0]).toMatchObject({ code: "too-costly" });
  expect((failure as TerminologyError).issues[0].text).toMatch(/regular expressions/);
  // What else is asked in the same request is answered.
  expect((await cost(valueSet([filtered("display", "regex", ".*77")]), work)).total).toBe(CONCEPTS / 100);
});

/** What is asked of the code system while a value set is expanded: questions, and codes that are sent along. */
async function asked(set: ValueSet, filter?: string) {
  const own = new MemoryStore([many]);
  const provider = (await own.snapshot().codeSystem({ url: SYSTEM }))!;
  const select = provider.select.bind(provider);
  const counted = { questions: 0, codes: 0, texts: new Set<ConceptCondition>() };
  const codesIn = (condition: ConceptCondition): number => {
    if (condition.kind === "not") return codesIn(condition.of);
    if (condition.kind === "all" || condition.kind === "any")
      return condition.of.reduce((sum, part) => sum + codesIn(part), 0);
    return condition.kind === "codes" ? condition.codes.length : 0;
  };
  provider.select = (selection) => {
    counted.questions++;
    counted.codes += (selection.codes?.length ?? 0) + codesIn(selection.condition);
    hasPart(selection.condition, (part) => {
      if (part.kind === "text" || part.kind === "name") counted.texts.add(part);
      return false;
    });
    return select(selection);
  };
  const { expansion } = await expand(own, {
    valueSet: set,
    versions: NO_VERSION_RULES,
    limit: 10,
    count: 10,
    filter,
    work: new WorkBudget(),
  });
  return { total: expansion!.total, ...counted };
}

test("thousands of lists without thousands of others are few questions about few codes", async () => {
  const set = valueSet(
    times(2_000, (i) => listed(i, 0)),
    times(2_000, (i) => listed(i + 1_000)),
  );
  const { total, questions, codes } = await asked(set);
  expect(total).toBe(1_000);
  expect(questions).toBeLessThan(10);
  expect(codes).toBeLessThan(10_000);
});

test("a text is looked for once in a code system, however many filters are to have it", async () => {
  const set = valueSet(times(200, (i) => filtered("kind", "=", `k${i}`)));
  const { total, texts } = await asked(set, "number");
  expect(total).toBe(1_000);
  // Words of names, and names as a whole.
  expect(texts.size).toBe(2);
});

test("of a long list that is limited by another, each step sends its own codes alone", async () => {
  const all = times(5_000, (i) => i);
  const set = valueSet([{ ...listed(...all), filter: [] }], [listed(...all.filter((i) => i % 2 === 1))]);
  const { total, questions, codes } = await asked(set);
  expect(total).toBe(2_500);
  expect(questions).toBe(5);
  expect(codes).toBeLessThanOrEqual(7_500);
});

test("what is imported again and again costs little more than what is imported once", async () => {
  const big = { ...valueSet([listed(...times(4_000, (i) => i))]), id: "big" };
  const small = times(20, (k) => ({ ...valueSet([listed(k, 77), listed(k + 1, 78)]), id: `s${k}` }));
  const names = small.map(({ id }) => `#${id}`);
  for (const [valueSets, total] of [
    [["#big"], 4_000],
    [names, 2],
  ] as const) {
    const of = (n: number) =>
      cost(
        valueSet(
          times(n, () => ({ valueSet: [...valueSets] })),
          [],
          [big, ...small],
        ),
      );
    const [once, again] = [await of(1), await of(200)];
    expect([once.total, again.total]).toEqual([total, total]);
    expect(again.units).toBeLessThan(2 * once.units + 200 * 60);
  }
});

test("an include of all versions costs as much as an include of each", async () => {
  const url = "http://example.org/versions";
  const versions = times(
    20,
    (i) => ({ ...many, url, version: `1.${i}`, concept: [{ code: `v${i}` }] }) as Resource,
  );
  const own = new MemoryStore(versions);
  const each = versions.map((one) => (one as { version: string }).version);
  const [all, named] = await Promise.all([
    cost(valueSet(times(100, () => ({ system: url, version: "*" }))), undefined, own),
    cost(
      valueSet(times(100, () => each.map((version) => ({ system: url, version }))).flat()),
      undefined,
      own,
    ),
  ]);
  expect([all.total, named.total]).toEqual([20, 20]);
  expect(all.units / named.units).toBeGreaterThan(0.9);
});

test("long lists that are each something else are counted, code by code", async () => {
  const list = (id: string, from: number) => ({
    ...valueSet([listed(...times(4_000, (i) => from + i))]),
    id,
  });
  const set = (n: number) =>
    valueSet(
      times(n, (i) => ({ valueSet: [`#a${i}`, `#b${i}`] })),
      [],
      times(n, (i) => [list(`a${i}`, 0), list(`b${i}`, i)]).flat(),
    );
  const { units } = await cost(set(20));
  expect(units).toBeGreaterThan(20 * 4_000 * 2);
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
    expect((failure as TerminologyError).issues[0].text).toMatch(/can't be used: it/);
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
      return (failed as TerminologyError).issues[0].code;
    };
    expect(await failure(times(20_000, make))).toBe("too-costly");
    expect(await failure(times(20_000, () => make(1)))).toBe("not-found");
    expect(await failure(times(500, make))).toBe("not-found");
  },
);

test("each supplement counts for each concept that it is asked about", async () => {
  const base = { ...many, caseSensitive: true } as Resource;
  const supplement = (i: number) =>
    ({
      resourceType: "CodeSystem",
      url: `${SYSTEM}/supplement-${i}`,
      status: "active",
      content: "supplement",
      supplements: SYSTEM,
      concept: [{ code: "c1", designation: [{ value: `name ${i}` }] }],
    }) as Resource;
  const own = new MemoryStore([base, ...times(40, supplement)]);
  const units = async (supplements: number): Promise<number> => {
    const work = new WorkBudget();
    await expand(own, {
      valueSet: valueSet([{ system: SYSTEM }]),
      versions: NO_VERSION_RULES,
      limit: 100,
      count: 100,
      useSupplement: times(supplements, (i) => `${SYSTEM}/supplement-${i}`),
      work,
    });
    return work.limit - work.rest;
  };
  expect((await units(40)) - (await units(1))).toBeGreaterThanOrEqual(39 * 100);
});

test("code systems that are found count too, each once", async () => {
  const own = new MemoryStore(
    times(200, (i) => ({ ...many, url: `${SYSTEM}/${i}`, concept: [{ code: "c1" }] }) as Resource),
  );
  const units = async (systems: number): Promise<number> => {
    const work = new WorkBudget();
    const include = times(200, (i) => ({
      system: `${SYSTEM}/${i % systems}`,
      concept: [{ code: "c1" }],
    }));
    await expand(own, {
      valueSet: valueSet(include),
      versions: NO_VERSION_RULES,
      limit: 10,
      count: 10,
      work,
    });
    return work.limit - work.rest;
  };
  expect((await units(200)) - (await units(1))).toBeGreaterThan(199 * 50);
});

test("designations and properties that are written count", async () => {
  const units = async (property: string[]): Promise<number> => {
    const work = new WorkBudget();
    const set = valueSet([{ system: SYSTEM }]);
    await expand(store, { valueSet: set, versions: NO_VERSION_RULES, limit: CONCEPTS, property, work });
    return work.limit - work.rest;
  };
  expect((await units(["kind", "inactive"])) - (await units([]))).toBeGreaterThanOrEqual(2 * CONCEPTS * 5);
});

test.each(["property", "designation"])("every %s that is asked for counts for each code", async (name) => {
  const units = async (count: number): Promise<number> => {
    const work = new WorkBudget();
    const asked = { [name]: times(count, (i) => `x${i}`), includeDesignations: true };
    const all = valueSet([{ system: SYSTEM }]);
    await expand(store, {
      valueSet: all,
      versions: NO_VERSION_RULES,
      limit: 10,
      count: 10,
      work,
      ...asked,
    });
    return work.limit - work.rest;
  };
  expect((await units(101)) - (await units(1))).toBe(10 * 100);
});

test("imports that multiply from level to level end in too-costly before they fill the memory", async () => {
  const [LEVELS, EACH] = [4, 20];
  const name = (level: number, i: number): string => `l${level}-${i % EACH}`;
  const importing = (level: number) =>
    valueSet(
      times(EACH, (i) => ({ valueSet: [`#${name(level + 1, i)}`, `#${name(level + 1, 7 * i + 1)}`] })),
    );
  const contained = times(LEVELS * EACH, (n) => {
    const level = Math.floor(n / EACH) + 1;
    const set = level === LEVELS ? valueSet([listed(...times(7, (i) => n + i))]) : importing(level);
    return { ...set, id: name(level, n) };
  });
  const work = new WorkBudget(1_000_000);
  const failure = await cost({ ...importing(0), contained }, work).catch((error: unknown) => error);
  expect(failure).toMatchObject({ issues: [{ code: "too-costly" }] });
});

/** Each imports the next, the last one lists so many codes, an include each. */
function chain(length: number, codes: number, exclude: (level: number) => ValueSetInclude[]): ValueSet {
  const next = (level: number): ValueSetInclude[] => [{ valueSet: [`#s${level + 1}`] }];
  const contained = times(length, (i) => ({ ...valueSet(next(i + 1), exclude(i + 1)), id: `s${i + 1}` }));
  const last = { ...valueSet(times(codes, (i) => listed(i))), id: `s${length + 1}` };
  return valueSet(next(0), exclude(0), [...contained, last]);
}

test("a chain of imports costs as its links do, not as what goes through it at each", async () => {
  const [short, long] = [await cost(chain(2, 2_000, () => [])), await cost(chain(42, 2_000, () => []))];
  expect(long.total).toBe(2_000);
  expect(long.units - short.units).toBeLessThan(40 * 100);
});

test("a long chain in which each takes something away is answered", async () => {
  const { total } = await cost(chain(44, 3_000, (level) => [listed(level)]));
  expect(total).toBe(3_000 - 45);
});

/** Code systems of one concept, and supplements: each of one of the code systems. */
function withSupplements(systems: number, supplements: number) {
  const url = (i: number): string => `http://example.org/one-of-many-${i}`;
  const name = (i: number): string => `http://example.org/supplement-${i}`;
  const active = { resourceType: "CodeSystem", status: "active" } as const;
  const concept = [{ code: "a", designation: [{ value: "another name" }] }];
  const system = (i: number): Resource => ({ ...active, url: url(i), content: "complete", concept });
  const supplement = (i: number): Resource => ({
    ...active,
    url: name(i),
    content: "supplement",
    supplements: url(i % systems),
    concept,
  });
  const from = new MemoryStore([...times(systems, system), ...times(supplements, supplement)]);
  const extension = times(supplements, (i) => ({
    url: "http://hl7.org/fhir/StructureDefinition/valueset-supplement",
    valueCanonical: name(i),
  }));
  const include = times(systems, (i) => ({ system: url(i), concept: [{ code: "a" }] }));
  return { from, set: { ...valueSet(include), extension } };
}

test("supplements are looked up once, however many code systems there are", async () => {
  const { from, set } = withSupplements(100, 100);
  let asked = 0;
  const { supplements } = from;
  Object.assign(from, {
    supplements: (ref: { url: string }) => {
      asked++;
      return supplements(ref);
    },
  });
  expect((await cost(set, new WorkBudget(), from)).total).toBe(100);
  expect(asked).toBeLessThan(1_000);
});
