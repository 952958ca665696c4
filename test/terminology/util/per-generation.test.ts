import { describe, expect, it } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { overlay } from "../../../src/storage/overlay.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import { findProvider } from "../../../src/terminology/resolve/find-code-system.ts";
import { recordsOf } from "../../../src/terminology/resources/resources.ts";
import type { Terminology } from "../../../src/terminology/store.ts";
import { perGeneration, perLayer } from "../../../src/terminology/util/per-generation.ts";

const codeSystem = (id: string): Resource => ({
  resourceType: "CodeSystem",
  id,
  url: `http://example.org/${id}`,
  status: "active",
  content: "complete",
});

describe("kept per generation", () => {
  it("asks once per store and key until the content moves", async () => {
    let asked = 0;
    const ask = perGeneration("test", (_store, key) => Promise.resolve(`${key}${++asked}`));
    const [one, other] = [new MemoryStore(), new MemoryStore()];
    expect(await Promise.all([ask(one, "a"), ask(one, "a"), ask(one, "b"), ask(other, "a")])).toEqual([
      "a1",
      "a1",
      "b2",
      "a3",
    ]);
    await one.write(recordsOf(codeSystem("x")));
    expect(await ask(one, "a")).toBe("a4");
    expect(await ask(other, "a")).toBe("a3");
  });

  it("asks a store once, whatever requests bring along", async () => {
    let asked = 0;
    const ask = perLayer("test", (store) => {
      asked++;
      return Promise.resolve(store.generation);
    });
    const base = new MemoryStore([codeSystem("a")]);
    expect(await ask(base)).toHaveLength(1);
    for (let i = 0; i < 3; i++)
      expect(await ask(await overlay(base, [codeSystem(`own-${i}`)]))).toHaveLength(2);
    expect(asked).toBe(4);
  });

  it("asks again after a failure", async () => {
    let asked = 0;
    const ask = perGeneration("test", () =>
      ++asked === 1 ? Promise.reject(new Error("no")) : Promise.resolve("yes"),
    );
    const store = new MemoryStore();
    await expect(ask(store, "a")).rejects.toThrow("no");
    expect(await ask(store, "a")).toBe("yes");
  });

  it("keeps a bounded number of answers", async () => {
    let asked = 0;
    const ask = perGeneration("test", () => Promise.resolve(++asked));
    const store = new MemoryStore();
    for (let i = 0; i < 1_001; i++) await ask(store, String(i));
    expect(await ask(store, "0")).toBe(1_002);
  });

  it("keeps nothing for a store that can't tell its generation", async () => {
    let asked = 0;
    const ask = perGeneration("test", () => Promise.resolve(++asked));
    const base = new MemoryStore();
    let broken = true;
    const generation = () => {
      if (broken) throw new Error("the file is gone");
      return base.generation;
    };
    const store = await overlay(
      Object.defineProperty(Object.create(base) as Terminology, "generation", { get: generation }),
      [codeSystem("own")],
    );
    expect(() => ask(store, "a")).toThrow("the file is gone");
    expect(asked).toBe(0);
    broken = false;
    expect(await ask(store, "a")).toBe(1);
    expect(await ask(store, "a")).toBe(1);
  });
});

describe("a stored NamingSystem", () => {
  it("gives a system its aliases, from the moment it is there", async () => {
    const store = new MemoryStore([codeSystem("colours")]);
    const find = async () => (await findProvider(store, "urn:oid:1.2.3"))?.provider.codeSystem.url;
    expect(await find()).toBeUndefined();
    const colours: Resource = {
      resourceType: "NamingSystem",
      id: "colours",
      name: "Colours",
      status: "active",
      kind: "codesystem",
      date: "2026-11-23",
      uniqueId: [
        { type: "oid", value: "1.2.3" },
        { type: "uri", value: "http://example.org/colours", preferred: true },
      ],
    };
    await store.write(recordsOf(colours));
    expect(await find()).toBe("http://example.org/colours");
    const found = await findProvider(store, "urn:oid:1.2.3");
    expect(found?.notes[0]?.text).toContain("was read as Colours");
  });
});
