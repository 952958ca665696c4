import { existsSync, readdirSync, readFileSync } from "node:fs";
import type * as r5 from "fhir/r5";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../../src/engine.ts";
import { validateResource } from "../../../src/fhir/validation/validation.ts";
import { exportSssom } from "../../../src/importers/sssom/export.ts";
import type { Mapping } from "../../../src/terminology/model.ts";
import { systemTable } from "../../../src/terminology/resolve/known-systems.ts";
import { conceptMapResource, mappingsOf } from "../../../src/terminology/resources/resources.ts";
import type { ConceptMapProvider } from "../../../src/terminology/store.ts";
import { relationOf } from "../../../src/terminology/translate/relationships.ts";
import { file, fixture, imported, refusal, shared, shown, textOf } from "../importing.ts";

const MONDO = "http://purl.obolibrary.org/obo/mondo.owl";

async function only(paths: string | string[], options = {}): Promise<ConceptMapProvider> {
  const { store } = await imported(paths, options);
  return (await store.conceptMaps({}))[0]!;
}

async function rows(map: ConceptMapProvider): Promise<Mapping[]> {
  const all: Mapping[] = [];
  for await (const mapping of map.all()) all.push(mapping);
  return all;
}

const values = (mapping: Mapping, code: string) =>
  mapping.properties.filter((p) => p.code === code).map((p) => p.value);

