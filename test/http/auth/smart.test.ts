/** SMART backend services: tokens of an issuer that is really asked. */
import { createHash } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { unique } from "../../unique.ts";
import { type Reply, testServer } from "../support.ts";
import { AUDIENCE, LocalIssuer } from "./local-issuer.ts";

const KEY = "a-key-for-tests";
const keys = [{ name: "tests", sha256: createHash("sha256").update(KEY).digest("hex") }];
let issuer: LocalIssuer;
beforeAll(async () => {
  issuer = await LocalIssuer.start();
});
afterAll(() => issuer.stop());

const server = testServer(() => ({ writes: true, keys, issuer: issuer.url, audience: ["other", AUDIENCE] }));
const guarded = testServer(() => ({
  writes: true,
  reads: "key",
  keys,
  issuer: issuer.url,
  audience: [AUDIENCE],
}));

const valueSet = (id: string) => ({
  resourceType: "ValueSet",
  id,
  url: `http://example.org/${id}`,
  status: "active",
});
const bearer = (token: string) => ({
  "Content-Type": "application/fhir+json",
  Authorization: `Bearer ${token}`,
});
const put = (token: string, id = "v", at = server): Promise<Reply> =>
  at.request(`/r4/ValueSet/${id}`, {
    method: "PUT",
    headers: bearer(token),
    body: JSON.stringify(valueSet(id)),
  });

describe("a token", () => {
  test.each([
    "system/ValueSet.u",
    "system/ValueSet.cruds",
    "system/*.cud",
    "openid system/*.write",
    "system/*.*",
  ])("with %s may update a value set", async (scope) => {
    const { status, text } = await put(await issuer.token(scope));
    expect([200, 201], text).toContain(status);
  });

  test.each([
    "",
    "system/ValueSet.rs",
    "system/CodeSystem.cruds",
    "system/ValueSet.cds",
    "user/ValueSet.cruds",
    "patient/*.cruds",
    "system/ValueSet.cruds?url=http://example.org/v",
    "system/ValueSet.u.d",
    "system/valueset.u",
    "system/ValueSet.uc",
    "system/*",
    "system/ValueSet.",
  ])("with %j may not, and is told what it needs", async (scope) => {
    const { status, headers, json } = await put(await issuer.token(scope));
    expect(status).toBe(403);
    expect(headers.get("www-authenticate")).toBe(
      'Bearer realm="ossicle", error="insufficient_scope", scope="system/ValueSet.u"',
    );
    expect(json).toMatchObject({ resourceType: "OperationOutcome", issue: [{ code: "forbidden" }] });
    expect(json.issue[0].details.text).toContain("nightly-import");
  });

  test("needs the letter of each interaction", async () => {
    const { id: _, ...unnamed } = valueSet(unique("made"));
    const gone = unique("gone");
    const create = async (scope: string) =>
      server.request("/r5/ValueSet", {
        method: "POST",
        headers: bearer(await issuer.token(scope)),
        body: JSON.stringify(unnamed),
      });
    const remove = async (scope: string) =>
      server.request(`/r5/ValueSet/${gone}`, {
        method: "DELETE",
        headers: bearer(await issuer.token(scope)),
      });
    expect((await create("system/ValueSet.u")).status).toBe(403);
    expect((await create("system/ValueSet.c")).status).toBe(201);
    await put(await issuer.token("system/ValueSet.u"), gone);
    expect((await remove("system/ValueSet.cu")).status).toBe(403);
    expect((await remove("system/ValueSet.d")).status).toBe(204);
  });

  test("may have its scopes in `scp`, as a list", async () => {
    const token = await issuer.token("", { scope: undefined, scp: ["openid", "system/ValueSet.u"] });
    expect((await put(token)).status).toBe(200);
  });

  test("is checked entry by entry in a transaction, which changes nothing if one is not allowed", async () => {
    const entry = (id: string, method: string) => ({
      resource: valueSet(id),
      request: { method, url: `ValueSet/${id}` },
    });
    const bundle = (...entries: object[]) => ({
      resourceType: "Bundle",
      type: "transaction",
      entry: entries,
    });
    const headers = bearer(await issuer.token("system/ValueSet.u"));
    const send = (body: object) =>
      server.request("/r4", { method: "POST", headers, body: JSON.stringify(body) });
    const id = unique("in-transaction");
    expect((await send(bundle(entry(id, "PUT"), entry("v", "DELETE")))).status).toBe(403);
    expect((await server.request(`/r4/ValueSet/${id}`)).status).toBe(404);
    expect((await send(bundle(entry(id, "PUT")))).status).toBe(200);
  });

  const now = () => Math.floor(Date.now() / 1_000);
  test.each<[string, () => Promise<string>, string]>([
    ["has expired", () => issuer.token("system/*.cruds", { exp: now() - 120 }), "expired"],
    [
      "never expires",
      () => issuer.token("system/*.cruds", { exp: undefined }),
      "does not say when it expires",
    ],
    ["is not valid yet", () => issuer.token("system/*.cruds", { nbf: now() + 120 }), "not valid yet"],
    [
      "is for another audience",
      () => issuer.token("system/*.cruds", { aud: "https://else" }),
      "another audience",
    ],
    ["names no audience", () => issuer.token("system/*.cruds", { aud: undefined }), "another audience"],
    ["is of another issuer", () => issuer.token("system/*.cruds", { iss: "https://else" }), "another issuer"],
    ["has another's signature", forged, "signature is wrong"],
    ["is signed with nothing", () => unsigned("none"), "not accepted"],
    ["is signed with the public key as a secret", signedWithPublicKey, "not accepted"],
    ["is no JSON", () => Promise.resolve("aaaa.bbbb.cccc"), "malformed"],
  ])("that %s gets 401 and why", async (_, make, why) => {
    const { status, headers, json } = await put(await make());
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toMatch(
      /^Bearer realm="ossicle", error="invalid_token", error_desc/,
    );
    expect(json.issue[0]).toMatchObject({ code: "login" });
    expect(json.issue[0].details.text).toContain(why);
  });

  test("counts a minute beyond its end, for clocks differ", async () => {
    expect((await put(await issuer.token("system/*.u", { exp: now() - 30 }))).status).toBe(200);
  });

  async function forged(): Promise<string> {
    const [head, body, signature] = (await issuer.token("system/*.cruds")).split(".");
    return [head, body, signature!.replace(/^./, (c) => (c === "A" ? "B" : "A"))].join(".");
  }

  async function unsigned(alg: string): Promise<string> {
    const [, body] = (await issuer.token("system/*.cruds")).split(".");
    return `${Buffer.from(JSON.stringify({ alg })).toString("base64url")}.${body}.AAAA`;
  }

  async function signedWithPublicKey(): Promise<string> {
    const secret = new TextEncoder().encode(await issuer.publicKey());
    return new SignJWT({ scope: "system/*.cruds", iss: issuer.url, aud: AUDIENCE })
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime("5m")
      .sign(secret);
  }

  test("static keys count besides, for everything", async () => {
    expect((await put(KEY)).status).toBe(200);
    expect((await put("another-key")).status).toBe(401);
  });
});

