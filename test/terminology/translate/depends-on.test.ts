/** dependsOn: met, contradicted, or open. */
import { describe, expect, it } from "vitest";
import { bundledResources } from "../../../src/content/bundled-terminology.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { Coding, Mapping, MappingAttribute, Quantity } from "../../../src/terminology/model.ts";
import { type Dependency, mapCondition, sameCoding } from "../../../src/terminology/translate/depends-on.ts";
import { NOT_STORED, WorkBudget } from "../../../src/terminology/util/work-budget.ts";

const store = new MemoryStore(bundledResources());
const HGNC = "http://www.genenames.org";
const OMIM = "http://www.omim.org";
const GENE = "http://example.org/attribute/gene";

const mapping = (...dependsOn: MappingAttribute[]): Mapping => ({
  source: { system: "urn:s", code: "a" },
  dependsOn,
  product: [],
  properties: [],
});
const gene = (value: Coding): MappingAttribute => ({ attribute: "gene", uri: GENE, type: "Coding", value });
const given = (attribute: string, codings: Coding[], ...texts: string[]): Dependency => ({
  attribute,
  codings,
  texts,
});
const unknown = () => Promise.resolve(undefined);

const state = async (
  dependsOn: MappingAttribute[],
  dependencies: Dependency[],
  isMember = unknown as never,
) => {
  const { failed, missing } = await mapCondition(store, mapping(...dependsOn), dependencies, { isMember });
  return failed.length > 0 ? "contradicted" : missing.length > 0 ? "open" : "met";
};

const HGNC_GNAS: Coding = { system: HGNC, code: "HGNC:4392" };
const HGNC_ACVR1: Coding = { system: HGNC, code: "HGNC:171" };
const gnas = gene({ ...HGNC_GNAS, display: "GNAS" });
const acvr1 = gene({ ...HGNC_ACVR1, display: "ACVR1" });

