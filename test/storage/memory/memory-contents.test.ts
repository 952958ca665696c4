/** The indexes of a large code system in memory say what looking at each concept says. */
import { describe, expect, it } from "vitest";
import { generated, vocabulary } from "../../../bench/generated.ts";
import { conceptTest } from "../../../src/storage/concepts/concept-test.ts";
import type { ContentCondition } from "../../../src/storage/concepts/resolve-condition.ts";
import { MemoryCodeSystem } from "../../../src/storage/memory/memory-code-system.ts";
import { nameKey } from "../../../src/terminology/concepts/text-match.ts";
import type { CodeSystem, Concept } from "../../../src/terminology/model.ts";
import { atOnce } from "../../../src/terminology/util/in-turns.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import { turnsDuring } from "../../turns-during.ts";

const [header, ...rows] = [...generated(1_500)];
const concepts = rows.map((row) => (row as { concept: Concept }).concept);
const codeSystemOf = (header: object, all: readonly Concept[]) =>
  atOnce(MemoryCodeSystem.of(header as CodeSystem, all));
const provider = codeSystemOf((header as { codeSystem: object }).codeSystem, concepts);
const parents = new Set(concepts.flatMap((c) => c.parents));

const [word, other] = vocabulary();
const someName = concepts[30]!.designations[0]!.value;
const CONDITIONS: ContentCondition[] = [
  { kind: "leaf" },
  { kind: "active" },
  { kind: "selectable" },
  { kind: "text", text: word! },
  { kind: "text", text: word!.slice(0, 2) },
  { kind: "text", text: `${word!.slice(0, 3)} ${other!.slice(0, 2)}` },
  { kind: "text", text: "g00001" },
  { kind: "text", text: "zzz" },
  { kind: "text", text: "-" },
  { kind: "name", keys: [nameKey(someName), nameKey(concepts[7]!.display!)] },
  { kind: "designation", test: { op: "in", values: [someName] } },
  { kind: "designation", test: { op: "exists" } },
  { kind: "element", element: "display", test: { op: "in", values: [concepts[7]!.display!, "nothing"] } },
  { kind: "element", element: "definition", test: { op: "exists" } },
  { kind: "element", element: "code", test: { op: "regex", patterns: ["G.*7"] } },
  { kind: "property", property: "kind", test: { op: "in", values: ["k3", "k7"] } },
  { kind: "property", property: "kind", test: { op: "regex", patterns: ["k1."] } },
  { kind: "property", property: "inactive", test: { op: "in", values: ["true"] } },
  { kind: "property", property: "unheard-of", test: { op: "exists" } },
];

const looked = (condition: ContentCondition): Set<string> => {
  const test = conceptTest(condition);
  const positioned = concepts.map((concept) => ({ position: 0, leaf: !parents.has(concept.code), concept }));
  return new Set(positioned.filter(test).map(({ concept }) => concept.code));
};

describe("the indexes of a code system in memory", () => {
  it.each(CONDITIONS.map((c) => [JSON.stringify(c), c] as const))("%s", async (_, condition) => {
    const expected = looked(condition);
    const { items, total } = await provider.select({ condition });
    expect(new Set(items.map((c) => c.code))).toEqual(expected);
    expect(total).toBe(expected.size);
    const not = await provider.select({ condition: { kind: "not", of: condition }, count: 0 });
    expect(not.total).toBe(concepts.length - expected.size);
  });

  it("have something to find and something to leave out", () => {
    const sizes = CONDITIONS.map((condition) => looked(condition).size);
    expect(sizes.filter((size) => size > 0 && size < concepts.length).length).toBeGreaterThan(12);
  });

  it("come in code system order, a page at a time", async () => {
    const condition = { kind: "text", text: word!.slice(0, 2) } as const;
    const { items, total } = await provider.select({ condition, activeOnly: true });
    const page = await provider.select({ condition, activeOnly: true, offset: 5, count: 10 });
    expect(page).toEqual({ total, items: items.slice(5, 15) });
    expect(items.every((c) => !c.inactive)).toBe(true);
    const all = [...provider.concepts].map((c) => c.code);
    const positions = items.map((c) => all.indexOf(c.code));
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  it("don't keep others from their turn while they are made", async () => {
    const large = codeSystemOf({ resourceType: "CodeSystem" }, [
      ...Array.from({ length: 60_000 }, (_, i) => ({ ...concepts[i % 1_500]!, code: `c${i}`, parents: [] })),
    ]);
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await large.select({ condition: { kind: "text", text: "os" }, count: 1 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });
});

it("counts each reading of all concepts for a property that none has", async () => {
  const work = new WorkBudget();
  const units = async (property: string): Promise<number> => {
    const before = work.rest;
    await provider.select({ condition: { kind: "property", property, test: { op: "exists" } }, work });
    return before - work.rest;
  };
  for (let again = 0; again < 2; again++)
    expect(await units("unheard-of")).toBeGreaterThanOrEqual(concepts.length / 20);
});

it("others have their turn between the names of one concept", async () => {
  const designations = Array.from({ length: 60_000 }, (_, i) => ({ value: `thigh bone number ${i}` }));
  const femur: Concept = { ...concepts[0]!, code: "femur", designations };
  const named = codeSystemOf({ ...provider.codeSystem, url: "http://example.org/named" }, [
    ...concepts,
    femur,
  ]);
  for (const condition of [
    { kind: "text", text: "bone number 59999" },
    { kind: "name", keys: ["thigh bone number 59999"] },
  ] as const) {
    const { found, turns } = await turnsDuring(async () => named.select({ condition, count: 1 }));
    expect(found.items.map(({ code }) => code)).toEqual(["femur"]);
    expect(turns).toBeGreaterThan(0);
  }
});