describe("the issuer's keys", () => {
  test("are fetched once for many tokens, and again, without a restart, when they have changed", async () => {
    await put(await issuer.token("system/*.u"));
    const before = issuer.fetched;
    for (let i = 0; i < 5; i++) expect((await put(await issuer.token("system/*.u"))).status).toBe(200);
    expect(issuer.fetched).toBe(before);
    const old = await issuer.token("system/*.u");
    await issuer.addKey("ES384", true);
    expect((await put(await issuer.token("system/*.u"))).status).toBe(200);
    expect((await put(old)).status).toBe(401);
  });

  test("count as soon as a token is signed with them, also right after they were fetched", async () => {
    for (const kid of ["nobody's", "nobody's either"])
      expect((await put(await issuer.token("system/*.u", {}, { kid }))).status).toBe(401);
    const before = issuer.fetched;
    await issuer.addKey("ES512");
    const token = await issuer.token("system/*.u");
    const all = await Promise.all([1, 2, 3].map(() => put(token)));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(issuer.fetched).toBe(before + 1);
  });

  test("are fetched again when they have changed, also after the clock was set back", async () => {
    onTestFinished(() => void vi.useRealTimers());
    vi.useFakeTimers({ now: Date.now() + 3_600_000, toFake: ["Date"] });
    await issuer.addKey("ES384");
    expect((await put(await issuer.token("system/*.u"))).status).toBe(200);
    vi.useRealTimers();
    const old = await issuer.token("system/*.u");
    await issuer.addKey("ES384", true);
    expect((await put(old)).status).toBe(401);
    expect((await put(await issuer.token("system/*.u"))).status).toBe(200);
  });

  test("are all tried where a token names none", async () => {
    await issuer.addKey("ES384");
    expect((await put(await issuer.token("system/*.u"))).status).toBe(200);
    expect((await put(await issuer.token("system/*.u", {}, { kid: undefined }))).status).toBe(200);
  });
});

