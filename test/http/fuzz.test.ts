/** Whatever is sent, the answer is a FHIR resource with a status below 500, and comes soon. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ParameterDefinition } from "../../src/fhir/operations/definition.ts";
import { operations } from "../../src/http/operations/index.ts";
import { RESOURCE_TYPES } from "../../src/terminology/model.ts";
import { randomFrom, RequestMaker, SEARCHES } from "./fuzz/requests.ts";
import { faultsOf } from "./fuzz/send.ts";
import { testServer } from "./support.ts";

const server = testServer();
const SYSTEM = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const RUNS = { numRuns: 150, seed: 7 };

async function expectAnswer(path: string, init: RequestInit = {}) {
  const started = performance.now();
  const { status, headers, json, text } = await server.request(path, init);
  const what = `${init.method ?? "GET"} ${path} ${String(init.body ?? "")}`.slice(0, 2_000);
  expect(status, `${what}\n${text}`).toBeLessThan(500);
  expect(headers.get("content-type"), what).toContain("fhir+json");
  if (status >= 400) expect(json.resourceType, what).toBe("OperationOutcome");
  expect(performance.now() - started, what).toBeLessThan(20_000);
}

/** Text that means something here now and then. */
const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
  fc.constantFrom(
    SYSTEM,
    "progressive-osseous-heteroplasia",
    "http://www.omim.org|",
    "|",
    "#a",
    "de,*;q=0",
    "-",
    "1.x",
    "*",
  ),
);
const scalar = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const value = fc.oneof(
  scalar,
  fc.record({ system: scalar, code: scalar, display: scalar, version: scalar }, { requiredKeys: [] }),
  fc.record({ coding: fc.array(fc.record({ system: text, code: scalar }), { maxLength: 3 }), text: scalar }),
  fc.array(scalar, { maxLength: 3 }),
);

/** Objects in which some things are as FHIR has them and others are not. */
const element = fc.oneof(scalar, fc.jsonValue({ maxDepth: 2 }));
const concept = fc.record(
  {
    code: element,
    display: element,
    property: fc.array(element, { maxLength: 2 }),
    concept: fc.jsonValue({ maxDepth: 3 }),
  },
  { requiredKeys: [] },
);
const filter = fc.record(
  {
    property: fc.constantFrom("code", "concept", "display", "parent", "x"),
    op: fc.constantFrom(
      "=",
      "is-a",
      "descendent-of",
      "is-not-a",
      "regex",
      "in",
      "not-in",
      "generalizes",
      "exists",
      "child-of",
      "?",
    ),
    value: fc.oneof(text, fc.constantFrom("(a+)+$", "[", "a{1,99999}", ".*", "true", "a,b")),
  },
  { requiredKeys: [] },
);
const include = fc.record(
  {
    system: fc.oneof(fc.constant(SYSTEM), element),
    version: element,
    concept: fc.array(concept, { maxLength: 3 }),
    filter: fc.array(filter, { maxLength: 2 }),
    valueSet: fc.oneof(fc.array(text, { maxLength: 2 }), element),
  },
  { requiredKeys: [] },
);
const resource = fc.oneof(
  fc.record(
    {
      resourceType: fc.constant("ValueSet"),
      url: text,
      version: element,
      compose: fc.oneof(
        fc.record({
          include: fc.array(include, { maxLength: 3 }),
          exclude: fc.array(include, { maxLength: 2 }),
        }),
        element,
      ),
      expansion: element,
      contained: fc.oneof(fc.array(element, { maxLength: 2 }), element),
    },
    { requiredKeys: ["resourceType"] },
  ),
  fc.record(
    {
      resourceType: fc.constant("CodeSystem"),
      url: fc.oneof(fc.constant(SYSTEM), text),
      content: element,
      supplements: element,
      property: element,
      concept: fc.oneof(fc.array(concept, { maxLength: 4 }), element),
    },
    { requiredKeys: ["resourceType"] },
  ),
  fc.record(
    {
      resourceType: fc.constant("ConceptMap"),
      url: text,
      group: fc.oneof(
        fc.array(
          fc.record(
            {
              source: fc.constant(SYSTEM),
              target: text,
              element: fc.oneof(
                fc.array(fc.record({ code: element, target: element }), { maxLength: 2 }),
                element,
              ),
              unmapped: element,
            },
            { requiredKeys: ["source"] },
          ),
          { maxLength: 2 },
        ),
        element,
      ),
    },
    { requiredKeys: ["resourceType"] },
  ),
  element,
);

