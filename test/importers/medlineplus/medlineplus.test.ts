import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundledResources } from "../../../src/content/bundled-terminology.ts";
import { validateResource } from "../../../src/fhir/validation/validation.ts";
import { exportSssom } from "../../../src/importers/sssom/export.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { EVERY_CONCEPT } from "../../../src/terminology/concepts/concept-condition.ts";
import type { Concept, Mapping, Resource } from "../../../src/terminology/model.ts";
import { systemTable } from "../../../src/terminology/resolve/known-systems.ts";
import { codeSystemResource, conceptMapResource } from "../../../src/terminology/resources/resources.ts";
import type { CodeSystemProvider, Terminology } from "../../../src/terminology/store.ts";
import { file, fixture, imported, refusal, shared, shown, textOf } from "../importing.ts";

const BASE = "https://w3id.org/ossicle";
const GC = `${BASE}/CodeSystem/genetic-conditions`;
const OWN = `${BASE}/CodeSystem/medlineplus-genetics`;
const NAMES = `${BASE}/CodeSystem/condition-names`;
const POH = "progressive-osseous-heteroplasia";

const gene = (code: string, display: string): Resource => ({
  resourceType: "CodeSystem",
  id: "hgnc",
  url: "http://www.genenames.org",
  status: "active",
  content: "fragment",
  concept: [{ code, display }],
});

async function concept(store: Terminology, url: string, code: string): Promise<Concept> {
  const [found] = await (await store.codeSystem({ url }))!.locate([code]);
  return found!;
}

const whole = async (provider: CodeSystemProvider) =>
  codeSystemResource(provider.codeSystem, (await provider.select({ condition: EVERY_CONCEPT })).items);

/** `code=value`, codings by system and code. */
const facts = ({ properties }: Concept) =>
  properties.map(
    ({ code, value }) =>
      `${code}=${typeof value === "object" ? `${value.system}|${value.code}` : String(value)}`,
  );

async function mappings(store: Terminology, url: string): Promise<Mapping[]> {
  const [map] = await store.conceptMaps({ url });
  const rows: Mapping[] = [];
  for await (const row of map?.all() ?? []) rows.push(row);
  return rows;
}

const pair = (m: Mapping) =>
  `${m.source.system}|${m.source.code} ${m.relationship} ${m.target!.system}|${m.target!.code}`;

