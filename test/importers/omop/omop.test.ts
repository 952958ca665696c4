/** OMOP's vocabulary tables and ATLAS's concept sets: codes of their own vocabularies, never OMOP's ids under their name. */
import { describe, expect, it } from "vitest";
import { validateResource } from "../../../src/fhir/validation/validation.ts";
import { EVERY_CONCEPT } from "../../../src/terminology/concepts/concept-condition.ts";
import type { Mapping, ValueSet } from "../../../src/terminology/model.ts";
import { codeSystemResource, conceptMapResource } from "../../../src/terminology/resources/resources.ts";
import type { Store } from "../../../src/terminology/store.ts";
import { file, imported, refusal, shown } from "../importing.ts";

const ICD = "http://hl7.org/fhir/sid/icd-10-cm";
const RX = "http://www.nlm.nih.gov/research/umls/rxnorm";
const MAP = "https://w3id.org/ossicle/ConceptMap/omop-concept-relationship";
const OMOP = "https://fhir-terminology.ohdsi.org";

const tsv = (rows: string[][]): string => rows.map((row) => `${row.join("\t")}\n`).join("");

const HEAD = [
  "concept_id",
  "concept_name",
  "domain_id",
  "vocabulary_id",
  "concept_class_id",
  "standard_concept",
  "concept_code",
  "valid_start_date",
  "valid_end_date",
  "invalid_reason",
];
const concept = (id: string, name: string, vocabulary: string, code: string, reason = "") => [
  id,
  name,
  "Condition",
  vocabulary,
  "Class",
  "",
  code,
  "19700101",
  "20991231",
  reason,
];
const CONCEPT = () =>
  file(
    "CONCEPT.csv",
    tsv([
      HEAD,
      concept("1", 'A "quoted" name', "ICD10CM", "M61.1"),
      concept("2", "Below it", "ICD10CM", "M61.10"),
      concept("3", "A substance", "RxNorm", "161"),
      concept("4", "Old name", "ICD10CM", "M61.9", "D"),
      concept("5", "words", "SNOMED", "999999011"),
      concept("6", "no vocabulary of codes", "Type Concept", "OMOP1"),
    ]),
  );
const RELATIONSHIP = () =>
  file(
    "CONCEPT_RELATIONSHIP.csv",
    tsv([
      [
        "concept_id_1",
        "concept_id_2",
        "relationship_id",
        "valid_start_date",
        "valid_end_date",
        "invalid_reason",
      ],
      ["2", "1", "Is a", "19700101", "20991231", ""],
      ["1", "2", "Subsumes", "19700101", "20991231", ""],
      ["1", "5", "Maps to", "19700101", "20991231", ""],
      ["5", "1", "Mapped from", "19700101", "20991231", ""],
      ["5", "5", "Maps to", "19700101", "20991231", ""],
      ["4", "5", "Maps to", "19700101", "20091231", "D"],
      ["1", "3", "Has asso morph", "19700101", "20991231", ""],
    ]),
  );

async function conceptsOf(store: Store, url: string) {
  const system = (await store.codeSystem({ url }))!;
  return { header: system.codeSystem, items: (await system.select({ condition: EVERY_CONCEPT })).items };
}

async function mappingsOf(store: Store) {
  const [map] = await store.conceptMaps({ url: MAP });
  const mappings: Mapping[] = [];
  for await (const mapping of map!.all()) mappings.push(mapping);
  return { map: map!.conceptMap, mappings };
}

