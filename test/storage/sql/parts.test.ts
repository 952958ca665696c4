import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { migrations, pending, requireCurrent } from "../../../src/storage/sql/engines/migrate.ts";
import { codingKey, isWhole, nameHash, valueKey } from "../../../src/storage/sql/keys.ts";
import { and, or, raw, sql } from "../../../src/storage/sql/sql.ts";
import { WriteQueue } from "../../../src/storage/write-queue.ts";

describe("sql", () => {
  test("values become parameters, fragments keep theirs in order", () => {
    const inner = sql`b IN (${1}, ${"two"})`;
    const { text, params } = sql`SELECT ${raw("a")} WHERE ${and([inner, sql`c = ${null}`])} LIMIT ${3}`;
    expect(text).toBe("SELECT a WHERE (b IN (?, ?) AND c = ?) LIMIT ?");
    expect(params).toEqual([1, "two", null, 3]);
  });

  test("of nothing: all hold, none holds", () => {
    expect([and([]).text, or([]).text]).toEqual(["1 = 1", "1 = 0"]);
  });
});

describe("keys", () => {
  test("two codings have one key only if they have the same system and code", () => {
    const texts = fc.constantFrom("", "1", "1:", ":", "a", "a1:b", "b", "\n", "1:a1:");
    fc.assert(
      fc.property(texts, texts, texts, texts, (system, code, otherSystem, otherCode) => {
        const same = system === otherSystem && code === otherCode;
        expect(codingKey({ system, code }) === codingKey({ system: otherSystem, code: otherCode })).toBe(
          same,
        );
      }),
    );
  });

  test("short values are their own key; long ones differ by what is cut off", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), fc.string({ maxLength: 600 }), (a, b) => {
        expect(valueKey(a) === valueKey(b)).toBe(a === b);
        expect(valueKey(a).length).toBeLessThanOrEqual(200);
        if (isWhole(valueKey(a))) expect(valueKey(a)).toBe(a);
      }),
    );
    const long = "x".repeat(300);
    expect(isWhole(valueKey(long))).toBe(false);
    // Who gives a key as a value does not get what it stands for.
    expect(valueKey(valueKey(long))).not.toBe(valueKey(long));
  });

  test("hashes of names are exact in a double, and spread", () => {
    const hashes = new Set(Array.from({ length: 20_000 }, (_, i) => nameHash(`name ${i}`)));
    expect(hashes.size).toBe(20_000);
    for (const hash of hashes) expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true);
  });
});

describe("WriteQueue", () => {
  test("one at a time, in order, also after a failure", async () => {
    const queue = new WriteQueue();
    const log: string[] = [];
    const work = (name: string, fails = false) =>
      queue.run(1000, async () => {
        log.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
      });
    await Promise.allSettled([work("a"), work("b", true), work("c")]);
    expect(log).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  });

  test("who waits too long is told, and those behind still get their turn", async () => {
    const queue = new WriteQueue();
    let release!: () => void;
    const first = queue.run(1000, () => new Promise<void>((resolve) => (release = resolve)));
    const second = queue.run(10, () => Promise.resolve("never"));
    const third = queue.run(1000, () => Promise.resolve("third"));
    await expect(second).rejects.toMatchObject({ issues: [{ code: "transient" }] });
    release();
    await first;
    expect(await third).toBe("third");
  });
});

describe("migrations", () => {
  test("both engines have the same numbers, without gaps", () => {
    const of = (engine: "sqlite" | "postgres"): number[] => migrations(engine).map(({ number }) => number);
    expect(of("sqlite")).toEqual(of("postgres"));
    expect(of("sqlite")).toEqual(of("sqlite").map((_, i) => i + 1));
  });

  test("only what is missing is pending; a later schema is refused", () => {
    const all = [1, 2, 3].map((number) => ({ number, name: String(number), sql: "" }));
    expect(pending(all, 1).map(({ number }) => number)).toEqual([2, 3]);
    expect(pending(all, 3)).toEqual([]);
    expect(() => pending(all, 4)).toThrow("schema 4");
    expect(() => requireCurrent(all, 2)).toThrow("write access");
    expect(() => requireCurrent(all, 3)).not.toThrow();
  });
});
