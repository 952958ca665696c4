import { describe, expect, it } from "vitest";
import { median, percentile } from "../../bench/statistics.ts";

describe("percentile", () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);

  it("is the value below which that part lies, whatever the order", () => {
    expect(percentile(hundred, 0.5)).toBe(51);
    expect(percentile(hundred, 0.99)).toBe(100);
  });

  it("tells fractions of a millisecond apart", () => {
    expect(percentile([0.11, 0.12, 0.13], 0.5)).toBe(0.12);
  });

  it("is the greatest for all of them, and nothing of nothing", () => {
    expect(percentile([3, 9, 5], 1)).toBe(9);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it("leaves the values in their order", () => {
    const values = [3, 1, 2];
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe("median", () => {
  it("is the middle one, by size and not by spelling", () => {
    expect(median([100, 9, 20])).toBe(20);
  });

  it("is halfway between the two in the middle", () => {
    expect(median([4, 1, 3, 100])).toBe(3.5);
  });
});
