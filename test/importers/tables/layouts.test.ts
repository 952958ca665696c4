/** Sheets that tools write: known by their own columns, and never a silent loss. */
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../../src/engine.ts";
import { validateResource } from "../../../src/fhir/validation/validation.ts";
import type { ImportOptions } from "../../../src/importers/import-job.ts";
import { EVERY_CONCEPT } from "../../../src/terminology/concepts/concept-condition.ts";
import type { Mapping, ValueSet } from "../../../src/terminology/model.ts";
import { conceptMapResource } from "../../../src/terminology/resources/resources.ts";
import { file, imported, refusal, shared, shown } from "../importing.ts";

const URL = "https://example.org/made";
const LOCAL = "https://example.org/local";
const OMOP = "https://fhir-terminology.ohdsi.org";

async function mapFrom(path: string, options: ImportOptions = {}) {
  const { store, run } = await imported(path, { url: URL, ...options });
  const [provider] = await store.conceptMaps({ url: URL });
  const mappings: Mapping[] = [];
  for await (const mapping of provider!.all()) mappings.push(mapping);
  return { store, run, map: provider!.conceptMap, mappings, rows: mappings.map(brief) };
}

const brief = ({ source, target, noMap, relationship, equivalence }: Mapping): string =>
  `${source.system}|${source.code} ${noMap ? "none" : `${relationship}${equivalence ? `/${equivalence}` : ""} ${target!.system}|${target!.code}`}`;

async function valueSetFrom(path: string, url = URL): Promise<ValueSet> {
  const { store } = await imported(path, { url: URL });
  return (await store.valueSet({ url })) as ValueSet;
}

describe("a Usagi file", () => {
  const HEAD =
    "sourceCode,sourceName,sourceFrequency,sourceAutoAssignedConceptIds,ADD_INFO:unit,matchScore,mappingStatus,equivalence,statusSetBy,statusSetOn,conceptId,conceptName,domainId,mappingType,comment,createdBy,createdOn,assignedReviewer\n";
  const row = (code: string, status: string, equivalence: string, id: string, comment = "") =>
    `${code},Name of ${code},12,,mg,0.85,${status},${equivalence},someone,1700000000000,${id},Concept ${id},Condition,MAPS_TO,${comment},auto,1690000000000,\n`;

  it("gives approved rows only, with what they say of source and target; concept ids stay OMOP's", async () => {
    const path = file(
      "usagi.csv",
      HEAD +
        row("L1", "APPROVED", "EQUAL", "101") +
        row("L2", "APPROVED", "EQUIVALENT", "102") +
        row("L3", "APPROVED", "WIDER", "103") +
        row("L4", "APPROVED", "NARROWER", "104", "seen by two") +
        row("L5", "APPROVED", "INEXACT", "105") +
        row("L6", "APPROVED", "UNREVIEWED", "106") +
        row("L7", "APPROVED", "UNMATCHED", "0") +
        row("L8", "UNCHECKED", "UNREVIEWED", "107") +
        row("L9", "FLAGGED", "EQUAL", "108"),
    );
    const { rows, run, mappings, map } = await mapFrom(path, { sourceSystem: LOCAL });
    expect(rows).toEqual([
      `${LOCAL}|L1 equivalent/equal ${OMOP}|101`,
      `${LOCAL}|L2 equivalent ${OMOP}|102`,
      `${LOCAL}|L3 source-is-narrower-than-target ${OMOP}|103`,
      `${LOCAL}|L4 source-is-broader-than-target ${OMOP}|104`,
      `${LOCAL}|L5 related-to/inexact ${OMOP}|105`,
      `${LOCAL}|L6 related-to ${OMOP}|106`,
      `${LOCAL}|L7 none`,
    ]);
    expect(run.leftOut).toEqual({
      "rows that are not approved (UNCHECKED)": 1,
      "rows that are not approved (FLAGGED)": 1,
    });
    expect(mappings[3]!.comment).toBe("seen by two");
    expect(mappings[0]!.properties.map((p) => [p.code, p.value])).toContainEqual(["ADD_INFO-unit", "mg"]);
    expect(await validateResource(conceptMapResource(map, mappings), "r5")).toEqual([]);
  });

  it("of an older version has no word for the relation, and claims none", async () => {
    const path = file(
      "old.csv",
      "sourceCode,sourceName,sourceFrequency,matchScore,mappingStatus,conceptId,conceptName,domainId,comment\nL1,A,1,1.0,APPROVED,101,B,Condition,\n",
    );
    const { rows } = await mapFrom(path, { sourceSystem: LOCAL });
    expect(rows).toEqual([`${LOCAL}|L1 related-to ${OMOP}|101`]);
  });
});

