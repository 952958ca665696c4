import fc from "fast-check";
import { expect, test } from "vitest";
import type { ConceptCondition } from "../../../src/terminology/concepts/concept-condition.ts";
import type { ImportRecord, Store } from "../../../src/terminology/store.ts";
import { codesOf, concept, header } from "../fixtures.ts";

type Graph = string[][];

/** Any graph of up to 12 concepts: polyhierarchies, rings, concepts that are their own parents, parents that don't exist. */
const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 12 }).chain((n) =>
  fc.array(
    fc.uniqueArray(
      fc.integer({ min: 0, max: n }).map((i) => `c${i}`),
      { maxLength: 3 },
    ),
    { minLength: n, maxLength: n },
  ),
);

const orders: fc.Arbitrary<ConceptCondition> = fc.letrec<{ tree: ConceptCondition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({
      kind: fc.constantFrom("descendantOf" as const, "ancestorOf" as const),
      code: fc.integer({ min: 0, max: 12 }).map((i) => `c${i}`),
      self: fc.boolean(),
    }),
    fc.record({
      kind: fc.constantFrom("childOf" as const, "parentOf" as const),
      code: fc.integer({ min: 0, max: 12 }).map((i) => `c${i}`),
    }),
    fc.constantFrom<ConceptCondition>({ kind: "leaf" }, { kind: "active" }, { kind: "text", text: "odd" }),
    fc.record({
      kind: fc.constantFrom("all" as const, "any" as const),
      of: fc.array(tie("tree"), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("not" as const), of: tie("tree") }),
  ),
})).tree;

