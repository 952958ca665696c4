import { describe, expect, expectTypeOf, it } from "vitest";
import type { Awaitable } from "../../../src/terminology/util/awaitable.ts";
import { flow, found } from "../../../src/terminology/util/flow.ts";

const now = (n: number): Awaitable<number> => n + 1;
const later = (n: number): Awaitable<number> => Promise.resolve(n + 1);

describe("flow", () => {
  const sum = flow(function* (first: (n: number) => Awaitable<number>, second: typeof now) {
    const a = yield* found(first(1));
    const b = yield* found(second(a));
    return { a, b };
  });

  it("gives its result at once where nothing has to wait", () => {
    expect(sum(now, now)).toEqual({ a: 2, b: 3 });
  });

  it("gives a promise as soon as one step has to wait", async () => {
    for (const [first, second] of [
      [later, now],
      [now, later],
      [later, later],
    ] as const) {
      const answer = sum(first, second);
      expect(answer).toBeInstanceOf(Promise);
      expect(await answer).toEqual({ a: 2, b: 3 });
    }
  });

  it("throws at once what goes wrong before anything has to wait", () => {
    const fails = flow(function* () {
      yield* found(now(1));
      throw new Error("no such code");
    });
    expect(() => fails()).toThrow("no such code");
  });

  it("rejects with what goes wrong after it had to wait", async () => {
    const fails = flow(function* () {
      const n = yield* found(later(1));
      throw new Error(`no code ${n}`);
    });
    await expect(fails()).rejects.toThrow("no code 2");
  });

  it("throws a failure where it is waited for, so that it can be caught there", async () => {
    const careful = flow(function* () {
      try {
        return yield* found(Promise.reject<string>(new Error("the database is away")));
      } catch (failure) {
        const more = yield* found(later(0));
        return `${(failure as Error).message} (${more})`;
      }
    });
    expect(await careful()).toBe("the database is away (1)");
  });

  it("lets go of what it holds, however it ends", async () => {
    const log: string[] = [];
    const holding = flow(function* (value: Awaitable<number>) {
      try {
        yield* found(value);
      } finally {
        log.push("let go");
      }
    });
    void holding(1);
    await holding(Promise.resolve(1));
    await Promise.resolve(holding(Promise.reject<number>(new Error("no")))).catch(() => {});
    expect(log).toEqual(["let go", "let go", "let go"]);
  });

  it("runs within another, and waits for what the other returns", async () => {
    const outer = flow(function* (inner: typeof later) {
      const { b } = yield* found(sum(inner, inner));
      return later(b);
    });
    expect(await outer(now)).toBe(4);
    expect(await outer(later)).toBe(4);
  });

  it("takes undefined and null for values", () => {
    const none = flow(function* (value: Awaitable<string | undefined | null>) {
      const text = yield* found(value);
      return text ?? "none";
    });
    expect(none(undefined)).toBe("none");
    expect(none(null)).toBe("none");
  });

  it("runs ten thousand waiting steps without growing the stack", async () => {
    const many = flow(function* () {
      let n = 0;
      while (n < 10_000) n = yield* found(later(n));
      return n;
    });
    expect(await many()).toBe(10_000);
  });

  it("knows the types of its steps", () => {
    expectTypeOf(sum).returns.toEqualTypeOf<Awaitable<{ a: number; b: number }>>();
    expectTypeOf(sum).parameters.toEqualTypeOf<[(n: number) => Awaitable<number>, typeof now]>();
    const first = flow(function* <T>(list: Awaitable<T[]>) {
      const items = yield* found(list);
      return items[0];
    });
    expect(first(["a"])).toBe("a");
    expectTypeOf(first(["a"])).toEqualTypeOf<Awaitable<string | undefined>>();
  });
});
