/** Each operation x {r4, r5} x {GET, POST} x {JSON, XML, form} x {JSON, XML answers}: all say the same. */
import { beforeAll, describe, expect, test } from "vitest";
import { formatXml, parseXml } from "../../src/fhir/xml/xml.ts";
import { operations } from "../../src/http/operations/index.ts";
import { testServer, values } from "./support.ts";

type Version = "r4" | "r5";
/** Parameters by name, as `type:value`; a list for a repeated one. */
type Given = Record<string, string | string[]>;

interface Row {
  /** Name of the operation's file. */
  operation: string;
  /** Below the base. */
  path: string;
  /** Of both versions, or of each. */
  given: Given | Record<Version, Given>;
  /** What the answer must say, beyond being the same in every way of asking. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  says(answer: any): void;
}

const BASE = "https://w3id.org/ossicle";
const SYSTEM = `${BASE}/CodeSystem/genetic-conditions`;
const POH = "progressive-osseous-heteroplasia";
const POH_CODES = `${BASE}/ValueSet/poh-codes`;

// eslint-disable-next-line @typescript-eslint/no-explicit-any
const result = (expected: unknown) => (answer: any) => expect(values(answer)["result"]).toBe(expected);
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const display = (answer: any) => expect(values(answer)["display"]).toBe("Progressive osseous heteroplasia");
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const omim = (answer: any) => {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const match = answer.parameter.find((p: any) => p.name === "match").part;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  expect(match.find((p: any) => p.name === "concept").valueCoding.code).toBe("166350");
};

const ROWS: Row[] = [
  {
    operation: "lookup",
    path: "CodeSystem/$lookup",
    given: { system: `uri:${SYSTEM}`, code: `code:${POH}`, property: ["code:parent", "code:inactive"] },
    says: display,
  },
  {
    operation: "lookup",
    path: "CodeSystem/genetic-conditions/$lookup",
    given: { code: `code:${POH}` },
    says: display,
  },
  {
    operation: "cs-validate-code",
    path: "CodeSystem/$validate-code",
    given: { url: `uri:${SYSTEM}`, code: `code:${POH}`, display: "string:Something else" },
    says: result(false),
  },
  {
    operation: "validate-code",
    path: "ValueSet/$validate-code",
    given: { url: `uri:${POH_CODES}`, system: "uri:http://www.omim.org", code: "code:166350" },
    says: result(true),
  },
  {
    operation: "validate-code",
    path: "ValueSet/poh-codes/$validate-code",
    given: { system: "uri:http://www.omim.org", code: "code:139320" },
    says: result(false),
  },
  {
    operation: "subsumes",
    path: "CodeSystem/$subsumes",
    given: { system: `uri:${SYSTEM}`, codeA: `code:${POH}`, codeB: `code:${POH}` },
    says: (answer) => expect(values(answer)["outcome"]).toBe("equivalent"),
  },
  {
    operation: "preferred-id",
    path: "NamingSystem/$preferred-id",
    given: { id: "string:urn:oid:2.16.840.1.113883.6.174", type: "code:uri", date: "dateTime:2025-01-01" },
    says: result("http://www.omim.org"),
  },
  {
    operation: "compare",
    path: "ValueSet/$compare",
    given: { thisUrl: `uri:${POH_CODES}`, otherUrl: `uri:${POH_CODES}`, diagnostics: "boolean:true" },
    says: (answer) => expect(values(answer)["result"]).toBe("same"),
  },
  {
    operation: "expand",
    path: "ValueSet/$expand",
    given: {
      url: `uri:${POH_CODES}`,
      includeDesignations: "boolean:true",
      count: "integer:3",
      displayLanguage: "code:en",
    },
    says: (answer) => {
      expect(answer.expansion.total).toBe(5);
      expect(answer.expansion.contains).toHaveLength(3);
    },
  },
  {
    operation: "expand",
    path: "ValueSet/all-conditions/$expand",
    given: { filter: "string:osseous" },
    says: (answer) => expect(answer.expansion.contains[0].code).toBe(POH),
  },
  {
    operation: "translate",
    path: "ConceptMap/$translate",
    given: {
      r4: { system: `uri:${SYSTEM}`, code: `code:${POH}`, targetsystem: "uri:http://www.omim.org" },
      r5: { system: `uri:${SYSTEM}`, sourceCode: `code:${POH}`, targetSystem: "uri:http://www.omim.org" },
    },
    says: omim,
  },
  {
    operation: "translate",
    path: "ConceptMap/condition-to-omim/$translate",
    given: {
      r4: { system: `uri:${SYSTEM}`, code: `code:${POH}` },
      r5: { system: `uri:${SYSTEM}`, sourceCode: `code:${POH}` },
    },
    says: omim,
  },
  {
    operation: "match",
    path: "CodeSystem/$match",
    given: { text: "string:Progressive Osseous Heteroplasia", count: "integer:2" },
    says: (answer) => expect(JSON.stringify(answer)).toContain(POH),
  },
  {
    operation: "versions",
    path: "$versions",
    given: {},
    says: (answer) => expect(Object.keys(values(answer))).toEqual(["version", "default"]),
  },
];

/** Operations that only take resources, so that there is nothing to ask by GET. */
const ONLY_POSTED: Record<string, { path: string; validation: Given; says: Row["says"] }> = {
  "batch-validate-code": {
    path: "ValueSet/$batch-validate-code",
    validation: { url: `uri:${POH_CODES}`, system: "uri:http://www.omim.org", code: "code:166350" },
    says: (answer) => result(true)(answer.parameter[0].resource),
  },
  "cs-batch-validate-code": {
    path: "CodeSystem/$batch-validate-code",
    validation: { url: `uri:${SYSTEM}`, code: `code:${POH}` },
    says: (answer) => result(true)(answer.parameter[0].resource),
  },
};

test("every operation is in the matrix", () => {
  const tested = new Set([...ROWS.map((row) => row.operation), ...Object.keys(ONLY_POSTED)]);
  for (const { data } of operations) expect(tested).toContain(data.file);
});

const server = testServer({ responseCache: 0 });

const pairs = (given: Given): [string, string, string][] =>
  Object.entries(given).flatMap(([name, value]) =>
    [value].flat().map((text): [string, string, string] => {
      const at = text.indexOf(":");
      return [name, text.slice(0, at), text.slice(at + 1)];
    }),
  );
const query = (given: Given) =>
  pairs(given)
    .map(([name, , value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");

function parameters(given: Given): object {
  const parameter = pairs(given).map(([name, type, text]) => ({
    name,
    [`value${type[0]!.toUpperCase()}${type.slice(1)}`]:
      type === "boolean" ? text === "true" : type === "integer" ? Number(text) : text,
  }));
  return { resourceType: "Parameters", ...(parameter.length > 0 ? { parameter } : {}) };
}

const JSON_TYPE = "application/fhir+json";
const XML_TYPE = "application/fhir+xml";

/** The answer as JSON, without what is new each time. */
async function ask(version: Version, path: string, accept: string, init: RequestInit = {}) {
  const headers = { Accept: accept, ...(init.headers as Record<string, string>) };
  const reply = await server.request(`/${version}/${path}`, { ...init, headers });
  expect(reply.status, reply.text).toBe(200);
  expect(reply.headers.get("content-type")).toBe(`${accept}; charset=utf-8`);
  const answer = (accept === XML_TYPE ? parseXml(reply.text, version) : reply.json) as {
    expansion?: { identifier?: string; timestamp?: string };
  };
  delete answer.expansion?.identifier;
  delete answer.expansion?.timestamp;
  return answer;
}

const post = (type: string, body: string): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": type },
  body,
});

describe.each(["r4", "r5"] as const)("%s", (version) => {
  describe.each(ROWS)("$path", ({ path, given, says }) => {
    const own = ("r4" in given ? given[version] : given) as Given;
    const address = `${path}?${query(own)}`;
    let first: object;
    beforeAll(async () => void (first = await ask(version, address, JSON_TYPE)));

    test("says what it should", () => says(first));

    test.each<[string, string, () => [string, RequestInit]]>([
      ["GET, XML back", XML_TYPE, () => [address, {}]],
      ["POST of JSON", JSON_TYPE, () => [path, post(JSON_TYPE, JSON.stringify(parameters(own)))]],
      ["POST of JSON, XML back", XML_TYPE, () => [path, post(JSON_TYPE, JSON.stringify(parameters(own)))]],
      ["POST of XML", JSON_TYPE, () => [path, post(XML_TYPE, formatXml(parameters(own), version))]],
      ["POST of XML, XML back", XML_TYPE, () => [path, post(XML_TYPE, formatXml(parameters(own), version))]],
      ["POST of a form", JSON_TYPE, () => [path, post("application/x-www-form-urlencoded", query(own))]],
      [
        "POST with all in the query",
        JSON_TYPE,
        () => [address, post(JSON_TYPE, '{"resourceType":"Parameters"}')],
      ],
    ])("%s says the same", async (_how, accept, request) => {
      const [at, init] = request();
      expect(await ask(version, at, accept, init)).toEqual(first);
    });

    test("in a batch it says the same", async () => {
      const entry = [
        { request: { method: "GET", url: address } },
        { resource: parameters(own), request: { method: "POST", url: path } },
      ];
      const body = JSON.stringify({ resourceType: "Bundle", type: "batch", entry });
      const { json } = await server.request(`/${version}`, post(JSON_TYPE, body));
      for (const { resource } of json.entry) {
        delete resource.expansion?.identifier;
        delete resource.expansion?.timestamp;
        expect(resource).toEqual(first);
      }
    });
  });

  test.each(Object.values(ONLY_POSTED))(
    "$path says the same in JSON and XML",
    async ({ path, validation, says }) => {
      const body = {
        resourceType: "Parameters",
        parameter: [{ name: "validation", resource: parameters(validation) }],
      };
      const first = await ask(version, path, JSON_TYPE, post(JSON_TYPE, JSON.stringify(body)));
      says(first);
      for (const init of [post(JSON_TYPE, JSON.stringify(body)), post(XML_TYPE, formatXml(body, version))]) {
        expect(await ask(version, path, XML_TYPE, init)).toEqual(first);
      }
    },
  );
});
