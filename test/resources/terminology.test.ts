/** The condition's resources hang together: proved on the files alone, without a server. */
import { readdirSync, readFileSync } from "node:fs";
import type * as r5 from "fhir/r5";
import { describe, expect, test } from "vitest";

type Resource = r5.CodeSystem | r5.ValueSet | r5.ConceptMap | r5.Provenance;

const folder = new URL("../../resources/terminology/", import.meta.url);
const files = readdirSync(folder).map((name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  return { name, text, resource: JSON.parse(text) as Resource };
});
const resources = files.map((file) => file.resource);
const ofType = <T extends Resource>(type: T["resourceType"]) =>
  resources.filter((r): r is T => r.resourceType === type);

const codeSystems = ofType<r5.CodeSystem>("CodeSystem");
const valueSets = ofType<r5.ValueSet>("ValueSet");
const conceptMaps = ofType<r5.ConceptMap>("ConceptMap");
const provenances = ofType<r5.Provenance>("Provenance");

const BASE = "https://w3id.org/ossicle";
const GC = `${BASE}/CodeSystem/genetic-conditions`;
const NM = `${BASE}/CodeSystem/condition-names`;
const PROPERTIES = `${BASE}/CodeSystem/condition-properties`;
const OMIM = "http://www.omim.org";
const MEDGEN = "https://www.ncbi.nlm.nih.gov/medgen";
const GTR = "https://www.ncbi.nlm.nih.gov/gtr/conditions";
const GARD = "https://rarediseases.info.nih.gov/diseases";
const PUBMED = "http://www.ncbi.nlm.nih.gov/pubmed";
const HGNC = "http://www.genenames.org";
const SLUG = "progressive-osseous-heteroplasia";
const TITLE = "Progressive osseous heteroplasia";

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`missing: ${what}`);
  return value;
};
const codeSystem = (url: string) =>
  found(
    codeSystems.find((c) => c.url === url),
    url,
  );
const conceptMap = (id: string) =>
  found(
    conceptMaps.find((c) => c.id === id),
    id,
  );
const valueSet = (id: string) =>
  found(
    valueSets.find((v) => v.id === id),
    id,
  );
const concept = (system: string, code: string) =>
  found(
    codeSystem(system).concept?.find((c) => c.code === code),
    `${system}#${code}`,
  );
const valueOf = (property: object) =>
  Object.entries(property).find(([key]) => key.startsWith("value"))?.[1] as unknown;
const properties = (of: r5.CodeSystemConcept, code: string) =>
  (of.property ?? []).filter((p) => p.code === code).map((p) => valueOf(p));
const codes = (of: r5.CodeSystemConcept, code: string) =>
  properties(of, code).map((v) => (v as r5.Coding).code);
const mappings = (map: r5.ConceptMap) =>
  (map.group ?? []).flatMap((group) =>
    group.element.flatMap((element) => (element.target ?? []).map((target) => ({ group, element, target }))),
  );
const targetProperty = (target: r5.ConceptMapGroupElementTarget, code: string) => {
  const property = target.property?.find((p) => p.code === code);
  return property && valueOf(property);
};

/** Every object below a value, itself included. */
function objects(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(objects);
  return Array.isArray(value) ? below : [value as Record<string, unknown>, ...below];
}

const OTHER_NAMES = [
  "Cutaneous ossification",
  "Ectopic ossification",
  "Heterotopic ossification",
  "Myositis ossificans progressiva",
  "Osteoderma",
  "Osteoma cutis",
  "Osteosis cutis",
  "POH",
];
const INVERTED = "Osseous heteroplasia, progressive";
const MISSPELT = "Osseus Heteroplasia, Progressive";
const FAMILIAL = "Familial ectopic ossification";

