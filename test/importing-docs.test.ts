/** docs/importing.md: its commands run over small files of the names that they have, and its tables give what it says. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { FORMATS } from "../src/importers/formats.ts";
import { newStore, ossicle } from "./cli/command-line.ts";
import { book } from "./importers/workbooks.ts";
import { ROOT } from "./imports.ts";

const page = readFileSync(join(ROOT, "docs/importing.md"), "utf8");
const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]) => ({
  language: language!,
  text: text!,
}));

/** The table of the page in which these words stand. */
const tableWith = (words: string): string =>
  blocks.find(({ language, text }) => /^[ct]sv$/.test(language) && text.includes(words))!.text;

const folder = mkdtempSync(join(tmpdir(), "importing-"));
afterAll(() => rmSync(folder, { recursive: true }));

const CONCEPT =
  "concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code\tvalid_start_date\tvalid_end_date\tinvalid_reason\n";

/** By the names that the commands of the page have for them. */
const FILES: Readonly<Record<string, string | Buffer>> = {
  "mondo_exactmatch_omim.sssom.tsv":
    "# curie_map:\n#   MONDO: http://purl.obolibrary.org/obo/MONDO_\n#   OMIM: https://omim.org/entry/\n#   GARD: https://rarediseases.info.nih.gov/diseases/\n" +
    "# mapping_set_id: https://example.org/mondo\n# license: https://creativecommons.org/publicdomain/zero/1.0/\n" +
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\n" +
    "MONDO:0008180\tskos:exactMatch\tOMIM:166350\tsemapv:ManualMappingCuration\n" +
    "MONDO:0008180\tskos:exactMatch\tGARD:4492\tsemapv:ManualMappingCuration\n",
  "progressive-osseous-heteroplasia.md": readFileSync(join(ROOT, "test/importers/fixtures/condition.md")),
  "names.sssom.tsv": tableWith("skos:narrowMatch"),
  "codes.xlsx": book({
    Other: [["nothing"]],
    Codes: [
      ["Id", "Label", "Severity"],
      ["A1", "A bone", "mild"],
    ],
  }),
  "map.csv": "source,target,relationship\nL1,166350,equivalent\n",
  "sheet.csv": "Code,Code,Source system,Target system\nA,166350,https://example.org/local,OMIM\n",
  "v2_MaritalStatus.csv": tableWith("HL70002"),
  "icd10c-tabular-April-1-2026.xml.gz": gzipSync(
    '<ICD10CM.tabular><version>2026</version><chapter><name>13</name><desc>Made-up bones (M00-M99)</desc><section id="M60-M63"><desc>Muscles (M60-M63)</desc><diag><name>M61</name><desc>Ossification</desc><diag><name>M61.172</name><desc>of the left foot</desc></diag></diag></section></chapter></ICD10CM.tabular>',
  ),
  "CONCEPT.csv": `${CONCEPT}4000001\tMade-up bone in skin\tCondition\tICD10CM\tClass\t\tM99.99\t19700101\t20991231\t\n`,
  "CONCEPT_RELATIONSHIP.csv":
    "concept_id_1\tconcept_id_2\trelationship_id\tvalid_start_date\tvalid_end_date\tinvalid_reason\n4000001\t4000001\tMaps to\t19700101\t20991231\t\n",
  "concept-set.json": JSON.stringify({
    items: [
      {
        concept: { CONCEPT_ID: 1, CONCEPT_CODE: "M61.1", CONCEPT_NAME: "A bone", VOCABULARY_ID: "ICD10CM" },
        isExcluded: false,
        includeDescendants: true,
        includeMapped: false,
      },
    ],
  }),
  "hp-de.babelon.tsv":
    "source_language\tsource_value\tsubject_id\tpredicate_id\ttranslation_language\ttranslation_value\ttranslation_status\n" +
    "en\tEctopic bone\tHP:0011986\trdfs:label\tde\tEktope Verknöcherung\tOFFICIAL\n",
  "hp.obo": "format-version: 1.2\nontology: hp\n\n[Term]\nid: HP:0011986\nname: Ectopic ossification\n",
};
for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);

/** The words of a command as a shell reads them, files by their whole names. */
const argumentsOf = (command: string): string[] =>
  command
    .replace(/\s#.*/, "")
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => (Object.hasOwn(FILES, word) ? join(folder, word) : word));

