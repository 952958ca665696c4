import { describe, expect, test } from "vitest";
import type { ConceptRow } from "../../../src/storage/sql/concept-row.ts";
import { KeptConcepts } from "../../../src/storage/sql/kept-concepts.ts";

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
  test("are found by code within their content, and by place, as one object", () => {
    const kept = new KeptConcepts();
    const stapes = kept.keep(7, "c1", row(1, "Stapes"));
    expect(stapes).toMatchObject({ position: 1, leaf: true, concept: { code: "c1", display: "Stapes" } });
    expect(kept.ofKey(7, "c1")).toBe(stapes);
    expect(kept.at(1)).toBe(stapes);
    expect(kept.ofKey(8, "c1")).toBeUndefined();
    expect(kept.at(2)).toBeUndefined();
  });

  test("take bounded room: those that nobody asks for again make place", () => {
    const kept = new KeptConcepts();
    const long = "x".repeat(100_000);
    for (let i = 0; i < 1_000; i++) {
      kept.keep(1, `c${i}`, row(i, long));
      // Asked for all the time.
      expect(kept.ofKey(1, "c0")).toBeDefined();
    }
    const known = Array.from({ length: 1_000 }, (_, i) => kept.ofKey(1, `c${i}`)).filter(Boolean);
    expect(known.length).toBeLessThan(300);
    expect(kept.ofKey(1, "c999")).toBeDefined();
    expect(kept.ofKey(1, "c1")).toBeUndefined();
  });
});
