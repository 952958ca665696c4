import { describe, expect, test } from "vitest";
import { ANIMALS, animals, filtered, SETS, supplement, valueSet, whole } from "../../fixtures/animals.ts";
import { testServer, values } from "../support.ts";

const all = valueSet("all", [whole()], { version: "1.0.0" });
const server = testServer({ resources: [animals, supplement, all], expansionLimit: 100 });
const url = encodeURIComponent(`${SETS}all`);

const post = (path: string, parameter: object[], headers: Record<string, string> = {}) =>
  server.request(path, {
    method: "POST",
    headers: { "Content-Type": "application/fhir+json", ...headers },
    body: JSON.stringify({ resourceType: "Parameters", parameter }),
  });

interface Row {
  code: string;
  contains?: Row[];
}
const flat = (rows: Row[] = []): string[] => rows.flatMap((r) => [r.code, ...flat(r.contains)]);

describe.each(["r4", "r5"])("ValueSet/$expand on /%s", (version) => {
  const base = `/${version}/ValueSet`;

  test("uses, allows and checks the versions of value sets that the request names", async () => {
    const drawing = (name: string, version: string, code: string) =>
      valueSet(name, [{ system: ANIMALS, concept: [{ code }] }], { version });
    const sets = [
      drawing("kinds", "1", "dog"),
      drawing("kinds", "2", "cat"),
      valueSet("importing", [{ valueSet: [`${SETS}kinds`] }]),
      valueSet("pinning", [{ valueSet: [`${SETS}kinds|2`] }]),
    ];
    const ask = async (name: string, rule?: string, of = "1") => {
      const given = rule === undefined ? [] : [{ name: rule, valueCanonical: `${SETS}kinds|${of}` }];
      const { json } = await post(`${base}/$expand`, [
        { name: "url", valueUri: `${SETS}${name}` },
        ...sets.map((resource) => ({ name: "tx-resource", resource })),
        ...given,
      ]);
      return json;
    };
    const expand = async (...asked: Parameters<typeof ask>) => {
      const json = await ask(...asked);
      return json.expansion ? flat(json.expansion.contains).join() : json.issue[0].code;
    };
    expect(await expand("kinds")).toBe("cat");
    for (const name of ["kinds", "importing"])
      for (const rule of ["default", "force", "check"])
        expect(await expand(name, `${rule}-valueset-version`)).toBe("dog");
    // What decided which codes there are is told, and nothing that did not.
    const told = async (...asked: Parameters<typeof ask>) =>
      (await ask(...asked)).expansion.parameter.filter((p: { name: string }) =>
        p.name.endsWith("-valueset-version"),
      );
    for (const name of ["kinds", "importing"])
      for (const rule of ["default", "force", "check"])
        expect(await told(name, `${rule}-valueset-version`)).toEqual([
          { name: `${rule}-valueset-version`, valueUri: `${SETS}kinds|1` },
        ]);
    for (const name of ["kinds|2", "pinning"])
      expect(await told(name, "default-valueset-version")).toEqual([]);
    expect(await expand("pinning", "default-valueset-version")).toBe("cat");
    expect(await expand("pinning", "force-valueset-version")).toBe("dog");
    expect(await expand("pinning", "check-valueset-version")).toBe("exception");
    expect(await expand("pinning", "check-valueset-version", "2")).toBe("cat");
    expect(await expand("kinds|2", "check-valueset-version")).toBe("exception");
  });

  test("what a stored expansion says of a code holds where the code system is not here", async () => {
    const at = { system: "http://example.org/elsewhere" };
    const contains = [
      { ...at, code: "group", display: "Group", abstract: true, contains: [{ ...at, code: "now" }] },
      { ...at, code: "gone", display: "Gone", inactive: true },
    ];
    const resource = {
      resourceType: "ValueSet",
      url: "http://example.org/stored",
      status: "active",
      expansion: { timestamp: "2020-01-01T00:00:00Z", contains },
    };
    const given = [{ name: "valueSet", resource }];
    const ask = async (...more: object[]) =>
      (await post(`${base}/$expand`, [...given, ...more])).json.expansion;
    const whole = await ask();
    expect(whole.contains).toEqual([
      { ...at, abstract: true, code: "group", display: "Group" },
      { ...at, code: "now" },
      { ...at, inactive: true, code: "gone", display: "Gone" },
    ]);
    const active = await ask({ name: "activeOnly", valueBoolean: true });
    expect([active.total, flat(active.contains)]).toEqual([2, ["group", "now"]]);
    const forUi = await ask({ name: "excludeNotForUI", valueBoolean: true });
    expect(flat(forUi.contains)).toEqual(["now", "gone"]);
    const validate = async (code: string, ...more: object[]) =>
      values(
        (
          await post(`${base}/$validate-code`, [
            ...given,
            { name: "coding", valueCoding: { ...at, code } },
            ...more,
          ])
        ).json,
      );
    expect(await validate("gone")).toMatchObject({
      result: true,
      inactive: true,
      message: expect.stringContaining("status of inactive"),
    });
    expect((await validate("gone", { name: "activeOnly", valueBoolean: true })).result).toBe(false);
    expect((await validate("group", { name: "abstract", valueBoolean: false })).result).toBe(false);
    expect(await validate("now", { name: "activeOnly", valueBoolean: true })).toMatchObject({ result: true });
    // The same by way of a value set that leaves inactive concepts out, and with a header of the code system.
    const tx = [
      resource,
      { resourceType: "CodeSystem", url: at.system, status: "active", content: "not-present" },
      valueSet("active", [{ valueSet: [resource.url] }], { inactive: false }),
    ].map((sent) => ({ name: "tx-resource", resource: sent }));
    const outer = { name: "valueSet", resource: valueSet("outer", [{ valueSet: [`${SETS}active`] }]) };
    const { expansion } = (await post(`${base}/$expand`, [outer, ...tx])).json;
    expect(flat(expansion.contains)).toEqual(["group", "now"]);
    for (const [code, result] of [
      ["now", true],
      ["gone", false],
    ]) {
      const given = [outer, ...tx, { name: "coding", valueCoding: { ...at, code } }];
      expect(values((await post(`${base}/$validate-code`, given)).json).result).toBe(result);
    }
  });

  test("a value set without an address is called so where it is too much", async () => {
    const resource = {
      resourceType: "ValueSet",
      status: "active",
      compose: { include: [{ system: ANIMALS }] },
    };
    const limit = { "x-too-costly-threshold": "2" };
    for (const [more, name] of [
      [{}, "(unidentified)"],
      [{ id: "mine" }, "#mine"],
    ] as const) {
      const given = [{ name: "valueSet", resource: { ...resource, ...more } }];
      const { json } = await post(`${base}/$expand`, given, limit);
      expect(json.issue[0].details.text).toContain(`The value set '${name}' expansion has too many codes`);
    }
  });

  test("answers GET by url, POST by url, POST of the value set itself, and on an instance", async () => {
    const replies = [
      await server.request(`${base}/$expand?url=${url}`),
      await server.request(`${base}/$expand?url=${url}&valueSetVersion=1.0.0`),
      await server.request(`${base}/$expand?url=${encodeURIComponent(`${SETS}all|1.0.0`)}`),
      await post(`${base}/$expand`, [{ name: "url", valueUri: `${SETS}all` }]),
      await post(`${base}/$expand`, [{ name: "valueSet", resource: all }]),
      await server.request(`${base}/all/$expand`),
    ];
    for (const { status, json } of replies) {
      expect(status).toBe(200);
      expect(json).toMatchObject({ resourceType: "ValueSet", url: `${SETS}all`, version: "1.0.0" });
      expect(json.expansion.total).toBe(9);
      expect(flat(json.expansion.contains)).toHaveLength(9);
    }
  });

  test("pages, filters and echoes", async () => {
    const { json } = await server.request(`${base}/$expand?url=${url}&filter=do&count=1&offset=1`);
    expect(flat(json.expansion.contains)).toEqual(["dodo"]);
    expect(json.expansion).toMatchObject({ total: 2, offset: 1 });
    const echoed = json.expansion.parameter.map((p: { name: string }) => p.name);
    expect(echoed).toEqual(["count", "offset", "filter", "used-codesystem"]);
  });

  test("hears Accept-Language, and resources that come with the request", async () => {
    const own = valueSet("own", [filtered(["legs", "=", "4"])]);
    const { json } = await post(
      `${base}/$expand`,
      [
        { name: "url", valueUri: `${SETS}own` },
        { name: "tx-resource", resource: own },
      ],
      { "Accept-Language": "de" },
    );
    expect(json.expansion.contains.map((c: { display: string }) => c.display)).toEqual([
      "Säugetier",
      "Hund",
      "Welpe",
      "Katze",
    ]);
    expect((await server.request(`${base}/$expand?url=${SETS}own`)).status).toBe(404);
  });

  test("takes versions and supplements from the request", async () => {
    const supplemented = await server.request(
      `${base}/$expand?url=${url}&useSupplement=${ANIMALS}-nl&filter=hond`,
    );
    expect(flat(supplemented.json.expansion.contains)).toEqual(["dog"]);
    const checked = await server.request(
      `${base}/$expand?url=${url}&force-system-version=${encodeURIComponent(`${ANIMALS}|9`)}`,
    );
    expect(checked.status).toBe(404);
    expect(checked.json.issue[0].details.text).toContain("Valid versions: 2.0.0");
  });

  test("stops at the server's limit, or earlier if the caller says so", async () => {
    const early = await server.request(`${base}/$expand?url=${url}`, {
      headers: { "X-TOO-COSTLY-THRESHOLD": "5" },
    });
    expect(early.status).toBe(422);
    expect(early.json.issue[0]).toMatchObject({ severity: "error", code: "too-costly" });
    const many = { ...animals, url: "http://example.org/many", concept: [] as { code: string }[] };
    for (let i = 0; i < 150; i++) many.concept.push({ code: `c${i}` });
    const set = valueSet("many", [{ system: many.url }]);
    const ask = (headers: Record<string, string>, ...more: object[]) =>
      post(
        `${base}/$expand`,
        [{ name: "valueSet", resource: set }, { name: "tx-resource", resource: many }, ...more],
        headers,
      );
    expect((await ask({ "X-TOO-COSTLY-THRESHOLD": "1000000" })).status).toBe(422);
    expect((await ask({}, { name: "count", valueInteger: 150 })).json.expansion.contains).toHaveLength(150);
  });

  test("a wrong request is answered with 4xx and the parameter that is wrong", async () => {
    const issue = async (query: string) => {
      const { status, json } = await server.request(`${base}/$expand${query}`);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(json.resourceType).toBe("OperationOutcome");
      return json.issue[0].details.text as string;
    };
    expect(await issue("")).toContain("url or valueSet is required");
    expect(await issue(`?url=${url}&count=-1`)).toContain("count");
    expect(await issue(`?url=${url}&count=many`)).toContain("count");
    expect(await issue(`?url=${url}&date=soon`)).toContain("date");
    expect(await issue(`?url=${url}&displayLanguage=-`)).toContain("Invalid displayLanguage");
    expect(await issue(`?url=${url}%7C1.0.0&valueSetVersion=2`)).toContain("valueSetVersion");
    expect(await issue(`?url=http://example.org/none%7C3`)).toBe(
      "A definition for the value Set 'http://example.org/none|3' could not be found",
    );
    expect(await issue(`?url=${url}&activeOnlyy=true`)).toContain("did you mean 'activeOnly'");
    expect((await server.request(`${base}/none/$expand`)).status).toBe(404);
  });
});

