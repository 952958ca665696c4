import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { EntityTags, Variants } from "../../../src/http/caching/entity-tag.ts";

const BASE = "http://a/r4";

describe("variants", () => {
  it("are the same for the same headers, whatever came between", () => {
    const variants = new Variants();
    const german = variants.of({ accept: "*/*", "accept-language": "de" }, BASE);
    const french = variants.of({ accept: "*/*", "accept-language": "fr" }, BASE);
    expect(french).not.toEqual(german);
    expect(variants.of({ accept: "*/*", "accept-language": "de", cookie: "x" }, BASE)).toBe(german);
    expect(variants.of({ accept: "*/*" }, BASE).number).not.toBe(german.number);
  });

  it("never share a number, however many there are", () => {
    const variants = new Variants();
    const numbers = new Set<number>();
    for (let i = 0; i < 2_500; i++) numbers.add(variants.of({}, `http://h${i}/r4`).number);
    expect(numbers.size).toBe(2_500);
  });

  it("have the same hash in every process", () => {
    const headers = { accept: "application/fhir+json", prefer: "return=minimal" };
    const file = new URL("../../../src/http/caching/entity-tag.ts", import.meta.url).href;
    const program = `import { Variants } from "${file}";
      const variants = new Variants();
      variants.of({ accept: "*/*" }, "http://elsewhere/r5");
      process.stdout.write(variants.of(${JSON.stringify(headers)}, "${BASE}").hash);`;
    const elsewhere = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      encoding: "utf8",
    });
    expect(new Variants().of(headers, BASE).hash).toBe(elsewhere.stdout);
  });
});

describe("entity tags", () => {
  it("differ by variant and by generation, and come back with them", () => {
    const [variants, tags] = [new Variants(), new EntityTags("e")];
    const [a, b] = [variants.of({}, BASE), variants.of({}, "http://b/r4")];
    const first = tags.of(a, 1);
    expect(new Set([first, tags.of(b, 1), tags.of(a, 2)]).size).toBe(3);
    expect(tags.of(a, 1)).toBe(first);
  });
});
