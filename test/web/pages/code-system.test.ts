/** Two code systems of one address: the one that has a version, and the one that has none. */
import { expect, test } from "vitest";
import type { Resource } from "../../../src/terminology/model.ts";
import { webServer } from "../support.ts";

const of = (id: string, version: string | undefined, word: string): Resource => ({
  resourceType: "CodeSystem",
  id,
  url: "http://example.org/parts",
  name: "Parts",
  status: "draft",
  content: "complete",
  ...(version === undefined ? {} : { version }),
  property: [{ code: "place", type: "string", description: `Where it is in the ${word}` }],
  concept: [
    {
      code: "limb",
      display: `Limb, ${word}`,
      property: [{ code: "place", valueString: "outside" }],
      concept: Array.from({ length: 51 }, (_, i) => ({ code: `arm-${i}`, display: `Arm, ${word}` })),
    },
  ],
});

const server = webServer([of("old", undefined, "undated"), of("new", "2.0", "dated")]);

const hrefs = (html: string): string[] =>
  Array.from(html.matchAll(/href="([^"]+)"/g), ([, to]) => to!.replaceAll("&amp;", "&"));

const inMain = (html: string): string => /<main[\s\S]*<\/main>/.exec(html)![0];

test("the page of a code system without version leads to its own concepts, and they to each other", async () => {
  const from = "/r4/CodeSystem/old?lang=en";
  const { html } = await server.page(from);
  const limb = hrefs(inMain(html)).find((to) => to.includes("code=limb"))!;
  const page = await server.page(limb);
  expect(page.html).toContain("<h1>Limb, undated</h1>");
  expect(page.html).toContain("Where it is in the undated");
  expect(page.html).not.toContain(", dated");
  for (const next of ["code=arm-0", "page=2"]) {
    const to = hrefs(inMain(page.html)).find((href) => href.includes(next))!;
    const there = await server.page(new URL(to, server.url + limb).href.slice(server.url.length));
    expect(there.html).toContain(", undated");
    expect(there.html).not.toContain(", dated");
  }
});

test("a code typed on its page is looked up in it", async () => {
  const { html } = await server.page("/r4/CodeSystem/old");
  const form = /<form class="search" action="([^"]+)"[\s\S]*?<\/form>/.exec(html)!;
  expect(form[0]).not.toContain('name="system"');
  expect((await server.page(`${form[1]}?code=limb`)).html).toContain("<h1>Limb, undated</h1>");
});

test("the page of one that has a version leads to that version", async () => {
  const { html } = await server.page("/r4/CodeSystem/new");
  const limb = hrefs(inMain(html)).find((to) => to.includes("code=limb"))!;
  expect(limb).toContain("version=2.0");
  expect((await server.page(limb)).html).toContain("<h1>Limb, dated</h1>");
});

test.each([
  ["/r4/CodeSystem/old?lang=de", "Entwurf"],
  ["/r4/CodeSystem?url=http://example.org/parts&lang=de", "Entwurf"],
  ["/status?lang=de", "aktiv"],
])("the status of a resource is said in the page's language: %s", async (path, word) => {
  const { html } = await server.page(path);
  expect(inMain(html)).toContain(word);
  expect(inMain(html)).not.toMatch(/>(draft|active)</);
});
