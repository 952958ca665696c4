import { describe, expect, it } from "vitest";
import { validateResource } from "../../../src/fhir/validation/validation.ts";
import { EVERY_CONCEPT } from "../../../src/terminology/concepts/concept-condition.ts";
import type { Mapping, ValueSet } from "../../../src/terminology/model.ts";
import { codeSystemResource } from "../../../src/terminology/resources/resources.ts";
import { relationOf } from "../../../src/terminology/translate/relationships.ts";
import { file, imported, refusal, shown } from "../importing.ts";
import { book, zip } from "../workbooks.ts";

const URL = "https://example.org/codes";

async function list(path: string, options = {}) {
  const { store, run } = await imported(path, { url: URL, ...options });
  const system = (await store.codeSystem({ url: URL }))!;
  return {
    run,
    header: system.codeSystem,
    concepts: (await system.select({ condition: EVERY_CONCEPT })).items,
  };
}

async function map(path: string, options = {}): Promise<{ mappings: Mapping[]; notes: string[] }> {
  const { store, run } = await imported(path, { url: URL, ...options });
  const [provider] = await store.conceptMaps({ url: URL });
  const mappings: Mapping[] = [];
  for await (const mapping of provider!.all()) mappings.push(mapping);
  return { mappings, notes: run.notes.map(shown) };
}

const LIST = `Sigle;Name;Definition;Parent Code;Synonyms;Obsolete;Severity
A;Bone disorder;Any disorder of bone;;Osseous disorder|Bone disease;no;
A1;Heterotopic ossification;"Bone; in the wrong place";A;HO;;mild
A2;Old ossification;;A;;yes;
`;

