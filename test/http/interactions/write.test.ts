import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { unique } from "../../unique.ts";
import { testServer, values } from "../support.ts";

const TOKEN = "a-key-for-tests";
const keys = [{ name: "tests", sha256: createHash("sha256").update(TOKEN).digest("hex") }];
const server = testServer({ resources: [], writes: true, keys });
const JSON_BODY = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/fhir+json" };

interface HistoryEntry {
  request: { method: string; url: string };
  response: { status: string };
}

interface Entry {
  response: { outcome: { issue: { details: { text: string } }[] } };
}

let count = 0;
/** A code system that no other test knows. */
function codeSystem(more: object = {}) {
  const n = ++count;
  return {
    resourceType: "CodeSystem",
    url: `http://example.org/cs/${n}`,
    version: "1",
    name: `System${n}`,
    status: "active",
    content: "complete",
    concept: [{ code: "a", display: "First" }],
    ...more,
  };
}

const send = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
  server.request(path, {
    method,
    headers: { ...JSON_BODY, ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const textOf = (json: { issue: { details: { text: string } }[] }) => json.issue[0]!.details.text;

describe.each(["r4", "r5"])("at /%s", (version) => {
  const base = `/${version}`;
  const create = async (resource: object = codeSystem()) =>
    (await send("POST", `${base}/CodeSystem`, resource)).json;

  test("create gives 201, an id of the server's, and where it is", async () => {
    const resource = codeSystem({ id: "mine" });
    const { status, headers, json } = await send("POST", `${base}/CodeSystem`, resource);
    expect(status).toBe(201);
    expect(json.id).not.toBe("mine");
    expect(json).toMatchObject({ url: resource.url, meta: { versionId: "1" } });
    expect(headers.get("etag")).toBe('W/"1"');
    expect(headers.get("location")).toBe(`${server.url}${base}/CodeSystem/${json.id}/_history/1`);
    expect((await server.request(headers.get("location")!.slice(server.url.length))).json).toEqual(json);
  });

  test("an operation on a resource is about what it is now: after a change, after its deletion, after it came again", async () => {
    const system = codeSystem();
    await create(system);
    const at = `${base}/ValueSet/on-it-${version}`;
    const valueSet = (code: string) => ({
      resourceType: "ValueSet",
      id: `on-it-${version}`,
      url: `http://example.org/vs/on-it-${version}`,
      status: "active",
      compose: { include: [{ system: system.url, concept: [{ code, display: code.toUpperCase() }] }] },
    });
    const displays = async () => {
      const { status, json } = await server.request(`${at}/$expand`);
      return [status, json.id, json.expansion?.contains[0].display];
    };
    await send("PUT", at, valueSet("a"));
    for (let asked = 0; asked < 2; asked++) expect(await displays()).toEqual([200, `on-it-${version}`, "A"]);
    const changed = valueSet("a");
    changed.compose.include[0]!.concept[0]!.display = "Another";
    await send("PUT", at, changed);
    for (let asked = 0; asked < 2; asked++)
      expect(await displays()).toEqual([200, `on-it-${version}`, "Another"]);
    await send("DELETE", at);
    expect((await displays())[0]).toBe(404);
    await send("PUT", at, valueSet("a"));
    expect(await displays()).toEqual([200, `on-it-${version}`, "A"]);
  });

  test("a narrative that is more than basic XHTML is not stored, and does no harm in a request", async () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml"><p onclick="alert(1)">a</p></div>';
    const resource = codeSystem({ text: { status: "generated", div } });
    const { status, json } = await send("POST", `${base}/CodeSystem`, resource);
    expect(status).toBe(422);
    expect(textOf(json)).toContain("CodeSystem.text.div: '<p onclick=");
    const tx = { name: "tx-resource", resource };
    const url = { name: "system", valueUri: resource.url };
    const parameter = [tx, url, { name: "code", valueCode: "a" }];
    const looked = await send("POST", `${base}/CodeSystem/$lookup`, {
      resourceType: "Parameters",
      parameter,
    });
    expect(values(looked.json)["display"]).toBe("First");
    expect(looked.text).not.toContain("alert");
    const valueSet = {
      resourceType: "ValueSet",
      status: "active",
      text: { status: "generated", div },
      compose: { include: [{ system: "http://hl7.org/fhir/administrative-gender" }] },
    };
    const expanded = await send("POST", `${base}/ValueSet/$expand?includeDefinition=true`, valueSet);
    expect(expanded.status).toBe(200);
    expect(expanded.text).not.toContain("alert");
  });

  test("what is written is answered by the next request of every kind", async () => {
    const resource = codeSystem();
    const system = encodeURIComponent(resource.url);
    const lookup = () => server.request(`${base}/CodeSystem/$lookup?system=${system}&code=a`);
    const find = async () => (await server.request(`${base}/CodeSystem?url=${system}`)).json.total;
    expect((await lookup()).status).toBe(404);
    const { id } = await create(resource);
    expect(values((await lookup()).json)["display"]).toBe("First");
    expect(await find()).toBe(1);
    const changed = { ...resource, id, concept: [{ code: "a", display: "Second" }] };
    expect((await send("PUT", `${base}/CodeSystem/${id}`, changed)).status).toBe(200);
    expect(values((await lookup()).json)["display"]).toBe("Second");
    expect((await send("DELETE", `${base}/CodeSystem/${id}`)).status).toBe(204);
    expect((await lookup()).status).toBe(404);
    expect(await find()).toBe(0);
  });

  test.each([
    ["minimal", "", undefined],
    ["representation", undefined, "CodeSystem"],
    ["OperationOutcome", undefined, "OperationOutcome"],
  ])("Prefer: return=%s", async (preference, text, type) => {
    const reply = await send("POST", `${base}/CodeSystem`, codeSystem(), { Prefer: `return=${preference}` });
    expect(reply.status).toBe(201);
    expect(reply.headers.get("location")).toContain("/CodeSystem/");
    if (text !== undefined) expect(reply.text).toBe(text);
    else expect(reply.json.resourceType).toBe(type);
  });

  test("update creates where nothing is, and counts versions", async () => {
    const id = unique(`put-${version}`);
    const resource = codeSystem({ id });
    const first = await send("PUT", `${base}/CodeSystem/${id}`, resource);
    expect([first.status, first.json.meta.versionId]).toEqual([201, "1"]);
    const second = await send("PUT", `${base}/CodeSystem/${id}`, { ...resource, title: "New" });
    expect([second.status, second.json.meta.versionId, second.json.title]).toEqual([200, "2", "New"]);
  });

  test("If-Match lets only the version through that it names", async () => {
    const resource = await create();
    const path = `${base}/CodeSystem/${resource.id}`;
    const stale = await send("PUT", path, resource, { "If-Match": 'W/"7"' });
    expect(stale.status).toBe(412);
    expect(textOf(stale.json)).toContain("is at version 1, not at 7");
    expect((await send("PUT", path, { ...resource, title: "A" }, { "If-Match": 'W/"1"' })).status).toBe(200);
    expect((await send("DELETE", path, undefined, { "If-Match": 'W/"1"' })).status).toBe(412);
    expect((await send("DELETE", path, undefined, { "If-Match": "newest" })).status).toBe(400);
    expect((await send("DELETE", path, undefined, { "If-Match": '"2"' })).status).toBe(204);
  });

  test("If-None-Match: * only creates", async () => {
    const resource = await create();
    const reply = await send("PUT", `${base}/CodeSystem/${resource.id}`, resource, { "If-None-Match": "*" });
    expect(reply.status).toBe(412);
    expect((await server.request(`${base}/CodeSystem/${resource.id}`)).json.meta.versionId).toBe("1");
  });

  test.each<[string, Record<string, string>, string]>([
    ["POST", { "If-Match": 'W/"1"' }, "POST takes If-None-Exist"],
    ["POST", { "If-None-Match": "*" }, "POST takes If-None-Exist"],
    ["PUT", { "If-None-Exist": "url=http://example.org" }, "PUT takes If-Match and If-None-Match"],
    ["PUT", { "If-None-Match": 'W/"1"' }, "of a PUT it is *"],
    ["DELETE", { "If-None-Match": "*" }, "DELETE takes If-Match"],
    ["DELETE", { "If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT" }, "DELETE takes If-Match"],
  ])("a condition that %s does not take is not passed over: %o", async (method, headers, told) => {
    const resource = await create();
    const path = `${base}/CodeSystem${method === "POST" ? "" : `/${resource.id}`}`;
    const body = method === "DELETE" ? undefined : { ...resource, title: "Lost" };
    const reply = await send(method, path, body, headers);
    expect([reply.status, reply.json.issue[0].expression]).toEqual([400, Object.keys(headers)]);
    expect(textOf(reply.json)).toContain(told);
    expect((await server.request(`${base}/CodeSystem/${resource.id}`)).json).toEqual(resource);
  });

  test("If-None-Exist creates once", async () => {
    const resource = codeSystem();
    const headers = { "If-None-Exist": `url=${resource.url}` };
    const first = await send("POST", `${base}/CodeSystem`, resource, headers);
    const second = await send("POST", `${base}/CodeSystem`, { ...resource, version: "2" }, headers);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    expect(second.json).toEqual(first.json);
    const minimal = { ...headers, Prefer: "return=minimal" };
    expect((await send("POST", `${base}/CodeSystem`, resource, minimal)).text).toBe("");
    for (const [wanted, type] of [
      ["representation", "CodeSystem"],
      ["OperationOutcome", "OperationOutcome"],
    ]) {
      const again = { ...headers, Prefer: `return=${wanted}` };
      const { status, json } = await send("POST", `${base}/CodeSystem`, resource, again);
      expect([status, json.resourceType]).toEqual([200, type]);
      if (type === "CodeSystem") expect(json).toEqual(first.json);
    }
    await create({ ...resource, version: "3" });
    expect((await send("POST", `${base}/CodeSystem`, { ...resource, version: "4" }, headers)).status).toBe(
      412,
    );
  });

  test.each(["", "?", "CodeSystem?", "http://example.org/fhir/CodeSystem?"])(
    "If-None-Exist may come with an address, and its values with a question mark: %s",
    async (address) => {
      const plain = codeSystem();
      const resource = { ...plain, url: `${plain.url}?version=1` };
      // Read as `version=1` alone, it would find this one.
      await create({ ...codeSystem(), version: "1" });
      const headers = { "If-None-Exist": `${address}url=${resource.url}` };
      const first = await send("POST", `${base}/CodeSystem`, resource, headers);
      const second = await send("POST", `${base}/CodeSystem`, { ...resource, version: "2" }, headers);
      expect([first.status, first.json.url, second.status]).toEqual([201, resource.url, 200]);
      expect(second.json).toEqual(first.json);
    },
  );

  test("If-None-Exist that searches for another type is refused", async () => {
    const headers = { "If-None-Exist": "ValueSet?url=http://example.org" };
    const { status, json } = await send("POST", `${base}/CodeSystem`, codeSystem(), headers);
    expect([status, json.issue[0].expression]).toEqual([400, ["If-None-Exist"]]);
    expect(textOf(json)).toContain("search for what is created, a CodeSystem");
  });

  test("If-None-Exist holds among requests that come at once", async () => {
    const resource = codeSystem();
    const headers = { "If-None-Exist": `url=${resource.url}` };
    const replies = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        send("POST", `${base}/CodeSystem`, { ...resource, version: String(n) }, headers),
      ),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 200, 200, 201]);
    for (const reply of replies) expect(reply.json).toEqual(replies[0]!.json);
  });

  test("a conditional update finds its resource, or makes it", async () => {
    const resource = codeSystem();
    const path = `${base}/CodeSystem?url=${encodeURIComponent(resource.url)}`;
    const first = await send("PUT", path, resource);
    const second = await send("PUT", path, { ...resource, title: "Found" });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.json).toMatchObject({ id: first.json.id, title: "Found", meta: { versionId: "2" } });
    await create({ ...resource, version: "2" });
    expect((await send("PUT", path, resource)).status).toBe(412);
  });

  test("a delete of what never was leaves things as they should be", async () => {
    expect((await send("DELETE", `${base}/CodeSystem/never`)).status).toBe(204);
    const asked = await send("DELETE", `${base}/CodeSystem/never`, undefined, { "If-Match": 'W/"1"' });
    expect([asked.status, textOf(asked.json)]).toEqual([412, expect.stringContaining("CodeSystem/never")]);
    expect((await server.request(`${base}/CodeSystem/never`)).status).toBe(404);
  });

  test("If-Match takes one of several versions, and with * any that is there", async () => {
    const made = await create();
    const path = `${base}/CodeSystem/${made.id}`;
    const put = async (ifMatch: string, to = made) =>
      (await send("PUT", `${base}/CodeSystem/${to.id}`, to, { "If-Match": ifMatch })).status;
    expect(await put('W/"1", W/"7"')).toBe(200);
    expect(await put('W/"1", W/"7"')).toBe(412);
    expect(await put("*")).toBe(200);
    expect(await put("*, garbage")).toBe(400);
    expect(await put("*", { ...made, id: `new-${version}` })).toBe(412);
    expect((await send("DELETE", path, undefined, { "If-Match": "*" })).status).toBe(204);
    expect(await put("*")).toBe(412);
  });

  test("a resource with another url than its condition searches for is refused, whether there is one or not", async () => {
    const resource = codeSystem();
    const other = { ...resource, url: `${resource.url}-other` };
    const path = `${base}/CodeSystem?url=${encodeURIComponent(resource.url)}`;
    const ways = [() => send("PUT", path, other), () => send("PUT", `${path}|1`, other)];
    for (const isThere of [false, true]) {
      if (isThere) await create(resource);
      for (const way of ways) {
        const { status, json } = await way();
        expect([status, json.issue[0].expression]).toEqual([400, ["url"]]);
        expect(textOf(json)).toContain(
          `searches for url '${resource.url}', but the resource's url is '${other.url}'`,
        );
      }
      for (const type of ["batch", "transaction"]) {
        const entry = [{ resource: other, request: { method: "PUT", url: path.slice(base.length + 1) } }];
        const { status, json } = await send("POST", base, { resourceType: "Bundle", type, entry });
        const [outcome] = type === "batch" ? json.entry.map((e: Entry) => e.response.outcome) : [json];
        expect(status).toBe(type === "batch" ? 200 : 400);
        expect(textOf(outcome)).toContain("searches for url");
      }
    }
    const { json } = await server.request(`${base}/CodeSystem?url=${other.url}`);
    expect(json.total).toBe(0);
    const either = `${base}/CodeSystem?url=${resource.url},${other.url}`;
    expect((await send("PUT", either, other)).status).toBe(200);
  });

  test.each(["*", 'W/"1"'])("a condition that nothing fits is not met by If-Match: %s", async (ifMatch) => {
    const resource = codeSystem();
    const path = `${base}/CodeSystem?url=${encodeURIComponent(resource.url)}`;
    for (const [method, body] of [
      ["PUT", resource],
      ["DELETE", undefined],
    ] as const) {
      const asked = await send(method, path, body, { "If-Match": ifMatch });
      expect([method, asked.status, textOf(asked.json)]).toEqual([
        method,
        412,
        "No CodeSystem fits the condition, and If-Match asks that one does",
      ]);
    }
    expect((await server.request(path)).json).toMatchObject({ total: 0 });
  });

  test("a conditional delete takes one, or none", async () => {
    const { url, id } = await create();
    const path = `${base}/CodeSystem?url=${encodeURIComponent(url)}`;
    expect((await send("DELETE", path)).status).toBe(204);
    expect((await server.request(`${base}/CodeSystem/${id}`)).status).toBe(410);
    expect((await send("DELETE", path)).status).toBe(204);
    expect((await send("DELETE", `${base}/CodeSystem`)).status).toBe(400);
    expect((await send("DELETE", `${base}/CodeSystem?colour=blue`)).status).toBe(400);
  });

  test("url and version are each resource's own: another with the same is 409", async () => {
    const { id, ...resource } = await create();
    const reply = await send("POST", `${base}/CodeSystem`, resource);
    expect(reply.status).toBe(409);
    expect(textOf(reply.json)).toContain(`CodeSystem/${id}`);
  });

  test("past versions and deletions stay readable", async () => {
    const resource = await create();
    const path = `${base}/CodeSystem/${resource.id}`;
    await send("PUT", path, { ...resource, title: "Second" });
    await send("DELETE", path);
    expect((await server.request(`${path}/_history/1`)).json).toEqual(resource);
    expect((await server.request(`${path}/_history/2`)).json.title).toBe("Second");
    expect((await server.request(`${path}/_history/3`)).status).toBe(410);
    expect((await server.request(`${path}/_history/4`)).status).toBe(404);
    // An id is compared as it is written.
    for (const other of ["01", "1.0", "+1"])
      expect((await server.request(`${path}/_history/${other}`)).status, other).toBe(404);
    expect((await server.request(path)).status).toBe(410);
    const { json } = await server.request(`${path}/_history`);
    expect(json).toMatchObject({ type: "history", total: 3 });
    expect(json.entry.map((e: { request: { method: string } }) => e.request.method)).toEqual([
      "DELETE",
      "PUT",
      "POST",
    ]);
    expect(json.entry[0].resource).toBeUndefined();
    expect(json.entry[1].resource.title).toBe("Second");
    expect((await server.request(`${base}/CodeSystem/none/_history`)).status).toBe(404);
  });

  test("the history tells by which method a resource was created", async () => {
    const resource = codeSystem();
    const id = `made-${version}`;
    const url = `${base}/CodeSystem?url=${resource.url}`;
    const requests = async (path: string) => {
      const { json } = await server.request(`${base}/CodeSystem/${path}/_history?_sort=_lastUpdated`);
      return json.entry.map((e: HistoryEntry) => [e.request.method, e.request.url, e.response.status]);
    };
    const posted = await create();
    expect(await requests(posted.id)).toEqual([["POST", "CodeSystem", "201 Created"]]);
    await send("PUT", `${base}/CodeSystem/${id}`, { ...resource, id });
    await send("PUT", `${base}/CodeSystem/${id}`, { ...resource, id, title: "Second" });
    await send("DELETE", `${base}/CodeSystem/${id}`);
    await send("PUT", `${base}/CodeSystem/${id}`, { ...resource, id });
    expect(await requests(id)).toEqual([
      ["PUT", `CodeSystem/${id}`, "201 Created"],
      ["PUT", `CodeSystem/${id}`, "200 OK"],
      ["DELETE", `CodeSystem/${id}`, "204 No Content"],
      ["PUT", `CodeSystem/${id}`, "201 Created"],
    ]);
    await send("DELETE", `${base}/CodeSystem/${id}`);
    const { json } = await send("PUT", url, resource);
    expect(await requests(json.id)).toEqual([["PUT", `CodeSystem/${json.id}`, "201 Created"]]);
    const entry = [
      {
        resource: codeSystem({ id: `in-${version}` }),
        request: { method: "PUT", url: `CodeSystem/in-${version}` },
      },
    ];
    await send("POST", base, { resourceType: "Bundle", type: "transaction", entry });
    expect(await requests(`in-${version}`)).toEqual([["PUT", `CodeSystem/in-${version}`, "201 Created"]]);
  });

  test("the history of a type pages, newest first", async () => {
    const made = [await create(), await create(), await create()];
    const first = (await server.request(`${base}/CodeSystem/_history?_count=2`)).json;
    expect(first.entry.map((e: { resource: { id: string } }) => e.resource.id)).toEqual([
      made[2].id,
      made[1].id,
    ]);
    const next = first.link.find((l: { relation: string }) => l.relation === "next").url;
    const second = (await server.request(next.slice(server.url.length))).json;
    expect(second.entry[0].resource.id).toBe(made[0].id);
    const none = await server.request(`${base}/CodeSystem/_history?_since=2100-01-01`);
    expect(none.json.total).toBe(0);
    const counted = (await server.request(`${base}/CodeSystem/_history?_summary=count`)).json;
    expect(counted.total).toBeGreaterThanOrEqual(3);
    expect(counted.entry).toBeUndefined();
  });

  test("the history of all types pages, newest first, and counts each type by itself", async () => {
    const begin = new Date().toISOString();
    const { id } = await create();
    // The same id in another type is another resource.
    const valueSet = { resourceType: "ValueSet", id, url: `http://example.org/vs/${id}`, status: "draft" };
    await send("PUT", `${base}/ValueSet/${id}`, valueSet);
    await send("DELETE", `${base}/ValueSet/${id}`);
    const path = `${base}/_history?_since=${begin}`;
    const requests = ({ entry = [] }: { entry?: { request: { method: string; url: string } }[] }) =>
      entry.map(({ request }) => `${request.method} ${request.url}`);
    const first = (await server.request(`${path}&_count=2`)).json;
    expect(first).toMatchObject({ type: "history", total: 3 });
    expect(requests(first)).toEqual([`DELETE ValueSet/${id}`, `PUT ValueSet/${id}`]);
    const next = first.link.find((l: { relation: string }) => l.relation === "next").url;
    expect(requests((await server.request(next.slice(server.url.length))).json)).toEqual(["POST CodeSystem"]);
    const later = (await server.request(`${path}&_at=${new Date().getUTCFullYear() + 1}`)).json;
    expect(requests(later)).toEqual([`DELETE ValueSet/${id}`, "POST CodeSystem"]);
    const summary = (await server.request(`${path}&_summary=true&_sort=_lastUpdated`)).json;
    expect(summary.entry[0].resource).toMatchObject({ id, content: "complete" });
    expect(summary.entry[0].resource.concept).toBeUndefined();
  });

  test("the next page of a history shows its versions as the first does", async () => {
    const { id, url } = await create();
    await send("PUT", `${base}/CodeSystem/${id}`, codeSystem({ id, url, version: "1" }));
    for (const [name, value] of [
      ["_summary", "true"],
      ["_elements", "url"],
      ["_format", "json"],
    ] as const) {
      const asked = `${base}/CodeSystem/${id}/_history?_count=1&${name}=${value}`;
      const { link } = (await server.request(asked)).json;
      const next = link.find((l: { relation: string }) => l.relation === "next").url;
      expect(next).toContain(`${name}=${value}`);
      const { resource } = (await server.request(next.slice(server.url.length))).json.entry[0];
      expect(resource.concept === undefined).toBe(name !== "_format");
    }
    const counted = await server.request(`${base}/CodeSystem/${id}/_history?_summary=count`);
    expect(counted.json.link[0].url).toContain("_summary=count");
  });

  test("a history is not narrowed by what is not understood, and says so", async () => {
    const { id } = await create();
    for (const [path, hint] of [
      ["_history?_list=1", "_since"],
      [`${id}/_history?_at=yesterday`, "2026-01-31"],
      [`${id}/_history?_at=ne2020`, "2026-01-31"],
      ["_history?_sort=name", "_lastUpdated"],
    ]) {
      const { status, json } = await server.request(`${base}/CodeSystem/${path}`);
      expect([status, textOf(json)]).toEqual([400, expect.stringContaining(hint!)]);
    }
  });

  test("a history can be asked for as of a time, with the links of its pages", async () => {
    const resource = await create();
    const path = `${base}/CodeSystem/${resource.id}/_history`;
    await send("PUT", `${base}/CodeSystem/${resource.id}`, { ...resource, title: "Second" });
    const total = async (at: string) => (await server.request(`${path}?_at=${at}`)).json.total;
    const year = new Date().getUTCFullYear();
    for (const at of [`${year}`, `ge${year}`, `le${year}`, `gt${year - 1}`]) expect(await total(at)).toBe(2);
    for (const at of [`${year - 1}`, `lt${year}`, `eb${year}`]) expect(await total(at)).toBe(0);
    expect(await total(`${year + 1}`)).toBe(1);
    const nobody = `${base}/CodeSystem/none/_history?_at=${year}`;
    expect((await server.request(nobody)).status).toBe(404);
    const sorted = (await server.request(`${path}?_sort=_lastUpdated&_count=1`)).json;
    expect(sorted.entry[0].request.method).toBe("POST");
    const { link } = (await server.request(`${path}?_at=${year}&_count=1`)).json;
    expect(link.find((l: { relation: string }) => l.relation === "next").url).toContain(`_at=${year}`);
  });

  test.each<[string, string, string, object | undefined, number, string]>([
    [
      "another type than the address says",
      "POST",
      "/CodeSystem",
      { resourceType: "ValueSet", status: "active" },
      400,
      "expected: CodeSystem",
    ],
    ["an id that is not the address's", "PUT", "/CodeSystem/a1", codeSystem({ id: "b1" }), 400, "'a1'"],
    ["no id", "PUT", "/CodeSystem/a1", codeSystem(), 400, "no id"],
    ["an id that is none", "PUT", "/CodeSystem/a_b", codeSystem({ id: "a_b" }), 400, "a_b"],
    ["no status", "POST", "/CodeSystem", codeSystem({ status: undefined }), 422, "status"],
    ["an element that does not exist", "POST", "/CodeSystem", codeSystem({ tilte: "A" }), 422, "tilte"],
    [
      "an invariant broken",
      "POST",
      "/CodeSystem",
      codeSystem({ concept: [{ code: "a" }, { code: "a" }] }),
      422,
      "csd-1",
    ],
    [
      "a concept above itself",
      "POST",
      "/CodeSystem",
      codeSystem({ concept: [{ code: "a", property: [{ code: "parent", valueCode: "a" }] }] }),
      422,
      "'a' is under 'a'",
    ],
  ])("%s is refused and named", async (_what, method, path, body, status, named) => {
    const reply = await send(method, base + path, body);
    expect(reply.status, reply.text).toBe(status);
    expect(reply.text).toContain(named);
  });

  test.each(["/NamingSystem", "/Provenance", "/OperationDefinition"])("%s is for reading", async (path) => {
    const reply = await send("POST", base + path, { resourceType: path.slice(1) });
    expect(reply.status).toBe(405);
    expect(reply.headers.get("allow")).toBe("GET, HEAD");
  });
});

