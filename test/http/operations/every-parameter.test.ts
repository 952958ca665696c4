/**
 * No parameter is accepted and ignored: each that a definition has changes the answer, or is refused by its name
 * where nothing else says the same. Here is one question for each, to be asked with the parameter and without it.
 */
import type * as r5 from "fhir/r5";
import { describe, expect, test } from "vitest";
import type { OperationData } from "../../../src/fhir/operations/definition.ts";
import { operations } from "../../../src/http/operations/index.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import { testServer } from "../support.ts";

const CS = "http://example.org/cs";
const OTHER = "http://example.org/other";
const VS = "http://example.org/vs";
const MAP = "http://example.org/map";

const codeSystem = (version: string, date: string): Resource => ({
  resourceType: "CodeSystem",
  id: `cs-${version}`,
  url: CS,
  version,
  date,
  status: "active",
  content: "complete",
  caseSensitive: true,
  hierarchyMeaning: "is-a",
  language: "en",
  property: [
    { code: "colour", uri: "http://example.org/colour", type: "string" },
    { code: "notSelectable", type: "boolean" },
    { code: "status", type: "code" },
  ],
  concept: [
    {
      code: "top",
      display: "Top",
      property: [{ code: "notSelectable", valueBoolean: true }],
      concept: [
        {
          code: "a",
          display: `Aye of ${version}`,
          designation: [{ language: "de", value: "Ah" }],
          property: [{ code: "colour", valueString: "red" }],
        },
        { code: "old", display: "Old", property: [{ code: "status", valueCode: "retired" }] },
        ...(version === "2" ? [{ code: "new", display: "New" }] : []),
      ],
    },
  ],
});
const other: r5.CodeSystem = {
  resourceType: "CodeSystem",
  id: "other",
  url: OTHER,
  language: "en",
  status: "active",
  content: "complete",
  concept: [
    { code: "x", display: "Ex", designation: [{ language: "de", value: "Ix" }] },
    { code: "y", display: "Why" },
  ],
};
const supplement: Resource = {
  resourceType: "CodeSystem",
  id: "more",
  url: "http://example.org/more",
  supplements: CS,
  status: "active",
  content: "supplement",
  concept: [{ code: "a", designation: [{ language: "fr", value: "Ah bon" }] }],
};
const valueSet = (version: string, codes: string[]): Resource => ({
  resourceType: "ValueSet",
  id: `vs-${version}`,
  url: VS,
  version,
  date: version === "1" ? "2020-01-01" : "2024-01-01",
  status: "active",
  compose: { include: [{ system: CS, concept: codes.map((code) => ({ code })) }, { system: OTHER }] },
});
const all: r5.ValueSet = {
  resourceType: "ValueSet",
  id: "all",
  url: "http://example.org/all",
  status: "active",
  compose: { include: [{ system: CS }] },
};
const importing: Resource = {
  resourceType: "ValueSet",
  id: "importing",
  url: "http://example.org/importing",
  status: "active",
  compose: { include: [{ valueSet: [VS] }] },
};
const only = (id: string, ...codes: string[]): Resource => ({
  resourceType: "ValueSet",
  id,
  url: `http://example.org/${id}`,
  status: "active",
  compose: { include: [{ system: OTHER, concept: codes.map((code) => ({ code })) }] },
});
const onlyA: Resource = {
  resourceType: "ValueSet",
  id: "only-top",
  url: "http://example.org/only-top",
  status: "active",
  compose: { include: [{ system: CS, concept: [{ code: "top" }] }] },
};
const map = (version: string, target: string): Resource => ({
  resourceType: "ConceptMap",
  id: `map-${version}`,
  url: MAP,
  version,
  status: "active",
  group: [
    {
      source: `${CS}|2`,
      target: OTHER,
      element: [
        {
          code: "a",
          target: [
            { code: target, relationship: "equivalent" },
            {
              code: "x",
              relationship: "related-to",
              dependsOn: [{ attribute: "http://example.org/gene", valueCode: "g" }],
            },
          ],
        },
      ],
    },
  ],
});

const server = testServer({
  resources: [
    codeSystem("1", "2020-01-01"),
    codeSystem("2", "2024-01-01"),
    other,
    supplement,
    valueSet("1", ["a", "old"]),
    valueSet("2", ["a", "new"]),
    all,
    importing,
    only("only-x", "x"),
    only("only-y", "y"),
    onlyA,
    map("1", "x"),
    map("2", "y"),
  ],
});

type Input = Record<string, unknown>;

const tx = { ...other, url: "http://example.org/tx", id: "tx" };
const ofCs = (code: string) => ({ system: CS, code });

