import { expect, test } from "vitest";
import { checkDepth } from "../../src/fhir/depth.ts";

const named = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, i]));

test("an object of more names than any of FHIR's is refused, wherever it stands", () => {
  const parameters = (inner: object) => ({ resourceType: "Parameters", parameter: [{ name: "url" }, inner] });
  expect(checkDepth(parameters(named(1_000)))).toBe(4);
  expect(() => checkDepth(named(1_001))).toThrow("An object has more than 1000 elements");
  expect(() => checkDepth(parameters(named(1_001)))).toThrow("An object has more than 1000 elements");
  expect(checkDepth(Array.from({ length: 5_000 }, () => ({ name: "url" })))).toBe(5_001);
});
