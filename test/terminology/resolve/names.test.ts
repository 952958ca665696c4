/** Names are found when they are the same, and asked about when they are nearly so. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundledResources } from "../../../src/content/bundled-terminology.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { nameKey, namesOf, queryKeys } from "../../../src/terminology/concepts/text-match.ts";
import { findConcept } from "../../../src/terminology/resolve/find-concept.ts";
import { findNames, holdsNames, nearNames, typosBetween } from "../../../src/terminology/resolve/names.ts";
import { whyUnknown } from "../../../src/terminology/resolve/unknown-code.ts";

const B = "https://w3id.org/ossicle";
const store = new MemoryStore(bundledResources());
const names = (await store.codeSystem({ url: `${B}/CodeSystem/condition-names` }))!;
const conditions = (await store.codeSystem({ url: `${B}/CodeSystem/genetic-conditions` }))!;
const omim = (await store.codeSystem({ url: "http://www.omim.org" }))!;
const medgen = (await store.codeSystem({ url: "https://www.ncbi.nlm.nih.gov/medgen" }))!;
const all = (await names.select({ condition: { kind: "all", of: [] } })).items;

const found = async (text: string) =>
  (await findNames(names, text)).map(({ concept, basis }) => [concept.code, basis]);

describe("findNames", () => {
  it("knows which code systems hold names", () => {
    expect(holdsNames(names.codeSystem)).toBe(true);
    expect(holdsNames(conditions.codeSystem)).toBe(false);
    expect(holdsNames(omim.codeSystem)).toBe(false);
  });

  it("gives the nearest spelling only", async () => {
    expect(await found("Osteoma cutis")).toEqual([["Osteoma cutis", "exact"]]);
    expect(await found("OSTEOMA CUTIS")).toEqual([["Osteoma cutis", "case-folded"]]);
    expect(await found("osteoma, cutis")).toEqual([["Osteoma cutis", "normalised"]]);
    // Both the title and its inversion have this key: the one with the words in this order is meant.
    expect(await found("progressive-osseous heteroplasia")).toEqual([
      ["Progressive osseous heteroplasia", "normalised"],
    ]);
    expect(await found("osseous-heteroplasia, progressive")).toEqual([
      ["Osseous heteroplasia, progressive", "normalised"],
    ]);
  });

  it.each([
    "Osteoma cutis (POH)",
    "osteoma cutis [poh]",
    "Osteoma cutis; POH",
    "OSTEOMA, CUTIS (P.O.H.)",
    "POH (osteoma cutis)",
    "Osteoma cutis (OC)",
  ])("leaves out an acronym that is the name's, or another name of its condition: %s", async (text) => {
    expect(await found(text)).toEqual([["Osteoma cutis", "normalised"]]);
  });

  it.each([
    "Osteoma cutis (FOP)",
    "Osteoma cutis (PHO)",
    "Osteoma cutis (osteoderma)",
    "Osteoma cutis (not POH)",
    "Osteoma cutis (POH?)",
    "no osteoma cutis (POH)",
    "Osteoma cuti (POH)",
    "Fibrodysplasia ossificans progressiva (POH)",
    "FOP (POH)",
    "Osteoma cutis, POH",
  ])("leaves out nothing else: %s", async (text) => {
    expect(await found(text)).toEqual([]);
  });

  it("gives nothing for nothing", async () => {
    for (const text of ["", " ", "--", "()", ","]) expect(await found(text)).toEqual([]);
  });

  it("never takes a changed letter for the name", async () => {
    const listed = new Set(all.flatMap(namesOf).map(nameKey));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...all.map((concept) => concept.code)),
        fc.nat(40),
        fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"),
        fc.constantFrom("replace", "insert", "remove"),
        async (name, at, letter, how) => {
          const i = at % name.length;
          const changed =
            name.slice(0, i) + (how === "remove" ? "" : letter) + name.slice(how === "insert" ? i : i + 1);
          const isListed = queryKeys(changed).some((key) => listed.has(key));
          expect((await findNames(names, changed)).length > 0).toBe(isListed);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("nearNames", () => {
  it.each([
    ["Osteoma cuti", ["Osteoma cutis"]],
    ["Osteoma cutis (disorder)", ["Osteoma cutis"]],
    ["osteoma cutis  (Finding)", ["Osteoma cutis"]],
    ["Osteoma cutis? (disorder)", []],
    ["Osteoma cutis (situation)", []],
    ["Cutaneus ossification", ["Cutaneous ossification"]],
    ["Osteodermma", ["Osteoderma"]],
    ["cutis osteoma", ["Osteoma cutis"]],
    ["ossificans progressiva myositis", ["Myositis ossificans progressiva"]],
    ["no cutis osteoma", []],
    ["FOP", []],
    ["PHO", []],
    ["Osteoma", []],
    ["Sprained ankle", []],
    ["166351", []],
  ])("%s -> %j", async (text, expected) => {
    expect(await nearNames(names, text)).toEqual(expected);
  });

  it("takes numbers at their word: type 2 is no typo of type 3", () => {
    expect(typosBetween("spinocerebellar ataxia 2", "spinocerebellar ataxia 3")).toBeUndefined();
    expect(typosBetween("spinocerebellar ataxia 3", "spinocerebelar ataxia 3")).toBe(1);
  });

  it("asks about the same words in another order, but not with numbers that change their places", async () => {
    const store = new MemoryStore([
      {
        resourceType: "CodeSystem",
        url: "urn:test:names",
        status: "active",
        content: "complete",
        concept: [{ code: "Glycogenosis type 1 of group 2" }, { code: "Aortic valve disease" }],
      },
    ]);
    const provider = (await store.codeSystem({ url: "urn:test:names" }))!;
    expect(await nearNames(provider, "disease, valve aortic")).toEqual(["Aortic valve disease"]);
    expect(await nearNames(provider, "glycogenosis group 1 of type 2")).toEqual([]);
  });
});

describe("findConcept", () => {
  it("takes a code as it is where there is one", async () => {
    const asSent = await findConcept(omim, "166350");
    expect(asSent?.basis).toBe("exact");
    expect(asSent?.note).toBeUndefined();
  });

  it("reads other forms, and says so", async () => {
    const spelt = await findConcept(omim, "MIM 166350");
    expect(spelt).toMatchObject({ basis: "normalised", concept: { code: "166350" } });
    expect(spelt?.note?.text).toContain("'MIM 166350' was read as '166350'");
    expect(await findConcept(medgen, "UID 137714")).toMatchObject({
      basis: "alias",
      concept: { code: "C0334041" },
    });
  });

  it("refuses a sign that contradicts the concept", async () => {
    expect(await findConcept(omim, "*166350")).toBeUndefined();
    expect(await findConcept(omim, "*139320")).toMatchObject({ concept: { code: "139320" } });
    expect((await whyUnknown(omim, "*166350")).map((i) => i.text).join()).toContain("contradicts itself");
    for (const code of ["#139320", "% 139320"]) {
      expect(await findConcept(omim, code)).toBeUndefined();
      const said = (await whyUnknown(omim, code)).map((i) => i.text).join();
      expect(said).toContain("contradicts itself: the signs # and % mark entries of phenotypes");
      expect(said).toContain("'139320' is a gene");
    }
    for (const code of ["#166350", "%166350"])
      expect(await findConcept(omim, code)).toMatchObject({ concept: { code: "166350" } });
  });

  it("reads a sign where it is not known what kind of thing the concept is", async () => {
    const OM = "http://www.omim.org";
    const own = { resourceType: "CodeSystem", url: OM, status: "active", content: "fragment" } as const;
    const store = new MemoryStore([{ ...own, concept: [{ code: "139320" }] }]);
    const provider = (await store.codeSystem({ url: OM }))!;
    expect(await findConcept(provider, "#139320")).toMatchObject({ concept: { code: "139320" } });
  });

  it("does not guess in systems that the table does not know", async () => {
    expect(await findConcept(conditions, "Progressive osseous heteroplasia")).toBeUndefined();
    expect(await findConcept(conditions, "Progressive-Osseous-Heteroplasia")).toBeUndefined();
    const [hint] = await whyUnknown(conditions, "Progressive-Osseous-Heteroplasia");
    expect(hint?.text).toContain("'progressive-osseous-heteroplasia'");
  });

  it("takes a word that a name has itself for no doubt, and other ones for one", async () => {
    const terms = (await store.codeSystem({ url: `${B}/CodeSystem/clinical-terms` }))!;
    const [named] = await whyUnknown(terms, "paternal copy");
    expect(named?.text).toContain("listed as a name of 'paternal'");
    const [doubted] = await whyUnknown(terms, "Dermis?");
    expect(doubted?.text).toContain("question mark");
  });

  it("knows an article by its DOI, as citations print it", async () => {
    const pubmed = (await store.codeSystem({ url: "http://www.ncbi.nlm.nih.gov/pubmed" }))!;
    for (const before of ["", "doi:", "doi: ", "https://doi.org/", "http://dx.doi.org/"]) {
      const [known] = await whyUnknown(pubmed, `${before}10.1002/ajmg.a.32346`);
      expect(known?.text).toContain("'18553568'");
    }
  });

  it("says that a fragment proves nothing", async () => {
    expect((await whyUnknown(omim, "999999")).map((i) => i.text).join()).toContain("Only a part of OMIM");
    expect(await whyUnknown(conditions, "nothing")).toEqual([]);
  });
});
