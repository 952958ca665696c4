import { expect, test } from "vitest";
import { Unanswered } from "../../../src/terminology/util/unanswered.ts";

test("each question gets the answer under its number, in whichever order they come", async () => {
  const unanswered = new Unanswered<string>();
  const [a, b] = [unanswered.ask(), unanswered.ask()];
  unanswered.answer(b.number, "b");
  unanswered.answer(a.number, "a");
  expect(await Promise.all([a.answer, b.answer])).toEqual(["a", "b"]);
  expect(unanswered.size).toBe(0);
});

test("what is refused says why, alone or with all others", async () => {
  const unanswered = new Unanswered<string>();
  const [a, b, c] = [unanswered.ask(), unanswered.ask(), unanswered.ask()];
  unanswered.refuse(a.number, new Error("wrong"));
  unanswered.refuseAll(new Error("ended"));
  const failures = await Promise.allSettled([a.answer, b.answer, c.answer]);
  expect(failures.map((f) => (f as PromiseRejectedResult).reason as Error)).toEqual([
    new Error("wrong"),
    new Error("ended"),
    new Error("ended"),
  ]);
  expect(unanswered.size).toBe(0);
});
