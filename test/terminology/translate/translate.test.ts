/** Each step of $translate, on a store of maps: candidates, maps, value sets, statements, conditions, what counts. */
import type * as r5 from "fhir/r5";
import { describe, expect, it } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { Terminology } from "../../../src/terminology/store.ts";
import { translate, type TranslateRequest } from "../../../src/terminology/translate/translate.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";

const A = "urn:test:a";
const B = "urn:test:b";

const codeSystem = (url: string, codes: string[], more: Partial<r5.CodeSystem> = {}): r5.CodeSystem => ({
  resourceType: "CodeSystem",
  url,
  status: "active",
  content: "complete",
  concept: codes.map((code) => ({ code, display: `${code} of ${url}` })),
  ...more,
});

const conceptMap = (
  url: string,
  group: Partial<r5.ConceptMapGroup>,
  more: Partial<r5.ConceptMap> = {},
): r5.ConceptMap => ({
  resourceType: "ConceptMap",
  url,
  status: "active",
  group: [{ source: A, target: B, element: [], ...group }],
  ...more,
});

const element = (
  code: string,
  target: string,
  relationship: r5.ConceptMapGroupElementTarget["relationship"],
) => ({ code, target: [{ code: target, relationship }] }) satisfies r5.ConceptMapGroupElement;

const request: TranslateRequest = {
  direction: "forward",
  codings: [{ system: A, code: "1" }],
  dependencies: [],
  useSupplement: [],
  strictNames: false,
  ownSystems: new Set(),
};

async function asked(resources: r5.FhirResource[], more: Partial<TranslateRequest> = {}) {
  const store = new MemoryStore(resources);
  const { matches, notes, normalized } = await translate(store, { ...request, ...more });
  return {
    targets: matches.map(({ target }) => target?.code),
    displays: matches.map(({ target }) => target?.display),
    relations: matches.map(({ relation }) => relation.relationship),
    open: matches.map(({ missing }) => missing.map(({ attribute }) => attribute)),
    message: notes.map(({ text }) => text).join(" "),
    normalized,
  };
}

it("a code that only a replaced version of a map lists is told where it is listed", async () => {
  const url = "urn:test:replaced";
  const map = (version: string, code: string) =>
    conceptMap(url, { element: [element(code, "x", "equivalent")] }, { version });
  const maps = [map("1", "1"), map("2", "2")];
  for (const more of [{}, { map: { url } }]) {
    const { targets, message } = await asked(maps, more);
    expect(targets).toEqual([]);
    expect(message).toContain(`'1' is listed by '${url}|1', which a newer version`);
    expect(message).not.toMatch(/none of them lists|does not list/);
  }
  expect((await asked(maps, { map: { url, version: "1" } })).targets).toEqual(["x"]);
  expect((await asked(maps, { map: { url, version: "2" } })).message).toContain(
    `'${url}|2' does not list '1'`,
  );
  expect((await asked(maps, { codings: [{ system: A, code: "3" }] })).message).toContain(
    "none of them lists '3'",
  );
});

describe("a group that names no code system", () => {
  const valueSet = (url: string, ...systems: string[]): r5.ValueSet => ({
    resourceType: "ValueSet",
    url,
    status: "active",
    compose: { include: systems.map((system) => ({ system })) },
  });
  const map: r5.ConceptMap = {
    ...conceptMap(
      "urn:test:scoped",
      {},
      { sourceScopeUri: "urn:test:of-a", targetScopeUri: "urn:test:of-b" },
    ),
    group: [{ element: [element("1", "one", "equivalent")], unmapped: { mode: "fixed", code: "rest" } }],
  };
  const systems = [codeSystem(A, ["1", "2"]), codeSystem(B, ["one", "rest"])];
  const sets = [valueSet("urn:test:of-a", A), valueSet("urn:test:of-b", B)];

  it.each([
    ["named", [map], { url: "urn:test:scoped" }],
    ["sent", [], { inline: map }],
  ] as const)("of a map that is %s is about that of its value set", async (_, stored, chosen) => {
    const ask = (more: Partial<TranslateRequest> = {}) =>
      translate(new MemoryStore([...systems, ...sets, ...stored]), { ...request, map: chosen, ...more });
    expect((await ask({ wantedSystem: B })).matches[0]!.target).toMatchObject({ system: B, code: "one" });
    const back = await ask({ direction: "reverse", codings: [{ system: B, code: "one" }] });
    expect(back.matches[0]!.source).toMatchObject({ system: A, code: "1" });
    const rest = await ask({ codings: [{ system: A, code: "2" }] });
    expect(rest.matches[0]!.target).toMatchObject({ system: B, code: "rest" });
    expect((await ask({ codings: [{ system: B, code: "1" }] })).matches).toEqual([]);
  });

  it("is about none where the value set has several", async () => {
    const both = [valueSet("urn:test:of-a", A, B), valueSet("urn:test:of-b", B)];
    const { targets, message } = await asked([...systems, ...both, map], { map: { url: "urn:test:scoped" } });
    expect(targets).toEqual([]);
    expect(message).toContain("has a group without a source system");
    expect(message).not.toContain("does not list");
  });
});

