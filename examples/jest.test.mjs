import { startOssicle } from "ossicle/testing";

test("a problem list's code is the condition", async () => {
  const tx = await startOssicle();
  const answer = await tx.client().translate({ system: "http://www.omim.org", code: "166350" });
  expect(answer.kind).toBe("matched");
  await tx.stop();
});
