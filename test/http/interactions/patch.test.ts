import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testServer } from "../support.ts";

const TOKEN = "a-key-for-tests";
const keys = [{ name: "tests", sha256: createHash("sha256").update(TOKEN).digest("hex") }];
const server = testServer({ resources: [], writes: true, keys });

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  server.request(path, {
    method,
    headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/fhir+json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

let count = 0;

/** https://hl7.org/fhir/R5/http.html#patch, as JSON Patch (RFC 6902) and as FHIRPath Patch. */
describe.each(["r4", "r5"])("PATCH at /%s", (version) => {
  const made = async (more: object = {}) => {
    const id = `p${++count}`;
    const resource = {
      resourceType: "CodeSystem",
      id,
      url: `http://example.org/${version}/${id}`,
      version: "1",
      name: "Before",
      status: "draft",
      content: "complete",
      concept: [{ code: "a" }, { code: "b", display: "B" }],
      ...more,
    };
    await send("PUT", `/${version}/CodeSystem/${id}`, resource);
    return { ...resource, path: `/${version}/CodeSystem/${id}` };
  };
  const patch = (path: string, operations: unknown, headers: Record<string, string> = {}) =>
    send("PATCH", path, operations, { "Content-Type": "application/json-patch+json", ...headers });

  test("changes what it names and nothing else, as a new version", async () => {
    const { path, ...before } = await made();
    const { status, headers, json } = await patch(path, [
      { op: "test", path: "/status", value: "draft" },
      { op: "replace", path: "/status", value: "active" },
      { op: "add", path: "/title", value: "After" },
      { op: "add", path: "/concept/-", value: { code: "c" } },
      { op: "copy", from: "/concept/1/display", path: "/concept/2/display" },
      { op: "move", from: "/concept/0", path: "/concept/1" },
      { op: "remove", path: "/name" },
    ]);
    expect([status, headers.get("etag")]).toEqual([200, 'W/"2"']);
    const { name: _, ...rest } = before;
    expect(json).toMatchObject({
      ...rest,
      status: "active",
      title: "After",
      concept: [{ code: "b", display: "B" }, { code: "a" }, { code: "c", display: "B" }],
    });
    expect(json.name).toBeUndefined();
    expect((await server.request(`${path}/_history/1`)).json.name).toBe("Before");
  });

  test("is of the version that If-Match names, and finds its resource by a condition", async () => {
    const { path, url } = await made();
    const title = (value: string) => [{ op: "add", path: "/title", value }];
    expect((await patch(path, title("A"), { "If-Match": 'W/"7"' })).status).toBe(412);
    expect((await patch(path, title("A"), { "If-Match": 'W/"1"' })).status).toBe(200);
    const byUrl = (of: string) => `/${version}/CodeSystem?url=${encodeURIComponent(of)}`;
    expect((await patch(byUrl(url), title("B"))).json).toMatchObject({ title: "B" });
    expect((await patch(byUrl("http://example.org/none"), title("C"))).status).toBe(404);
    await made();
    expect((await patch(`/${version}/CodeSystem?status=draft`, title("C"))).status).toBe(412);
    expect((await patch(`/${version}/CodeSystem/none`, title("C"))).status).toBe(404);
    await send("DELETE", path);
    expect((await patch(path, title("D"))).status).toBe(410);
  });

  test.each<[string, unknown, number, string]>([
    ["a test that fails", [{ op: "test", path: "/status", value: "active" }], 422, "test /status"],
    ["a place that is not there", [{ op: "replace", path: "/title", value: "x" }], 422, "/title"],
    ["an index beyond the end", [{ op: "add", path: "/concept/9", value: { code: "z" } }], 422, "/concept/9"],
    ["the length of a list", [{ op: "remove", path: "/concept/length" }], 422, "/concept/length"],
    ["an inherited name", [{ op: "add", path: "/__proto__/polluted", value: true }], 422, "__proto__"],
    ["another inherited name", [{ op: "copy", from: "/toString", path: "/title" }], 422, "/toString"],
    ["the whole", [{ op: "replace", path: "", value: {} }], 422, "replace"],
    ["a result that is not valid", [{ op: "remove", path: "/status" }], 422, "status"],
    ["another id", [{ op: "replace", path: "/id", value: "other" }], 400, "other"],
    ["another type", [{ op: "replace", path: "/resourceType", value: "ValueSet" }], 400, "ValueSet"],
    ["an operation that is none", [{ op: "put", path: "/title", value: "x" }], 400, "op should be"],
    ["an operation without a value", [{ op: "add", path: "/title" }], 400, "value is missing"],
    ["an object", { op: "add", path: "/title", value: "x" }, 400, "not a list"],
    ["a path without end", [{ op: "remove", path: "/a".repeat(100_000) }], 400, "8192 characters"],
    ["a long path to nowhere", [{ op: "remove", path: "/a".repeat(100) }], 422, "nothing at /a/a/"],
    [
      "copies of copies without end",
      [
        { op: "add", path: "/concept/-", value: { code: "x", display: "x".repeat(1_000_000) } },
        ...Array.from({ length: 30 }, () => ({ op: "copy", from: "/concept", path: "/concept/0/concept" })),
      ],
      422,
      "copies",
    ],
  ])("refuses %s, and changes nothing", async (_what, operations, status, named) => {
    const { path } = await made();
    const reply = await patch(path, operations);
    expect(reply.status, reply.text).toBe(status);
    expect(reply.json.issue[0].details.text).toContain(named);
    expect(reply.json.issue[0].details.text.length).toBeLessThan(300);
    expect((await server.request(path)).json.meta.versionId).toBe("1");
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
  });

  test("another form of patch is 415, and the answer says which are taken", async () => {
    const { path, ...resource } = await made();
    const { status, headers } = await send("PATCH", path, resource);
    expect([status, headers.get("accept-patch")]).toEqual([415, expect.stringContaining("json-patch+json")]);
    for (const type of ["application/merge-patch+json", "text/plain; charset=utf-8"]) {
      const other = await send("PATCH", path, { title: "A" }, { "Content-Type": type });
      expect([other.status, other.headers.get("accept-patch")]).toEqual([415, headers.get("accept-patch")]);
      expect(other.json.issue[0].details.text).toContain(
        "send a JSON Patch (Content-Type: application/json-patch+json)",
      );
    }
    const put = await send("PUT", path, [], { "Content-Type": "application/json-patch+json" });
    expect(put.status).toBe(415);
  });

  /** https://hl7.org/fhir/R5/fhirpatch.html: each operation as its parts. */
  const fhirPatch = (path: string, ...operations: object[]) =>
    send("PATCH", path, {
      resourceType: "Parameters",
      parameter: operations.map((parts) => ({
        name: "operation",
        part: Object.entries(parts).map(([name, value]: [string, unknown]) => ({
          name,
          ...(typeof value === "object"
            ? value
            : {
                [typeof value === "number" ? "valueInteger" : name === "type" ? "valueCode" : "valueString"]:
                  value,
              }),
        })),
      })),
    });

  test("takes a FHIRPath Patch: add, insert, replace, move, delete", async () => {
    const { path } = await made({ description: "Old" });
    const concept = {
      part: [
        { name: "code", valueCode: "c" },
        { name: "designation", part: [{ name: "value", valueString: "Sea" }] },
        { name: "designation", part: [{ name: "value", valueString: "See" }] },
      ],
    };
    const { status, json, text } = await fhirPatch(
      path,
      { type: "add", path: "CodeSystem", name: "title", value: { valueString: "New" } },
      { type: "add", path: "CodeSystem", name: "concept", value: concept },
      {
        type: "add",
        path: "CodeSystem.concept.where(code = 'a')",
        name: "display",
        value: { valueString: "A" },
      },
      {
        type: "insert",
        path: "CodeSystem.concept",
        index: 0,
        value: { part: [{ name: "code", valueCode: "z" }] },
      },
      { type: "replace", path: "CodeSystem.status", value: { valueCode: "active" } },
      { type: "move", path: "CodeSystem.concept", source: 3, destination: 1 },
      { type: "delete", path: "CodeSystem.concept.where(code = 'b').first()" },
      { type: "delete", path: "CodeSystem.description" },
      { type: "delete", path: "CodeSystem.purpose" },
      {
        type: "add",
        path: "CodeSystem",
        name: "extension",
        value: { valueExtension: { url: "http://e.org", valueString: "x" } },
      },
      { type: "replace", path: "CodeSystem.extension('http://e.org').value", value: { valueCode: "y" } },
    );
    expect(status, text).toBe(200);
    expect(json).toMatchObject({ title: "New", status: "active", extension: [{ valueCode: "y" }] });
    expect(json.extension[0].valueString).toBeUndefined();
    expect(json.description).toBeUndefined();
    expect(json.concept).toEqual([
      { code: "z" },
      { code: "c", designation: [{ value: "Sea" }, { value: "See" }] },
      { code: "a", display: "A" },
    ]);
    const emptied = await fhirPatch(path, { type: "delete", path: "CodeSystem.extension[0]" });
    expect([emptied.status, emptied.json.extension]).toEqual([200, undefined]);
  });

  test.each<[string, object, number, string]>([
    [
      "a place that is not there",
      { type: "replace", path: "CodeSystem.title", value: { valueString: "x" } },
      422,
      "0 places",
    ],
    ["several places", { type: "delete", path: "CodeSystem.concept" }, 422, "2 places"],
    [
      "what is there already",
      { type: "add", path: "CodeSystem", name: "name", value: { valueString: "x" } },
      422,
      "already",
    ],
    [
      "an element that is none",
      { type: "add", path: "CodeSystem", name: "tilte", value: { valueString: "x" } },
      422,
      "no such element",
    ],
    [
      "an inherited name",
      { type: "add", path: "CodeSystem", name: "__proto__", value: { valueString: "x" } },
      422,
      "no such element",
    ],
    [
      "a value of another type",
      { type: "replace", path: "CodeSystem.status", value: { valueInteger: 1 } },
      422,
      "status",
    ],
    [
      "an index beyond the end",
      {
        type: "insert",
        path: "CodeSystem.concept",
        index: 7,
        value: { part: [{ name: "code", valueCode: "z" }] },
      },
      422,
      "index 7",
    ],
    [
      "a path that computes",
      { type: "delete", path: "CodeSystem.concept.where(code.matches('(a+)+$'))" },
      400,
      "path should be",
    ],
    ["a kind that is none", { type: "upsert", path: "CodeSystem.title" }, 400, "type should be"],
    ["no value", { type: "replace", path: "CodeSystem.status" }, 400, "value is missing"],
    ["no index", { type: "insert", path: "CodeSystem.concept", value: { part: [] } }, 400, "index"],
    ["the whole", { type: "delete", path: "CodeSystem" }, 422, "delete CodeSystem"],
  ])("a FHIRPath Patch of %s is refused", async (_what, operation, status, named) => {
    const { path } = await made();
    const reply = await fhirPatch(path, operation);
    expect(reply.status, reply.text).toBe(status);
    expect(reply.json.issue[0].details.text).toContain(named);
    expect(reply.json.issue[0].details.text.length).toBeLessThan(300);
    expect((await server.request(path)).json.meta.versionId).toBe("1");
  });

  test("a FHIRPath Patch without operations is refused, and comes as XML too", async () => {
    const { path } = await made();
    expect((await fhirPatch(path)).status).toBe(400);
    const operation = `<part><name value="type"/><valueCode value="delete"/></part><part><name value="path"/><valueString value="CodeSystem.name"/></part>`;
    const { status, json } = await server.request(path, {
      method: "PATCH",
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/fhir+xml" },
      body: `<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="operation"/>${operation}</parameter></Parameters>`,
    });
    expect([status, json.name]).toEqual([200, undefined]);
  });

  test("comes in a batch too, as a Binary; and needs a key", async () => {
    const { id, path } = await made();
    const data = Buffer.from(JSON.stringify([{ op: "add", path: "/title", value: "Batch" }]));
    const resource = {
      resourceType: "Binary",
      contentType: "application/json-patch+json",
      data: data.toString("base64"),
    };
    const entry = [{ resource, request: { method: "PATCH", url: `CodeSystem/${id}` } }];
    const { json } = await send("POST", `/${version}`, { resourceType: "Bundle", type: "batch", entry });
    expect(json.entry[0]).toMatchObject({ response: { status: "200 OK" }, resource: { title: "Batch" } });
    const nobody = { Authorization: "Bearer none" };
    expect((await patch(path, [{ op: "remove", path: "/title" }], nobody)).status).toBe(401);
  });

  test("comes in a transaction too, all of it or nothing", async () => {
    const { id, path, url } = await made();
    const binary = (operations: object[]) => ({
      resourceType: "Binary",
      contentType: "application/json-patch+json",
      data: Buffer.from(JSON.stringify(operations)).toString("base64"),
    });
    const replace = (name: string, value: string) => binary([{ op: "replace", path: `/${name}`, value }]);
    const entryOf = (resource: object, at: string, more: object = {}) => ({
      resource,
      request: { method: "PATCH", url: at, ...more },
    });
    const transaction = (...entry: object[]) =>
      send("POST", `/${version}`, { resourceType: "Bundle", type: "transaction", entry });
    const other = await made();
    const fhirPath = {
      resourceType: "Parameters",
      parameter: [
        {
          name: "operation",
          part: [
            { name: "type", valueCode: "replace" },
            { name: "path", valueString: "CodeSystem.status" },
            { name: "value", valueCode: "active" },
          ],
        },
      ],
    };
    const done = await transaction(
      { request: { method: "GET", url: `CodeSystem/${id}` } },
      entryOf(replace("name", "After"), `CodeSystem?url=${url}`),
      entryOf(fhirPath, `CodeSystem/${other.id}`, { ifMatch: 'W/"1"' }),
    );
    expect(done.json.entry).toMatchObject([
      { resource: { name: "After" }, response: { status: "200 OK" } },
      { resource: { name: "After" }, response: { status: "200 OK", etag: 'W/"2"' } },
      { resource: { status: "active" }, response: { status: "200 OK", etag: 'W/"2"' } },
    ]);
    const good = entryOf(replace("name", "Lost"), `CodeSystem/${id}`);
    const refused: [object, number][] = [
      [entryOf(replace("nothing", "x"), `CodeSystem/${other.id}`), 422],
      [entryOf(replace("status", "unheard-of"), `CodeSystem/${other.id}`), 422],
      [entryOf(replace("name", "x"), "CodeSystem/none"), 404],
      [entryOf(replace("name", "x"), `CodeSystem/${other.id}`, { ifMatch: 'W/"1"' }), 412],
      [entryOf({ resourceType: "CodeSystem" }, `CodeSystem/${other.id}`), 415],
      [{ request: { method: "DELETE", url: `CodeSystem/${id}` } }, 400],
    ];
    for (const [bad, status] of refused) {
      const reply = await transaction(good, bad);
      expect([reply.status, reply.json.resourceType]).toEqual([status, "OperationOutcome"]);
      if (status !== 400) expect(reply.json.issue[0].details.text).toContain("Bundle.entry[1]: ");
    }
    expect((await server.request(path)).json).toMatchObject({ name: "After", meta: { versionId: "2" } });
  });

  test("is offered by the capabilities", async () => {
    const statement = (await server.request(`/${version}/metadata`)).json;
    expect(statement.patchFormat).toContain("application/json-patch+json");
    const { interaction } = statement.rest[0].resource.find((r: { type: string }) => r.type === "ValueSet");
    expect(interaction).toContainEqual({ code: "patch" });
  });
});