const suffix = fc.constantFrom(
  "String",
  "Code",
  "Uri",
  "Boolean",
  "Integer",
  "Coding",
  "CodeableConcept",
  "Canonical",
  "X",
);
const parametersOf = (definitions: readonly ParameterDefinition[]) =>
  fc.array(
    fc
      .record({
        name: fc.constantFrom(...definitions.map((d) => d.name), "other"),
        suffix,
        value,
        resource,
        whole: fc.integer({ min: 0, max: 9 }),
      })
      .map(({ name, suffix: type, value: given, resource: inside, whole }) =>
        whole < 3
          ? { name, resource: inside }
          : whole === 3
            ? { name, part: [{ name: "inner", [`value${type}`]: given }] }
            : { name, [`value${type}`]: given },
      ),
    { maxLength: 6 },
  );

const operation = fc.constantFrom(
  ...operations.map(({ data }) => data).filter((data) => data.parameters.length > 0),
);
const version = fc.constantFrom("r4", "r5");

test("operations with parameters of any kind, posted", { timeout: 120_000 }, async () => {
  const request = operation.chain((data) =>
    fc.record({ data: fc.constant(data), version, parameter: parametersOf(data.parameters) }),
  );
  await fc.assert(
    fc.asyncProperty(request, async ({ data, version: v, parameter }) => {
      const body = JSON.stringify({ resourceType: "Parameters", parameter });
      const headers = { "Content-Type": "application/fhir+json" };
      await expectAnswer(`/${v}/${data.resource}/$${data.name}`, { method: "POST", body, headers });
    }),
    { ...RUNS, numRuns: 400 },
  );
});

test("operations with any query", { timeout: 120_000 }, async () => {
  const request = operation.chain((data) =>
    fc.record({
      data: fc.constant(data),
      version,
      pairs: fc.array(fc.tuple(fc.constantFrom(...data.parameters.map((p) => p.name)), text), {
        maxLength: 5,
      }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(request, async ({ data, version: v, pairs }) => {
      const query = pairs
        .map(([name, given]) => `${name}=${encodeURIComponent(given.toWellFormed())}`)
        .join("&");
      await expectAnswer(`/${v}/${data.resource}/$${data.name}?${query}`);
    }),
    RUNS,
  );
});

test("searches of any kind", { timeout: 120_000 }, async () => {
  const pairs = fc.array(
    fc.tuple(
      fc.constantFrom(...SEARCHES),
      fc.oneof(text, fc.constantFrom("ge2020", "0", "7", "true", "-date")),
    ),
    {
      maxLength: 4,
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...RESOURCE_TYPES), version, pairs, async (type, v, given) => {
      const query = given.map(([n, t]) => `${n}=${encodeURIComponent(t.toWellFormed())}`).join("&");
      await expectAnswer(`/${v}/${type}?${query}`);
    }),
    RUNS,
  );
});

test("any path", { timeout: 120_000 }, async () => {
  const segment = fc.oneof(
    fc.constantFrom(
      "CodeSystem",
      "$lookup",
      "_history",
      "_search",
      "1",
      ":id",
      "__proto__",
      "constructor",
      "%24expand",
      ".",
    ),
    fc.string({ unit: "binary", maxLength: 12 }).map((s) => encodeURIComponent(s.toWellFormed())),
  );
  await fc.assert(
    fc.asyncProperty(
      version,
      fc.array(segment, { maxLength: 6 }),
      fc.constantFrom("GET", "POST", "PUT", "DELETE"),
      async (v, path, method) => {
        await expectAnswer(`/${v}/${path.join("/")}`, { method });
      },
    ),
    RUNS,
  );
});

/** FUZZ_SEED and FUZZ_REQUESTS repeat a run; `bench/fuzz.ts` is the long form, with memory. */
const SEED = Number(process.env.FUZZ_SEED ?? 7);
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 20_000);

test(`${REQUESTS} requests of all kinds (FUZZ_SEED=${SEED})`, { timeout: 3_600_000 }, async () => {
  console.log(`${REQUESTS} requests, FUZZ_SEED=${SEED}`);
  const maker = new RequestMaker(randomFrom(SEED));
  const faults = await faultsOf(server.url, () => maker.next(), REQUESTS);
  expect(faults.join("\n\n")).toBe("");
  expect((await server.request("/health/live")).status).toBe(200);
});