describe("SSSOM in", () => {
  const tenRows = only(fixture("ten-rows.sssom.tsv"));

  it("reads the metadata into the map's own elements", async () => {
    const { conceptMap } = await tenRows;
    expect(conceptMap).toMatchObject({
      url: "https://example.org/mappings/ten-rows.sssom.tsv",
      version: "2026-11-01",
      title: "Ten rows",
      description: "One row for each thing that a mapping can say",
      publisher: "Ada Example, Grace Example",
      copyright: "Licence: https://creativecommons.org/publicdomain/zero/1.0/",
      meta: { source: "https://example.org/mappings/ten-rows.sssom.tsv" },
      author: [{ name: "Ada Example" }, { name: "Grace Example" }],
    });
  });

  it.each([
    [0, "equivalent", "equivalent", "http://www.omim.org", "166350"],
    [1, "related-to", "relatedto", "https://rarediseases.info.nih.gov/diseases", "109"],
    [2, "not-related-to", "disjoint", "http://www.omim.org", "166350"],
    [3, "source-is-broader-than-target", "narrower", "http://www.omim.org", "135100"],
    [4, "source-is-narrower-than-target", "wider", "https://example.org", "gnas-disorders"],
    [5, "related-to", "inexact", "https://example.org", "skin-deep"],
    [6, "source-is-narrower-than-target", "subsumes", "https://example.org", "skin"],
    [9, "related-to", "relatedto", "https://example.org", "wiki"],
  ])("row %i is %s / %s", async (i, relationship, equivalence, system, code) => {
    const mapping = (await rows(await tenRows))[i]!;
    expect(relationOf(mapping)).toEqual({ relationship, equivalence });
    expect(mapping).toMatchObject({ target: { system, code } });
    expect(mapping.source.system).toBe(MONDO);
  });

  it("says that nothing was found", async () => {
    const mapping = (await rows(await tenRows))[7]!;
    expect(mapping).toMatchObject({ noMap: true, comment: "Looked for by two people" });
    expect(mapping.target).toBeUndefined();
    expect(mapping.relationship).toBeUndefined();
  });

  it("says in which system nothing was found, where the source names one that is known", async () => {
    const path = file(
      "none.sssom.tsv",
      [
        "# curie_map:",
        "#   L: https://example.org/l/",
        "#   obo: http://purl.obolibrary.org/obo/",
        "# mapping_set_id: https://example.org/none",
        "subject_id\tpredicate_id\tobject_id\tobject_source\tmapping_justification",
        "L:1\tskos:exactMatch\tsssom:NoTermFound\tobo:mondo.owl\tsemapv:ManualMappingCuration",
        "L:2\tskos:exactMatch\tsssom:NoTermFound\tobo:nobody.owl\tsemapv:ManualMappingCuration",
      ].join("\n"),
    );
    const all = await rows(await only(path));
    expect(all.map(({ noMap, target }) => [noMap, target])).toEqual([
      [true, { system: MONDO }],
      [true, undefined],
    ]);
  });

  it("says of none of several target systems that it alone has nothing", async () => {
    const path = file(
      "nowhere.sssom.tsv",
      [
        "# curie_map:",
        "#   L: https://example.org/l/",
        "#   M: https://example.org/m/",
        "#   N: https://example.org/n/",
        "# mapping_set_id: https://example.org/nowhere",
        "subject_id\tpredicate_id\tobject_id\tmapping_justification",
        "L:1\tskos:exactMatch\tM:1\tsemapv:ManualMappingCuration",
        "L:2\tskos:exactMatch\tN:2\tsemapv:ManualMappingCuration",
        "L:3\tskos:exactMatch\tsssom:NoTermFound\tsemapv:ManualMappingCuration",
      ].join("\n"),
    );
    const map = await only(path);
    const { group } = conceptMapResource(map.conceptMap, await rows(map));
    expect(group!.map(({ target, element }) => [target, element.map(({ code }) => code)])).toEqual([
      [undefined, ["3"]],
      ["https://example.org/m", ["1"]],
      ["https://example.org/n", ["2"]],
    ]);
  });

  it("takes a literal as a code of the names", async () => {
    expect((await rows(await tenRows))[8]!.source).toEqual({
      system: "https://w3id.org/ossicle/CodeSystem/condition-names",
      code: "Osteoma cutis",
      display: "Osteoma cutis",
    });
  });

  it("keeps several values apart, escaped pipes and all", async () => {
    const all = await rows(await tenRows);
    expect(values(all[0]!, "author_id")).toEqual(["orcid:0000-0000-0000-0001", "orcid:0000-0000-0000-0002"]);
    expect(values(all[5]!, "match_string")).toEqual(["dermis|skin", "dermal"]);
  });

  it("lets the set speak for mappings that say nothing themselves", async () => {
    const all = await rows(await tenRows);
    expect(values(all[0]!, "mapping_date")).toEqual(["2026-10-01"]);
    expect(values(all[1]!, "mapping_date")).toEqual(["2026-10-31"]);
    expect(values(all[1]!, "mapping_tool_version")).toEqual(["1.10"]);
    expect(values(all[1]!, "confidence")).toEqual([]);
  });

  it("knows declared extensions and their types", async () => {
    const map = await tenRows;
    expect(values((await rows(map))[0]!, "ext_votes")).toEqual([3]);
    expect(map.conceptMap.property).toContainEqual(
      expect.objectContaining({ code: "ext_votes", uri: "https://example.org/votes", type: "integer" }),
    );
  });

  it("notes a predicate without relationship", async () => {
    const { run } = await imported(fixture("ten-rows.sssom.tsv"));
    expect(run.notes.map(shown).join()).toContain(
      "'https://example.org/seeAlsoInOurWiki' has no relationship in FHIR",
    );
    expect(run.report).toEqual({ written: { ConceptMap: 1 }, unchanged: 0, concepts: 0, mappings: 10 });
  });

  it("makes a ConceptMap that is valid R5", async () => {
    const map = await tenRows;
    expect(await validateResource(conceptMapResource(map.conceptMap, await rows(map)), "r5")).toEqual([]);
  });

  it("loses nothing where the map is written as a resource and read again", async () => {
    const map = await tenRows;
    const all = await rows(map);
    const again = [...mappingsOf(conceptMapResource(map.conceptMap, all))];
    const inOrder = (list: Mapping[]) =>
      list
        .map((m) => JSON.stringify([m.source.code, m.target?.code ?? "", m.comment ?? "", m.properties]))
        .sort();
    expect(inOrder(again)).toEqual(inOrder(all));
  });

  it("finds metadata beside the table", async () => {
    const table = readFileSync(fixture("ten-rows.sssom.tsv"), "utf8").split("\n");
    const yaml = table.filter((l) => l.startsWith("#")).map((l) => l.slice(2));
    const tsv = file("beside/x.sssom.tsv", table.filter((l) => !l.startsWith("#")).join("\n"));
    expect((await refusal(tsv))[0]).toMatch(
      /^beside\/x\.sssom\.tsv:1: There is no metadata: .*x\.sssom\.yml/,
    );
    file("beside/x.sssom.yml", yaml.join("\n"));
    const map = await only(tsv);
    expect(map.conceptMap.url).toBe("https://example.org/mappings/ten-rows.sssom.tsv");
    expect((await rows(map)).length).toBe(10);
  });
});

const head = `# curie_map:\n#   MONDO: http://purl.obolibrary.org/obo/MONDO_\n# mapping_set_id: https://example.org/x\n# license: https://example.org/l\n`;
const columns = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n";
const set = (...lines: string[]) => head + columns + lines.map((l) => `${l}\n`).join("");

