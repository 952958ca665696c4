import stringWidth from "string-width";
import { expect, test } from "vitest";
import type { Io } from "../../../src/cli/io.ts";
import { wrap } from "../../../src/cli/output/style.ts";
import { table } from "../../../src/cli/output/table.ts";

const terminal = (width: number): Io => ({
  out: () => {},
  err: () => {},
  terminal: true,
  errTerminal: false,
  width,
  env: { NO_COLOR: "1" },
});

test("signs that take two columns are counted as two", () => {
  const text = table(
    terminal(80),
    ["Name", "Code"],
    [
      ["進行性骨性異形成", "1"],
      ["POH", "2"],
    ],
  );
  const [, first, second] = text.split("\n");
  expect(stringWidth(first!.slice(0, first!.indexOf("1")))).toBe(second!.indexOf("2"));
});

test("words are broken at spaces, and only a word wider than the line inside", () => {
  expect(wrap("progressive osseous heteroplasia", 12)).toEqual(["progressive", "osseous", "heteroplasia"]);
  expect(wrap("骨骨骨骨", 4)).toEqual(["骨骨", "骨骨"]);
  expect(wrap("see https://example.org/a/very/long/address now", 10)).toEqual([
    "see",
    "https://example.org/a/very/long/address",
    "now",
  ]);
});

test("an address that does not fit has a line of its own, and is whole", () => {
  const address = "https://example.org/CodeSystem/with-a-long-name-that-is-wider";
  const text = table(terminal(40), ["Code", "System", "Display"], [["1", address, "A display"]]);
  expect(text).toBe(`Code  Display\n1     A display\n  ${address}\n`);
});
