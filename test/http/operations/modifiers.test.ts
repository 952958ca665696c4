import { describe, expect, test } from "vitest";
import { instrumentResources, INSTRUMENTS } from "../../fixtures/instruments.ts";
import { testServer } from "../support.ts";

const URL = "http://example.org/modified";
const NEGATED = "http://example.org/negated";
const modified = { modifierExtension: [{ url: NEGATED, valueBoolean: true }] };
const violin = { code: "violin" };
const valueSet = (elements: object, include: object = {}, more: object = {}) => ({
  resourceType: "ValueSet",
  id: "modified",
  url: URL,
  name: "Modified",
  status: "active",
  compose: { include: [{ system: INSTRUMENTS, ...include }], ...more },
  ...elements,
});
const importing = {
  resourceType: "ValueSet",
  id: "importing",
  url: "http://example.org/importing",
  name: "Importing",
  status: "active",
  compose: { include: [{ valueSet: [URL] }] },
};

const PAINTS = "http://example.org/paints";
const paints = {
  resourceType: "CodeSystem",
  id: "paints",
  url: PAINTS,
  name: "Paints",
  status: "active",
  content: "complete",
  ...modified,
  concept: [{ code: "oil", concept: [{ code: "linseed" }] }],
};
const ofPaints = {
  resourceType: "ValueSet",
  id: "of-paints",
  url: "http://example.org/of-paints",
  name: "OfPaints",
  status: "active",
  compose: { include: [{ system: PAINTS }] },
};

/** Only some of its concepts are modified. */
const PENS = "http://example.org/pens";
const pens = {
  resourceType: "CodeSystem",
  id: "pens",
  url: PENS,
  name: "Pens",
  status: "active",
  content: "complete",
  property: [{ code: "ink", type: "string" }],
  concept: [
    { code: "quill", display: "Quill", ...modified },
    { code: "reed", designation: [{ language: "de", value: "Rohrfeder", ...modified }] },
    { code: "brush", property: [{ code: "ink", valueString: "black", ...modified }] },
    { code: "pencil", display: "Pencil" },
  ],
};
const ofPens = { ...ofPaints, id: "of-pens", url: "http://example.org/of-pens", name: "OfPens" };
ofPens.compose = { include: [{ system: PENS }] };

const expanded = (...contains: object[]) => ({
  ...valueSet({}),
  compose: undefined,
  expansion: { timestamp: "2026-01-01", contains: [{ system: INSTRUMENTS, ...violin }, ...contains] },
});

const server = testServer({
  resources: [
    ...instrumentResources,
    valueSet({}, modified),
    importing,
    paints,
    ofPaints,
    pens,
    ofPens,
  ] as never,
});

describe.each(["r4", "r5"])("At /%s, a modifier that nobody knows", (version) => {
  const post = (path: string, parameter: object[]) =>
    server.request(`/${version}/${path}`, {
      method: "POST",
      headers: { "content-type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Parameters", parameter }),
    });

  test.each([
    ["of the value set", "ValueSet", valueSet(modified)],
    ["of its compose", "ValueSet.compose", valueSet({}, {}, modified)],
    ["of an include", "ValueSet.compose.include[0]", valueSet({}, modified)],
    [
      "of a listed code",
      "ValueSet.compose.include[0].concept[1]",
      valueSet({}, { concept: [violin, { code: "cello", ...modified }] }),
    ],
    [
      "of a filter",
      "ValueSet.compose.include[0].filter[0]",
      valueSet({}, { filter: [{ property: "concept", op: "=", value: "violin", ...modified }] }),
    ],
    [
      "of an exclude",
      "ValueSet.compose.exclude[0]",
      valueSet({}, {}, { exclude: [{ system: INSTRUMENTS, concept: [violin], ...modified }] }),
    ],
    [
      "of a designation that it gives",
      "ValueSet.compose.include[0].concept[0].designation[0]",
      valueSet({}, { concept: [{ ...violin, designation: [{ value: "Geige", ...modified }] }] }),
    ],
    [
      "of a code of a stored expansion",
      "ValueSet.expansion.contains",
      expanded({
        system: INSTRUMENTS,
        code: "bass",
        contains: [{ system: INSTRUMENTS, code: "cello", ...modified }],
      }),
    ],
    ["that is a set of rules", "ValueSet.implicitRules", valueSet({ implicitRules: NEGATED })],
  ])("%s keeps the codes from being known", async (_, place, resource) => {
    const sent = { name: "valueSet", resource };
    const coding = { name: "coding", valueCoding: { system: INSTRUMENTS, ...violin } };
    for (const answer of [
      await post("ValueSet/$expand", [sent]),
      await post("ValueSet/$validate-code", [sent, coding]),
    ]) {
      expect(answer.status).toBe(400);
      const [issue] = (answer.json as { issue: { expression: string[]; details: { text: string } }[] }).issue;
      expect(issue!.expression).toEqual([place]);
      expect(issue!.details.text).toContain(`'${NEGATED}', which is not understood here`);
    }
  });

  test.each([
    `CodeSystem/$lookup?system=${PAINTS}&code=oil`,
    `CodeSystem/$validate-code?url=${PAINTS}&code=oil`,
    `CodeSystem/paints/$validate-code?code=oil`,
    `CodeSystem/$subsumes?system=${PAINTS}&codeA=oil&codeB=linseed`,
    "ValueSet/of-paints/$expand",
    `ValueSet/of-paints/$validate-code?system=${PAINTS}&code=oil`,
  ])("of a code system keeps %s from an answer", async (path) => {
    const { status, json } = await server.request(`/${version}/${path}`);
    expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining("is not understood here")]);
  });

  test("holds wherever the value set is imported, which reads back as it was written", async () => {
    expect((await server.request(`/${version}/ValueSet/importing/$expand`)).status).toBe(400);
    const { json } = await server.request(`/${version}/ValueSet/modified`);
    expect(json).toMatchObject({ compose: { include: [modified] } });
  });

  test.each([
    ...["quill", "reed", "brush"].flatMap((code) => [
      `CodeSystem/$lookup?system=${PENS}&code=${code}`,
      `CodeSystem/$validate-code?url=${PENS}&code=${code}`,
      `CodeSystem/$subsumes?system=${PENS}&codeA=${code}&codeB=pencil`,
      `ValueSet/of-pens/$validate-code?system=${PENS}&code=${code}`,
    ]),
    "ValueSet/of-pens/$expand",
    "ValueSet/of-pens/$expand?filter=quill",
  ])("of a concept keeps %s from an answer", async (path) => {
    const { status, json } = await server.request(`/${version}/${path}`);
    expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining("is not understood here")]);
  });

  test.each([
    `CodeSystem/$lookup?system=${PENS}&code=pencil`,
    `CodeSystem/$validate-code?url=${PENS}&code=pencil`,
    `ValueSet/of-pens/$validate-code?system=${PENS}&code=pencil`,
    "ValueSet/of-pens/$expand?filter=pencil",
  ])("of a concept does not keep %s, about another one, from its answer", async (path) => {
    const { status, json } = await server.request(`/${version}/${path}`);
    expect([status, JSON.stringify(json)]).toEqual([200, expect.stringContaining("Pencil")]);
  });
});
