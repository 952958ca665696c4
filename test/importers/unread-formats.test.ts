/** A file in a format that is known and not read is told by what it is, with the way round it. */
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { file, imported, refusal } from "./importing.ts";

const RF2 =
  "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\n100005\t20020131\t0\t900000000000207008\t900000000000074008\n";
const HGNC = "hgnc_id\tsymbol\tname\nHGNC:4392\tGNAS\tGNAS complex locus\n";
const XML = '<?xml version="1.0"?>\n';

describe("a format that is known and not read", () => {
  it.each([
    [
      "mondo.owl",
      `${XML}<rdf:RDF xmlns:owl="http://www.w3.org/2002/07/owl#"><owl:Ontology/></rdf:RDF>`,
      "ROBOT",
    ],
    ["mondo.xml", `${XML}<Ontology xmlns="http://www.w3.org/2002/07/owl#"/>`, "ROBOT"],
    ["skos.ttl", "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n", "make a table"],
    ["data.txt", "# a thesaurus\n\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n", "Turtle"],
    ["doid.ofn", "Prefix(owl:=<http://www.w3.org/2002/07/owl#>)\n", "ROBOT"],
    ["icd10gm.xml", `${XML}<!DOCTYPE ClaML SYSTEM "ClaML.dtd">\n<ClaML version="2.0.0"/>`, "ClaML"],
    ["RXNCONSO.RRF", "3|ENG||||||8717795||58488005||SNOMEDCT_US|PT|1|a||N||\n", "RRF"],
    ["sct2_Concept_Snapshot.txt", RF2, "RF2"],
    ["sct2_Concept_Snapshot.tsv", RF2, "RF2"],
    ["codes.fsh", 'CodeSystem: Grades\n* #a "A"\n', "SUSHI"],
    ["phenotype.hpoa", "#version: 2024\n", "qualifier is NOT"],
    [
      "annotations.tsv",
      "#version: 2024\ndatabase_id\tdisease_name\tqualifier\thpo_id\treference\n",
      "qualifier is NOT",
    ],
    ["en_product1.xml", `${XML}<JDBOR date="2024-12-03"/>`, "Orphadata"],
    ["hgnc_complete_set.txt", HGNC, "--format table --columns code=hgnc_id,display=symbol"],
  ])("is told by what it is: %s", async (name, text, hint) => {
    const [problem, ...others] = await refusal(file(name, text));
    expect(others).toEqual([]);
    expect(problem).toMatch(new RegExp(`^${name}: The file is `));
    expect(problem).toContain(hint);
    const [packed] = await refusal(file(`${name}.gz`, gzipSync(text)));
    expect(packed).toContain(hint);
  });

  it("is read as what the user says", async () => {
    const columns = { code: "hgnc_id", display: "symbol" };
    const options = { format: "table", columns, url: "https://example.org/genes" };
    const { run } = await imported(file("hgnc_complete_set.txt", HGNC), options);
    expect(run.report.concepts).toBe(1);
  });

  it("is left out of a folder", async () => {
    file("mixed/mondo.ttl", "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n");
    const { run } = await imported(dirname(file("mixed/codes.csv", "code,display\nA,Alpha\n")));
    expect(run.report.concepts).toBe(1);
  });

  it("may be named within another file", async () => {
    const codes = "code,display\nA,<rdf:RDF >\nB,<ClaML>\n";
    expect((await imported(file("formats.csv", codes))).run.report.concepts).toBe(2);
  });
});
