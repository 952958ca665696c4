/** What a text filter finds. */
import { describe, expect, test } from "vitest";
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

async function found(include: ValueSetInclude, filter: string, from = store): Promise<string[]> {
  const valueSet: ValueSet = { resourceType: "ValueSet", status: "active", compose: { include: [include] } };
  const request = { valueSet, versions: NO_VERSION_RULES, limit: 100, filter };
  const { expansion } = await expand(from, request);
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

const unspaced = "http://example.org/unspaced";
const asian = new MemoryStore([
  {
    resourceType: "CodeSystem",
    url: unspaced,
    status: "active",
    content: "complete",
    concept: [
      { code: "ja", display: "進行性骨異形成症", designation: [{ value: "プログレッシブ・ヘテロプラジア" }] },
      { code: "zh", display: "进行性骨化性异位 POH" },
      { code: "ko", display: "진행성골이형성증" },
      { code: "th", display: "โรคกระดูกงอกผิดที่" },
      { code: "en", display: "Neosseous" },
    ],
  },
]);

describe("in scripts without spaces a name is found by any part of it", () => {
  test.each([
    ["骨異", ["ja"]],
    ["進行性骨", ["ja"]],
    ["ヘテロ", ["ja"]],
    ["骨", ["ja", "zh"]],
    ["骨化 poh", ["zh"]],
    ["骨化 症", []],
    ["이형성", ["ko"]],
    ["กระดูก", ["th"]],
    ["osseous", []],
  ])("%s", async (filter, codes) => {
    expect(await found({ system: unspaced }, filter, asian)).toEqual(codes);
  });

  test("also in the names that a value set gives", async () => {
    const concept = [{ code: "en", display: "新骨" }, { code: "ko" }];
    expect(await found({ system: unspaced, concept }, "骨", asian)).toEqual(["en"]);
  });
});
