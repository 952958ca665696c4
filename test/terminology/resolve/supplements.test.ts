import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { ConceptCondition } from "../../../src/terminology/concepts/concept-condition.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import type { CodeSystem, Resource } from "../../../src/terminology/model.ts";
import { supplemented } from "../../../src/terminology/resolve/supplements.ts";
import type { CodeSystemProvider } from "../../../src/terminology/store.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import { ANIMALS, animals, supplement } from "../../fixtures/animals.ts";

async function through(...supplements: Resource[]): Promise<ReturnType<typeof supplemented>> {
  const store = new MemoryStore([animals, ...supplements]);
  const candidates = await Promise.all(
    supplements.map((s) => store.supplements({ url: (s as CodeSystem).url! })),
  );
  return supplemented((await store.codeSystem({ url: ANIMALS }))!, candidates.flat());
}

const found = async (provider: CodeSystemProvider, condition: ConceptCondition) =>
  (await provider.select({ condition })).items.map((c) => c.code);

describe("a supplemented code system", () => {
  test("gives each concept what the supplement adds, and says whose it is", async () => {
    const { provider, supplements } = await through(supplement);
    const source = `${ANIMALS}-nl|0.1.0`;
    expect(supplements).toEqual([source]);
    const [dog, cat] = await provider.locate(["dog", "cat"]);
    expect(dog!.designations).toContainEqual({ language: "nl", value: "hond", source });
    expect(dog!.properties).toContainEqual({ code: "sound", type: "string", value: "waf", source });
    expect(cat!.designations).toHaveLength(1);
    expect(provider.codeSystem.property!.map((p) => p.code)).toEqual(["legs", "diet", "sound"]);
  });

  test("takes a supplement once, however many name it", async () => {
    const { provider, supplements } = await through(supplement, supplement);
    expect(supplements).toHaveLength(1);
    const [dog] = await provider.locate(["dog"]);
    expect(dog!.designations.filter(({ value }) => value === "hond")).toHaveLength(1);
  });

  test("takes the displays of a supplement in a language of its own for names in that language", async () => {
    const url = "http://example.org/animals-de";
    const german: Resource = {
      resourceType: "CodeSystem",
      url,
      status: "active",
      content: "supplement",
      supplements: ANIMALS,
      language: "de",
      concept: [
        { code: "dog", display: "Wauwau" },
        { code: "cat", display: "Cat" },
      ],
    };
    const added = async (one: Resource) => {
      const concepts = await (await through(one)).provider.locate(["dog", "cat"]);
      const names = concepts.flatMap((c) => c!.designations.filter(({ source }) => source === url));
      return { displays: concepts.map((c) => c!.display), names };
    };
    const { displays, names } = await added(german);
    expect(displays).toEqual(["Dog", "Cat"]);
    expect(names).toMatchObject([{ language: "de", value: "Wauwau" }]);
    const { language: _language, ...ofNone } = german;
    expect((await added(ofNone)).names).toEqual([]);
    const { provider } = await through(german);
    expect(await found(provider, { kind: "name", keys: ["wauwau"] })).toEqual(["dog"]);
  });

  test("answers questions about what was added", async () => {
    const { provider } = await through(supplement);
    const waf: ConceptCondition = {
      kind: "property",
      property: "sound",
      test: { op: "in", values: ["waf"] },
    };
    const four: ConceptCondition = { kind: "property", property: "legs", test: { op: "in", values: ["4"] } };
    expect(await found(provider, waf)).toEqual(["dog"]);
    expect(await found(provider, { kind: "text", text: "hon" })).toEqual(["dog"]);
    expect(await found(provider, { kind: "designation", test: { op: "regex", patterns: ["h.*d"] } })).toEqual(
      ["dog"],
    );
    expect(await found(provider, { kind: "all", of: [four, { kind: "not", of: waf }] })).toEqual([
      "mammal",
      "puppy",
      "cat",
    ]);
    expect(await found(provider, { kind: "text", text: "hund" })).toEqual(["dog"]);
    expect(await found(provider, { kind: "name", keys: ["hond"] })).toEqual(["dog"]);
  });

  test("asks a supplement once what many questions share", async () => {
    const store = new MemoryStore([animals, supplement]);
    const [said] = await store.supplements({ url: `${ANIMALS}-nl` });
    let asked = 0;
    const counting: CodeSystemProvider = {
      ...said!,
      codeSystem: said!.codeSystem,
      locate: (codes) => said!.locate(codes),
      select: (selection) => {
        asked++;
        return said!.select(selection);
      },
    };
    const { provider } = supplemented((await store.codeSystem({ url: ANIMALS }))!, [counting]);
    const text: ConceptCondition = { kind: "text", text: "hond" };
    const earlier: ConceptCondition = { kind: "not", of: { kind: "any", of: [text] } };
    for (const code of ["dog", "cat", "owl"]) {
      const isOne: ConceptCondition = { kind: "codes", codes: [code] };
      expect(await found(provider, { kind: "all", of: [isOne, text] })).toEqual(code === "dog" ? [code] : []);
      expect(await found(provider, { kind: "all", of: [isOne, earlier] })).toEqual(
        code === "dog" ? [] : [code],
      );
    }
    expect(asked).toBe(1);
  });

  test("counts what supplements are asked about, for there may be thousands of them", async () => {
    const all = Array.from({ length: 50 }, (_, i) => ({ ...supplement, url: `http://example.org/s${i}` }));
    const { provider } = await through(...all);
    const codes = ["dog", "cat", "owl"];
    const work = new WorkBudget(all.length * codes.length);
    await expect(async () => provider.locate(codes, work)).rejects.toThrow(TerminologyError);
  });

  test("is the code system itself where no supplement is about it, or about this version of it", async () => {
    for (const supplements of ["http://example.org/other", `${ANIMALS}|1.0.0`]) {
      const { provider, supplements: used } = await through({ ...supplement, supplements });
      expect(used).toEqual([]);
      expect((await provider.locate(["dog"]))[0]!.designations).toHaveLength(1);
    }
    expect((await through({ ...supplement, supplements: `${ANIMALS}|2.0.0` })).supplements).toHaveLength(1);
  });
});
