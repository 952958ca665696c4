/** Two stores on one database: each must see what the other writes with its next call. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Resource } from "../../src/terminology/model.ts";
import type { Store } from "../../src/terminology/store.ts";
import { BONES, bones, bonesToColours, codesOf, ears } from "./fixtures.ts";

export function twoStores(openBoth: () => Promise<[Store, Store]>): void {
  let one: Store;
  let other: Store;
  beforeEach(async () => {
    [one, other] = await openBoth();
  });
  afterEach(async () => {
    await one.close();
    await other.close();
  });
  const put = (store: Store, resource: Resource) => store.write([{ kind: "resource", resource }]);

  test("every question of one sees what the other has just written", async () => {
    // Asked before, so that whatever is kept is kept.
    const coding = { system: BONES, code: "malleus" };
    expect(await other.codeSystem({ url: BONES })).toBeUndefined();
    expect(await other.valueSet({ url: ears.url! })).toBeUndefined();
    expect(await other.versions("ValueSet", ears.url!)).toEqual([]);
    expect(await other.conceptMaps({ codings: [coding] })).toEqual([]);

    await put(one, bones);
    expect(await codesOf(await other.codeSystem({ url: BONES }), { kind: "text", text: "ham" })).toEqual([
      "malleus",
    ]);
    await put(one, ears);
    expect((await other.valueSet({ url: ears.url! }))?.name).toBe("Ears");
    await put(one, { ...ears, version: "2" });
    expect(await other.versions("ValueSet", ears.url!)).toEqual(["1.0.0", "2"]);
    await put(one, bonesToColours);
    expect((await other.conceptMaps({ codings: [coding] })).length).toBe(1);
    await put(one, { ...bones, concept: [{ code: "x" }] });
    expect(
      (await (await other.codeSystem({ url: BONES }))!.locate(["x", "malleus"])).map((c) => c?.code),
    ).toEqual(["x", undefined]);
    await one.commit([{ method: "delete", type: "CodeSystem", id: "bones" }]);
    expect(await other.codeSystem({ url: BONES })).toBeUndefined();
    expect((await other.search("CodeSystem", { criteria: [] })).total).toBe(0);
  });

  test("the generation moves in both, and a snapshot has it as it is now", async () => {
    const before = (await other.snapshot()).generation;
    await put(one, ears);
    expect((await other.snapshot()).generation).toBe(one.generation);
    expect(other.generation).toBeGreaterThan(before);
    expect(other.generation).toBe(one.generation);
  });

  test("both write at the same time, and nothing is lost", async () => {
    const write = (store: Store, i: number) =>
      put(store, { ...ears, id: `e${i}`, url: `http://example.org/e${i}` });
    await Promise.all(Array.from({ length: 16 }, (_, i) => write(i % 2 ? one : other, i)));
    expect((await one.search("ValueSet", { criteria: [] })).total).toBe(16);
    expect((await other.search("ValueSet", { criteria: [] })).total).toBe(16);
  });

  test("of two that create what is not there yet, one finds what the other has created", async () => {
    const createOnce = (store: Store, id: string) =>
      store.commit(async (state) => {
        const { total } = await state.search("ValueSet", {
          criteria: [{ name: "url", values: [ears.url!] }],
        });
        return total > 0 ? [] : [{ method: "create", type: "ValueSet", id, resource: ears }];
      });
    const done = await Promise.all(
      Array.from({ length: 8 }, (_, i) => createOnce(i % 2 ? one : other, `e${i}`)),
    );
    expect(done.flat().length).toBe(1);
    expect((await other.search("ValueSet", { criteria: [] })).total).toBe(1);
  });

  test("of two that change the same version, one is told", async () => {
    await put(one, ears);
    const change = (store: Store, name: string) =>
      store.commit([
        { method: "update", type: "ValueSet", id: "ears", resource: { ...ears, name }, ifMatch: 1 },
      ]);
    const results = await Promise.allSettled([change(one, "A"), change(other, "B")]);
    expect(results.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = results.find((r) => r.status === "rejected") as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ issues: [{ code: "conflict" }] });
  });
}
