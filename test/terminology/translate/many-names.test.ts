/** Displays that are sent with a code of thousands of names. */
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { match } from "../../../src/terminology/match/match.ts";
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
      { code: "tibia", display: "Tibia" },
    ],
  },
]);

async function asked(displays: readonly string[], limit: number, code = "femur") {
  const work = new WorkBudget(limit);
  const codings = displays.map((display) => ({ system: SYSTEM, code, display }));
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

test("a name of another code is found among its thousands, each of which counts", async () => {
  const { outcome, spent } = await asked([`Thigh bone, number ${NAMES - 1}`], 1_000_000, "tibia");
  expect(JSON.stringify(outcome)).toContain("femur");
  expect(spent).toBeGreaterThan(NAMES);
});

test("hundreds of such are more than a request may ask for", async () => {
  const displays = Array.from({ length: 300 }, (_, i) => `Thigh bone, number ${i}`);
  const answer = asked(displays, 1_000_000, "tibia");
  await expect(answer).rejects.toMatchObject({ issues: [{ code: "too-costly" }] });
});

test("what denies a name is looked for in each name, which counts more", async () => {
  const { spent } = await asked(["No thigh bone"], 1_000_000);
  expect(spent).toBeGreaterThan(10 * NAMES);
});

test("$match rates each of a code's names, which counts", async () => {
  const work = new WorkBudget(1_000_000);
  const { candidates } = await match(store, {
    text: `thigh bone nunber ${NAMES - 1}`,
    systems: [SYSTEM],
    count: 5,
    useSupplement: [],
    activeOnly: false,
    work,
  });
  expect(candidates.map(({ matched }) => matched)).toContain(`thigh bone number ${NAMES - 1}`);
  expect(1_000_000 - work.rest).toBeGreaterThan(NAMES);
});
