/** What may mislead: codes below a guarded one, versions, ambiguous sources, contradicting displays, and what is not known. */
import type * as r5 from "fhir/r5";
import { describe, expect, it } from "vitest";
import { bundledResources } from "../../../src/content/bundled-terminology.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { Coding, Resource } from "../../../src/terminology/model.ts";
import { translate, type TranslateRequest } from "../../../src/terminology/translate/translate.ts";

const A = "urn:test:a";
const B = "urn:test:b";
const GC = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const OM = "http://www.omim.org";
const COVERS = "https://w3id.org/ossicle/CodeSystem/condition-properties#covers-descendants";
const condition = bundledResources();

async function asked(resources: readonly Resource[], coding: Coding, more: Partial<TranslateRequest> = {}) {
  const { matches, notes } = await translate(new MemoryStore(resources), {
    direction: "forward",
    codings: [coding],
    dependencies: [],
    useSupplement: [],
    strictNames: false,
    ownSystems: new Set(),
    ...more,
  });
  return {
    sides: matches.map((m) => (more.direction === "reverse" ? m.source : m.target)?.code),
    relations: matches.map(({ relation }) => relation.relationship),
    about: notes.flatMap(({ about }) => about ?? []),
    message: notes.map(({ text }) => text).join(" "),
  };
}

describe("a guard", () => {
  const tree: r5.CodeSystem = {
    resourceType: "CodeSystem",
    url: A,
    status: "active",
    content: "complete",
    hierarchyMeaning: "is-a",
    concept: [{ code: "top", concept: [{ code: "middle", concept: [{ code: "leaf" }] }] }, { code: "other" }],
  };
  const guard = (covers: boolean): r5.ConceptMap => ({
    resourceType: "ConceptMap",
    url: "urn:guard",
    status: "active",
    property: [{ code: "below", uri: COVERS, type: "boolean" }],
    group: [
      {
        source: A,
        target: B,
        element: [
          {
            code: "top",
            target: [
              {
                code: "x",
                relationship: "not-related-to",
                comment: "not",
                property: [{ code: "below", valueBoolean: covers }],
              },
            ],
          },
        ],
      },
    ],
  });
  const more: r5.ConceptMap = {
    resourceType: "ConceptMap",
    url: "urn:more",
    status: "active",
    group: [
      {
        source: A,
        target: B,
        element: [{ code: "leaf", target: [{ code: "y", relationship: "equivalent" }] }],
      },
    ],
  };
  const denied = { sides: ["x"], relations: ["not-related-to"] };

  it("covers what is below, at any depth, where its mapping says so", async () => {
    for (const code of ["top", "middle", "leaf"])
      expect(await asked([tree, guard(true)], { system: A, code })).toMatchObject(denied);
    expect((await asked([tree, guard(true)], { system: A, code: "other" })).sides).toEqual([]);
    expect((await asked([tree, guard(false)], { system: A, code: "leaf" })).sides).toEqual([]);
    expect((await asked([guard(true)], { system: A, code: "leaf" })).sides).toEqual([]);
  });

  it("covers it as well where its map is named, or comes with the question", async () => {
    const leaf = { system: A, code: "leaf" };
    expect(await asked([tree, guard(true), more], leaf, { map: { url: "urn:guard" } })).toMatchObject(denied);
    expect(await asked([tree, more], leaf, { map: { inline: guard(true) } })).toMatchObject(denied);
    expect((await asked([tree, guard(true), more], leaf, { map: { url: "urn:more" } })).sides).toEqual(["y"]);
  });

  it("stands beside what maps say of the code itself, last", async () => {
    expect((await asked([tree, guard(true), more], { system: A, code: "leaf" })).sides).toEqual(["y", "x"]);
  });

  it.each([
    ["http://hl7.org/fhir/sid/icd-10-cm", "M61.172"],
    ["http://hl7.org/fhir/sid/icd-10-cm", "M61172"],
    ["urn:oid:2.16.840.1.113883.6.90", "m61.10"],
    ["http://hl7.org/fhir/sid/icd-10", "M61.15"],
  ])("of the condition denies %s %s", async (system, code) => {
    const found = await asked(condition, { system, code }, { text: "Myositis ossificans progressiva" });
    expect(found.relations).toEqual(["not-related-to"]);
    expect(found.message).toContain("FOP");
  });
});

