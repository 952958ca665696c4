/** Wherever a parameter stands in a request, and in whatever dress: it is read as what it is, or refused by its name. */
import { describe, expect, test } from "vitest";
import { testServer, values } from "../support.ts";

const server = testServer();

const post = (path: string, resource: unknown) =>
  server.request(path, {
    method: "POST",
    headers: { "Content-Type": "application/fhir+json" },
    body: JSON.stringify(resource),
  });
const parameters = (...parameter: unknown[]) => ({ resourceType: "Parameters", parameter });

const GENDER = "http://hl7.org/fhir/administrative-gender";
const GENDER_CODES = "http://hl7.org/fhir/ValueSet/administrative-gender";
const CODES = {
  resourceType: "CodeSystem",
  url: "http://example.org/cs",
  status: "active",
  content: "complete",
  concept: [{ code: "a", display: "Aye" }, { code: "b" }],
};
const ALL = {
  resourceType: "ValueSet",
  status: "active",
  compose: { include: [{ system: GENDER, concept: [{ code: "male" }, { code: "female" }] }] },
};
const BROKEN_MAP = {
  resourceType: "ConceptMap",
  url: "http://example.org/map",
  status: "active",
  group: [{ source: "http://example.org/a", target: "http://example.org/b", element: 0 }],
};

