/** `$expand?filter=`: what is called so comes first where the order is free, and pages add up to the whole. */
import type * as r5 from "fhir/r5";
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import type { ExpandRequest } from "../../../src/terminology/expand/request.ts";
import type { Resource, ValueSet, ValueSetInclude } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";

const SYSTEM = "http://example.org/fevers";

const named = (...displays: (string | [display: string, other: string])[]): Resource => ({
  resourceType: "CodeSystem",
  url: SYSTEM,
  status: "active",
  content: "complete",
  property: [{ code: "kind", type: "string" }],
  concept: displays.map((display, i) => ({
    code: `${i}`,
    display: typeof display === "string" ? display : display[0],
    property: [{ code: "kind", valueString: i % 2 === 0 ? "even" : "odd" }],
    ...(typeof display === "string" ? {} : { designation: [{ value: display[1] }] }),
  })),
});

const fevers = named(
  "Chronic fever of unknown origin with fever",
  "Yellow fever vaccination",
  "Scarlet fever",
  ["Pyrexia", "Fever"],
  "Fevers",
  "Fever of unknown origin",
  "Fever",
);

async function found(include: ValueSetInclude[], options: Partial<ExpandRequest>, resource = fevers) {
  const valueSet = { resourceType: "ValueSet", status: "active", compose: { include } } as ValueSet;
  const request = { valueSet, versions: NO_VERSION_RULES, limit: 2_000, ...options };
  const { expansion } = await expand(new MemoryStore([resource]), request);
  return { total: expansion!.total, codes: (expansion!.contains ?? []).map(({ code }) => code) };
}

const whole = [{ system: SYSTEM }];

test("the name itself, then another name, then what begins with it, then the shortest that holds it", async () => {
  expect((await found(whole, { filter: "fever" })).codes).toEqual(["6", "3", "5", "4", "2", "1", "0"]);
  expect((await found(whole, { filter: "FEVER of unknown" })).codes).toEqual(["5", "0"]);
  expect((await found(whole, { filter: "unknown fever" })).codes).toEqual(["5", "0"]);
});

test("filters leave the order free as well, over all of them together", async () => {
  const kind = (value: string): ValueSetInclude => ({
    system: SYSTEM,
    filter: [{ property: "kind", op: "=", value }],
  });
  expect((await found([kind("odd"), kind("even")], { filter: "fever" })).codes).toEqual(
    (await found(whole, { filter: "fever" })).codes,
  );
});

test("a list keeps its order, and without a filter so does the code system", async () => {
  const list = [{ system: SYSTEM, concept: ["0", "6", "2"].map((code) => ({ code })) }];
  expect((await found(list, { filter: "fever" })).codes).toEqual(["0", "6", "2"]);
  expect((await found(whole, { excludeNested: true })).codes).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
});

test.each([60, 700])("of %i matches the exact one is on the first page, and pages add up", async (count) => {
  const displays = Array.from({ length: count }, (_, i) => (i === count - 5 ? "Fever" : `Fever number ${i}`));
  const many = named(...displays);
  const all = await found(whole, { filter: "fever", excludeNested: true }, many);
  expect(all.codes[0]).toBe(`${count - 5}`);
  expect(all.codes).toHaveLength(count);
  const paged: (string | undefined)[] = [];
  for (let offset = 0; offset < count; offset += 25) {
    const page = await found(whole, { filter: "fever", offset, count: 25 }, many);
    expect(page.total).toBe(count);
    paged.push(...page.codes);
  }
  expect(paged).toEqual(all.codes);
});

test("asked again, of all or of active concepts, by another page or in other words, it is the answer to that", async () => {
  const { concept, ...system } = fevers as r5.CodeSystem;
  const retired = concept!.map((one) =>
    one.code === "6" ? { ...one, property: [{ code: "inactive", valueBoolean: true }] } : one,
  );
  const store = new MemoryStore([{ ...system, concept: retired }]);
  const valueSet = { resourceType: "ValueSet", status: "active", compose: { include: whole } } as ValueSet;
  const ask = async (options: Partial<ExpandRequest>) => {
    const request = { valueSet, versions: NO_VERSION_RULES, limit: 2_000, ...options };
    const { expansion } = await expand(store, request);
    return [expansion!.total, ...(expansion!.contains ?? []).map(({ code }) => code)];
  };
  for (let round = 0; round < 2; round++) {
    expect(await ask({ filter: "fever" })).toEqual([7, "6", "3", "5", "4", "2", "1", "0"]);
    expect(await ask({ filter: "fever", activeOnly: true })).toEqual([6, "3", "5", "4", "2", "1", "0"]);
    expect(await ask({ filter: "fever", offset: 2, count: 2 })).toEqual([7, "5", "4"]);
    expect(await ask({ filter: "unknown fever" })).toEqual([2, "5", "0"]);
  }
});