describe("versions of groups", () => {
  const group = (version: string, code: string): r5.ConceptMapGroup => ({
    source: `${A}|${version}`,
    target: B,
    element: [{ code: "1", target: [{ code, relationship: "equivalent" }] }],
  });
  const map: r5.ConceptMap = {
    resourceType: "ConceptMap",
    url: "urn:map",
    status: "active",
    group: [group("1.0", "old"), group("2.0", "new")],
  };

  it("answer for the version that is sent", async () => {
    expect((await asked([map], { system: A, code: "1", version: "1.0" })).sides).toEqual(["old"]);
    expect((await asked([map], { system: A, code: "1", version: "2.0" })).sides).toEqual(["new"]);
  });

  it("apply their rule for codes not listed to that version", async () => {
    const open: r5.ConceptMap = {
      ...map,
      group: [{ ...group("1.0", "old"), unmapped: { mode: "fixed", code: "rest" } }],
    };
    expect((await asked([open], { system: A, code: "2", version: "1.0" })).sides).toEqual(["rest"]);
    expect((await asked([open], { system: A, code: "2", version: "2.0" })).sides).toEqual([]);
  });

  it("are said where none is sent, and where another one is", async () => {
    const open = await asked([map], { system: A, code: "1" });
    expect(open.sides).toEqual(["old", "new"]);
    expect(open.message).toContain("'1.0' and '2.0'");
    const [first, second] = map.group!.map((one, i): r5.ConceptMap => ({
      ...map,
      url: `urn:map:${i}`,
      group: [one],
    }));
    expect((await asked([first!, second!], { system: A, code: "1" })).message).toContain("'1.0' and '2.0'");
    expect((await asked([map], { system: A, code: "1", version: "3.0" })).about).toEqual(["other-version"]);
  });
});

it("two sources of one target are ambiguous, read backwards", async () => {
  const map: r5.ConceptMap = {
    resourceType: "ConceptMap",
    url: "urn:map",
    status: "active",
    group: [
      {
        source: A,
        target: B,
        element: ["1", "2"].map((code) => ({ code, target: [{ code: "x", relationship: "equivalent" }] })),
      },
    ],
  };
  const back = await asked([map], { system: B, code: "x" }, { direction: "reverse" });
  expect(back.sides).toEqual(["1", "2"]);
  expect(back.about).toEqual(["several-sources"]);
  expect(back.relations).toEqual(["related-to", "related-to"]);
  expect((await asked([map], { system: A, code: "1" })).about).toEqual([]);
});

it.each([
  ["http://fhir.de/CodeSystem/bfarm/icd-10-gm", "M61.10"],
  ["http://fhir.de/CodeSystem/dimdi/icd-10-gm", "M6119"],
  ["http://fhir.de/CodeSystem/bfarm/icd-10-gm", "M61.1-"],
  ["http://hl7.org/fhir/sid/icd-10-de", "M61.10"],
  ["http://hl7.org/fhir/sid/icd-10-us", "M61.1"],
  ["http://hl7.org/fhir/sid/icd-9-cm", "728.11"],
  ["https://www.ncbi.nlm.nih.gov/medgen", "UID 4698"],
  ["https://www.ncbi.nlm.nih.gov/gtr/conditions", "C0016037"],
])("%s|%s is FOP, whatever name stands beside it", async (system, code) => {
  const beside = { text: "Myositis ossificans progressiva" };
  const { relations, message } = await asked(condition, { system, code }, beside);
  expect(relations).toEqual(["not-related-to"]);
  expect(message).toContain("fibrodysplasia ossificans progressiva (FOP)");
});

it("the name that is POH only with 'familial' is read with it, and not without", async () => {
  const NM = "https://w3id.org/ossicle/CodeSystem/condition-names";
  for (const code of ["familial ectopic ossification", "Ectopic ossification, familial"])
    expect((await asked(condition, { system: NM, code })).relations).toEqual(["equivalent"]);
  const wider = await asked(condition, { system: NM, code: "ectopic ossification" });
  expect(wider.relations).toEqual(["source-is-broader-than-target"]);
  expect(
    (await asked(condition, { system: NM, code: "familial heterotopic ossification" })).relations,
  ).toEqual([]);
});