/** The questions: what is sent besides, and the parameter's value; [besides, value, another value to compare it with]. */
const LOOKUP = { system: CS, code: "a" };
const VALIDATE = { url: VS, coding: ofCs("a") };
const CS_VALIDATE = { url: CS, code: "a" };
const EXPAND = { url: "http://example.org/all" };
const TRANSLATE = { url: MAP, coding: ofCs("a") };
const SUBSUMES = { system: CS, codeA: "top", codeB: "new" };

const COMPARE = { thisUrl: VS, otherUrl: "http://example.org/only-x", diagnostics: true };
const COMPARE_TX = {
  thisValueSet: { ...all, compose: { include: [{ system: tx.url }] } },
  otherValueSet: {
    ...all,
    id: "listed",
    compose: { include: [{ system: tx.url, concept: [{ code: "x" }] }] },
  },
};

const versions = (base: Input) => ({
  "system-version": [base, [`${CS}|1`]],
  "check-system-version": [base, [`${CS}|1`]],
  "force-system-version": [base, [`${CS}|1`]],
});
const common = (base: Input, unknown: Input) => ({
  "tx-resource": [unknown, [tx]],
  "cache-id": [unknown, "kept", undefined],
  displayLanguage: [base, "de"],
  useSupplement: [base, ["http://example.org/nowhere"]],
  diagnostics: [base, true],
});

const VALIDATION = {
  display: [{ url: VS, system: CS, code: "a" }, "Another name"],
  "lenient-display-validation": [{ ...VALIDATE, coding: { ...ofCs("a"), display: "Wrong" } }, true],
  abstract: [{ url: "http://example.org/only-top", coding: ofCs("top") }, false],
  activeOnly: [{ url: VS, valueSetVersion: "1", coding: ofCs("old") }, true],
};

const naming: Resource = {
  resourceType: "NamingSystem",
  url: "http://example.org/naming",
  name: "Naming",
  status: "active",
  kind: "codesystem",
  date: "2025-01-01",
  uniqueId: [
    { type: "oid", value: "1.2.3.4.5" },
    { type: "uri", value: "http://example.org/new", preferred: true, period: { start: "2020" } },
    { type: "uri", value: "http://example.org/old" },
  ],
};

