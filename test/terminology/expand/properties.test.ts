/** What is asked for of a code that has very many properties. */
import { expect, test } from "vitest";
import type { CompiledInclude } from "../../../src/terminology/compose/compiled.ts";
import { bareConcept } from "../../../src/terminology/concepts/bare-concept.ts";
import { PropertyWriter } from "../../../src/terminology/expand/properties.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";

const include = {} as CompiledInclude;

test("each of them is looked at a few times, however many are asked for", () => {
  let looks = 0;
  const properties = Array.from({ length: 1_000 }, (_, i) => ({
    type: "string" as const,
    value: `value ${i}`,
    get code() {
      looks++;
      return "seen";
    },
  }));
  const wanted = Array.from({ length: 200 }, (_, i) => `unknown${i}`);
  const written = new PropertyWriter(wanted, new WorkBudget()).write(
    { ...bareConcept("femur"), properties },
    undefined,
    include,
  );
  expect(written).toEqual([]);
  expect(looks).toBeLessThan(20 * properties.length);
});

test("all of them are written, in the order in which they are asked for", () => {
  const of = (code: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ code, type: "string" as const, value: `${code} ${i}` }));
  const concept = { ...bareConcept("femur"), properties: [...of("b", 150_000), ...of("a", 2)] };
  const others = Array.from({ length: 20 }, (_, i) => `unknown${i}`);
  for (const wanted of [
    ["a", "b"],
    ["a", "b", ...others],
  ]) {
    const written = new PropertyWriter(wanted, new WorkBudget()).write(concept, undefined, include);
    expect(written).toHaveLength(150_002);
    expect(written.slice(0, 3).map(({ valueString }) => valueString)).toEqual(["a 0", "a 1", "b 0"]);
  }
});
