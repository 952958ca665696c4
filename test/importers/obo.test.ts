import { existsSync } from "node:fs";
import type * as r5 from "fhir/r5";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/engine.ts";
import { validateResource } from "../../src/fhir/validation/validation.ts";
import { EVERY_CONCEPT } from "../../src/terminology/concepts/concept-condition.ts";
import type { Concept, Designation } from "../../src/terminology/model.ts";
import { codeSystemResource, conceptMapResource } from "../../src/terminology/resources/resources.ts";
import type { Terminology } from "../../src/terminology/store.ts";
import { file, fixture, imported, refusal, shared, shown } from "./importing.ts";

const TINY = "http://purl.obolibrary.org/obo/tiny.owl";
const DOID = "http://purl.obolibrary.org/obo/doid.owl";

const names = (concept: Concept | undefined) =>
  concept!.designations.map(
    (d: Designation) => `${d.value}: ${d.use!.code}${d.additionalUse ? ` ${d.additionalUse[0]!.code}` : ""}`,
  );
const codings = (concept: Concept | undefined, code: string) =>
  concept!.properties
    .filter((p) => p.code === code)
    .map((p) => `${(p.value as { system: string }).system}|${(p.value as { code: string }).code}`);

async function concept(store: Terminology, code: string, url = TINY): Promise<Concept> {
  const [found] = await (await store.codeSystem({ url }))!.locate([code]);
  return found!;
}

it.each([
  [
    "text",
    "tail.obo",
    [
      "ontology: tiny",
      "[Term]\nid: TINY:0001\nname: obsolete tumour\nis_obsolete: true\nreplaced_by: TINY_0002",
      "consider: http://purl.obolibrary.org/obo/TINY_0002\nconsider: OTHER_0001",
      "[Term]\nid: TINY:0002\nname: tumour",
      "",
    ].join("\n"),
  ],
  [
    "graph",
    "tail.json",
    JSON.stringify({
      graphs: [
        {
          id: TINY,
          nodes: [
            {
              id: "http://purl.obolibrary.org/obo/TINY_0001",
              lbl: "obsolete tumour",
              type: "CLASS",
              meta: {
                deprecated: true,
                basicPropertyValues: [
                  { pred: "http://purl.obolibrary.org/obo/IAO_0100001", val: "TINY_0002" },
                  {
                    pred: "http://www.geneontology.org/formats/oboInOwl#consider",
                    val: "http://purl.obolibrary.org/obo/TINY_0002",
                  },
                  { pred: "http://www.geneontology.org/formats/oboInOwl#consider", val: "OTHER_0001" },
                ],
              },
            },
            { id: "http://purl.obolibrary.org/obo/TINY_0002", lbl: "tumour", type: "CLASS" },
          ],
          edges: [],
        },
      ],
    }),
  ],
])(
  "in %s, what to use instead is told by its code, also where it is the tail of an IRI",
  async (_, name, text) => {
    const { store } = await imported(file(name, text));
    const { properties } = await concept(store, "TINY:0001");
    expect(properties.map((p) => `${p.code}=${String(p.value)}`)).toEqual([
      "inactive=true",
      "status=retired",
      "replaced-by=TINY:0002",
      "consider=TINY:0002",
      "consider=OTHER_0001",
    ]);
  },
);

