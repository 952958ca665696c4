import { expect, test } from "vitest";
import { wrongDisplay } from "../../../src/terminology/issues/display-check.ts";

const sent = {
  sent: "Femmur",
  code: "http://example.org/bones#femur",
  languages: undefined,
  severity: "error",
  where: [] as string[],
} as const;
const names = (count: number) => Array.from({ length: count }, (_, i) => ({ value: `Femur ${i}` }));

test("a hundred right names are all listed", () => {
  const { text } = wrongDisplay(sent, names(100));
  expect(text).toContain("one of 100 choices: 'Femur 0', 'Femur 1', ");
  expect(text).toContain(", 'Femur 98' or 'Femur 99' (for the language(s) '--')");
});

test("of tens of thousands the first are listed, and how many there are", () => {
  const { text } = wrongDisplay(sent, names(60_000));
  expect(text).toContain("one of 60000 choices: 'Femur 0', ");
  expect(text).toContain(", 'Femur 99' or 59900 others (for the language(s) '--')");
});
