/** ICD-10-CM: from chapters down to codes with a seventh character, from the files that CMS and NCHS publish. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bundledResources } from "../../../src/content/bundled-terminology.ts";
import { createEngine } from "../../../src/engine.ts";
import { validateResource } from "../../../src/fhir/validation/validation.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { openStore } from "../../../src/storage/open-store.ts";
import { EVERY_CONCEPT } from "../../../src/terminology/concepts/concept-condition.ts";
import { codeSystemResource } from "../../../src/terminology/resources/resources.ts";
import type { Store } from "../../../src/terminology/store.ts";
import { file, imported, refusal, shared, shown } from "../importing.ts";

const ICD = "http://hl7.org/fhir/sid/icd-10-cm";

const TABULAR = `<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular>
  <version>2026</version>
  <introduction><introSection type="title"><title>Made up</title></introSection></introduction>
  <chapter><name>13</name><desc>Made-up bones (M00-M99)</desc>
    <notes><note>Use an external cause code.</note></notes>
    <section id="M00-M79"><desc>Grouping (M00-M79)</desc></section>
    <section id="M60-M63"><desc>Muscles (M60-M63)</desc><excludes1><note>elsewhere (X00)</note></excludes1>
      <diag><name>M61.1</name><desc>Myositis ossificans progressiva</desc>
        <inclusionTerm><note>Fibrodysplasia ossificans progressiva</note></inclusionTerm>
        <codeFirst><note>the cause &amp; more</note></codeFirst>
        <diag><name>M61.10</name><desc>unspecified site</desc></diag>
      </diag>
    </section>
    <section id="M95"><desc>One category (M95)</desc><excludes2><note>of the block</note></excludes2>
      <diag><name>M95</name><desc>Other deformities</desc><includes><note>of the category</note></includes>
        <sevenChrNote><note>To each code of category M95</note></sevenChrNote>
        <sevenChrDef><extension char="A">initial encounter</extension><extension char="D">subsequent encounter</extension></sevenChrDef>
        <notes><note>7th characters D and S do not apply to codes in category M95 with 6th character 7 - one thing, or 8 - another.</note></notes>
        <diag><name>M95.1</name><desc>short</desc></diag>
        <diag placeholder="true"><name>M95.2X</name><desc>held open</desc>
          <diag><name>M95.2X7</name><desc>with a sixth</desc></diag>
          <diag><name>M95.2X9</name><desc>with another</desc></diag>
        </diag>
      </diag>
    </section>
  </chapter>
</ICD10CM.tabular>
`;

async function conceptsOf(path: string, store?: Store) {
  const done = await imported(path, {}, store);
  const system = (await done.store.codeSystem({ url: ICD }))!;
  return {
    ...done,
    header: system.codeSystem,
    items: (await system.select({ condition: EVERY_CONCEPT })).items,
  };
}

describe("the tabular list", () => {
  it("becomes a hierarchy of chapters, blocks, categories and codes", async () => {
    const { items, header, run } = await conceptsOf(file("tabular.xml", TABULAR));
    expect(items.map((c) => [c.code, c.parents.join(), c.abstract])).toEqual([
      ["13", "", true],
      ["M00-M79", "13", true],
      ["M60-M63", "M00-M79", true],
      ["M61.1", "M60-M63", true],
      ["M61.10", "M61.1", false],
      ["M95", "13", true],
      ["M95.1", "M95", true],
      ["M95.1XXA", "M95.1", false],
      ["M95.1XXD", "M95.1", false],
      ["M95.2X", "M95", true],
      ["M95.2X7", "M95.2X", true],
      ["M95.2X7A", "M95.2X7", false],
      ["M95.2X9", "M95.2X", true],
      ["M95.2X9A", "M95.2X9", false],
      ["M95.2X9D", "M95.2X9", false],
    ]);
    expect(items.find((c) => c.code === "M95.1XXA")!.display).toBe("short, initial encounter");
    const fop = items.find((c) => c.code === "M61.1")!;
    expect(fop.designations.map((d) => [d.use!.code, d.value])).toEqual([
      ["inclusion-term", "Fibrodysplasia ossificans progressiva"],
    ]);
    expect(fop.properties.map((p) => `${p.code}=${String(p.value)}`)).toEqual([
      "notSelectable=true",
      "code-first=the cause & more",
    ]);
    // A block of one category and the category are one.
    expect(
      items.find((c) => c.code === "M95")!.properties.map((p) => `${p.code}=${String(p.value)}`),
    ).toEqual([
      "notSelectable=true",
      "includes=of the category",
      "seventh-character-note=To each code of category M95",
      "note=7th characters D and S do not apply to codes in category M95 with 6th character 7 - one thing, or 8 - another.",
      "excludes2=of the block",
    ]);
    expect(header).toMatchObject({ version: "2026", content: "fragment", hierarchyMeaning: "is-a" });
    expect(run.notes.map(shown).join()).toContain("It is not all of ICD-10-CM");
    expect(run.leftOut).toEqual({ "<introduction> of the tabular list": 1 });
    expect(await validateResource(codeSystemResource(header, items), "r5")).toEqual([]);
  });

  it("is read packed, and the same again changes nothing", async () => {
    const path = file("tabular.xml.gz", gzipSync(TABULAR));
    const { store } = await imported(path);
    const again = await imported(path, {}, store);
    expect(again.run.report).toMatchObject({ written: {}, unchanged: 1 });
  });

  it("that is cut off, or no XML, leaves nothing", async () => {
    expect(await refusal(file("cut.xml", TABULAR.slice(0, 900)))).toEqual([
      expect.stringMatching(/^cut\.xml:\d+: The file ends within <\w+>: it is cut off$/),
    ]);
    expect((await refusal(file("bad.xml", TABULAR.replace("</diag>", "</daig>"))))[0]).toContain(
      "Not well-formed XML",
    );
    expect(
      (await refusal(file("doctype.xml", TABULAR.replace("<ICD10CM", "<!DOCTYPE x []><ICD10CM"))))[0],
    ).toContain("a document type declaration is not read");
  });
});

describe("the order file", () => {
  const line = (number: string, code: string, flag: number, short: string, long: string) =>
    `${number} ${code.padEnd(7)} ${flag} ${short.padEnd(60)} ${long}\n`;
  const ORDER =
    line("00001", "M611", 0, "Myositis ossificans progressiva", "Myositis ossificans progressiva") +
    line(
      "00002",
      "M6110",
      1,
      "Myositis ossificans progressiva, unsp site",
      "Myositis ossificans progressiva, unspecified site",
    ) +
    line("00003", "T360X1A", 1, "Poisoning", "Poisoning by penicillins, accidental, initial encounter");

  it("gives codes their point, marks headers, and puts codes under what they begin with", async () => {
    const { items, header } = await conceptsOf(file("icd10cm-order-2026.txt", ORDER));
    expect(items.map((c) => [c.code, c.display, c.parents.join(), c.abstract])).toEqual([
      ["M61.1", "Myositis ossificans progressiva", "", true],
      ["M61.10", "Myositis ossificans progressiva, unspecified site", "M61.1", false],
      ["T36.0X1A", "Poisoning by penicillins, accidental, initial encounter", "", false],
    ]);
    expect(items[1]!.designations.map((d) => d.value)).toEqual([
      "Myositis ossificans progressiva, unsp site",
    ]);
    expect(header).toMatchObject({ version: "2026", content: "fragment" });
  });

  it("refuses what is no line of it", async () => {
    expect((await refusal(file("icd10cm-order.txt", `${ORDER}nonsense\n`)))[0]).toContain(
      "icd10cm-order.txt:4: 'nonsense' is no line of an order file",
    );
  });
});

describe("the guard against a wrong diagnosis", () => {
  it("reaches every code below the header of FOP, once ICD-10-CM is there", async () => {
    const tabular = TABULAR.replaceAll("M61.10", "M61.1Z9");
    const { store } = await imported(file("guard.xml", tabular), {}, new MemoryStore(bundledResources()));
    const { resource } = await createEngine(store).ask("r4", "POST", "ConceptMap/$translate", {
      resource: {
        resourceType: "Parameters",
        parameter: [
          {
            name: "codeableConcept",
            valueCodeableConcept: {
              coding: [{ system: ICD, code: "M61.1Z9" }],
              text: "Myositis ossificans progressiva",
            },
          },
          {
            name: "targetsystem",
            valueUri: "https://w3id.org/ossicle/CodeSystem/genetic-conditions",
          },
        ],
      },
    });
    const text = JSON.stringify(resource);
    expect(text).toContain('{"name":"result","valueBoolean":false}');
    expect(text).toContain("fibrodysplasia ossificans progressiva (FOP)");
    expect(text).not.toContain('"equivalence","valueCode":"equivalent"');
  });
});

const FOLDER = shared("data/icd-10-cm");

describe.skipIf(!existsSync(FOLDER))("ICD-10-CM of April 2026, whole", () => {
  it("holds every code of the code list, headers marked", { timeout: 300_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "ossicle-icd-"));
    const store = await openStore(`sqlite:${join(folder, "icd.db")}`);
    try {
      await imported(join(FOLDER, "icd10c-tabular-April-1-2026.xml.gz"), {}, store);
      const system = (await store.codeSystem({ url: ICD }))!;
      expect(system.codeSystem).toMatchObject({ version: "2026", content: "complete" });
      const list = gunzipSync(readFileSync(join(FOLDER, "code-list-April-2026.txt.gz")))
        .toString()
        .split("\n")
        .map((code) => code.trim())
        .filter((code) => code !== "")
        .map((code) => (/^[A-Z]..[^-]/.test(code) ? `${code.slice(0, 3)}.${code.slice(3)}` : code));
      expect(list.length).toBe(98_505);
      const found = await system.locate(list);
      expect(list.filter((_, i) => found[i] === undefined)).toEqual([]);
      expect((await system.select({ condition: EVERY_CONCEPT, count: 0 })).total).toBe(new Set(list).size);
      const above = new Set(found.flatMap((concept) => concept!.parents));
      expect(found.filter((c) => c!.abstract !== above.has(c!.code)).map((c) => c!.code)).toEqual([]);

      const engine = createEngine(store);
      const ask = async (query: string) =>
        JSON.stringify((await engine.ask("r5", "GET", `CodeSystem/${query}`)).resource);
      for (let i = 0; i < list.length; i += 997)
        expect(await ask(`$validate-code?url=${ICD}&code=${list[i]!}`), list[i]).toContain(
          '"valueBoolean":true',
        );
      for (const [a, b] of [
        ["M61.1", "M61.172"],
        ["13", "M61.172"],
        ["C00-C75", "C50.911"],
      ])
        expect(await ask(`$subsumes?system=${ICD}&codeA=${a}&codeB=${b}`)).toContain('"subsumes"');
      expect(await ask(`$subsumes?system=${ICD}&codeA=M61.1&codeB=M61.5`)).toContain('"not-subsumed"');
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