describe("mapCondition", () => {
  it("holds where there is no condition", async () => {
    expect(await state([], [])).toBe("met");
  });

  it("is open where nothing, or something else, is said", async () => {
    expect(await state([gnas], [])).toBe("open");
    expect(await state([gnas], [given("http://example.org/attribute/sex", [], "female")])).toBe("open");
  });

  it.each([GENE, "gene", "http://another.example/gene", "http://another.example/x#gene"])(
    "knows the attribute as %s",
    async (attribute) => {
      expect(await state([gnas], [given(attribute, [{ system: HGNC, code: "HGNC:4392" }])])).toBe("met");
    },
  );

  it("knows it by the end of its own uri", async () => {
    const byUri = { ...gnas, uri: "http://example.org/properties#causal-gene" };
    expect(await state([byUri], [given("causal-gene", [{ system: HGNC, code: "HGNC:4392" }])])).toBe("met");
  });

  it("does not take another attribute for it", async () => {
    const coding = { system: HGNC, code: "HGNC:4392" };
    expect(await state([gnas], [given("http://example.org/attribute/causal-gene", [coding])])).toBe("open");
  });

  it.each<[string, Coding[], string[]]>([
    ["two codes of one system", [HGNC_GNAS, HGNC_ACVR1], []],
    ["a code and a text that is another one", [HGNC_GNAS], ["ACVR1"]],
    ["texts that are two codes", [], ["GNAS", "ACVR1"]],
  ])("is open where one value says two things: %s", async (_, codings, texts) => {
    for (const required of [gnas, acvr1])
      expect(await state([required], [given(GENE, codings, ...texts)])).toBe("open");
  });

  it("is met where a plain code is one of several codings of one value", async () => {
    const sex: MappingAttribute = { attribute: "sex", type: "code", value: "female" };
    const both = [
      { system: "urn:x", code: "f" },
      { system: "urn:y", code: "female" },
    ];
    expect(await state([sex], [given("sex", both)])).toBe("met");
  });

  it("is open where several values are said, each for itself, and one of them is another concept", async () => {
    const each = [given(GENE, [HGNC_GNAS]), given(GENE, [HGNC_ACVR1])];
    expect(await state([gnas], each)).toBe("open");
    expect(await state([gnas], [each[0]!, each[0]!])).toBe("met");
    expect(await state([gnas], [each[0]!, given(GENE, [], "the gene of the mother")])).toBe("met");
  });

  it("is met where a plain code is one of several values that are each said for themselves", async () => {
    const sex: MappingAttribute = { attribute: "sex", type: "code", value: "female" };
    const each = [given("sex", [{ code: "male" }]), given("sex", [{ code: "female" }])];
    expect(await state([sex], each)).toBe("met");
  });

  it.each<[string, Coding[], string[], string]>([
    ["the code", [{ system: HGNC, code: "HGNC:4392" }], [], "met"],
    ["the code without prefix", [{ system: HGNC, code: "4392" }], [], "met"],
    ["the symbol as code", [{ system: HGNC, code: "gnas" }], [], "met"],
    ["an alias of the system", [{ system: "https://www.genenames.org", code: "HGNC:4392" }], [], "met"],
    ["the code without system", [{ code: "HGNC:4392" }], [], "met"],
    [
      "one of several codings",
      [
        { system: "urn:x", code: "y" },
        { system: HGNC, code: "HGNC:4392" },
      ],
      [],
      "met",
    ],
    ["the symbol as text", [], ["gnas"], "met"],
    ["a previous symbol", [{ system: HGNC, code: "GNAS1" }], [], "met"],
    ["the symbol behind the prefix", [{ system: HGNC, code: "HGNC:GNAS" }], [], "met"],
    ["a previous symbol behind the prefix", [{ system: HGNC, code: "hgnc:GNAS1" }], [], "met"],
    ["another symbol behind the prefix", [{ system: HGNC, code: "HGNC:ACVR1" }], [], "contradicted"],
    ["the code with another display", [{ system: HGNC, code: "HGNC:4392", display: "ACVR1" }], [], "met"],
    ["a text that is no code", [], ["the gene of the mother"], "open"],
    ["a display without code", [{ system: HGNC, display: "GNAS" }], [], "open"],
    ["another code", [{ system: HGNC, code: "HGNC:5" }], [], "contradicted"],
    [
      "another code with this display",
      [{ system: HGNC, code: "HGNC:5", display: "GNAS" }],
      [],
      "contradicted",
    ],
    ["a code of another system", [{ system: OMIM, code: "139320" }], [], "open"],
    ["the same code of another system", [{ system: "urn:x", code: "HGNC:4392" }], [], "open"],
    ["what is no code of the system", [{ system: HGNC, code: "GSA" }], [], "open"],
    [
      "a code of another system without a display that helps",
      [{ system: OMIM, code: "1", display: "GNAS" }],
      [],
      "open",
    ],
    [
      "another code beside one of another system",
      [
        { system: OMIM, code: "102576" },
        { system: HGNC, code: "HGNC:171" },
      ],
      [],
      "contradicted",
    ],
    [
      "another code beside a text that is no code",
      [{ system: HGNC, code: "HGNC:5" }],
      ["a gene"],
      "contradicted",
    ],
    ["another text", [], ["ACVR1"], "contradicted"],
  ])("%s: %4$s", async (_what, codings, texts, expected) => {
    expect(await state([gnas], [given(GENE, codings, ...texts)])).toBe(expected);
  });

  it("needs all conditions, and one contradiction is enough", async () => {
    const stage: MappingAttribute = { attribute: "stage", type: "string", value: "late" };
    const code = given(GENE, [{ system: HGNC, code: "HGNC:4392" }]);
    expect(await state([gnas, stage], [code])).toBe("open");
    expect(await state([gnas, stage], [code, given("stage", [], "late")])).toBe("met");
    expect(await state([gnas, stage], [given("stage", [], "early")])).toBe("contradicted");
  });

  it("compares numbers and booleans as text", async () => {
    expect(await state([{ attribute: "n", type: "boolean", value: true }], [given("n", [], "true")])).toBe(
      "met",
    );
    expect(await state([{ attribute: "n", type: "boolean", value: true }], [given("n", [], "false")])).toBe(
      "contradicted",
    );
  });

  it("asks for membership in a value set; what can't be told is open", async () => {
    const inSet: MappingAttribute = { attribute: "gene", valueSet: "urn:vs" };
    const one = [given("gene", [{ system: HGNC, code: "HGNC:4392" }])];
    const answer = (value: boolean | undefined) => (() => Promise.resolve(value)) as never;
    expect(await state([inSet], one, answer(true))).toBe("met");
    expect(await state([inSet], one, answer(false))).toBe("contradicted");
    expect(await state([inSet], one, answer(undefined))).toBe("open");
    expect(await state([inSet], [given("gene", [], "GNAS")])).toBe("open");
  });
});

