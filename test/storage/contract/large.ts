import { expect, test } from "vitest";
import type { CodeSystem } from "../../../src/terminology/model.ts";
import { codeSystemJson } from "../../../src/terminology/resources/code-system-pieces.ts";
import { recordsOf } from "../../../src/terminology/resources/resources.ts";
import type { ImportRecord, Store } from "../../../src/terminology/store.ts";
import { concept, header } from "../fixtures.ts";

const URL = "http://example.org/large";
const COUNT = 6_000;

/** A tree three deep, some with a second parent, imported row by row. */
function* large(title = "Large"): Generator<ImportRecord> {
  yield { kind: "codeSystem", codeSystem: { ...header(URL), id: "large", title } };
  for (let i = 0; i < COUNT; i++) {
    const parents = i % 10 === 0 ? [] : [`c${i - (i % 10)}`];
    if (i % 10 === 5) parents[0] = `c${i - 1}`;
    if (i % 100 === 99) parents.push("c0");
    yield { kind: "concept", concept: { ...concept(`c${i}`), display: `Concept "${i}"`, parents } };
  }
}

async function textOf(pieces: AsyncIterable<string>): Promise<{ text: string; pieces: number }> {
  let text = "";
  let count = 0;
  for await (const piece of pieces) {
    text += piece;
    count++;
  }
  return { text, pieces: count };
}

export function largeContract(open: () => Promise<Store>): void {
  test("a large code system is given in pieces, and says what it says when it is read", async () => {
    const store = await open();
    await store.write(large());
    const whole = (await store.read("CodeSystem", "large"))!.resource;
    if (!store.readLarge) return expect((whole as { concept: unknown[] }).concept).toHaveLength(COUNT / 10);
    const found = (await store.readLarge("CodeSystem", "large"))!;
    const { text, pieces } = await textOf(codeSystemJson(found));
    expect(JSON.parse(text)).toEqual(whole);
    expect(pieces).toBeGreaterThan(10);
  });

  test("while it is rewritten, the rest of it comes from where it began", async () => {
    const store = await open();
    if (!store.readLarge) return;
    await store.write(large());
    const before = (await store.read("CodeSystem", "large"))!.resource;
    const pieces = codeSystemJson((await store.readLarge("CodeSystem", "large"))!);
    let text = String((await pieces.next()).value) + String((await pieces.next()).value);
    await store.write(large("Another"));
    text += (await textOf(pieces)).text;
    expect(JSON.parse(text)).toEqual(before);
  });

  test("what is small, came as a whole, or is not there is not large", async () => {
    const store = await open();
    if (!store.readLarge) return;
    const records = [...large()];
    await store.write(records.slice(0, 100));
    expect(await store.readLarge("CodeSystem", "large")).toBeUndefined();
    expect(await store.readLarge("CodeSystem", "none")).toBeUndefined();
    expect(await store.readLarge("ValueSet", "large")).toBeUndefined();
    const all = Array.from({ length: COUNT }, (_, i) => ({ code: `w${i}` }));
    const resource = { ...header("http://example.org/whole"), id: "whole", concept: all } as CodeSystem;
    await store.write([{ kind: "resource", resource }]);
    expect(await store.readLarge("CodeSystem", "whole")).toBeUndefined();
  });

  test("one whose rows say in which order they were written is put together", async () => {
    const store = await open();
    if (!store.readLarge) return;
    const property = [{ code: "parent", valueCode: "last" }];
    const all = Array.from({ length: COUNT }, (_, i) => ({ code: `w${i}`, property }));
    const resource = { ...header(URL), id: "large", concept: [...all, { code: "last" }] } as CodeSystem;
    await store.write(recordsOf(resource));
    expect(await store.readLarge("CodeSystem", "large")).toBeUndefined();
  });
}
