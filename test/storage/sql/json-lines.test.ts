import { expect, test } from "vitest";
import { linesOf, resourceOf } from "../../../src/storage/sql/json-lines.ts";
import { turnsDuring } from "../../turns-during.ts";

const codes = (count: number, more: (i: number) => object = () => ({})): object[] =>
  Array.from({ length: count }, (_, i) => ({ code: `c${i}`, display: `Line\n"${i}"`, ...more(i) }));

const valueSet = (parts: object): object => ({ resourceType: "ValueSet", status: "active", ...parts });

test.each<[string, object]>([
  [
    "one long list among others",
    valueSet({
      compose: {
        include: [{ system: "http://a", concept: codes(30_000), version: "1" }, { system: "http://b" }],
        exclude: [{ concept: codes(2) }],
      },
      text: { status: "empty" },
    }),
  ],
  [
    "a tree of lists that are short, each of them",
    valueSet({
      expansion: {
        contains: codes(40, () => ({
          contains: codes(40, () => ({ contains: codes(20) })),
          designation: [],
        })),
      },
    }),
  ],
  [
    "long lists in the items of long lists",
    valueSet({ expansion: { contains: codes(3, () => ({ contains: codes(5_000), version: "2" })) } }),
  ],
  [
    "very many short lists",
    valueSet({ compose: { include: Array.from({ length: 900 }, () => ({ concept: codes(9) })) } }),
  ],
])("%s: is cut into lines that are short, and read back in the same order", async (_what, resource) => {
  const before = JSON.stringify(resource);
  const lines = await linesOf(resource);
  expect(lines.length).toBeGreaterThan(4);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(300_000);
  expect(lines.every((line) => !line.includes("\n"))).toBe(true);
  expect(JSON.stringify(await resourceOf(lines.join("\n")))).toBe(before);
  expect(JSON.stringify(resource)).toBe(before);
});

test("what is not long is one line: its JSON", async () => {
  const small = valueSet({ compose: { include: [{ concept: codes(3_000) }] } });
  expect(await linesOf(small)).toEqual([JSON.stringify(small)]);
  expect(await resourceOf(JSON.stringify(small))).toEqual(small);
});

test("others have their turn while it is cut and while it is read", async () => {
  const lines = await turnsDuring(() => linesOf(valueSet({ expansion: { contains: codes(60_000) } })));
  expect(lines.turns).toBeGreaterThan(0);
  expect((await turnsDuring(() => resourceOf(lines.found.join("\n")))).turns).toBeGreaterThan(0);
});