describe("what is answered", () => {
  const inactive = (code: string, ...more: r5.CodeSystemConceptProperty[]): r5.CodeSystemConcept => ({
    code,
    property: [{ code: "inactive", valueBoolean: true }, ...more],
  });
  const map = conceptMap("urn:map", {
    element: [element("1", "old", "equivalent"), element("2", "none", "equivalent")],
  });
  const target = codeSystem(B, ["x"], {
    version: "3",
    concept: [{ code: "x" }, inactive("old", { code: "replaced-by", valueCode: "x" })],
  });

  it("is told where it is inactive, in both directions", async () => {
    const { targets, message } = await asked([map, target]);
    expect(targets).toEqual(["old"]);
    expect(message).toMatch(/'old' is inactive; replaced by 'x'/);
    const source = codeSystem(A, [], { concept: [inactive("1")] });
    const codings = [{ system: B, code: "old" }];
    expect((await asked([map, source], { codings, direction: "reverse" })).message).toMatch(
      /'1' is inactive/,
    );
    const named = conceptMap("urn:named", {
      element: [{ code: "1", target: [{ code: "old", display: "Old", relationship: "equivalent" }] }],
    });
    expect((await asked([named, target])).message).toContain("(old) is inactive");
  });

  it.each([
    ["replaced-by", "'gone' is inactive; replaced by 'x'."],
    ["consider", "'gone' is inactive; to be considered instead: 'x'."],
  ])("is told with its '%s' where an inactive code has no translation", async (property, says) => {
    const source = codeSystem(A, [], { concept: [inactive("gone", { code: property, valueCode: "x" })] });
    const { targets, message } = await asked([map, source], { codings: [{ system: A, code: "gone" }] });
    expect(targets).toEqual([]);
    expect(message).toContain(says);
  });

  it("is told where a code system that is here as a whole does not have it", async () => {
    const codings = [{ system: A, code: "2" }];
    const { targets, relations, message } = await asked([map, target], { codings });
    expect([targets, relations]).toEqual([["none"], ["related-to"]]);
    expect(message).toContain(`'none', which is not in ${B} version 3`);
    const part = { ...target, content: "fragment" } satisfies r5.CodeSystem;
    expect((await asked([map, part], { codings })).message).toBe("");
    const denied = conceptMap("urn:no", { element: [element("2", "none", "not-related-to")] });
    expect((await asked([denied, target], { codings })).message).toBe("");
  });
});

it("says of a system that maps only go from that they can be read backwards, and turns none round unasked", async () => {
  const map = conceptMap("urn:map", { element: [element("1", "x", "equivalent")] });
  const back = { codings: [{ system: B, code: "x" }], wantedSystem: A };
  const { targets, message } = await asked([map], back);
  expect(targets).toEqual([]);
  expect(message).toContain("reverse=true");
  expect((await asked([map], { ...back, direction: "reverse" })).message).toBe("");
  const wrong = { direction: "reverse", wantedSystem: B } as const;
  expect((await asked([map], { ...wrong, codings: [{ system: A, code: "1" }] })).message).toContain(
    "without reverse=true",
  );
  // Read backwards, too, nothing is said of it.
  const nowhere = await asked([map], { ...back, codings: [{ system: B, code: "y" }] });
  expect(nowhere.message).toContain("The maps stored here go from urn:test:a, none into it.");
  expect(nowhere.message).not.toContain("reverse=true");
});

it("only a supplement by which the code leads to the system that is wanted is told, whatever maps there are", async () => {
  const O = "https://www.orpha.net";
  const xrefs: r5.CodeSystem = {
    ...codeSystem("urn:test:xrefs", []),
    content: "supplement",
    supplements: A,
    concept: [{ code: "1", property: [{ code: "xref", valueCoding: { system: O, code: "2762" } }] }],
  };
  const base = [codeSystem(A, ["1", "2"]), codeSystem(B, ["x"]), xrefs];
  const others = conceptMap("urn:test:others", { target: O, element: [element("z", "9", "equivalent")] });
  const said = async (more: r5.FhirResource[], coding: r5.Coding) =>
    (await asked([...base, ...more], { codings: [coding], wantedSystem: O })).message;
  for (const more of [[], [others]]) {
    expect(await said(more, { system: A, code: "1" })).toContain(
      "ask again with useSupplement=urn:test:xrefs",
    );
    for (const other of [
      { system: A, code: "2" },
      { system: B, code: "x" },
    ])
      expect(await said(more, other)).not.toContain("useSupplement");
  }
});