it("counts a code system that is not here, on either side, as elsewhere", async () => {
  const spentOn = async (system: string): Promise<number> => {
    const work = new WorkBudget();
    const dependency = given(GENE, [{ system, code: "HGNC:4392" }]);
    await mapCondition(store, mapping(gene({ system, code: "1" })), [dependency], {
      isMember: unknown,
      work,
    });
    return work.limit - work.rest;
  };
  expect((await spentOn("urn:not-here")) - (await spentOn(HGNC))).toBe(NOT_STORED.first);
});

describe("sameCoding", () => {
  const same = (a: Coding, b: Coding) => sameCoding(store, a, b);

  it("compares codes, in any form in which they may be read, and never displays", async () => {
    const acvr1 = { system: HGNC, code: "HGNC:171", display: "ACVR1" };
    expect(await same(acvr1, { system: HGNC, code: "171" })).toBe(true);
    expect(await same(acvr1, { system: "https://www.genenames.org/", code: "acvr1" })).toBe(true);
    expect(await same(acvr1, { system: HGNC, code: "HGNC:4392", display: "ACVR1" })).toBe(false);
    expect(await same({ system: HGNC, code: "HGNC:4392" }, { system: HGNC, code: "GNAS1" })).toBe(true);
  });

  it("can't tell whether a code of another system means the same", async () => {
    const gnas = { system: HGNC, code: "HGNC:4392" };
    expect(await same(gnas, { system: OMIM, code: "139320" })).toBeUndefined();
    expect(await same(gnas, { system: "urn:x", code: "HGNC:171" })).toBeUndefined();
  });
});

describe("a condition that is a quantity", () => {
  const UCUM = "http://unitsofmeasure.org";
  const weight = (value: Quantity): MappingAttribute => ({ attribute: "weight", type: "quantity", value });
  const kilos = weight({ value: 3, unit: "kg", system: UCUM, code: "kg" });
  const light = weight({ comparator: "<", value: 3, unit: "kg" });

  it.each<[string, MappingAttribute, Partial<Dependency>, string]>([
    ["the same quantity", kilos, { quantities: [{ value: 3, system: UCUM, code: "kg" }] }, "met"],
    ["the same in words", kilos, { texts: ["3 kg"] }, "met"],
    ["another number", kilos, { quantities: [{ value: 4, unit: "kg" }] }, "contradicted"],
    ["another unit", kilos, { texts: ["3000 g"] }, "open"],
    ["no unit", kilos, { texts: ["3"] }, "open"],
    ["no quantity", kilos, { texts: ["heavy"] }, "open"],
    ["the code of the unit, which is no weight", kilos, { codings: [{ system: UCUM, code: "kg" }] }, "open"],
    ["less than the bound", light, { texts: ["2.5 kg"] }, "met"],
    ["the bound itself", light, { texts: ["3 kg"] }, "contradicted"],
    ["the same range", light, { texts: ["< 3 kg"] }, "met"],
    ["another range", light, { texts: ["> 1 kg"] }, "open"],
  ])("compared with %s", async (_, required, dependency, expected) => {
    const one: Dependency = { attribute: "weight", codings: [], texts: [], ...dependency };
    expect(await state([required], [one])).toBe(expected);
  });
});
