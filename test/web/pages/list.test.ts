/** A list of resources shows some words of each, however large they are. */
import { expect, test } from "vitest";
import type { Resource } from "../../../src/terminology/model.ts";
import { webServer } from "../support.ts";

const COUNT = 25;
const definition = "long ".repeat(120);
const large = Array.from({ length: COUNT }, (_, i): Resource => ({
  resourceType: "CodeSystem",
  id: `large-${i}`,
  url: `https://example.org/large/${i}`,
  title: `Large ${i}.`,
  status: "active",
  content: "complete",
  concept: Array.from({ length: 1_000 }, (_one, j) => ({ code: `C${j}`, definition })),
}));
const server = webServer(large);

const shown = (html: string): string[] =>
  Array.from(html.matchAll(/>(Large \d+\.)</g), ([, title]) => title!);
const titles = large.map((_, i) => `Large ${i}.`).toSorted();

// Whole, they are more than one request may cost.
test.each(["r4/CodeSystem?url:below=https://example.org/large", "r5/CodeSystem/_history?_count=100"])(
  "%s shows all of them",
  async (path) => {
    const { status, html } = await server.page(`/${path}`);
    expect(status).toBe(200);
    expect(shown(html).toSorted()).toEqual(titles);
  },
);

test.each([
  "r4/CodeSystem?_count=10",
  "r4/CodeSystem?_count=10&_elements=title",
  "r5/CodeSystem/_history?_count=10",
])("links lead through all of %s, by addresses that a person would write", async (first) => {
  let next: string | undefined = `/${first}`;
  const all: string[] = [];
  while (next !== undefined) {
    const { html } = await server.page(next);
    all.push(...shown(html));
    next = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
    expect(next ?? "").not.toContain("status");
    expect(next?.includes("_elements") ?? first.includes("_elements")).toBe(first.includes("_elements"));
  }
  expect(all.toSorted()).toEqual(titles);
});

test.each([
  ["r5/_history?_count=10", "History"],
  ["r4/CodeSystem/_history?_count=10", "Code systems: history"],
])("%s is said to be a history, of versions", async (path, title) => {
  const { html } = await server.page(`/${path}`);
  expect(html).toContain(`<h1>${title}</h1>`);
  expect(html).toMatch(/<p>\d+ versions<\/p>/);
  // A search in it would find what is there now.
  expect(html).not.toContain("Only with these words");
});

test("the next page is in the language that was chosen", async () => {
  const { html } = await server.page("/r4/CodeSystem?_count=10&lang=de");
  const next = /rel="next" href="([^"]+)"/.exec(html)![1]!.replaceAll("&amp;", "&");
  expect((await server.page(next)).html).toContain('<html lang="de">');
});
