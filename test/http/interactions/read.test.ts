import { describe, expect, test } from "vitest";
import { startServer } from "../../../src/server/start.ts";
import { testServer } from "../support.ts";

const server = testServer();
const CODE_SYSTEM = "CodeSystem/genetic-conditions";

describe.each(["r4", "r5"])("read at /%s", (version) => {
  const at = `/${version}/${CODE_SYSTEM}`;

  test("gives the resource whole, with version and time", async () => {
    const { status, headers, json } = await server.request(at);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/fhir+json; charset=utf-8");
    expect(headers.get("etag")).toBe('W/"1"');
    expect(json).toMatchObject({
      resourceType: "CodeSystem",
      id: "genetic-conditions",
      meta: { versionId: "1" },
    });
    expect(new Date(headers.get("last-modified")!).getTime()).toBe(
      Math.floor(Date.parse(json.meta.lastUpdated) / 1000) * 1000,
    );
    expect(json.concept.length).toBeGreaterThan(0);
  });

  test.each([
    ["the tag it has", (tag: string) => ({ "If-None-Match": tag }), 304],
    ["the tag without weakness", (tag: string) => ({ "If-None-Match": tag.slice(2) }), 304],
    ["a list with its tag", (tag: string) => ({ "If-None-Match": `W/"17", ${tag}` }), 304],
    ["any tag", () => ({ "If-None-Match": "*" }), 304],
    ["another tag", () => ({ "If-None-Match": 'W/"17"' }), 200],
    ["a later time", () => ({ "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT" }), 304],
    ["an earlier time", () => ({ "If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT" }), 200],
    ["a time that is none", () => ({ "If-Modified-Since": "yesterday" }), 200],
  ])("to a caller with %s answers accordingly", async (_what, headers, expected) => {
    const first = await server.request(at);
    const again = await server.request(at, { headers: headers(first.headers.get("etag")!) });
    expect(again.status).toBe(expected);
    expect(again.text === "").toBe(expected === 304);
    // A 304 says of caching what the 200 would say (RFC 9110, 15.4.5).
    for (const name of ["etag", "cache-control", "vary", "last-modified"]) {
      expect(again.headers.get(name), name).toBe(first.headers.get(name));
    }
  });

  test.each([
    ["the tag it has", (tag: string) => tag, 200],
    ["the tag without weakness", (tag: string) => tag.slice(2), 200],
    ["a list with its tag", (tag: string) => `W/"17", ${tag}`, 200],
    ["any tag", () => "*", 200],
    ["another tag", () => 'W/"17"', 412],
  ])(
    "for a caller that wants it with %s only is read accordingly (If-Match)",
    async (_what, of, expected) => {
      for (const path of [at, `${at}/_history/1`, `/${version}/CodeSystem?url=http://www.omim.org`]) {
        const tag = (await server.request(path)).headers.get("etag")!;
        const { status, json } = await server.request(path, { headers: { "If-Match": of(tag) } });
        expect([path, status]).toEqual([path, expected]);
        if (expected === 412) expect(json.issue[0].expression).toEqual(["If-Match"]);
      }
      const missing = await server.request(`${at}-not`, { headers: { "If-Match": 'W/"17"' } });
      expect(missing.status).toBe(404);
    },
  );

  test("an entry of a batch is read with its ifMatch", async () => {
    const entry = ['W/"1"', 'W/"17"'].map((ifMatch) => ({
      request: { method: "GET", url: CODE_SYSTEM, ifMatch },
    }));
    const { json } = await server.request(`/${version}`, {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry }),
    });
    expect(json.entry.map((e: { response: { status: string } }) => e.response.status.slice(0, 3))).toEqual([
      "200",
      "412",
    ]);
  });

  test("HEAD gives the headers of GET and no body", async () => {
    const get = await server.request(at);
    const head = await server.request(at, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(head.text).toBe("");
    for (const name of ["etag", "last-modified", "content-type", "content-length"]) {
      expect(head.headers.get(name), name).toBe(get.headers.get(name));
    }
  });

  test("_summary=true leaves concepts out and says so", async () => {
    const { json } = await server.request(`${at}?_summary=true`);
    expect(json.concept).toBeUndefined();
    expect(json).toMatchObject({ name: "GeneticConditions", content: "complete" });
    expect(json.meta.tag[0].code).toBe("SUBSETTED");
  });

  test("_summary=text keeps what a resource can't be without", async () => {
    const { json } = await server.request(`${at}?_summary=text`);
    const names = Object.keys(json).filter((name) => name !== "text");
    expect(names.sort()).toEqual(["content", "id", "meta", "resourceType", "status"]);
  });

  test("_summary=count is about searches, and no resource comes cut short by it", async () => {
    for (const path of [at, `${at}/_history/1`]) {
      const { status, json } = await server.request(`${path}?_summary=count`);
      expect([status, json.issue[0].details.text]).toEqual([400, expect.stringContaining("_summary")]);
    }
  });

  test("_elements gives the named elements, and those it can't be without", async () => {
    const { json } = await server.request(`${at}?_elements=url,CodeSystem.concept`);
    expect(Object.keys(json).sort()).toEqual([
      "concept",
      "content",
      "id",
      "meta",
      "resourceType",
      "status",
      "url",
    ]);
  });

  test("_pretty puts it on many lines", async () => {
    const { text } = await server.request(`${at}?_pretty=true`);
    expect(text).toContain('\n  "id": "genetic-conditions"');
    const xml = await server.request(`${at}?_pretty=true&_format=xml`);
    expect(xml.text).toContain('\n  <id value="genetic-conditions"/>');
  });

  test("an unknown id is 404", async () => {
    const { status, json } = await server.request(`/${version}/ValueSet/none`);
    expect(status).toBe(404);
    expect(json.issue[0].details.text).toBe("There is no ValueSet with id 'none'");
  });

  test.each([
    ["ValueSet/administrative-gender", { url: "http://hl7.org/fhir/ValueSet/administrative-gender" }],
    ["CodeSystem/administrative-gender", { url: "http://hl7.org/fhir/administrative-gender" }],
    ["CodeSystem/administrative-gender?_summary=true", { name: "AdministrativeGender" }],
    ["ValueSet/administrative-gender/$expand", { expansion: { total: 4 } }],
    [
      "ValueSet/administrative-gender/$validate-code?system=http://hl7.org/fhir/administrative-gender&code=male",
      { parameter: expect.arrayContaining([{ name: "result", valueBoolean: true }]) },
    ],
    [
      "CodeSystem/administrative-gender/$lookup?code=male",
      { parameter: expect.arrayContaining([{ name: "display", valueString: "Male" }]) },
    ],
  ])("%s: FHIR's own are there at the ids that a search gives them", async (path, part) => {
    const { status, json } = await server.request(`/${version}/${path}`);
    expect(status).toBe(200);
    expect(json).toMatchObject(part);
  });

  test("FHIR's own code system is read with its concepts", async () => {
    const { json } = await server.request(`/${version}/CodeSystem/administrative-gender`);
    expect(json.concept.map(({ code }: { code: string }) => code)).toEqual([
      "male",
      "female",
      "other",
      "unknown",
    ]);
  });

  test("what is stored at the address of FHIR's own goes before it", async () => {
    const url = "http://hl7.org/fhir/ValueSet/administrative-gender";
    const mine = { resourceType: "ValueSet", id: "mine", url, status: "active" } as const;
    const withMine = await startServer({ resources: [mine] });
    const asked = await fetch(`${withMine.url}/${version}/ValueSet/administrative-gender`);
    const { issue } = (await asked.json()) as { issue: { details: { text: string } }[] };
    await withMine.stop();
    expect(asked.status).toBe(404);
    expect(issue[0]!.details.text).toMatch(/^There is no ValueSet with id .*; ask by its url instead: /);
    expect(issue[0]!.details.text.endsWith(`: ${url}`)).toBe(true);
  });
});

test("R4 and R5 are given in their own shapes", async () => {
  const of = async (version: string) =>
    (await server.request(`/${version}/ConceptMap/condition-to-omim`)).json;
  const [r4, r5] = [await of("r4"), await of("r5")];
  const target = (map: { group: { element: { target: object[] }[] }[] }) =>
    map.group[0]!.element[0]!.target[0]!;
  expect(target(r4)).toHaveProperty("equivalence");
  expect(target(r4)).not.toHaveProperty("relationship");
  expect(target(r5)).toHaveProperty("relationship");
});