describe("an issuer that does not answer", () => {
  const lost = testServer(() => ({
    writes: true,
    keys,
    issuer: issuer.url.replace("/realms/test", "/nobody"),
    audience: [AUDIENCE],
  }));

  test("is a 503, for the token may be right; keys count all the same", async () => {
    const { status, json } = await put(await issuer.token("system/*.u"), "v", lost);
    expect(status).toBe(503);
    expect(json.issue[0].code).toBe("transient");
    expect([200, 201]).toContain((await put(KEY, "v", lost)).status);
    expect((await lost.request("/r4/.well-known/smart-configuration")).status).toBe(503);
  });
});

describe.each(["/.well-known/", "/keys"])("an issuer whose answer at %s does not end", (path) => {
  let endless: LocalIssuer;
  beforeAll(async () => {
    endless = await LocalIssuer.start();
    endless.endless = path;
  });
  afterAll(() => endless.stop());
  const far = testServer(() => ({ writes: true, keys, issuer: endless.url, audience: [AUDIENCE] }));

  test("is a 503 when that is too long", async () => {
    const { status, json } = await put(await endless.token("system/*.u"), "v", far);
    expect(status).toBe(503);
    expect(json.issue[0].details.text).toContain("more than 1000000 bytes");
    expect([200, 201]).toContain((await put(KEY, "v", far)).status);
  });
});

describe("where tokens come from", () => {
  test.each(["/r4", "/r5"])("is said at %s/.well-known/smart-configuration", async (base) => {
    const path = `${base}/.well-known/smart-configuration`;
    const { status, headers, json } = await server.request(path, {
      headers: { Accept: "application/fhir+xml" },
    });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/json");
    expect(json).toEqual({
      token_endpoint: `${issuer.url}/token`,
      jwks_uri: `${issuer.url}/keys`,
      grant_types_supported: ["client_credentials"],
      token_endpoint_auth_methods_supported: ["private_key_jwt"],
      token_endpoint_auth_signing_alg_values_supported: ["RS384", "ES384"],
      scopes_supported: [
        "system/*.rs",
        "system/CodeSystem.cruds",
        "system/ConceptMap.cruds",
        "system/ValueSet.cruds",
      ],
      code_challenge_methods_supported: ["S256"],
      capabilities: ["client-confidential-asymmetric", "permission-v1", "permission-v2"],
    });
    expect((await server.request(path, { method: "POST" })).status).toBe(405);
    for (const same of [
      `${path}/`,
      `${path}?x=1`,
      path.replace(".well", "%2Ewell").replace("smart", "%73mart"),
    ])
      expect((await server.request(same)).json, same).toEqual(json);
  });

  test("is in the capability statement", async () => {
    const { json } = await server.request("/r4/metadata");
    const { service, description } = json.rest[0].security;
    expect(service[0].coding[0]).toMatchObject({ code: "SMART-on-FHIR" });
    expect(description).toContain(issuer.url);
  });
});