describe("a version that is not here", () => {
  const map: r5.ConceptMap = {
    resourceType: "ConceptMap",
    url: "urn:map",
    status: "active",
    group: [
      { source: A, target: B, element: [{ code: "1", target: [{ code: "x", relationship: "equivalent" }] }] },
    ],
  };
  const system = (version?: string): r5.CodeSystem => ({
    resourceType: "CodeSystem",
    url: A,
    ...(version === undefined ? {} : { version }),
    status: "active",
    content: "complete",
    concept: [{ code: "1" }],
  });

  it("is told, with the version in which the code was read", async () => {
    const sent = { system: A, code: "1", version: "9.9" };
    const answer = await asked([map, system("1.0.0")], sent);
    expect(answer.sides).toEqual(["x"]);
    expect(answer.about).toEqual(["other-version"]);
    expect(answer.message).toContain("Version '9.9'");
    expect(answer.message).toContain("read in version '1.0.0'");
    expect((await asked([map, system("1.0.0")], { ...sent, version: "1.0.0" })).message).toBe("");
  });

  it("is nothing to speak of where what is here is of no version in particular, or nothing is here", async () => {
    const sent = { system: A, code: "1", version: "9.9" };
    expect((await asked([map, system()], sent)).message).toBe("");
    expect((await asked([map], sent)).message).toBe("");
  });
});

it("what a guard denies is told once, read backwards, and each match has its reason", async () => {
  const poh = { system: GC, code: "progressive-osseous-heteroplasia" };
  const wantedSystem = "http://hl7.org/fhir/sid/icd-10-cm";
  const back = await asked(condition, poh, { direction: "reverse", wantedSystem });
  expect(back.sides.length).toBeGreaterThan(40);
  expect(back.relations.every((relation) => relation === "not-related-to")).toBe(true);
  expect(back.message).toMatch(
    /says of .*M61\.1.*, \d+ others that they are not 'Progressive osseous heteroplasia'/,
  );
  expect(back.message.length).toBeLessThan(400);
});

it("several names of one thing are not in doubt, read backwards", async () => {
  const poh = { system: GC, code: "progressive-osseous-heteroplasia" };
  const wantedSystem = "https://w3id.org/ossicle/CodeSystem/condition-names";
  const back = await asked(condition, poh, { direction: "reverse", wantedSystem });
  const relationOf = new Map(back.sides.map((name, i) => [name, back.relations[i]]));
  expect(relationOf.get("Progressive osseous heteroplasia")).toBe("equivalent");
  expect(relationOf.get("Osseous heteroplasia, progressive")).toBe("equivalent");
  expect(relationOf.get("POH")).not.toBe("equivalent");
  expect(back.about).not.toContain("several-sources");
});

describe("a display or a text", () => {
  const poh = { system: OM, code: "166350" };
  const to = { wantedSystem: GC };

  it.each([
    "Fibrodysplasia ossificans progressiva",
    "FOP",
    "Myositis ossificans progressiva",
    "POH?",
    "No POH",
  ])("%s is not what the code means, and that is said", async (name) => {
    const byDisplay = await asked(condition, { ...poh, display: name }, to);
    expect(byDisplay).toMatchObject({ relations: ["related-to"], about: ["display-contradicts"] });
    const byText = await asked(condition, poh, { ...to, text: name });
    expect(byText).toMatchObject({ relations: ["related-to"], about: ["text-contradicts"] });
  });

  it.each(["POH", "Progressive osseous heteroplasia", "Osteoma cutis", "some words of the record"])(
    "%s does not contradict the code",
    async (name) => {
      expect((await asked(condition, { ...poh, display: name }, to)).about).toEqual([]);
      expect((await asked(condition, poh, { ...to, text: name })).about).toEqual([]);
    },
  );
});

it("the display of a dependency decides nothing, but what it contradicts is said", async () => {
  const names = "https://w3id.org/ossicle/CodeSystem/condition-names";
  const gene = { system: "http://www.genenames.org", code: "HGNC:171", display: "GNAS" };
  const dependencies = [{ attribute: "gene", codings: [gene], texts: [] }];
  const code = { system: names, code: "Myositis ossificans progressiva" };
  const found = await asked(condition, code, { dependencies });
  expect(found).toMatchObject({ sides: ["135100"], relations: ["equivalent"] });
  expect(found.about).toContain("display-contradicts");
  expect(found.message).toContain("Of a dependency the code alone decides.");
});