describe("a code list", () => {
  it("finds its columns by their names, and takes the others as properties", async () => {
    const { header, concepts, run } = await list(file("list.csv", LIST.replace("Sigle", "Code")), {
      version: "1.0",
      publisher: "Us",
      copyright: "Ours",
    });
    expect(header).toMatchObject({
      version: "1.0",
      publisher: "Us",
      copyright: "Ours",
      meta: { source: "list.csv" },
      hierarchyMeaning: "is-a",
    });
    expect(concepts.map((c) => [c.code, c.display, c.parents.join(), c.inactive])).toEqual([
      ["A", "Bone disorder", "", false],
      ["A1", "Heterotopic ossification", "A", false],
      ["A2", "Old ossification", "A", true],
    ]);
    expect(concepts[0]!.designations.map((d) => d.value)).toEqual(["Osseous disorder", "Bone disease"]);
    expect(concepts[1]!.definition).toBe("Bone; in the wrong place");
    expect(concepts[1]!.properties).toEqual([{ code: "Severity", type: "string", value: "mild" }]);
    expect(run.tables[0]!.columns.map(({ name, as }) => `${name} -> ${as}`)).toEqual([
      "Code -> code",
      "Name -> display",
      "Definition -> definition",
      "Parent Code -> parent",
      "Synonyms -> synonym",
      "Obsolete -> inactive",
      "Severity -> property Severity",
    ]);
    expect(await validateResource(codeSystemResource(header, concepts), "r5")).toEqual([]);
  });

  it("takes columns as the user says", async () => {
    const path = file("sigle.csv", LIST);
    expect((await refusal(path))[0]).toContain(
      "sigle.csv:1: No row names the columns of a code list (code) or a map (source and target). Found: 'Sigle', 'Name'",
    );
    const { concepts } = await list(path, { columns: { code: "Sigle", "property:grade": "Severity" } });
    expect(concepts[1]!.properties).toEqual([{ code: "grade", type: "string", value: "mild" }]);
    expect((await refusal(path, { columns: { code: "Cod" } }))[0]).toContain(
      "--columns: there is no column 'Cod'. There are 'Sigle'",
    );
    expect((await refusal(path, { columns: { sigle: "Sigle" } }))[0]).toContain(
      "--columns: 'sigle' is no role of a column",
    );
  });

  it("refuses a code twice, a parent that is not there, a circle, a row that is too wide", async () => {
    const path = file("bad.csv", "code,parent\nA,\nA,\nB,X\nC,D\nD,C\nE,A,more\n,A\n a b  c,\n");
    expect(await refusal(path)).toEqual([
      "bad.csv:3: Code 'A' stands here for the second time (first in line 2)",
      "bad.csv:7: The row has 3 fields, more than the 2 columns",
      "bad.csv:8: The row has no code: 'code' is empty. Fill it in, or empty the whole row",
      "bad.csv:9: 'a b  c' is no FHIR code: it has spaces at an end, several in a row, or control characters",
      "bad.csv:4: The parent 'X' of 'B' is not in the list",
      "bad.csv:6: The hierarchy goes in a circle: 'C' is under 'D' is under 'C'",
    ]);
    const { concepts } = await list(path, { keepGoing: true });
    expect(concepts.map((c) => `${c.code}<${c.parents.join()}`).sort()).toEqual(["A<", "B<", "C<D", "D<"]);
  });

  it("has German names of columns, as users of ICD-10-GM give them", async () => {
    const path = file(
      "gm.csv",
      "Schlüsselnummer;Klassentitel;Elternkode;Synonyme;Beschreibung;Gültig;Kapitel\nM61.-;Kalzifikation;;;;ja;XIII\nM61.1-;Myositis ossificans progressiva;M61.-;Fibrodysplasia ossificans progressiva;Selten;nein;XIII\n",
    );
    const { concepts } = await list(path);
    expect(concepts[1]).toMatchObject({
      code: "M61.1-",
      display: "Myositis ossificans progressiva",
      definition: "Selten",
      parents: ["M61.-"],
      inactive: true,
      designations: [{ value: "Fibrodysplasia ossificans progressiva" }],
    });
    expect(concepts[0]!.inactive).toBe(false);
    for (const [code, display] of [
      ["Kode", "Bezeichnung"],
      ["Kode", "Text"],
      ["Schlüssel", "Titel"],
    ])
      expect((await list(file("de.csv", `${code};${display}\nA;Alpha\n`))).concepts[0]).toMatchObject({
        code: "A",
        display: "Alpha",
      });
  });

  it("counts lines above the names of the columns, but neither Excel's nor groups", async () => {
    const above = { "lines above the names of the columns": 2 };
    const titled = file("titled.csv", "Our codes,\nas of 2026,\n\ncode,display\nA,Alpha\n");
    expect((await list(titled)).run.leftOut).toEqual(above);
    expect((await list(file("sep.csv", "sep=;\ncode;display\nA;Alpha\n"))).run.leftOut).toEqual({});
  });

  it("says once where rows end early, and where a row may be no header", async () => {
    const said = async (...given: Parameters<typeof list>) => (await list(...given)).run.notes.map(shown);
    expect(await said(file("short.csv", "code,display,note\nA\nB,b\nC,c,x\n"))).toContain(
      "short.csv:2: This row and 1 more have fewer fields than the 3 columns: the last ones are taken as empty",
    );
    expect(await said(file("bare.csv", "A00,Cholera\nA01,Typhus\n"), { columns: { code: "#1" } })).toContain(
      "bare.csv:1: The row is taken as the names of the columns ('A00', 'Cholera'). If it is one like the others, put a row of names above it",
    );
    expect(await refusal(file("blank.csv", "\n\n ,\n"))).toEqual(["blank.csv: The file is empty"]);
  });

  it("is parted at its own signs, whatever stands in quotes over several lines", async () => {
    const cell = '"a;b;c;\n;;;;\n;;;;\n;;;;\n;;;;"';
    const { concepts } = await list(file("lines.csv", `code,display\nA,${cell}\nB,5" nail\n`));
    expect(concepts.map(({ display }) => display)).toEqual([cell.slice(1, -1), '5" nail']);
  });

  it("names the blank and the sign that nobody sees", async () => {
    expect(await refusal(file("nbsp.csv", "code\nA\u00a01\n"))).toEqual([
      "nbsp.csv:2: 'A\u00a01' is no FHIR code: the blank in it is U+00A0, and not the plain space that a code may have",
    ]);
    const { run } = await list(file("unseen.csv", "code\n\u200bB\n"));
    expect(run.notes.map(shown).join()).toContain("a sign that can't be seen (U+200B)");
  });

  it("with a column of systems becomes a value set", async () => {
    const path = file(
      "vs.tsv",
      "system\tcode\tdisplay\nOMIM\t166350\tPOH\nhttp://snomed.info/sct\t719271000\twords\nurn:oid:2.16.840.1.113883.6.174\t135100\t\n",
    );
    const { store, run } = await imported(path, { url: URL });
    const valueSet = (await store.valueSet({ url: URL })) as ValueSet;
    expect(valueSet.compose!.include).toEqual([
      { system: "http://www.omim.org", concept: [{ code: "166350", display: "POH" }, { code: "135100" }] },
      { system: "http://snomed.info/sct", concept: [{ code: "719271000" }] },
    ]);
    expect(Object.values(run.leftOut)).toEqual([1]);
    expect(await validateResource(valueSet, "r5")).toEqual([]);
  });
});

const MAP = `Local code,Local name,Target system,Target code,Target name,Relationship,Comment
L1,POH,OMIM,166350,"OSSEOUS HETEROPLASIA, PROGRESSIVE; POH",equivalent,
L2,Ossification,OMIM,166350,,narrower,
L3,Bone tumour,http://hl7.org/fhir/sid/icd-10-cm,D16,,skos:broadMatch,close enough
L4,Nothing,,,,,
L5,Old,OMIM,135100,,,
`;