describe("where maps list the code, but not as it is asked for, the answer", () => {
  const toB = conceptMap("urn:to-b", { element: [element("1", "x", "equivalent")] });
  const toC = conceptMap("urn:to-c", { target: "urn:test:c", element: [element("2", "y", "equivalent")] });
  const denied = conceptMap("urn:denied", { element: [element("1", "x", "not-related-to")] });
  const inC = { wantedSystem: "urn:test:c" };

  it("names the systems that they lead to, and does not say that none lists it", async () => {
    for (const map of [toB, denied]) {
      const { targets, message } = await asked([map, toC], inC);
      expect(targets).toEqual([]);
      expect(message).toContain(`The maps that list '1' lead to ${B}, not to urn:test:c.`);
      expect(message).not.toContain("none of them lists");
    }
    const { message } = await asked([toB, toC, codeSystem(A, ["1"])], inC);
    expect(message).toContain("lead to");
  });

  it("says backwards where they come from", async () => {
    const back = { direction: "reverse", codings: [{ system: B, code: "x" }], ...inC } as const;
    const { message } = await asked([toB, conceptMap("urn:c", { source: "urn:test:c" })], back);
    expect(message).toContain(`The maps that list 'x' come from ${A}, not from urn:test:c.`);
  });

  it("says of the map that was asked for, not of all, that it does not list it", async () => {
    const { message } = await asked([toB, toC], { map: { url: "urn:to-c" } });
    expect(message).toContain("'urn:to-c' does not list '1'");
    expect(message).not.toContain("none of them lists");
  });

  it("says that none lists a code which its code system has", async () => {
    const { message } = await asked([toC, codeSystem(A, ["1"])]);
    expect(message).toContain("none of them lists '1'");
    expect((await asked([toC])).message).toContain("none of them lists '1'");
  });

  it("says that a supplement has it besides, not that nothing else has", async () => {
    const supplement: r5.CodeSystem = {
      ...codeSystem("urn:supplement", []),
      content: "supplement",
      supplements: B,
      concept: [{ code: "x", property: [{ code: "xref", valueCoding: { system: A, code: "1" } }] }],
    };
    const listed = conceptMap("urn:c", { target: "urn:test:c", element: [element("1", "y", "equivalent")] });
    const inB = { wantedSystem: B };
    const { message } = await asked([listed, supplement, codeSystem(B, ["x"])], inB);
    expect(message).toContain("lead to urn:test:c");
    expect(message).toContain("useSupplement=urn:supplement");
    expect(message).not.toContain("only through");
    expect((await asked([toC, supplement, codeSystem(B, ["x"])], inB)).message).toContain("only through");
  });

  it("does not send to a supplement that leads to another system than is wanted", async () => {
    const supplement: r5.CodeSystem = {
      ...codeSystem("urn:supplement", []),
      content: "supplement",
      supplements: B,
      concept: [{ code: "x", property: [{ code: "xref", valueCoding: { system: A, code: "1" } }] }],
    };
    const system = codeSystem(B, ["x"], { title: "The Bs" });
    const { message } = await asked([toC, toB, supplement, system], inC);
    expect(message).toContain("lead to The Bs");
    expect(message).not.toContain("upplement");
    const alone = (await asked([toC, supplement, system], inC)).message;
    expect(alone).toContain("only through the supplement 'urn:supplement', which leads to The Bs");
    expect(alone).not.toContain("ask again");
  });

  it("tells a name that was sent for an address from the name of a system", async () => {
    const map = conceptMap("urn:map", {
      target: "http://www.omim.org",
      element: [element("1", "2", "equivalent")],
    });
    const { message } = await asked([map], { wantedSystem: "OMIM" });
    expect(message).toContain("lead to OMIM, not to 'OMIM'");
    expect(message).toContain("send 'http://www.omim.org'");
  });

  it("names the code as it was sent", async () => {
    const system = codeSystem(A, ["One"], { caseSensitive: false });
    const codings = [{ system: A, code: "ONE" }];
    expect((await asked([toC, system], { codings })).message).toContain("none of them lists 'ONE'");
  });

  it("says nothing of the kind where what a map says of codes not listed was applied", async () => {
    const other = conceptMap("urn:first", { unmapped: { mode: "other-map", otherMap: "urn:then" } });
    const none = conceptMap("urn:then", { element: [{ code: "1", noMap: true }] });
    const { message } = await asked([other, none], { map: { url: "urn:first" } });
    expect(message).toContain("was applied");
    expect(message).not.toContain("says nothing about the code");
  });

  it("says no more of an inline map that says that there is no counterpart, or does not list the code", async () => {
    const inline = conceptMap("urn:none", { element: [{ code: "1", noMap: true }] });
    const denied = await asked([], { map: { inline } });
    expect(denied.message).toContain("has no counterpart");
    expect(denied.message).not.toContain("not known here");
    const other = await asked([], { map: { inline }, codings: [{ system: A, code: "2" }] });
    expect(other.message).toContain("'urn:none' does not list '2'");
    expect(other.message).not.toContain("not known here");
  });

  it("calls an inline map that has neither url nor name unidentified, as a value set", async () => {
    const { url: _, ...inline } = conceptMap("urn:none", { element: [{ code: "1", noMap: true }] });
    const { message } = await asked([], { map: { inline } });
    expect(message).toContain("'(unidentified)' says that '1' has no counterpart");
  });

  it("says nothing of the kind where a map says that there is no counterpart", async () => {
    const none = conceptMap("urn:none", { element: [{ code: "1", noMap: true }] });
    const { message } = await asked([none, codeSystem(A, ["1"])]);
    expect(message).toContain("has no counterpart");
    expect(message).not.toContain("lists");
  });
});

describe("a code that has no counterpart, of no system in particular,", () => {
  const map: r5.ConceptMap = {
    resourceType: "ConceptMap",
    url: "urn:map",
    status: "active",
    group: [
      { source: A, element: [{ code: "1", noMap: true }] },
      { source: A, target: B, element: [element("2", "x", "equivalent")] },
    ],
  };

  it("has none in the system that is wanted either, and it is told", async () => {
    expect((await asked([map], { wantedSystem: B })).message).toContain("'1' has no counterpart");
  });
});

describe("a code of a system that is not here", () => {
  const present = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus";

  it.each([
    [present, "Import a map of it"],
    ["http://hl7.org/fhir/v3/MaritalStatus", `send '${present}'`],
  ])("of %s is told what helps", async (system, helps) => {
    const { message } = await asked([], { codings: [{ system, code: "M" }] });
    expect(message).toContain(`System '${system}' is not known here`);
    expect(message).toContain(helps);
  });
});

