/** Past versions are told apart, and shown without what is there now. */
import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { unique } from "../../unique.ts";
import { at, webServer } from "../support.ts";

const KEY = "0123456789abcdef";
const keys = [{ name: "curator", sha256: createHash("sha256").update(KEY).digest("hex") }];
const server = webServer([], { writes: true, keys });
const words = (html: string): string => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

const id = unique("changed");
const url = `https://example.org/${id}`;
const header = { id, url, title: "Changed", status: "active" };
const send = async (method: string, address: string, resource?: object): Promise<void> => {
  const headers = { Authorization: `Bearer ${KEY}`, "Content-Type": "application/fhir+json" };
  const body = resource && JSON.stringify(resource);
  const response = await fetch(`${server.url}/r4/${address}`, { method, headers, ...(body ? { body } : {}) });
  expect(response.ok).toBe(true);
};

beforeAll(async () => {
  for (const code of ["former", "present"]) {
    const concept = [{ code }];
    await send("PUT", `CodeSystem/${id}`, {
      ...header,
      resourceType: "CodeSystem",
      content: "complete",
      concept,
    });
    const compose = { include: [{ system: url, concept }] };
    await send("PUT", `ValueSet/${id}`, { ...header, resourceType: "ValueSet", url: `${url}/set`, compose });
    const element = [{ code, target: [{ code: "t", equivalence: "equivalent" }] }];
    const group = [{ source: url, target: `${url}/targets`, element }];
    await send("PUT", `ConceptMap/${id}`, {
      ...header,
      resourceType: "ConceptMap",
      url: `${url}/map`,
      group,
    });
  }
});

test.each(["CodeSystem", "ValueSet", "ConceptMap"])(
  "a past version of a %s has no row of the present one",
  async (type) => {
    const { status, html } = await server.page(`/r4/${type}/${id}/_history/1`);
    expect(status).toBe(200);
    expect(words(html)).toContain("The rest is left out here; the links below have all of it.");
    expect(html).not.toContain("present");
    expect((await server.page(`/r4/${type}/${id}`)).html).toContain("present");
  },
);

test("a history leads to each version, and says which were deletions", async () => {
  await send("DELETE", `ConceptMap/${id}`);
  const { html } = await server.page(`/r4/ConceptMap/${id}/_history`);
  expect(words(html)).toContain("3 versions");
  const rows = Array.from(html.matchAll(/<tr><th scope="row">(.*?)<\/th>.*?<code>(.*?)<\/code>/g));
  const address = (number: number) => `ConceptMap/${id}/_history/${number}`;
  expect(rows.map(([, , shown]) => shown)).toEqual([3, 2, 1].map(address));
  expect(words(rows[0]![1]!)).toContain("deleted");
  expect(rows[1]![1]).toContain(`href="/r4/${address(2)}"`);
});

test("what comes with the server and is no resource of its own is no link", async () => {
  const { html } = await server.page(at("/r4/CodeSystem", { url: "http://unitsofmeasure.org" }));
  expect(words(html)).toContain("UCUM");
  expect(html).not.toContain('href="/r4/CodeSystem/"');
});
