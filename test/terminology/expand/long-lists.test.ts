/** What is asked of a list of very many codes, whole or by a text, stands in the order of the list, each once. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { openStore } from "../../../src/storage/open-store.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import type { ValueSet } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import type { ImportRecord, Store } from "../../../src/terminology/store.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import { concept, header } from "../../storage/fixtures.ts";
import { temporaryPath } from "../../storage/temporary.ts";

const SYSTEM = "http://example.org/long-lists";
const SUPPLEMENT = "http://example.org/long-lists-more";
const COUNT = 6_000;
const all = Array.from({ length: COUNT }, (_, i) => i);
const display = (i: number): string => (i % 3 === 0 ? `alpha ${i}` : `beta ${i}`);

function* records(): Generator<ImportRecord> {
  yield { kind: "codeSystem", codeSystem: { ...header(SYSTEM), id: "long", caseSensitive: false } };
  for (const i of all)
    yield { kind: "concept", concept: { ...concept(`C${i}`), display: display(i), inactive: i % 9 === 0 } };
  yield {
    kind: "resource",
    resource: {
      ...header(SUPPLEMENT),
      id: "more",
      content: "supplement",
      supplements: SYSTEM,
      concept: [{ code: "C7", designation: [{ language: "de", value: "alpha auch" }] }],
    },
  };
}

describe.each(["memory", "sqlite"])("%s", (kind) => {
  const path = temporaryPath("long-lists.db");
  let store: Store;
  beforeAll(async () => {
    store = kind === "memory" ? new MemoryStore() : await openStore(`sqlite:${path}`);
    await store.write(records());
  });
  afterAll(() => store.close());

  /** All of them backwards, then some in another case, and one that is not there. */
  const listed = [...all.toReversed().map((i) => `C${i}`), "c3", "c6", "c9", "nothing"];
  const valueSet = (more: Partial<ValueSet["compose"]> = {}): ValueSet => {
    const compose = { include: [{ system: SYSTEM, concept: listed.map((code) => ({ code })) }], ...more };
    return { resourceType: "ValueSet", status: "active", compose };
  };
  const found = async (more: object): Promise<(string | undefined)[]> => {
    const { expansion } = await expand(store, {
      valueSet: valueSet(),
      versions: NO_VERSION_RULES,
      limit: 10_000,
      work: new WorkBudget(),
      filter: "alpha",
      ...more,
    });
    expect(expansion!.total).toBe(expansion!.contains?.length);
    return (expansion!.contains ?? []).map(({ code }) => code);
  };
  const alphas = all.filter((i) => i % 3 === 0).toReversed();

  test("in the order of the list", async () => expect(await found({})).toEqual(alphas.map((i) => `C${i}`)));

  test("active ones alone", async () =>
    expect(await found({ activeOnly: true })).toEqual(alphas.filter((i) => i % 9 !== 0).map((i) => `C${i}`)));

  const NO_TEXT = { filter: undefined };
  const whole = all.toReversed().map((i) => `C${i}`);

  test("all of it", async () => expect(await found(NO_TEXT)).toEqual(whole));

  test("all of it, active ones alone", async () =>
    expect(await found({ ...NO_TEXT, activeOnly: true })).toEqual(
      all
        .filter((i) => i % 9 !== 0)
        .toReversed()
        .map((i) => `C${i}`),
    ));

  test("all of it, by a part of what is there", async () => {
    const excluded: Partial<ValueSet["compose"]> = {
      exclude: [{ system: SYSTEM, filter: [{ property: "display", op: "regex", value: "beta.*" }] }],
    };
    expect(await found({ ...NO_TEXT, valueSet: valueSet(excluded) })).toEqual(alphas.map((i) => `C${i}`));
  });

  const askedFor = (codes: readonly string[]) => ({
    valueSet: valueSet({ include: [{ system: SYSTEM, concept: codes.map((code) => ({ code })) }] }),
    versions: NO_VERSION_RULES,
    limit: 100,
    work: new WorkBudget(),
  });

  test("of too many, not all are looked up", async () => {
    const asked = askedFor(listed);
    const refused = async () =>
      expect(expand(store, asked)).rejects.toThrow("too many codes to produce (>100)");
    // The second time the definition is read already.
    await refused();
    const before = asked.work.rest;
    await refused();
    expect(before - asked.work.rest).toBeLessThan(COUNT);
  });

  test("of many that are not there, those that are", async () => {
    const nowhere = all.map((i) => `nowhere ${i}`);
    const { expansion } = await expand(store, askedFor([...nowhere, "C5", "C4"]));
    expect(expansion?.contains?.map(({ code }) => code)).toEqual(["C5", "C4"]);
  });

  test("by a name that a supplement gives too", async () => {
    const codes = await found({ useSupplement: [SUPPLEMENT] });
    expect(codes).toHaveLength(alphas.length + 1);
    expect(codes.indexOf("C7")).toBe(codes.indexOf("C9") + 1);
  });
});