describe("a code in another case", () => {
  const map = conceptMap("urn:map", {
    element: [element("ab", "x", "equivalent"), element("CD", "y", "equivalent")],
    unmapped: { mode: "fixed", code: "z" },
  });
  const targetsIn = async (caseSensitive: boolean | undefined, code: string) => {
    const source = codeSystem(A, ["Ab", "Cd"], caseSensitive === undefined ? {} : { caseSensitive });
    return (await asked([map, source], { codings: [{ system: A, code }] })).targets;
  };

  it("is the code that a map lists, where case does not count", async () => {
    for (const caseSensitive of [false, undefined]) {
      for (const code of ["ab", "Ab", "AB"]) expect(await targetsIn(caseSensitive, code)).toEqual(["x"]);
      for (const code of ["cd", "Cd", "CD"]) expect(await targetsIn(caseSensitive, code)).toEqual(["y"]);
    }
  });

  it("is answered from every map that lists it, each in its own case", async () => {
    const other = conceptMap("urn:other", { element: [element("Ab", "w", "not-related-to")] });
    const source = (caseSensitive: boolean) => codeSystem(A, ["Ab", "Cd"], { caseSensitive });
    for (const code of ["ab", "Ab", "AB"]) {
      const all = await asked([map, other, source(false)], { codings: [{ system: A, code }] });
      expect([...all.targets].sort()).toEqual(["w", "x"]);
    }
    const apart = await asked([map, other, source(true)], { codings: [{ system: A, code: "Ab" }] });
    expect(apart.targets).not.toContain("x");
  });

  it("is understood as the code system writes it", async () => {
    const source = codeSystem(A, ["Ab", "Cd"], { caseSensitive: false });
    const understood = async (code: string) =>
      (await asked([map, source], { codings: [{ system: A, code }] })).normalized;
    expect(await understood("AB")).toEqual(["Ab"]);
    expect(await understood("Ab")).toEqual([]);
  });

  it("is another code, where it does", async () => {
    expect(await targetsIn(true, "Ab")).toEqual(["z"]);
  });
});

describe("what was sent", () => {
  it("is a coding with system and code, or a text; a code alone is refused", async () => {
    await expect(asked([], { codings: [{ code: "1" }] })).rejects.toThrow("system is required");
    await expect(asked([], { codings: [{ system: A }] })).rejects.toThrow("nothing to translate");
  });

  it("names the coding that could not be used beside one that could", async () => {
    const map = conceptMap("urn:map", { element: [element("1", "x", "equivalent")] });
    const { targets, message } = await asked([map], { codings: [{ code: "2" }, ...request.codings] });
    expect(targets).toEqual(["x"]);
    expect(message).toContain("without system");
  });

  it("is looked up as sent before it is read in another form", async () => {
    const OM = "http://www.omim.org";
    const exact = conceptMap("urn:exact", {
      source: OM,
      element: [element("OMIM:166350", "x", "equivalent")],
    });
    const plain = conceptMap("urn:plain", { source: OM, element: [element("166350", "y", "equivalent")] });
    const codings = [{ system: OM, code: "OMIM:166350" }];
    expect((await asked([exact, plain], { codings })).targets).toEqual(["x"]);
    const read = await asked([plain], { codings });
    expect(read.targets).toEqual(["y"]);
    expect(read.normalized).toEqual(["166350"]);
    expect(read.message).toContain("was read as '166350'");
  });

  it("finds a system under another address, and says so", async () => {
    const map = conceptMap("urn:map", {
      source: "http://www.omim.org",
      element: [element("166350", "x", "equivalent")],
    });
    const { targets, message } = await asked([map], {
      codings: [{ system: "http://www.omim.org/", code: "166350" }],
    });
    expect(targets).toEqual(["x"]);
    expect(message).toContain("canonical address");
  });
});

describe("the same code, listed otherwise by another map", () => {
  const MG = "https://www.ncbi.nlm.nih.gov/medgen";
  const UMLS = "http://terminology.hl7.org/CodeSystem/umls";
  const medgen = codeSystem(MG, [], {
    content: "fragment",
    concept: [
      {
        code: "C0334041",
        property: [{ code: "other-identifier", valueString: "UID 137714" }],
      },
    ],
  });
  const from = (url: string, system: string, code: string, target: string) =>
    conceptMap(url, { source: system, element: [element(code, target, "equivalent")] });
  const byCui = from("urn:cui", MG, "C0334041", "x");
  const byUid = from("urn:uid", MG, "137714", "x");
  const byUmls = from("urn:umls", UMLS, "C0334041", "x");
  const all = [medgen, byCui, byUid, byUmls];
  const origins = async (system: string, code: string, resources = all) => {
    const store = new MemoryStore(resources);
    const { matches } = await translate(store, { ...request, codings: [{ system, code }] });
    return matches.map(({ origin, basis }) => `${origin.url} ${basis ?? "as sent"}`).sort();
  };

  it("is found by each identifier of the concept, and in a system that has the same codes", async () => {
    expect(await origins(MG, "C0334041")).toEqual(["urn:cui as sent", "urn:uid alias", "urn:umls alias"]);
    expect(await origins(MG, "137714")).toEqual(["urn:cui alias", "urn:uid as sent", "urn:umls alias"]);
    expect(await origins(UMLS, "C0334041")).toEqual(["urn:cui alias", "urn:uid alias", "urn:umls as sent"]);
  });

  it("is found in the other system too where both are stored", async () => {
    const umls = codeSystem(UMLS, ["C0334041"], { content: "fragment" });
    const found = await origins(UMLS, "C0334041", [...all, umls]);
    expect(found).toEqual(["urn:cui alias", "urn:umls as sent"]);
  });

  it("says how maps list it, if one does", async () => {
    const codings = [{ system: MG, code: "C0334041" }];
    const { message, normalized } = await asked(all, { codings });
    expect(message).toContain("'C0334041' and '137714' identify the same concept");
    expect(message).toContain("'C0334041' is a code of UMLS as well");
    expect(normalized).toEqual([]);
    expect((await asked([medgen, byCui], { codings })).message).toBe("");
  });

  it("is found under an alias and under the canonical address of its system", async () => {
    const alias = "https://omim.org";
    const maps = [from("urn:by-alias", alias, "1", "x"), from("urn:by-uri", "http://www.omim.org", "1", "x")];
    expect(await origins(alias, "1", maps)).toEqual(["urn:by-alias as sent", "urn:by-uri alias"]);
  });

  it("is found where maps alone name the system by an alias or an OID, in whatever form the code comes", async () => {
    const OM = "http://www.omim.org";
    const maps = [from("urn:by-alias", "https://omim.org", "166350", "x"), from("urn:c", OM, "1", "x")];
    const byOid = [from("urn:by-oid", "urn:oid:2.16.840.1.113883.6.174", "166350", "x")];
    for (const resources of [maps, byOid])
      for (const code of ["166350", "OMIM:166350"]) {
        const { targets, message } = await asked(resources, { codings: [{ system: OM, code }] });
        expect(targets).toEqual(["x"]);
        expect(message).toContain("Maps name OMIM by '");
        expect(message).not.toContain("No translations");
      }
    const read = await asked(maps, { codings: [{ system: OM, code: "OMIM:166350" }] });
    expect(read.normalized).toEqual(["166350"]);
  });

  it("is found where the system that is wanted is named otherwise, and in an inline map", async () => {
    const OM = "http://www.omim.org";
    const into = conceptMap("urn:into", {
      target: "https://omim.org",
      element: [element("1", "2", "equivalent")],
    });
    expect((await asked([into], { wantedSystem: OM })).targets).toEqual(["2"]);
    const back = { direction: "reverse", codings: [{ system: OM, code: "2" }] } as const;
    expect((await asked([into], back)).relations).toEqual(["equivalent"]);
    const inline = from("urn:inline", "https://omim.org", "1", "x");
    const codings = [{ system: OM, code: "1" }];
    expect((await asked([], { map: { inline }, codings })).targets).toEqual(["x"]);
    const none = await asked([], { map: { inline }, codings: [{ system: OM, code: "2" }] });
    expect(none.message).toContain("'urn:inline' does not list '2'");
  });

  it("is not a code of what the address is only mistaken for", async () => {
    const tests = "https://www.ncbi.nlm.nih.gov/gtr/";
    const conditions = "https://www.ncbi.nlm.nih.gov/gtr/conditions";
    const maps = [
      from("urn:tests", tests, "C0334041", "x"),
      from("urn:conditions", conditions, "C0334041", "x"),
    ];
    expect(await origins(tests, "C0334041", maps)).toEqual(["urn:tests as sent"]);
  });

  it("is told where the maps then disagree", async () => {
    const other = from("urn:other", MG, "137714", "y");
    const { relations, message } = await asked([medgen, byCui, other], {
      codings: [{ system: MG, code: "C0334041" }],
    });
    expect(relations).toEqual(["related-to", "related-to"]);
    expect(message).toContain("The maps disagree");
  });
});