const seed = shared("seed/000_800ed09ecb654b7d.txt");
describe.skipIf(!existsSync(seed))(
  "the seed page beside the curated resources (skipped where ../shared is missing)",
  () => {
    const curated = new MemoryStore(bundledResources());
    let imports: ReturnType<typeof imported> | undefined;
    // Only once a test runs: where the file is missing, the tests are collected all the same.
    const page = () =>
      (imports ??= imported(
        seed,
        { url: GC, version: "1.0.0" },
        new MemoryStore([gene("HGNC:4392", "GNAS")]),
      ));

    it("has every fact of the concept; only words of our own, terms and notes are curation's", async () => {
      const own = facts(await concept((await page()).store, GC, POH)).filter((f) => !f.startsWith("text-"));
      const theirs = facts(await concept(curated, GC, POH));
      expect(own.filter((f) => !theirs.includes(f))).toEqual([]);
      const onlyCurated = new Set(theirs.filter((f) => !own.includes(f)).map((f) => f.split("=")[0]));
      expect([...onlyCurated].sort()).toEqual(
        [
          "affected-parental-copy",
          "course",
          "feature",
          "inactive",
          "later-feature",
          "mechanism",
          "occasional-onset",
          "onset",
          "onset-site",
          "possible-feature",
          "progression-site",
          "source-note",
          "source-url",
          "status",
          "text-causes",
          "text-description",
          "text-frequency",
          "text-inheritance",
          "usage-note",
          "usual-onset",
        ].sort(),
      );
    });

    it("has the same names; curation only says what each covers", async () => {
      const values = async (store: Terminology) =>
        (await concept(store, GC, POH)).designations.map((d) => d.value);
      expect(await values((await page()).store)).toEqual(await values(curated));
      const uses = (await concept((await page()).store, GC, POH)).designations
        .slice(1, 9)
        .map((d) => d.use!.code);
      expect(new Set(uses)).toEqual(new Set(["related"]));
    });

    it("has the same references, part by part", async () => {
      const pubmed = "http://www.ncbi.nlm.nih.gov/pubmed";
      const { items } = await (await curated.codeSystem({ url: pubmed }))!.select({
        condition: EVERY_CONCEPT,
      });
      expect(items.length).toBe(8);
      for (const theirs of items) {
        const own = await concept((await page()).store, pubmed, theirs.code);
        expect(own).toMatchObject({ display: theirs.display, definition: theirs.definition });
        expect(facts(own).sort()).toEqual(
          facts(theirs)
            .filter((f) => !f.startsWith("source-note"))
            .sort(),
        );
      }
    });

    it.each(["omim", "gtr", "medgen", "gard", "gene"])("has the same map to %s", async (name) => {
      const own = await mappings((await page()).store, `${BASE}/ConceptMap/genetic-conditions-to-${name}`);
      const theirs = await mappings(curated, `${BASE}/ConceptMap/condition-to-${name}`);
      expect(own.map(pair)).toEqual(theirs.map(pair));
      expect(own[0]!.properties).toEqual(
        theirs[0]!.properties.filter((p) => !["asserted-on-page", "retrieved", "warning"].includes(p.code)),
      );
    });

    it("has the same entries of other catalogues", async () => {
      for (const [url, code] of [
        ["http://www.omim.org", "166350"],
        ["https://rarediseases.info.nih.gov/diseases", "109"],
      ] as const) {
        const own = await concept((await page()).store, url, code);
        const theirs = await concept(curated, url, code);
        expect(own.display).toBe(theirs.display);
        expect(facts(own).filter((f) => !facts(theirs).includes(f))).toEqual([]);
      }
    });

    it("comes to the same judgement of names by the curated map as a curation file", async () => {
      const [map] = await curated.conceptMaps({ url: `${BASE}/ConceptMap/names-to-condition` });
      const sssom = await textOf((await exportSssom(map!.conceptMap, () => map!.all(), systemTable)).text);
      const curation = file("names.sssom.tsv", sssom);
      const { store, run } = await imported(seed, { url: GC, version: "1.0.0", curation });
      const own = (await mappings(store, `${BASE}/ConceptMap/names-to-genetic-conditions`)).map(pair);
      const theirs = (await mappings(curated, map!.conceptMap.url!)).map(pair);
      const beyondPage = theirs.filter((p) => !own.includes(p));
      expect(own.filter((p) => !theirs.includes(p))).toEqual([]);
      expect(beyondPage.map((p) => p.split("|")[1]!.split(" equivalent")[0])).toEqual([
        "Osseous heteroplasia, progressive",
        "Osseus Heteroplasia, Progressive",
        "Familial ectopic ossification",
      ]);
      expect(run.notes.map(shown).filter((n) => n.includes("which no imported condition lists")).length).toBe(
        3,
      );
    });
  },
);

