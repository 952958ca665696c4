import { describe, expect, test } from "vitest";
import { testServer } from "../support.ts";

interface Entry {
  fullUrl?: string;
  resource: { resourceType: string; id: string; [element: string]: unknown };
  search: { mode: string };
}

const ids = (bundle: { entry?: Entry[] }) =>
  (bundle.entry ?? []).filter((e) => e.search.mode === "match").map((e) => e.resource.id);
const link = (bundle: { link: { relation: string; url: string }[] }, relation: string) =>
  bundle.link.find((l) => l.relation === relation)?.url;

/** Seven value sets that differ in version, status and date. */
const VALUE_SETS = [1, 2, 3, 4, 5, 6, 7].map((n) => ({
  resourceType: "ValueSet" as const,
  id: `vs-${n}`,
  url: `http://example.org/vs/${n}`,
  version: `${n}.0`,
  name: `Set${n}`,
  title: n === 3 ? "Fish, boiled" : n === 6 ? "Set number 6 of Straße Σοφός" : `Set number ${n}`,
  status: n % 2 ? ("active" as const) : ("draft" as const),
  date: `202${n}-01-01`,
  compose: {
    include: [
      { system: "http://example.org/cs", concept: [{ code: `c${n}` }, { code: `d|${n}` }] },
      { system: "http://example.org/a|b", concept: [{ code: `e${n}` }] },
    ],
  },
}));
const server = testServer({ resources: VALUE_SETS });