describe.each(["r4", "r5"])("on /%s", (version) => {
  test("a POST without a body has no parameters but those of its address", async () => {
    const asked = async (path: string, headers: Record<string, string> = {}) =>
      (await server.request(`/${version}/${path}`, { method: "POST", headers })).status;
    expect(await asked("$versions")).toBe(200);
    expect(await asked("ValueSet/poh-codes/$expand")).toBe(200);
    expect(
      await asked("ValueSet/poh-codes/$expand?count=1", { "Content-Type": "application/fhir+json" }),
    ).toBe(200);
    expect(await asked("ValueSet/poh-codes/$validate")).toBe(200);
    expect(await asked("ValueSet/$expand")).toBe(400);
    expect(await asked("ValueSet/$validate")).toBe(400);
  });

  test("a version is heeded by the name that clients give it", async () => {
    const asked = async (path: string) => server.request(`/${version}/${path}`);
    const names = "url=https://w3id.org/ossicle/ValueSet/poh-names";
    expect((await asked(`ValueSet/$expand?${names}&version=1.0.0`)).status).toBe(200);
    const other = await asked(`ValueSet/$expand?${names}&version=9`);
    expect(other.status).toBe(404);
    expect(other.text).toContain("1.0.0");
    expect((await asked(`ValueSet/$expand?${names}&version=9&valueSetVersion=1.0.0`)).status).toBe(400);
    const male = `ValueSet/$validate-code?url=${GENDER_CODES}&system=${GENDER}&code=male`;
    const fhir = version === "r4" ? "4.0.1" : "5.0.0";
    expect(values((await asked(`${male}&version=${fhir}`)).json)).toMatchObject({ result: true });
    expect(values((await asked(`${male}&version=3.0.2`)).json)).toMatchObject({ result: false });
  });

  test("an entry of a batch may use each name that a single request may", async () => {
    const system = { name: "system", valueUri: GENDER };
    const male = [system, { name: "code", valueCode: "male" }];
    const ofSet = [{ name: "url", valueUri: GENDER_CODES }, ...male];
    const old = { name: "version", valueString: "3.0.2" };
    const display = { name: "display", valueString: "Man" };
    const entries = [
      [...ofSet, old],
      [...male, old],
      [...ofSet, display],
      [...ofSet, display, { name: "mode", valueCode: "CHECK_MEMBERSHIP_ONLY" }],
    ];
    const resources = entries.map((entry) => ({ name: "validation", resource: parameters(...entry) }));
    const { json } = await post(`/${version}/ValueSet/$batch-validate-code`, parameters(...resources));
    const answers = (json as { parameter: { resource: Parameters<typeof values>[0] }[] }).parameter;
    expect(answers.map(({ resource }) => values(resource).result)).toEqual([false, false, false, true]);
  });

  test("a display that is empty says nothing about a code", async () => {
    const coding = { system: GENDER, code: "male", display: "" };
    const asked = async (path: string, ...given: unknown[]) =>
      values((await post(`/${version}/${path}`, parameters(...given))).json);
    for (const given of [
      { name: "coding", valueCoding: coding },
      {
        name: "codeableConcept",
        valueCodeableConcept: { coding: [{ code: "x", system: "http://x" }, coding] },
      },
    ]) {
      const url = { name: "url", valueUri: GENDER_CODES };
      expect(await asked("ValueSet/$validate-code", url, given)).toMatchObject({ result: true });
    }
    const translated = await post(
      `/${version}/ConceptMap/$translate`,
      parameters({ name: version === "r4" ? "coding" : "sourceCoding", valueCoding: coding }),
    );
    expect(translated.text).not.toContain("The display ''");
  });

  test("what is empty in an address or a form is not given", async () => {
    const expand = `url=${GENDER_CODES}&filter=&displayLanguage=&count=&activeOnly=`;
    const whole = await server.request(`/${version}/ValueSet/$expand?${expand}`);
    expect([whole.status, whole.json.expansion.total]).toEqual([200, 4]);
    const form = await server.request(`/${version}/ValueSet/$expand`, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: expand,
    });
    expect(form.json.expansion.total).toBe(4);
    const lookup = await server.request(`/${version}/CodeSystem/$lookup?system=${GENDER}&code=`);
    expect([lookup.status, lookup.json.issue[0].details.text]).toEqual([
      400,
      expect.stringMatching(/code.*required/),
    ]);
    const inBody = parameters({ name: "url", valueUri: GENDER_CODES }, { name: "filter", valueString: "" });
    expect((await post(`/${version}/ValueSet/$expand`, inBody)).status).toBe(400);
  });

  test("a number or a truth as text is read as what it is", async () => {
    const expand = (...more: object[]) =>
      post(`/${version}/ValueSet/$expand`, parameters({ name: "url", valueUri: GENDER_CODES }, ...more));
    const page = await expand(
      { name: "count", valueString: "2" },
      { name: "offset", valueString: "1" },
      { name: "activeOnly", valueString: "true" },
    );
    expect(page.json.expansion).toMatchObject({ total: 4, offset: 1 });
    expect(page.json.expansion.contains).toHaveLength(2);
    for (const wrong of ["two", "1.5", "-1"])
      expect((await expand({ name: "count", valueString: wrong })).status).toBe(400);
  });

  describe("a resource in another place than `resource`", () => {
    test.each(["value", "valueString", "valueCode", "valueReference"])(
      "is refused under %s, whatever its shape",
      async (key) => {
        for (const resource of [BROKEN_MAP, CODES]) {
          const { status, json } = await post(
            `/${version}/ValueSet/$expand`,
            parameters(
              { name: "url", valueUri: "https://w3id.org/ossicle/ValueSet/genes" },
              { name: "tx-resource", [key]: resource },
            ),
          );
          expect(status).toBe(400);
          expect(json.issue[0].details.text).toMatch(/tx-resource|parameter\[1\]/);
        }
      },
    );

    test("is refused in a batch's entry", async () => {
      const entry = { resourceType: "Parameters", parameter: [{ name: "code", valueCode: "a" }, null] };
      for (const validation of [{ valueString: entry }, { value: entry }, { resource: entry }]) {
        const body = parameters({ name: "validation", ...validation });
        const { status } = await post(`/${version}/ValueSet/$batch-validate-code`, body);
        expect(status).toBe(400);
      }
    });
  });

  test.each([
    ["code", { valueCode: "male", valueString: "female" }],
    ["code", { valueCode: "male", part: [{ name: "x", valueString: "y" }] }],
    ["coding", { valueCoding: { code: "male" }, valueUri: "x" }],
  ])("a parameter that has two values is refused, whichever stands first: %s, %j", async (name, content) => {
    for (const given of [content, Object.fromEntries(Object.entries(content).reverse())]) {
      const body = parameters({ name: "url", valueUri: GENDER }, { name, ...given });
      const { status, json } = await post(`/${version}/CodeSystem/$validate-code`, body);
      expect(status).toBe(400);
      const [first, second] = Object.keys(given);
      expect(json.issue[0].details.text).toContain(
        `${name} is not valid here: it has both ${first} and ${second}`,
      );
    }
  });

  test("a resource that says one thing in two types is refused", async () => {
    const property = [{ code: "p", valueString: "x", valueCode: "y" }];
    const codes = { ...CODES, concept: [{ code: "a", property }] };
    const { status, json } = await post(
      `/${version}/CodeSystem/$lookup`,
      parameters(
        { name: "tx-resource", resource: codes },
        { name: "system", valueUri: CODES.url },
        { name: "code", valueCode: "a" },
      ),
    );
    expect(status).toBe(400);
    expect(json.issue[0].details.text).toContain("only one of valueString, valueCode may be given");
  });

  test("a value that is no resource is refused under `resource`", async () => {
    const body = parameters({ name: "url", resource: CODES }, { name: "code", valueCode: "a" });
    const { status, json } = await post(`/${version}/CodeSystem/$validate-code`, body);
    expect(status).toBe(400);
    expect(json.issue[0].details.text).toContain("valueUri");
  });

  test.each([
    ["valueCodeableConcept", { coding: [{ code: "a" }] }],
    ["valueString", { code: "a" }],
    ["value", { code: "a" }],
    ["value", "a"],
  ])("a coding under %s is refused by name", async (key, value) => {
    const body = parameters({ name: "url", valueUri: CODES.url }, { name: "coding", [key]: value });
    const { status, json } = await post(`/${version}/CodeSystem/$validate-code`, body);
    expect(status).toBe(400);
    expect(json.issue[0].details.text).toContain("valueCoding");
  });

  test("an element without the type in its name is refused where FHIR leaves the type open", async () => {
    const map = {
      ...BROKEN_MAP,
      group: [
        {
          source: "http://example.org/a",
          target: "http://example.org/b",
          element: [{ code: "a", target: [{ code: "b", dependsOn: [{ attribute: "urn:p", value: "de" }] }] }],
        },
      ],
    };
    const code = { ...CODES, concept: [{ code: "a", property: [{ code: "p", value: "x" }] }] };
    for (const resource of version === "r5" ? [map, code] : [code]) {
      const { status, json } = await post(
        `/${version}/ConceptMap/$translate`,
        parameters(
          { name: "tx-resource", resource },
          { name: "system", valueUri: "http://example.org/a" },
          { name: "code", valueCode: "a" },
        ),
      );
      expect(status).toBe(400);
      expect(json.issue[0].details.text).toMatch(/value.*valueString/);
    }
  });

  describe("a resource as the whole body", () => {
    test("is the value set to expand, with the other parameters in the address", async () => {
      const all = await post(`/${version}/ValueSet/$expand`, ALL);
      expect(all.status).toBe(200);
      expect(all.json.expansion.contains.map((c: { code: string }) => c.code)).toEqual(["male", "female"]);
      const first = await post(`/${version}/ValueSet/$expand?count=1`, ALL);
      expect(first.json.expansion.contains).toHaveLength(1);
    });

    test("is the value set, or the code system, to validate against", async () => {
      const inSet = `/${version}/ValueSet/$validate-code?system=${GENDER}&code=`;
      expect(values((await post(`${inSet}male`, ALL)).json).result).toBe(true);
      expect(values((await post(`${inSet}other`, ALL)).json).result).toBe(false);
      const inSystem = `/${version}/CodeSystem/$validate-code?code=`;
      expect(values((await post(`${inSystem}a`, CODES)).json)).toMatchObject({
        result: true,
        display: "Aye",
      });
      expect(values((await post(`${inSystem}c`, CODES)).json).result).toBe(false);
    });

    test("is the map to translate by", async () => {
      const target =
        version === "r4"
          ? { code: "b", equivalence: "equivalent" }
          : { code: "b", relationship: "equivalent" };
      const map = {
        ...BROKEN_MAP,
        group: [
          { source: CODES.url, target: "http://example.org/b", element: [{ code: "a", target: [target] }] },
        ],
      };
      const { json } = await post(`/${version}/ConceptMap/$translate?code=a&system=${CODES.url}`, map);
      expect(values(json).result).toBe(true);
    });

    test("counts once: beside one in the address it is one too many", async () => {
      const { status, json } = await post(`/${version}/ValueSet/$expand?url=http://example.org/vs`, ALL);
      expect(status).toBe(400);
      expect(json.issue[0].details.text).toContain("valueSet");
    });

    test("is refused where the operation takes none of its type", async () => {
      for (const [path, resource] of [
        ["ValueSet/$expand", CODES],
        ["CodeSystem/$lookup", CODES],
        ["CodeSystem/$subsumes", ALL],
      ] as const) {
        const { status, json } = await post(`/${version}/${path}`, resource);
        expect(status).toBe(400);
        expect(json.issue[0].details.text).toContain(resource.resourceType);
      }
    });
  });
});

test("of one parameter a thousand values are taken; of resources that come along, more", async () => {
  const asked = (count: number, one: object) =>
    post(
      "/r4/ValueSet/poh-codes/$expand",
      parameters({ name: "count", valueInteger: 1 }, ...Array.from({ length: count }, () => one)),
    );
  const names = { name: "designation", valueString: "de" };
  expect((await asked(1_000, names)).status).toBe(200);
  const { status, json } = await asked(1_001, names);
  expect(status).toBe(400);
  expect(json).toMatchObject({
    issue: [{ details: { text: "designation: 'de' is not valid here; at most 1000 are taken" } }],
  });
  expect((await asked(1_001, { name: "tx-resource", resource: CODES })).status).toBe(200);
});
