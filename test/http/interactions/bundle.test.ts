import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { unique } from "../../unique.ts";
import { testServer, values } from "../support.ts";

const TOKEN = "a-key-for-tests";
const keys = [{ name: "tests", sha256: createHash("sha256").update(TOKEN).digest("hex") }];
const server = testServer({ writes: true, keys });
const AUTHORIZED = { Authorization: `Bearer ${TOKEN}` };
const CONDITIONS = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const POH = "progressive-osseous-heteroplasia";

interface Entry {
  resource?: { resourceType: string; [element: string]: unknown };
  response: {
    status: string;
    location?: string;
    etag?: string;
    lastModified?: string;
    outcome?: { issue: { details: { text: string } }[] };
  };
}

let count = 0;
const codeSystem = (more: object = {}) => {
  const url = `http://example.org/bundle/cs/${++count}`;
  return { resourceType: "CodeSystem", url, version: "1", status: "active", content: "complete", ...more };
};
const get = (url: string, more: object = {}) => ({ request: { method: "GET", url, ...more } });
const post = (resource: object, fullUrl?: string) => ({
  ...(fullUrl ? { fullUrl } : {}),
  resource,
  request: { method: "POST", url: (resource as { resourceType: string }).resourceType },
});

describe.each(["r4", "r5"])("at /%s", (version) => {
  const send = async (type: string, entry: object[], headers: Record<string, string> = {}) => {
    const reply = await server.request(`/${version}`, {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json", ...headers },
      body: JSON.stringify({ resourceType: "Bundle", type, entry }),
    });
    return { ...reply, entries: (reply.json.entry ?? []) as Entry[] };
  };
  const statuses = (entries: Entry[]) => entries.map((e) => e.response.status.slice(0, 3));

  describe("a batch", () => {
    test("says when a resource was changed as its meta does, to the fraction", async () => {
      const url = "CodeSystem/genetic-conditions";
      const asked = [
        post(codeSystem()),
        get(url),
        get(`${url}/_history/1`),
        get(url, { ifNoneMatch: 'W/"1"' }),
      ];
      const { entries } = await send("batch", asked, AUTHORIZED);
      const times = entries.map(({ resource, response }) => [
        (resource?.meta as { lastUpdated: string } | undefined)?.lastUpdated,
        response.lastModified,
      ]);
      const [created, read, version, known] = times;
      for (const [inMeta, inEntry] of [created!, read!, version!]) {
        expect(inMeta).toBeDefined();
        expect(inEntry).toBe(inMeta);
      }
      expect(known).toEqual([undefined, read![0]]);
    });

    test("gives of a HEAD what a GET says, but the resource", async () => {
      const head = (url: string) => ({ request: { method: "HEAD", url } });
      const { entries } = await send("batch", [
        get("CodeSystem/genetic-conditions"),
        head("CodeSystem/genetic-conditions"),
        head(`CodeSystem/$lookup?system=${CONDITIONS}&code=${POH}`),
        head("CodeSystem/none"),
      ]);
      expect(entries[1]).toEqual({ response: entries[0]!.response });
      expect(entries[2]).toEqual({ response: { status: "200 OK" } });
      expect(entries[3]!.response.status).toBe("404 Not Found");
    });

    test("searches by POST, by what stands in the address", async () => {
      const search = { request: { method: "POST", url: "CodeSystem/_search?_id=genetic-conditions" } };
      const { entries } = await send("batch", [search]);
      expect(statuses(entries)).toEqual(["200"]);
      expect(entries[0]!.resource).toMatchObject({ resourceType: "Bundle", total: 1 });
    });

    test("answers each entry by itself, in order, operations too", async () => {
      const { status, json, entries } = await send("batch", [
        get(`CodeSystem/$lookup?system=${CONDITIONS}&code=${POH}`),
        get("CodeSystem/none"),
        get("/CodeSystem/genetic-conditions?_elements=url"),
        get(`${server.url}/${version}/ValueSet?_summary=count`),
        {
          resource: {
            resourceType: "Parameters",
            parameter: [
              { name: "system", valueUri: CONDITIONS },
              { name: "code", valueCode: POH },
            ],
          },
          request: { method: "POST", url: "CodeSystem/$lookup" },
        },
        get("CodeSystem/$lookup?cod=x"),
      ]);
      expect(status).toBe(200);
      expect(json.type).toBe("batch-response");
      expect(statuses(entries)).toEqual(["200", "404", "200", "200", "200", "400"]);
      expect(values(entries[0]!.resource)["display"]).toBe("Progressive osseous heteroplasia");
      expect(entries[1]!.response.outcome!.issue[0]!.details.text).toContain("'none'");
      expect(entries[2]!.resource).toMatchObject({ url: CONDITIONS });
      expect(entries[4]!.resource).toEqual(entries[0]!.resource);
    });

    test("a hundred lookups come back in their order", async () => {
      const codes = Array.from({ length: 100 }, (_, i) => (i % 2 ? POH : `none-${i}`));
      const { entries } = await send(
        "batch",
        codes.map((code) => get(`CodeSystem/$lookup?system=${CONDITIONS}&code=${code}`)),
      );
      expect(statuses(entries)).toEqual(codes.map((code) => (code === POH ? "200" : "404")));
    });

    test("a later entry sees what an earlier one wrote; one that fails stops no other", async () => {
      const resource = codeSystem();
      const { entries } = await send(
        "batch",
        [
          post(resource),
          get(`CodeSystem?url=${resource.url}`),
          post(resource),
          post(codeSystem({ status: "nonsense" })),
          get(`CodeSystem?url=${resource.url}`),
        ],
        AUTHORIZED,
      );
      expect(statuses(entries)).toEqual(["201", "200", "409", "422", "200"]);
      expect(entries[1]!.resource!["total"]).toBe(1);
      expect(entries[0]!.response).toMatchObject({
        etag: 'W/"1"',
        location: expect.stringContaining("/_history/1"),
      });
    });

    test("without a key may read, not write", async () => {
      const { entries } = await send("batch", [get("CodeSystem/hgnc"), post(codeSystem())]);
      expect(statuses(entries)).toEqual(["200", "401"]);
    });

    test("If-None-Match of an entry is its own", async () => {
      const { entries } = await send("batch", [get("CodeSystem/hgnc", { ifNoneMatch: 'W/"1"' })]);
      expect(statuses(entries)).toEqual(["304"]);
    });

    test.each<[string, object, string]>([
      ["no request", {}, "method"],
      ["no method", { request: { url: "CodeSystem" } }, "method"],
      ["no url", { request: { method: "GET" } }, "url is missing"],
      [
        "another batch",
        { ...post({ resourceType: "Bundle" }), request: { method: "POST", url: "/" } },
        "below the base",
      ],
      ["an address elsewhere", get("http://example.org/CodeSystem/1"), "nothing at GET"],
      ["a create without a resource", { request: { method: "POST", url: "CodeSystem" } }, "empty"],
    ])("an entry with %s fails alone", async (_what, entry, named) => {
      const { status, entries } = await send("batch", [entry, get("CodeSystem/hgnc")], AUTHORIZED);
      expect(status).toBe(200);
      expect(entries[0]!.response.status).toMatch(/^4/);
      expect(entries[0]!.response.outcome!.issue[0]!.details.text).toContain(named);
      expect(entries[1]!.response.status).toBe("200 OK");
    });
  });

  describe("a transaction", () => {
    const total = async (url: string) =>
      (await server.request(`/${version}/CodeSystem?url=${url}`)).json.total;

    test("an entry without an address creates what its resource says", async () => {
      const created = codeSystem();
      const entry = { resource: created, request: { method: "POST" } };
      const { status, entries } = await send("transaction", [entry], AUTHORIZED);
      expect([status, statuses(entries)]).toEqual([200, ["201"]]);
      expect(await total(created.url)).toBe(1);
    });

    test.each([
      ["a resource of no type", { resource: {}, request: { method: "POST" } }],
      ["no resource", { request: { method: "POST" } }],
      ["another method", { resource: { resourceType: "ValueSet" }, request: { method: "PUT" } }],
    ])("an address is missing with %s", async (_, entry) => {
      const { status, json } = await send("transaction", [entry], AUTHORIZED);
      expect(status).toBe(400);
      expect(json.issue[0].details.text).toContain("request.url is missing");
    });

    test("writes all, and turns references between entries into real ones", async () => {
      const system = codeSystem();
      const valueSet = {
        resourceType: "ValueSet",
        url: `http://example.org/bundle/vs/${count}-${version}`,
        status: "active",
        compose: { include: [{ system: system.url }] },
        extension: [{ url: "http://example.org/about", valueReference: { reference: "urn:uuid:aaa" } }],
      };
      const { status, json, entries } = await send(
        "transaction",
        [post(valueSet, "urn:uuid:bbb"), post(system, "urn:uuid:aaa"), get(`CodeSystem?url=${system.url}`)],
        AUTHORIZED,
      );
      expect(status).toBe(200);
      expect(json.type).toBe("transaction-response");
      expect(statuses(entries)).toEqual(["201", "201", "200"]);
      expect(entries[2]!.resource!["total"]).toBe(1);
      const stored = entries[0]!.resource as unknown as {
        extension: { valueReference: { reference: string } }[];
      };
      expect(stored.extension[0]!.valueReference.reference).toBe(
        `CodeSystem/${entries[1]!.resource!["id"] as string}`,
      );
    });

    test("turns links of every kind, and no text and no canonical, into real ones", async () => {
      const name = "urn:uuid:11111111-1111-4111-8111-111111111111";
      const canonical = `urn:uuid:22222222-2222-4222-8222-22222222222${version === "r4" ? 4 : 5}`;
      const value = (said: object) => ({ url: "http://example.org/about", ...said });
      const div = (link: string) =>
        `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${link}">x</a><img alt="y" src='${link}'/></div>`;
      const referring = {
        ...codeSystem(),
        text: { status: "generated", div: div(name) },
        extension: [
          value({ valueReference: { reference: name } }),
          value({ valueUri: name }),
          value({ valueUrl: name }),
          value({ valueUuid: name }),
          value({ valueString: name }),
          value({ valueIdentifier: { system: "urn:ietf:rfc:3986", value: name } }),
        ],
      };
      const itsOwn = { ...codeSystem(), url: canonical };
      const valueSet = {
        resourceType: "ValueSet",
        status: "active",
        compose: { include: [{ system: canonical }] },
        extension: [value({ valueReference: { reference: canonical } })],
      };
      const { entries } = await send(
        "transaction",
        [post(codeSystem(), name), post(referring), post(itsOwn, canonical), post(valueSet)],
        AUTHORIZED,
      );
      expect(statuses(entries)).toEqual(["201", "201", "201", "201"]);
      const link = (at: number) => `CodeSystem/${entries[at]!.resource!["id"] as string}`;
      const to = link(0);
      expect(entries[1]!.resource).toMatchObject({
        text: { div: div(to) },
        extension: [
          { valueReference: { reference: to } },
          { valueUri: to },
          { valueUrl: to },
          { valueUuid: to },
          { valueString: name },
          { valueIdentifier: { value: name } },
        ],
      });
      expect(entries[2]!.resource).toMatchObject({ url: canonical });
      expect(entries[3]!.resource).toMatchObject({
        compose: { include: [{ system: canonical }] },
        extension: [{ valueReference: { reference: link(2) } }],
      });
    });

    test("reads a relative reference below the root of its entry's fullUrl", async () => {
      const referring = {
        ...codeSystem(),
        extension: ["CodeSystem/there", "CodeSystem/elsewhere"].map((reference) => ({
          url: "http://example.org/about",
          valueReference: { reference },
        })),
      };
      const root = "http://example.org/fhir";
      const { entries } = await send(
        "transaction",
        [
          post(codeSystem(), `${root}/CodeSystem/there`),
          post(codeSystem(), "http://example.org/other/CodeSystem/elsewhere"),
          post(referring, `${root}/CodeSystem/referring`),
        ],
        AUTHORIZED,
      );
      expect(entries[2]!.resource!["extension"]).toMatchObject([
        { valueReference: { reference: `CodeSystem/${entries[0]!.resource!["id"] as string}` } },
        { valueReference: { reference: "CodeSystem/elsewhere" } },
      ]);
    });

    describe("with a reference by a search", () => {
      const about = (reference: string) => ({
        extension: [{ url: "http://example.org/about", valueReference: { reference } }],
      });
      const refer = (reference: string, ...entries: object[]) => {
        const resource = codeSystem(about(reference));
        return send("transaction", [post(resource), ...entries], AUTHORIZED);
      };
      const referenceIn = ({ entries }: { entries: Entry[] }) =>
        (entries[0]!.resource as unknown as ReturnType<typeof about>).extension[0]!.valueReference.reference;

      test("refers to the one that is stored", async () => {
        const reply = await refer("ValueSet?url=https://w3id.org/ossicle/ValueSet/poh-codes");
        expect(reply.status).toBe(200);
        expect(referenceIn(reply)).toBe("ValueSet/poh-codes");
      });

      test("refers to one that the transaction writes", async () => {
        const other = codeSystem();
        const reply = await refer(`CodeSystem?url=${other.url}&version=1`, post(other));
        expect(reply.status).toBe(200);
        expect(referenceIn(reply)).toBe(`CodeSystem/${reply.entries[1]!.resource!["id"] as string}`);
      });

      test("fails where nothing fits once the transaction is done, and writes nothing", async () => {
        const there = codeSystem();
        const made = await send("transaction", [post(there)], AUTHORIZED);
        const id = made.entries[0]!.resource!["id"] as string;
        const gone = { request: { method: "DELETE", url: `CodeSystem/${id}` } };
        const { status, json } = await refer(`CodeSystem?url=${there.url}`, gone);
        expect(status).toBe(412);
        expect(json.issue[0].details.text).toContain(there.url);
        expect(await total(there.url)).toBe(1);
      });

      test.each([
        ["a type that is not served", "Patient?identifier=12345", 412],
        ["several fit", "CodeSystem?status=active", 412],
        ["a search that is not known", "CodeSystem?colour=red", 400],
        ["no criteria", "CodeSystem?_count=1", 400],
        ["a search by codes", "CodeSystem?code=a", 400],
      ])("is refused: %s", async (_why, reference, expected) => {
        const { status, json } = await refer(reference);
        expect(status).toBe(expected);
        expect(json.resourceType).toBe("OperationOutcome");
      });

      test("is left as it is outside of a transaction", async () => {
        const reply = await send(
          "batch",
          [post(codeSystem(about("CodeSystem?url=http://nowhere")))],
          AUTHORIZED,
        );
        expect(referenceIn(reply)).toBe("CodeSystem?url=http://nowhere");
      });
    });

    test("that fails in one entry writes nothing, and says which", async () => {
      const good = codeSystem();
      const invalid = await send(
        "transaction",
        [post(good), post(codeSystem({ status: "nonsense" }))],
        AUTHORIZED,
      );
      expect(invalid.status).toBe(422);
      expect(invalid.json.issue[0].expression[0]).toMatch(/^Bundle\.entry\[1\]\.resource/);
      const duplicate = await send("transaction", [post(good), post(good)], AUTHORIZED);
      expect(duplicate.status).toBe(409);
      const stale = await send(
        "transaction",
        [
          post(good),
          {
            resource: codeSystem({ id: "none" }),
            request: { method: "PUT", url: "CodeSystem/none", ifMatch: 'W/"3"' },
          },
        ],
        AUTHORIZED,
      );
      expect(stale.status).toBe(412);
      expect(await total(good.url)).toBe(0);
    });

    test("that is refused for one entry names it, whatever is wrong with it", async () => {
      const [stored, good] = [codeSystem(), codeSystem()];
      const made = await send("transaction", [post(stored)], AUTHORIZED);
      const id = made.entries[0]!.resource!["id"] as string;
      const put = (resource: object, more: object = {}) => ({
        resource,
        request: { method: "PUT", url: `CodeSystem/${id}`, ...more },
      });
      const own = { ...stored, id };
      const none = "urn:uuid:7d0a2e8e-0000-4000-8000-00000000ffff";
      const extension = [{ url: "http://example.org/about", valueReference: { reference: none } }];
      const missing = { method: "DELETE", url: "CodeSystem?colour=red" };
      const refused: [string, object, number, string][] = [
        ["another id", put({ ...own, id: "other" }), 400, ""],
        ["a version that is past", put(own, { ifMatch: 'W/"7"' }), 412, ".request.ifMatch"],
        ["a condition that is no tag", put(own, { ifMatch: "newest" }), 400, ".request.ifMatch"],
        ["what is there already", put(own, { ifNoneMatch: "*" }), 412, ".request.ifNoneMatch"],
        ["a condition of other methods", put(own, { ifNoneExist: "url=a" }), 400, ".request.ifNoneExist"],
        ["a url that is taken", post(stored), 409, ".resource.url"],
        ["another type", { ...post(good), request: { method: "POST", url: "ValueSet" } }, 400, ""],
        ["no such search", { request: missing }, 400, ""],
        ["a reference to no entry", post({ ...codeSystem(), extension }), 400, ""],
      ];
      for (const [why, entry, expected, place] of refused) {
        const { status, json } = await send("transaction", [post(good), entry], AUTHORIZED);
        expect([why, status]).toEqual([why, expected]);
        expect(json.issue[0].details.text).toMatch(/^Bundle\.entry\[1\]: /);
        expect([why, json.issue[0].expression[0]]).toEqual([why, `Bundle.entry[1]${place}`]);
      }
      expect(await total(good.url)).toBe(0);
    });

    test("updates, deletes and creates by condition, in the specification's order", async () => {
      const [a, b] = [codeSystem(), codeSystem()];
      const made = await send("transaction", [post(a), post(b)], AUTHORIZED);
      const [idA, idB] = made.entries.map((e) => e.resource!["id"] as string);
      const { entries } = await send(
        "transaction",
        [
          // The url is free for this one because deletes come first.
          { ...post({ ...b, title: "Again" }), request: { method: "POST", url: "CodeSystem" } },
          { request: { method: "DELETE", url: `CodeSystem/${idB}` } },
          { resource: { ...a, title: "New" }, request: { method: "PUT", url: `CodeSystem?url=${a.url}` } },
          { resource: b, request: { method: "POST", url: "CodeSystem", ifNoneExist: `url=${a.url}` } },
        ],
        AUTHORIZED,
      );
      expect(statuses(entries)).toEqual(["201", "204", "200", "200"]);
      expect(entries[2]!.resource).toMatchObject({ id: idA, title: "New" });
      expect(entries[3]!.response.location).toContain(`/CodeSystem/${idA}/`);
      expect(await total(b.url)).toBe(1);
    });

    test("may not change the same resource twice", async () => {
      const resource = codeSystem({ id: `twice-${version}` });
      const put = { resource, request: { method: "PUT", url: `CodeSystem/twice-${version}` } };
      const { status, json } = await send("transaction", [put, put], AUTHORIZED);
      expect(status).toBe(400);
      expect(json.issue[0].details.text).toContain("as entry 0 does");
    });

    test("may find by a condition what another entry changes, but not what one deletes", async () => {
      const again = codeSystem();
      const address = `CodeSystem/found-${version}`;
      const put = {
        resource: { ...again, id: `found-${version}` },
        request: { method: "PUT", url: address },
      };
      await send("transaction", [put], AUTHORIZED);
      const condition = { method: "POST", url: "CodeSystem", ifNoneExist: `url=${again.url}` };
      const found = { resource: again, request: condition };
      const del = { request: { method: "DELETE", url: address } };
      for (const entries of [
        [put, found],
        [found, put],
        [found, found],
      ]) {
        const reply = await send("transaction", entries, AUTHORIZED);
        expect(statuses(reply.entries)).toEqual(["200", "200"]);
        // Both tell the version that there is once the transaction is done.
        expect(reply.entries[0]!.response.etag).toBe(reply.entries[1]!.response.etag);
        expect(reply.entries[0]!.resource).toEqual(reply.entries[1]!.resource);
      }
      for (const [entries, told] of [
        [[del, found], `[1]: it finds ${address}, which entry 0 deletes`],
        [[found, del], `[0]: it finds ${address}, which entry 1 deletes`],
      ] as const) {
        const { status, json } = await send("transaction", [...entries], AUTHORIZED);
        expect([status, json.issue?.[0].details.text]).toEqual([400, `Bundle.entry${told}`]);
      }
      expect(await total(again.url)).toBe(1);
    });

    test("two new resources of one name are told apart by nobody", async () => {
      const [a, b] = [codeSystem(), codeSystem()];
      const name = "urn:uuid:7d0a2e8e-0000-4000-8000-000000000001";
      const { status, json } = await send("transaction", [post(a, name), post(b, name)], AUTHORIZED);
      expect(status).toBe(400);
      expect(json.issue[0].details.text).toBe(
        `Bundle.entry[1]: its fullUrl '${name}' is that of another entry`,
      );
      expect(await total(a.url)).toBe(0);
    });

    test("a condition that is no text is not left out", async () => {
      const resource = codeSystem({ id: `cond-${version}` });
      const put = (more: object) => ({
        resource,
        request: { method: "PUT", url: `CodeSystem/cond-${version}`, ...more },
      });
      const { status, json } = await send("transaction", [put({ ifMatch: 1 })], AUTHORIZED);
      expect(status).toBe(400);
      expect(json.issue[0].details.text).toContain("Bundle.entry[0].request.ifMatch");
      expect(await total(resource.url)).toBe(0);
    });

    test("a condition that is misspelt is not passed over", async () => {
      const resource = codeSystem();
      const create = {
        resource,
        request: { method: "POST", url: "CodeSystem", ifNonExist: `url=${resource.url}` },
      };
      const { status, json } = await send("transaction", [create], AUTHORIZED);
      expect(status).toBe(400);
      expect(json.issue[0].details.text).toContain("'ifNonExist'");
      expect(json.issue[0].details.text).toContain("ifNoneExist");
      expect(json.issue[0].expression).toEqual(["Bundle.entry[0].request"]);
      expect(await total(resource.url)).toBe(0);
    });

    test("needs a key as soon as it writes", async () => {
      expect((await send("transaction", [get("CodeSystem/hgnc")])).status).toBe(200);
      expect((await send("transaction", [get("CodeSystem/hgnc"), post(codeSystem())])).status).toBe(401);
    });

    test("without entries is answered without entries", async () => {
      const { json } = await send("transaction", []);
      expect(json).toEqual({ resourceType: "Bundle", type: "transaction-response" });
    });
  });

  test.each([
    ["a searchset", { resourceType: "Bundle", type: "searchset" }, "batch or transaction"],
    ["no Bundle", { resourceType: "CodeSystem" }, "a Bundle"],
    ["an entry that is no object", { resourceType: "Bundle", type: "batch", entry: [1] }, "entry[0]"],
    ["one entry that is no list", { resourceType: "Bundle", type: "batch", entry: {} }, "Bundle.entry"],
    ["a misspelt element", { resourceType: "Bundle", type: "batch", entrys: [] }, "entry"],
  ])("%s is refused", async (_what, body, named) => {
    const { status, json } = await server.request(`/${version}`, {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify(body),
    });
    expect(status).toBe(400);
    expect(json.issue[0].details.text).toContain(named);
  });
});

