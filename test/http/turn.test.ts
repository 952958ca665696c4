import { expect, test } from "vitest";
import { answerInTurn, refuseInTurn, writeInTurn } from "../../src/http/turn.ts";

function work(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end;);
}

test("first come, first served, also where the loop reads in between", async () => {
  const served: string[] = [];
  const come = (name: string) =>
    new Promise<void>((resolve) =>
      answerInTurn(() => {
        work(1);
        served.push(name);
        writeInTurn(resolve);
      }),
    );
  const all: Promise<void>[] = [];
  const expected: string[] = [];
  for (let round = 0; round < 5; round++) {
    for (let i = 0; i < 20; i++) {
      expected.push(`${round}/${i}`);
      all.push(come(expected.at(-1)!));
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(served.length).toBeLessThan(expected.length);
  await Promise.all(all);
  expect(served).toEqual(expected);
});

test("an answer that fails takes none of the others with it", async () => {
  const caught = new Promise((resolve) => {
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.once("uncaughtException", (thrown) => {
      for (const other of others) process.on("uncaughtException", other);
      resolve(thrown);
    });
  });
  answerInTurn(() => {
    throw new Error("broken");
  });
  await new Promise<void>((resolve) => answerInTurn(() => writeInTurn(resolve)));
  expect(await caught).toMatchObject({ message: "broken" });
});

test("refusing gives way to what comes next and to those who wait for answers, in order", async () => {
  const refused: number[] = [];
  const all = Array.from(
    { length: 60 },
    (_, i) =>
      new Promise<void>((resolve) =>
        refuseInTurn(() => {
          work(1);
          refused.push(i);
          resolve();
        }),
      ),
  );
  const answered = new Promise<number>((resolve) => answerInTurn(() => resolve(refused.length)));
  await new Promise((resolve) => setImmediate(resolve));
  expect(refused.length).toBeLessThan(all.length);
  expect(await answered).toBeLessThan(all.length);
  await Promise.all(all);
  expect(refused).toEqual(all.map((_, i) => i));
});
