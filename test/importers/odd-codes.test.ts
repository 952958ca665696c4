/** What of a mapping set looks odd is said with its line, and nothing of it is lost. */
import { describe, expect, it } from "vitest";
import type { ImportOptions } from "../../src/importers/import-job.ts";
import { exportSssom } from "../../src/importers/sssom/export.ts";
import type { Mapping } from "../../src/terminology/model.ts";
import { systemTable } from "../../src/terminology/resolve/known-systems.ts";
import { file, imported, refusal, shown, textOf } from "./importing.ts";

const HEAD = `# curie_map:
#   MONDO: http://purl.obolibrary.org/obo/MONDO_
#   OMIM: https://omim.org/entry/
#   MIM: https://omim.org/entry/
#   OMIMPS: https://omim.org/phenotypicSeries/PS
#   UMLS: http://linkedlifedata.com/resource/umls/id/
# mapping_set_id: https://example.org/odd
# license: https://creativecommons.org/publicdomain/zero/1.0/
`;
const COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment\tteam\n";
const row = (object: string, rest = "\t\t") =>
  `MONDO:0000001\tskos:exactMatch\t${object}\tsemapv:ManualMappingCuration${rest}\n`;

async function mappingSet(text: string, options: ImportOptions = {}) {
  const { store, run } = await imported(file("odd.sssom.tsv", text), options);
  const [map] = await store.conceptMaps({ url: "https://example.org/odd" });
  const mappings: Mapping[] = [];
  for await (const mapping of map!.all()) mappings.push(mapping);
  return { mappings, map: map!, notes: run.notes.map(shown) };
}

describe("a mapping set", () => {
  it("has a prefix that stands there twice named, also of a system whose codes nobody knows", async () => {
    const head = HEAD.replace("#   OMIM:", "#   UBERON: http://purl.obolibrary.org/obo/UBERON_\n#   OMIM:");
    const { notes } = await mappingSet(head + COLUMNS + row("UBERON:UBERON:0000469") + row("UBERON:0000470"));
    expect(notes.filter((text) => text.includes("no form"))).toEqual([
      expect.stringMatching(
        /^odd\.sssom\.tsv:11: 'UBERON:UBERON:0000469' has no form of .*kept as it stands$/,
      ),
    ]);
  });

  it("has codes that their system does not write so named with their line", async () => {
    const { notes } = await mappingSet(
      HEAD +
        COLUMNS +
        row("OMIM:3") +
        row("UMLS:CN034131") +
        row("OMIM:PS166350") +
        row("OMIM:166350") +
        row("UMLS:C0334041"),
    );
    expect(notes.filter((note) => note.includes("has no form of"))).toEqual([
      "odd.sssom.tsv:10: '3' has no form of OMIM's codes; kept as it stands",
      "odd.sssom.tsv:11: 'CN034131' has no form of UMLS's codes: it looks like an identifier of MedGen; kept as it stands",
      "odd.sssom.tsv:12: 'PS166350' has no form of OMIM's codes: it looks like a phenotypic series; kept as it stands",
    ]);
  });

  it("has each system named once that the table does not list, but no literals", async () => {
    const head = HEAD.replace("#   OMIM:", "#   ZZ: https://example.org/zz/\n#   OMIM:");
    const columns = COLUMNS.replace("comment\tteam", "object_label\tobject_type");
    const literal = row("", "\tOsteoma cutis\trdfs literal");
    const { notes } = await mappingSet(
      head +
        columns +
        row("ZZ:1") +
        row("OMIM:166350") +
        row("ZZ:2") +
        row("http://example.org/y#3") +
        literal,
    );
    expect(notes).toEqual(
      ["https://example.org/zz", "http://example.org/y"].map(
        (system) =>
          `odd.sssom.tsv: '${system}' is not in the table of systems: the address is taken from the file`,
      ),
    );
  });

  it("names a few of many, and counts the others", async () => {
    const many = Array.from({ length: 30 }, (_, i) => row(`OMIM:${i + 1}`)).join("");
    const { notes } = await mappingSet(HEAD + COLUMNS + many);
    expect(notes.filter((note) => note.includes("has no form of"))).toHaveLength(20);
    expect(notes.join("\n")).toContain("10 more codes have no form of OMIM's codes");
  });

  it("with two prefixes of one system maps to one system", async () => {
    const { map } = await mappingSet(HEAD + COLUMNS + row("OMIM:166350") + row("MIM:135100"));
    expect(map.conceptMap.group).toHaveLength(1);
  });

  it("may lack its last fields, but not those that every row has", async () => {
    const { mappings, notes } = await mappingSet(
      HEAD + COLUMNS + row("OMIM:166350", "") + row("OMIM:135100", "\tseen\tA"),
    );
    expect(mappings.map((m) => [m.target!.code, m.comment])).toEqual([
      ["166350", undefined],
      ["135100", "seen"],
    ]);
    expect(notes).toContain(
      "odd.sssom.tsv:10: The row has 4 fields, the header 6: the last ones are taken as empty",
    );
    expect(
      await refusal(file("short.sssom.tsv", `${HEAD}${COLUMNS}MONDO:0000001\tskos:exactMatch\tOMIM:1\n`)),
    ).toEqual(["short.sssom.tsv:10: The row has 3 fields, the header 6"]);
  });

  it("that ends within a row is cut off, whatever the row still holds", async () => {
    const cut = (HEAD + COLUMNS + row("OMIM:166350") + row("OMIM:135100", "")).trimEnd();
    expect(await refusal(file("cut.sssom.tsv", cut))).toEqual([
      "cut.sssom.tsv:11: The row has 4 fields, the header 6",
    ]);
  });

  it("keeps columns and metadata of its own, there and back", async () => {
    const text =
      HEAD.replace("# license", "# ext_ticket: T-1\n# license") + COLUMNS + row("OMIM:166350", "\t\tteam A");
    const { mappings, map, notes } = await mappingSet(text);
    expect(mappings[0]!.properties).toContainEqual({ code: "team", type: "string", value: "team A" });
    expect(notes.join("\n")).toContain(
      "The column 'team' is no SSSOM slot and not declared: kept as an extension slot",
    );
    const { text: back, lost } = await exportSssom(map.conceptMap, () => map.all(), systemTable);
    const written = await textOf(back);
    expect(written).toContain("# ext_ticket: T-1\n");
    expect(written).toContain("team A");
    expect([...lost]).toEqual([]);
  });

  it("may have words of JavaScript as columns, and as words of relations", async () => {
    const { mappings } = await mappingSet(
      `${HEAD}subject_id\tpredicate_id\tobject_id\tmapping_justification\tconstructor\nMONDO:0000001\tskos:exactMatch\tOMIM:166350\tsemapv:ManualMappingCuration\tx\n`,
    );
    expect(mappings[0]!.properties).toContainEqual({ code: "constructor", type: "string", value: "x" });
    expect(
      await refusal(file("words.csv", "source,target,relationship\nOMIM:166350,OMIM:135100,constructor\n")),
    ).toEqual([expect.stringContaining("'constructor' is no relationship")]);
  });
});
