/** Where thousands of code systems are loaded, as with HL7's terminology, pages stay small and know what came last. */
import { createHash } from "node:crypto";
import type { CodeSystem } from "fhir/r5";
import { expect, test } from "vitest";
import { unique } from "../unique.ts";
import { at, webServer } from "./support.ts";

const many = Array.from({ length: 300 }, (_, i): CodeSystem => ({
  resourceType: "CodeSystem",
  id: `many-${i}`,
  url: `http://many.example.org/${i}`,
  version: "1",
  title: `Many ${i}`,
  status: "active",
  content: "complete",
  concept: [{ code: `m${i}` }],
}));
const KEY = "many-letters";
const keys = [{ name: "curator", sha256: createHash("sha256").update(KEY).digest("hex") }];
const server = webServer(many, { writes: true, keys });

const optionsOf = (html: string): number => html.split("<option").length - 1;

test("some are offered to choose from, and the chosen one always is", async () => {
  const { html } = await server.page("/");
  expect(optionsOf(html)).toBeLessThan(110);
  expect(Buffer.byteLength(html)).toBeLessThan(50_000);
  for (const { url, title } of many.slice(0, 3).concat(many.slice(-3))) {
    const chosen = await server.page(at("/", { q: "m1", system: url! }));
    expect(chosen.html).toMatch(new RegExp(`<option value="${url!}" selected>\\s*${title!}\\s*<`));
  }
});

test("what was written a moment ago is found, wherever its address sorts", async () => {
  const id = unique("zzz");
  const title = unique("Mine");
  const q = unique("quokka");
  const mine = { ...many[0]!, id, url: `urn:zzz:${id}`, title, concept: [{ code: q }] };
  expect((await server.page(at("/", { q }))).html).not.toContain(title);
  const put = await fetch(`${server.url}/r5/CodeSystem/${id}`, {
    method: "PUT",
    headers: { "Content-Type": "application/fhir+json", Authorization: `Bearer ${KEY}` },
    body: JSON.stringify(mine),
  });
  expect(put.status).toBe(201);
  expect((await server.page(at("/", { q }))).html).toContain(title);
});