describe("which maps answer", () => {
  it("each in its newest version, even where that has nothing to say", async () => {
    const old = conceptMap("urn:map", { element: [element("1", "old", "equivalent")] }, { version: "1" });
    const fresh = conceptMap("urn:map", { element: [element("2", "new", "equivalent")] }, { version: "2" });
    expect((await asked([old, fresh])).targets).toEqual([]);
    expect((await asked([old, fresh], { map: { url: "urn:map", version: "1" } })).targets).toEqual(["old"]);
    await expect(asked([old, fresh], { map: { url: "urn:map", version: "3" } })).rejects.toThrow("1 or 2");
  });

  it("only into the system, or the value set, that is wanted", async () => {
    const x = conceptMap("urn:x", { element: [element("1", "x", "equivalent")] });
    const y = conceptMap("urn:y", { target: "urn:test:c", element: [element("1", "y", "equivalent")] });
    expect((await asked([x, y])).targets).toEqual(["x", "y"]);
    expect((await asked([x, y], { wantedSystem: "urn:test:c" })).targets).toEqual(["y"]);
    const only: r5.ValueSet = {
      resourceType: "ValueSet",
      url: "urn:vs",
      status: "active",
      compose: { include: [{ system: B, concept: [{ code: "x" }] }] },
    };
    expect((await asked([x, y, only], { targetScope: "urn:vs" })).targets).toEqual(["x"]);
    await expect(asked([x, y], { targetScope: "urn:nobody" })).rejects.toThrow("urn:nobody");
  });
});