describe("a source_to_concept_map", () => {
  it("gives valid rows, each under the system that its vocabulary names", async () => {
    const path = file(
      "stcm.csv",
      "source_code,source_concept_id,source_vocabulary_id,source_code_description,target_concept_id,target_vocabulary_id,valid_start_date,valid_end_date,invalid_reason\n" +
        "M61.1,0,ICD10CM,Myositis,101,SNOMED,1970-01-01,2099-12-31,\n" +
        "M61.5,0,ICD10CM,Other,0,None,1970-01-01,2099-12-31,\n" +
        "M61.9,0,ICD10CM,Old,103,SNOMED,1970-01-01,2015-12-31,D\n",
    );
    const { rows, run } = await mapFrom(path);
    const icd = "http://hl7.org/fhir/sid/icd-10-cm";
    expect(rows).toEqual([`${icd}|M61.1 related-to ${OMOP}|101`, `${icd}|M61.5 none`]);
    expect(run.leftOut).toEqual({ "rows that are not valid any more (invalid_reason)": 1 });
  });
});

describe("an ATLAS concept set", () => {
  it("has codes of their vocabulary, takes some away, and takes what is below", async () => {
    const path = file(
      "atlas.csv",
      "Concept ID,Concept Code,Concept Name,Domain,Vocabulary,Standard Concept,Excluded,Descendants,Mapped\n" +
        "9001,M61.1,Myositis ossificans progressiva,Condition,ICD10CM,S,NO,YES,NO\n" +
        "9002,M61.10,Unspecified site,Condition,ICD10CM,S,YES,NO,NO\n" +
        "9003,Q78.2,Osteopetrosis,Condition,ICD10CM,S,NO,NO,YES\n",
    );
    const system = "http://hl7.org/fhir/sid/icd-10-cm";
    const { run } = await imported(path, { url: URL });
    expect((await valueSetFrom(path)).compose).toEqual({
      include: [
        {
          system,
          concept: [
            { code: "M61.1", display: "Myositis ossificans progressiva" },
            { code: "Q78.2", display: "Osteopetrosis" },
          ],
        },
        { system, filter: [{ property: "concept", op: "is-a", value: "M61.1" }] },
      ],
      exclude: [{ system, concept: [{ code: "M61.10", display: "Unspecified site" }] }],
    });
    expect(run.resources[0]).toMatchObject({ type: "ValueSet", rows: 3 });
    expect(Object.keys(run.leftOut).join()).toContain("Mapped");
  });

  it("of an export with several sets becomes several value sets", async () => {
    const path = file(
      "conceptSetExpression.csv",
      "Concept Set ID,Name,Concept ID,Concept Code,Concept Name,Domain,Vocabulary,Excluded,Descendants,Mapped\n" +
        "1,Bone,9001,M61.1,A,Condition,ICD10CM,false,false,false\n" +
        "2,Other,9003,Q78.2,B,Condition,ICD10CM,false,false,false\n",
    );
    expect((await valueSetFrom(path, `${URL}-1`)).title).toBe("Bone");
    expect((await valueSetFrom(path, `${URL}-2`)).compose!.include[0]!.concept).toEqual([
      { code: "Q78.2", display: "B" },
    ]);
  });
});

