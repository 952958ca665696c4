import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { filterCondition } from "../../../src/terminology/concepts/filters.ts";
import type { Issue } from "../../../src/terminology/issues/issue.ts";
import type { ValueSetFilter } from "../../../src/terminology/model.ts";
import { ANIMALS, animals, animalStore } from "../../fixtures/animals.ts";
import { processorTime } from "../../spent-time.ts";

const store = animalStore();

async function filter(property: string, op: string, value?: string): Promise<string[] | string> {
  const provider = (await store.codeSystem({ url: ANIMALS }))!;
  const result = filterCondition(provider.codeSystem, { property, op, value } as ValueSetFilter, "here");
  if ("issue" in result) {
    expect(result.issue).toMatchObject({ code: "invalid", txType: "vs-invalid", expression: ["here"] });
    return result.issue.text;
  }
  return (await provider.select({ condition: result.condition })).items.map((c) => c.code);
}

describe("filters by hierarchy", () => {
  test.each([
    ["is-a", "bird", ["bird", "owl", "dodo"]],
    ["descendent-of", "bird", ["owl", "dodo"]],
    ["is-not-a", "mammal", ["animal", "bird", "owl", "dodo", "fish"]],
    ["generalizes", "puppy", ["animal", "mammal", "dog", "puppy"]],
    ["child-of", "mammal", ["dog", "cat"]],
    ["descendent-leaf", "mammal", ["puppy", "cat"]],
    ["=", "cat", ["cat"]],
    ["in", "cat, owl,unicorn", ["cat", "owl"]],
    ["not-in", "animal,mammal,dog,puppy,cat", ["bird", "owl", "dodo", "fish"]],
  ])("concept %s %s", async (op, value, codes) => {
    expect(await filter("concept", op, value)).toEqual(codes);
    expect(await filter("code", op, value)).toEqual(codes);
  });

  test("below a code that there is not, there is nothing", async () => {
    expect(await filter("concept", "is-a", "unicorn")).toEqual([]);
  });

  test("parent and child are properties of every code system", async () => {
    expect(await filter("parent", "=", "mammal")).toEqual(["dog", "cat"]);
    expect(await filter("parent", "in", "dog,bird")).toEqual(["puppy", "owl", "dodo"]);
    expect(await filter("child", "=", "puppy")).toEqual(["dog"]);
    expect(await filter("child", "exists", "false")).toEqual(["puppy", "cat", "owl", "dodo", "fish"]);
    expect(await filter("parent", "exists", "false")).toEqual(["animal"]);
    expect(await filter("parent", "exists", "true")).toEqual([
      "mammal",
      "dog",
      "puppy",
      "cat",
      "bird",
      "owl",
      "dodo",
      "fish",
    ]);
  });

  test("inactive has a value where it is said, or where a status says it", async () => {
    expect(await filter("inactive", "exists", "true")).toEqual(["bird", "dodo"]);
    expect(await filter("inactive", "exists", "false")).not.toContain("dodo");
  });

  test("a hierarchy that is no is-a is read by child-of alone", () => {
    for (const meaning of ["part-of", "grouped-by", "classified-with"] as const) {
      const codeSystem = { ...animals, hierarchyMeaning: meaning };
      for (const op of ["is-a", "descendent-of", "descendent-leaf", "is-not-a", "generalizes"] as const) {
        const result = filterCondition(codeSystem, { property: "concept", op, value: "mammal" }, "here");
        expect(result).toMatchObject({ issue: { code: "invalid" } });
        expect((result as { issue: Issue }).issue.text).toContain(`'${meaning}'`);
      }
      expect(
        filterCondition(codeSystem, { property: "concept", op: "child-of", value: "mammal" }, "here"),
      ).toEqual({
        condition: { kind: "childOf", code: "mammal" },
      });
    }
  });
});