test("written as R4, read as R5, and back without loss", async () => {
  const map = {
    resourceType: "ConceptMap",
    url: unique("http://example.org/map"),
    status: "active",
    group: [
      {
        source: "http://example.org/a",
        target: "http://example.org/b",
        element: [{ code: "x", target: [{ code: "y", equivalence: "inexact", comment: "Overlaps" }] }],
      },
    ],
  };
  const { json: made } = await send("POST", "/r4/ConceptMap", map);
  const r5 = (await server.request(`/r5/ConceptMap/${made.id}`)).json;
  expect(r5.group[0].element[0].target[0].relationship).toBe("related-to");
  const r4 = (await server.request(`/r4/ConceptMap/${made.id}`)).json;
  expect(r4).toMatchObject(map);
});

describe("keys", () => {
  const attempt = (authorization?: string) =>
    server.request("/r4/CodeSystem", {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(authorization ? { Authorization: authorization } : {}),
      },
      body: JSON.stringify(codeSystem()),
    });

  test.each([undefined, "Basic abc", "Bearer", "Bearer  ", "Bearer a b"])(
    "%s is no key: 401",
    async (authorization) => {
      const { status, headers, json } = await attempt(authorization);
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toBe('Bearer realm="ossicle"');
      expect(textOf(json)).toContain("Authorization: Bearer");
    },
  );

  test.each([`Bearer ${TOKEN}x`, `Bearer ${keys[0]!.sha256}`])(
    "%s is a wrong one: 401",
    async (authorization) => {
      const { status, headers } = await attempt(authorization);
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toContain('error="invalid_token"');
    },
  );

  test("nobody without a key learns whether a resource would have been accepted", async () => {
    const { status } = await server.request("/r4/CodeSystem", { method: "POST", body: "not even JSON" });
    expect(status).toBe(401);
  });

  test("reading needs none", async () => expect((await server.request("/r4/CodeSystem")).status).toBe(200));
});