describe("what a map states", () => {
  it("is read backwards only when that is asked", async () => {
    const map = conceptMap("urn:map", { element: [element("1", "x", "source-is-broader-than-target")] });
    const codings = [{ system: B, code: "x" }];
    expect((await asked([map], { codings })).targets).toEqual([]);
    expect((await asked([map], { codings, direction: "reverse" })).relations).toEqual([
      "source-is-broader-than-target",
    ]);
  });

  it("comes with displays of the code system", async () => {
    const map = conceptMap("urn:map", { element: [element("1", "x", "equivalent")] });
    expect((await asked([map, codeSystem(B, ["x"])])).displays).toEqual([`x of ${B}`]);
  });

  it("holds only under its conditions: met, contradicted or open", async () => {
    const target = {
      code: "x",
      relationship: "equivalent",
      dependsOn: [{ attribute: "sex", valueCode: "f" }],
    };
    const map = conceptMap("urn:map", {
      element: [{ code: "1", target: [target as r5.ConceptMapGroupElementTarget] }],
    });
    const dependency = (text: string) => ({
      dependencies: [{ attribute: "sex", codings: [], texts: [text] }],
    });
    expect((await asked([map], dependency("f"))).open).toEqual([[]]);
    expect((await asked([map], dependency("m"))).targets).toEqual([]);
    expect((await asked([map])).open).toEqual([["sex"]]);
  });

  it("of codes that it does not list is a rule, not for a code that does not exist", async () => {
    const map = conceptMap("urn:map", {
      element: [element("1", "x", "equivalent")],
      unmapped: { mode: "fixed", code: "rest" },
    });
    const of = (code: string) => asked([map, codeSystem(A, ["1", "2"])], { codings: [{ system: A, code }] });
    expect((await of("1")).targets).toEqual(["x"]);
    expect((await of("2")).targets).toEqual(["rest"]);
    expect((await of("3")).targets).toEqual([]);
  });

  const few: r5.ValueSet = {
    resourceType: "ValueSet",
    url: "urn:few",
    status: "active",
    compose: { include: [{ system: A, concept: [{ code: "1" }, { code: "2" }] }] },
  };

  it("of codes that it does not list is a rule for the codes of its own source scope alone", async () => {
    const rule = { unmapped: { mode: "fixed", code: "rest" } } as const;
    const scoped = (scope: string) => conceptMap("urn:map", rule, { sourceScopeCanonical: scope });
    const first = conceptMap("urn:first", { unmapped: { mode: "other-map", otherMap: "urn:map" } });
    const of = (code: string, scope: string, url = "urn:map") =>
      asked([scoped(scope), first, few, codeSystem(A, ["1", "2", "3"])], {
        codings: [{ system: A, code }],
        map: { url },
      });
    expect((await of("2", "urn:few")).targets).toEqual(["rest"]);
    const outside = await of("3", "urn:few");
    expect(outside.targets).toEqual([]);
    expect(outside.message).toContain(
      "What 'urn:map' says of codes not listed was not applied, because '3' is not in 'urn:few', the value set that it is made for",
    );
    expect((await of("3", "urn:few", "urn:first")).targets).toEqual([]);
    expect((await of("2", "urn:few", "urn:first")).targets).toEqual(["rest"]);
    // What a value set that is not here, or can't be read, has is not known.
    expect((await of("3", "urn:not-here")).targets).toEqual(["rest"]);
    expect((await of("3", `${A}?fhir_vs=ecl/1`)).targets).toEqual(["rest"]);
  });

  it("of codes that it does not list, the code itself, is a rule for the codes of its own target scope alone", async () => {
    const rule = { target: A, unmapped: { mode: "use-source-code", relationship: "equivalent" } } as const;
    const map = conceptMap("urn:map", rule, { targetScopeUri: "urn:few" });
    const of = (code: string) =>
      asked([map, few, codeSystem(A, ["1", "2", "3"])], {
        codings: [{ system: A, code }],
        map: { url: "urn:map" },
      });
    expect((await of("2")).relations).toEqual(["equivalent"]);
    const outside = await of("3");
    expect(outside.targets).toEqual([]);
    expect(outside.message).toContain("was not applied, because '3' is not in 'urn:few'");
  });

  it.each(["source", "target"] as const)(
    "of a code outside of its own %s scope contradicts that scope, and is not applied unseen",
    async (side) => {
      const scope = (url: string) => ({ [`${side}ScopeCanonical`]: url });
      const of = (code: string, url: string, relationship = "equivalent" as const) => {
        const map = conceptMap(
          "urn:map",
          { target: A, element: [element(code, code, relationship)] },
          scope(url),
        );
        return asked([map, few, codeSystem(A, ["1", "2", "3"])], { codings: [{ system: A, code }] });
      };
      const inside = await of("2", "urn:few");
      expect([inside.relations, inside.message]).toEqual([["equivalent"], ""]);
      const outside = await of("3", "urn:few");
      expect(outside.relations).toEqual(["related-to"]);
      expect(outside.message).toContain(
        "'urn:map' lists '3', which is not in 'urn:few', the value set that the map is limited to. Check that it is meant.",
      );
      for (const unknown of ["urn:not-here", `${A}?fhir_vs=ecl/1`])
        expect((await of("3", unknown)).relations).toEqual(["equivalent"]);
    },
  );

  it("of codes that it does not list is told where it was applied, and only there", async () => {
    const map = conceptMap("urn:map", { unmapped: { mode: "fixed", code: "rest" } });
    const first = conceptMap("urn:first", { unmapped: { mode: "other-map", otherMap: "urn:map" } });
    const others = [few, codeSystem(A, ["1", "2", "3"])];
    const of = (code: string, more: Partial<TranslateRequest> = {}) =>
      asked([map, first, ...others], { codings: [{ system: A, code }], map: { url: "urn:first" }, ...more });
    for (const name of ["urn:first", "urn:map"])
      expect((await of("3")).message).toContain(`'${name}' does not list '3'; what it says of codes not`);
    const outside = await of("3", { sourceScope: "urn:few" });
    expect(outside.targets).toEqual([]);
    expect(outside.message).not.toContain("was applied");
    expect(outside.message).toContain("'3' is not in the value set 'urn:few'");
  });

  it("puts denials last", async () => {
    const map = conceptMap("urn:map", {
      element: [
        {
          code: "1",
          target: [
            { code: "no", relationship: "not-related-to", comment: "not" },
            { code: "yes", relationship: "equivalent" },
          ],
        },
      ],
    });
    expect((await asked([map])).targets).toEqual(["yes", "no"]);
  });
});

