import { expect, test } from "vitest";
import { conceptIssues } from "../../../src/fhir/validation/concept-invariants.ts";
import type { Issue } from "../../../src/terminology/issues/issue.ts";
import type { Json } from "../../../src/terminology/util/json-object.ts";

/** One below the other. */
function chain(length: number): Json {
  let concept: Json = { code: "c0" };
  for (let i = 1; i < length; i++) concept = { code: `c${i}`, concept: [concept] };
  return concept;
}

test("chains that say the same codes are looked through in steps, and each code is counted", () => {
  const concept = Array.from({ length: 90 }, () => chain(300));
  const work = conceptIssues({ resourceType: "CodeSystem", concept }, "r4", "CodeSystem");
  let steps = 0;
  let issues: Issue[] | undefined;
  while (!issues) {
    const { done, value } = work.next();
    if (done) issues = value;
    else steps++;
  }
  expect(issues).toHaveLength(89 * 300);
  expect(issues[0]!.text).toContain("CodeSystem.concept[1]");
  // A step for a hundred concepts, in each of two walks.
  expect(steps).toBeGreaterThan(400);
});
