/** What an expansion says of itself besides its codes stands on the pages that list them, too. */
import { expect, test } from "vitest";
import { at, webServer } from "../support.ts";

const SYSTEM = "http://example.org/moods";
const moods = {
  resourceType: "CodeSystem",
  id: "moods",
  url: SYSTEM,
  name: "Moods",
  status: "active",
  experimental: true,
  content: "fragment",
  concept: [{ code: "calm" }],
};
const all = {
  resourceType: "ValueSet",
  id: "all-moods",
  url: "http://example.org/all-moods",
  name: "AllMoods",
  status: "active",
  compose: { include: [{ system: SYSTEM }] },
};
const stored = {
  resourceType: "ValueSet",
  id: "some-colours",
  url: "http://example.org/some-colours",
  name: "SomeColours",
  status: "active",
  expansion: {
    timestamp: "2026-01-01",
    total: 7,
    contains: [{ system: "http://example.org/c", code: "red" }],
  },
};
const server = webServer([moods, all, stored] as never);

test.each(["r4", "r5"])("at /%s", async (version) => {
  for (const path of [
    `/${version}/ValueSet/all-moods`,
    at(`/${version}/ValueSet/$expand`, { url: all.url }),
  ]) {
    const { html } = await server.page(path);
    expect(html).toContain("There may be more: not all of it is known here.");
    expect(html).toContain(`fragment of the code system ${SYSTEM}`);
    expect(html).toContain(`Reference to experimental ${SYSTEM}`);
  }
  const { html } = await server.page(`/${version}/ValueSet/some-colours`);
  expect(html).toContain("is stored here: 1 of 7 codes");
});

test("where no codes are asked for, or those behind the last, it is not said that there are none", async () => {
  for (const more of [{ count: "0" }, { count: "5", offset: "100" }]) {
    const { html } = await server.page(at("/r4/ValueSet/$expand", { url: all.url, ...more }));
    expect(html).toContain("1 concept</p>");
    expect(html).not.toContain("Nothing fits.");
    if (more.count === "0") expect(html).not.toContain('class="pager"');
  }
});