describe("what counts", () => {
  const names = codeSystem("urn:names", ["Blue disease", "Green disease"], {
    caseSensitive: false,
    property: [
      {
        code: "name-scope",
        uri: "https://w3id.org/ossicle/CodeSystem/condition-properties#name-scope",
        type: "code",
      },
    ],
  });
  const byName = conceptMap("urn:by-name", {
    source: "urn:names",
    element: [element("Blue disease", "blue", "equivalent"), element("Green disease", "green", "equivalent")],
  });
  const byCode = conceptMap("urn:by-code", { element: [element("1", "blue", "equivalent")] });

  it("is the coding before the text, and a text that says otherwise is told", async () => {
    const { targets, message } = await asked([names, byName, byCode], { text: "green disease" });
    expect(targets).toEqual(["blue"]);
    expect(message).toContain("'green disease' stands for");
  });

  it("is the text where no coding says anything", async () => {
    const { targets, message } = await asked([names, byName], { text: "green disease" });
    expect(targets).toEqual(["green"]);
    expect(message).toContain("No coding could be translated");
  });

  it("is one statement where two codings lead to it", async () => {
    const codings = [...request.codings, ...request.codings];
    expect((await asked([byCode], { codings })).targets).toEqual(["blue"]);
  });

  it("says that codings disagree", async () => {
    const map = conceptMap("urn:map", {
      element: [element("1", "x", "equivalent"), element("2", "y", "equivalent")],
    });
    const codings = [...request.codings, { system: A, code: "2" }];
    expect((await asked([map], { codings })).message).toContain("The codings disagree");
  });

  it("is explained where nothing is found: nearly equal names are asked about, licences told", async () => {
    expect((await asked([names], { codings: [], text: "Blu disease" })).message).toContain(
      "did you mean 'Blue disease'",
    );
    expect((await asked([], { wantedSystem: "http://snomed.info/sct" })).message).toContain("licence");
  });
});

describe("a display that came with a code", () => {
  const names = codeSystem(A, [], {
    concept: [
      { code: "1", display: "Glycine encephalopathy", designation: [{ value: "NKH" }] },
      { code: "2", display: "Hyperglycinemia" },
    ],
  });
  const map = conceptMap("urn:test:map", { element: [element("1", "x", "equivalent")] });
  const said = async (display: string, code = "1") => {
    const { message, relations } = await asked([names, map], { codings: [{ system: A, code, display }] });
    return `${relations.join()} ${message}`.trim();
  };

  it("is told where it is no known name of the code, and changes nothing", async () => {
    expect(await said("Type two thing")).toBe(
      "equivalent The display 'Type two thing' that came with '1' is not known here as a name of it; it is called 'Glycine encephalopathy'. The code counts.",
    );
    for (const own of ["glycine ENCEPHALOPATHY", "Encephalopathy, glycine", "nkh", "1"])
      expect(await said(own)).toBe("equivalent");
  });

  it("counts against it where it is another's name, or denies the code's own", async () => {
    expect(await said("hyperglycinemia")).toMatch(/^related-to .* is a name of another concept/);
    expect(await said("no evidence of anything")).toMatch(/^related-to .* says more than a name/);
    for (const denied of ["Non-NKH", "Nonglycine encephalopathy"])
      expect(await said(denied)).toMatch(/^related-to .*'non' \(a denial\)/);
  });

  it("is no denial by a prefix that may be a part of the name", async () => {
    for (const name of ["Nonketotic hyperglycinemia", "Pseudohypoparathyroidism"])
      expect(await said(name)).toMatch(/^equivalent .*is not known here as a name/);
  });
});

it("a code that lost its zeros is no match, and the right one is asked about, stored or known by maps alone", async () => {
  const MONDO = "http://purl.obolibrary.org/obo/mondo.owl";
  const map = conceptMap("urn:test:map", {
    source: MONDO,
    element: [element("MONDO:0008153", "x", "equivalent")],
  });
  const system = codeSystem(MONDO, ["MONDO:0008153"]);
  for (const resources of [[map], [map, system]]) {
    for (const code of ["MONDO:8153", "8153"]) {
      const { targets, message } = await asked(resources, { codings: [{ system: MONDO, code }] });
      expect(targets).toEqual([]);
      expect(message).toContain("Did you mean 'MONDO:0008153'? Zeros in front belong to the codes of Mondo.");
    }
    expect((await asked(resources, { codings: [{ system: MONDO, code: "8154" }] })).message).not.toMatch(
      /mean/,
    );
  }
});

it("a code in another case than the map lists is no match, and asked about", async () => {
  const map = conceptMap("urn:test:map", { element: [element("S", "x", "equivalent")] });
  const { targets, message } = await asked([map], { codings: [{ system: A, code: "s" }] });
  expect(targets).toEqual([]);
  expect(message).toContain("Did you mean 'S'?");
  const unlike = await asked([map], { codings: [{ system: A, code: "t" }] });
  expect(unlike.message).not.toContain("Did you mean");
});

it("a code system where a value set is wanted, and the other way round, is told, with the right name", async () => {
  const map = conceptMap("urn:test:map", { element: [element("1", "x", "equivalent")] });
  const set: r5.ValueSet = {
    resourceType: "ValueSet",
    url: "urn:test:set",
    status: "active",
    compose: { include: [{ system: B }] },
  };
  const resources = [map, codeSystem(B, ["x"]), set];
  await expect(asked(resources, { targetScope: B })).rejects.toMatchObject({
    issues: [
      { code: "not-found", diagnostics: expect.stringContaining("send it as targetsystem") as string },
    ],
  });
  for (const targetScope of [B, "http://hl7.org/fhir/sid/icd-10"])
    await expect(asked([map, set], { targetScope }), "of a map, or in the table").rejects.toMatchObject({
      issues: [{ diagnostics: expect.stringContaining("send it as targetsystem") as string }],
    });
  const { targets, message } = await asked(resources, { wantedSystem: "urn:test:set" });
  expect(targets).toEqual([]);
  expect(message).toContain("'urn:test:set' is a value set, not a code system");
  expect((await asked(resources, { targetScope: "urn:test:set" })).targets).toEqual(["x"]);
});

