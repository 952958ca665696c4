/**
 * What is in memory is answered in the turn in which it is asked. A promise on the way takes the request out of its turn
 * and costs several microtasks: for one that nobody needed, $translate took a third more.
 */
import { describe, expect, test } from "vitest";
import { type Answer, bundledResources, createEngine, type Store } from "../../src/engine.ts";
import { versions } from "../../src/fhir/versions.ts";
import { Query } from "../../src/http/query.ts";
import { openStore } from "../../src/storage/open-store.ts";
import type { Resource, ResourceType } from "../../src/terminology/model.ts";
import type { Awaitable } from "../../src/terminology/util/awaitable.ts";
import { temporaryPath } from "../storage/temporary.ts";

const SYSTEM = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const CODE = "progressive-osseous-heteroplasia";

/** To a system of which nothing is known. */
const ELSEWHERE: Resource = {
  resourceType: "ConceptMap",
  id: "elsewhere",
  url: "urn:test:elsewhere",
  status: "active",
  group: [
    {
      source: SYSTEM,
      target: "urn:test:unknown",
      element: [{ code: CODE, target: [{ code: "1", relationship: "equivalent" }] }],
    },
  ],
};

const QUESTIONS = [
  `CodeSystem/$lookup?system=${SYSTEM}&code=${CODE}`,
  `CodeSystem/$validate-code?url=${SYSTEM}&code=${CODE}`,
  "ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&system=http://hl7.org/fhir/administrative-gender&code=male",
  `CodeSystem/$subsumes?system=${SYSTEM}&codeA=${CODE}&codeB=${CODE}`,
  `ConceptMap/$translate?system=${SYSTEM}&code=${CODE}`,
  `ConceptMap/$translate?system=${SYSTEM}&code=${CODE}&targetsystem=https://www.omim.org`,
  `ConceptMap/$translate?url=${ELSEWHERE.url}&system=${SYSTEM}&code=${CODE}`,
  "ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender",
  "ValueSet/$expand?url=https://w3id.org/ossicle/ValueSet/all-conditions",
  "ValueSet/$expand?url=https://w3id.org/ossicle/ValueSet/all-conditions&filter=oss&count=5",
  "ValueSet/$expand?url=https://w3id.org/ossicle/ValueSet/poh-names",
  "ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/resource-types&count=20",
];

/** Asked several times before: what is loaded, read or worked out once is there. */
async function isAnsweredAtOnce(store: Store, address: string): Promise<boolean> {
  const { parts } = createEngine(store);
  const [path = "", query] = address.split("?");
  const snapshot = await store.snapshot();
  const ask = (): Awaitable<Answer> =>
    parts.routes.dispatch({
      method: "GET",
      path,
      headers: {},
      version: versions.r4,
      store: snapshot,
      base: "/r4",
      params: {},
      query: Query.parse(query ?? ""),
      body: () => ({}),
    });
  for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(200);
  return !(ask() instanceof Promise);
}

describe.each([
  ["memory", "memory:"],
  ["a SQLite file", `sqlite:${temporaryPath("at-once.db")}`],
])("what is kept from %s is answered without waiting", async (_where, address) => {
  const store = await openStore(address);
  for (const resource of [...bundledResources(), ELSEWHERE])
    await store.commit([
      { method: "update", type: resource.resourceType as ResourceType, id: resource.id!, resource },
    ]);
  test.each(QUESTIONS)("%s", async (question) => {
    expect(await isAnsweredAtOnce(store, question)).toBe(true);
  });
});
