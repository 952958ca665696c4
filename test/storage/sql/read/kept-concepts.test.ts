import { describe, expect, test } from "vitest";
import type { ConceptRow } from "../../../../src/storage/sql/read/concept-row.ts";
import { KeptConcepts } from "../../../../src/storage/sql/read/kept-concepts.ts";

const row = (position: number, display: string): ConceptRow => ({
  position,
  code: `c${position}`,
  display,
  definition: null,
  inactive: 0,
  abstract: 0,
  leaf: 1,
  subtree_end: position,
  rest: null,
});

describe("concepts read lately", () => {
  test("are found by code within their content, and by position, as one object", () => {
    const kept = new KeptConcepts();
    const stapes = kept.of(7).keep("c1", row(1, "Stapes"));
    expect(stapes).toMatchObject({ position: 1, leaf: true, concept: { code: "c1", display: "Stapes" } });
    expect(kept.of(7).ofKey("c1")).toBe(stapes);
    expect(kept.of(7).at([1, 1])![0]).toBe(stapes.concept);
    expect(kept.of(8).ofKey("c1")).toBeUndefined();
    expect(kept.of(8).at([1, 1])).toBeUndefined();
    expect(kept.of(7).at([2, 2])).toBeUndefined();
  });

  test("are found by ranges, in order, where none of them is missing", () => {
    const kept = new KeptConcepts().of(1);
    for (const position of [14, 15, 16, 17, 40]) kept.keep(`c${position}`, row(position, `at ${position}`));
    expect(kept.at([14, 17, 40, 40])!.map((c) => c.display)).toEqual([
      "at 14",
      "at 15",
      "at 16",
      "at 17",
      "at 40",
    ]);
    expect(kept.at([13, 17])).toBeUndefined();
    expect(kept.at([14, 17, 39, 40])).toBeUndefined();
    expect(kept.at([])).toEqual([]);
  });

  test("are found at positions beyond the numbers of 32 bits", () => {
    const kept = new KeptConcepts().of(1);
    const far = 2 ** 31 - 2;
    for (let i = 0; i < 4; i++) kept.keep(`c${i}`, row(far + i, `${i}`));
    expect(kept.at([far, far + 3])!.map((c) => c.display)).toEqual(["0", "1", "2", "3"]);
  });

  test("take bounded room: those that nobody asks for again make place", () => {
    const kept = new KeptConcepts().of(1);
    const long = "x".repeat(100_000);
    for (let i = 0; i < 1_000; i++) {
      kept.keep(`c${i}`, row(i, long));
      // Asked for all the time.
      expect(kept.ofKey("c0")).toBeDefined();
    }
    const known = Array.from({ length: 1_000 }, (_, i) => kept.ofKey(`c${i}`)).filter(Boolean);
    expect(known.length).toBeLessThan(300);
    expect(kept.ofKey("c999")).toBeDefined();
    expect(kept.ofKey("c1")).toBeUndefined();
    expect(kept.at([1, 1])).toBeUndefined();
  });
});