/** What a command needs in the store that another page, or the line above it, has brought there. */
const BEFORE: readonly [RegExp, string][] = [
  [/^translate /, "import mondo_exactmatch_omim.sssom.tsv"],
  [/^lookup ICD10CM/, "import icd10c-tabular-April-1-2026.xml.gz"],
  [/^lookup HP/, "import hp.obo"],
  [/^lookup HP/, "import hp-de.babelon.tsv --url https://example.org/hp-de"],
];
/** What the answer to a question says. */
const SAYS: readonly [RegExp, string][] = [
  [/--reverse/, "0008180"],
  [/--through MONDO/, "4492"],
  [/lookup ICD10CM/, "of the left foot"],
  [/--language de/, "Ektope Verknöcherung"],
];

// What needs the network, or measures with files that are downloaded, is no command for a test.
const commands = blocks
  .filter(({ language }) => language === "sh")
  .flatMap(({ text }) => text.trim().split("\n"))
  .flatMap((line) => /^ossicle (.*)$/.exec(line)?.[1] ?? []);

test("its table has every format", () => {
  const rows = page
    .split(/^## /m)
    .find((part) => part.startsWith("What is read"))!
    .split("\n")
    .filter((line) => line.startsWith("|"));
  const names = rows.flatMap((row) => row.split("|")[2]!.match(/(?<=`)[\w-]+(?=`)/g) ?? []);
  expect(names.filter((name) => name !== "--format").sort()).toEqual(Object.keys(FORMATS).sort());
});

describe("the commands", () => {
  test("are many", () => expect(commands.length).toBeGreaterThan(10));

  test.each(commands)("ossicle %s", async (command) => {
    const store = newStore();
    for (const [question, needs] of BEFORE)
      if (question.test(command))
        expect(await ossicle([...argumentsOf(needs), ...store])).toMatchObject({ code: 0 });
    const { code, out, err } = await ossicle([...argumentsOf(command), ...store]);
    expect(code, out + err).toBe(0);
    for (const [question, words] of SAYS) if (question.test(command)) expect(out).toContain(words);
  });
});

describe("the tables", () => {
  const imported = async (name: string, text: string, ...options: string[]): Promise<string[]> => {
    writeFileSync(join(folder, name), text);
    const store = newStore();
    const { code, out, err } = await ossicle(["import", join(folder, name), ...options, ...store]);
    expect(code, out + err).toBe(0);
    return store;
  };

  test("a map of one's own gives the mapping, with its relationship and reviewer", async () => {
    const store = await imported(
      "own.csv",
      tableWith("Local code"),
      "--source-system",
      "https://example.org/local",
    );
    const { out } = await ossicle([
      "translate",
      "L1",
      "--system",
      "https://example.org/local",
      "--json",
      ...store,
    ]);
    for (const word of ["http://www.omim.org", "166350", "equivalent", "A. Clinician"])
      expect(out).toContain(word);
  });

  test("Usagi's file maps to OMOP's concept ids", async () => {
    const store = await imported(
      "usagi.csv",
      tableWith("APPROVED"),
      "--source-system",
      "https://example.org/local",
    );
    const { out } = await ossicle([
      "translate",
      "X1",
      "--system",
      "https://example.org/local",
      "--json",
      ...store,
    ]);
    for (const word of ["https://fhir-terminology.ohdsi.org", "4000001", "source-is-narrower-than-target"])
      expect(out).toContain(word);
  });

  test("an ATLAS concept set leaves out what it excludes", async () => {
    const store = await imported("atlas.csv", tableWith("Excluded"), "--url", "https://example.org/atlas");
    const { out } = await ossicle(["export", "https://example.org/atlas", ...store]);
    const { compose } = JSON.parse(out) as { compose: Record<"include" | "exclude", object[]> };
    expect(JSON.stringify(compose.include)).toContain('"M61.1"');
    expect(JSON.stringify(compose.exclude)).toContain('"M61.10"');
  });

  test("a sheet of HL7's v2-to-FHIR maps a v2 code", async () => {
    const store = await imported("v2.csv", tableWith("HL70002"), "--url", "https://example.org/v2");
    const { out } = await ossicle([
      "translate",
      "A",
      "--system",
      "http://terminology.hl7.org/CodeSystem/v2-0002",
      "--json",
      ...store,
    ]);
    for (const word of ["v3-MaritalStatus", "Legally Separated", "related-to"]) expect(out).toContain(word);
  });
});
