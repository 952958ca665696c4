import { describe, expect, test } from "vitest";
import { Lru } from "../../../src/terminology/util/lru.ts";

describe("Lru", () => {
  test("keeps what is used, forgets what isn't, and never more than its capacity", () => {
    const lru = new Lru<number, number>("test", 10);
    lru.set(0, 0);
    for (let i = 1; i < 100; i++) {
      expect(lru.get(0)).toBe(0);
      lru.set(i, i);
    }
    const kept = Array.from({ length: 100 }, (_, i) => i).filter((i) => lru.get(i) !== undefined);
    expect(kept.length).toBeLessThanOrEqual(10);
    expect(kept).toContain(99);
    expect(lru.get(50)).toBeUndefined();
  });

  test("what weighs more than half of all is not kept", () => {
    const lru = new Lru<string, string>("test", 10);
    lru.set("a", "a", 2);
    lru.set("b", "b", 6);
    expect([lru.get("a"), lru.get("b")]).toEqual(["a", undefined]);
    lru.clear();
    expect(lru.get("a")).toBeUndefined();
  });

  test("what is deleted is gone, and makes room, whichever half it is in", () => {
    const lru = new Lru<string, string>("test", 4);
    for (const key of ["a", "b", "c"]) lru.set(key, key);
    expect([lru.has("a"), lru.has("c"), lru.has("d")]).toEqual([true, true, false]);
    lru.delete("a");
    lru.delete("c");
    expect([lru.get("a"), lru.get("b"), lru.get("c")]).toEqual([undefined, "b", undefined]);
    lru.set("d", "d");
    expect([lru.get("b"), lru.get("d")]).toEqual(["b", "d"]);
  });
});
