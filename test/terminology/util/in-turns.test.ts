/** Long work lets others have their turn, however much of it there is. */
import { expect, test } from "vitest";
import { othersFirst } from "../../../src/terminology/util/in-turns.ts";

/** Longer than anybody may hold on. */
function work(): void {
  const end = performance.now() + 15;
  while (performance.now() < end);
}

test("of many long works that gave way each goes on in a turn of its own", async () => {
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const wentOn: number[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async (_, i) => {
      await othersFirst();
      wentOn.push(i);
      work();
    }),
  );
  isOver = true;
  expect(wentOn).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(turns).toBeGreaterThanOrEqual(8);
});

test("who gives way again goes on after those who wait, all of them", async () => {
  const order: string[] = [];
  const steps = async (name: string): Promise<void> => {
    for (let i = 0; i < 3; i++) {
      await othersFirst();
      order.push(`${name}${i}`);
      if (name === "a") work();
    }
  };
  await Promise.all(["a", "b", "c"].map(steps));
  expect(order).toEqual(["a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2"]);
});

test("between two turns of one work the event loop has gone round", async () => {
  let others = 0;
  for (let i = 0; i < 10; i++) {
    setImmediate(() => others++);
    await othersFirst();
  }
  expect(others).toBeGreaterThanOrEqual(9);
});