describe("SSSOM refused", () => {
  it.each([
    [
      "an undeclared prefix",
      "MONDO:1\tskos:exactMatch\tOMIM:1\tsemapv:X\t",
      "x.tsv:6: object_id 'OMIM:1': the prefix 'OMIM' is not declared in the curie_map",
    ],
    [
      "an undeclared prefix of the predicate",
      "MONDO:1\tfoo:bar\tMONDO:2\tsemapv:X\t",
      "x.tsv:6: predicate_id 'foo:bar': the prefix 'foo' is not declared in the curie_map",
    ],
    ["no justification", "MONDO:1\tskos:exactMatch\tMONDO:2\t\t", "x.tsv:6: mapping_justification is empty"],
    [
      "no subject",
      "\tskos:exactMatch\tMONDO:2\tsemapv:X\t",
      "x.tsv:6: subject_id is empty and subject_type is not 'rdfs literal'",
    ],
    [
      "a confidence of 2",
      "MONDO:1\tskos:exactMatch\tMONDO:2\tsemapv:X\t2",
      "x.tsv:6: confidence '2' is not valid; a number from 0 to 1 is expected",
    ],
    [
      "plain text as id",
      "bone\tskos:exactMatch\tMONDO:2\tsemapv:X\t",
      "x.tsv:6: subject_id 'bone' is no identifier: a CURIE (PREFIX:code) or an IRI is expected",
    ],
    ["a row that is cut off", "MONDO:1\tskos:exa", "x.tsv:6: The row has 2 fields, the header 5"],
  ])("%s", async (_what, line, expected) => {
    expect(await refusal(file("x.tsv", set(line)))).toEqual([expected]);
  });

  it("lists every bad row, and keeps the good ones with --keep-going", async () => {
    const path = file(
      "some.sssom.tsv",
      set(
        "MONDO:1\tskos:exactMatch\tX:1\tsemapv:A\t",
        "MONDO:2\tskos:exactMatch\tMONDO:3\tsemapv:A\t",
        "MONDO:4\tskos:exactMatch\tX:4\tsemapv:A\t",
      ),
    );
    expect((await refusal(path)).map((r) => r.split(":")[1])).toEqual(["6", "8"]);
    const { run } = await imported(path, { keepGoing: true });
    expect(run.report.mappings).toBe(1);
    expect(run.refused.map((r) => r.location.line)).toEqual([6, 8]);
  });

  it("another meaning for a prefix of SSSOM's own", async () => {
    const bad = `# curie_map:\n#   skos: https://example.org/\n# mapping_set_id: https://example.org/x\n${columns}`;
    expect(await refusal(file("b.sssom.tsv", bad))).toEqual([
      "b.sssom.tsv:1: The curie_map gives the prefix 'skos' another meaning; in SSSOM it is always http://www.w3.org/2004/02/skos/core#",
    ]);
  });

  it("metadata that is no YAML, with its line", async () => {
    const bad = `# mapping_set_id: https://example.org/x\n# creator_label: [a, b\n# license: x\n${columns}`;
    expect((await refusal(file("y.sssom.tsv", bad)))[0]).toMatch(
      /^y\.sssom\.tsv:[23]: The metadata is not well-formed YAML/,
    );
  });

  it("a table without the columns that make it one", async () => {
    expect(await refusal(file("c.sssom.tsv", `${head}subject_id\tpredicate_id\n`))).toEqual([
      "c.sssom.tsv:5: The table has no column mapping_justification, nor object_id; it is no SSSOM mapping set",
    ]);
  });

  it("leaves SNOMED CT's strings out, and takes them with a licence", async () => {
    const path = file(
      "sct.sssom.tsv",
      "# curie_map:\n#   SCTID: http://snomed.info/id/\n#   ex: https://example.org/\n# mapping_set_id: https://example.org/x\n" +
        "subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\nex:1\tskos:exactMatch\tSCTID:719271000\tsome words\tsemapv:X\n",
    );
    const { store, run } = await imported(path);
    expect((await rows((await store.conceptMaps({}))[0]!))[0]!.target).toEqual({
      system: "http://snomed.info/sct",
      code: "719271000",
    });
    expect(run.leftOut).toEqual({ "SNOMED CT: its strings need a licence (--licensed)": 1 });
    expect((await rows(await only(path, { licensed: true })))[0]!.target?.display).toBe("some words");
  });
});