describe("each file", () => {
  test.each(files)("$name is named after its resource", ({ name, resource }) => {
    expect(name).toBe(`${resource.resourceType}-${resource.id}.json`);
  });

  test("has an id that is unique in its type", () => {
    const keys = resources.map((r) => `${r.resourceType}/${r.id}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("of our own has a url that ends in type and id, and a version", () => {
    const own = [...codeSystems, ...valueSets, ...conceptMaps].filter((r) => r.url?.startsWith(BASE));
    expect(own.length).toBeGreaterThan(20);
    for (const r of own) {
      expect(r.url).toBe(`${BASE}/${r.resourceType}/${r.id}`);
      expect(r.version).toBe("1.0.0");
    }
  });

  test("of another publisher's system is a fragment without a version", () => {
    const external = codeSystems.filter((c) => !c.url?.startsWith(BASE));
    expect(external.map((c) => c.url).sort()).toEqual([GTR, HGNC, MEDGEN, GARD, OMIM, PUBMED].sort());
    for (const c of external) {
      expect(c.content).toBe("fragment");
      expect(c.version).toBeUndefined();
    }
  });

  test("is active, but for the supplement that nobody has reviewed", () => {
    const drafts = [...codeSystems, ...valueSets, ...conceptMaps].filter((r) => r.status !== "active");
    expect(drafts.map((r) => [r.id, r.status])).toEqual([["genetic-conditions-xrefs", "draft"]]);
  });
});

describe("codes", () => {
  const listed = new Map(codeSystems.map((c) => [c.url, c]));
  const exists = (system: string, code: string) => listed.get(system)?.concept?.some((c) => c.code === code);

  test("of our own systems exist wherever they are used", () => {
    for (const { name, resource } of files)
      for (const { system, code } of objects(resource))
        if (typeof system === "string" && typeof code === "string" && system.startsWith(BASE))
          expect(exists(system, code), `${name}: ${system}#${code}`).toBe(true);
  });

  test("of the fragments exist wherever they are used, but for a gene known by its symbol only", () => {
    for (const { name, resource } of files)
      for (const { system, code } of objects(resource))
        if (typeof system === "string" && typeof code === "string" && listed.has(system) && code !== "ACVR1")
          expect(exists(system, code), `${name}: ${system}#${code}`).toBe(true);
  });

  test("carry the display of their code system when used as a coding", () => {
    for (const { name, resource } of files)
      for (const { system, code, display } of objects(resource))
        if (typeof system === "string" && typeof code === "string" && display && exists(system, code))
          expect(display, name).toBe(concept(system, code).display);
  });

  test("in value sets and in concept maps exist in the systems that are ours", () => {
    const used = [
      ...valueSets.flatMap((v) =>
        (v.compose?.include ?? []).flatMap((i) => (i.concept ?? []).map((c) => [i.system, c.code] as const)),
      ),
      ...conceptMaps.flatMap((m) =>
        (m.group ?? []).flatMap((g) =>
          g.element.flatMap((e) => [
            [g.source, e.code] as const,
            ...(e.target ?? []).map((t) => [g.target, t.code] as const),
          ]),
        ),
      ),
    ];
    for (const [system, code] of used)
      if (system?.startsWith(BASE))
        expect(exists(system, found(code, system)), `${system}#${code}`).toBe(true);
  });

  test("are unique in their system, without regard to case where case does not count", () => {
    for (const c of codeSystems) {
      const all = (c.concept ?? []).map((k) => (c.caseSensitive === false ? k.code.toLowerCase() : k.code));
      expect(new Set(all).size, c.url).toBe(all.length);
    }
  });

  test("of SNOMED CT and MedDRA are absent, but for the one that marks a synonym", () => {
    const uses = resources.flatMap(objects).filter((o) => /snomed|meddra/i.test(String(o["system"] ?? "")));
    expect(new Set(uses.map((o) => `${String(o["system"])}#${String(o["code"])}`))).toEqual(
      new Set(["http://snomed.info/sct#900000000000013009"]),
    );
    for (const { name, text } of files)
      expect(text, name).not.toMatch(/719271000|404074003|71304002|82725007|10048902/);
    for (const m of conceptMaps)
      for (const g of m.group ?? []) expect(`${g.source} ${g.target}`).not.toMatch(/snomed|meddra/i);
  });
});

describe("properties", () => {
  test("of concepts are declared with the type they are used with", () => {
    for (const c of codeSystems) {
      const declared = new Map((c.property ?? []).map((p) => [p.code, p.type]));
      for (const k of c.concept ?? [])
        for (const p of k.property ?? []) {
          const type = declared.get(p.code);
          expect(type, `${c.id}: ${p.code}`).toBeDefined();
          const key = `value${String(type).charAt(0).toUpperCase()}${String(type).slice(1)}`;
          expect(p, `${c.id}: ${p.code}`).toHaveProperty(key);
        }
    }
  });

  test("of mappings are declared with the type they are used with", () => {
    for (const m of conceptMaps) {
      const declared = new Map((m.property ?? []).map((p) => [p.code, p.type]));
      for (const { target } of mappings(m))
        for (const p of target.property ?? []) {
          const type = declared.get(p.code);
          expect(type, `${m.id}: ${p.code}`).toBeDefined();
          const key = `value${String(type).charAt(0).toUpperCase()}${String(type).slice(1)}`;
          expect(p, `${m.id}: ${p.code}`).toHaveProperty(key);
        }
    }
  });

  test("and attributes have a uri that condition-properties explains", () => {
    const uris = [
      ...codeSystems.flatMap((c) => c.property ?? []),
      ...conceptMaps.flatMap((m) => [...(m.property ?? []), ...(m.additionalAttribute ?? [])]),
    ].map((p) => found(p.uri, p.code));
    for (const uri of new Set(uris)) {
      const [system, code] = uri.split("#") as [string, string];
      if (system === PROPERTIES) expect(concept(PROPERTIES, code).definition, uri).toBeTruthy();
      else expect(system).toBe("http://hl7.org/fhir/concept-properties");
    }
  });

  test("say who asserts each mapping, how it is justified, when read, and that nobody has reviewed it", () => {
    for (const m of conceptMaps)
      for (const { element, target } of mappings(m)) {
        const where = `${m.id}: ${element.code}`;
        expect(targetProperty(target, "asserted-by"), where).toBeTruthy();
        expect(targetProperty(target, "justification"), where).toMatch(/^semapv:[A-Z]\w+$/);
        expect(targetProperty(target, "retrieved"), where).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(targetProperty(target, "reviewed-by"), where).toBe("not reviewed");
      }
  });
});

describe("references", () => {
  test("from concept maps and code systems to value sets resolve", () => {
    const urls = new Set(valueSets.map((v) => v.url));
    const used = [
      ...conceptMaps.flatMap((m) => [
        m.sourceScopeCanonical,
        m.targetScopeCanonical,
        m.sourceScopeUri,
        m.targetScopeUri,
      ]),
      ...codeSystems.map((c) => c.valueSet),
    ].filter((url) => url !== undefined);
    expect(used.length).toBeGreaterThan(5);
    for (const url of used) expect(urls, url).toContain(url);
  });

  test("from value sets to code systems resolve, and the supplement has its code system", () => {
    for (const v of valueSets)
      for (const i of v.compose?.include ?? [])
        expect(codeSystem(found(i.system, v.id ?? "")).url).toBe(i.system);
    for (const c of codeSystems.filter((s) => s.content === "supplement")) {
      const supplemented = codeSystem(found(c.supplements, c.id ?? ""));
      for (const k of c.concept ?? [])
        expect(concept(found(supplemented.url, "url"), k.code).code).toBe(k.code);
    }
  });

  test("from provenance resolve, and every resource has provenance", () => {
    const targets = new Set(provenances.flatMap((p) => p.target.map((t) => t.reference)));
    const known = new Set(resources.map((r) => `${r.resourceType}/${r.id}`));
    for (const target of targets) expect(known).toContain(target);
    for (const r of resources)
      if (r.resourceType !== "Provenance") expect(targets).toContain(`${r.resourceType}/${r.id}`);
  });
});

describe("the names map", () => {
  const map = conceptMap("names-to-condition");
  const toCondition = mappings(map).filter(({ group }) => group.target === GC);

  test("has the eight other names in the order of the page", () => {
    const ordered = toCondition.filter(({ target }) => targetProperty(target, "order") !== undefined);
    expect(ordered.map(({ element }) => element.code)).toEqual(OTHER_NAMES);
    expect(ordered.map(({ target }) => targetProperty(target, "order"))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(
      codeSystem(NM).concept?.flatMap((c) => (properties(c, "list-order").length ? [c.code] : [])),
    ).toEqual(OTHER_NAMES);
  });

  test("covers every name, and the value set of names has them all", () => {
    const all = [TITLE, ...OTHER_NAMES, INVERTED, MISSPELT, FAMILIAL];
    expect(toCondition.map(({ element }) => element.code)).toEqual(all);
    expect(codeSystem(NM).concept?.map((c) => c.code)).toEqual(all);
    expect(valueSet("poh-names").compose?.include[0]?.concept?.map((c) => c.code)).toEqual(all);
  });

  test("calls only the title, the title turned round and its misspelling equivalent", () => {
    const exact = toCondition.filter(({ target }) => target.relationship === "equivalent");
    expect(exact.map(({ element }) => element.code)).toEqual([TITLE, INVERTED, MISSPELT, FAMILIAL]);
  });

  test("calls seven names broader and one merely related, each with a comment and a warning", () => {
    const rest = toCondition.filter(({ target }) => target.relationship !== "equivalent");
    expect(rest.map(({ element, target }) => [element.code, target.relationship])).toEqual(
      OTHER_NAMES.map((name) => [
        name,
        name === "Myositis ossificans progressiva" ? "related-to" : "source-is-broader-than-target",
      ]),
    );
    for (const { element, target } of rest) {
      expect(target.comment, element.code).toBeTruthy();
      expect(targetProperty(target, "warning"), element.code).toContain(element.code);
    }
  });

  test("lets the gene decide what 'Myositis ossificans progressiva' means", () => {
    const both = mappings(map).filter(({ element }) => element.code === "Myositis ossificans progressiva");
    expect(
      both.map(({ group, target }) => [group.target, target.code, target.relationship, target.dependsOn]),
    ).toEqual([
      [
        GC,
        SLUG,
        "related-to",
        [{ attribute: "gene", valueCoding: { system: HGNC, code: "HGNC:4392", display: "GNAS" } }],
      ],
      [
        OMIM,
        "135100",
        "equivalent",
        [{ attribute: "gene", valueCoding: { system: HGNC, code: "HGNC:171", display: "ACVR1" } }],
      ],
    ]);
    expect(map.additionalAttribute).toMatchObject([
      { code: "gene", uri: `${PROPERTIES}#causal-gene`, type: "Coding" },
    ]);
  });

  test("agrees with the names' own scope and with the designations of the condition", () => {
    const scopeOf = {
      equivalent: "exact",
      "source-is-broader-than-target": "broader",
      "related-to": "other-disease",
    };
    for (const { element, target } of toCondition) {
      const scope = scopeOf[target.relationship as keyof typeof scopeOf];
      expect((targetProperty(target, "name-scope") as r5.Coding).code, element.code).toBe(scope);
      expect(codes(concept(NM, found(element.code, "code")), "name-scope")).toEqual([scope]);
      const use = concept(GC, SLUG).designation?.find((d) => d.value === element.code)?.use;
      // The acronym is an exact designation of the condition, but a wide word.
      if (scope !== "exact" && element.code !== "POH")
        expect(use).toMatchObject({ system: `${BASE}/CodeSystem/name-scope`, code: scope });
    }
  });
});

describe("the other maps", () => {
  const rows = (id: string) =>
    mappings(conceptMap(id)).map(({ group, element, target }) => [
      group.source,
      element.code,
      group.target,
      target.code,
      target.relationship,
    ]);

  test("lead to the codes of the page, and the gene is never the condition", () => {
    expect(rows("condition-to-omim")).toEqual([[GC, SLUG, OMIM, "166350", "equivalent"]]);
    expect(rows("condition-to-gtr")).toEqual([[GC, SLUG, GTR, "C0334041", "equivalent"]]);
    expect(rows("condition-to-medgen")).toEqual([[GC, SLUG, MEDGEN, "C0334041", "equivalent"]]);
    expect(rows("condition-to-gard")).toEqual([[GC, SLUG, GARD, "109", "equivalent"]]);
    expect(rows("condition-to-gene")).toEqual([[GC, SLUG, HGNC, "HGNC:4392", "related-to"]]);
  });

  test("are turned round in external-to-condition", () => {
    const forward = ["omim", "gtr", "medgen", "gard", "gene"].flatMap((to) => rows(`condition-to-${to}`));
    expect(rows("external-to-condition")).toEqual(forward.map(([s, c, t, tc, rel]) => [t, tc, s, c, rel]));
  });

  test("guard against taking another disease for the condition, with a comment each", () => {
    const guards = mappings(conceptMap("guard-not-poh"));
    for (const { target } of guards) {
      expect(target.relationship).toBe("not-related-to");
      expect(target.code).toBe(SLUG);
      expect(target.comment).toBeTruthy();
      expect(targetProperty(target, "beyond-page")).toBe(true);
    }
    expect(guards.map(({ group, element }) => [group.source, element.code])).toEqual(
      expect.arrayContaining([
        ["http://hl7.org/fhir/sid/icd-10-cm", "M61.1"],
        [OMIM, "135100"],
        ["https://www.orpha.net", "109"],
        ["http://fhir.de/CodeSystem/bfarm/icd-10-gm", "M61.10"],
        ["http://hl7.org/fhir/sid/icd-9-cm", "728.11"],
        [MEDGEN, "C0016037"],
        [MEDGEN, "4698"],
        [GTR, "C0016037"],
      ]),
    );
  });

  test("never contradict each other: what is guarded is not mapped", () => {
    const mapped = new Set(rows("external-to-condition").map(([s, c]) => `${s}#${c}`));
    for (const [s, c] of rows("guard-not-poh")) expect(mapped).not.toContain(`${s}#${c}`);
  });

  test("and poh-codes hold the same codes of the condition", () => {
    const members = (valueSet("poh-codes").compose?.include ?? []).flatMap((i) =>
      (i.concept ?? []).map((c) => `${i.system}#${c.code}`),
    );
    const mapped = rows("external-to-condition").filter(([, , , , rel]) => rel === "equivalent");
    expect(new Set(members)).toEqual(new Set([`${GC}#${SLUG}`, ...mapped.map(([s, c]) => `${s}#${c}`)]));
  });
});

describe("the facts of the page", () => {
  const poh = concept(GC, SLUG);

  test("name the condition: title, other names in order, OMIM's title", () => {
    expect(poh.display).toBe(TITLE);
    expect(poh.designation?.map((d) => d.value)).toEqual([
      TITLE,
      ...OTHER_NAMES,
      "OSSEOUS HETEROPLASIA, PROGRESSIVE; POH",
    ]);
    expect(poh.designation?.[0]?.use?.code).toBe("preferredForLanguage");
    expect(poh.definition).toBeTruthy();
  });

  test("describe it: where and when it begins, where it goes, what it does", () => {
    expect(codes(poh, "feature")).toEqual([
      "heterotopic-bone-formation",
      "pain-of-lesion",
      "skin-ulcer",
      "joint-involvement",
      "impaired-mobility",
    ]);
    expect(codes(poh, "possible-feature")).toEqual([
      "pain-of-lesion",
      "skin-ulcer",
      "joint-involvement",
      "impaired-mobility",
    ]);
    expect(codes(poh, "later-feature")).toEqual(["joint-involvement", "impaired-mobility"]);
    expect(codes(poh, "onset-site")).toEqual(["dermis", "subcutaneous-fat"]);
    expect(codes(poh, "progression-site")).toEqual(["skeletal-muscle", "tendon"]);
    expect(codes(poh, "course")).toEqual(["progressive"]);
    expect(codes(poh, "onset")).toEqual(["infancy", "later-childhood", "early-adulthood"]);
    expect(codes(poh, "usual-onset")).toEqual(["infancy"]);
    expect(codes(poh, "occasional-onset")).toEqual(["later-childhood", "early-adulthood"]);
    expect(
      concept(`${BASE}/CodeSystem/clinical-terms`, "heterotopic-bone-formation").designation,
    ).toMatchObject([{ value: "heterotopic bone" }, { value: "ectopic bone" }]);
  });

  test("give frequency, cause and inheritance, with their hedges", () => {
    expect(properties(poh, "rare")).toEqual([true]);
    expect(properties(poh, "incidence-known")).toEqual([false]);
    expect(codes(poh, "causal-gene")).toEqual(["HGNC:4392"]);
    expect(codes(poh, "inheritance")).toEqual(["ad"]);
    expect(codes(poh, "affected-parental-copy")).toEqual(["paternal"]);
    for (const section of [
      "text-description",
      "text-frequency",
      "text-causes",
      "text-inheritance",
      "mechanism",
    ])
      expect(properties(poh, section), section).toHaveLength(1);
    expect(properties(poh, "text-causes")[0]).toContain("is believed to");
    expect(properties(poh, "text-description")[0]).toMatch(/may hurt.*may turn.*can be involved.*usually/);
  });

  test("describe the gene and its imprinting", () => {
    const gnas = concept(HGNC, "HGNC:4392");
    expect(gnas.display).toBe("GNAS");
    expect(gnas.designation?.map((d) => d.value)).toEqual(["GNAS1"]);
    expect(properties(gnas, "imprinted")).toEqual([true]);
    expect(codes(gnas, "imprinting")).toEqual(["genomic-imprinting"]);
    expect(properties(gnas, "gene-product")[0]).toContain("guanine nucleotide-binding protein");
    expect(properties(gnas, "gene-function").join(" ")).toContain("is believed to");
    expect(properties(gnas, "imprinting-pattern")[0]).toMatch(/maternal.*paternal/);
  });

  test("link to other catalogues and to support", () => {
    expect(properties(poh, "xref")).toMatchObject([
      { system: GTR, code: "C0334041", display: TITLE },
      { system: MEDGEN, code: "C0334041", display: TITLE },
      { system: GARD, code: "109", display: TITLE },
      { system: OMIM, code: "166350", display: "OSSEOUS HETEROPLASIA, PROGRESSIVE; POH" },
    ]);
    expect(properties(poh, "xref-url")).toEqual([
      "https://www.ncbi.nlm.nih.gov/gtr/conditions/C0334041/",
      "https://rarediseases.info.nih.gov/diseases/109/index",
      "https://omim.org/entry/166350",
    ]);
    expect(properties(poh, "support-organization")).toEqual([
      "National Organization for Rare Disorders (NORD)",
    ]);
    expect(properties(poh, "support-url")).toEqual(["https://rarediseases.org/"]);
    expect(properties(poh, "source-last-updated")).toEqual(["2018-02-01"]);
  });

  test("keep the literature search with its slip, which is noted beside it", () => {
    expect(properties(poh, "literature-search")).toEqual([
      '(Ossification, Heterotopic[MAJR]) AND (progressive osseous heteroplasia[TIAB]) AND english[Ia] AND human[mh] AND "last 3600 days"[dp]',
    ]);
    expect(properties(poh, "literature-search-url")).toEqual([
      "https://pubmed.ncbi.nlm.nih.gov/?term=%28Ossification,+Heterotopic%5BMAJR%5D%29+AND+%28progressive+osseous+heteroplasia%5BTIAB%5D%29+AND+english%5BIa%5D+AND+human%5Bmh%5D+AND+%22last+3600+days%22%5Bdp%5D",
    ]);
    expect(properties(poh, "source-note").join("\n")).toMatch(/english\[Ia\][^]*GNAS[^]*Epub 2010Aug 10/);
  });

  const articles = [
    ["18553568", "2008-07-15", "146A(14):1788-96", "10.1002/ajmg.a.32346", "PMC2564798"],
    ["12370587", "2002-10", "11(4):339-42", undefined, undefined],
    ["14723729", "2004-01", "29(1):77-80", "10.1111/j.1365-2230.2004.01439.x", undefined],
    ["25674011", "2015-01-30", "8:37-48", "10.2147/TACG.S51064", "PMC4321643"],
    ["18252944", "2008-02", "196(2):193-214", "10.1677/JOE-07-0544", undefined],
    ["11784876", "2002-01-10", "346(2):99-106", "10.1056/NEJMoa011262", undefined],
    ["20703219", "2010-09", "6(9):518-27", "10.1038/nrrheum.2010.122", "PMC3551620"],
    ["12119276", "2002-06", "968:173-97", "10.1111/j.1749-6632.2002.tb04335.x", undefined],
  ] as const;

  test.each(articles)("cite PubMed %s exactly", (pmid, date, volumePages, doi, pmcid) => {
    const article = concept(PUBMED, pmid);
    expect(properties(article, "date")).toEqual([date]);
    expect(properties(article, "volume-pages")).toEqual([volumePages]);
    expect(properties(article, "doi")).toEqual(doi ? [doi] : []);
    expect(properties(article, "pmcid")).toEqual(pmcid ? [pmcid] : []);
    expect(properties(article, "url")).toEqual([`https://pubmed.ncbi.nlm.nih.gov/${pmid}`]);
    expect(properties(article, "pmc-url")).toEqual(
      pmcid ? [`https://www.ncbi.nlm.nih.gov/pmc/articles/${pmcid}/`] : [],
    );
    const [authors, journal] = [properties(article, "authors")[0], properties(article, "journal")[0]];
    const start = `${String(authors)}. ${article.display}. ${String(journal)}. ${date.slice(0, 4)} `;
    expect(article.definition?.startsWith(start), article.definition).toBe(true);
    expect(article.definition).toContain(`;${volumePages}.`);
    if (doi) expect(article.definition).toContain(doi);
  });

  test("cite the eight articles in the order of the page, on the condition and as related artifacts", () => {
    const order = articles.map(([pmid]) => pmid);
    expect(codes(poh, "reference")).toEqual(order);
    expect(codeSystem(PUBMED).concept?.map((c) => c.code)).toEqual(order);
    const artifacts = codeSystem(GC).relatedArtifact?.filter((a) => a.type === "citation") ?? [];
    expect(artifacts.map((a) => a.citation)).toEqual(order.map((pmid) => concept(PUBMED, pmid).definition));
  });

  test("keep the erratum and the oddly printed dates", () => {
    expect(properties(concept(PUBMED, "11784876"), "erratum")).toEqual([
      "Erratum In: N Engl J Med 2002 May 23;346(21):1678.",
    ]);
    expect(properties(concept(PUBMED, "20703219"), "electronic-date")).toEqual(["Epub 2010Aug 10"]);
    expect(properties(concept(PUBMED, "25674011"), "electronic-date")).toEqual(["eCollection 2015"]);
  });
});

describe("what is beyond the page", () => {
  test("is in the supplement only, each code with its source", () => {
    const supplement = concept(`${BASE}/CodeSystem/genetic-conditions-xrefs`, SLUG);
    const sources = properties(supplement, "xref-source").join("\n");
    const beyond = (supplement.property ?? []).map((p) => valueOf(p)).filter((v) => typeof v === "object");
    for (const { code } of beyond as r5.Coding[]) expect(sources, code).toContain(code);
    for (const id of properties(supplement, "xref-string")) expect(sources).toContain(id);
    const base = objects(concept(GC, SLUG)).map((o) => o["system"]);
    for (const system of ["mondo", "orpha", "doid", "mesh", "human-phenotype", "icd", "Thesaurus", "umls"])
      expect(base.filter((s) => String(s).includes(system))).toEqual([]);
  });

  test("is marked where it stands beside facts of the page", () => {
    for (const name of [MISSPELT, FAMILIAL])
      expect(properties(concept(NM, name), "beyond-page")).toEqual([true]);
    expect(properties(concept(OMIM, "135100"), "beyond-page")).toEqual([true]);
    expect(properties(concept(OMIM, "139320"), "beyond-page")).toEqual([true]);
    expect(properties(concept(HGNC, "HGNC:4392"), "source-note").join()).toContain("beyond the page");
  });
});