describe("a display with the words of a history", () => {
  const Z85 = "urn:test:history";
  const map: r5.ConceptMap = {
    resourceType: "ConceptMap",
    url: "urn:map",
    status: "active",
    group: [
      {
        source: Z85,
        target: B,
        element: [
          { code: "1", display: "History of x", target: [{ code: "x", relationship: "equivalent" }] },
          { code: "2", target: [{ code: "x", relationship: "equivalent" }] },
        ],
      },
    ],
  };
  const x: r5.CodeSystem = {
    resourceType: "CodeSystem",
    url: B,
    status: "active",
    content: "complete",
    concept: [{ code: "x", display: "Blue disease" }],
  };

  it.each([
    ["1", "History of x"],
    ["1", "history of X"],
    ["2", "History of something that nobody knows"],
    ["2", "Blue disease"],
  ])("may be the code's own name: %s, %s", async (code, display) => {
    const found = await asked([map, x], { system: Z85, code, display });
    expect(found).toMatchObject({ relations: ["equivalent"], about: [] });
  });

  it.each(["History of blue disease", "Blue disease?", "Blue disease ↓"])(
    "says of what the code means that it is not: %s",
    async (display) => {
      const found = await asked([map, x], { system: Z85, code: "2", display });
      expect(found).toMatchObject({ relations: ["related-to"], about: ["display-contradicts"] });
    },
  );

  it("is no contradiction where the code has such names", async () => {
    const past: r5.CodeSystem = {
      ...x,
      url: Z85,
      concept: [{ code: "1", display: "Personal history of x" }],
    };
    const found = await asked([map, x, past], { system: Z85, code: "1", display: "Hx of x" });
    expect(found).toMatchObject({ relations: ["equivalent"], about: [] });
  });
});

describe("what is not known", () => {
  it.each([
    [{ system: "http://hospital.example/omim", code: "1" }, "system-unknown", OM],
    [{ system: "http://loinc.org", code: "1-8" }, "system-without-map", "LOINC"],
    [{ system: "http://snomed.info/sct", code: "719271000" }, "licence-needed", "licence"],
    [
      { system: "https://www.orpha.net", code: "ORPHA:2762" },
      "supplement-needed",
      "genetic-conditions-xrefs",
    ],
    [
      { system: "http://purl.obolibrary.org/obo/mondo.owl", code: "MONDO:0008153" },
      "supplement-needed",
      "Mondo",
    ],
    [{ system: "https://www.nlm.nih.gov/mesh", code: "C562735" }, "supplement-needed", "useSupplement="],
    [{ system: OM, code: "999999" }, "code-unknown", "does not prove"],
    [{ system: GC, code: "POH" }, "code-unknown", "listed as a name"],
  ])("is told from no: %j", async (coding, about, says) => {
    const found = await asked(condition, coding, { wantedSystem: GC });
    expect(found).toMatchObject({ sides: [], about: [about] });
    expect(found.message).toContain(says);
  });

  it("a version in the system is told from a system that is not known", async () => {
    const found = await asked(condition, { system: `${OM}|1`, code: "166350" });
    expect(found.about).toEqual(["system-unknown"]);
    expect(found.message).toContain(`send '${OM}', and '1' as the version`);
  });

  it("is told of the system that is wanted, too", async () => {
    const from = { system: GC, code: "progressive-osseous-heteroplasia" };
    const into = async (wantedSystem: string) => (await asked(condition, from, { wantedSystem })).about;
    expect((await into("https://www.orpha.net"))[0]).toBe("supplement-needed");
    expect(await into("http://snomed.info/sct")).toEqual(["licence-needed"]);
    expect(await into("http://hospital.example/x")).toEqual(["system-unknown"]);
  });

  it("is read where it is known under another address", async () => {
    for (const system of ["http://terminology.hl7.org/CodeSystem/umls", "urn:oid:2.16.840.1.113883.6.86"]) {
      const found = await asked(condition, { system, code: "C0334041" }, { wantedSystem: GC });
      expect(found.relations).toEqual(["equivalent"]);
      expect(found.message).toContain("MedGen");
    }
    const gard = await asked(
      condition,
      { system: "https://rarediseases.info.nih.gov/gard/", code: "109" },
      { wantedSystem: GC },
    );
    expect(gard.relations).toEqual(["equivalent"]);
  });

  it.each([
    "https://www.ncbi.nlm.nih.gov/medgen",
    "https://www.ncbi.nlm.nih.gov/gtr/conditions",
    "http://terminology.hl7.org/CodeSystem/umls",
  ])("a skin finding that has the same identifier is not the condition: %s", async (system) => {
    for (const name of ["Osteoma cutis", "cutaneous ossification", "Osteosis cutis"]) {
      const coding = { system, code: "C0334041" };
      const shown = await asked(condition, { ...coding, display: name }, { wantedSystem: GC });
      expect(shown.relations).toEqual(["related-to"]);
      expect(shown.about).toContain("display-contradicts");
      const said = await asked(condition, coding, { wantedSystem: GC, text: name });
      expect(said.relations).toEqual(["related-to"]);
      expect(said.about).toContain("text-contradicts");
    }
  });

  it("no message sends a caller in a circle", async () => {
    const names = "https://w3id.org/ossicle/CodeSystem/condition-names";
    const found = await asked(
      condition,
      { system: names, code: "Osteoma cutis" },
      { wantedSystem: "http://loinc.org", text: "Osteoma cutis" },
    );
    expect(found.message).not.toContain("did you mean");
    expect(found.message).not.toContain("$translate");
  });
});

