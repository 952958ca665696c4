import { startOssicle } from "ossicle/testing";
import { expect, test } from "vitest";

test("a problem list's code is the condition", async () => {
  await using tx = await startOssicle();
  const omim = { system: "http://www.omim.org", code: "166350" };
  const answer = await tx.client().translate(omim);
  expect(answer).toMatchObject({ kind: "matched", matches: [{ mayBeApplied: true }] });
});