describe("the capability statement", () => {
  test("offers what can be done", async () => {
    const { json } = await server.request("/r5/metadata");
    const of = (type: string) =>
      json.rest[0].resource
        .find((r: { type: string }) => r.type === type)
        .interaction.map((i: { code: string }) => i.code);
    expect(of("CodeSystem")).toEqual(
      expect.arrayContaining(["create", "update", "delete", "vread", "history-type"]),
    );
    expect(of("Provenance")).not.toContain("create");
  });
});

test.each([
  ["POST", "/r4/NamingSystem", "GET, HEAD"],
  ["PUT", "/r5/NamingSystem/a", "GET, HEAD"],
  ["PATCH", "/r5/NamingSystem/a", "GET, HEAD"],
  ["PUT", "/r4/Provenance/a", "GET, HEAD"],
])("%s %s is 405 and says by what way such a resource comes", async (method, path, allow) => {
  const { status, headers, json } = await server.request(path, { method, headers: JSON_BODY });
  expect(status).toBe(405);
  expect(headers.get("allow")).toBe(allow);
  expect(textOf(json)).toMatch(/by 'ossicle import', or by \/add/);
});

describe("with writing switched off", () => {
  const closed = testServer({ resources: [] });

  test.each([
    ["POST", "/r4/CodeSystem", "GET, HEAD"],
    ["PUT", "/r5/ValueSet/a", "GET, HEAD"],
    ["DELETE", "/r4/ConceptMap/a", "GET, HEAD"],
  ])("%s %s is 405 and says why", async (method, path, allow) => {
    const { status, headers, json } = await closed.request(path, { method, headers: JSON_BODY });
    expect(status).toBe(405);
    expect(headers.get("allow")).toBe(allow);
    expect(textOf(json)).toContain("OSSICLE_WRITES=on");
  });
});