describe("with OSSICLE_READS=key", () => {
  const LOOKUP =
    "/r4/CodeSystem/$lookup?system=https://w3id.org/ossicle/CodeSystem/genetic-conditions&code=progressive-osseous-heteroplasia";
  const read = [
    LOOKUP,
    "/r4/CodeSystem",
    "/r4/CodeSystem/genetic-conditions",
    "/r4/CodeSystem/genetic-conditions/_history",
    "/r4/CodeSystem/genetic-conditions/_history/1",
    "/r4/CodeSystem/_history",
  ];

  test.each(read)("%s needs a key or a token, also when it was answered to another before", async (path) => {
    const first = await guarded.request(path, { headers: bearer(KEY) });
    expect(first.status).toBe(200);
    const token = await issuer.token("system/CodeSystem.rs");
    expect((await guarded.request(path, { headers: bearer(token) })).status).toBe(200);
    const nobody = await guarded.request(path, {
      headers: { "If-None-Match": first.headers.get("etag") ?? '"x"' },
    });
    expect(nobody.status).toBe(401);
    expect(nobody.headers.get("www-authenticate")).toBe('Bearer realm="ossicle"');
    expect(nobody.json.resourceType).toBe("OperationOutcome");
    const other = await issuer.token("system/ValueSet.rs");
    expect((await guarded.request(path, { headers: bearer(other) })).status).toBe(403);
  });

  test("the history of all types is for whoever may search each of them", async () => {
    const statusFor = async (scopes: string): Promise<number> => {
      const headers = bearer(await issuer.token(scopes));
      return (await guarded.request("/r4/_history?_count=1", { headers })).status;
    };
    expect(await statusFor("system/*.s")).toBe(200);
    expect(await statusFor("system/*.r")).toBe(403);
    expect(await statusFor("system/CodeSystem.s system/ValueSet.s")).toBe(403);
    expect((await guarded.request("/r4/_history", { headers: bearer(KEY) })).status).toBe(200);
    expect((await guarded.request("/r4/_history")).status).toBe(401);
  });

  test("entries of a batch are judged each by itself", async () => {
    const entry = ["CodeSystem/genetic-conditions", "ConceptMap"].map((url) => ({
      request: { method: "GET", url },
    }));
    const ask = async (headers: Record<string, string>) => {
      const body = JSON.stringify({ resourceType: "Bundle", type: "batch", entry });
      const { json } = await guarded.request("/r4", {
        method: "POST",
        headers: { "Content-Type": "application/fhir+json", ...headers },
        body,
      });
      return (json.entry as { response: { status: string } }[]).map((e) => e.response.status.slice(0, 3));
    };
    expect(await ask({})).toEqual(["401", "401"]);
    expect(await ask(bearer(await issuer.token("system/CodeSystem.r")))).toEqual(["200", "403"]);
    expect(await ask(bearer(KEY))).toEqual(["200", "200"]);
  });

  test("an operation needs the type that it is asked at, and may tell of other types' content", async () => {
    const url = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
    const code = "progressive-osseous-heteroplasia";
    const definition = {
      resourceType: "ValueSet",
      status: "active",
      compose: { include: [{ system: url, concept: [{ code }] }] },
    };
    const ask = async (scope: string, path: string, resource: object) => {
      const { status, text } = await asWriter(scope, "POST", path, resource);
      return [status, text.toLowerCase().includes("heteroplasia")];
    };
    const expanding = {
      resourceType: "Parameters",
      parameter: [{ name: "valueSet", resource: definition }],
    };
    const looking = {
      resourceType: "Parameters",
      parameter: [
        { name: "system", valueUri: url },
        { name: "code", valueCode: code },
      ],
    };
    expect(await ask("system/ValueSet.r", "/ValueSet/$expand", expanding)).toEqual([200, true]);
    expect(await ask("system/CodeSystem.r", "/ValueSet/$expand", expanding)).toEqual([403, false]);
    expect(await ask("system/CodeSystem.r", "/CodeSystem/$lookup", looking)).toEqual([200, true]);
    expect(await ask("system/ValueSet.r", "/CodeSystem/$lookup", looking)).toEqual([403, false]);
  });

  test("entries of a transaction that read are judged before anything is changed", async () => {
    const refused = async (method: string, url: string, scope = "system/ValueSet.cru") => {
      const id = `beside-${method}-${url.replace(/\W/g, "-")}`.slice(0, 64);
      const writes = { resource: valueSet(id), request: { method: "PUT", url: `ValueSet/${id}` } };
      const entry = [writes, { request: { method, url }, resource: { resourceType: "Parameters" } }];
      const sent = await asWriter(scope, "POST", "", { resourceType: "Bundle", type: "transaction", entry });
      const kept = await guarded.request(`/r4/ValueSet/${id}`, { headers: bearer(KEY) });
      return [sent.status, kept.status];
    };
    for (const [method, url] of [
      ["GET", "CodeSystem/genetic-conditions"],
      ["GET", "CodeSystem/genetic%2Dconditions/_history"],
      ["GET", "ValueSet?name=x"],
      ["HEAD", "ConceptMap/nothing"],
      ["GET", "metadata?mode=terminology"],
      ["GET", "CodeSystem/%24lookup?code=x"],
      ["POST", "CodeSystem/$lookup"],
      ["POST", "ConceptMap/_search"],
      ["GET", "CodeSystem/genetic-conditions/$validate"],
    ] as const)
      expect(await refused(method, url), `${method} ${url}`).toEqual([403, 404]);
    expect(await refused("GET", "CodeSystem/nothing", "system/*.cru")).toEqual([200, 200]);
    expect(await refused("GET", "ValueSet/v")).toEqual([200, 200]);
    expect(await refused("GET", "metadata")).toEqual([200, 200]);
    expect(await refused("GET", "nowhere")).toEqual([200, 200]);
  });

  const asWriter = async (scope: string, method: string, path: string, body?: object, more: object = {}) =>
    guarded.request(`/r4${path}`, {
      method,
      headers: { ...bearer(await issuer.token(scope)), ...more },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  test("a condition is a search: who may only write learns nothing by it", async () => {
    const { id: _, ...unnamed } = valueSet("known");
    expect((await asWriter("system/ValueSet.u", "PUT", "/ValueSet/known", valueSet("known"))).status).toBe(
      201,
    );
    const create = (scope: string) =>
      asWriter(scope, "POST", "/ValueSet", unnamed, {
        "If-None-Exist": "url=http://example.org/known",
        Prefer: "return=representation",
      });
    const refused = await create("system/ValueSet.c");
    expect(refused.status).toBe(403);
    expect(refused.headers.get("www-authenticate")).toContain('scope="system/ValueSet.s"');
    expect((await create("system/ValueSet.cs")).status).toBe(200);
    for (const [method, letter] of [
      ["PUT", "u"],
      ["DELETE", "d"],
    ] as const) {
      const path = "/ValueSet?url=http://example.org/known";
      const body = method === "PUT" ? unnamed : undefined;
      expect((await asWriter(`system/ValueSet.${letter}`, method, path, body)).status).toBe(403);
      expect((await asWriter(`system/ValueSet.${letter}s`, method, path, body)).status).toBeLessThan(300);
    }
  });

  test("neither does who writes what refers to something by a search, in a transaction", async () => {
    const send = (scope: string) =>
      asWriter(scope, "POST", "", {
        resourceType: "Bundle",
        type: "transaction",
        entry: [
          {
            request: { method: "PUT", url: "ValueSet/refers" },
            resource: {
              ...valueSet("refers"),
              extension: [
                {
                  url: "http://example.org/about",
                  valueReference: { reference: "CodeSystem?name=GeneticConditions" },
                },
              ],
            },
          },
        ],
      });
    expect((await send("system/ValueSet.cuds")).status).toBe(403);
    expect((await guarded.request("/r4/ValueSet/refers", { headers: bearer(KEY) })).status).toBe(404);
    expect((await send("system/ValueSet.u system/CodeSystem.s")).status).not.toBe(403);
  });

  test("which terminology there is, is told to whoever may search for it", async () => {
    const path = "/r5/metadata?mode=terminology";
    expect((await guarded.request(path)).status).toBe(401);
    expect((await guarded.request("/r5/m%65tadata?mod%65=terminology")).status).toBe(401);
    const asked = async (scope: string) =>
      (await guarded.request(path, { headers: bearer(await issuer.token(scope)) })).status;
    expect(await asked("system/ValueSet.cruds")).toBe(403);
    expect(await asked("system/CodeSystem.s")).toBe(200);
    expect((await server.request(path)).status).toBe(200);
  });

  test("pages for people are not there: no content goes to whoever has no key", async () => {
    for (const path of ["/", "/r4/CodeSystem/genetic-conditions", "/translate", "/openapi"]) {
      const { text } = await guarded.request(path, { headers: { Accept: "text/html" } });
      expect(text).toContain("OperationOutcome");
      expect(text.toLowerCase()).not.toContain("heteroplasia");
    }
  });

  test("health, metrics, metadata and where tokens come from are open", async () => {
    const open = [
      "/health/live",
      "/health/ready",
      "/metrics",
      "/r4/metadata",
      "/r4/.well-known/smart-configuration",
    ];
    for (const path of open) expect((await guarded.request(path)).status, path).toBe(200);
    const { json } = await guarded.request("/r5/metadata");
    expect(json.rest[0].security.description).toMatch(/^Reading and writing need a bearer token/);
  });
});
