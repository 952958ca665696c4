import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { validateInCodeSystem } from "../../../src/terminology/validate-code/cs-validate-code.ts";
import { instrumentStore, valueSet } from "../../fixtures/instruments.ts";
import { bare, coding, concept, kinds, options, validate } from "./validating.ts";

/** A real system, since the table of systems knows the other forms of its codes. */
const OMIM = "http://www.omim.org";
const store = new MemoryStore([
  {
    resourceType: "CodeSystem",
    url: OMIM,
    status: "active",
    content: "fragment",
    caseSensitive: true,
    concept: [
      {
        code: "166350",
        display: "Osseous heteroplasia",
        property: [{ code: "type", valueString: "phenotype" }],
      },
    ],
  },
]);
const all = valueSet("omim", { include: [{ system: OMIM }] });
const none = valueSet("none", { include: [{ system: OMIM, concept: [{ code: "1" }] }] });

test("A code with a stroke too many is asked about, and not called a name", async () => {
  const gtr = "https://www.ncbi.nlm.nih.gov/gtr/conditions";
  const concepts = [{ code: "C0334041", display: "Progressive osseous heteroplasia" }];
  const fragment = { resourceType: "CodeSystem", url: gtr, status: "active", content: "complete" } as const;
  const here = new MemoryStore([{ ...fragment, caseSensitive: true, concept: concepts }]);
  const outcome = await validateInCodeSystem(here, { url: gtr }, bare({ code: "C0334041/" }), options());
  expect(outcome.result).toBe(false);
  expect(outcome.issues[0]!.diagnostics).toContain("Did you mean 'C0334041'?");
  expect(outcome.issues[0]!.diagnostics).not.toContain("name");
});

test("A value set may name a system by an alias or an OID; the code is a member under each address", async () => {
  for (const named of ["https://omim.org", "urn:oid:2.16.840.1.113883.6.174"]) {
    const set = valueSet("by-alias", { include: [{ system: named, concept: [{ code: "166350" }] }] });
    for (const system of [OMIM, named]) {
      const outcome = await validate(set, coding({ system, code: "166350" }), {}, store);
      expect(outcome.result).toBe(true);
    }
    expect((await validate(set, coding({ system: OMIM, code: "1" }), {}, store)).result).toBe(false);
  }
});

describe("A code in another form", () => {
  test.each([
    ["a prefix", OMIM, "OMIM:166350"],
    ["another prefix and a space", OMIM, "MIM 166350"],
    ["the address of its page", OMIM, "https://omim.org/entry/166350"],
    ["another address of its system", "https://omim.org", "166350"],
    ["the OID of its system", "urn:oid:2.16.840.1.113883.6.174", "166350"],
  ])("is read for what it stands for: %s", async (_, system, code) => {
    const outcome = await validate(all, coding({ system, code, display: "Osseous heteroplasia" }), {}, store);
    expect(outcome).toMatchObject({ result: true, code, system: OMIM, display: "Osseous heteroplasia" });
    expect(outcome.normalizedCode).toBe(code === "166350" ? undefined : "166350");
    expect(kinds(outcome)).toEqual(["information processing-note @Coding"]);
    expect(outcome.message).toContain("was read as");
  });

  test("is read in the version that answers, whoever names that", async () => {
    const mim = (version: string | undefined, code: string) => ({
      resourceType: "CodeSystem" as const,
      url: OMIM,
      ...(version === undefined ? {} : { version }),
      status: "active" as const,
      content: "complete" as const,
      caseSensitive: true,
      concept: [{ code }],
    });
    const versions = new MemoryStore([mim(undefined, "100100"), mim("1", "166350"), mim("2", "135100")]);
    const code = coding({ system: OMIM, code: "MIM:166350" });
    const first = valueSet("first", { include: [{ system: OMIM, version: "1" }] });
    const rule = { systemVersion: [`${OMIM}|1`] };
    const outcomes = [
      await validate(first, code, {}, versions),
      await validate(all, code, rule, versions),
      await validateInCodeSystem(versions, { url: OMIM, version: "1" }, code, options()),
      await validateInCodeSystem(versions, { url: OMIM }, code, options(rule)),
      await validateInCodeSystem(
        versions,
        { url: OMIM, version: "" },
        coding({ code: "MIM:100100" }),
        options(),
      ),
    ];
    for (const outcome of outcomes) {
      expect(outcome.result).toBe(true);
      expect(outcome.message).toContain("was read as");
    }
    expect(outcomes.map(({ version }) => version)).toEqual(["1", "1", "1", "1", undefined]);
  });

  test("is read in each coding of a CodeableConcept, and in a code system", async () => {
    const several = concept(
      { system: OMIM, code: "MIM:166350" },
      { system: "https://omim.org", code: "166350" },
    );
    expect(kinds(await validate(all, several, {}, store))).toEqual([
      "information processing-note @CodeableConcept.coding[0]",
      "information processing-note @CodeableConcept.coding[1]",
    ]);
    const outcome = await validateInCodeSystem(
      store,
      { url: "https://omim.org" },
      bare({ code: "OMIM:166350" }),
      options(),
    );
    expect(outcome).toMatchObject({ result: true, system: OMIM, normalizedCode: "166350" });
  });

  test("that is not in the value set is said to be read and not to be in it", async () => {
    const outcome = await validate(none, coding({ system: OMIM, code: "OMIM:166350" }), {}, store);
    expect(outcome).toMatchObject({ result: false, normalizedCode: "166350" });
    expect(kinds(outcome)).toEqual(["error not-in-vs @Coding.code", "information processing-note @Coding"]);
  });
});

describe("A code that stays unknown", () => {
  test("is told what it is instead", async () => {
    const outcome = await validate(none, coding({ system: OMIM, code: "PS166350" }), {}, store);
    expect(outcome.result).toBe(false);
    expect(outcome.message).toContain("'PS166350' has the form of a phenotypic series");
  });

  test("is told that it has no form of the system's codes, where only a part of them is known", async () => {
    const odd = await validate(none, coding({ system: OMIM, code: "16635" }), {}, store);
    expect(odd.message).toContain("'16635' has no form of OMIM's codes.");
    const other = await validate(none, coding({ system: OMIM, code: "166351" }), {}, store);
    expect(other.message).not.toContain("has no form");
  });

  test("may get a hint among the diagnostics, which is no reading", async () => {
    const set = valueSet("all", { include: [{ system: "http://example.org/instruments" }] });
    const outcome = await validate(
      set,
      coding({ system: "http://example.org/instruments", code: "VIOLIN" }),
      {},
      instrumentStore(),
    );
    expect(outcome).toMatchObject({ result: false, normalizedCode: undefined });
    expect(outcome.issues.find((i) => i.txType === "invalid-code")!.diagnostics).toContain(
      "Did you mean 'violin'?",
    );
  });
});
