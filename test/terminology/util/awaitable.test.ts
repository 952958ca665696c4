import { describe, expect, it } from "vitest";
import { after, keptOr, mapAll, orElse } from "../../../src/terminology/util/awaitable.ts";

describe("what may be known at once", () => {
  it("goes on at once with a value, and later with a promise of one", async () => {
    expect(after(1, (n) => n + 1)).toBe(2);
    await expect(after(Promise.resolve(1), (n) => n + 1)).resolves.toBe(2);
    await expect(after(Promise.reject(new Error("gone")), (n: number) => n + 1)).rejects.toThrow("gone");
  });

  it("gives a list at once only where every item is there", async () => {
    expect(mapAll([1, 2], (n) => n * 2)).toEqual([2, 4]);
    expect(mapAll([], (n: number) => Promise.resolve(n))).toEqual([]);
    await expect(mapAll([1], (n) => Promise.resolve(n * 2))).resolves.toEqual([2]);
    await expect(mapAll([1, 2], (n) => (n === 1 ? n : Promise.resolve(n * 2)))).resolves.toEqual([1, 4]);
  });

  it("asks for all of a list before it waits for any", async () => {
    const asked: number[] = [];
    const all = mapAll([1, 2, 3], (n) => {
      asked.push(n);
      return Promise.resolve(n);
    });
    expect(asked).toEqual([1, 2, 3]);
    await all;
  });
});

describe("a list of which one fails at once", () => {
  it("fails, and what others come to is nobody's fault", async () => {
    const failing = (many: number) =>
      Promise.resolve().then(() =>
        mapAll(
          Array.from({ length: many }, (_, i) => i),
          (n) => {
            if (n === many - 1) throw new Error("too much");
            return Promise.reject(new Error("the database is gone"));
          },
        ),
      );
    await expect(failing(2)).rejects.toThrow("too much");
    await expect(failing(102)).rejects.toThrow("the database is gone");
    // Whoever failed unheard would end the process by now.
    await new Promise((resolve) => setImmediate(resolve));
  });
});

describe("a long list", () => {
  it("is asked for in parts, so that others find room in a database's queue", async () => {
    const items = Array.from({ length: 1_234 }, (_, i) => i);
    let waiting = 0;
    let most = 0;
    const ask = async (n: number, at: number) => {
      most = Math.max(most, ++waiting);
      await new Promise((resolve) => setImmediate(resolve));
      waiting--;
      return [n, at];
    };
    expect(await mapAll(items, ask)).toEqual(items.map((n) => [n, n]));
    expect(most).toBe(100);
  });

  it("fails as a whole where one of a later part fails", async () => {
    const items = Array.from({ length: 300 }, (_, i) => i);
    const ask = (n: number) => (n === 250 ? Promise.reject(new Error("gone")) : Promise.resolve(n));
    await expect(mapAll(items, ask)).rejects.toThrow("gone");
  });
});

describe("what may fail", () => {
  it("has something instead, whether it fails at once or later", async () => {
    const instead = (failure: unknown) => (failure as Error).message;
    const gone = new Error("gone");
    expect(orElse(() => "here", instead)).toBe("here");
    expect(
      orElse(() => {
        throw gone;
      }, instead),
    ).toBe("gone");
    await expect(orElse(() => Promise.resolve("here"), instead)).resolves.toBe("here");
    await expect(orElse(() => Promise.reject<string>(gone), instead)).resolves.toBe("gone");
  });
});

describe("what is kept", () => {
  it("is asked for once, and known at once when it has come", async () => {
    const keeper = new Map<string, number | undefined | Promise<number | undefined>>();
    let asked = 0;
    const ask = () => keptOr(keeper, "a", () => Promise.resolve(++asked));
    const first = ask();
    expect(ask()).toBe(first);
    await first;
    expect(ask()).toBe(1);
  });

  it("may be nothing", async () => {
    const keeper = new Map<string, undefined | Promise<undefined>>();
    await keptOr(keeper, "a", () => Promise.resolve(undefined));
    expect(keptOr(keeper, "a", () => Promise.reject(new Error("asked again")))).toBeUndefined();
  });

  it("is not what failed", async () => {
    const keeper = new Map<string, number | Promise<number>>();
    await expect(keptOr(keeper, "a", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
    await expect(keptOr(keeper, "a", () => Promise.resolve(1))).resolves.toBe(1);
  });
});