const QUESTIONS: Record<string, Record<string, unknown[]>> = {
  lookup: {
    code: [{ system: CS }, "a"],
    system: [{ code: "a" }, CS],
    version: [LOOKUP, "1"],
    coding: [{}, ofCs("a")],
    date: [LOOKUP, "2021-01-01"],
    property: [LOOKUP, ["http://example.org/colour"]],
    ...common(LOOKUP, { system: tx.url, code: "x" }),
    ...versions(LOOKUP),
  },
  subsumes: {
    codeA: [{ system: CS, codeB: "a" }, "top"],
    codeB: [{ system: CS, codeA: "a" }, "top"],
    system: [{ codeA: "a", codeB: "a" }, CS],
    version: [SUBSUMES, "1"],
    codingA: [{ system: CS, codeB: "a" }, ofCs("top")],
    codingB: [{ system: CS, codeA: "a" }, ofCs("top")],
    ...common(SUBSUMES, { system: tx.url, codeA: "x", codeB: "x" }),
    ...versions(SUBSUMES),
  },
  "preferred-id": {
    id: [{ type: "uri" }, "2.16.840.1.113883.6.174"],
    type: [{ id: "http://www.omim.org" }, "oid"],
    date: [{ id: "1.2.3.4.5", type: "uri", "tx-resource": [naming] }, "2019"],
    "tx-resource": [{ id: "1.2.3.4.5", type: "uri" }, [naming]],
    "cache-id": [{}, "preferred-id"],
  },
  match: {
    text: [{ system: [CS] }, "Aye"],
    system: [{ text: "Ex" }, [OTHER]],
    count: [{ text: "o", system: [CS, OTHER] }, 1],
    activeOnly: [{ text: "Old", system: [CS] }, true],
    ...common({ text: "Ah", system: [CS] }, { text: "Ex", system: [tx.url] }),
  },
  expand: {
    url: [{}, VS],
    valueSet: [{}, only("inline", "x")],
    valueSetVersion: [{ url: VS }, "1"],
    filter: [EXPAND, "new"],
    date: [{ url: VS }, "2021-01-01"],
    offset: [EXPAND, 1],
    count: [EXPAND, 1],
    includeDesignations: [EXPAND, true],
    designation: [{ ...EXPAND, includeDesignations: true }, ["urn:ietf:bcp:47|fr"]],
    includeDefinition: [EXPAND, true],
    activeOnly: [EXPAND, true],
    excludeNested: [EXPAND, true],
    excludeNotForUI: [EXPAND, true],
    excludePostCoordinated: [EXPAND, true],
    property: [EXPAND, ["colour"]],
    "exclude-system": [{ url: VS }, [OTHER]],
    ...common(EXPAND, { valueSet: { ...all, compose: { include: [{ system: tx.url }] } } }),
    ...versions(EXPAND),
    "default-valueset-version": [{ url: "http://example.org/importing" }, [`${VS}|1`]],
    "check-valueset-version": [{ url: "http://example.org/importing" }, [`${VS}|1`]],
    "force-valueset-version": [{ url: "http://example.org/importing" }, [`${VS}|1`]],
  },
  "validate-code": {
    url: [{ coding: ofCs("a") }, VS],
    valueSet: [{ coding: { system: OTHER, code: "x" } }, only("inline", "x")],
    valueSetVersion: [{ url: VS, coding: ofCs("old") }, "1"],
    code: [{ url: VS, system: CS }, "a"],
    system: [{ url: VS, code: "a" }, CS],
    systemVersion: [{ url: VS, system: CS, code: "a" }, "1"],
    coding: [{ url: VS }, ofCs("a")],
    codeableConcept: [{ url: VS }, { coding: [ofCs("a")] }],
    date: [VALIDATE, "2021-01-01"],
    inferSystem: [{ url: VS, code: "a" }, true],
    "valueset-membership-only": [{ ...VALIDATE, coding: { ...ofCs("a"), display: "Wrong" } }, true],
    valueSetMode: [{ ...VALIDATE, coding: { ...ofCs("a"), display: "Wrong" } }, "CHECK_MEMBERSHIP_ONLY"],
    ...VALIDATION,
    ...common(VALIDATE, { url: VS, coding: { system: tx.url, code: "x" } }),
    ...versions(VALIDATE),
    "default-valueset-version": [{ url: "http://example.org/importing", coding: ofCs("old") }, [`${VS}|1`]],
    "check-valueset-version": [{ url: "http://example.org/importing", coding: ofCs("old") }, [`${VS}|1`]],
    "force-valueset-version": [{ url: VS, coding: ofCs("old") }, [`${VS}|1`]],
  },
  "cs-validate-code": {
    url: [{ code: "a" }, CS],
    system: [{ code: "a" }, CS],
    codeSystem: [{ code: "x" }, tx],
    code: [{ url: CS }, "a"],
    version: [CS_VALIDATE, "1"],
    display: [CS_VALIDATE, "Another name"],
    coding: [{ url: CS }, ofCs("a")],
    codeableConcept: [{ url: CS }, { coding: [ofCs("a")] }],
    date: [CS_VALIDATE, "2021-01-01"],
    abstract: [{ url: CS, code: "top" }, false],
    activeOnly: [{ url: CS, code: "old" }, true],
    "lenient-display-validation": [{ ...CS_VALIDATE, display: "Wrong" }, true],
    ...common(CS_VALIDATE, { url: tx.url, code: "x" }),
    ...versions(CS_VALIDATE),
  },
  compare: {
    thisUrl: [{ otherUrl: VS }, "http://example.org/all"],
    thisValueSet: [{ otherUrl: VS }, only("inline", "x")],
    otherUrl: [{ thisUrl: VS }, "http://example.org/all"],
    otherValueSet: [{ thisUrl: VS }, only("inline", "x")],
    date: [COMPARE, "2021-01-01"],
    ...versions({ thisUrl: "http://example.org/all", otherUrl: VS, diagnostics: true }),
    "default-valueset-version": [{ ...COMPARE, thisUrl: "http://example.org/importing" }, [`${VS}|1`]],
    useSupplement: [COMPARE, ["http://example.org/nowhere"]],
    diagnostics: [{ thisUrl: VS, otherUrl: "http://example.org/only-x" }, true],
    "tx-resource": [COMPARE_TX, [tx]],
    "cache-id": [COMPARE_TX, "kept", undefined],
  },
  translate: {
    url: [{ coding: ofCs("a") }, "http://example.org/no-map"],
    conceptMap: [{ coding: ofCs("a") }, { ...map("3", "y"), url: "http://example.org/m3" }],
    conceptMapVersion: [TRANSLATE, "1"],
    code: [{ url: MAP, system: CS }, "a"],
    system: [{ url: MAP, code: "a" }, CS],
    version: [{ url: MAP, system: CS, code: "a" }, "1"],
    source: [TRANSLATE, "http://example.org/only-x"],
    coding: [{ url: MAP }, ofCs("a")],
    codeableConcept: [{ url: MAP }, { coding: [ofCs("a")] }],
    target: [TRANSLATE, "http://example.org/only-x"],
    targetsystem: [TRANSLATE, CS],
    sourceCode: [{ url: MAP, system: CS }, "a"],
    sourceSystem: [{ url: MAP, sourceCode: "a" }, CS],
    sourceCoding: [{ url: MAP }, ofCs("a")],
    sourceCodeableConcept: [{ url: MAP }, { coding: [ofCs("a")] }],
    sourceScope: [TRANSLATE, "http://example.org/only-x"],
    targetCode: [{ url: MAP, targetSystem: OTHER }, "y"],
    targetCoding: [{ url: MAP }, { system: OTHER, code: "y" }],
    targetCodeableConcept: [{ url: MAP }, { coding: [{ system: OTHER, code: "y" }] }],
    targetScope: [TRANSLATE, "http://example.org/only-x"],
    targetSystem: [TRANSLATE, CS],
    dependency: [TRANSLATE, [{ attribute: "http://example.org/gene", value: "g" }]],
    reverse: [{ url: MAP, coding: { system: OTHER, code: "y" } }, true],
    ...common(TRANSLATE, { url: "http://example.org/m4", coding: ofCs("a") }),
    useSupplement: [{ coding: ofCs("a") }, ["http://example.org/nowhere"]],
    "tx-resource": [
      { url: "http://example.org/m4", coding: ofCs("a") },
      [{ ...map("4", "y"), url: "http://example.org/m4" }],
    ],
  },
};

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);

