/** `ossicle/express`: the handler in apps that do other things before it. */
import { gzipSync } from "node:zlib";
import express5, { type RequestHandler } from "express";
import express4 from "express4";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundledResources, createEngine, MemoryStore } from "../src/engine.ts";
import { ossicle } from "../src/express.ts";
import { type Mounted, type MountOptions, startMounted } from "./http/mounted.ts";
import { testServer, unexplained } from "./http/support.ts";

const SYSTEM = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const CODE = "progressive-osseous-heteroplasia";
const LOOKUP = "/r4/CodeSystem/$lookup";

const plain = testServer();

/** A mount that lives as long as the tests of its group. */
function mounted(options: MountOptions, settings: Parameters<typeof startMounted>[0] = {}): () => string {
  let running: Mounted | undefined;
  beforeAll(async () => {
    running = await startMounted(settings, options);
  });
  afterAll(() => running?.stop());
  return () => running!.url;
}

const JSON_BODY = JSON.stringify({
  resourceType: "Parameters",
  parameter: [
    { name: "system", valueUri: SYSTEM },
    { name: "code", valueCode: CODE },
  ],
});
const XML_BODY =
  `<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="system"/><valueUri value="${SYSTEM}"/></parameter>` +
  `<parameter><name value="code"/><valueCode value="${CODE}"/></parameter></Parameters>`;
const FORM_BODY = `system=${encodeURIComponent(SYSTEM)}&code=${CODE}&property=condition&property=parent`;

const BODIES: [string, string, string][] = [
  ["FHIR JSON", "application/fhir+json", JSON_BODY],
  ["plain JSON", "application/json", JSON_BODY],
  ["XML", "application/fhir+xml", XML_BODY],
  ["a form", "application/x-www-form-urlencoded", FORM_BODY],
  ["broken FHIR JSON", "application/fhir+json", JSON_BODY.slice(0, 50)],
  ["nothing", "application/fhir+json", ""],
];

type Parsers = Pick<typeof express5, "json" | "text" | "urlencoded" | "raw">;
const everything = () => true;
const READERS: [string, (express: Parsers) => RequestHandler[]][] = [
  ["nobody", () => []],
  ["json()", (express) => [express.json()]],
  ["json() for FHIR too", (express) => [express.json({ type: ["json", "+json"] })]],
  ["text() for all", (express) => [express.text({ type: everything })]],
  ["raw() for all", (express) => [express.raw({ type: everything })]],
  ["urlencoded()", (express) => [express.urlencoded({ extended: false })]],
  ["urlencoded() with brackets", (express) => [express.urlencoded({ extended: true })]],
  [
    "the usual two",
    (express) => [express.json({ type: ["json", "+json"] }), express.urlencoded({ extended: true })],
  ],
];

