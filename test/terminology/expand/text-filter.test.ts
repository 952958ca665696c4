/** What a text filter finds. */
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import type { ValueSet, ValueSetInclude } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";

const system = "http://example.org/greek";
const store = new MemoryStore([
  {
    resourceType: "CodeSystem",
    url: system,
    status: "active",
    content: "complete",
    concept: [
      { code: "osteoporosis", display: "Οστεοπόρωση" },
      { code: "parkinson", display: "Νόσος Πάρκινσον" },
      { code: "other", display: "Άλλο" },
    ],
  },
]);

async function found(include: ValueSetInclude, filter: string): Promise<string[]> {
  const valueSet: ValueSet = { resourceType: "ValueSet", status: "active", compose: { include: [include] } };
  const request = { valueSet, versions: NO_VERSION_RULES, limit: 100, filter };
  const { expansion } = await expand(store, request);
  return (expansion?.contains ?? []).map(({ code = "" }) => code);
}

// In small letters a sigma has another form at a word's end; a beginning ends where its word goes on.
test.each([
  ["ΟΣ", "osteoporosis"],
  ["ος", "osteoporosis"],
  ["οσ", "osteoporosis"],
  ["ΝΟΣ", "parkinson"],
  ["ΝΟΣΟΣ", "parkinson"],
  ["νοσοσ παρκ", "parkinson"],
])("a beginning finds its words in either form of a sigma: %s", async (filter, code) => {
  expect(await found({ system }, filter)).toEqual([code]);
});

test("also in the names that a value set gives", async () => {
  const concept = [{ code: "other", display: "Οστό" }, { code: "parkinson" }];
  expect(await found({ system, concept }, "ΟΣ")).toEqual(["other"]);
});
