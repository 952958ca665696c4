/** The table of systems: what it reads, and what it must not read. */
import { describe, expect, it } from "vitest";
import { addressKey, systemTable } from "../../../src/terminology/resolve/known-systems.ts";
import { processorTime } from "../../spent-time.ts";

const OM = "http://www.omim.org";
const MG = "https://www.ncbi.nlm.nih.gov/medgen";
const UMLS = "http://terminology.hl7.org/CodeSystem/umls";
const MONDO = "http://purl.obolibrary.org/obo/mondo.owl";
const GD = "https://rarediseases.info.nih.gov/diseases";
const HG = "http://www.genenames.org";
const ICD = "http://hl7.org/fhir/sid/icd-10-cm";
const NDC = "http://hl7.org/fhir/sid/ndc";
const CVX = "http://hl7.org/fhir/sid/cvx";

const codes = (system: string, code: string) =>
  systemTable.candidateCodes(system, code).flatMap((candidate) => candidate.code ?? []);

describe("the table", () => {
  it("names each system once, and gives no address to two", () => {
    const { systems } = systemTable;
    const keys = systems.flatMap((s) =>
      [s.uri, ...(s.aliases ?? []), ...(s.bases ?? []), ...(s.mistakenFor?.uris ?? [])].map(addressKey),
    );
    const own = (uri: string) => systems.find((s) => addressKey(s.uri) === uri);
    for (const key of new Set(keys.filter((k, i) => keys.indexOf(k) !== i)))
      expect(own(key)?.bases?.map(addressKey), key).toContain(key);
    const oids = systems.flatMap((s) => s.oid ?? []);
    expect(new Set(oids).size).toBe(oids.length);
  });

  it.each(["icd-10-nl", "icpc-1", "icpc-1-nl", "icf-nl", "dsm5", "ca-hc-npn", "icd-10-de", "icd-10-us"])(
    "knows HL7's address for %s",
    (id) => {
      const uri = `http://hl7.org/fhir/sid/${id}`;
      expect(systemTable.systems.filter((s) => [s.uri, ...(s.aliases ?? [])].includes(uri))).toHaveLength(1);
    },
  );

  it("has forms that lead somewhere, and patterns that compile", () => {
    for (const { uri, forms = [], kinds = [] } of systemTable.systems) {
      for (const form of forms) expect(form.code !== undefined || form.find !== undefined, uri).toBe(true);
      for (const { pattern } of [...forms, ...kinds])
        expect(() => new RegExp(pattern, "iu"), uri).not.toThrow();
    }
  });

  it("gives back a canonical code unchanged: what was understood once is not understood as another code", () => {
    const samples: [string, string][] = [
      [OM, "OMIM:166350"],
      [MG, "umls:c0334041"],
      [GD, "GARD:0000109"],
      [HG, "4392"],
      [ICD, "m611"],
      ["http://purl.obolibrary.org/obo/mondo.owl", "MONDO_0008153"],
    ];
    for (const [system, code] of samples) {
      const [canonical] = codes(system, code);
      expect(canonical).toBeDefined();
      expect(codes(system, canonical!), canonical).toEqual([]);
    }
  });
});