describe("decisions are made on decoded names", () => {
  const entry = (method: string, url: string, resource?: object) => ({
    ...(resource ? { resource } : {}),
    request: { method, url },
  });
  const codeSystem = (id: string) => ({
    resourceType: "CodeSystem",
    id,
    url: `http://example.org/decoded/${id}`,
    status: "active",
    content: "complete",
    concept: [{ code: "a" }],
  });
  const send = (entries: object[]) =>
    server.request("/r5", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json", Authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ resourceType: "Bundle", type: "transaction", entry: entries }),
    });

  test("a change under an encoded name is a part of its transaction", async () => {
    const id = unique("decoded");
    const good = entry("PUT", `%43odeSystem/${id}`, codeSystem(id));
    const bad = entry("PUT", "CodeSystem/decoded-2", { ...codeSystem("decoded-2"), status: "unheard-of" });
    expect((await send([good, bad])).status).toBe(422);
    expect((await server.request(`/r5/CodeSystem/${id}`)).status).toBe(404);
    expect((await send([good])).status).toBe(200);
    expect((await server.request(`/r5/CodeSystem/${id}`)).status).toBe(200);
  });

  test("what is neither a change that is possible here nor a question undoes all of it", async () => {
    const good = entry("PUT", "CodeSystem/decoded-3", codeSystem("decoded-3"));
    for (const odd of [
      entry("PUT", "Patient/1", {}),
      entry("DELETE", "CodeSystem/a/b"),
      entry("PATCH", "CodeSystem/a"),
    ]) {
      expect((await send([good, odd])).status).toBe(400);
    }
    expect((await server.request("/r5/CodeSystem/decoded-3")).status).toBe(404);
  });

  test("an id is FHIR's, and not the name of another address", async () => {
    expect((await send([entry("PUT", "CodeSystem/..", codeSystem(".."))])).status).toBe(400);
    expect((await send([entry("PUT", "CodeSystem/%2e%2e", codeSystem(".."))])).status).toBe(400);
  });
});

describe("where writing is off", () => {
  const reading = testServer();
  const send = (...entry: object[]) =>
    reading.request("/r4", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Bundle", type: "transaction", entry }),
    });

  test("a transaction with a change fails as a whole, and says why", async () => {
    const { status, json } = await send(get("CodeSystem/hgnc"), post(codeSystem()));
    expect(status).toBe(400);
    expect(json.resourceType).toBe("OperationOutcome");
    expect(json.issue[0].details.text).toContain("Writing is switched off");
  });

  test("a transaction that only asks is answered", async () => {
    const { status, json } = await send(get("CodeSystem/hgnc"), get("CodeSystem/none"));
    expect(status).toBe(200);
    expect(json.entry.map((one: Entry) => one.response.status.slice(0, 3))).toEqual(["200", "404"]);
  });
});
