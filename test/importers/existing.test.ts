/** Imports that meet each other: what one has said that it wrote is there, whatever the other does. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ImportOptions } from "../../src/importers/import-job.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { EVERY_CONCEPT } from "../../src/terminology/concepts/concept-condition.ts";
import type { Resource } from "../../src/terminology/model.ts";
import type { Store, StoredResource } from "../../src/terminology/store.ts";
import { freshSchema, POSTGRES } from "../storage/postgres-schema.ts";
import { temporaryFolder } from "../storage/temporary.ts";
import { file, imported } from "./importing.ts";

const SHARED = "https://example.org/shared";

const list = (letter: string): string => {
  const rows = Array.from({ length: 40 }, (_, i) => `${letter}${i},Name ${letter}${i}\n`);
  return file(`${letter}.csv`, `code,display\n${rows.join("")}`);
};

/** How many codes there are of each letter. */
async function letters(store: Store): Promise<Record<string, number>> {
  const provider = await store.codeSystem({ url: SHARED });
  const { items } = await provider!.select({ condition: EVERY_CONCEPT });
  const found: Record<string, number> = {};
  for (const { code } of items) found[code[0]!] = (found[code[0]!] ?? 0) + 1;
  return found;
}

const folder = temporaryFolder();
let number = 0;
const stores: [name: string, address: () => Promise<string>][] = [
  ["memory", () => Promise.resolve("memory:")],
  ["SQLite", () => Promise.resolve(`sqlite:${folder.path}/${number++}.db`)],
];
if (POSTGRES !== undefined) stores.push(["PostgreSQL", freshSchema]);

describe.each(stores)("%s", (_name, address) => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore(await address());
  });
  afterEach(() => store.close());

  const run = (letter: string, options: ImportOptions) =>
    imported(list(letter), { url: SHARED, ...options }, store).then(
      () => letter,
      (cause: Error) => cause.message,
    );

  test("of two that add to the same at once none is lost without a word", async () => {
    await run("X", {});
    const ended = await Promise.all([run("A", { merge: true }), run("B", { merge: true })]);
    const written = ["A", "B"].filter((letter) => ended.includes(letter));
    expect(written.length).toBeGreaterThan(0);
    expect(Object.keys(await letters(store)).sort()).toEqual([...written, "X"]);
    for (const message of ended.filter((said) => said.length > 1)) expect(message).toContain(SHARED);
    // Who was refused imports again.
    for (const letter of ["A", "B"]) if (!written.includes(letter)) await run(letter, { merge: true });
    expect(await letters(store)).toEqual({ A: 40, B: 40, X: 40 });
  });

  test.each([true, false])("nor of two that come first at once, adding: %s", async (merge) => {
    const ended = await Promise.all([run("A", { merge }), run("B", { merge })]);
    const written = ["A", "B"].filter((letter) => ended.includes(letter));
    expect(written.length).toBeGreaterThan(0);
    expect(Object.keys(await letters(store))).toEqual(expect.arrayContaining(written));
  });

  test("nor what a program writes while an import adds to it", async () => {
    await run("X", {});
    const { items } = await store.search("CodeSystem", { criteria: [], count: 10 });
    const [{ id, resource }] = items as [StoredResource];
    const changed = { ...resource!, concept: [{ code: "Z" }] } as Resource;
    const write = { method: "update" as const, type: "CodeSystem" as const, id, resource: changed };
    await Promise.all([run("A", { merge: true }), store.commit([write])]);
    expect(await letters(store)).toMatchObject({ Z: 1 });
  });

  test("the same twice at once is there once", async () => {
    expect(await Promise.all([run("A", {}), run("A", {})])).toEqual(["A", "A"]);
    expect(await letters(store)).toEqual({ A: 40 });
  });

  test("of two files of one import none is lost without a word", async () => {
    const both = [list("A"), list("B")];
    for (const options of [{ merge: true }, {}]) {
      const refused = imported(both, { url: SHARED, ...options }, store);
      await expect(refused).rejects.toThrow(`${SHARED} has come in this import already`);
      expect(
        (await store.search("CodeSystem", { criteria: [{ name: "url", values: [SHARED] }] })).items,
      ).toEqual([]);
    }
    await imported(both, { url: SHARED, replace: true }, store);
    expect(await letters(store)).toEqual({ B: 40 });
    await run("A", { merge: true });
    expect(await letters(store)).toEqual({ A: 40, B: 40 });
  });
});