describe("a page in Markdown", () => {
  const page = imported(fixture("condition.md"), {}, new MemoryStore([gene("HGNC:1", "ABC1")]));

  it("becomes a concept with what it says", async () => {
    const { store, run } = await page;
    const own = await concept(store, OWN, "example-bone-disease");
    expect(own.definition).toBe("Example bone disease is a made-up disorder of bone.");
    expect(facts(own)).toEqual(
      expect.arrayContaining([
        "incidence-known=false",
        "inheritance=https://w3id.org/ossicle/CodeSystem/inheritance-patterns|xr",
        "causal-gene=http://www.genenames.org|HGNC:1",
        "causal-gene=http://www.genenames.org|undefined",
        "source-last-updated=2021-03",
        "xref=http://www.omim.org|900001",
        "related-xref=https://www.ncbi.nlm.nih.gov/gtr/conditions|C0000001",
      ]),
    );
    expect(facts(own).filter((f) => f.startsWith("rare") || f.includes("|ad"))).toEqual([]);
    const notes = run.notes.map(shown).join("\n");
    expect(notes).toContain("condition.md:38: The section 'Clinical Trials' is not one that is imported");
    expect(notes).toContain("The HGNC code of the gene 'DEF2' is not in the store");
  });

  it("keeps names as no more than related", async () => {
    const rows = await mappings((await page).store, `${BASE}/ConceptMap/names-to-medlineplus-genetics`);
    expect(rows.map((m) => `${m.source.code}: ${m.relationship}`)).toEqual([
      "Example bone disease: equivalent",
      "EBD: related-to",
      "Bones of glass: related-to",
    ]);
  });

  it("reads a reference with a question in its title", async () => {
    const paper = await concept((await page).store, "http://www.ncbi.nlm.nih.gov/pubmed", "111");
    expect(paper.display).toBe("Does bone break? A study");
    expect(facts(paper)).toEqual(
      expect.arrayContaining(["authors=Doe J, Roe R", "journal=J Bones", "date=2020", "volume-pages=1:2-3"]),
    );
  });

  it("is valid R5", async () => {
    const { store } = await page;
    for (const { type, url } of (await page).run.resources) {
      const resource =
        type === "CodeSystem"
          ? await whole((await store.codeSystem({ url: url! }))!)
          : conceptMapResource(
              (await store.conceptMaps({ url: url! }))[0]!.conceptMap,
              await mappings(store, url!),
            );
      expect((await validateResource(resource, "r5")).filter((i) => i.severity === "error")).toEqual([]);
    }
  });

  it("is added to those that are there, twice the same", async () => {
    const { store } = await imported(fixture("condition.md"), {}, new MemoryStore(bundledResources()));
    const other = file(
      "other.md",
      "## Other disease\n\n### Description\n\nOther.\n\n## **Other Names for This Condition**\n\n- EBD\n- POH\n\n## Catalog of Genes and Diseases from OMIM\n\n- OTHER (<https://omim.org/entry/166350>)\n",
    );
    await imported(other, {}, store);
    const all = await (await store.codeSystem({ url: OWN }))!.select({ condition: EVERY_CONCEPT });
    expect(all.items.map((c) => c.code).sort()).toEqual(["example-bone-disease", "other-disease"]);
    // What the curated resources say of a name or a code stays as it is.
    const name = await concept(store, NAMES, "POH");
    expect(facts(name).some((f) => f.includes("other-disease"))).toBe(false);
    expect((await concept(store, "http://www.omim.org", "166350")).display).toBe(
      "OSSEOUS HETEROPLASIA, PROGRESSIVE; POH",
    );
    expect((await concept(store, NAMES, "bones of glass")).code).toBe("Bones of glass");
    for (const path of [other, fixture("condition.md")]) await imported(path, {}, store);
    const before = store.generation;
    const { run } = await imported(fixture("condition.md"), {}, store);
    expect(run.report.written).toEqual({});
    expect(store.generation).toBe(before);
  });
});

describe.each(["condition.json", "conditions.xml"])("%s", (name) => {
  const read = imported(fixture(name), {}, new MemoryStore([gene("HGNC:1", "ABC1")]));

  it("holds what the page holds, with its address", async () => {
    const { store, run } = await read;
    const own = await concept(store, OWN, "example-bone-disease");
    expect(own.definition).toBe("Example bone disease is a made-up disorder of bone & joint.");
    expect(facts(own)).toEqual([
      "text-description=Example bone disease is a made-up disorder of bone & joint. It has two sentences.\n\nMost people notice it early.",
      "causal-gene=http://www.genenames.org|HGNC:1",
      "inheritance=https://w3id.org/ossicle/CodeSystem/inheritance-patterns|xr",
      "xref=https://www.ncbi.nlm.nih.gov/gtr/conditions|C0000001",
      "xref=https://www.ncbi.nlm.nih.gov/medgen|C0000001",
      "related-xref=http://hl7.org/fhir/sid/icd-10-cm|Q78.0",
      "xref=http://www.omim.org|900001",
      "source-url=https://medlineplus.gov/genetics/condition/example-bone-disease",
      "source-last-updated=2021-03-04",
    ]);
    expect(run.leftOut["codes of Elsewhere: not a catalogue that is known"]).toBe(1);
    const icd = await mappings(store, `${BASE}/ConceptMap/medlineplus-genetics-to-icd-10-cm`);
    expect(icd.map((m) => m.relationship)).toEqual(["related-to"]);
  });
});

