/** What a caller without a key may ask to keep a server busy: each as small as it can be. */
import { LARGE_LIST, WIDE } from "./costly-content.ts";
import { codeOf, GENERATED } from "./generated.ts";
import { ALL } from "./generated-resources.ts";

export interface CostlyQuestion {
  name: string;
  method: "GET" | "POST";
  path: string;
  body?: string;
  /** Content-Type of the body; absent: FHIR's JSON. */
  type?: string;
  headers?: Record<string, string>;
}

const get = (name: string, path: string, headers: Record<string, string> = {}): CostlyQuestion => ({
  name,
  method: "GET",
  path,
  headers,
});

const post = (name: string, path: string, body: object): CostlyQuestion => ({
  name,
  method: "POST",
  path,
  body: JSON.stringify(body),
});

const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

const parameters = (...parameter: object[]): object => ({ resourceType: "Parameters", parameter });

function expand(name: string, compose: object, more: object[] = [], others: object[] = []): CostlyQuestion {
  const resource = { resourceType: "ValueSet", url: "http://example.org/costly", status: "active", compose };
  const all = [
    { name: "valueSet", resource },
    ...others.map((o) => ({ name: "tx-resource", resource: o })),
    ...more,
  ];
  return post(name, "/r4/ValueSet/$expand", parameters(...all));
}

const codes = (...of: number[]): object => ({
  system: GENERATED,
  concept: of.map((n) => ({ code: codeOf(n) })),
});
const regex = (value: string): object => ({ property: "display", op: "regex", value });

function batch(name: string, count: number, url: (at: number) => string): CostlyQuestion {
  const entry = many(count, (i) => ({ request: { method: "GET", url: url(i) } }));
  return post(name, "/r4", { resourceType: "Bundle", type: "batch", entry });
}

const ALL_OF_IT = { system: GENERATED };
const FOUR_SETS = many(4, (set) => ({
  resourceType: "ValueSet",
  url: `http://example.org/imported-${set}`,
  status: "active",
  compose: { include: many(250, (i) => codes(i, i + set)) },
}));

const SENT = 100_000;
const sentValueSet = (content: object): object => ({
  resourceType: "ValueSet",
  url: "http://example.org/sent",
  status: "active",
  ...content,
});
const sentConcept = (i: number): object => ({ code: codeOf(i), display: `Code number ${i}` });

/** What comes along is long itself. */
const sentAtLength = (): CostlyQuestion[] => [
  expand(
    "$expand of 100,000 codes sent along",
    { include: [{ system: GENERATED, concept: many(SENT, sentConcept) }] },
    [{ name: "count", valueInteger: 10 }],
  ),
  expand(
    "$expand of 60,000 includes sent along",
    { include: many(60_000, (i) => ({ system: GENERATED, concept: [sentConcept(i)] })) },
    [{ name: "count", valueInteger: 10 }],
  ),
  post(
    "$validate-code in an expansion of 100,000 sent along",
    "/r4/ValueSet/$validate-code",
    parameters(
      {
        name: "valueSet",
        resource: sentValueSet({
          expansion: {
            timestamp: "2026-01-01",
            contains: many(SENT, (i) => ({ system: GENERATED, ...sentConcept(i) })),
          },
        }),
      },
      { name: "system", valueUri: GENERATED },
      { name: "code", valueCode: codeOf(77) },
    ),
  ),
  post(
    "$translate by a map of 100,000 sent along",
    "/r4/ConceptMap/$translate",
    parameters(
      {
        name: "conceptMap",
        resource: {
          resourceType: "ConceptMap",
          status: "active",
          group: [
            {
              source: GENERATED,
              target: "http://example.org/target",
              element: many(SENT, (i) => ({
                code: codeOf(i),
                target: [{ code: `t${i}`, equivalence: "equivalent" }],
              })),
            },
          ],
        },
      },
      { name: "system", valueUri: GENERATED },
      { name: "code", valueCode: codeOf(77) },
    ),
  ),
];

/** Each with a value set of its own. */
function validations(count: number, filters: number): object {
  const validation = many(count, (k) => ({
    name: "validation",
    resource: parameters(
      {
        name: "valueSet",
        resource: sentValueSet({
          compose: {
            include: [{ system: GENERATED, filter: many(filters, (i) => regex(`.*(o|e|${k}x${i}).*`)) }],
          },
        }),
      },
      { name: "system", valueUri: GENERATED },
      { name: "code", valueCode: codeOf(77) },
    ),
  }));
  return parameters(...validation);
}