describe.each(["r4", "r5"])("search at /%s", (version) => {
  const search = async (query: string, init?: RequestInit) =>
    (await server.request(`/${version}/ValueSet${query}`, init)).json;

  test("without criteria finds all, as entries of a searchset", async () => {
    const bundle = await search("");
    expect(bundle).toMatchObject({ resourceType: "Bundle", type: "searchset", total: 7 });
    expect(bundle.entry[0]).toMatchObject({
      fullUrl: `${server.url}/${version}/ValueSet/vs-1`,
      resource: { resourceType: "ValueSet", id: "vs-1" },
      search: { mode: "match" },
    });
    expect(link(bundle, "self")).toBe(`${server.url}/${version}/ValueSet`);
  });

  test.each([
    ["url", "?url=http://example.org/vs/2", ["vs-2"]],
    ["url and version, as in a canonical reference", "?url=http://example.org/vs/2%7C2.0", ["vs-2"]],
    ["url and version, with the bar escaped", "?url=http://example.org/vs/2%5C%7C2.0", ["vs-2"]],
    ["url and a version that it has not", "?url=http://example.org/vs/2%7C3.0", []],
    ["url and an empty version, as by url alone", "?url=http://example.org/vs/2%7C", ["vs-2"]],
    ["version", "?version=3.0", ["vs-3"]],
    ["name, by its beginning", "?name=set4", ["vs-4"]],
    ["title, anywhere in it", "?title:contains=number%205", ["vs-5"]],
    ["status", "?status=draft", ["vs-2", "vs-4", "vs-6"]],
    ["two criteria, both", "?status=draft&date=ge2024", ["vs-4", "vs-6"]],
    ["alternatives, either", "?_id=vs-1,vs-7", ["vs-1", "vs-7"]],
    ["title, in capital letters that are written otherwise", "?title:contains=STRASSE%20ΣΟΦΌΣ", ["vs-6"]],
    ["title, in small letters", "?title:contains=straße%20σοφόσ", ["vs-6"]],
    ["an escaped comma, as part of the value", "?title:exact=Fish%5C,%20boiled", ["vs-3"]],
    ["a repeated name, both", "?date=ge2023&date=lt2025", ["vs-3", "vs-4"]],
    ["a time whose zone has a plus as it is", "?date=ge2027-01-01T00:00:00+01:00", ["vs-7"]],
    ["a time all of whose signs are encoded", "?date=ge2027-01-01T00%3A00%3A00%2B01%3A00", ["vs-7"]],
    ["a plus in a text, which is a space", "?title:contains=number+5", ["vs-5"]],
    ["a code it enumerates", "?code=http://example.org/cs%7Cc6", ["vs-6"]],
    ["a code with a bar in it, which is escaped", "?code=d%5C%7C6", ["vs-6"]],
    ["a system and a code with a bar in it", "?code=http://example.org/cs%7Cd%5C%7C6", ["vs-6"]],
    ["a system with a bar in it", "?code=http://example.org/a%5C%7Cb%7Ce6", ["vs-6"]],
    ["an empty value, as if it were not there", "?name=&version=1.0", ["vs-1"]],
    ["an empty alternative, as if it were not there", "?name=set4,", ["vs-4"]],
    ["nothing but empty alternatives, as if they were not there", "?name=,&version=1.0", ["vs-1"]],
    ["an address below its own", "?url:above=http://example.org/vs/2/_history/5", ["vs-2"]],
    ["an address beside its own", "?url:above=http://example.org/vs/22", []],
    ["nothing but an accent, which no name begins with", "?name=%CC%81", []],
    ["nothing that is there", "?url=http://example.org/none", []],
  ])("by %s", async (_what, query, expected) => {
    const bundle = await search(query);
    expect(ids(bundle)).toEqual(expected);
    expect(bundle.total).toBe(expected.length);
  });

  test("by POST to _search, with the query string counting too", async () => {
    const bundle = await search("/_search?status=draft", {
      method: "POST",
      body: new URLSearchParams({ date: "ge2024" }),
    });
    expect(ids(bundle)).toEqual(["vs-4", "vs-6"]);
    expect(link(bundle, "self")).toBe(`${server.url}/${version}/ValueSet?status=draft&date=ge2024`);
  });

  test.each([undefined, "application/x-www-form-urlencoded"])(
    "by POST to _search without a body, Content-Type %s",
    async (type) => {
      const headers: Record<string, string> = type === undefined ? {} : { "Content-Type": type };
      const bundle = await search("/_search?status=draft&date=ge2024", { method: "POST", headers });
      expect(ids(bundle)).toEqual(["vs-4", "vs-6"]);
    },
  );

  test("sorts, downwards too", async () => {
    expect(ids(await search("?_sort=-date&_count=2"))).toEqual(["vs-7", "vs-6"]);
    expect(ids(await search("?_sort=status,-version&_count=2"))).toEqual(["vs-7", "vs-5"]);
  });

  test("pages: following next visits every resource once, and previous leads back", async () => {
    const seen: string[] = [];
    const before: (string | undefined)[] = [];
    let bundle = await search("?_count=3&_sort=url");
    for (;;) {
      seen.push(...ids(bundle));
      before.push(link(bundle, "previous"));
      const next = link(bundle, "next");
      if (!next) break;
      bundle = (await server.request(next.slice(server.url.length))).json;
    }
    expect(seen).toEqual(VALUE_SETS.map((v) => v.id));
    expect(before[0]).toBeUndefined();
    const back = (await server.request(before[2]!.slice(server.url.length))).json;
    expect(ids(back)).toEqual(["vs-4", "vs-5", "vs-6"]);
    expect(link(back, "first")).toBe(`${server.url}/${version}/ValueSet?_count=3&_sort=url`);
    expect(link(back, "last")).toContain("_offset=6");
  });

  test("a page beyond the end is empty and links back", async () => {
    const bundle = await search("?_count=3&_offset=30");
    expect(ids(bundle)).toEqual([]);
    expect(link(bundle, "next")).toBeUndefined();
    expect(link(bundle, "last")).toContain("_offset=6");
  });

  test.each(["?_summary=count", "?_count=0"])("%s only counts", async (query) => {
    const bundle = await search(query);
    expect(bundle.total).toBe(7);
    expect(bundle.entry).toBeUndefined();
  });

  test("_total=none leaves the total out", async () => {
    expect((await search("?_total=none")).total).toBeUndefined();
  });

  test("_summary=true leaves the definition out of each", async () => {
    const bundle = await search("?_summary=true");
    for (const { resource } of bundle.entry as Entry[]) {
      expect(resource["compose"]).toBeUndefined();
      expect(resource["url"]).toBeDefined();
    }
  });

  test("a name in _elements that no element has is told", async () => {
    const told = (bundle: { entry: Entry[] }) =>
      JSON.stringify(bundle.entry.find(({ search }) => search.mode === "outcome")?.resource["issue"]);
    expect(told(await search("?_elements=titel,url&_count=1"))).toContain(
      "_elements: 'titel' is not valid here; ValueSet has no such element",
    );
    expect(told(await search("?_elements=resourceType,id,ValueSet.compose,title&_count=1"))).toBeUndefined();
    const headers = { Prefer: "handling=strict" };
    expect((await server.request(`/${version}/ValueSet?_elements=titel`, { headers })).status).toBe(400);
  });

  test("_elements keeps only what is named, and what must be there", async () => {
    const bundle = await search("?_elements=title&_count=1");
    expect(Object.keys(bundle.entry[0].resource).sort()).toEqual([
      "id",
      "meta",
      "resourceType",
      "status",
      "title",
    ]);
  });

  test("an unknown parameter is left aside, and an entry says so", async () => {
    const bundle = await search("?colour=blue&version=2.0&_sort=shade");
    expect(ids(bundle)).toEqual(["vs-2"]);
    const notes = bundle.entry.filter((e: Entry) => e.search.mode === "outcome");
    const texts = notes[0].resource.issue.map((i: { severity: string; details: { text: string } }) => [
      i.severity,
      i.details.text.split(".")[0],
    ]);
    expect(texts).toEqual([
      ["warning", "ValueSet can't be searched by 'colour' here"],
      ["warning", "ValueSet can't be searched by 'shade' here"],
    ]);
    expect(link(bundle, "self")).toBe(`${server.url}/${version}/ValueSet?version=2.0`);
  });

  test("a code that no resource may have is told, since it finds nothing", async () => {
    const told = async (query: string) => {
      const { entry = [] } = await search(query);
      return entry.flatMap(({ search: { mode }, resource }: Entry) =>
        mode === "outcome"
          ? (resource["issue"] as { details: { text: string } }[]).map((i) => i.details.text)
          : [],
      );
    };
    const text = "status: no resource has 'actve'; there are draft, active, retired, unknown";
    expect(await told("?status=actve,active")).toEqual([text]);
    expect(await told("?status=http://hl7.org/fhir/publication-status|actve")).toEqual([text]);
    expect(await told("?status=active,retired&status:missing=false&version=9")).toEqual([]);
  });

  test("what has no order is left aside as a sort rule, and an entry says so", async () => {
    const ask = (headers: Record<string, string>) =>
      server.request(`/${version}/CodeSystem?_sort=-date,code`, { headers });
    const { json } = await ask({});
    expect(JSON.stringify(json.entry)).toContain("CodeSystem can't be sorted by 'code'");
    expect(link(json, "self")).toContain("_sort=-date");
    expect((await ask({ Prefer: "handling=strict" })).status).toBe(400);
  });

  test.each([
    ["an unknown parameter, handling=strict", "?colour=blue", "colour", { Prefer: "handling=strict" }],
    ["an unknown sort rule, handling=strict", "?_sort=colour", "colour", { Prefer: "handling=strict" }],
    ["an unknown modifier", "?url:sounds=x", "sounds", {}],
    ["a date that is none", "?date=soon", "soon", {}],
    ["a count that is none", "?_count=many", "many", {}],
    ["a summary that is none", "?_summary=short", "short", {}],
    ["a total that is none", "?_total=some", "some", {}],
  ])("%s is 400 and named", async (_what, query, named, headers: Record<string, string>) => {
    const { status, json } = await server.request(`/${version}/ValueSet${query}`, { headers });
    expect(status).toBe(400);
    expect(json.issue[0].details.text).toContain(named);
  });
});

