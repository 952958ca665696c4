/** The temporary file of an import: what is long comes out of it in steps, and in order. */
import { afterEach, describe, expect, test } from "vitest";
import { StagingFile } from "../../../../src/storage/sql/write/staging-file.ts";
import type { Concept } from "../../../../src/terminology/model.ts";
import { atOnce } from "../../../../src/terminology/util/in-turns.ts";

const concept = (code: string, parents: string[] = []): Concept => ({
  code,
  inactive: false,
  abstract: false,
  parents,
  designations: [],
  properties: [],
});

let file = new StagingFile();
afterEach(() => {
  file.close();
  file = new StagingFile();
});

describe("the hierarchy", () => {
  test("has gaps where a code came again, and the parents of both", () => {
    file.addResource(0, { header: "{}", body: null });
    file.addResource(1, { header: "{}", body: null });
    const came = ["a", "b", "a", "c"].map((code, i) => file.addConcept(0, i, code, concept(code)));
    expect(came).toEqual([0, 1, 0, 3]);
    file.addConcept(1, 0, "x", concept("x"));
    file.addParent(0, 1, 0, "a");
    // Of the second "a"; "c" comes later, "d" never.
    file.addParent(0, 0, undefined, "c");
    file.addParent(0, 3, undefined, "d");
    const { numbers, parents } = atOnce(file.hierarchy(0));
    expect([...numbers]).toEqual([0, 1, 3]);
    expect([...parents.start]).toEqual([0, 1, 2, 2]);
    expect([...parents.of]).toEqual([2, 0]);
  });

  test("is put together in steps of some hundred", () => {
    file.addResource(0, { header: "{}", body: null });
    for (let i = 0; i < 5_000; i++) {
      file.addConcept(0, i, `c${i}`, concept(`c${i}`));
      if (i > 0) file.addParent(0, i, i % 2 ? 0 : undefined, "c0");
    }
    const steps = file.hierarchy(0);
    let count = 0;
    while (!steps.next().done) count++;
    expect(count).toBeGreaterThanOrEqual(9);
  });
});

describe("rows that are sorted", () => {
  /** Not in order, many of them twice. */
  const rows = (count: number): [string, string, number][] =>
    Array.from({ length: count }, (_, i) => [`p${i % 3}`, `v${(i * 7_919) % 1_000}`, (i * 104_729) % count]);

  test.each([0, 1, 8_000, 8_001, 50_000])("%i of them come in order, and none is lost", (count) => {
    const sorter = file.sorter("property");
    for (const row of rows(count)) sorter.push(...row);
    expect([...sorter.batch()]).toEqual([]);
    const key = ([property, value, position]: readonly (string | number)[]): string =>
      `${property} ${String(value).padEnd(5)} ${String(position).padStart(6, "0")}`;
    expect(Array.from(sorter.rest(), key)).toEqual(rows(count).map(key).sort());
  });

  test("are those of the last one who asked", () => {
    for (const n of [1, 2]) {
      const names = file.sorter("name");
      for (let i = 0; i < 10_000; i++) names.push(n, i);
      const all = [...names.rest()];
      expect(all).toHaveLength(10_000);
      expect(all[0]).toEqual([n, 0]);
    }
  });
});
