import { expect, test } from "vitest";
import type { Resource } from "../../../src/terminology/model.ts";
import type { Snapshot, Store } from "../../../src/terminology/store.ts";
import { BONES, bones, bonesToColours, codesOf, ears } from "../fixtures.ts";

const coding = { system: BONES, code: "malleus" };
const put = (store: Store, ...resources: Resource[]) =>
  store.write(resources.map((resource) => ({ kind: "resource", resource })));

/** Everything that can be asked, of what is rewritten below; but not where it was read. */
async function everything(state: Snapshot): Promise<object> {
  return JSON.parse(
    JSON.stringify(await asked(state), (name, value: unknown) => (name === "size" ? undefined : value)),
  ) as object;
}

async function asked(state: Snapshot): Promise<object> {
  const system = await state.codeSystem({ url: BONES });
  const maps = await state.conceptMaps({ codings: [coding] });
  const history = await state.history("CodeSystem", undefined, { offset: 0, count: 10 });
  return {
    generation: state.generation,
    located: (await system?.locate(["malleus", "new"]))?.map((c) => c?.display),
    found: await codesOf(system, { kind: "text", text: "ham" }),
    mappings: (await maps[0]?.mappings([coding], "forward"))?.length,
    valueSet: (await state.valueSet({ url: ears.url! }))?.name,
    valueSetById: (await state.valueSet({ id: "ears" }))?.name,
    versions: await state.versions("ValueSet", ears.url!),
    systems: (await state.codeSystems()).map(({ url, name }) => [url, name]),
    read: await state.read("CodeSystem", "bones"),
    summary: await state.read("ConceptMap", "bones-to-colours", { summary: true }),
    search: await state.search("ValueSet", { criteria: [], count: 10 }),
    byCode: (await state.search("CodeSystem", { criteria: [{ name: "code", values: ["malleus"] }] })).total,
    history,
    past: await state.vread("CodeSystem", "bones", 1),
    later: await state.vread("CodeSystem", "bones", 2),
  };
}

export function snapshotContract(open: () => Promise<Store>): void {
  test("a snapshot answers every question as before, whatever is rewritten, deleted and made anew", async () => {
    const store = await open();
    await put(store, bones, ears, bonesToColours);
    const before = await store.snapshot();
    const unasked = await store.snapshot();
    const known = await everything(before);
    await put(store, { ...bones, name: "Other", concept: [{ code: "new", display: "New" }] });
    await put(store, { ...ears, name: "Other ears" }, { ...ears, id: "two", version: "2" });
    await store.commit([
      { method: "delete", type: "ConceptMap", id: "bones-to-colours" },
      { method: "delete", type: "CodeSystem", id: "bones" },
    ]);
    await store.commit([
      { method: "update", type: "CodeSystem", id: "bones", resource: { ...bones, name: "Third" } },
    ]);
    expect(await everything(before)).toEqual(known);
    expect(await everything(unasked)).toEqual(known);

    const after = await store.snapshot();
    expect(after.generation).toBeGreaterThan(before.generation);
    expect((await after.codeSystem({ url: BONES }))?.codeSystem.name).toBe("Third");
    expect((await after.history("CodeSystem", "bones", { offset: 0, count: 10 })).total).toBe(4);
    expect(await after.versions("ValueSet", ears.url!)).toEqual(["1.0.0", "2"]);
    expect(await after.conceptMaps({ codings: [coding] })).toEqual([]);
  });

  test("a snapshot is the same object until something is written", async () => {
    const store = await open();
    await put(store, bones);
    const one = await store.snapshot();
    expect(await store.snapshot()).toBe(one);
    await put(store, bones);
    expect(await store.snapshot()).toBe(one);
    await put(store, ears);
    expect(await store.snapshot()).not.toBe(one);
  });

  test("what a snapshot gave, such as a code system, goes on answering from it", async () => {
    const store = await open();
    await put(store, bones);
    const system = await (await store.snapshot()).codeSystem({ url: BONES });
    await put(store, { ...bones, concept: [{ code: "new" }] });
    expect((await system!.locate(["malleus", "new"])).map((c) => c?.code)).toEqual(["malleus", undefined]);
  });
}
