/** What clients ask about the condition, call by call, in R4 and R5, over HTTP. */
import { describe, expect, it } from "vitest";
import { bundledResources } from "../../src/content/bundled-terminology.ts";
import type { Resource } from "../../src/terminology/model.ts";
import { testServer, values } from "./support.ts";

const B = "https://w3id.org/ossicle";
const GC = `${B}/CodeSystem/genetic-conditions`;
const NM = `${B}/CodeSystem/condition-names`;
const OM = "http://www.omim.org";
const MG = "https://www.ncbi.nlm.nih.gov/medgen";
const GT = "https://www.ncbi.nlm.nih.gov/gtr/conditions";
const GD = "https://rarediseases.info.nih.gov/diseases";
const PUBMED = "http://www.ncbi.nlm.nih.gov/pubmed";
const HGNC = "http://www.genenames.org";
const SUPPLEMENT = `${B}/CodeSystem/genetic-conditions-xrefs`;
const SLUG = "progressive-osseous-heteroplasia";
const POH = `${GC}|${SLUG}`;

/** A name that is no longer to be used, with another in its place. */
const withdrawn: Resource = {
  resourceType: "CodeSystem",
  id: "withdrawn",
  url: "http://example.org/withdrawn",
  status: "active",
  content: "complete",
  caseSensitive: true,
  property: [{ code: "inactive", uri: "http://hl7.org/fhir/concept-properties#inactive", type: "boolean" }],
  concept: [
    {
      code: "old",
      display: "Old",
      property: [
        { code: "inactive", valueBoolean: true },
        { code: "replaced-by", valueCode: "new" },
      ],
    },
    { code: "new", display: "New" },
  ],
};
const withdrawnMap: Resource = {
  resourceType: "ConceptMap",
  id: "withdrawn-map",
  url: "http://example.org/withdrawn-map",
  status: "active",
  group: [
    {
      source: "http://example.org/withdrawn",
      target: GC,
      element: [{ code: "old", target: [{ code: SLUG, relationship: "equivalent" }] }],
    },
  ],
};

const server = testServer(() => ({ resources: [...bundledResources(), withdrawn, withdrawnMap] }));

type Version = "r4" | "r5";
interface Parameter {
  name: string;
  part?: Parameter[];
  [value: string]: unknown;
}

const get = (version: Version, path: string, query: Record<string, string> = {}) =>
  server.request(`/${version}/${path}?${new URLSearchParams(query).toString()}`);