describe("a map table", () => {
  it("becomes a map; without a relationship it claims no sameness", async () => {
    const { mappings, notes } = await map(file("map.csv", MAP), {
      sourceSystem: "https://example.org/local",
    });
    expect(
      mappings.map((m) =>
        `${m.source.system}|${m.source.code} ${m.target?.code ?? "-"} ${m.relationship ?? "noMap"} ${m.noMap ? "" : relationOf(m).equivalence} ${m.comment ?? ""}`.trim(),
      ),
    ).toEqual([
      "https://example.org/local|L1 166350 equivalent equivalent",
      "https://example.org/local|L2 166350 source-is-broader-than-target narrower The source states narrower; it gives no comment",
      "https://example.org/local|L3 D16 source-is-narrower-than-target wider close enough",
      "https://example.org/local|L4 - noMap",
      "https://example.org/local|L5 135100 related-to relatedto",
    ]);
    expect(notes.join()).not.toContain("no column that says how");
  });

  it("keeps the system in which a code has no counterpart, where it is given", async () => {
    const path = file(
      "none.csv",
      "source,target,target system,relationship\nL1,166350,,equivalent\nL2,,,\nL3,,MONDO,\n",
    );
    const both = { sourceSystem: "https://example.org/local", targetSystem: "OMIM" };
    const { mappings } = await map(path, both);
    expect(mappings.map(({ source, target }) => [source.code, target?.system])).toEqual([
      ["L1", "http://www.omim.org"],
      ["L2", "http://www.omim.org"],
      ["L3", "http://purl.obolibrary.org/obo/mondo.owl"],
    ]);
    const { run } = await imported(path, { url: URL, ...both });
    expect(run.resources[0]!.samples.map((s) => s.kind === "mapping" && s.target !== undefined)).toEqual([
      ...[true, false, false],
    ]);
  });

  it("takes codes with a known prefix without being told their system", async () => {
    const path = file("curies.csv", "source,target\nMONDO:0008153,MIM:166350\nMONDO:0008153,GARD:0000109\n");
    const { mappings, notes } = await map(path);
    expect(mappings.map((m) => `${m.source.code} ${m.target!.system}|${m.target!.code}`)).toEqual([
      "MONDO:0008153 http://www.omim.org|166350",
      "MONDO:0008153 https://rarediseases.info.nih.gov/diseases|109",
    ]);
    expect(notes.join()).toContain("There is no column that says how source and target relate");
  });

  it("refuses an unknown system and a word that is no relationship", async () => {
    const path = file(
      "badmap.csv",
      "source,target,relationship\n1,2,equivalent\n,2,equivalent\n1,2,sort of\n",
    );
    expect((await refusal(path))[0]).toBe(
      "badmap.csv:2: The system of the source code '1' is not known: give --source-system URI, or a column with it (--columns source-system=NAME)",
    );
    const given = await refusal(path, {
      sourceSystem: "https://example.org/a",
      targetSystem: "https://example.org/b",
    });
    expect(given[0]).toBe("badmap.csv:3: The row has no source code");
    expect(given[1]).toMatch(/^badmap\.csv:4: 'sort of' is no relationship\. Give one of equivalent, /);
  });
});

describe("a workbook", () => {
  const two = book({
    Codes: [["Our list of codes"], ["Code", "Display"], ["1.10", "One"], ["2", "Two"]],
    Other: [["Code"], ["X"]],
  });

  it("is read past its title, numbers as they stand", async () => {
    const { concepts } = await list(file("book.xlsx", two));
    expect(concepts.map((c) => [c.code, c.display])).toEqual([
      ["1.10", "One"],
      ["2", "Two"],
    ]);
  });

  it("is read from the first sheet that is seen", async () => {
    const sheets = { Lists: [["Code"], ["old"]], Codes: [["Code"], ["new"]] };
    const { concepts } = await list(file("hidden.xlsx", book(sheets, { hidden: ["Lists"] })));
    expect(concepts.map(({ code }) => code)).toEqual(["new"]);
  });

  it("may hold a number that is no date in the format of one", async () => {
    const never = { stored: "99999999999999", format: 1 };
    const dated = book(
      {
        Codes: [
          ["Code", "Display"],
          ["A1", never],
          ["A2", "Two"],
        ],
      },
      { formats: ["yyyy"] },
    );
    const { concepts } = await list(file("never.xlsx", dated));
    expect(concepts.map(({ code, display }) => [code, display])).toEqual([
      ["A1", undefined],
      ["A2", "Two"],
    ]);
  });

  it("is read from the sheet asked for", async () => {
    const path = file("book.xlsx", two);
    expect((await list(path, { sheet: "Other" })).concepts.map((c) => c.code)).toEqual(["X"]);
    expect(await refusal(path, { sheet: "Nope" })).toEqual([
      "book.xlsx: --sheet: there is no sheet 'Nope'. There are 'Codes', 'Other'",
    ]);
  });

  it("is refused when cut off, or no workbook", async () => {
    expect((await refusal(file("cut.xlsx", two.subarray(0, 500))))[0]).toContain(
      "The archive is damaged: it has no directory",
    );
    expect((await refusal(file("zip.xlsx", zip({ "a.txt": "a" }))))[0]).toMatch(
      /^zip\.xlsx: The file is no readable XLSX workbook/,
    );
    expect((await refusal(file("out.xlsx", zip({ "../evil.txt": "a" }))))[0]).toContain(
      "has an entry '../evil.txt' that points outside of it",
    );
  });
});