describe("SSSOM out", () => {
  const systems = systemTable;
  const table = (text: string) => text.split("\n").filter((l) => l !== "" && !l.startsWith("#"));

  it("gives back what it was given, slot by slot", async () => {
    const map = await only(fixture("ten-rows.sssom.tsv"));
    const out = await exportSssom(map.conceptMap, () => map.all(), systems);
    expect([...out.lost]).toEqual([]);
    const again = await only(file("again.sssom.tsv", await textOf(out.text)));
    expect(again.conceptMap).toEqual({ ...map.conceptMap, property: expect.anything() });
    expect(new Set(again.conceptMap.property)).toEqual(new Set(map.conceptMap.property));
    expect((await rows(again)).map(sorted)).toEqual((await rows(map)).map(sorted));
  });

  const sorted = (mapping: Mapping) => ({
    ...mapping,
    properties: [...mapping.properties].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)),
  });

  it("lists what SSSOM has no slot for", async () => {
    const map = await only(fixture("ten-rows.sssom.tsv"));
    const mapping: Mapping = {
      ...(await rows(map))[0]!,
      dependsOn: [{ attribute: "gene", type: "code", value: "HGNC:4392" }],
      properties: [{ code: "scope", type: "Coding", value: { code: "exact" } }],
    };
    const out = await exportSssom(
      { ...map.conceptMap, group: [{ unmapped: { mode: "fixed", code: "x" } }] },
      () => [mapping],
      systems,
    );
    expect([...out.lost]).toEqual([
      ["unmapped (what to do with other codes)", 1],
      ["property scope (Coding)", 1],
      ["dependsOn", 1],
    ]);
  });

  const mondo = shared("data/mondo");
  let reading: ReturnType<typeof imported> | undefined;
  /** Read once: the tests only ask. */
  const mondoFiles = () => (reading ??= imported(mondo));
  it.skipIf(!existsSync(mondo))(
    "gives back the seven Mondo files (skipped where ../shared is missing)",
    async () => {
      const files = readdirSync(mondo);
      const { store, run } = await mondoFiles();
      expect(run.report.mappings).toBe(47_768);
      expect(run.refused).toEqual([]);
      expect(files.length).toBe(7);
      for (const name of files) {
        const url = `http://purl.obolibrary.org/obo/mondo/mappings/${name}`;
        const [map] = await store.conceptMaps({ url });
        const out = await textOf((await exportSssom(map!.conceptMap, () => map!.all(), systems)).text);
        expect(table(out).sort()).toEqual(table(readFileSync(`${mondo}/${name}`, "utf8")).sort());
      }
    },
  );

  it.skipIf(!existsSync(mondo))(
    "answers $translate from it, with the provenance of the mapping",
    async () => {
      const { store } = await mondoFiles();
      const { resource } = await createEngine(store).ask(
        "r5",
        "GET",
        `ConceptMap/$translate?system=${MONDO}&sourceCode=MONDO:0008153&targetSystem=https://rarediseases.info.nih.gov/diseases`,
      );
      const match = (resource as r5.Parameters).parameter!.find((p) => p.name === "match")!.part!;
      expect(match.find((p) => p.name === "concept")!.valueCoding!.code).toBe("109");
      const said = match
        .filter((p) => p.name === "property")
        .map((p) => p.part!.map((q) => q.valueUri ?? q.valueCode ?? q.valueString).join(" "));
      expect(said).toContainEqual(
        expect.stringMatching(/mapping_justification semapv:ManualMappingCuration$/),
      );
      expect(
        match.find((p) => p.name === "originMap")!.valueUri ??
          match.find((p) => p.name === "originMap")!.valueCanonical,
      ).toContain("mondo_hasdbxref_gard");
    },
  );

  it.skipIf(!existsSync(mondo))("leads from OMIM through Mondo to GARD and MedGen", async () => {
    const { store } = await mondoFiles();
    const poh = { system: "http://www.omim.org", code: "166350" };
    const back = await store.conceptMaps({ codings: [poh], direction: "reverse" });
    const [toOmim] = (await Promise.all(back.map((m) => m.mappings([poh], "reverse")))).flat();
    expect(toOmim!.source.code).toBe("MONDO:0008153");
    const on = await store.conceptMaps({ codings: [toOmim!.source] });
    const all = (await Promise.all(on.map((m) => m.mappings([toOmim!.source], "forward")))).flat();
    expect(
      all
        .map(
          (m) =>
            `${m.target!.system}|${m.target!.code} ${m.relationship} ${values(m, "mapping_justification").join()}`,
        )
        .sort(),
    ).toEqual([
      "http://www.omim.org|166350 equivalent semapv:ManualMappingCuration",
      "https://rarediseases.info.nih.gov/diseases|109 related-to semapv:ManualMappingCuration",
      "https://www.ncbi.nlm.nih.gov/medgen|137714 equivalent semapv:ManualMappingCuration",
    ]);
  });
});
