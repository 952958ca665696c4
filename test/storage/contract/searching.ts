import { beforeAll, expect, test } from "vitest";
import type { Resource, ResourceType } from "../../../src/terminology/model.ts";
import type { Store } from "../../../src/terminology/store.ts";
import { everything } from "../fixtures.ts";

const dated: Resource[] = [
  { name: "Alpha_one", date: "2020", title: "Älpha", description: "First of all", publisher: "HL7" },
  { name: "beta", date: "2020-06-15", title: "alphabet", publisher: "HL7 Europe", experimental: true },
  {
    name: "Gamma",
    date: "2021-01-01T10:00:00+02:00",
    identifier: [{ system: "urn:x", value: "g" }, { value: "bare" }],
  },
  { name: "delta" },
].map((more, i) => ({
  resourceType: "ValueSet",
  id: `d${i}`,
  url: `http://example.org/ValueSet/d${i}`,
  status: i % 2 ? "draft" : "active",
  ...(i === 0 ? { jurisdiction: [{ coding: [{ system: "urn:iso:std:iso:3166", code: "CH" }] }] } : {}),
  ...(i === 1
    ? {
        useContext: [
          {
            code: { system: "http://terminology.hl7.org/CodeSystem/usage-context-type", code: "age" },
            valueQuantity: { value: 5.4, code: "a" },
          },
        ],
        compose: {
          include: [
            { system: "http://example.org/x", concept: [{ code: "k" }] },
            { valueSet: ["http://example.org/ValueSet/d0|1"] },
          ],
        },
      }
    : {}),
  ...more,
})) as unknown as Resource[];

const others: Resource[] = [
  {
    resourceType: "NamingSystem",
    id: "ns",
    name: "Numbers",
    status: "active",
    kind: "identifier",
    date: "2024-01-01",
    uniqueId: [
      { type: "oid", value: "1.2.3" },
      { type: "uri", value: "http://example.org/ns", period: { start: "2020-01-01" } },
    ],
  },
  {
    resourceType: "Provenance",
    id: "p",
    target: [{ reference: "ConceptMap/bones-to-colours" }, { reference: "ValueSet/ears/_history/3" }],
    recorded: "2024-03-01T00:00:00Z",
    agent: [{ who: { display: "me" } }],
  },
  {
    resourceType: "OperationDefinition",
    id: "o",
    name: "Look",
    status: "active",
    kind: "operation",
    code: "lookup",
    system: false,
    type: true,
    instance: false,
  },
] as unknown as Resource[];