/** A value set that is stored under an address of FHIR's own. */
const MINE = { ...VALUE_SETS[0]!, url: "http://hl7.org/fhir/ValueSet/administrative-gender", name: "Mine" };
const withMine = testServer({ resources: [MINE, VALUE_SETS[1]!] });
/** Another value set at an id of FHIR's own. */
const withTaken = testServer({ resources: [{ ...VALUE_SETS[0]!, id: "address-use" }] });

describe.each(["r4", "r5"])("FHIR's own code systems and value sets at /%s", (version) => {
  const GENDER = "http://hl7.org/fhir/administrative-gender";
  const names = async (query: string) =>
    ((await server.request(`/${version}/${query}`)).json.entry ?? []).map((e: Entry) => e.resource["name"]);

  test.each([
    ["url", `CodeSystem?url=${GENDER}`],
    ["system, which is the same as url", `CodeSystem?system=${GENDER}`],
    ["url and status", `CodeSystem?url=${GENDER}&status=active`],
    ["system and a code of its own", `CodeSystem?system=${GENDER}&code=male`],
    ["url and the beginning of a name", `CodeSystem?url=${GENDER}&name=administrative`],
    ["url, without those of another status", `CodeSystem?url=${GENDER}&status:not=retired`],
    ["both addresses", `CodeSystem?url=${GENDER}&system=${GENDER}`],
    ["the id that they have", "CodeSystem?_id=administrative-gender"],
    ["id and status", "CodeSystem?_id=administrative-gender&status=active"],
  ])("are found by %s", async (_, query) => {
    expect(await names(query)).toEqual(["AdministrativeGender"]);
  });

  test.each([
    `CodeSystem?url=${GENDER}&status=retired`,
    `CodeSystem?url=${GENDER}&code=neither`,
    `CodeSystem?url=${GENDER}&content-mode=fragment`,
    `CodeSystem?url=${GENDER}&system=http://example.org/cs`,
    `CodeSystem?url=${GENDER}&version=0.1`,
    "CodeSystem?_id=administrative-gender&status=retired",
    "CodeSystem?_id=AdministrativeGender",
  ])("are not found where something else does not fit: %s", async (query) => {
    expect(await names(query)).toEqual([]);
  });

  test("are found beside what is stored, in pages after it", async () => {
    const query = `ValueSet?url=http://example.org/vs/2,http://hl7.org/fhir/ValueSet/administrative-gender,http://example.org/vs/4`;
    expect(await names(query)).toEqual(["Set2", "Set4", "AdministrativeGender"]);
    expect(await names(`${query}&_count=2`)).toEqual(["Set2", "Set4"]);
    const { json } = await server.request(`/${version}/${query}&_count=2`);
    expect(json.total).toBe(3);
    const next = (await (await fetch(link(json, "next")!)).json()) as { entry: Entry[] };
    expect(next.entry.map((e) => e.resource["name"])).toEqual(["AdministrativeGender"]);
    expect(await names(`${query}&_count=0`)).toEqual([]);
  });

  test("are found by their ids beside what is stored", async () => {
    const { json } = await withMine.request(
      `/${version}/ValueSet?_id=vs-2,address-use,administrative-gender,none`,
    );
    expect([json.total, json.entry.map((e: Entry) => e.resource["name"])]).toEqual([
      2,
      ["Set2", "AddressUse"],
    ]);
  });

  const places = async ({ request }: typeof server, query: string): Promise<string[]> =>
    (await request(`/${version}/${query}`)).json.entry.map((e: { fullUrl: string }) => e.fullUrl);

  test.each([
    [`CodeSystem?url=${GENDER}`, "CodeSystem/administrative-gender"],
    ["ValueSet?url=http://hl7.org/fhir/ValueSet/administrative-gender", "ValueSet/administrative-gender"],
    ["ValueSet?_id=address-use", "ValueSet/address-use"],
  ])("say where they are read: %s", async (query, place) => {
    const at = `${server.url}/${version}/${place}`;
    expect(await places(server, query)).toEqual([at]);
    expect((await server.request(`/${version}/${place}`)).status).toBe(200);
  });

  test("say their own address where they have no id, or something else has it", async () => {
    expect(await places(server, "CodeSystem?url=urn:ietf:bcp:47")).toEqual(["urn:ietf:bcp:47"]);
    const use = "http://hl7.org/fhir/ValueSet/address-use";
    expect(await places(withTaken, `ValueSet?url=${use}`)).toEqual([use]);
  });

  test("give way to what is stored at their address", async () => {
    const query = `ValueSet?url=${MINE.url},http://example.org/vs/2,http://hl7.org/fhir/ValueSet/address-use`;
    const { json } = await withMine.request(`/${version}/${query}`);
    const found = json.entry.map((e: Entry) => e.resource["name"]);
    expect(found).toEqual(["Mine", "Set2", "AddressUse"]);
  });

  test("value sets are found by what they draw on besides their url", async () => {
    const at = "ValueSet?url=http://hl7.org/fhir/ValueSet/administrative-gender";
    expect(await names(`${at}&reference=${GENDER}`)).toEqual(["AdministrativeGender"]);
    expect(await names(`${at}&reference=http://example.org/cs`)).toEqual([]);
  });
});

test("links carry the public address, where one is set", async () => {
  const { startServer } = await import("../../../src/server/start.ts");
  const behind = await startServer({ resources: VALUE_SETS, publicUrl: "https://tx.example.org" });
  const bundle = (await (await fetch(`${behind.url}/r4/ValueSet?_count=1`)).json()) as never;
  await behind.stop();
  expect(link(bundle, "self")).toBe("https://tx.example.org/r4/ValueSet?_count=1");
});