it("all codes of a code system limit a translation, whether that system is here or known by maps alone", async () => {
  const map = conceptMap("urn:test:map", { element: [element("1", "x", "equivalent")] });
  const other = conceptMap("urn:test:other", {
    target: "urn:test:c",
    element: [element("1", "y", "equivalent")],
  });
  for (const resources of [
    [map, other],
    [map, other, codeSystem(A, ["1"]), codeSystem(B, ["x"])],
  ]) {
    const limits = { sourceScope: `${A}?fhir_vs`, targetScope: `${B}?fhir_vs` };
    expect((await asked(resources, limits)).targets).toEqual(["x"]);
    expect((await asked(resources, { sourceScope: `${B}?fhir_vs` })).targets).toEqual([]);
    await expect(asked(resources, { targetScope: "urn:test:d?fhir_vs" })).rejects.toThrow(
      "could not be found",
    );
  }
});

it("where a map of the wanted system goes the other way, it is told how to read it", async () => {
  const there = conceptMap("urn:test:there", { element: [element("1", "x", "equivalent")] });
  const other = conceptMap("urn:test:other", {
    source: "urn:test:c",
    target: A,
    element: [element("z", "2", "equivalent")],
  });
  const back = { codings: [{ system: B, code: "x" }], wantedSystem: A };
  const { targets, message } = await asked([there, other], back);
  expect(targets).toEqual([]);
  expect(message).toContain(
    "A map from urn:test:a leads to 'x'. To read it backwards, ask with reverse=true",
  );
  const nowhere = { ...back, codings: [{ system: B, code: "y" }] };
  expect((await asked([there, other], nowhere)).message).not.toContain("reverse=true");
});

it("where no system is wanted, too, it is told that maps list the code the other way, and no supplement is the only one", async () => {
  const ofA = conceptMap("urn:test:of-a", { element: [element("1", "x", "equivalent")] });
  const ofC = conceptMap("urn:test:of-c", {
    source: "urn:test:c",
    element: [element("z", "x", "related-to"), element("y", "guarded", "not-related-to")],
  });
  const xrefs: r5.CodeSystem = {
    ...codeSystem("urn:test:xrefs", []),
    content: "supplement",
    supplements: A,
    concept: [{ code: "1", property: [{ code: "xref", valueCoding: { system: B, code: "x" } }] }],
  };
  const back = { codings: [{ system: B, code: "x" }] };
  const turned =
    "Maps from urn:test:a, urn:test:c lead to 'x'. To read them backwards, ask with reverse=true";
  const unknown = await asked([ofA, ofC], back);
  expect(unknown.message).toContain(turned);
  // A map leads into it: the system is known by that.
  expect(unknown.message).toContain("No map that is stored here is from urn:test:b");
  const both = await asked([ofA, ofC, codeSystem(A, ["1"]), xrefs], back);
  expect(both.message).toContain("known besides through a supplement that was not asked for");
  const forward = { codings: [{ system: A, code: "1" }], direction: "reverse" as const };
  expect((await asked([ofA], forward)).message).toContain(
    "A map leads from '1' to urn:test:b. Ask without reverse=true",
  );
  const older = { ...ofA, version: "1" };
  const newer = conceptMap("urn:test:of-a", { element: [element("2", "y", "equivalent")] });
  const replaced = await asked([older, { ...newer, version: "2" }], back);
  expect(replaced.message).not.toContain("reverse=true");
  const none = conceptMap("urn:test:none", { element: [{ code: "1", noMap: true }] });
  expect((await asked([none], forward)).message).not.toContain("reverse=true");
  const guarded = await asked([ofA, ofC], { codings: [{ system: B, code: "guarded" }] });
  expect(guarded.message).not.toContain("reverse=true");
});

it("a coding of a system that nobody knows is told of where another coding is translated", async () => {
  const map = conceptMap("urn:test:map", { element: [element("1", "b", "equivalent")] });
  const codings = [
    { system: A, code: "1" },
    { system: "http://nobody.example.org/codes", code: "7" },
  ];
  const both = await asked([map], { codings });
  expect(both.relations).toEqual(["equivalent"]);
  expect(both.message).toContain("http://nobody.example.org/codes");
  expect((await asked([map])).message).not.toContain("nobody");
});

it("looks the concepts of very many translations up some at a time", async () => {
  const codes = Array.from({ length: 5_000 }, (_, i) => `c${i}`);
  const target = codes.map((code) => ({ code, relationship: "equivalent" as const }));
  const store = new MemoryStore([
    codeSystem(B, codes),
    conceptMap("urn:test:map", { element: [{ code: "1", target }] }),
  ]);
  let most = 0;
  const snapshot = store.snapshot();
  const watched: Terminology = Object.create(snapshot, {
    codeSystem: {
      value: async (ref: { url: string }) => {
        const provider = await snapshot.codeSystem(ref);
        const locate = (all: readonly string[]) => (
          (most = Math.max(most, all.length)),
          provider!.locate(all)
        );
        return provider && Object.create(provider, { locate: { value: locate } });
      },
    },
  }) as Terminology;
  const { matches } = await translate(watched, request);
  expect(matches.map(({ target }) => target!.display)).toEqual(codes.map((code) => `${code} of ${B}`));
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(1_000);
});

describe("a concept of very many codings, with a map that came along", () => {
  const MANY = 300;
  const codes = Array.from({ length: MANY }, (_, i) => `${i}`);
  const inline = conceptMap("urn:along", { element: codes.map((c) => element(c, `t${c}`, "equivalent")) });
  const codings = (first: string) => codes.map((code) => ({ system: A, code: first + code }));

  it("is answered where the map lists them, though nobody knows their system", async () => {
    const { targets } = await asked([], {
      map: { inline },
      codings: codings(""),
      work: new WorkBudget(50_000),
    });
    expect(targets).toHaveLength(MANY);
  });

  it("is refused where the map would have to be looked through for each of them", async () => {
    const many = asked([], { map: { inline }, codings: codings("x"), work: new WorkBudget(50_000) });
    await expect(many).rejects.toMatchObject({ issues: [{ code: "too-costly" }] });
  });
});