it("a code that the fragment of the latest version lacks is read from the version that has it", async () => {
  const part = (version: string, content: "fragment" | "complete", code: string): r5.CodeSystem => ({
    resourceType: "CodeSystem",
    url: A,
    version,
    status: "active",
    content,
    caseSensitive: true,
    concept: [{ code, display: `The ${code}` }],
  });
  const map: r5.ConceptMap = {
    resourceType: "ConceptMap",
    url: "urn:map",
    status: "active",
    group: [
      {
        source: A,
        target: B,
        unmapped: { mode: "fixed", code: "rest", relationship: "related-to" },
        element: [],
      },
    ],
  };
  const all = [part("2", "fragment", "new"), part("1", "complete", "old"), map];
  const found = await asked(all, { system: A, code: "old" });
  expect(found).toMatchObject({ sides: ["rest"], relations: ["related-to"] });
  expect(found.message).toContain("Answered from version 1");
  const unmapped = await asked(all.slice(0, 2), { system: A, code: "old" });
  expect(unmapped.message).not.toContain("does not prove");
});

describe("a supplement", () => {
  const NAMES = "urn:test:names";
  const names: r5.CodeSystem = {
    resourceType: "CodeSystem",
    url: NAMES,
    status: "active",
    content: "complete",
    caseSensitive: false,
    property: [
      {
        code: "scope",
        uri: "https://w3id.org/ossicle/CodeSystem/condition-properties#name-scope",
        type: "code",
      },
    ],
    concept: [{ code: "Ectopic bone" }],
  };
  const target: r5.CodeSystem = { ...names, url: B, property: [], concept: [{ code: "x", display: "Bone" }] };
  const inFrench = (of: string, code: string, value: string): r5.CodeSystem => ({
    resourceType: "CodeSystem",
    url: `${of}:fr`,
    status: "active",
    content: "supplement",
    supplements: of,
    concept: [{ code, designation: [{ language: "fr", value }] }],
  });
  const map: r5.ConceptMap = {
    resourceType: "ConceptMap",
    url: "urn:map",
    status: "active",
    group: [
      {
        source: NAMES,
        target: B,
        element: [{ code: "Ectopic bone", target: [{ code: "x", relationship: "equivalent" }] }],
      },
    ],
  };
  const all = [names, target, map, inFrench(NAMES, "Ectopic bone", "Os ectopique"), inFrench(B, "x", "Os")];
  const french = { useSupplement: [`${NAMES}:fr`, `${B}:fr`], displayLanguage: "fr" };
  const translated = async (coding: Coding, more: Partial<TranslateRequest>) =>
    translate(new MemoryStore(all), {
      direction: "forward",
      codings: [coding],
      dependencies: [],
      useSupplement: [],
      strictNames: false,
      ownSystems: new Set(),
      ...more,
    });

  it.each([undefined, { url: "urn:map" }])(
    "gives names to read and names to show, with the map %j",
    async (map) => {
      const code = { system: NAMES, code: "os ectopique" };
      expect((await translated(code, {})).matches).toEqual([]);
      const { matches } = await translated(code, { ...french, map });
      expect(matches.map(({ target: to }) => to)).toEqual([{ system: B, code: "x", display: "Os" }]);
      const byText = await translated(code, { ...french, map, codings: [], text: "OS ECTOPIQUE" });
      expect(byText.matches).toHaveLength(1);
    },
  );

  it("that is not there is an error, whatever map is named", async () => {
    const unknown = { useSupplement: ["urn:none"], map: { url: "urn:map" } };
    await expect(translated({ system: NAMES, code: "Ectopic bone" }, unknown)).rejects.toThrow("urn:none");
  });
});
