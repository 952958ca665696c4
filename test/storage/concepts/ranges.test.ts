import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  contains,
  difference,
  eachPosition,
  intersection,
  overlap,
  range,
  type Ranges,
  rangesOf,
  size,
  slice,
  sliceWithout,
  union,
} from "../../../src/storage/concepts/ranges.ts";

const sets = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 25 }).map((list) => new Set(list));
const sorted = (set: Iterable<number>): number[] => [...new Set(set)].sort((a, b) => a - b);
const list = (ranges: Ranges): number[] => [...eachPosition(ranges)];

/** Ranges ascend, do not touch, and are not empty: every set has one form. */
function expectProper(ranges: Ranges): void {
  for (let i = 0; i < ranges.length; i += 2) {
    expect(ranges[i]!).toBeLessThanOrEqual(ranges[i + 1]!);
    if (i > 0) expect(ranges[i]!).toBeGreaterThan(ranges[i - 1]! + 1);
  }
}

describe("ranges are sets", () => {
  test("of any positions", () => {
    fc.assert(
      fc.property(sets, (a) => {
        const ranges = rangesOf(a);
        expectProper(ranges);
        expect(list(ranges)).toEqual(sorted(a));
        expect(size(ranges)).toBe(a.size);
        for (let at = -1; at <= 41; at++) expect(contains(ranges, at)).toBe(a.has(at));
      }),
    );
  });

  test("union, intersection, difference", () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const [x, y] = [rangesOf(a), rangesOf(b)];
        for (const [found, expected] of [
          [union([x, y]), [...a, ...b]],
          [intersection(x, y), [...a].filter((at) => b.has(at))],
          [difference(x, y), [...a].filter((at) => !b.has(at))],
        ] as const) {
          expectProper(found);
          expect(list(found)).toEqual(sorted(expected));
        }
      }),
    );
  });

  test("the union of very many of them, close together and far apart", () => {
    const scaled = fc.tuple(fc.array(sets, { minLength: 101, maxLength: 130 }), fc.constantFrom(1, 1_000));
    fc.assert(
      fc.property(scaled, ([all, by]) => {
        const far = all.map((set) => [...set].map((at) => at * by));
        const found = union(far.map(rangesOf));
        expectProper(found);
        expect(list(found)).toEqual(sorted(far.flat()));
      }),
      { numRuns: 30 },
    );
  });

  test("the union of any number of them", () => {
    fc.assert(
      fc.property(fc.array(sets, { maxLength: 9 }), (all) => {
        const found = union(all.map((set) => rangesOf(set)));
        expectProper(found);
        expect(list(found)).toEqual(sorted(all.flatMap((set) => [...set])));
      }),
    );
  });

  test("a slice is one of the sorted list", () => {
    fc.assert(
      fc.property(sets, fc.nat(30), fc.nat(30), (a, offset, count) => {
        const found = slice(rangesOf(a), offset, count);
        expectProper(found);
        expect(list(found)).toEqual(sorted(a).slice(offset, offset + count));
      }),
    );
  });

  test("without building the difference", () => {
    fc.assert(
      fc.property(sets, sets, fc.nat(30), fc.nat(30), (a, b, offset, count) => {
        const [x, y] = [rangesOf(a), rangesOf(b)];
        expect(sliceWithout(x, y, offset, count)).toEqual(slice(difference(x, y), offset, count));
        expect(overlap(x, y)).toBe(size(intersection(x, y)));
      }),
    );
  });

  test("from low to high, nothing if they cross", () => {
    expect(range(3, 5)).toEqual([3, 5]);
    expect(range(5, 4)).toEqual([]);
    expect(union([])).toEqual([]);
  });
});