/** One parameter as nodes of a Parameters resource, by its definition. */
function nodes(data: OperationData, name: string, value: unknown): object[] {
  const definition = data.parameters.find((p) => p.name === name)!;
  const { type = "string", part } = definition;
  const one = (v: unknown): object => {
    if (part) {
      const inner = Object.entries(v as Input).map(([n, text]) => ({
        name: n,
        [`value${n === "attribute" ? "Uri" : "String"}`]: text,
      }));
      return { name, part: inner };
    }
    const isResource = typeof v === "object" && v !== null && "resourceType" in v;
    return isResource ? { name, resource: v } : { name, [`value${capital(type)}`]: v };
  };
  return (Array.isArray(value) ? value : [value]).map(one);
}

async function answer(data: OperationData, input: Input): Promise<string> {
  const parameter = Object.entries(input).flatMap(([name, value]) => nodes(data, name, value));
  const { text, status } = await server.request(`/r5/${data.resource}/$${data.name}`, {
    method: "POST",
    headers: { "Content-Type": "application/fhir+json" },
    body: JSON.stringify({ resourceType: "Parameters", parameter }),
  });
  expect(status).toBeLessThan(500);
  return `${status} ${text.replace(/urn:uuid:[\w-]+|"timestamp":"[^"]*"/g, "")}`;
}

const tested = operations.map(({ data }) => data).filter((data) => !/batch|versions/.test(data.file));

describe.each(tested)("$file", (data) => {
  const refused = data.parameters.filter((p) => p.refused !== undefined);
  const honoured = data.parameters.filter((p) => p.refused === undefined);

  test.each(honoured.map((p) => p.name))("%s changes the answer", async (name) => {
    const [besides, value] = QUESTIONS[data.file]?.[name] ?? [];
    expect(besides, `there is no question for ${name}`).toBeDefined();
    // What is kept under an id shows in the next request that has it.
    if (name === "cache-id") {
      const sent = QUESTIONS[data.file]!["tx-resource"] as [Input, Resource[]];
      await answer(data, { ...sent[0], "tx-resource": sent[1], "cache-id": `${data.file} ${String(value)}` });
      const without = await answer(data, sent[0]);
      expect(await answer(data, { ...sent[0], "cache-id": `${data.file} ${String(value)}` })).not.toBe(
        without,
      );
      return;
    }
    const without = await answer(data, besides as Input);
    expect(await answer(data, { ...(besides as Input), [name]: value })).not.toBe(without);
  });

  test.each(refused)("$name is refused by name", async ({ name, type, needlessBeside = [] }) => {
    const [base] = Object.values(QUESTIONS[data.file]!)[0] as [Input];
    const value = type === "boolean" ? true : "http://example.org";
    const alone = Object.entries(base).filter(([other]) => !needlessBeside.includes(other));
    const text = await answer(data, { ...Object.fromEntries(alone), [name]: value });
    expect(text).toMatch(/^400 /);
    expect(text).toContain(`${name} is not supported: `);
  });

  const needless = refused.filter((p) => p.needlessBeside !== undefined);

  test.each(needless)("$name changes nothing beside what says the same", async ({ name, needlessBeside }) => {
    const bases = Object.values(QUESTIONS[data.file]!).map(([input]) => input as Input);
    const base = bases.find((input) => needlessBeside!.some((other) => input[other] !== undefined))!;
    expect(await answer(data, { ...base, [name]: "http://example.org#x" })).toBe(await answer(data, base));
  });
});
