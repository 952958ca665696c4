/** What is asked one by one, and answered together. */
import { expect, test } from "vitest";
import { askedTogether } from "../../../src/terminology/util/asked-together.ts";

/** Doubles numbers, and tells which it was asked for together. */
function doubling() {
  const reads: (readonly number[])[] = [];
  const double = askedTogether(async (numbers: readonly number[]) => {
    reads.push(numbers);
    if (numbers.includes(13)) throw new Error("not 13");
    return numbers.map((number) => 2 * number);
  });
  return { reads, double };
}

test("each gets its own answer, of one question for all", async () => {
  const { reads, double } = doubling();
  expect(await Promise.all([3, 1, 3, 2].map(double))).toEqual([6, 2, 6, 4]);
  expect(reads).toEqual([[3, 1, 3, 2]]);
});

test("what is asked later is another question", async () => {
  const { reads, double } = doubling();
  expect([await double(1), await double(2)]).toEqual([2, 4]);
  expect(reads).toEqual([[1], [2]]);
});

test("very many are several questions", async () => {
  const { reads, double } = doubling();
  const numbers = Array.from({ length: 1_001 }, (_, i) => i + 20);
  expect(await Promise.all(numbers.map(double))).toEqual(numbers.map((number) => 2 * number));
  expect(Math.max(...reads.map(({ length }) => length))).toBe(100);
  expect(reads.flat()).toEqual(numbers);
});

test("a failure is that of all who asked, and of nobody later", async () => {
  const { double } = doubling();
  const answers = await Promise.allSettled([1, 13].map(double));
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await double(1)).toBe(2);
});