const post = (version: Version, path: string, parameter: Parameter[]) =>
  server.request(`/${version}/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/fhir+json" },
    body: JSON.stringify({ resourceType: "Parameters", parameter }),
  });

const lookup = (version: Version, query: Record<string, string>) => get(version, "CodeSystem/$lookup", query);
const parametersOf = (json: unknown) => (json as { parameter: Parameter[] }).parameter;
const text = (json: unknown) => JSON.stringify(json);

/** In the words of the version. */
const WORDS: Record<Version, Record<string, string>> = {
  r4: {},
  r5: {
    code: "sourceCode",
    coding: "sourceCoding",
    codeableConcept: "sourceCodeableConcept",
    targetsystem: "targetSystem",
    target: "targetScope",
  },
};

interface Translation {
  status: number;
  result: unknown;
  message: string;
  normalized: unknown;
  matches: {
    concept: string;
    relation: unknown;
    display: unknown;
    map: unknown;
    source: unknown;
    text: string;
  }[];
}

const coding = (value: unknown) => {
  const { system, code } = (value ?? {}) as { system?: string; code?: string };
  return `${system ?? ""}|${code ?? ""}`;
};

function read(reply: { status: number; json: unknown; text: string }): Translation {
  const all = values(reply.json);
  const matches = (reply.status === 200 ? parametersOf(reply.json) : []).filter((p) => p.name === "match");
  return {
    status: reply.status,
    result: all.result,
    message: reply.status === 200 ? String(all.message ?? "") : reply.text,
    normalized: all["normalized-code"],
    matches: matches.map((match) => {
      const parts = values({ parameter: match.part });
      return {
        concept: coding(parts.concept),
        display: (parts.concept as { display?: string } | undefined)?.display,
        relation: parts.equivalence ?? parts.relationship,
        map: parts.originMap,
        source: parts.source,
        text: text(match),
      };
    }),
  };
}

async function translate(version: Version, query: Record<string, string>): Promise<Translation> {
  const words = WORDS["reverse" in query ? "r4" : version];
  const named = Object.fromEntries(
    Object.entries(query).map(([name, value]) => [words[name] ?? name, value]),
  );
  return read(await get(version, "ConceptMap/$translate", named));
}

async function translatePost(version: Version, parameter: Parameter[]): Promise<Translation> {
  const named = parameter.map((p) => ({ ...p, name: WORDS[version][p.name] ?? p.name }));
  return read(await post(version, "ConceptMap/$translate", named));
}

const narrower = { r4: "narrower", r5: "source-is-broader-than-target" };
const related = { r4: "relatedto", r5: "related-to" };
const disjoint = { r4: "disjoint", r5: "not-related-to" };
const name = (code: string, rest: Record<string, string> = {}) => ({ system: NM, code, ...rest });
const targets = (t: Translation) => t.matches.map((m) => m.concept);

describe.each(["r4", "r5"] as const)("on /%s", (v) => {
  describe("$lookup", () => {
    it("1 the condition, with all that is known", async () => {
      const { status, json } = await lookup(v, { system: GC, code: SLUG });
      expect(status).toBe(200);
      const found = values(json);
      expect(found).toMatchObject({ version: "1.0.0", display: "Progressive osseous heteroplasia" });
      expect(found.definition).toBeTruthy();
      const names = parametersOf(json).map((p) => p.name);
      expect(names.filter((n) => n === "designation").length).toBeGreaterThan(8);
      expect(names.filter((n) => n === "property").length).toBeGreaterThan(20);
    });

    it("2 only the properties asked for", async () => {
      const path = `CodeSystem/$lookup?system=${GC}&code=${SLUG}&property=xref&property=causal-gene`;
      const { json } = await server.request(`/${v}/${path}`);
      const codes = parametersOf(json)
        .filter((p) => p.name === "property")
        .map((p) => values({ parameter: p.part }).code);
      expect(new Set(codes)).toEqual(new Set(["inactive", "xref", "causal-gene"]));
      expect(values(json)).toMatchObject({ version: "1.0.0", display: "Progressive osseous heteroplasia" });
    });

    it("3 by coding", async () => {
      const { json } = await post(v, "CodeSystem/$lookup", [
        { name: "coding", valueCoding: { system: GC, code: SLUG } },
      ]);
      expect(values(json).display).toBe("Progressive osseous heteroplasia");
    });

    it("4 OMIM's entry, with its printed title", async () => {
      const { json } = await lookup(v, { system: OM, code: "166350" });
      expect(values(json).display).toBe("OSSEOUS HETEROPLASIA, PROGRESSIVE; POH");
      expect(text(json)).toContain(SLUG);
    });

    it.each([MG, GT])("5 the identifier shared by MedGen and GTR, in %s", async (system) => {
      const { json } = await lookup(v, { system, code: "C0334041" });
      expect(values(json).display).toBe("Progressive osseous heteroplasia");
    });

    it("6 an article, with its citation and erratum", async () => {
      const { json } = await lookup(v, { system: PUBMED, code: "11784876" });
      expect(values(json).definition).toContain("2002");
      expect(text(json)).toContain("346(21):1678");
    });

    it("7 a code that is not there", async () => {
      const { status, json } = await lookup(v, { system: GC, code: "fop" });
      expect(status).toBe(404);
      expect(json.issue[0]).toMatchObject({ code: "not-found", severity: "error" });
      expect(json.issue[0].details.text).toContain(`Unable to find code 'fop' in ${GC} version 1.0.0`);
    });

    it("8 a number that the fragment does not have is not proved wrong", async () => {
      const { status, json } = await lookup(v, { system: OM, code: "999999" });
      expect(status).toBe(404);
      expect(text(json)).toContain("Only a part of OMIM is known here");
    });

    it("9 a system that is not known", async () => {
      expect((await lookup(v, { system: "http://loinc.org", code: "X" })).status).toBe(404);
    });

    it("10 no system", async () => {
      const { status, json } = await lookup(v, { code: SLUG });
      expect(status).toBe(400);
      expect(json.issue[0].code).toBe("required");
    });

    it("11 by version", async () => {
      expect((await lookup(v, { system: GC, code: SLUG, version: "1.0.0" })).status).toBe(200);
      const { status, json } = await lookup(v, { system: GC, code: SLUG, version: "9.9" });
      expect(status).toBe(404);
      expect(text(json)).toContain("1.0.0");
    });

    it("12 the wrong case, with a hint of the right one", async () => {
      const { status, json } = await lookup(v, { system: GC, code: "Progressive-Osseous-Heteroplasia" });
      expect(status).toBe(404);
      expect(text(json)).toContain(`Did you mean '${SLUG}'?`);
    });

    it("13 on the code system itself", async () => {
      const { json } = await get(v, "CodeSystem/genetic-conditions/$lookup", { code: SLUG });
      expect(values(json).display).toBe("Progressive osseous heteroplasia");
    });

    it("14 in a language that is not there", async () => {
      const { status, json } = await lookup(v, { system: GC, code: SLUG, displayLanguage: "de" });
      expect(status).toBe(200);
      expect(values(json).display).toBe("Progressive osseous heteroplasia");
    });

    it("15 with the supplement, whose properties say where they come from", async () => {
      const { json } = await lookup(v, { system: GC, code: SLUG, useSupplement: SUPPLEMENT });
      const added = parametersOf(json).filter(
        (p) => p.name === "property" && text(p).includes("MONDO:0008153"),
      );
      expect(added.length).toBeGreaterThan(0);
      expect(text(added)).toContain(`${SUPPLEMENT}|`);
      const unknown = await lookup(v, { system: GC, code: SLUG, useSupplement: `${B}/CodeSystem/nowhere` });
      expect(unknown.status).toBeGreaterThanOrEqual(400);
      expect(unknown.status).toBeLessThan(500);
    });
  });

  describe("$translate of names", () => {
    it("16 a wider name", async () => {
      const t = await translate(v, name("Osteoma cutis", { targetsystem: GC }));
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH, relation: narrower[v] }] });
      expect(t.message).toContain("Confirm POH before use");
      expect(t.matches[0]!.text).toContain("Disputed");
    });

    it.each([
      ["osteoma CUTIS", "case-folded"],
      ["Osteoma  cutis ", "normalised"],
      ["osteoma-cutis", "normalised"],
    ])("17 the same name as %j", async (code, basis) => {
      const t = await translate(v, name(code, { targetsystem: GC }));
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH, relation: narrower[v] }] });
      expect(t.matches[0]!.text).toContain(basis);
      expect(t.message).toContain("'Osteoma cutis'");
    });

    it.each(["POH", "poh", "P.O.H."])("18 the acronym as %s", async (code) => {
      const t = await translate(v, name(code));
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH, relation: narrower[v] }] });
      expect(t.message).toContain("acronym");
    });

    it.each([
      "POH (progressive osseous heteroplasia)",
      "Progressive osseous heteroplasia (POH)",
      "poh - Progressive osseous heteroplasia",
      "Progressive osseous heteroplasia, POH",
    ])("18 the acronym beside its name: %s", async (code) => {
      const t = await translate(v, name(code, { targetsystem: GC }));
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH, relation: "equivalent" }] });
    });

    it.each(["Heterotopic ossification (HO)", "HO (heterotopic ossification)", "Osteoma cutis (OC)"])(
      "18 an acronym beside a wider name: %s",
      async (code) => {
        const t = await translate(v, name(code, { targetsystem: GC }));
        expect(t).toMatchObject({ result: true, matches: [{ concept: POH, relation: narrower[v] }] });
      },
    );

    it.each([
      ["? POH", "question mark"],
      ["POH??", "question mark"],
      ["Progressive osseous heteroplasia (?)", "question mark"],
      ["≠ POH", "not-equal sign"],
      ["¬POH", "not sign"],
      ["~POH", "tilde"],
      ["POH (-)", "minus sign"],
      ["No POH", "'no'"],
      ["no family history of POH", "'no family history of'"],
      ["r/o Osteoma cutis", "'r/o'"],
      ["FH: POH", "'fh'"],
      ["POH - ruled out", "'ruled out'"],
      ["s/p osteoma cutis", "'s/p'"],
      ["POH vs FOP", "'vs'"],
      ["V. a. Osteoma cutis", "'V.a.'"],
      ["Z.n. POH", "'Z.n.'"],
      ["kein Anhalt für POH", "'kein Anhalt für'"],
      ["pas de POH", "'pas de'"],
      ["ATCD de POH", "'ATCD de'"],
      ["sospecha de POH", "'sospecha de'"],
      ["mother has POH", "'mother'"],
    ])("%s is no name, and what was read is said", async (code, read) => {
      const t = await translate(v, name(code, { targetsystem: GC }));
      expect(t).toMatchObject({ result: false, matches: [] });
      expect(t.message).toContain(read);
      expect(t.message).not.toContain("did you mean");
    });

    it.each(["PHO", "FOP", "Osteoma"])("19 %s is not listed", async (code) => {
      const t = await translate(v, name(code));
      expect(t).toMatchObject({ result: false, matches: [] });
      expect(t.message).toContain("No translations found");
      expect(t.message).not.toContain("did you mean");
    });

    it.each([
      ["Osteoma cuti", "Osteoma cutis"],
      ["Cutaneus ossification", "Cutaneous ossification"],
    ])("20 %s is a near miss", async (code, meant) => {
      const t = await translate(v, name(code));
      expect(t).toMatchObject({ result: false, matches: [] });
      expect(t.message).toContain(`did you mean '${meant}'`);
    });

    it("21 a phenotype that is common from other causes", async () => {
      const t = await translate(v, name("Heterotopic ossification"));
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH, relation: narrower[v] }] });
      expect(t.message).toContain("Do not record POH because of this name alone");
    });

    it("22 the name of another disease: both, conditionally, with a warning", async () => {
      const t = await translate(v, name("Myositis ossificans progressiva"));
      expect(t.result).toBe(true);
      expect(t.matches.map((m) => [m.concept, m.relation])).toEqual([
        [POH, related[v]],
        [`${OM}|135100`, v === "r4" ? "relatedto" : "equivalent"],
      ]);
      for (const match of t.matches) expect(match.text).toContain("dependsOn");
      expect(t.message).toContain("usual name of fibrodysplasia ossificans progressiva");
      expect(t.message).toContain("only if");
    });

    it.each([
      ["http://fhir.de/CodeSystem/bfarm/icd-10-gm", "M61.1"],
      ["http://fhir.de/CodeSystem/bfarm/icd-10-gm", "M61.19"],
      ["http://fhir.de/CodeSystem/dimdi/icd-10-gm", "M6110"],
      ["http://hl7.org/fhir/sid/icd-9-cm", "728.11"],
      [GT, "C0016037"],
      [MG, "C0016037"],
      [MG, "UID 4698"],
    ])("22 the same beside a code of the other disease, %s %s: not this", async (system, code) => {
      const t = await translatePost(v, [
        {
          name: v === "r4" ? "codeableConcept" : "sourceCodeableConcept",
          valueCodeableConcept: { coding: [{ system, code }], text: "Myositis ossificans progressiva" },
        },
        { name: v === "r4" ? "targetsystem" : "targetSystem", valueUri: GC },
      ]);
      expect(t.result).toBe(false);
      expect(t.matches.map((m) => [m.concept, m.relation])).toEqual([
        [POH, v === "r4" ? "disjoint" : "not-related-to"],
      ]);
      expect(t.message).toContain("fibrodysplasia ossificans progressiva (FOP)");
    });

    it("24 a name that is exact only with its first word", async () => {
      const whole = await translate(v, name("Familial ectopic ossification"));
      expect(whole.matches.map((m) => [m.concept, m.relation])).toEqual([[POH, "equivalent"]]);
      const without = await translate(v, name("Ectopic ossification"));
      expect(without.matches.map((m) => m.relation)).toEqual([
        v === "r4" ? "narrower" : "source-is-broader-than-target",
      ]);
    });

    const withGenes = (...genes: string[]) => {
      const value = { coding: genes.map((code) => ({ system: HGNC, code })) };
      const part =
        v === "r4"
          ? [
              { name: "element", valueUri: `${B}/gene` },
              { name: "concept", valueCodeableConcept: value },
            ]
          : [
              { name: "attribute", valueUri: `${B}/gene` },
              { name: "value", valueCodeableConcept: value },
            ];
      return translatePost(v, [
        { name: "system", valueUri: NM },
        { name: "code", valueCode: "Myositis ossificans progressiva" },
        { name: "dependency", part },
      ]);
    };

    it.each([
      ["HGNC:4392", POH],
      ["ACVR1", `${OM}|135100`],
    ])("23 the same, with the gene %s", async (gene, expected) => {
      const t = await withGenes(gene);
      expect(t.result).toBe(true);
      expect(targets(t)).toEqual([expected]);
      expect(t.message).not.toContain("say so in 'dependency'");
    });

    it("23 the same, with two genes in one value: neither may be applied unseen", async () => {
      const t = await withGenes("HGNC:4392", "HGNC:171");
      expect(targets(t)).toEqual([POH, `${OM}|135100`]);
      const open = t.message.match(/'HGNC:4392' of '[^']+' and 'HGNC:171' of '[^']+' leave it open/g);
      expect(open).toHaveLength(2);
      if (v === "r4") expect(t.matches.map((m) => m.relation)).toEqual(["relatedto", "relatedto"]);
    });

    it("24 inverted, and a curated misspelling", async () => {
      const t = await translate(v, name("Osseous heteroplasia, progressive"));
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH, relation: "equivalent" }] });
      const misspelt = await translate(v, name("Osseus Heteroplasia, Progressive"));
      expect(misspelt).toMatchObject({ result: true, matches: [{ concept: POH, relation: "equivalent" }] });
      expect(misspelt.message).toContain("misspelling");
    });

    it.each(["Cutaneous ossification", "Cutane\u00adous ossi\u00adfi\u00adca\u00adtion"])(
      "25 text alone: %j",
      async (text) => {
        const t = await translatePost(v, [{ name: "codeableConcept", valueCodeableConcept: { text } }]);
        expect(t).toMatchObject({ result: true, matches: [{ concept: POH, relation: narrower[v] }] });
        expect(t.matches[0]!.text).toMatch(/match-basis.*text/);
      },
    );

    it("26 a code of another disease beside a listed name", async () => {
      const t = await translatePost(v, [
        {
          name: "codeableConcept",
          valueCodeableConcept: {
            coding: [{ system: "http://hl7.org/fhir/sid/icd-10-cm", code: "M61.1" }],
            text: "Myositis ossificans progressiva",
          },
        },
      ]);
      expect(t).toMatchObject({ result: false, matches: [{ concept: POH, relation: disjoint[v] }] });
      expect(t.message).toContain("fibrodysplasia ossificans progressiva (FOP)");
    });

    it("27 one of several codings is enough", async () => {
      const t = await translatePost(v, [
        {
          name: "codeableConcept",
          valueCodeableConcept: {
            coding: [
              { system: OM, code: "166350" },
              { system: "http://loinc.org", code: "x" },
            ],
            text: "Osteoma cutis",
          },
        },
      ]);
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH, relation: "equivalent" }] });
    });
  });

  describe("$translate of codes", () => {
    it("28 to one system, with the map that says so", async () => {
      const t = await translate(v, { system: GC, code: SLUG, targetsystem: OM });
      expect(t).toMatchObject({
        result: true,
        matches: [
          {
            concept: `${OM}|166350`,
            relation: "equivalent",
            display: "OSSEOUS HETEROPLASIA, PROGRESSIVE; POH",
            map: `${B}/ConceptMap/condition-to-omim|1.0.0`,
          },
        ],
      });
      expect(t.matches[0]!.source).toBe(v === "r4" ? `${B}/ConceptMap/condition-to-omim` : undefined);
    });

    it("29 to every system", async () => {
      const t = await translate(v, { system: GC, code: SLUG });
      const found = new Map(t.matches.map((m) => [m.concept, m.relation]));
      expect(found).toEqual(
        new Map([
          [`${OM}|166350`, "equivalent"],
          [`${GT}|C0334041`, "equivalent"],
          [`${MG}|C0334041`, "equivalent"],
          [`${GD}|109`, "equivalent"],
          [`${HGNC}|HGNC:4392`, related[v]],
        ]),
      );
      for (const match of t.matches) expect(match.map).toMatch(/ConceptMap\/condition-to-\w+\|1\.0\.0$/);
    });

    it("30 by a map and its version", async () => {
      const query = { system: GC, code: SLUG, url: `${B}/ConceptMap/condition-to-gard` };
      expect(targets(await translate(v, { ...query, conceptMapVersion: "1.0.0" }))).toEqual([`${GD}|109`]);
      expect((await translate(v, { ...query, conceptMapVersion: "9.9" })).status).toBe(404);
    });

    it("31 into a value set", async () => {
      const t = await translate(v, { system: GC, code: SLUG, target: `${B}/ValueSet/genes` });
      expect(t).toMatchObject({
        result: true,
        matches: [{ concept: `${HGNC}|HGNC:4392`, relation: related[v] }],
      });
      expect(t.matches).toHaveLength(1);
    });

    it("32 into a system that no map leads to, with the reason", async () => {
      const t = await translate(v, { system: GC, code: SLUG, targetsystem: "http://snomed.info/sct" });
      expect(t).toMatchObject({ result: false, matches: [] });
      expect(t.message).toContain("licence");
    });

    it("33 from OMIM", async () => {
      const t = await translate(v, { system: OM, code: "166350", targetsystem: GC });
      expect(t).toMatchObject({
        result: true,
        matches: [
          { concept: POH, relation: "equivalent", map: `${B}/ConceptMap/external-to-condition|1.0.0` },
        ],
      });
    });

    it.each(["OMIM:166350", "MIM:166350", "MIM 166350", "#166350", "https://omim.org/entry/166350"])(
      "34 OMIM's number as %s",
      async (code) => {
        const t = await translate(v, { system: OM, code });
        expect(t).toMatchObject({ result: true, normalized: "166350", matches: [{ concept: POH }] });
        expect(t.message).toContain("166350");
      },
    );

    it.each([
      ["139320", "gene"],
      ["139320.0011", "has the form of an allelic variant"],
      ["166350.0001", "that this one exists is not known here"],
      ["^166350", "contradicts itself"],
      ["PS166350", "phenotypic series"],
      ["*166350", "contradicts itself"],
    ])("35 %s is not a condition", async (code, kind) => {
      const t = await translate(v, { system: OM, code });
      expect(t.result).toBe(false);
      expect(t.message).toContain(kind);
      expect(targets(t)).not.toContain(POH);
    });

    it("36 OMIM by another address", async () => {
      const t = await translate(v, { system: "https://omim.org", code: "166350" });
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH }] });
      expect(t.message).toContain(OM);
    });

    it.each(["c0334041", "UMLS:C0334041", "UID 137714"])("37 MedGen's %s", async (code) => {
      const t = await translate(v, { system: MG, code });
      expect(t).toMatchObject({ result: true, normalized: "C0334041", matches: [{ concept: POH }] });
    });

    it("38 a MedGen identifier that is well formed and not known", async () => {
      const t = await translate(v, { system: MG, code: "CN517202" });
      expect(t).toMatchObject({ result: false, matches: [] });
      expect(t.message).toContain("well formed");
    });

    it("39 HL7's address of GTR means tests", async () => {
      const system = "https://www.ncbi.nlm.nih.gov/gtr/";
      const t = await translate(v, { system, code: "C0334041" });
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH }] });
      expect(t.message).toContain("identifies genetic tests");
      const accession = await translate(v, { system, code: "GTR000000001.1" });
      expect(accession.result).toBe(false);
      expect(accession.message).toContain("genetic test");
    });

    it.each(["109", "0000109", "GARD:109", "GARD:0000109", `${GD}/109/index`])(
      "40 GARD's %s",
      async (code) => {
        const t = await translate(v, { system: GD, code });
        expect(t).toMatchObject({ result: true, matches: [{ concept: POH }] });
        expect(t.normalized).toBe(code === "109" ? undefined : "109");
      },
    );

    it("41 Orphanet's number of another disease, and its own on request", async () => {
      const system = "https://www.orpha.net";
      expect(await translate(v, { system, code: "109" })).toMatchObject({ result: false });
      expect(await translate(v, { system, code: "2762" })).toMatchObject({ result: false, matches: [] });
      const t = await translate(v, { system, code: "2762", useSupplement: SUPPLEMENT });
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH }] });
    });

    it("42 a number without system is not guessed", async () => {
      expect((await translate(v, { code: "109" })).status).toBe(400);
    });

    it("43 backwards", async () => {
      const url = `${B}/ConceptMap/condition-to-omim`;
      const t = await translate(v, { system: OM, code: "166350", reverse: "true", url });
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH, relation: "equivalent" }] });
    });

    it.each(["HGNC:4392", "4392"])("44 a gene backwards, as %s", async (code) => {
      const t = await translate(v, { system: HGNC, code, reverse: "true" });
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH, relation: related[v] }] });
      expect(t.message).toContain("not a diagnosis");
      expect(t.normalized).toBe(code === "4392" ? "HGNC:4392" : undefined);
    });
  });

  describe("around it", () => {
    it.each([
      [
        [
          { name: "code", valueCode: SLUG },
          { name: "system", valueUri: GC },
          { name: "targetsystem", valueUri: OM },
        ],
      ],
      [
        [
          { name: "sourceCode", valueCode: SLUG },
          { name: "sourceSystem", valueUri: GC },
          { name: "targetSystem", valueUri: OM },
        ],
      ],
    ])("49 the names of both versions, the parts of one: %#", async (parameter) => {
      const t = read(await post(v, "ConceptMap/$translate", parameter));
      expect(t).toMatchObject({
        result: true,
        matches: [{ concept: `${OM}|166350`, relation: "equivalent" }],
      });
      expect(t.matches[0]!.text).not.toContain(v === "r4" ? '"relationship"' : '"equivalence"');
    });

    it("50 a code with the display of something else", async () => {
      const query = {
        url: `${B}/ValueSet/poh-codes`,
        system: OM,
        code: "166350",
        display: "Albright hereditary osteodystrophy",
      };
      const { json } = await get(v, "ValueSet/$validate-code", query);
      expect(values(json)).toMatchObject({
        result: false,
        display: "OSSEOUS HETEROPLASIA, PROGRESSIVE; POH",
      });
      expect(values(json).message).toContain("OSSEOUS HETEROPLASIA, PROGRESSIVE; POH");
    });

    it("51 a concept that is no longer to be used", async () => {
      const found = await lookup(v, { system: "http://example.org/withdrawn", code: "old" });
      expect(found.status).toBe(200);
      const inactive = parametersOf(found.json).find((p) => text(p).includes('"inactive"'));
      expect(text(inactive)).toContain("true");
      const t = await translate(v, { system: "http://example.org/withdrawn", code: "old" });
      expect(t).toMatchObject({ result: true, matches: [{ concept: POH }] });
      expect(t.message).toContain("inactive; replaced by 'new'");
    });

    it.each([
      ["200 kB", "a".repeat(200_000)],
      ["control characters", "Osteoma\u0000\u0007cutis"],
      ["markup", "<script>alert(1)</script>"],
    ])("52 a name that is %s", async (_what, code) => {
      const reply = await post(v, "ConceptMap/$translate", [
        { name: "system", valueUri: NM },
        { name: v === "r4" ? "code" : "sourceCode", valueCode: code },
      ]);
      expect([400, 413]).toContain(reply.status);
      expect(reply.json.resourceType).toBe("OperationOutcome");
      expect(reply.headers.get("content-type")).toContain("json");
      expect(reply.text).not.toContain("<script");
      expect(reply.text.length).toBeLessThan(2_000);
    });

    it("53 a filter over names", async () => {
      const { json } = await get(v, "ValueSet/$expand", { url: `${B}/ValueSet/poh-names`, filter: "cut" });
      const codes = (json.expansion.contains as { code: string }[]).map((c) => c.code);
      expect(codes.sort()).toEqual(["Cutaneous ossification", "Osteoma cutis", "Osteosis cutis"]);
    });

    it("finds the condition by a code of another system in a filter", async () => {
      const { json } = await get(v, "ValueSet/$expand", {
        url: `${B}/ValueSet/all-conditions`,
        filter: "166350",
      });
      expect((json.expansion.contains as { code: string }[]).map((c) => c.code)).toEqual([SLUG]);
    });

    it("reads codes in other forms everywhere", async () => {
      const found = values((await lookup(v, { system: "https://omim.org", code: "OMIM:166350" })).json);
      expect(found).toMatchObject({ code: "166350", system: OM, "normalized-code": "166350" });
      const query = { url: `${B}/ValueSet/poh-codes`, system: "https://omim.org", code: "MIM 166350" };
      const valid = values((await get(v, "ValueSet/$validate-code", query)).json);
      expect(valid).toMatchObject({ result: true, "normalized-code": "166350", system: OM });
    });
  });
});

describe("only on /r5", () => {
  it.each(["system", "sourceSystem"])("45 by R5's names, the system as %s", async (system) => {
    const t = await translate("r5", {
      [system]: GC,
      code: SLUG,
      targetsystem: OM,
      url: `${B}/ConceptMap/condition-to-omim`,
    });
    expect(t.matches).toMatchObject([
      { concept: `${OM}|166350`, relation: "equivalent", map: `${B}/ConceptMap/condition-to-omim|1.0.0` },
    ]);
  });

  it.each(["valueCode", "valueUri"])("46 by target code, as %s", async (type) => {
    const t = read(
      await post("r5", "ConceptMap/$translate", [
        { name: "targetCode", [type]: "166350" },
        { name: "targetSystem", valueUri: OM },
        { name: "url", valueUri: `${B}/ConceptMap/condition-to-omim` },
      ]),
    );
    expect(t).toMatchObject({ result: true, matches: [{ concept: `${OM}|166350` }] });
    expect(coding(t.matches[0]!.source)).toBe(POH);
  });

  it.each([
    ["valueCoding", { system: OM, code: "166350" }],
    ["valueUri", `${OM}|166350`],
  ])("47 by target coding, as %s", async (type, value) => {
    const t = read(await post("r5", "ConceptMap/$translate", [{ name: "targetCoding", [type]: value }]));
    expect(t.result).toBe(true);
    expect(t.matches.map((m) => coding(m.source))).toContain(POH);
  });

  it("47 by source and target at once", async () => {
    const { status } = await post("r5", "ConceptMap/$translate", [
      { name: "sourceCoding", valueCoding: { system: GC, code: SLUG } },
      { name: "targetCoding", valueCoding: { system: OM, code: "166350" } },
    ]);
    expect(status).toBe(400);
  });

  it("48 a wider name, with the properties of its mapping", async () => {
    const t = await translate("r5", name("Osteosis cutis"));
    expect(t.matches).toMatchObject([{ concept: POH, relation: "source-is-broader-than-target" }]);
    for (const part of ["match-basis", "#name-scope", "#asserted-by", "#justification", "#reviewed-by"])
      expect(t.matches[0]!.text).toContain(part);
  });
});
