/** What $validate-code may cost: a code is looked for in every part of the definition, and there may be many of both. */
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { ValueSet } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import {
  type CodesToValidate,
  validateInValueSet,
} from "../../../src/terminology/validate-code/validate-code.ts";
import { turnsDuring } from "../../turns-during.ts";

const SYSTEM = "http://example.org/bones";
const codes = Array.from({ length: 2_000 }, (_, i) => `b${i}`);
const store = new MemoryStore([
  {
    resourceType: "CodeSystem",
    url: SYSTEM,
    status: "active",
    content: "complete",
    concept: codes.map((code) => ({ code })),
  },
]);
/** As many includes as there are codes, each with a filter that only the store can decide. */
const valueSet = {
  resourceType: "ValueSet",
  url: "http://example.org/many",
  status: "active",
  compose: {
    include: codes.map((value) => ({ system: SYSTEM, filter: [{ property: "concept", op: "is-a", value }] })),
  },
} as ValueSet;

const validate = async (codesAsked: CodesToValidate, limit: number) => {
  const work = new WorkBudget(limit);
  const outcome = await validateInValueSet(store, valueSet, codesAsked, {
    rules: NO_VERSION_RULES,
    useSupplement: [],
    work,
  });
  return { outcome, spent: limit - work.rest };
};

const one: CodesToValidate = { kind: "coding", coding: { system: SYSTEM, code: "b7" } };
const many: CodesToValidate = {
  kind: "codeableConcept",
  codeableConcept: { coding: codes.map((code) => ({ system: SYSTEM, code })) },
};

test("one code in a large definition is answered, and counts with the size of the definition", async () => {
  const { outcome, spent } = await validate(one, 1_000_000);
  expect(outcome.result).toBe(true);
  expect(spent).toBeGreaterThan(codes.length);
});

test("many codes in a large definition are more than a request may ask for", async () => {
  await expect(validate(many, 1_000_000)).rejects.toMatchObject({ issues: [{ code: "too-costly" }] });
});

test("a bare code, whose system is looked for, counts too", async () => {
  const bare = { kind: "code", coding: { code: "b7" } } as const;
  const work = new WorkBudget(100_000);
  const options = { rules: NO_VERSION_RULES, useSupplement: [], inferSystem: true, work };
  await validateInValueSet(store, valueSet, bare, options);
  const before = work.rest;
  await validateInValueSet(store, valueSet, bare, options);
  expect(before - work.rest).toBeGreaterThan(2 * codes.length);
});

test("a code counts with its names, of which there may be thousands", async () => {
  const designation = codes.map((value) => ({ value }));
  const named = "http://example.org/named";
  const active = { status: "active", content: "complete" } as const;
  const concept = [{ code: "a", designation }];
  const from = new MemoryStore([{ ...active, resourceType: "CodeSystem", url: named, concept }]);
  const include = [{ system: named }];
  const all = { resourceType: "ValueSet", status: "active", compose: { include } } as ValueSet;
  const spent = async (display: string) => {
    const work = new WorkBudget();
    const coding = { system: named, code: "a", display };
    const asked = { rules: NO_VERSION_RULES, useSupplement: [], work };
    const { result } = await validateInValueSet(from, all, { kind: "coding", coding }, asked);
    return { result, spent: work.limit - work.rest };
  };
  for (const [display, result] of [
    ["b1999", true],
    ["none", false],
  ] as const) {
    const outcome = await spent(display);
    expect(outcome.result).toBe(result);
    expect(outcome.spent).toBeGreaterThan(codes.length);
  }
});

test("a code is looked for in thousands of versions in turn with others", async () => {
  const url = "http://example.org/versions";
  const concept = [{ code: "a" }];
  const active = { status: "active", content: "complete" } as const;
  const from = new MemoryStore(
    Array.from({ length: 6_000 }, (_, i) => ({
      ...active,
      resourceType: "CodeSystem",
      url,
      version: `1.${i}`,
      concept,
    })),
  );
  const all = {
    resourceType: "ValueSet",
    status: "active",
    compose: { include: [{ system: url, version: "*" }] },
  };
  const look = () =>
    validateInValueSet(
      from,
      all as ValueSet,
      { kind: "coding", coding: { system: url, code: "none" } },
      { rules: NO_VERSION_RULES, useSupplement: [], work: new WorkBudget() },
    );
  await look();
  const { found, turns } = await turnsDuring(look);
  expect(found.result).toBe(false);
  expect(turns).toBeGreaterThan(0);
});
