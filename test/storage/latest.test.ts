import { expect, test } from "vitest";
import { Latest } from "../../src/storage/latest.ts";

test("what is the latest is known for one generation, also that there is none", () => {
  const latest = new Latest<string | null>();
  expect(latest.get("a", 1)).toBeUndefined();
  latest.set("a", 1, "first");
  latest.set("b", 1, null);
  expect([latest.get("a", 1), latest.get("b", 1)]).toEqual(["first", null]);
  expect([latest.get("a", 2), latest.get("b", 2)]).toEqual([undefined, undefined]);
  latest.set("a", 2, "second");
  expect([latest.get("a", 2), latest.get("a", 1), latest.get("b", 2)]).toEqual([
    "second",
    undefined,
    undefined,
  ]);
});

test("callers can't fill the memory with urls", () => {
  const latest = new Latest<null>();
  for (let i = 0; i < 20_000; i++) latest.set(`http://example.org/${i}`, 1, null);
  const known = Array.from({ length: 20_000 }, (_, i) => latest.get(`http://example.org/${i}`, 1));
  expect(known.filter((value) => value === null).length).toBeLessThanOrEqual(5_000);
  expect(known.at(-1)).toBeNull();
});