describe("candidate codes", () => {
  it.each([
    [OM, "OMIM:166350", ["166350"]],
    [OM, "omim 166350", ["166350"]],
    [OM, " 166350 ", ["166350"]],
    [OM, "OMIM_166350", ["166350"]],
    [OM, "MIM ID: 166350", ["166350"]],
    [OM, "(MIM number: 166350)", ["166350"]],
    [OM, "[OMIM:166350]", ["166350"]],
    [OM, "(OMIM 166350) (x)", []],
    [OM, "OMIM (166350)", ["166350"]],
    [OM, "MIM [166350]", ["166350"]],
    [OM, "OMIM(#166350)", ["166350"]],
    [OM, "ORPHA (166350)", []],
    [OM, "OMIM (166350", []],
    [OM, "POH (166350)", []],
    [MG, "MedGen UID (4698)", ["4698"]],
    [ICD, "ICD-10-CM (M61.1)", ["M61.1"]],
    [MONDO, "Mondo [0008153]", ["MONDO:0008153"]],
    ["http://loinc.org", "LOINC (1-8)", ["1-8"]],
    ["http://purl.obolibrary.org/obo/doid.owl", "DOID (0111535)", ["DOID:0111535"]],
    [UMLS, "UMLS CUI [C0334041]", ["C0334041"]],
    [UMLS, "https://uts.nlm.nih.gov/uts/umls/concept/C0334041", ["C0334041"]],
    [MG, "https://uts.nlm.nih.gov/uts/umls/concept/C0334041", ["C0334041"]],
    [HG, "HGNC:04392", ["HGNC:4392"]],
    [HG, "004392", ["HGNC:4392"]],
    [HG, "HGNC:0", []],
    ["https://www.orpha.net", "ORPHA:02762", ["2762"]],
    ["http://www.ncbi.nlm.nih.gov/pubmed", "PMID: 020703219", ["20703219"]],
    ["http://hl7.org/fhir/sid/icd-10-cm", "ICD10CM:I00-I99", ["I00-I99"]],
    ["https://www.ncbi.nlm.nih.gov/medgen", "MEDGEN:4698", ["4698"]],
    ["https://www.ncbi.nlm.nih.gov/medgen", "https://www.ncbi.nlm.nih.gov/medgen/4698", ["4698"]],
    ["http://hl7.org/fhir/sid/icd-10-cm", "ICD10CM:I00", ["I00"]],
    ["http://hl7.org/fhir/sid/icd-10-cm", "ICD10CM:Diseases", []],
    [OM, "omim.org/entry/166350?search=poh", ["166350"]],
    [OM, "https://www.omim.org/entry/166350#clinicalFeatures", ["166350"]],
    [OM, "https://omim.org/entry/139320#0011", []],
    ["http://loinc.org", " 1-8\u00a0", ["1-8"]],
    [OM, "%166350", ["166350"]],
    [OM, "urn:omim:166350", ["166350"]],
    [OM, "urn:miriam:omim:166350", ["166350"]],
    [OM, "https://identifiers.org/omim:166350", ["166350"]],
    [OM, "http://identifiers.org/mim/166350", ["166350"]],
    [OM, "http://purl.obolibrary.org/obo/OMIM_166350", ["166350"]],
    [OM, "http://purl.bioontology.org/ontology/OMIM/166350", ["166350"]],
    [OM, "https://identifiers.org/orphanet:166350", []],
    [OM, "urn:oid:1.2.166350", []],
    [OM, "\uff11\uff16\uff16\uff13\uff15\uff10", ["166350"]],
    [OM, "\uff2f\uff2d\uff29\uff2d:166350", ["OMIM:166350", "166350"]],
    [HG, "https://identifiers.org/hgnc/HGNC:4392", ["HGNC:4392", "HGNC:4392"]],
    [HG, "https://bioregistry.io/hgnc:4392", ["HGNC:4392"]],
    [MG, "https://bioregistry.io/medgen:C0334041", ["C0334041"]],
    [GD, "https://identifiers.org/gard/0000109", ["109"]],
    [MONDO, "https://identifiers.org/mondo/MONDO:0008153", ["MONDO:0008153"]],
    [MONDO, "urn:mondo:0008153", ["MONDO:0008153"]],
    ["http://purl.obolibrary.org/obo/doid.owl", "0111535", ["DOID:0111535"]],
    ["http://loinc.org", "LOINC:1-8", ["1-8"]],
    ["http://snomed.info/sct", "SCTID: 719271000", ["719271000"]],
    [OM, "OMIM:OMIM:166350", ["OMIM:166350", "166350"]],
    [HG, "HGNC:HGNC:4392", ["HGNC:4392", "HGNC:4392"]],
    [GD, "GARD:GARD:0000109", ["GARD:0000109", "109"]],
    [MONDO, "MONDO:MONDO_0008153", ["MONDO_0008153", "MONDO:0008153"]],
    ["http://example.org/codes", "X:X:1", ["X:1"]],
    ["http://example.org/codes", "X:XY:1", []],
    [OM, "OMIM:MIM:166350", []],
    [ICD, "M61.1-", ["M61.1"]],
    [ICD, "m611-", ["M61.1"]],
    [ICD, "M61.-", ["M61"]],
    [ICD, "M61-", ["M61"]],
    [ICD, "R69.", ["R69"]],
    [ICD, "M60-M63", []],
    ["http://hl7.org/fhir/sid/icd-10", "M61.-", ["M61"]],
    ["http://hl7.org/fhir/sid/icd-10", "A17.0\u2020", ["A17.0"]],
    [NDC, "0069-1000-02", ["00069100002", "00069-1000-02"]],
    [NDC, "50090-123-01", ["50090012301", "50090-0123-01"]],
    [NDC, "50090-1234-1", ["50090123401", "50090-1234-01"]],
    [NDC, "NDC:50090-1234-01", ["50090-1234-01", "50090123401", "50090-1234-1"]],
    [NDC, "00069100002", ["00069-1000-02", "0069-1000-02", "00069-1000-2"]],
    [NDC, "50090012301", ["50090-0123-01", "50090-123-01", "50090-0123-1"]],
    [NDC, "0069100002", []],
    [CVX, "8", ["08"]],
    [CVX, "CVX 8", ["08"]],
    [CVX, "008", ["08"]],
    [CVX, "0", []],
    [CVX, "208", []],
    ["http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "j1100", ["J1100"]],
    [OM, "16635", []],
    [OM, "OMIM:1663500", []],
    [OM, "109", []],
    [MG, "C033404", []],
    [MG, "cn517202", ["CN517202"]],
    [GD, "000", []],
    [ICD, "M61.1", []],
    [ICD, "M611", ["M61.1"]],
    ["http://loinc.org", "OMIM:166350", []],
  ])("%s %s -> %j", (system, code, expected) => {
    expect(codes(system, code)).toEqual(expected);
  });

  it.each([
    [" 166350 ", "written without spaces at its ends"],
    ["166350\u00a0", "written without spaces at its ends"],
    ["166\u200b350", "written without characters that are not seen"],
    ["a  b", "written with single spaces"],
  ])("says what was left out of %j", (code, note) => {
    expect(systemTable.candidateCodes(OM, code)[0]?.form.note).toBe(note);
  });

  it("marks what the concept has to have", () => {
    expect(systemTable.candidateCodes(OM, "*166350")[0]?.form.requires).toEqual({
      property: "kind",
      values: ["gene"],
    });
  });

  it("stays fast on hostile text", async () => {
    const hostile = ["OMIM" + " ".repeat(8_000) + "x", "0".repeat(8_000), "UMLS ".repeat(1_600)];
    const spent = await processorTime(() => {
      for (const { uri } of systemTable.systems)
        for (const text of hostile) expect(systemTable.candidateCodes(uri, text)).toEqual([]);
    });
    expect(spent).toBeLessThan(500);
  });
});

describe("aliases and kinds", () => {
  it("knows a system by alias and OID, not by its own address", () => {
    expect(systemTable.alias("https://omim.org")?.entry.uri).toBe(OM);
    expect(systemTable.alias("urn:oid:2.16.840.1.113883.6.174")?.entry.uri).toBe(OM);
    expect(systemTable.alias(OM)).toBeUndefined();
    expect(systemTable.alias("http://example.org")).toBeUndefined();
    expect(systemTable.alias("http://example.org/http://www.omim.org")).toBeUndefined();
  });

  it("says of a country where subdivisions are wanted, and the other way round, whose code it is", () => {
    const kind = (part: string, code: string) => systemTable.kind(`urn:iso:std:iso:3166${part}`, code)?.note;
    expect(kind("", "US-CA")).toContain("'urn:iso:std:iso:3166:-2'");
    expect(kind(":-2", "US")).toContain("'urn:iso:std:iso:3166'");
    expect(systemTable.alias("urn:iso:std:iso:3166:-1")?.entry.uri).toBe("urn:iso:std:iso:3166");
  });

  it("says what is meant by what is no code of a country or a currency, though in wide use", () => {
    const noteOf = (system: string, code: string) =>
      systemTable.kind(`urn:iso:std:iso:${system}`, code)?.note;
    expect(noteOf("3166", "UK")).toContain("'GB'");
    expect(noteOf("3166", "GB")).toBeUndefined();
    expect(noteOf("4217", "978")).toContain("'EUR'");
    expect(noteOf("4217", "036")).toContain("three letters");
    expect(noteOf("4217", "EUR")).toBeUndefined();
  });

  it.each([
    "http://www.omim.org/",
    "http://omim.org/entry/",
    "HTTPS://WWW.OMIM.ORG",
    "https://omim.org/entry",
    "urn:oid:2.16.840.1.113883.6.174",
    "2.16.840.1.113883.6.174",
  ])("makes no other system of %s", (address) => {
    expect(systemTable.alias(address)?.entry.uri).toBe(OM);
  });

  it("knows the addresses under which the UMLS shows its concepts", () => {
    expect(systemTable.alias("https://uts.nlm.nih.gov/uts/umls/concept/")?.entry.uri).toBe(UMLS);
  });

  it("tells paths apart by their letters' case: only hosts have none", () => {
    expect(systemTable.alias("http://www.omim.org/ENTRY")).toBeUndefined();
  });

  it("learns other addresses from NamingSystems, and believes itself first", () => {
    const naming = (url: string, ...values: [string, string][]) => ({
      resourceType: "NamingSystem" as const,
      name: "N",
      status: "active" as const,
      date: "2026-01-01",
      kind: "codesystem" as const,
      uniqueId: [
        { type: "uri" as const, value: url, preferred: true },
        ...values.map(([type, value]) => ({ type: type as "oid", value })),
      ],
    });
    const table = systemTable.with([
      naming("http://example.org/own", ["uri", "http://example.org/other"], ["oid", "1.2.3.4.5"]),
      naming("http://example.org/thief", ["uri", "https://omim.org"]),
    ]);
    expect(table.alias("http://example.org/other/")?.entry.uri).toBe("http://example.org/own");
    expect(table.alias("urn:oid:1.2.3.4.5")?.entry.uri).toBe("http://example.org/own");
    expect(table.alias("https://omim.org")?.entry.uri).toBe(OM);
    expect(systemTable.alias("http://example.org/other")).toBeUndefined();
  });

  it("warns where an address means something else", () => {
    expect(systemTable.alias("https://www.ncbi.nlm.nih.gov/gtr/")?.warning).toContain("genetic tests");
  });

  it("says what a text is that is no code of the system", () => {
    for (const text of ["139320.0011", "OMIM (139320.0011)", "[OMIM:139320.0011]"])
      expect(systemTable.kind(OM, text)?.kind, text).toBe("an allelic variant");
    expect(systemTable.kind(OM, "166350")).toBeUndefined();
  });
});

it("puts zeros back that were dropped, of its own codes only", () => {
  for (const text of ["MONDO:8153", "mondo_8153", "8153", " MONDO: 8153 ", "0008153".slice(1)])
    expect(systemTable.withZeros(MONDO, text)).toBe("MONDO:0008153");
  for (const text of ["MONDO:0008153", "DOID:8153", "MONDO:00081530", "8153a", ""])
    expect(systemTable.withZeros(MONDO, text)).toBeUndefined();
  expect(systemTable.withZeros(OM, "8153")).toBeUndefined();
});