/** Subsumption against the plain definition: walking the graph. */
export function hierarchyContract(open: () => Promise<Store>): void {
  test("any hierarchy, any condition: what walking the graph gives", async () => {
    const store = await open();
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        graphs,
        fc.array(orders, { minLength: 3, maxLength: 3 }),
        async (graph, conditions) => {
          const url = `http://example.org/graph-${n++}`;
          await store.write(records(url, graph));
          const provider = await store.codeSystem({ url });
          const all = [...graph.keys(), "none", 0].map((i) => `c${i}`);
          const children = all.map((code) => codesOf(provider, { kind: "childOf", code }));
          expect(await provider!.childrenOf(all)).toEqual(await Promise.all(children));
          for (const condition of conditions) {
            const expected = graph.map((_, i) => `c${i}`).filter((code) => holds(graph, condition, code));
            const found = await codesOf(provider, condition);
            expect([...found].sort()).toEqual([...expected].sort());
            const bounds = ["c0", "c3", "c5"];
            const bounded = await codesOf(provider, condition, { codes: bounds });
            expect([...bounded].sort()).toEqual(expected.filter((code) => bounds.includes(code)));
            const page = await provider!.select({ condition, offset: 1, count: 2 });
            expect(page.items.map((c) => c.code)).toEqual(found.slice(1, 3));
            expect(page.total).toBe(found.length);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("code system order is depth first, each concept below its first parent", async () => {
    const store = await open();
    const url = "http://example.org/order";
    await store.write([
      { kind: "codeSystem", codeSystem: header(url) },
      ...[
        concept("b1", ["b"]),
        concept("a"),
        concept("b"),
        concept("a1", ["a", "b"]),
        concept("b2", ["b"]),
        concept("a11", ["a1"]),
      ].map((row): ImportRecord => ({ kind: "concept", concept: row })),
    ]);
    const provider = await store.codeSystem({ url });
    expect(await codesOf(provider, { kind: "all", of: [] })).toEqual(["a", "a1", "a11", "b", "b1", "b2"]);
    expect(await codesOf(provider, { kind: "descendantOf", code: "b", self: true })).toEqual([
      "a1",
      "a11",
      "b",
      "b1",
      "b2",
    ]);
  });

  test("a code given twice is one concept below both parents", async () => {
    const store = await open();
    const url = "http://example.org/twice";
    const twice = concept("x", ["a"], { display: "first" });
    await store.write([
      { kind: "codeSystem", codeSystem: header(url) },
      ...[concept("a"), concept("b"), twice, concept("x", ["b"], { display: "second" })].map(
        (row): ImportRecord => ({ kind: "concept", concept: row }),
      ),
    ]);
    const provider = await store.codeSystem({ url });
    expect(await provider!.locate(["x"])).toEqual([concept("x", ["a", "b"], { display: "first" })]);
    expect(await codesOf(provider, { kind: "descendantOf", code: "b", self: false })).toEqual(["x"]);
    expect((await provider!.select({ condition: { kind: "all", of: [] } })).total).toBe(3);
  });

  test("a concept with very many ranges below it: one code, some codes, pages, and with texts and values", async () => {
    const store = await open();
    const url = "http://example.org/wide";
    await store.write(wide(url));
    const provider = await store.codeSystem({ url });
    for (const self of [true, false]) {
      const below: ConceptCondition = { kind: "descendantOf", code: "b", self };
      const is = async (code: string): Promise<boolean> =>
        (await codesOf(provider, below, { codes: [code] })).length === 1;
      // Twice: what was asked is kept.
      for (let i = 0; i < 2; i++) {
        expect(await Promise.all(["a0", "a1", "a298", "a299", "a", "b", "b1", "nothing"].map(is))).toEqual([
          true,
          false,
          true,
          false,
          false,
          self,
          true,
          false,
        ]);
      }
      expect(await codesOf(provider, below, { codes: ["a4", "a5", "b1"] })).toEqual(["a4", "b1"]);
      const some = Array.from({ length: 12 }, (_, i) => `a${i}`);
      expect(await codesOf(provider, below, { codes: some })).toEqual(some.filter((_, i) => i % 2 === 0));
      expect(await codesOf(provider, { kind: "not", of: below }, { codes: ["a4", "a5"] })).toEqual(["a5"]);
    }
    const below: ConceptCondition = { kind: "descendantOf", code: "b", self: false };
    const with_ = (part: ConceptCondition): ConceptCondition => ({ kind: "all", of: [below, part] });
    const asked: [ConceptCondition, boolean, string[], number][] = [
      [below, false, ["a2", "a4"], 151],
      [below, true, ["a2", "a4"], 139],
      [with_({ kind: "text", text: "third" }), false, ["a6", "a12"], 50],
      [with_({ kind: "text", text: "third" }), true, ["a6", "a12"], 48],
      [
        with_({ kind: "property", property: "p", test: { op: "in", values: ["5"] } }),
        false,
        ["a10", "a20"],
        30,
      ],
      [
        with_({ kind: "property", property: "p", test: { op: "in", values: ["5"] } }),
        true,
        ["a10", "a20"],
        28,
      ],
      [{ kind: "property", property: "p", test: { op: "in", values: ["5"] } }, true, ["a5", "a10"], 58],
    ];
    for (const [condition, activeOnly, second, total] of asked) {
      for (let i = 0; i < 2; i++) {
        const page = await provider!.select({ condition, activeOnly, offset: 1, count: 2 });
        expect([page.items.map((item) => item.code), page.total]).toEqual([second, total]);
      }
    }
  });
}

/** a > a0 to a299, every other one also below b; b > b1. Thirds and fifths are marked; every thirtieth is inactive. */
function* wide(url: string): Generator<ImportRecord> {
  yield { kind: "codeSystem", codeSystem: header(url) };
  for (const row of [concept("a"), concept("b"), concept("b1", ["b"])])
    yield { kind: "concept", concept: row };
  for (let i = 0; i < 300; i++) {
    const more = {
      display: i % 3 === 0 ? "third" : "other",
      properties: i % 5 === 0 ? [{ code: "p", type: "code" as const, value: "5" }] : [],
      inactive: i % 30 === 14 || i % 150 === 90,
    };
    yield { kind: "concept", concept: concept(`a${i}`, i % 2 === 0 ? ["a", "b"] : ["a"], more) };
  }
}

function* records(url: string, graph: Graph): Generator<ImportRecord> {
  yield { kind: "codeSystem", codeSystem: header(url) };
  for (const [i, parents] of graph.entries())
    yield {
      kind: "concept",
      concept: concept(`c${i}`, parents, { display: i % 2 ? "odd" : "even", inactive: i % 3 === 0 }),
    };
}

const parentsOf = (graph: Graph, code: string): string[] =>
  (graph[Number(code.slice(1))] ?? []).filter(
    (parent) => Number(parent.slice(1)) < graph.length && parent !== code,
  );

function ancestors(graph: Graph, code: string): Set<string> {
  const found = new Set<string>();
  const queue = [...parentsOf(graph, code)];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    queue.push(...parentsOf(graph, at));
  }
  found.delete(code);
  return found;
}

function holds(graph: Graph, condition: ConceptCondition, code: string): boolean {
  const exists = (other: string): boolean => Number(other.slice(1)) < graph.length;
  switch (condition.kind) {
    case "all":
      return condition.of.every((c) => holds(graph, c, code));
    case "any":
      return condition.of.some((c) => holds(graph, c, code));
    case "not":
      return !holds(graph, condition.of, code);
    case "descendantOf":
      return (
        exists(condition.code) &&
        (condition.code === code ? condition.self : ancestors(graph, code).has(condition.code))
      );
    case "ancestorOf":
      return (
        exists(condition.code) &&
        (condition.code === code ? condition.self : ancestors(graph, condition.code).has(code))
      );
    case "childOf":
      return parentsOf(graph, code).includes(condition.code);
    case "parentOf":
      return exists(condition.code) && parentsOf(graph, condition.code).includes(code);
    case "leaf":
      return !graph.some((_, i) => parentsOf(graph, `c${i}`).includes(code));
    case "active":
      return Number(code.slice(1)) % 3 !== 0;
    case "text":
      return Number(code.slice(1)) % 2 === 1;
    default:
      throw new Error(`not in this test: ${condition.kind}`);
  }
}
