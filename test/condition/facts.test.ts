/**
 * Nothing of the source page is lost: each of its 48 facts comes back through HTTP, in R4 and R5.
 * Names, codes, citations and dates are those of the page; descriptive text is compared by the sentence that carries the fact.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "../../src/index.ts";
import { Client } from "./client.ts";
import { REFERENCES } from "./references.ts";

const OSSICLE = "https://w3id.org/ossicle";
const CONDITIONS = `${OSSICLE}/CodeSystem/genetic-conditions`;
const NAMES = `${OSSICLE}/CodeSystem/condition-names`;
const TERMS = `${OSSICLE}/CodeSystem/clinical-terms`;
const PATTERNS = `${OSSICLE}/CodeSystem/inheritance-patterns`;
const OMIM = "http://www.omim.org";
const GTR = "https://www.ncbi.nlm.nih.gov/gtr/conditions";
const MEDGEN = "https://www.ncbi.nlm.nih.gov/medgen";
const GARD = "https://rarediseases.info.nih.gov/diseases";
const HGNC = "http://www.genenames.org";
const PUBMED = "http://www.ncbi.nlm.nih.gov/pubmed";

const CODE = "progressive-osseous-heteroplasia";
const NAME = "Progressive osseous heteroplasia";
const GENE = "HGNC:4392";

/** The page's "Other Names", in its order, with what each is to the condition. */
const OTHER_NAMES = [
  { fact: 26, name: "Cutaneous ossification", scope: "broader" },
  { fact: 27, name: "Ectopic ossification", scope: "broader" },
  { fact: 28, name: "Heterotopic ossification", scope: "broader" },
  { fact: 29, name: "Myositis ossificans progressiva", scope: "other-disease" },
  { fact: 30, name: "Osteoderma", scope: "broader" },
  { fact: 31, name: "Osteoma cutis", scope: "broader" },
  { fact: 32, name: "Osteosis cutis", scope: "broader" },
  { fact: 33, name: "POH", scope: "exact" },
] as const;

const RELATIONSHIP = {
  exact: "equivalent",
  broader: "source-is-broader-than-target",
  "other-disease": "related-to",
} as const;

