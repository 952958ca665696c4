import { expect, test } from "vitest";
import { wantedDesignations } from "../../../src/terminology/expand/designations.ts";
import type { EffectiveRequest } from "../../../src/terminology/expand/request.ts";

test("names that many wanted languages fall back to come once, in their order", () => {
  const designations = Array.from({ length: 500 }, (_, i) => ({
    language: i % 2 === 0 ? "de" : "en",
    value: `name ${i}`,
  }));
  const designation = Array.from({ length: 500 }, (_, i) => `urn:ietf:bcp:47|en-x${i}`);
  const found = wantedDesignations(
    { display: undefined, designations, displayExtension: undefined },
    undefined,
    { kind: "own", display: undefined },
    { includeDesignations: true, designation } as unknown as EffectiveRequest,
  );
  expect(found).toEqual(designations.filter(({ language }) => language === "en"));
});
