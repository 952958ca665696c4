import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arrange as arranged,
  belowAmong,
  type Hierarchy,
  type Parents,
} from "../../../src/storage/concepts/hierarchy.ts";
import { intersection, type Ranges, rangesOf } from "../../../src/storage/concepts/ranges.ts";
import { atOnce } from "../../../src/terminology/util/in-turns.ts";

const arrange = (of: Parents) => atOnce(arranged(of));

const below = (hierarchy: Hierarchy, position: number): Ranges =>
  belowAmong(hierarchy, position, [0, hierarchy.last.length - 1]);

/** `["", "0", "0 1"]`: the second concept is below the first, the third below both. */
function parents(lists: readonly string[]): Parents {
  const start = new Int32Array(lists.length + 1);
  const of: number[] = [];
  for (const [i, list] of lists.entries()) {
    if (list !== "") of.push(...list.split(" ").map(Number));
    start[i + 1] = of.length;
  }
  return { start, of: Int32Array.from(of) };
}

describe("arrange", () => {
  test("many concepts are arranged in steps, whether they stand in a chain or below each other twice", () => {
    const count = 50_000;
    for (const above of [(i: number) => `${i - 1}`, (i: number) => `${i >> 1} ${i >> 2}`]) {
      const steps = arranged(parents(Array.from({ length: count }, (_, i) => (i === 0 ? "" : above(i)))));
      let taken = 0;
      while (!steps.next().done) taken++;
      expect(taken).toBeGreaterThanOrEqual(count / 5_000);
    }
  });

  test("without parents: as they came, nothing below any", () => {
    const hierarchy = arrange(parents(["", "", ""]));
    expect([...hierarchy.position]).toEqual([0, 1, 2]);
    for (const at of [0, 1, 2]) expect(below(hierarchy, at)).toEqual([at, at]);
  });

  test("a tree: depth first, siblings as they came, each subtree one range", () => {
    // 0 > (2 > 4, 3), 1
    const { position, last } = arrange(parents(["", "", "0", "0", "2"]));
    expect([...position]).toEqual([0, 4, 1, 3, 2]);
    expect([...last]).toEqual([3, 2, 2, 3, 4]);
  });

  test("a concept stands below its first parent, and is found below each", () => {
    const hierarchy = arrange(parents(["", "", "0", "2 1"]));
    expect([...hierarchy.position]).toEqual([0, 3, 1, 2]);
    expect(below(hierarchy, 0)).toEqual([0, 2]);
    expect(below(hierarchy, 3)).toEqual([2, 3]);
  });

  test("what is further below is carried up to every ancestor, once", () => {
    // 0 > 1 > 2; 3 > 4 > 5; 2 has 5 below it too
    const hierarchy = arrange(parents(["", "0", "1", "", "3", "4 2"]));
    expect(below(hierarchy, 0)).toEqual([0, 2, 5, 5]);
    expect(below(hierarchy, 2)).toEqual([2, 2, 5, 5]);
    expect(hierarchy.further.get(3)).toHaveLength(0);
  });

  test("rings end, and all in one are below each other", () => {
    const hierarchy = arrange(parents(["1", "0", "0"]));
    expect([...hierarchy.position].sort()).toEqual([0, 1, 2]);
    for (const at of [hierarchy.position[0]!, hierarchy.position[1]!])
      expect(below(hierarchy, at)).toEqual([0, 2]);
  });

  test("among some concepts, those below one are the same that are below it at all", () => {
    const below100 = fc.nat({ max: 99 });
    fc.assert(
      fc.property(
        fc.array(fc.array(below100, { maxLength: 3 }), { minLength: 1, maxLength: 100 }),
        fc.array(below100),
        below100,
        (above, some, one) => {
          const n = above.length;
          const hierarchy = arrange(parents(above.map((of) => of.map((p) => p % n).join(" "))));
          const among = rangesOf(some.map((at) => at % n));
          const expected = intersection(below(hierarchy, one % n), among);
          expect(belowAmong(hierarchy, one % n, among)).toEqual(expected);
        },
      ),
    );
  });

  test("a chain of a hundred thousand does not overflow the stack", () => {
    const n = 100_000;
    const start = Int32Array.from({ length: n + 1 }, (_, i) => Math.max(0, i - 1));
    const of = Int32Array.from({ length: n - 1 }, (_, i) => i);
    const { last } = arrange({ start, of });
    expect(last[0]).toBe(n - 1);
  });

  test("no concepts have no positions", () => {
    expect(arrange(parents([])).position).toHaveLength(0);
  });
});
