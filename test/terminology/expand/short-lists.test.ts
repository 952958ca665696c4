/** Many includes that list a few codes each are one expansion, whatever is looked up together. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { openStore } from "../../../src/storage/open-store.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import type { Resource, ValueSet, ValueSetInclude } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import type { Store } from "../../../src/terminology/store.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import { temporaryPath } from "../../storage/temporary.ts";

const ONE = "http://example.org/one";
const OTHER = "http://example.org/other";
const COUNT = 2_600;

const codeSystem = (url: string, caseSensitive: boolean): Resource => ({
  resourceType: "CodeSystem",
  url,
  status: "active",
  content: "complete",
  caseSensitive,
  property: [{ code: "status", uri: "http://hl7.org/fhir/concept-properties#status", type: "code" }],
  concept: Array.from({ length: COUNT }, (_, i) => ({
    code: `c${i}`,
    display: `concept ${i}`,
    ...(i % 100 === 7 ? { property: [{ code: "status", valueCode: "retired" }] } : {}),
  })),
});
const resources = [codeSystem(ONE, true), codeSystem(OTHER, false)];

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const listed = (system: string, ...codes: string[]): ValueSetInclude => ({
  system,
  concept: codes.map((code) => ({ code })),
});

describe.each(["memory", "sqlite"])("%s", (kind) => {
  const path = temporaryPath("short-lists.db");
  let store: Store;
  beforeAll(async () => {
    store = kind === "memory" ? new MemoryStore() : await openStore(`sqlite:${path}`);
    await store.write(resources.map((resource) => ({ kind: "resource", resource })));
  });
  afterAll(() => store.close());

  async function expanded(
    include: ValueSetInclude[],
    more: { offset?: number; count?: number; activeOnly?: boolean } = {},
  ) {
    const valueSet = { resourceType: "ValueSet", status: "active", compose: { include } } as ValueSet;
    const work = new WorkBudget();
    const { expansion } = await expand(store, {
      valueSet,
      versions: NO_VERSION_RULES,
      limit: 10_000,
      work,
      ...more,
    });
    const codes = (expansion!.contains ?? []).map(({ system, code }) =>
      system === ONE ? code : code!.toUpperCase(),
    );
    return { total: expansion!.total, codes };
  }

  const backwards = times(COUNT, (i) => `c${COUNT - 1 - i}`);

  test("comes in the order of the includes, without what is not there, page by page", async () => {
    const include = backwards.flatMap((code) => [listed(ONE, code), listed(ONE, `no-${code}`)]);
    expect(await expanded(include)).toEqual({ total: COUNT, codes: backwards });
    for (const offset of [0, 495, 1_234, COUNT - 3])
      expect(await expanded(include, { offset, count: 10 })).toEqual({
        total: COUNT,
        codes: backwards.slice(offset, offset + 10),
      });
  });

  test("alternates where the includes do, and has nothing twice", async () => {
    const include = times(600, (i) => [
      listed(ONE, `c${i}`),
      listed(OTHER, `c${i}`, `C${i}`),
      listed(ONE, `c${i}`),
    ]).flat();
    const { total, codes } = await expanded(include);
    expect(total).toBe(1_200);
    expect(codes).toEqual(times(600, (i) => [`c${i}`, `C${i}`]).flat());
  });

  test("leaves out inactive concepts where active ones are asked for", async () => {
    const include = backwards.map((code) => listed(ONE, code));
    const active = backwards.filter((code) => Number(code.slice(1)) % 100 !== 7);
    const { total, codes } = await expanded(include, { activeOnly: true });
    expect(total).toBe(COUNT - 26);
    expect(codes).toEqual(active);
  });
});