describe.each(["4", "5"] as const)("in Express %s", (version) => {
  const express = (version === "4" ? express4 : express5) as Parsers;

  describe.each(READERS)("where %s has read the body", (name, readers) => {
    const url = mounted({ express: version, before: readers(express) });

    test.each(BODIES)("%s gives the server's answer", async (what, type, body) => {
      const init = { method: "POST", headers: { "Content-Type": type }, body };
      const own = await fetch(url() + LOOKUP, init);
      // These parsers refuse it themselves, in their own way.
      const isRefused = what === "broken FHIR JSON" && (name.includes("FHIR") || name === "the usual two");
      if (isRefused) return expect(own.status).toBe(400);
      const server = await plain.request(LOOKUP, init);
      const json: unknown = await own.json();
      expect({ status: own.status, json }).toEqual({
        status: server.status,
        json: unexplained(server.json),
      });
    });

    test("a compressed body is unpacked once", async () => {
      const headers = { "Content-Type": "application/fhir+json", "Content-Encoding": "gzip" };
      const body = new Uint8Array(gzipSync(JSON_BODY));
      const own = await fetch(url() + LOOKUP, { method: "POST", headers, body });
      expect(own.status).toBe(200);
    });
  });

  test("a body that is gone is said to be, and nothing hangs", async () => {
    const swallow: RequestHandler = (req, _res, next) => void req.resume().on("end", () => next());
    const running = await startMounted({}, { express: version, before: [swallow] });
    const headers = { "Content-Type": "application/fhir+json" };
    const own = await fetch(running.url + LOOKUP, { method: "POST", headers, body: JSON_BODY });
    expect(own.status).toBe(500);
    expect(await own.json()).toMatchObject({ resourceType: "OperationOutcome" });
    await running.stop();
  });

  describe.each([true, false])("mounted at /a/b, with trust proxy %s", (trustProxy) => {
    const url = mounted({ express: version, trustProxy, path: "/a/b" });
    const forwarded = { "X-Forwarded-Proto": "https", "X-Forwarded-Host": "tx.example.org:8443" };

    test("links are those of the proxy only where it is trusted", async () => {
      const base = trustProxy ? "https://tx.example.org:8443/a/b" : url();
      const linkOf = async (path: string, headers = {}) => {
        const bundle = (await (await fetch(url() + path, { headers })).json()) as { link: { url: string }[] };
        return bundle.link[0]!.url;
      };
      expect(await linkOf("/r5/CodeSystem?_count=1", forwarded)).toBe(`${base}/r5/CodeSystem?_count=1`);
      // Without the headers it is another answer, also where answers are kept.
      expect(await linkOf("/r5/CodeSystem?_count=1")).toBe(`${url()}/r5/CodeSystem?_count=1`);
      expect(await linkOf("/r5/CodeSystem?_count=1", forwarded)).toBe(`${base}/r5/CodeSystem?_count=1`);
    });

    test("the capability statement says where it is", async () => {
      const statement = (await (await fetch(`${url()}/r4/metadata`, { headers: forwarded })).json()) as {
        implementation: { url: string };
      };
      const base = trustProxy ? "https://tx.example.org:8443/a/b" : url();
      expect(statement.implementation.url).toBe(`${base}/r4`);
    });
  });

  test("a login before it is asked for every request, also where an answer is kept", async () => {
    const login: RequestHandler = (req, res, next) => {
      if (req.headers.authorization === "Basic YTpi") next();
      else res.status(401).end();
    };
    const running = await startMounted({}, { express: version, before: [login] });
    const path = `${running.url}${LOOKUP}?system=${SYSTEM}&code=${CODE}`;
    const headers = { Authorization: "Basic YTpi" };
    const statuses = [await fetch(path, { headers }), await fetch(path, { headers }), await fetch(path)];
    expect(statuses.map((answer) => answer.status)).toEqual([200, 200, 401]);
    await running.stop();
  });

  test("who gets to it may write where the engine allows it and knows no keys", async () => {
    const running = await startMounted({ writes: true }, { express: version });
    const body = JSON.stringify({
      resourceType: "CodeSystem",
      url: "http://example.org/cs",
      status: "draft",
      content: "complete",
      concept: [{ code: "a" }],
    });
    const headers = { "Content-Type": "application/fhir+json" };
    const written = await fetch(`${running.url}/r4/CodeSystem`, { method: "POST", headers, body });
    expect(written.status).toBe(201);
    expect(written.headers.get("location")).toMatch(
      new RegExp(`^${running.url}/r4/CodeSystem/[^/]+/_history/1$`),
    );
    expect(
      (await fetch(`${running.url}/r4/CodeSystem/$lookup?system=http://example.org/cs&code=a`)).status,
    ).toBe(200);
    await running.stop();
  });
});

test("a FHIR version that is not served is refused when the handler is made", () => {
  const engine = createEngine(new MemoryStore(bundledResources()));
  expect(() => ossicle(engine, "r6" as "r5")).toThrow("'r6' is no FHIR version");
  expect(() => ossicle(engine, "constructor" as "r5")).toThrow("give r4 or r5");
});
