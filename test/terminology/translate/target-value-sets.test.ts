/** A target that is a value set means each of its codes. */
import type * as r5 from "fhir/r5";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../../src/engine.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";

const SOURCE = "urn:test:source";
const TARGET = "urn:test:target";
const SET = "urn:test:set";
const MAP = "urn:test:map";

const TWO: r5.ValueSetComposeInclude = {
  system: TARGET,
  concept: [{ code: "a", display: "A" }, { code: "b" }],
};

const map: r5.ConceptMap = {
  resourceType: "ConceptMap",
  url: MAP,
  status: "active",
  group: [
    {
      source: SOURCE,
      target: TARGET,
      element: [{ code: "listed", target: [{ valueSet: SET, relationship: "equivalent" }] }],
      unmapped: { mode: "fixed", valueSet: SET, relationship: "related-to" },
    },
  ],
};

async function asked(code: string, compose: r5.ValueSetCompose, ...others: r5.FhirResource[]) {
  const set: r5.ValueSet = { resourceType: "ValueSet", url: SET, status: "active", compose };
  const engine = createEngine(new MemoryStore([map, set, ...others]));
  const query = new URLSearchParams({ url: MAP, system: SOURCE, sourceCode: code });
  const { resource } = await engine.ask("r5", "GET", `ConceptMap/$translate?${query}`);
  const { parameter = [] } = resource as r5.Parameters;
  return {
    codings: parameter
      .filter(({ name }) => name === "match")
      .map(({ part = [] }) => part.find(({ name }) => name === "concept")?.valueCoding),
    message: parameter.find(({ name }) => name === "message")?.valueString,
  };
}

describe("of a code system that is not here", () => {
  it.each(["listed", "not listed"])("the codes of a list are known all the same: %s", async (code) => {
    const { codings, message } = await asked(code, { include: [TWO] });
    expect(codings).toEqual([
      { system: TARGET, code: "a", display: "A" },
      { system: TARGET, code: "b" },
    ]);
    expect(message ?? "").not.toContain("can't be listed");
  });

  const only = { property: "kind", op: "=", value: "x" } as const;
  it.each<[string, r5.ValueSetCompose]>([
    ["all its codes", { include: [{ system: TARGET }] }],
    ["those that a filter selects", { include: [{ system: TARGET, filter: [only] }] }],
    [
      "a list without what a filter selects",
      { include: [TWO], exclude: [{ system: TARGET, filter: [only] }] },
    ],
    ["a list, of which those that are active", { inactive: false, include: [TWO] }],
    ["a list, in another value set that is not here", { include: [{ ...TWO, valueSet: ["urn:test:none"] }] }],
  ])("%s can't be listed, and it is said", async (_, compose) => {
    const { codings, message } = await asked("listed", compose);
    expect(codings).toEqual([]);
    expect(message).toContain(`the value set '${SET}', which can't be listed here`);
  });
});

describe("a source that is a value set, asked from the target,", () => {
  const ofSet: r5.ConceptMap = {
    ...map,
    group: [
      {
        source: SOURCE,
        target: TARGET,
        element: [{ valueSet: SET, target: [{ code: "a", relationship: "equivalent" }] }],
      },
    ],
  };
  const askedBack = async (compose: r5.ValueSetCompose) => {
    const set: r5.ValueSet = { resourceType: "ValueSet", url: SET, status: "active", compose };
    const engine = createEngine(new MemoryStore([ofSet, set]));
    const query = new URLSearchParams({ url: MAP, targetSystem: TARGET, targetCode: "a" });
    const { resource } = await engine.ask("r5", "GET", `ConceptMap/$translate?${query}`);
    const { parameter = [] } = resource as r5.Parameters;
    return {
      result: parameter.find(({ name }) => name === "result")?.valueBoolean,
      sources: parameter
        .filter(({ name }) => name === "match")
        .map(({ part = [] }) => part.find(({ name }) => name === "source")?.valueCoding?.code),
      message: parameter.find(({ name }) => name === "message")?.valueString,
    };
  };

  it("means each of its codes", async () => {
    const include = [{ system: SOURCE, concept: [{ code: "x" }, { code: "y" }] }];
    expect(await askedBack({ include })).toMatchObject({ result: true, sources: ["x", "y"] });
  });

  it("is told where it can't be listed, and no source without a code is given", async () => {
    const { result, sources, message } = await askedBack({ include: [{ system: SOURCE }] });
    expect([result, sources]).toEqual([false, []]);
    expect(message).toContain(`The map's source is the value set '${SET}', which can't be listed here`);
  });
});

it("what is listed and excluded again is no target", async () => {
  const exclude = [{ system: TARGET, concept: [{ code: "b" }] }];
  const here: r5.CodeSystem = {
    resourceType: "CodeSystem",
    url: TARGET,
    status: "active",
    content: "complete",
    concept: [{ code: "a" }, { code: "b" }],
  };
  const { codings } = await asked("listed", { include: [TWO], exclude }, here);
  expect(codings.map((coding) => coding?.code)).toEqual(["a"]);
});