describe("CONCEPT", () => {
  it("becomes a part of each vocabulary's code system", async () => {
    const { store, run } = await imported(CONCEPT());
    const { header, items } = await conceptsOf(store, ICD);
    expect(header.content).toBe("fragment");
    expect(items.map((c) => [c.code, c.display, c.inactive])).toEqual([
      ["M61.1", 'A "quoted" name', false],
      ["M61.10", "Below it", false],
      ["M61.9", "Old name", true],
    ]);
    expect(items[0]!.properties).toContainEqual({ code: "concept_id", type: "string", value: "1" });
    expect((await conceptsOf(store, RX)).items.map((c) => c.code)).toEqual(["161"]);
    // Without a licence SNOMED CT's strings stay out; its codes are taken.
    const [snomed] = (await conceptsOf(store, "http://snomed.info/sct")).items;
    expect([snomed!.code, snomed!.display]).toEqual(["999999011", undefined]);
    expect(Object.keys(run.leftOut).join("; ")).toContain("concepts of the vocabulary 'Type Concept'");
    expect(await validateResource(codeSystemResource(header, items), "r5")).toEqual([]);
    const again = await imported(CONCEPT(), {}, store);
    expect(again.run.report).toMatchObject({ written: {}, unchanged: 3 });
  });

  it("in commas and quotes is the same", async () => {
    const path = file(
      "concepts.csv",
      [HEAD, concept("1", '"Bone, in skin"', "ICD10CM", "M61.1")].map((r) => `${r.join(",")}\n`).join(""),
    );
    const { store } = await imported(path);
    expect((await conceptsOf(store, ICD)).items[0]!.display).toBe("Bone, in skin");
  });

  it("with its relationships has a hierarchy, and a map that claims no sameness", async () => {
    const { store, run } = await imported([CONCEPT(), RELATIONSHIP()]);
    const { header, items } = await conceptsOf(store, ICD);
    expect(header.hierarchyMeaning).toBe("is-a");
    expect(items.find((c) => c.code === "M61.10")!.parents).toEqual(["M61.1"]);
    const { map, mappings } = await mappingsOf(store);
    expect(
      mappings.map((m) => [m.source.system, m.source.code, m.relationship, m.target!.system, m.target!.code]),
    ).toEqual([[ICD, "M61.1", "related-to", "http://snomed.info/sct", "999999011"]]);
    expect(run.leftOut).toMatchObject({
      "relationships 'Subsumes': the other side says the same": 1,
      "relationships 'Mapped from': the other side says the same": 1,
      "relationships of a concept with itself": 1,
      "relationships that are not valid any more (invalid_reason)": 1,
      "relationships 'Has asso morph': no translation": 1,
    });
    expect(await validateResource(conceptMapResource(map, mappings), "r5")).toEqual([]);
  });

  it("with its synonyms and versions has them", async () => {
    const synonyms = file(
      "CONCEPT_SYNONYM.csv",
      tsv([
        ["concept_id", "concept_synonym_name", "language_concept_id"],
        ["1", "Another name", "4180186"],
      ]),
    );
    const versions = file(
      "VOCABULARY.csv",
      tsv([
        [
          "vocabulary_id",
          "vocabulary_name",
          "vocabulary_reference",
          "vocabulary_version",
          "vocabulary_concept_id",
        ],
        ["ICD10CM", "ICD-10-CM", "http://example.org", "ICD10CM FY2026 code descriptions", "1"],
      ]),
    );
    const { store } = await imported([CONCEPT(), synonyms, versions]);
    const { header, items } = await conceptsOf(store, ICD);
    expect(header.version).toBe("ICD10CM-FY2026-code-descriptions");
    expect(items[0]!.designations.map((d) => d.value)).toEqual(["Another name"]);
  });

  it("refuses a code twice with its line", async () => {
    const path = file(
      "twice.csv",
      tsv([HEAD, concept("1", "A", "ICD10CM", "M61.1"), concept("2", "B", "ICD10CM", "M61.1")]),
    );
    expect(await refusal(path)).toEqual([
      "twice.csv:3: Code 'M61.1' stands here for the second time (first in line 2)",
    ]);
  });
});

describe("other tables of OMOP", () => {
  it("CONCEPT_RELATIONSHIP alone maps OMOP's own ids", async () => {
    const { store } = await imported(RELATIONSHIP());
    const { mappings } = await mappingsOf(store);
    expect(
      mappings.map((m) => `${m.source.system}|${m.source.code} ${m.relationship} ${m.target!.code}`),
    ).toEqual([`${OMOP}|2 source-is-narrower-than-target 1`, `${OMOP}|1 related-to 5`]);
  });

  it("a table without codes of its own is left out by name, and never a code list", async () => {
    const path = file(
      "CONCEPT_ANCESTOR.csv",
      tsv([
        [
          "ancestor_concept_id",
          "descendant_concept_id",
          "min_levels_of_separation",
          "max_levels_of_separation",
        ],
        ["1", "2", "1", "1"],
      ]),
    );
    const { run } = await imported(path);
    expect(run.resources).toEqual([]);
    expect(Object.keys(run.leftOut).join()).toContain("CONCEPT_ANCESTOR.csv");
  });
});

describe("an ATLAS concept set in JSON", () => {
  const item = (code: string, vocabulary: string, excluded: boolean, descendants: boolean) => ({
    concept: {
      CONCEPT_ID: 9001,
      CONCEPT_NAME: `Name of ${code}`,
      CONCEPT_CODE: code,
      VOCABULARY_ID: vocabulary,
      DOMAIN_ID: "Condition",
    },
    isExcluded: excluded,
    includeDescendants: descendants,
    includeMapped: false,
  });

  it("becomes a value set of the vocabularies' codes", async () => {
    const path = file(
      "bone.json",
      JSON.stringify({
        name: "Bone",
        items: [item("M61.1", "ICD10CM", false, true), item("M61.10", "ICD10CM", true, false)],
      }),
    );
    const { store, run } = await imported(path, { url: "https://example.org/bone" });
    expect(await store.valueSet({ url: "https://example.org/bone" })).toMatchObject({
      title: "Bone",
      compose: {
        include: [
          { system: ICD, concept: [{ code: "M61.1", display: "Name of M61.1" }] },
          { system: ICD, filter: [{ property: "concept", op: "is-a", value: "M61.1" }] },
        ],
        exclude: [{ system: ICD, concept: [{ code: "M61.10" }] }],
      },
    } satisfies Partial<ValueSet>);
    expect(run.resources[0]!.rows).toBe(2);
    expect(run.notes.map(shown).filter((note) => note.includes("refused"))).toEqual([]);
  });

  it("refuses an item of an unknown vocabulary, and what is no item", async () => {
    const path = file(
      "odd.json",
      JSON.stringify({
        items: [item("X", "Made Up", false, false), { concept: { VOCABULARY_ID: "ICD10CM" } }],
      }),
    );
    const told = await refusal(path);
    expect(told[0]).toContain("odd.json items[0]: 'Made Up' is no uri and no known name");
    expect(told[1]).toContain("odd.json items[1]: It is no concept set");
  });
});