describe("filters by property", () => {
  test("= and in hold for a value that is there; a concept without the property fails them and passes not-in", async () => {
    expect(await filter("legs", "=", "2")).toEqual(["bird", "owl", "dodo"]);
    expect(await filter("diet", "in", "meat,fish")).toEqual(["dog", "cat"]);
    expect(await filter("legs", "not-in", "2,4")).toEqual(["animal", "fish"]);
    expect(await filter("diet", "=", "MEAT")).toEqual([]);
  });

  test("a number is the same number however it is written", async () => {
    expect(await filter("legs", "=", "4.0")).toEqual(await filter("legs", "=", "4"));
    expect(await filter("legs", "in", "+4, 2.00")).toEqual(await filter("legs", "in", "2,4"));
    expect(await filter("diet", "=", "4.0")).toEqual([]);
  });

  test("exists tells whether there is any value", async () => {
    expect(await filter("legs", "exists", "false")).toEqual(["animal", "fish"]);
    expect(await filter("diet", "exists", "true")).toEqual(["dog", "cat"]);
  });

  test("a regular expression fits the whole value: of a property, a code, a display", async () => {
    expect(await filter("diet", "regex", "m.*t")).toEqual(["dog", "cat"]);
    expect(await filter("diet", "regex", "ea")).toEqual([]);
    expect(await filter("code", "regex", "[a-d]..")).toEqual(["dog", "cat"]);
    expect(await filter("display", "regex", "(Owl|Fish)")).toEqual(["owl", "fish"]);
  });

  test("inactive is more than the property of that name", async () => {
    expect(await filter("inactive", "=", "true")).toEqual(["bird", "dodo"]);
    expect(await filter("inactive", "in", "true,false")).toHaveLength(9);
    expect(await filter("status", "=", "retired")).toEqual(["bird"]);
  });

  test("FHIR's own properties are known whether declared or not", async () => {
    expect(await filter("notSelectable", "=", "true")).toEqual(["animal"]);
    expect(await filter("itemWeight", "exists", "true")).toEqual([]);
  });

  describe.each(["NFC", "NFD"])("stored in Unicode's %s", (form) => {
    test.each(["display", "label"])("a %s is found in either form", async (property) => {
      const name = "Waldohreule für Dänemark".normalize(form);
      const own = new MemoryStore([
        {
          ...animals,
          concept: [{ code: "owl", display: name, property: [{ code: "label", valueString: name }] }],
        },
      ]);
      const provider = (await own.codeSystem({ url: ANIMALS }))!;
      const sent = ["NFC", "NFD"].map((other) => name.normalize(other));
      for (const [value, op] of sent.flatMap((one) => [[one, "="] as const, [one, "in"] as const])) {
        const result = filterCondition(provider.codeSystem, { property, op, value }, "here");
        if ("issue" in result) throw new Error(result.issue.text);
        expect((await provider.select({ condition: result.condition })).items).toMatchObject([
          { code: "owl" },
        ]);
      }
    });
  });

  test("a property that is declared under another code is found by both", async () => {
    const codeSystem = {
      ...(await store.codeSystem({ url: ANIMALS }))!.codeSystem,
      property: [
        {
          code: "group",
          uri: "http://hl7.org/fhir/concept-properties#notSelectable",
          type: "boolean" as const,
        },
      ],
    };
    expect(
      filterCondition(codeSystem, { property: "notSelectable", op: "=", value: "true" }, "here"),
    ).toMatchObject({
      condition: { kind: "any", of: [{ property: "group" }, { property: "notSelectable" }] },
    });
  });
});

describe("filters that make no sense", () => {
  test("are told with what would", async () => {
    expect(await filter("concept", "below", "dog")).toContain("'below' is not known; use one of =, in");
    expect(await filter("colour", "=", "red")).toContain(
      "no property 'colour' to filter by; it has legs, diet",
    );
    expect(await filter("leg", "=", "2")).toContain("'leg' to filter by; did you mean 'legs'?");
    expect(await filter("legs", "is-a", "2")).toContain("can't be used with property 'legs'");
    expect(await filter("legs", "is-a", "2")).toContain("use =, in, not-in, regex, exists");
    for (const op of ["is-a", "regex"])
      expect(await filter("parent", op, "dog")).toContain("use =, in, not-in, exists");
    expect(await filter("legs", "exists", "yes")).toContain("'true' or 'false', not 'yes'");
    expect(await filter("code", "regex", "(a")).toContain("'(a' can't be used");
    expect(await filter("code", "regex", "(?=a)b")).toContain("no look-around");
    expect(await filter("concept", "is-a")).toBe(
      `The system ${ANIMALS} filter with property = concept, op = is-a has no value`,
    );
  });

  test("a regular expression that would take others for ever takes no time", async () => {
    const spent = await processorTime(async () => {
      expect(await filter("code", "regex", "((a+)+)+$")).toEqual([]);
      expect(await filter("definition", "regex", "(.*)*(.*)*x")).toEqual([]);
    });
    expect(spent).toBeLessThan(1_000);
  });
});

describe("filters that FHIR defines for one code system", () => {
  const asked = async (url: string, property: string, op: string, value: string) => {
    const here = animalStore({ ...animals, url });
    const provider = (await here.codeSystem({ url }))!;
    const filter = { property, op, value } as ValueSetFilter;
    const result = filterCondition(provider.codeSystem, filter, "here");
    return "issue" in result
      ? result.issue
      : (await provider.select({ condition: result.condition })).items.map(({ code }) => code);
  };

  test("ancestor, of LOINC, is what is below a part at any depth", async () => {
    expect(await asked("http://loinc.org", "ancestor", "=", "mammal")).toEqual(["dog", "puppy", "cat"]);
    expect(await asked("http://loinc.org", "ancestor", "in", "dog,bird")).toEqual(["puppy", "owl", "dodo"]);
    expect(await asked(ANIMALS, "ancestor", "=", "mammal")).toMatchObject({ code: "invalid" });
  });

  test("a reference set of SNOMED CT is not taken for a code", async () => {
    const issue = await asked("http://snomed.info/sct", "concept", "in", "723264001");
    expect(issue).toMatchObject({ code: "not-supported", expression: ["here"] });
    expect(await asked("http://snomed.info/sct", "concept", "in", "cat,owl")).toEqual(["cat", "owl"]);
  });

  test.each(["constraint", "expression", "expressions"])(
    "SNOMED CT's own filter '%s' is told as one that is not read",
    async (property) => {
      const issue = await asked("http://snomed.info/sct", property, "=", "<< cat");
      expect(issue).toMatchObject({ code: "not-supported", expression: ["here"] });
      expect(await asked(ANIMALS, property, "=", "<< cat")).toMatchObject({ code: "invalid" });
    },
  );
});