describe("several files", () => {
  it("that cite the same article have it once, with what both say", async () => {
    const page = (name: string) =>
      `## ${name}\n\n### Description\n\nX.\n\n### Causes\n\nY.\n\n## **References**\n\n- Doe J. One. *J Bones*. 2020 Jan 5;1:2-3. Citation on PubMed (<https://pubmed.ncbi.nlm.nih.gov/7>)\n`;
    const { store } = await imported([file("a.md", page("A disease")), file("b.md", page("B disease"))]);
    const said = facts(await concept(store, "http://www.ncbi.nlm.nih.gov/pubmed", "7"));
    expect(said.filter((f) => f.startsWith("associated-condition"))).toHaveLength(2);
    expect(said.filter((f) => f.startsWith("authors"))).toEqual(["authors=Doe J"]);
    expect(said).toContain("date=2020-01-05");
  });

  it("make up one code system; a condition twice is refused", async () => {
    const other = file("z.md", "## Z disease\n\n### Description\n\nZ.\n\n### Causes\n\nUnknown.\n");
    const { store } = await imported([fixture("condition.md"), other]);
    expect((await (await store.codeSystem({ url: OWN }))!.select({ condition: EVERY_CONCEPT })).total).toBe(
      2,
    );
    expect((await refusal([fixture("condition.md"), fixture("condition.json")]))[0]).toMatch(
      /condition\.json:1: The condition 'example-bone-disease' comes for the second time/,
    );
  });

  it("that are broken say where", async () => {
    expect(await refusal(file("cut.xml", "<summaries>\n<health-condition-summary>\n<name>A</name>"))).toEqual(
      ["cut.xml:3: The file ends within <health-condition-summary>: it is cut off"],
    );
    expect(
      (await refusal(file("bad.xml", "<summaries>\n<health-condition-summary>\n<name>A</nam>\n")))[0],
    ).toMatch(/^bad\.xml:\d: Not well-formed XML: Unexpected close tag/);
    expect(
      await refusal(
        file(
          "noname.xml",
          "<summaries>\n<health-condition-summary>\n</health-condition-summary></summaries>",
        ),
      ),
    ).toEqual(["noname.xml:2: The condition has no name"]);
    expect(
      await refusal(
        file(
          "entities.xml",
          '<!DOCTYPE x [<!ENTITY a "aaaa">]>\n<summaries><health-condition-summary><name>&a;</name></health-condition-summary></summaries>',
        ),
      ),
    ).toEqual(["entities.xml:2: Not well-formed XML: Invalid character entity"]);
    expect(
      await refusal(file("declared.xml", `<summaries>\n<!${"x".repeat(1_000_000)}></summaries>`)),
    ).toEqual(["declared.xml:2: Not well-formed XML: <! begins no comment and no CDATA section"]);
  });
});

describe("HTML in what is downloaded", () => {
  it("is read with all its entities; an inheritance code that is not known is noted", async () => {
    const json = {
      name: "Condition of M&uuml;ller &amp; others",
      ghr_page: "https://medlineplus.gov/genetics/condition/made-up-condition",
      "text-list": [
        {
          text: {
            "text-role": "description",
            html: "<p>Na&iuml;ve &ndash; &ge;&nbsp;5&thinsp;mm &#8805; &unknown; A&T.</p>",
          },
        },
      ],
      "synonym-list": [{ synonym: "&Alpha;-like disease" }],
      "inheritance-pattern-list": [{ "inheritance-pattern": { code: "qq", memo: "a new pattern" } }],
      published: "2020-08-18",
    };
    const { store, run } = await imported(file("entities.json", JSON.stringify(json)), {
      format: "medlineplus",
    });
    const [{ items }] = [
      await (await store.codeSystem({
        url: "https://w3id.org/ossicle/CodeSystem/medlineplus-genetics",
      }))!.select({ condition: EVERY_CONCEPT }),
    ];
    expect(items[0]!.display).toBe("Condition of Müller & others");
    expect(items[0]!.designations.map((d) => d.value)).toContain("Α-like disease");
    expect(JSON.stringify(items[0])).toContain("Naïve – ≥ 5 mm ≥ &unknown; A&T.");
    expect(run.notes.map(shown).join()).toContain(
      "The inheritance code 'qq' ('a new pattern') is not one that is known",
    );
  });
});