/** The page's cross-references: its address there, and what stands for it here. */
const CROSS_REFERENCES = [
  {
    fact: "34. Genetic Testing Registry: C0334041",
    system: GTR,
    code: "C0334041",
    title: NAME,
    url: "https://www.ncbi.nlm.nih.gov/gtr/conditions/C0334041/",
    map: "condition-to-gtr",
  },
  {
    fact: "35. Genetic and Rare Diseases Information Center: 109",
    system: GARD,
    code: "109",
    title: NAME,
    url: "https://rarediseases.info.nih.gov/diseases/109/index",
    map: "condition-to-gard",
  },
  {
    fact: "37. OMIM: OSSEOUS HETEROPLASIA, PROGRESSIVE; POH, 166350",
    system: OMIM,
    code: "166350",
    title: "OSSEOUS HETEROPLASIA, PROGRESSIVE; POH",
    url: "https://omim.org/entry/166350",
    map: "condition-to-omim",
  },
];

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe.each(["r4", "r5"] as const)("every fact of the page, in %s", (version) => {
  let client: Client;
  beforeAll(() => {
    client = new Client(server.url, version);
  });
  const condition = () => client.lookup(CONDITIONS, CODE);
  const gene = () => client.lookup(HGNC, GENE);

  describe("description", () => {
    it("1. the title is the name", async () => {
      const found = await condition();
      expect(found.display).toBe(NAME);
      expect(found.usesOf(NAME)).toEqual(["preferredForLanguage"]);
      expect((await client.lookup(NAMES, NAME)).codes("name-scope")).toEqual(["exact"]);
      const { result, matches } = await client.translate(NAMES, NAME, CONDITIONS);
      expect(result).toBe(true);
      expect(matches).toEqual([
        {
          system: CONDITIONS,
          code: CODE,
          display: NAME,
          relationship: "equivalent",
          map: `${OSSICLE}/ConceptMap/names-to-condition`,
        },
      ]);
    });

    it("2. bone forms within skin and muscle", async () => {
      const found = await condition();
      expect(found.definition).toBe("A disorder that makes bone grow within the skin and the muscles.");
      expect(found.values("text-description")).toHaveLength(1);
    });

    it("3. bone outside the skeleton is called heterotopic or ectopic bone", async () => {
      expect((await condition()).codes("feature")).toContain("heterotopic-bone-formation");
      const term = await client.lookup(TERMS, "heterotopic-bone-formation");
      expect(term.display).toBe("Heterotopic bone formation");
      expect(term.usesOf("heterotopic bone")).toBeDefined();
      expect(term.usesOf("ectopic bone")).toBeDefined();
    });

    it("4. it begins in the dermis and the subcutaneous fat", async () => {
      expect((await condition()).codes("onset-site")).toEqual(["dermis", "subcutaneous-fat"]);
      expect((await client.lookup(TERMS, "dermis")).display).toBe("Dermis");
      expect((await client.lookup(TERMS, "subcutaneous-fat")).display).toBe("Subcutaneous fat");
    });

    it("5. it gradually moves into skeletal muscle and tendons", async () => {
      const found = await condition();
      expect(found.codes("progression-site")).toEqual(["skeletal-muscle", "tendon"]);
      expect(found.codes("course")).toEqual(["progressive"]);
    });

    it("6. the lesions may be painful", async () => {
      const found = await condition();
      expect(found.codes("feature")).toContain("pain-of-lesion");
      expect(found.codes("possible-feature")).toContain("pain-of-lesion");
    });

    it("7. they may develop into open sores (ulcers)", async () => {
      const found = await condition();
      expect(found.codes("feature")).toContain("skin-ulcer");
      expect(found.codes("possible-feature")).toContain("skin-ulcer");
      expect((await client.lookup(TERMS, "skin-ulcer")).usesOf("open sore")).toBeDefined();
    });

    it("8. over time joints can become involved, and mobility impaired", async () => {
      const found = await condition();
      expect(found.codes("later-feature")).toEqual(["joint-involvement", "impaired-mobility"]);
      expect(found.codes("feature")).toEqual(expect.arrayContaining(found.codes("later-feature")));
    });

    it("9. signs usually become noticeable during infancy", async () => {
      const found = await condition();
      expect(found.codes("onset")).toContain("infancy");
      expect(found.codes("usual-onset")).toEqual(["infancy"]);
    });

    it("10. in some people not until later childhood or early adulthood", async () => {
      const found = await condition();
      expect(found.codes("onset")).toEqual(["infancy", "later-childhood", "early-adulthood"]);
      expect(found.codes("occasional-onset")).toEqual(["later-childhood", "early-adulthood"]);
    });
  });

  describe("frequency", () => {
    it("11. the condition is rare", async () => {
      expect((await condition()).values("rare")).toEqual([true]);
    });

    it("12. its exact incidence is unknown", async () => {
      const found = await condition();
      expect(found.values("incidence-known")).toEqual([false]);
      expect(found.values("text-frequency")).toEqual([
        "The condition is rare. How often it occurs is not known exactly.",
      ]);
    });
  });

  describe("causes", () => {
    it("13. a mutation in GNAS causes it", async () => {
      const found = await condition();
      expect(found.values("causal-gene")).toEqual([{ system: HGNC, code: GENE, display: "GNAS" }]);
      expect(String(found.values("text-causes"))).toContain("A mutation in the gene GNAS is the cause.");
      const { matches } = await client.translate(CONDITIONS, CODE, HGNC);
      expect(matches).toEqual([
        {
          system: HGNC,
          code: GENE,
          display: "GNAS",
          relationship: "related-to",
          map: `${OSSICLE}/ConceptMap/condition-to-gene`,
        },
      ]);
    });

    it("14. GNAS has the instructions for one part of a G protein", async () => {
      expect((await gene()).values("gene-product")).toEqual([
        "One part of a guanine nucleotide-binding protein, or G protein, which is a complex of proteins.",
      ]);
    });

    it("15. G proteins trigger a network of signalling pathways (signal transduction)", async () => {
      expect((await gene()).values("gene-function")[0]).toBe(
        "In signal transduction, G proteins set off a complex network of signalling pathways that in the end influence many functions of the cell.",
      );
      expect((await client.lookup(TERMS, "signal-transduction")).display).toBe("Signal transduction");
    });

    it("16. its protein is believed to help regulate the development of bone (osteogenesis)", async () => {
      expect((await gene()).values("gene-function")[1]).toBe(
        "The protein made from GNAS is believed to be a key part of signalling pathways that help control how bone develops (osteogenesis) and that keep bony tissue from forming outside the skeleton.",
      );
      expect((await client.lookup(TERMS, "osteogenesis")).definition).toBe("The development of bone.");
    });

    it("17. the mutations impair the G protein's regulation of osteogenesis", async () => {
      expect(String((await condition()).values("mechanism"))).toContain(
        "The mutations in GNAS disturb the work of the G protein, which then controls bone formation (osteogenesis) less well.",
      );
    });

    it("18. bony tissue outside the skeleton causes the complications", async () => {
      expect(String((await condition()).values("mechanism"))).toContain(
        "Bony tissue grows outside the skeleton, and the complications of the condition follow.",
      );
    });

    it("19. the page links to the gene GNAS, but the addresses are lost", async () => {
      const found = await gene();
      expect(found.display).toBe("GNAS");
      expect(found.values("source-note")).toContain(
        "The page's links to its own page on the gene are empty ('#'): their addresses are lost in the copy read and are not made up here.",
      );
    });
  });

  describe("inheritance", () => {
    it("20. autosomal dominant: one altered copy in each cell is sufficient", async () => {
      expect((await condition()).values("inheritance")).toEqual([
        { system: PATTERNS, code: "ad", display: "Autosomal dominant" },
      ]);
      expect((await client.lookup(PATTERNS, "ad")).definition).toBe(
        "Inheritance through an autosome in which one altered copy of the gene in each cell is enough to cause the condition.",
      );
    });

    it("21. one copy of each gene comes from the mother and one from the father", async () => {
      expect(String((await condition()).values("text-inheritance"))).toContain(
        "Each parent normally gives a child one copy of each gene",
      );
    });

    it("22. mostly both copies are active, of some genes only the paternal or the maternal one", async () => {
      expect(String((await condition()).values("text-inheritance"))).toContain(
        "every cell uses both: they are active, or 'turned on'. A few genes work from a single copy, some from the father's (paternal) and some from the mother's (maternal).",
      );
      expect((await client.lookup(TERMS, "paternal")).definition).toBe(
        "The copy of a gene that a person has from the father. Of some imprinted genes only this copy is active.",
      );
      expect((await client.lookup(TERMS, "maternal")).definition).toBe(
        "The copy of a gene that a person has from the mother. Of some imprinted genes only this copy is active.",
      );
    });

    it("23. the phenomenon is called genomic imprinting", async () => {
      const found = await gene();
      expect(found.values("imprinted")).toEqual([true]);
      expect(found.codes("imprinting")).toEqual(["genomic-imprinting"]);
      expect((await client.lookup(TERMS, "genomic-imprinting")).definition).toMatch(
        /^The phenomenon that makes the activity of some genes depend on the parent a copy comes from/,
      );
    });

    it("24. the imprinting of GNAS is complex: maternal in some cells, paternal in others", async () => {
      expect((await gene()).values("imprinting-pattern")).toEqual([
        "Complex: some cells of the body use the maternal copy, others the paternal copy.",
      ]);
    });

    it("25. the condition occurs when mutations affect the paternal copy", async () => {
      expect((await condition()).values("affected-parental-copy")).toEqual([
        { system: TERMS, code: "paternal", display: "Paternal copy" },
      ]);
    });
  });

  describe("other names", () => {
    it.each(OTHER_NAMES.map((row) => [`${row.fact}. ${row.name}`, row] as const))(
      "%s",
      async (_, { fact, name, scope }) => {
        const uses = (await condition()).usesOf(name);
        expect(uses).toEqual(scope === "exact" ? ["900000000000013009", "acronym"] : [scope]);

        const listed = await client.lookup(NAMES, name);
        expect(listed.display).toBe(name);
        // The acronym is a designation of the condition; as a bare word it stands for other things too.
        const bare = name === "POH" ? "broader" : scope;
        expect(listed.codes("name-scope")).toEqual([bare]);
        expect(listed.codes("condition")).toEqual([CODE]);
        expect(listed.values("list-order")).toEqual([fact - 25]);
        expect(listed.values("asserted-by")).toEqual([
          "MedlinePlus Genetics, Other Names for This Condition",
        ]);

        const { result, message, matches } = await client.translate(NAMES, name, CONDITIONS);
        expect(result).toBe(true);
        expect(matches).toEqual([
          {
            system: CONDITIONS,
            code: CODE,
            display: NAME,
            relationship: RELATIONSHIP[bare],
            map: `${OSSICLE}/ConceptMap/names-to-condition`,
          },
        ]);
        expect(message).toContain(String(listed.values("usage-note")));
      },
    );
  });

  describe("resources", () => {
    it.each(CROSS_REFERENCES.map((row) => [row.fact, row] as const))(
      "%s",
      async (_, { system, code, title, url, map }) => {
        const found = await condition();
        expect(found.values("xref")).toContainEqual({ system, code, display: title });
        expect(found.values("xref-url")).toContain(url);
        const entry = await client.lookup(system, code);
        expect(entry.display).toBe(title);
        expect(entry.values("url")).toEqual([url]);
        expect(entry.codes("condition")).toEqual([CODE]);

        const forward = await client.translate(CONDITIONS, CODE, system);
        expect(forward.matches).toEqual([
          {
            system,
            code,
            display: title,
            relationship: "equivalent",
            map: `${OSSICLE}/ConceptMap/${map}`,
          },
        ]);
        const back = await client.translate(system, code, CONDITIONS);
        expect(back.matches.map(({ code, relationship }) => [code, relationship])).toContainEqual([
          CODE,
          "equivalent",
        ]);
      },
    );

    it("34, beside: the identifier that GTR prints is MedGen's", async () => {
      expect((await client.lookup(MEDGEN, "C0334041")).display).toBe(NAME);
      const { matches } = await client.translate(CONDITIONS, CODE, MEDGEN);
      expect(matches.map(({ code, relationship }) => [code, relationship])).toEqual([
        ["C0334041", "equivalent"],
      ]);
    });

    it("36. the National Organization for Rare Disorders (NORD)", async () => {
      const found = await condition();
      expect(found.values("support-organization")).toEqual([
        "National Organization for Rare Disorders (NORD)",
      ]);
      expect(found.values("support-url")).toEqual(["https://rarediseases.org/"]);
    });

    it("37, beside: OMIM's title is a name too", async () => {
      expect((await condition()).usesOf("OSSEOUS HETEROPLASIA, PROGRESSIVE; POH")).toEqual([
        "external-title",
      ]);
    });

    it("38. the PubMed search, with its slip", async () => {
      const found = await condition();
      expect(found.values("literature-search")).toEqual([
        '(Ossification, Heterotopic[MAJR]) AND (progressive osseous heteroplasia[TIAB]) AND english[Ia] AND human[mh] AND "last 3600 days"[dp]',
      ]);
      expect(found.values("literature-search-url")).toEqual([
        "https://pubmed.ncbi.nlm.nih.gov/?term=%28Ossification,+Heterotopic%5BMAJR%5D%29+AND+%28progressive+osseous+heteroplasia%5BTIAB%5D%29+AND+english%5BIa%5D+AND+human%5Bmh%5D+AND+%22last+3600+days%22%5Bdp%5D",
      ]);
      expect(found.values("source-note").join("\n")).toContain(
        "where PubMed's tag for the language is '[la]'",
      );
    });
  });

  describe("references", () => {
    it.each(REFERENCES.map((row) => [`${row.fact}. ${row.authors}`, row] as const))(
      "%s",
      async (_, reference) => {
        const { pmid, title, citation, fact } = reference;
        expect((await condition()).values("reference")[fact - 39]).toEqual({
          system: PUBMED,
          code: pmid,
          display: title,
        });
        const article = await client.lookup(PUBMED, pmid);
        expect(article.display).toBe(title);
        expect(article.definition).toBe(citation);
        const pmcid = reference.pmcid;
        const expected: Record<string, string | undefined> = {
          authors: reference.authors,
          journal: reference.journal,
          date: reference.date,
          "volume-pages": reference.place,
          doi: reference.doi,
          pmcid,
          url: `https://pubmed.ncbi.nlm.nih.gov/${pmid}`,
          "pmc-url": pmcid && `https://www.ncbi.nlm.nih.gov/pmc/articles/${pmcid}/`,
          "electronic-date": reference.electronic,
          erratum: reference.erratum,
        };
        for (const [property, value] of Object.entries(expected))
          expect(article.values(property), property).toEqual(value === undefined ? [] : [value]);
      },
    );

    it("41, beside: GNAS1 is a former symbol of the gene", async () => {
      expect((await gene()).usesOf("GNAS1")).toEqual(["historic"]);
    });
  });

  describe("the page itself", () => {
    it("47. last updated on February 1, 2018", async () => {
      expect((await condition()).values("source-last-updated")).toEqual(["2018-02-01"]);
    });

    it("48. the source is MedlinePlus Genetics", async () => {
      expect((await condition()).values("source-url")).toEqual([
        "https://medlineplus.gov/genetics/condition/progressive-osseous-heteroplasia",
      ]);
      const codeSystem = (await client.get("CodeSystem/genetic-conditions")) as { copyright: string };
      expect(codeSystem.copyright).toMatch(
        /^Courtesy of MedlinePlus from the National Library of Medicine\./,
      );
    });
  });
});
