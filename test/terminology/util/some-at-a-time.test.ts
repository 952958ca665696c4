import { expect, test } from "vitest";
import { someAtATime } from "../../../src/terminology/util/some-at-a-time.ts";

/** Work that ends when it is told to. */
function held(begun: (() => void)[]): () => Promise<void> {
  return () => new Promise((resolve) => begun.push(resolve));
}
const soon = () => new Promise((resolve) => setImmediate(resolve));

test("so much is under way at a time, the rest waits in the order of asking", async () => {
  const some = someAtATime(2);
  const begun: (() => void)[] = [];
  const order: number[] = [];
  const all = [0, 1, 2, 3].map((i) => some(held(begun)).then(() => order.push(i)));
  await soon();
  expect(begun).toHaveLength(2);
  begun[0]!();
  await soon();
  expect(begun).toHaveLength(3);
  begun[1]!();
  await soon();
  expect(begun).toHaveLength(4);
  for (const end of begun) end();
  await Promise.all(all);
  expect(order).toEqual([0, 1, 2, 3]);
});

test("what fails gives up its place", async () => {
  const some = someAtATime(1);
  const failing = some(() => Promise.reject(new Error("no")));
  const next = some(() => Promise.resolve("yes"));
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("yes");
  expect(await some(() => Promise.resolve("again"))).toBe("again");
});
