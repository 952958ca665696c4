/** Displays that are sent with a code of thousands of names. */
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { translate } from "../../../src/terminology/translate/translate.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";

const NAMES = 10_000;
const SYSTEM = "http://example.org/bones";
const store = new MemoryStore([
  {
    resourceType: "CodeSystem",
    url: SYSTEM,
    status: "active",
    content: "complete",
    concept: [
      {
        code: "femur",
        display: "Femur",
        designation: Array.from({ length: NAMES }, (_, i) => ({ value: `thigh bone number ${i}` })),
      },
    ],
  },
]);

async function asked(displays: readonly string[], limit: number) {
  const work = new WorkBudget(limit);
  const codings = displays.map((display) => ({ system: SYSTEM, code: "femur", display }));
  const outcome = await translate(store, {
    codings,
    text: undefined,
    dependencies: [],
    direction: "forward",
    useSupplement: [],
    work,
  } as unknown as Parameters<typeof translate>[1]);
  return { outcome, spent: limit - work.rest };
}

test("is compared with each of the names, which counts", async () => {
  const { outcome, spent } = await asked(["shin bone"], 1_000_000);
  expect(JSON.stringify(outcome)).toContain("shin bone");
  expect(spent).toBeGreaterThan(NAMES);
});

test("hundreds of them are more than a request may ask for", async () => {
  const displays = Array.from({ length: 300 }, (_, i) => `shin bone ${i}`);
  await expect(asked(displays, 1_000_000)).rejects.toMatchObject({ issues: [{ code: "too-costly" }] });
});