describe.each([["ten-terms.obo"], ["ten-terms.json"]])("%s", (name) => {
  const tiny = imported(fixture(name));

  it("becomes a code system with its origin and licence", async () => {
    const { store, run } = await tiny;
    expect(run.report).toEqual({
      written: { CodeSystem: 1, ConceptMap: 1 },
      unchanged: 0,
      concepts: 10,
      mappings: 4,
    });
    expect((await store.codeSystem({ url: TINY }))!.codeSystem).toMatchObject({
      version: "2026-11-01",
      title: "Tiny ontology",
      content: "complete",
      hierarchyMeaning: "is-a",
      copyright: "Licence: https://creativecommons.org/publicdomain/zero/1.0/",
    });
  });

  it("keeps the hierarchy, with several parents", async () => {
    const { store } = await tiny;
    const system = (await store.codeSystem({ url: TINY }))!;
    const below = await system.select({
      condition: { kind: "descendantOf", code: "TINY:0002", self: false },
    });
    expect(below.items.map((c) => c.code).sort()).toEqual([
      "TINY:0003",
      "TINY:0004",
      "TINY:0007",
      "TINY:0009",
      "TINY:0010",
    ]);
    expect((await concept(store, "TINY:0007")).parents).toEqual(["TINY:0006", "TINY:0002"]);
  });

  it("takes a synonym once that stands there for each of its sources", async () => {
    const lines = ['"tumor" EXACT [A:1]', '"tumor" EXACT [B:2]', '"tumor" RELATED []', '"Tumor" EXACT []'];
    const stanza = lines.map((line) => `synonym: ${line}\n`).join("");
    const text = `ontology: tiny\n[Term]\nid: TINY:0001\nname: tumour\n${stanza}`;
    const { store } = await imported(file("twice.obo", text));
    expect(names(await concept(store, "TINY:0001"))).toEqual([
      "tumor: 900000000000013009",
      "tumor: related",
      "Tumor: 900000000000013009",
    ]);
  });

  it("tells synonyms apart by their scope", async () => {
    const { store } = await tiny;
    expect(names(await concept(store, "TINY:0002"))).toEqual([
      "ectopic ossification: 900000000000013009",
      "HO: 900000000000013009 acronym",
      "ossification: broader",
      "ossification after surgery: narrower",
      "calcification: related",
    ]);
    expect(names(await concept(store, "TINY:0003"))).toEqual(["POH: 900000000000013009 acronym"]);
  });

  it("keeps definitions, remarks and other ids", async () => {
    const { store } = await tiny;
    const bone = await concept(store, "TINY:0001");
    expect(bone.definition).toBe('Any disorder of bone, "hard" tissue.');
    expect(bone.properties.map((p) => p.value)).toEqual(["url:https://example.org/bone", "ISBN:1"]);
    const poh = (await concept(store, "TINY:0003")).properties.map((p) => `${p.code}=${String(p.value)}`);
    expect(poh).toEqual(
      expect.arrayContaining([
        "comment=A remark.",
        "alternative-id=TINY:0030",
        "subset=rare",
        "xref-url=https://example.org/poh",
      ]),
    );
    const fop = (await concept(store, "TINY:0004")).properties;
    expect(fop).toEqual([{ code: "has_material_basis_in", type: "string", value: "HGNC:171" }]);
  });

  it("keeps obsolete terms as inactive, with what to use instead", async () => {
    const { store } = await tiny;
    const old = await concept(store, "TINY:0005");
    expect(old.inactive).toBe(true);
    expect(old.properties.map((p) => `${p.code}=${String(p.value)}`)).toEqual([
      "inactive=true",
      "status=retired",
      "replaced-by=TINY:0004",
      "consider=TINY:0002",
    ]);
  });

  it("never takes a cross-reference for sameness", async () => {
    const { store, run } = await tiny;
    const poh = await concept(store, "TINY:0003");
    expect(codings(poh, "xref")).toEqual(["http://www.omim.org|166350"]);
    expect(codings(poh, "related-xref")).toEqual([
      "https://www.nlm.nih.gov/mesh|C562735",
      "https://rarediseases.info.nih.gov/diseases|109",
      "http://snomed.info/sct|719271000",
    ]);
    const [map] = await store.conceptMaps({});
    const rows = await map!.mappings([{ system: TINY, code: "TINY:0003" }], "forward");
    expect(rows.map((m) => `${m.target!.code} ${m.relationship} ${String(m.properties[0]!.value)}`)).toEqual([
      "166350 equivalent skos:exactMatch",
      "C562735 related-to skos:closeMatch",
      "109 related-to oboInOwl:hasDbXref",
      "719271000 related-to oboInOwl:hasDbXref",
    ]);
    expect(run.leftOut).toMatchObject({ "cross-references with the unknown prefix 'NOWHERE'": 1 });
  });

  it("is valid R5", async () => {
    const { store } = await tiny;
    const system = (await store.codeSystem({ url: TINY }))!;
    const { items } = await system.select({ condition: EVERY_CONCEPT });
    const errors = (issues: Awaited<ReturnType<typeof validateResource>>) =>
      issues.filter((i) => i.severity === "error");
    expect(errors(await validateResource(codeSystemResource(system.codeSystem, items), "r5"))).toEqual([]);
    const [map] = await store.conceptMaps({});
    expect(
      errors(
        await validateResource(conceptMapResource(map!.conceptMap, map!.all() as Iterable<never>), "r5"),
      ),
    ).toEqual([]);
  });
});

const flat = (contains: readonly r5.ValueSetExpansionContains[]): (string | undefined)[] =>
  contains.flatMap((c) => [c.code, ...flat(c.contains ?? [])]);

