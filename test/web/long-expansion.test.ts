import { expect, test } from "vitest";
import type { Resource } from "../../src/terminology/model.ts";
import { webServer } from "./support.ts";

const COUNT = 2_500;
const long: Resource = {
  resourceType: "CodeSystem",
  id: "long",
  url: "https://example.org/long",
  status: "active",
  content: "complete",
  concept: Array.from({ length: COUNT }, (_, i) => ({ code: `C${i}.` })),
};
const server = webServer([long]);

test("of a long expansion a page shows the first thousand codes, and links lead to the rest", async () => {
  let next: string | undefined = "/r4/ValueSet/$expand?url=https://example.org/long?fhir_vs&count=100000";
  const shown: number[] = [];
  const codes = new Set<string>();
  while (next !== undefined) {
    const page: Response = await fetch(new URL(next, server.url), { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
    const text = await page.text();
    const before = codes.size;
    for (const [code] of text.matchAll(/\bC\d+(?=\.)/g)) codes.add(code);
    shown.push(codes.size - before);
    next = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
  }
  expect(shown).toEqual([1_000, 1_000, 500]);
});