const V2 =
  "HL7 v2,,,Condition (IF True),,,HL7 FHIR,,,,,Comments\nCode,Text,Code System,Computable ANTLR,Computable FHIRPath,Narrative,Code,,Display,Code System,,\n";

describe("a v2-to-FHIR sheet", () => {
  it("maps from v2 to FHIR, under its conditions", async () => {
    const path = file(
      "v2_Made.csv",
      V2 +
        "A,Apart,HL70002,,,,L,,Legally Separated,http://terminology.hl7.org/CodeSystem/v3-MaritalStatus,,\n" +
        'B,Both,HL70002,"IF PID-8 EQUALS ""F""",,if she is female,T,,Partner,http://terminology.hl7.org/CodeSystem/v3-MaritalStatus,,by hand\n' +
        "C,None,HL70002,,,,,,,,,not in FHIR\n" +
        ",,,,,,P,,Polygamous,http://terminology.hl7.org/CodeSystem/v3-MaritalStatus,,\n" +
        ",,,,,,,,,,,a remark\n",
    );
    const { store, rows, mappings, run, map } = await mapFrom(path);
    const [v2, v3] = [
      "http://terminology.hl7.org/CodeSystem/v2-0002",
      "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus",
    ];
    expect(rows).toEqual([`${v2}|A related-to ${v3}|L`, `${v2}|B related-to ${v3}|T`, `${v2}|C none`]);
    expect(mappings.map((m) => [m.source.display, m.target?.display, m.comment])).toEqual([
      ["Apart", "Legally Separated", undefined],
      ["Both", "Partner", "by hand"],
      ["None", undefined, "not in FHIR"],
    ]);
    expect(Object.keys(run.leftOut).join()).toContain("a FHIR code and no v2 code");
    expect(await validateResource(conceptMapResource(map, mappings), "r5")).toEqual([]);
    const { resource } = await createEngine(store).ask(
      "r5",
      "GET",
      `ConceptMap/$translate?url=${URL}&sourceCode=B&system=${v2}&targetSystem=${v3}`,
    );
    expect(JSON.stringify(resource)).toContain(String.raw`IF PID-8 EQUALS \"F\"`);
  });

  it.skipIf(!existsSync(shared("data/v2-to-fhir")))("of HL7 comes in whole", async () => {
    const counts: Record<string, number> = {};
    for (const name of ["AdministrativeSex", "BodyParts", "EventType", "MaritalStatus", "Relationship"]) {
      const { mappings } = await mapFrom(shared(`data/v2-to-fhir/v2_${name}.csv`));
      counts[name] = mappings.length;
      for (const { source, target } of mappings) {
        expect(source.system).toMatch(/^http:\/\/terminology\.hl7\.org\/CodeSystem\/v2-\d{4}$/);
        expect(target!.system).toMatch(/^http:\/\/(terminology\.)?hl7\.org\//);
      }
    }
    expect(counts).toEqual({
      AdministrativeSex: 6,
      BodyParts: 443,
      EventType: 367,
      MaritalStatus: 16,
      Relationship: 32,
    });
  });

  it.skipIf(!existsSync(shared("data/v2-to-fhir")))("of HL7 says what a person reads in it", async () => {
    const codes = async (name: string) =>
      (await mapFrom(shared(`data/v2-to-fhir/v2_${name}.csv`))).mappings.map(
        ({ source, target }) => `${source.code} ${target!.code}@${target!.system!.split("/").at(-1)}`,
      );
    expect(await codes("AdministrativeSex")).toEqual(
      ["F female", "M male", "O other", "U unknown", "A other", "N other"].map(
        (c) => `${c}@administrative-gender`,
      ),
    );
    expect(await codes("MaritalStatus")).toEqual([
      ...["A L", "D D", "M M", "S S", "W W", "C C", "G T", "P T", "R T", "E L", "N A", "I I", "B U"].map(
        (c) => `${c}@v3-MaritalStatus`,
      ),
      ...["U UNK", "O OTH", "T NAVU"].map((c) => `${c}@v3-NullFlavor`),
    ]);
    const relationship = await codes("Relationship");
    expect(relationship.slice(0, 10)).toEqual([
      "SEL ONESELF@v3-RoleCode",
      "SPO SPS@v3-RoleCode",
      "DOM SIGOTHR@v3-RoleCode",
      "CHD CHILD@v3-RoleCode",
      "GCH GRNDCHILD@v3-RoleCode",
      "NCH NCHILD@v3-RoleCode",
      "SCH STPCHLD@v3-RoleCode",
      "FCH CHLDFOST@v3-RoleCode",
      "DEP DEP@v2-0063",
      "WRD WRD@v2-0063",
    ]);
    expect(relationship).toContain("EMR E@v2-0131");
  });
});

describe("other tools' tables", () => {
  const concepts = async (path: string, url: string, options: ImportOptions = {}) => {
    const { store, run } = await imported(path, options);
    const system = (await store.codeSystem({ url }))!;
    const { items } = await system.select({ condition: EVERY_CONCEPT });
    return { header: system.codeSystem, items, run };
  };

  it("LOINC's SYSTEM is a part of the name and no code system; the table is a part of LOINC", async () => {
    const path = file(
      "Loinc.csv",
      '"LOINC_NUM","COMPONENT","PROPERTY","TIME_ASPCT","SYSTEM","SCALE_TYP","CLASS","STATUS","LONG_COMMON_NAME"\n"99999-1","Made up","MCnc","Pt","Ser","Qn","CHEM","ACTIVE","Made up in Serum"\n"99998-3","Old","MCnc","Pt","Ser","Qn","CHEM","DEPRECATED","Old in Serum"\n"99997-5","Other","MCnc","Pt","Ser","Qn","CHEM","DISCOURAGED","Other in Serum"\n',
    );
    const { header, items } = await concepts(path, "http://loinc.org");
    expect(header.content).toBe("fragment");
    expect(items.map((c) => [c.code, c.display, c.inactive])).toEqual([
      ["99999-1", "Made up in Serum", false],
      ["99998-3", "Old in Serum", true],
      ["99997-5", "Other in Serum", false],
    ]);
    expect(items[0]!.properties.map((p) => `${p.code}=${String(p.value)}`)).toContain("SYSTEM=Ser");
  });

  it("a REDCap dictionary becomes variables with their choices below them", async () => {
    const path = file(
      "DataDictionary.csv",
      '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label","Choices, Calculations, OR Slider Labels","Field Note"\nsite,visit,,radio,Site of the bone,"1, Skin | 2, Muscle, deep",\nweight,visit,,text,Weight,,in kg\nbmi,visit,,calc,BMI,"[weight]/2, rounded",\n',
    );
    const { items } = await concepts(path, "https://w3id.org/ossicle/CodeSystem/DataDictionary");
    expect(items.map((c) => [c.code, c.display, c.parents.join()]).sort()).toEqual([
      ["bmi", "BMI", ""],
      ["site", "Site of the bone", ""],
      ["site=1", "Skin", "site"],
      ["site=2", "Muscle, deep", "site"],
      ["weight", "Weight", ""],
    ]);
  });

  it("of a REDCap dictionary a choice that is refused is left out, and the first of its number stays", async () => {
    const path = file(
      "Dictionary.csv",
      'Variable / Field Name,Form Name,Field Type,Field Label,"Choices, Calculations, OR Slider Labels"\n' +
        'site,visit,radio,Site,"1, Skin | 1, Bone | a  b, Other"\nsite=1,visit,text,Odd,\n',
    );
    const url = "https://w3id.org/ossicle/CodeSystem/Dictionary";
    const { items, run } = await concepts(path, url, { keepGoing: true });
    expect(items.map((c) => [c.code, c.display, c.parents.join()]).sort()).toEqual([
      ["site", "Site", ""],
      ["site=1", "Skin", "site"],
    ]);
    expect(run.refusedCount).toBe(3);
  });

  it("an ICD-11 linearization has titles without the dashes that show their depth", async () => {
    const path = file(
      "linearization.tsv",
      "Foundation URI\tCode\tBlockId\tTitle\tClassKind\n" +
        "https://example.org/1\t\tB1\t- Made-up block\tblock\n" +
        "https://example.org/2\t1A00\t\t- - Made-up disease\tcategory\n" +
        "https://example.org/3\t1A00.0\t\t - - - -fold disease\tcategory\n",
    );
    const { items } = await concepts(path, "https://w3id.org/ossicle/CodeSystem/linearization");
    expect(items.map((c) => [c.code, c.display]).sort()).toEqual([
      ["1A00", "Made-up disease"],
      ["1A00.0", "-fold disease"],
    ]);
  });
});

describe("a column that stands twice", () => {
  it("is asked about in the sheet of a tool too", async () => {
    const path = file(
      "twice.csv",
      "sourceCode,mappingStatus,equivalence,conceptId,conceptId\nA,APPROVED,EQUAL,1,2\n",
    );
    expect((await refusal(path))[0]).toContain("There are 'conceptId#1', 'conceptId#2'");
  });

  const TWO =
    "Ours,,,Standard,,\nCode,Text,Code System,Code,Display,Code System\nS,Apart,https://example.org/a,L,Legally apart,https://example.org/b\n";

  it("is asked about, with what to say", async () => {
    const path = file("two.csv", TWO);
    expect((await refusal(path))[0]).toBe(
      "two.csv:2: Which column is meant? There are 'Code System#1', 'Code System#2', 'Code#1', 'Code#2'. Say it by name and number: --columns source=Code#1,target=Code#2. (#4 is the fourth column, whatever its name)",
    );
    expect((await refusal(path, { columns: { source: "Code", target: "Code" } }))[0]).toContain(
      "source=Code#1,target=Code#2",
    );
    expect((await refusal(path, { columns: { source: "Code#1", target: "#1" } }))[0]).toContain(
      "the column '#1' is given for two purposes",
    );
  });

  it.each([
    { source: "Code#1", target: "Code#2" },
    { source: "#1", target: "4" },
  ])("is told apart by %j, and its side's other columns go with it", async (columns) => {
    const { rows, mappings } = await mapFrom(file("two.csv", TWO), { columns });
    expect(rows).toEqual(["https://example.org/a|S related-to https://example.org/b|L"]);
    expect([mappings[0]!.source.display, mappings[0]!.target!.display]).toEqual(["Apart", "Legally apart"]);
  });

  it("never lends the left codes the right names", async () => {
    const columns = { code: "Code#1", system: "Code System#1" };
    const { store } = await imported(file("two.csv", TWO), { url: URL, columns });
    expect(((await store.valueSet({ url: URL })) as ValueSet).compose!.include).toEqual([
      { system: "https://example.org/a", concept: [{ code: "S", display: "Apart" }] },
    ]);
  });

  it("as a second target is asked about, and then kept beside the first", async () => {
    const path = file("targets.csv", "source,target,relationship,target\nHO,X,broader,Y\n");
    expect((await refusal(path))[0]).toContain("There are 'target#1', 'target#2'");
    const { rows, mappings } = await mapFrom(path, {
      columns: { target: "target#2" },
      sourceSystem: LOCAL,
      targetSystem: URL,
    });
    expect(rows).toEqual([`${LOCAL}|HO source-is-narrower-than-target ${URL}|Y`]);
    expect(mappings[0]!.properties).toEqual([{ code: "target", type: "string", value: "X" }]);
  });
});

describe("a table that is half a map", () => {
  it.each(["source code,source term,concept id,vocabulary,concept code", "code,name,target code"])(
    "is asked about: %s",
    async (header) => {
      const row = header
        .split(",")
        .map((_, i) => String(i))
        .join(",");
      expect((await refusal(file("half.csv", `${header}\n${row}\n`)))[0]).toContain(
        "The columns name codes, and one side of a map without the other",
      );
    },
  );

  it("is read as the user says", async () => {
    const path = file("half.csv", "code,name,target code\nA,Bone,X\n");
    const { rows, mappings } = await mapFrom(path, {
      columns: { source: "code", "source-display": "name" },
      sourceSystem: LOCAL,
      targetSystem: OMOP,
    });
    expect(rows).toEqual([`${LOCAL}|A related-to ${OMOP}|X`]);
    expect(mappings[0]!.source.display).toBe("Bone");
  });
});

describe("members that are taken away", () => {
  it.each(["Excluded", "exclude", "isExcluded"])(
    "are not members, where the column is called %s",
    async (name) => {
      const path = file(
        "set.csv",
        `code,name,system,${name}\nM61.1,A,ICD10CM,false\nM61.10,B,ICD10CM,TRUE\n`,
      );
      expect((await valueSetFrom(path)).compose).toMatchObject({
        include: [{ concept: [{ code: "M61.1" }] }],
        exclude: [{ concept: [{ code: "M61.10" }] }],
      });
    },
  );
});

describe("a table of which nothing is left", () => {
  it.each(["code,display\n", "source,target\n", "system,code\n"])("makes nothing: %j", async (content) => {
    const told = await refusal(file("none.csv", content));
    expect(told.at(-1)).toBe("none.csv:1: No row of the table can be imported; nothing is made of it");
    const { run } = await imported(file("none.csv", content), { keepGoing: true });
    expect(run.resources).toEqual([]);
  });
});

describe("mappings that differ in their condition only", () => {
  it("stay apart when another sheet is merged with them", async () => {
    const row = (condition: string) =>
      `A,Apart,HL70002,${condition},,,L,,Apart,http://terminology.hl7.org/CodeSystem/v3-MaritalStatus,,\n`;
    const { store } = await imported(file("a.csv", V2 + row("IF X") + row("IF Y")), { url: URL });
    await imported(file("b.csv", V2 + row("IF Z")), { url: URL, merge: true }, store);
    const [map] = await store.conceptMaps({ url: URL });
    const conditions: unknown[] = [];
    for await (const { dependsOn } of map!.all()) conditions.push(dependsOn[0]!.value);
    expect(conditions.sort()).toEqual(["IF X", "IF Y", "IF Z"]);
  });
});

describe("what a table does not say for sure", () => {
  const BOTH = { sourceSystem: LOCAL, targetSystem: "https://example.org/other" };

  it("other columns of a map are properties of its mappings", async () => {
    const path = file(
      "extra.csv",
      "source,target,relationship,reviewer,confidence\nA,X,exact,Dr Example,0.90\n",
    );
    const { mappings, map } = await mapFrom(path, BOTH);
    expect(mappings[0]!.properties.map((p) => [p.code, p.value])).toEqual([
      ["reviewer", "Dr Example"],
      ["confidence", "0.90"],
    ]);
    expect(await validateResource(conceptMapResource(map, mappings), "r5")).toEqual([]);
  });

  it("words for no target are asked about, or taken as the user says", async () => {
    const path = file(
      "none.csv",
      "source,target,relationship\nA,N/A,exact\nB,-,exact\nC,no map,\nD,0,\nE,X,exact\n",
    );
    const asked = await refusal(path, BOTH);
    expect(asked.map((text) => text.slice(0, 30))).toEqual([
      "none.csv:2: Is 'N/A' a code, o",
      "none.csv:3: Is '-' a code, or ",
      "none.csv:4: Is 'no map' a code",
      "none.csv:5: Is '0' a code, or ",
    ]);
    const said = await mapFrom(path, { ...BOTH, noMap: ["n/a", "-", "no map"] });
    expect(said.rows.map((row) => row.slice(LOCAL.length + 1))).toEqual([
      "A none",
      "B none",
      "C none",
      "D related-to https://example.org/other|0",
      "E equivalent https://example.org/other|X",
    ]);
    expect(said.run.notes.map(shown)).toContain(
      "none.csv:5: The target '0' is not among the words of --no-map: taken as a code",
    );
    const { rows } = await mapFrom(path, { ...BOTH, noMap: [] });
    expect(rows.filter((row) => row.endsWith("none"))).toEqual([]);
  });

  it("a system is a uri or a known name, or refused with its line", async () => {
    const path = file(
      "words.csv",
      "system,code,display\nSNOMED,999999011,a\nRxNorm,161,b\nHL70063,SEL,c\nlocal codes,1,d\n",
    );
    expect(await refusal(path)).toEqual([
      "words.csv:5: 'local codes' is no uri and no known name of a code system. Give its uri (https://..., urn:...), or import a NamingSystem that names it",
    ]);
    const { store, run } = await imported(path, { url: URL, keepGoing: true });
    expect(((await store.valueSet({ url: URL })) as ValueSet).compose!.include.map((i) => i.system)).toEqual([
      "http://snomed.info/sct",
      "http://www.nlm.nih.gov/research/umls/rxnorm",
      "http://terminology.hl7.org/CodeSystem/v2-0063",
    ]);
    expect(run.resources[0]!.rows).toBe(3);
  });

  it("a value set has no place for other columns, and says so", async () => {
    const path = file("vs.csv", "system,code,display,severity\nOMIM,166350,POH,mild\n");
    const { run } = await imported(path, { url: URL });
    expect(run.notes.map(shown)).toContain(
      "vs.csv:1: The column 'severity' is left out: a value set keeps systems, codes and displays only",
    );
  });

  it("cells under no name are counted", async () => {
    const { run } = await imported(file("nameless.csv", "code,,display\nA,x,a\nB,,b\n"), { url: URL });
    expect(run.notes.map(shown).join()).toContain("Column 2 has no name, but 1 cells with content");
  });
});

describe("a table under an address that others own", () => {
  const ICD = "http://hl7.org/fhir/sid/icd-10-cm";
  const path = () => file("three.csv", "code,display\nM61.1,FOP\nM61.5,Other\n");

  it("is a part of their system: other codes are not wrong", async () => {
    const { store } = await imported(path(), { url: ICD });
    expect((await store.codeSystem({ url: ICD }))!.codeSystem.content).toBe("fragment");
    const { resource } = await createEngine(store).ask(
      "r5",
      "GET",
      `CodeSystem/$validate-code?url=${ICD}&code=E11.9`,
    );
    expect(JSON.stringify(resource)).not.toContain('"valueBoolean":false');
    expect(JSON.stringify(resource)).toContain("labeled as a fragment");
  });

  it("that is licensed gives its codes, and its strings only to those who say that they may", async () => {
    const table = file("sct.csv", "code,display,synonyms\n719271000,words,other words\n");
    const sct = "http://snomed.info/sct";
    const first = async (options: ImportOptions) => {
      const { store, run } = await imported(table, { url: sct, ...options });
      const [concept] = await (await store.codeSystem({ url: sct }))!.locate(["719271000"]);
      return { concept: concept!, run };
    };
    const { concept, run } = await first({});
    expect([concept.display, concept.designations]).toEqual([undefined, []]);
    expect(Object.keys(run.leftOut).join()).toContain("SNOMED CT: its strings need a licence");
    expect((await first({ licensed: true })).concept.display).toBe("words");
  });

  it("is the whole of it only when the user says so, --replace or not", async () => {
    const { store } = await imported(path(), { url: ICD, content: "complete" });
    expect((await store.codeSystem({ url: ICD }))!.codeSystem.content).toBe("complete");

    const own = "https://example.org/own";
    await imported(path(), { url: own, content: "fragment", source: "a" }, store);
    const replaced = await imported(path(), { url: own, replace: true, source: "b" }, store);
    expect((await store.codeSystem({ url: own }))!.codeSystem.content).toBe("fragment");
    expect(replaced.run.notes.map(shown).join()).toContain("stays one");
    await imported(path(), { url: own, replace: true, source: "c", content: "complete" }, store);
    expect((await store.codeSystem({ url: own }))!.codeSystem.content).toBe("complete");
  });
});