const term = (id: string, ...lines: string[]) =>
  `\n[Term]\nid: ${id}\n${lines.map((l) => `${l}\n`).join("")}`;
const obo = (...terms: string[]) => `format-version: 1.2\nontology: t\n${terms.join("")}`;

describe("OBO refused", () => {
  it("a hierarchy in a circle, at the term that closes it", async () => {
    const path = file(
      "circle.obo",
      obo(
        term("T:1", "is_a: T:3"),
        term("T:2", "is_a: T:1"),
        term("T:3", "is_a: T:2"),
        term("T:4", "is_a: T:3"),
      ),
    );
    expect(await refusal(path)).toEqual([
      "circle.obo:12 T:2: The hierarchy goes in a circle: 'T:1' is under 'T:3' is under 'T:2' is under 'T:1'".replace(
        ":12 T:2",
        ":8 T:2",
      ),
    ]);
    const { store, run } = await imported(path, { keepGoing: true });
    expect(run.refusedCount).toBe(1);
    const url = "http://purl.obolibrary.org/obo/t.owl";
    expect((await concept(store, "T:2", url)).parents).toEqual([]);
    expect((await concept(store, "T:4", url)).parents).toEqual(["T:3"]);
  });

  it("an id for the second time, keeping the first", async () => {
    const path = file("twice.obo", obo(term("T:1", "name: first"), term("T:1", "name: second")));
    expect(await refusal(path)).toEqual([
      "twice.obo:8: Code 'T:1' stands here for the second time (first in line 4)",
    ]);
    const { store } = await imported(path, { keepGoing: true });
    expect((await concept(store, "T:1", "http://purl.obolibrary.org/obo/t.owl")).display).toBe("first");
  });

  it("a term without id, and a line that is none", async () => {
    const path = file("lines.obo", obo("\n[Term]\nname: nobody\n", term("T:1", "what is this")));
    expect(await refusal(path)).toEqual([
      "lines.obo:4: The [Term] has no id",
      "lines.obo:9: 'what is this' is no line of OBO text: a tag and its value (name: value) are expected",
    ]);
  });

  it("a text in quotes that does not end, which would be taken for a name", async () => {
    const path = file("open.obo", obo(term("T:1", 'synonym: "open EXACT []'), term("T:2", 'def: "a \\" b')));
    expect(await refusal(path)).toEqual([
      `open.obo:6: 'synonym: "open EXACT []': the text in quotes does not end`,
      `open.obo:10: 'def: "a \\" b': the text in quotes does not end`,
    ]);
    const { run } = await imported(path, { keepGoing: true });
    expect(run.refusedCount).toBe(2);
  });

  it.each([
    [{ nodes: [{ id: 7, lbl: "x" }] }, "node.id: Here an OBO Graph has text in quotes"],
    [{ nodes: [{ id: "T:1", lbl: {} }] }, "node.lbl: Here an OBO Graph has text in quotes"],
    [{ nodes: ["T:1"] }, "odd.json:1 node: Here an OBO Graph has an object"],
    [{ nodes: [null] }, "odd.json:1 node: Here an OBO Graph has an object"],
    [{ nodes: [{ id: "T:1", meta: { synonyms: [{ val: 1 }] } }] }, "node.meta.synonyms[0].val: Here"],
    [{ nodes: [{ id: "T:1", meta: { subsets: "x" } }] }, "node.meta.subsets: Here an OBO Graph has a list"],
    [
      { nodes: [{ id: "T:1", meta: { deprecated: "true" } }] },
      "node.meta.deprecated: Here an OBO Graph has true",
    ],
    [{ edges: [{ sub: 1, pred: "is_a", obj: "T:1" }] }, "edge.sub: Here an OBO Graph has text in quotes"],
    [{ id: {}, nodes: [{ id: "T:1", lbl: "x" }] }, "graphs[0].id: Here an OBO Graph has text in quotes"],
  ])("a graph with something else in the place of a text or a list: %j", async (graph, expected) => {
    const [said] = await refusal(file("odd.json", JSON.stringify({ graphs: [graph] })));
    expect(said).toContain(expected);
  });

  it("only the terms of a graph that are wrong, where the others are to be kept", async () => {
    const nodes = [{ id: 7 }, { id: "http://x.org/T_1", lbl: "kept" }, { id: "http://x.org/T_2", lbl: [] }];
    const path = file("some.json", JSON.stringify({ graphs: [{ nodes }] }));
    const { run } = await imported(path, { keepGoing: true });
    expect([run.report.concepts, run.refusedCount]).toEqual([1, 2]);
  });

  it("an ontology without terms", async () => {
    expect(await refusal(file("none.obo", obo()))).toEqual(["none.obo: There is no term in it"]);
  });

  it("leaves terms of other ontologies out, and says that parents are missing", async () => {
    const path = file("part.obo", obo(term("T:1", "is_a: T:9"), term("T:2"), term("HP:1", "name: other")));
    const { store, run } = await imported(path);
    expect(run.leftOut).toEqual({ "terms of other ontologies than T": 1 });
    expect(run.notes.map(shown)[0]).toContain("1 parents are not in the file");
    expect(
      (await store.codeSystem({ url: "http://purl.obolibrary.org/obo/t.owl" }))!.codeSystem.content,
    ).toBe("fragment");
  });
});

