import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../../src/http/app.ts";
import { listen, type Listening } from "../../../src/http/server.ts";
import { readConfig } from "../../../src/server/config.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { loadPages } from "../../../src/web/load-pages.ts";
import { unique } from "../../unique.ts";
import { AUDIENCE, LocalIssuer } from "./local-issuer.ts";

const KEY = "a-key-for-tests";
const lines: object[] = [];
let issuer: LocalIssuer;
let running: Listening;

beforeAll(async () => {
  issuer = await LocalIssuer.start();
  const settings = {
    ...readConfig({}),
    writes: true,
    keys: [{ name: "tests", sha256: createHash("sha256").update(KEY).digest("hex") }],
    issuer: issuer.url,
    audience: [AUDIENCE],
  };
  const log = {
    isLevelEnabled: () => true,
    error: () => undefined,
    info: (fields: object, message: string) => void (message === "write" && lines.push(fields)),
  };
  const store = new MemoryStore();
  const app = createApp(store, settings, log, {
    pages: async (routes, load) => (await loadPages()).createWeb({ routes, load, store, settings, log }),
  });
  running = await listen(app, "127.0.0.1", 0);
});
afterAll(async () => {
  await running.stop();
  await issuer.stop();
});

const valueSet = (id: string, name: string) => ({
  resourceType: "ValueSet",
  id,
  url: `http://example.org/${id}`,
  name,
  status: "active",
});

async function write(
  method: string,
  path: string,
  id: string,
  body?: object,
  token = KEY,
): Promise<object[]> {
  lines.length = 0;
  await fetch(`${running.url}/r4${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/fhir+json",
      "X-Request-Id": id,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return [...lines];
}

test("each write says who, what, from which version to which, and in which request", async () => {
  const v = unique("v");
  const resource = `ValueSet/${v}`;
  const put = (id: string, name: string) => write("PUT", `/${resource}`, id, valueSet(v, name));
  expect(await put("q1", "A")).toEqual([{ id: "q1", who: "tests", what: "create", resource, to: 1 }]);
  expect(await put("q2", "B")).toEqual([
    { id: "q2", who: "tests", what: "update", resource, from: 1, to: 2 },
  ]);
  const gone = await write("DELETE", `/${resource}`, "q3");
  expect(gone).toEqual([{ id: "q3", who: "tests", what: "delete", resource, from: 2, to: 3 }]);
  const again = await write("DELETE", `/${resource}`, "q4");
  expect(again).toEqual([{ id: "q4", who: "tests", what: "delete", resource, from: 3, to: 3 }]);
});

test("a transaction has a line for each of its changes, under the name of the token's client", async () => {
  const ids = [unique("a"), unique("b")];
  const entry = ids.map((id) => ({
    resource: valueSet(id, "N"),
    request: { method: "PUT", url: `ValueSet/${id}` },
  }));
  const token = await issuer.token("system/ValueSet.u");
  const bundle = { resourceType: "Bundle", type: "transaction", entry };
  const written = await write("POST", "", "q5", bundle, token);
  expect(written).toEqual(
    ids.map((id) => ({
      id: "q5",
      who: "nightly-import",
      what: "create",
      resource: `ValueSet/${id}`,
      to: 1,
    })),
  );
});

test("an entry of a batch has the id of its batch", async () => {
  const entry = [{ resource: valueSet("c", "N"), request: { method: "PUT", url: "ValueSet/c" } }];
  const [line] = await write("POST", "", "q6", { resourceType: "Bundle", type: "batch", entry });
  expect(line).toMatchObject({ id: "q6", resource: "ValueSet/c" });
});

test("files that are added have a line for each resource, once they are confirmed", async () => {
  const added = unique("added");
  const add = async (id: string, name: string, confirmed: boolean) => {
    lines.length = 0;
    const body = new FormData();
    body.set("text", JSON.stringify(valueSet(added, name)));
    if (confirmed) body.set("confirmed", "yes");
    const headers = { Authorization: `Bearer ${KEY}`, "X-Request-Id": id, Accept: "application/json" };
    expect((await fetch(`${running.url}/add`, { method: "POST", headers, body })).status).toBe(200);
    return [...lines];
  };
  const line = { who: "tests", resource: `ValueSet/${added}` };
  expect(await add("q9", "A", false)).toEqual([]);
  expect(await add("q10", "A", true)).toEqual([{ ...line, id: "q10", what: "create", to: 1 }]);
  expect(await add("q11", "A", true)).toEqual([]);
  expect(await add("q12", "B", true)).toEqual([{ ...line, id: "q12", what: "update", from: 1, to: 2 }]);
});

test("a patch, and what a condition comes to, have theirs", async () => {
  const p = unique("p");
  await write("PUT", `/ValueSet/${p}`, "p0", valueSet(p, "A"));
  const { id: _, ...unnamed } = valueSet(p, "B");
  const line = { who: "tests", resource: `ValueSet/${p}` };
  const patch = {
    resourceType: "Parameters",
    parameter: [
      {
        name: "operation",
        part: [
          { name: "type", valueCode: "replace" },
          { name: "path", valueString: "ValueSet.name" },
          { name: "value", valueString: "C" },
        ],
      },
    ],
  };
  expect(await write("PATCH", `/ValueSet/${p}`, "p1", patch)).toEqual([
    { ...line, id: "p1", what: "update", from: 1, to: 2 },
  ]);
  const by = `/ValueSet?url=http://example.org/${p}`;
  expect(await write("PUT", by, "p2", unnamed)).toEqual([
    { ...line, id: "p2", what: "update", from: 2, to: 3 },
  ]);
  expect(await write("DELETE", by, "p3")).toEqual([{ ...line, id: "p3", what: "delete", from: 3, to: 4 }]);
  expect(await write("DELETE", by, "p4")).toEqual([]);
});

test("what is refused or fails has none", async () => {
  expect(await write("PUT", "/ValueSet/d", "q7", valueSet("d", "N"), "no-key")).toEqual([]);
  expect(await write("PUT", "/ValueSet/d", "q8", { resourceType: "ValueSet", id: "d" })).toEqual([]);
});