export function costlyQuestions(): CostlyQuestion[] {
  return [
    ...sentAtLength(),
    post(
      "$batch-validate-code, 1,000 with 50 regex filters each",
      "/r4/ValueSet/$batch-validate-code",
      validations(1_000, 50),
    ),
    post(
      "$batch-validate-code, 10 with 5,000 regex filters each",
      "/r4/ValueSet/$batch-validate-code",
      validations(10, 5_000),
    ),
    expand("$expand, 700 includes and 700 excludes", {
      include: many(700, (i) => codes(i, 1)),
      exclude: many(700, (i) => codes(i + 3)),
    }),
    expand("$expand, 500 regex excludes", {
      include: [ALL_OF_IT],
      exclude: many(500, (i) => ({ system: GENERATED, filter: [regex(`.*os${i}.*`)] })),
    }),
    expand("$expand, 100 regex filters in one include", {
      include: [{ system: GENERATED, filter: many(100, (i) => regex(`.*(o|e|${i}).*`)) }],
    }),
    expand("$expand, joined regex of 300 steps", {
      include: many(40, (i) => ({
        system: GENERATED,
        filter: [regex(`(os|te){0,${i + 1}}.*[a-k]{0,200}x${i}`)],
      })),
    }),
    batch("batch of 100 ValueSet?_count=1000", 100, (i) => `ValueSet?_count=1000&_offset=${i % 2}`),
    batch("batch of 20 CodeSystem?_count=1000", 20, (i) => `CodeSystem?_count=1000&_offset=${i % 2}`),
    batch("batch of 100 GET of a map of 100,000 rows", 100, () => "ConceptMap/large-map"),
    get("ValueSet?_count=1000", "/r4/ValueSet?_count=1000"),
    get("ValueSet?_count=1000, gzip", "/r4/ValueSet?_count=1000", { "accept-encoding": "gzip" }),
    get("ValueSet?_count=1000, XML", "/r4/ValueSet?_count=1000&_format=xml"),
    get("CodeSystem?_count=1000", "/r4/CodeSystem?_count=1000"),
    expand(
      "$expand, 4 imports of 250 includes each",
      { include: [{ valueSet: FOUR_SETS.map(({ url }) => url) }] },
      [],
      FOUR_SETS,
    ),
    {
      name: "search form with 9,000 unknown names",
      method: "POST",
      path: "/r4/ValueSet/_search",
      type: "application/x-www-form-urlencoded",
      body: many(9_000, (i) => `x${i}=1`).join("&"),
    },
    get("GET of a code system of 100,000", "/r4/CodeSystem/generated"),
    get("GET of it as XML", "/r4/CodeSystem/generated?_format=xml"),
    get("search for it by url", `/r4/CodeSystem?url=${GENERATED}`),
    get("$lookup with 100,000 children", `/r4/CodeSystem/$lookup?system=${WIDE}&code=root`),
    get("GET of a code system in which all are below one", "/r4/CodeSystem/wide"),
    get("GET of a map of 100,000 rows", "/r4/ConceptMap/large-map"),
    get("the same, in R5", "/r5/ConceptMap/large-map"),
    get("search for it by url", "/r4/ConceptMap?url=http://example.org/ConceptMap/large"),
    get("its history", "/r4/ConceptMap/large-map/_history"),
    get("GET of a value set of 100,000 codes", "/r4/ValueSet/large-list"),
    get("$expand of it", `/r4/ValueSet/$expand?url=${LARGE_LIST}&count=10`),
    get(
      "$validate-code in it",
      `/r4/ValueSet/$validate-code?url=${LARGE_LIST}&system=${GENERATED}&code=${codeOf(77)}`,
    ),
    get("title:contains", "/r4/ValueSet?title:contains=zzz"),
    get("_sort=date", "/r4/ValueSet?_sort=date&_count=5"),
    get("$expand of 100,000, a text filter", `/r4/ValueSet/$expand?url=${ALL}&filter=os&count=10`),
    get("$expand of 100,000, by its code system", `/r4/ValueSet/$expand?url=${GENERATED}?fhir_vs&count=1000`),
    get("$expand of 100,000, all of them", `/r4/ValueSet/$expand?url=${ALL}&count=100000`),
  ];
}