const slims = shared("data/disease-ontology");
describe.skipIf(!existsSync(slims))(
  "the Disease Ontology's slims (skipped where ../shared is missing)",
  () => {
    it("DO_rare_slim.obo: hierarchy, synonyms and cross-references", async () => {
      const { store, run } = await imported(`${slims}/DO_rare_slim.obo`);
      expect(run.report).toMatchObject({ concepts: 3460, mappings: 16853 });
      const doid = (await store.codeSystem({ url: DOID }))!;
      const poh = await doid.select({ condition: { kind: "text", text: "familial ectopic" } });
      expect(poh.items.map((c) => c.code)).toEqual(["DOID:0111535"]);
      const below = await doid.select({
        condition: { kind: "descendantOf", code: "DOID:9562", self: false },
      });
      expect(below.items.some((c) => c.code === "DOID:0050144")).toBe(true);
      expect((await concept(store, "DOID:0050786", DOID)).inactive).toBe(true);
    });

    it("answers is-a expansion, subsumption and searches by synonym, as a server does", async () => {
      const { store } = await imported(`${slims}/DO_rare_slim.obo`);
      const engine = createEngine(store);
      const ask = async (path: string) =>
        (await engine.ask("r5", "GET", path)).resource as never as Record<string, never>;
      const of = `codeA=DOID:0050144&codeB=DOID:9562&system=${DOID}`;
      expect(await ask(`CodeSystem/$subsumes?${of}`)).toMatchObject({
        parameter: [{ name: "outcome", valueCode: "subsumed-by" }],
      });
      const below = {
        resourceType: "ValueSet",
        status: "active",
        compose: {
          include: [{ system: DOID, filter: [{ property: "concept", op: "is-a", value: "DOID:9562" }] }],
        },
      };
      const expand = async (filter?: string) => {
        const parameter = [
          { name: "valueSet", resource: below },
          ...(filter ? [{ name: "filter", valueString: filter }] : []),
        ];
        const { resource } = await engine.ask("r5", "POST", "ValueSet/$expand", {
          resource: { resourceType: "Parameters", parameter },
        });
        return flat((resource as r5.ValueSet).expansion?.contains ?? []);
      };
      const all = await expand();
      expect(all).toContain("DOID:9562");
      expect(all).toContain("DOID:0050144");
      expect(await expand("Kartagener's")).toEqual(["DOID:0050144"]);
    });

    it("DO_cancer_slim.json adds to it with --merge, and is refused without", async () => {
      const { store } = await imported(`${slims}/DO_rare_slim.obo`);
      const cancer = `${slims}/DO_cancer_slim.json`;
      await expect(imported(cancer, {}, store)).rejects.toThrow(
        /doid\.owl\|2026-07-31 is in the store already, from 'DO_rare_slim\.obo'/,
      );
      const first = await imported(cancer, { merge: true }, store);
      expect(first.run.report.written).toEqual({ CodeSystem: 1, ConceptMap: 1 });
      const all = await (await store.codeSystem({ url: DOID }))!.select({
        condition: EVERY_CONCEPT,
        count: 0,
      });
      expect(all.total).toBeGreaterThan(3460);
      expect((await concept(store, "DOID:0111535", DOID)).display).toBe("progressive osseous heteroplasia");
      expect((await concept(store, "DOID:0001816", DOID)).display).toBe("angiosarcoma");
      const again = await imported(cancer, { merge: true }, store);
      expect(again.run.report).toMatchObject({ written: {}, unchanged: 2 });
    });
  },
);