/** FHIR search, one line a rule: type, `name:modifier=values`, ids found. */
export function searchContract(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await store.write(
      [...everything, ...dated, ...others].map((resource) => ({ kind: "resource", resource })),
    );
  });

  const ids = async (type: ResourceType, criteria: string): Promise<string[]> => {
    const read = criteria.split("&").map((criterion) => {
      const [left, right] = criterion.split("=") as [string, string];
      const [name, modifier] = left.split(":") as [string, string?];
      return { name, modifier, values: right.split(",") };
    });
    const page = await store.search(type, { criteria: read }, { summary: true });
    expect(page.total).toBe(page.items.length);
    return page.items.map((item) => item.id).sort();
  };

  test.each<[ResourceType, string, string[]]>([
    ["ValueSet", "name=alpha", ["d0"]],
    ["ValueSet", "name=ALPHA_O", ["d0"]],
    ["ValueSet", "name=lpha", []],
    ["ValueSet", "name:contains=TA", ["d1", "d3"]],
    ["ValueSet", "name:contains=%", []],
    ["ValueSet", "name:contains=_", ["d0"]],
    ["ValueSet", "name:exact=beta", ["d1"]],
    ["ValueSet", "name:exact=Beta", []],
    ["ValueSet", "title=alpha", ["d0", "d1"]],
    ["ValueSet", "title:missing=true", ["d2", "d3", "ears"]],
    ["ValueSet", "title:missing=false", ["d0", "d1"]],
    ["ValueSet", "name=beta,gam", ["d1", "d2"]],
    ["ValueSet", "name:contains=a&status=draft", ["d1", "d3"]],
    ["ValueSet", "status=active", ["d0", "d2", "ears"]],
    ["ValueSet", "status=http://hl7.org/fhir/publication-status|draft", ["d1", "d3"]],
    ["ValueSet", "status=http://example.org/status|draft", []],
    ["ValueSet", "status:not=draft", ["d0", "d2", "ears"]],
    ["ValueSet", "identifier=urn:x|g", ["d2"]],
    ["ValueSet", "identifier=urn:x|", ["d2"]],
    ["ValueSet", "identifier=|bare", ["d2"]],
    ["ValueSet", "identifier=|g", []],
    ["ValueSet", "identifier:not=g", ["d0", "d1", "d3", "ears"]],
    ["ValueSet", "jurisdiction=CH", ["d0"]],
    ["ValueSet", "context-type=age&context-quantity=5.4||a", ["d1"]],
    ["ValueSet", "context-quantity=gt5", ["d1"]],
    ["ValueSet", "context-quantity=lt5", []],
    ["ValueSet", "description=first", ["d0"]],
    ["ValueSet", "publisher:exact=HL7", ["d0"]],
    ["ValueSet", "url=http://example.org/ValueSet/d1", ["d1"]],
    ["ValueSet", "url=http://example.org/ValueSet/d", []],
    ["ValueSet", "url:below=http://example.org/ValueSet/d", ["d0", "d1", "d2", "d3"]],
    ["ValueSet", "url:contains=Set/e", ["ears"]],
    ["ValueSet", "version=1.0.0", ["ears"]],
    ["ValueSet", "code=k", ["d1"]],
    ["ValueSet", "code=http://example.org/bones|stapes", ["ears"]],
    ["ValueSet", "reference=http://example.org/bones", ["ears"]],
    ["ValueSet", "reference=http://example.org/ValueSet/d0", ["d1"]],
    ["ValueSet", "date=2020", ["d0", "d1"]],
    ["ValueSet", "date=2020-06", ["d1"]],
    ["ValueSet", "date=ne2020", ["d2"]],
    ["ValueSet", "date=gt2020-07", ["d0", "d2"]],
    ["ValueSet", "date=ge2020-06-15", ["d0", "d1", "d2"]],
    ["ValueSet", "date=lt2020-06-15", ["d0"]],
    ["ValueSet", "date=le2020-06-15", ["d0", "d1"]],
    ["ValueSet", "date=sa2020", ["d2"]],
    ["ValueSet", "date=eb2020-07", ["d1"]],
    ["ValueSet", "date=ap2020-06-15", ["d0", "d1", "d2"]],
    ["ValueSet", "date=2021-01-01T08:00Z", ["d2"]],
    ["ValueSet", "date=ge2020&date=lt2021", ["d0", "d1"]],
    ["ValueSet", "_id=d1,d3,none", ["d1", "d3"]],
    ["ValueSet", "_lastUpdated=ge2020", ["d0", "d1", "d2", "d3", "ears"]],
    ["ValueSet", "_lastUpdated=lt2020", []],
    ["CodeSystem", "code=femur", ["bones"]],
    ["CodeSystem", "code=http://example.org/bones|femur", ["bones"]],
    ["CodeSystem", "code=http://example.org/colours|femur", []],
    ["CodeSystem", "code=RED", ["colours"]],
    ["CodeSystem", "code=http://example.org/colours|green", ["colours"]],
    ["CodeSystem", "code:not=rED", ["bones"]],
    ["CodeSystem", "code=FEMUR", []],
    ["CodeSystem", "code:not=femur", ["colours"]],
    ["CodeSystem", "code:missing=false", ["bones", "colours"]],
    ["CodeSystem", "language=de", ["bones"]],
    ["CodeSystem", "system=http://example.org/colours", ["colours"]],
    ["CodeSystem", "content-mode=complete", ["bones", "colours"]],
    ["ConceptMap", "source-code=malleus", ["bones-to-colours"]],
    ["ConceptMap", "source-code=http://example.org/bones|femur", ["fallback"]],
    ["ConceptMap", "target-code=blue", ["bones-to-colours"]],
    ["ConceptMap", "source-system=http://example.org/bones", ["bones-to-colours", "fallback"]],
    ["ConceptMap", "target-group-system=http://example.org/colours", ["bones-to-colours"]],
    ["ConceptMap", "source-scope-uri=http://example.org/ValueSet/bones", ["bones-to-colours"]],
    ["ConceptMap", "target-uri=http://example.org/ValueSet/colours", ["bones-to-colours"]],
    ["NamingSystem", "value=1.2", ["ns"]],
    ["NamingSystem", "period=gt2022", ["ns"]],
    ["NamingSystem", "kind=identifier", ["ns"]],
    ["Provenance", "target=ConceptMap/bones-to-colours", ["p"]],
    ["Provenance", "target=ears", ["p"]],
    ["Provenance", "target=ConceptMap/bones", []],
    ["Provenance", "recorded=2024-03", ["p"]],
    ["OperationDefinition", "code=lookup&type=true&system=false", ["o"]],
    ["OperationDefinition", "type=false", []],
  ])("%s?%s", async (type, criteria, expected) => {
    expect(await ids(type, criteria)).toEqual(expected);
  });

  test.each([
    [["name"], ["d0", "d1", "d3", "ears", "d2"]],
    [["-name"], ["d2", "ears", "d3", "d1", "d0"]],
    [
      ["status", "-name"],
      ["d2", "ears", "d0", "d3", "d1"],
    ],
    [["date"], ["d0", "d1", "d2", "d3", "ears"]],
    [["-date"], ["d2", "d1", "d0", "d3", "ears"]],
    [undefined, ["d0", "d1", "d2", "d3", "ears"]],
  ])("sorted by %s", async (sort, expected) => {
    const page = await store.search("ValueSet", { criteria: [], sort }, { summary: true });
    expect(page.items.map((item) => item.id)).toEqual(expected);
  });

  test("count and offset cut a page out of the same total", async () => {
    const page = await store.search("ValueSet", { criteria: [], sort: ["_id"], offset: 1, count: 2 });
    expect([page.total, ...page.items.map((item) => item.id)]).toEqual([5, "d1", "d2"]);
    expect(await store.search("ValueSet", { criteria: [], count: 0 })).toEqual({ total: 5, items: [] });
    expect((await store.search("ValueSet", { criteria: [], offset: 9, count: 5 })).items).toEqual([]);
  });

  test.each([
    [{ name: "colour", values: ["x"] }, "not-supported"],
    [{ name: "name", modifier: "below", values: ["x"] }, "not-supported"],
    [{ name: "date", values: ["yesterday"] }, "value"],
    [{ name: "date", values: ["2020-13"] }, "value"],
    [{ name: "context-quantity", values: ["many"] }, "value"],
    [{ name: "name", modifier: "missing", values: ["perhaps"] }, "value"],
  ])("%o is refused", async (criterion, code) => {
    await expect(store.search("ValueSet", { criteria: [criterion] })).rejects.toMatchObject({
      issues: [{ code }],
    });
  });

  test.each(["1.2.3", "urn:oid:1.2.3", "http://example.org/ns"])(
    "the naming systems that have the identifier %s",
    async (value) => {
      const found = await store.namingSystems(value);
      expect(found.map(({ id }) => id)).toEqual(["ns"]);
      expect(await store.namingSystems(`${value}.4`)).toEqual([]);
    },
  );

  test("the naming systems that have an identifier, of very many", async () => {
    const uniqueId = Array.from({ length: 6_000 }, (_, i) => ({ type: "oid" as const, value: `9.9.${i}` }));
    const many = { resourceType: "NamingSystem", id: "many", name: "Many", status: "active", uniqueId };
    await store.write([
      { kind: "resource", resource: { ...many, kind: "identifier", date: "2020" } as Resource },
    ]);
    const found = async (value: string) => (await store.namingSystems(value)).map(({ id }) => id);
    expect(await found("urn:oid:9.9.5999")).toEqual(["many"]);
    expect(await found("1.2.3")).toEqual(["ns"]);
    expect(await found("9.9.6000")).toEqual([]);
  });

  test("the urls of the value sets that have the identifier", async () => {
    const d2 = await store.read("ValueSet", "d2");
    expect(await store.urlsWith("ValueSet", "bare")).toEqual([d2!.resource!.url]);
    expect(await store.urlsWith("ValueSet", "bar")).toEqual([]);
    expect(await store.urlsWith("ConceptMap", "bare")).toEqual([]);
  });

  test("sorting by what is no parameter is refused", async () => {
    await expect(store.search("ValueSet", { criteria: [], sort: ["colour"] })).rejects.toMatchObject({
      issues: [{ code: "not-supported" }],
    });
  });
}
