import { expect, test } from "vitest";
import { mappingsOf } from "../../../src/terminology/resources/concept-map.ts";

test("the mappings of an element are made one by one, for it may have very many", () => {
  const [first, second] = [
    { code: "b", relationship: "equivalent" },
    { relationship: "equivalent" },
  ] as const;
  let looked = false;
  const later = Object.defineProperty({ ...second }, "code", { get: () => ((looked = true), "c") });
  const element = [{ code: "a", target: [first, later] }];
  const mappings = mappingsOf({ resourceType: "ConceptMap", status: "active", group: [{ element }] });
  expect(mappings.next().value).toMatchObject({ source: { code: "a" }, target: { code: "b" } });
  expect(looked).toBe(false);
  expect(mappings.next().value).toMatchObject({ source: { code: "a" }, target: { code: "c" } });
});
