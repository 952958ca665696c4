/** Long requests that write, and those that read what was written, in the order in which they can be asked. */

export interface LongRequest {
  name: string;
  method: "PUT" | "POST" | "GET" | "DELETE";
  path: string;
  type?: string;
  accept?: string;
  /** Made when it is sent. */
  body?: () => string | FormData;
}

const JSON_TYPE = "application/fhir+json";
const XML_TYPE = "application/fhir+xml";
const VALIDATE = "/r4/CodeSystem/$validate-code";
const CONCEPTS = 60_000;
const MANY = 3_000;

const concept = (i: number) => ({
  code: `c${i}`,
  display: `Concept number ${i}`,
  definition: `What ${i} means`,
  designation: [{ language: "de", value: `Begriff Nummer ${i}` }],
});

const list = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

const codeSystem = (id: string, count: number) => ({
  resourceType: "CodeSystem",
  id,
  url: `http://example.org/${id}`,
  status: "active",
  content: "complete",
  concept: list(count, concept),
});

const conceptMap = () => ({
  resourceType: "ConceptMap",
  id: "map",
  url: "http://example.org/map",
  status: "active",
  group: [
    {
      source: "http://example.org/a",
      target: "http://example.org/b",
      element: list(CONCEPTS, (i) => ({
        code: `c${i}`,
        target: [{ code: `d${i}`, equivalence: "equivalent" }],
      })),
    },
  ],
});

const valueSet = () => ({
  resourceType: "ValueSet",
  id: "listed",
  url: "http://example.org/listed",
  status: "active",
  compose: {
    include: [
      {
        system: "http://example.org/elsewhere",
        concept: list(100_000, (i) => ({ code: `c${i}`, display: `Concept number ${i}` })),
      },
    ],
  },
});

const transaction = (resources: readonly { resourceType: string; id: string }[]) => ({
  resourceType: "Bundle",
  type: "transaction",
  entry: resources.map((resource) => ({
    fullUrl: `urn:uuid:${resource.id}`,
    resource,
    request: { method: "PUT", url: `${resource.resourceType}/${resource.id}` },
  })),
});

function xmlOf(id: string, count: number): string {
  const concepts = list(count, concept).map(
    ({ code, display, definition }) =>
      `<concept><code value="${code}"/><display value="${display}"/><definition value="${definition}"/></concept>`,
  );
  return `<CodeSystem xmlns="http://hl7.org/fhir"><id value="${id}"/><url value="http://example.org/${id}"/><status value="active"/><content value="complete"/>${concepts.join("")}</CodeSystem>`;
}

function added(): FormData {
  const form = new FormData();
  form.set("file", new File([JSON.stringify(codeSystem("added", CONCEPTS))], "added.json"));
  form.set("key", "bench");
  form.set("confirmed", "yes");
  return form;
}

export function writtenAtLength(): LongRequest[] {
  const json = (name: string, method: "PUT" | "POST", path: string, resource: () => object): LongRequest => ({
    name,
    method,
    path,
    type: JSON_TYPE,
    body: () => JSON.stringify(resource()),
  });
  return [
    json("first write after the start", "PUT", "/r4/CodeSystem/small", () => codeSystem("small", 1)),
    json("PUT of 60,000 concepts (8.8 MB)", "PUT", "/r4/CodeSystem/long", () => codeSystem("long", CONCEPTS)),
    json("the same again, one less", "PUT", "/r4/CodeSystem/long", () => codeSystem("long", CONCEPTS - 1)),
    { name: "read of it", method: "GET", path: "/r4/CodeSystem/long" },
    json("POST of 60,000 concepts, R5", "POST", "/r5/CodeSystem", () => codeSystem("posted", CONCEPTS)),
    json("transaction with 60,000 concepts in one", "POST", "/r4", () =>
      transaction([codeSystem("one", CONCEPTS)]),
    ),
    json("transaction of 3,000 code systems of 20 concepts", "POST", "/r4", () =>
      transaction(list(MANY, (i) => codeSystem(`many-${i}`, 20))),
    ),
    json("PUT of a map of 60,000 mappings (4.4 MB)", "PUT", "/r4/ConceptMap/map", conceptMap),
    json("PUT of a value set that lists 100,000 codes (5.1 MB)", "PUT", "/r4/ValueSet/listed", valueSet),
    {
      name: "PUT of 60,000 concepts as XML (8.6 MB)",
      method: "PUT",
      path: "/r4/CodeSystem/xml",
      type: XML_TYPE,
      body: () => xmlOf("xml", CONCEPTS),
    },
    { name: "read of it as XML", method: "GET", path: "/r4/CodeSystem/xml", accept: XML_TYPE },
    { name: "60,000 concepts by the page /add", method: "POST", path: "/add", body: added },
    json("$validate-code with a code system of 60,000 concepts sent along", "POST", VALIDATE, () => ({
      resourceType: "Parameters",
      parameter: [
        { name: "tx-resource", resource: codeSystem("sent", CONCEPTS) },
        { name: "url", valueUri: "http://example.org/sent" },
        { name: "code", valueCode: "c0" },
      ],
    })),
    { name: "DELETE of 60,000 concepts", method: "DELETE", path: "/r4/CodeSystem/long" },
  ];
}