test("properties are R5's own elements, and extensions that carry them on R4", async () => {
  const path = `ValueSet/$expand?url=${url}&property=legs&filter=cat`;
  const r5 = (await server.request(`/r5/${path}`)).json.expansion;
  expect(r5.contains[0].property).toEqual([{ code: "legs", valueInteger: 4 }]);
  expect(r5.property).toEqual([{ code: "legs", uri: "http://example.org/properties#legs" }]);
  const r4 = (await server.request(`/r4/${path}`)).json.expansion;
  expect(r4.contains[0].property).toBeUndefined();
  expect(r4.contains[0].extension[0]).toMatchObject({
    url: "http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.expansion.contains.property",
    extension: [
      { url: "code", valueCode: "legs" },
      { url: "value", valueInteger: 4 },
    ],
  });
});

test("FHIR's own value sets are known, in the version of the endpoint", async () => {
  for (const [version, fhirVersion] of [
    ["r4", "4.0.1"],
    ["r5", "5.0.0"],
  ]) {
    const path = `ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender`;
    const { json } = await server.request(`/${version}/${path}`);
    expect(flat(json.expansion.contains)).toEqual(["male", "female", "other", "unknown"]);
    expect(json.version).toBe(fhirVersion);
    const system = "http://hl7.org/fhir/administrative-gender";
    const looked = await server.request(`/${version}/CodeSystem/$lookup?system=${system}&code=male`);
    expect(looked.json.parameter).toContainEqual({ name: "version", valueString: fhirVersion });
  }
});
