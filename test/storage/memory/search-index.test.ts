import { expect, test } from "vitest";
import type { Found } from "../../../src/storage/memory/resource-version.ts";
import { SearchIndex } from "../../../src/storage/memory/search-index.ts";
import { readCriterion } from "../../../src/terminology/search/criteria.ts";
import { atOnce } from "../../../src/terminology/util/in-turns.ts";

const COUNT = 2_000;
const criterion = readCriterion("NamingSystem", { name: "value", modifier: "exact", values: ["7"] });

/** An index of so many resources, and how many of their values have been read. */
function counted(fails: () => boolean = () => false) {
  let read = 0;
  const resources = Array.from({ length: COUNT }, (_, i) => ({
    id: `${i}`,
    content: {
      values: () => {
        if (fails()) throw new Error("broken");
        read++;
        return [{ value: `${i}` }];
      },
    },
  }));
  return { index: new SearchIndex(() => resources as unknown as Found[]), read: () => read };
}

const idsOf = (found: readonly Found[] | undefined) => found?.map(({ id }) => id);

test("of searches beside each other one goes on where the others stopped", () => {
  const { index, read } = counted();
  const searches = Array.from({ length: 3 }, () => index.candidates("NamingSystem", criterion));
  const answers: unknown[] = [];
  while (answers.length < searches.length)
    for (const search of searches) {
      const step = search.next();
      if (step.done && step.value) answers.push(idsOf(step.value));
    }
  expect(answers).toEqual([["7"], ["7"], ["7"]]);
  expect(read()).toBe(COUNT);
});

test("where one fails the next begins anew", () => {
  let isBroken = true;
  const { index } = counted(() => isBroken);
  expect(() => atOnce(index.candidates("NamingSystem", criterion))).toThrow("broken");
  isBroken = false;
  expect(idsOf(atOnce(index.candidates("NamingSystem", criterion)))).toEqual(["7"]);
});
