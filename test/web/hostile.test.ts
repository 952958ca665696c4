/** Names, codes and parameters that want to be markup, to turn the reading direction, or to break the layout. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Resource } from "../../src/terminology/model.ts";
import { chromiumPath, testBrowser } from "./browser.ts";
import { at, formOf, webServer } from "./support.ts";

const SEEDS = [
  "<script>document.title='ran'</script>",
  "<img src=x onerror=\"document.title='ran'\">",
  '"><svg onload="document.title=\'ran\'">',
  "' onmouseover='document.title=1' x='",
  "</textarea></title></style><b>",
  "&lt;script&gt;document.title='ran'&lt;/script&gt;",
  "%3Cscript%3Edocument.title=1%3C/script%3E",
  "javascript:document.title='ran'",
  "\u202egnitset\u202c",
  "\u2069\u202e turned",
  "\u0628\u0639\u0636 right to left",
  "a".repeat(300),
  "\u{1f9b4}".repeat(60),
  "${7*7} {{7*7}} #{7*7}",
  "]]><!--",
];
const URL_OF_IT = "https://example.org/hostile";
const names = Array.from({ length: 10_000 }, (_, i) => `${SEEDS[i % SEEDS.length]!} ${i}`);
const hostile: Resource = {
  resourceType: "CodeSystem",
  id: "hostile",
  url: URL_OF_IT,
  name: "Hostile",
  title: SEEDS[1]!,
  description: SEEDS[0]!,
  copyright: SEEDS[2]!,
  status: "active",
  content: "complete",
  text: {
    status: "additional",
    div: `<div xmlns="http://www.w3.org/1999/xhtml"><b onclick="alert(1)">a</b><script>alert(1)</script></div>`,
  },
  property: [{ code: "link", type: "string", description: SEEDS[2]! }],
  concept: names.map((display, i) => ({
    code: `H${i}`,
    display,
    definition: display,
    designation: [{ value: SEEDS[(i + 1) % SEEDS.length]! }],
    property: [{ code: "link", valueString: SEEDS[7]! }],
  })),
};

/** What maps say is shown too: names, remarks, who says so. */
const map: Resource = {
  resourceType: "ConceptMap",
  id: "hostile-map",
  url: "https://example.org/hostile-map",
  status: "active",
  title: SEEDS[0]!,
  group: [
    {
      source: URL_OF_IT,
      target: "https://example.org/elsewhere",
      element: SEEDS.map((seed, i) => ({
        code: `H${i}`,
        display: seed,
        target: [
          {
            code: `T${i}`,
            display: seed,
            relationship: "related-to",
            comment: seed,
            property: [
              { code: "warning", valueString: seed },
              { code: "asserted-by", valueString: seed },
              { code: "justification", valueString: seed },
              { code: "asserted-on-page", valueString: seed },
            ],
          },
        ],
      })),
    },
  ],
};

/** Only what the pages themselves are made of. */
const OWN_TAGS = new Set(
  (
    "!doctype html head meta title link script body a header nav ul ol li main h1 h2 h3 p span small br code bdi b " +
    "strong form div label input select option button datalist textarea table caption thead tbody tr th td dl dt dd " +
    "section article details summary pre footer figure figcaption svg path g circle text tspan"
  ).split(" "),
);

function expectInert(html: string, what: string): void {
  for (const [, name, attributes] of html.matchAll(/<([!a-zA-Z][^\s/>]*)((?:"[^"]*"|[^">])*)>/g)) {
    expect(OWN_TAGS, `${what}: <${name!}>`).toContain(name!.toLowerCase());
    expect(attributes!.replace(/"[^"]*"/g, '""'), `${what}: <${name!} ${attributes!}>`).not.toMatch(
      /\son\w+\s*=|\sstyle\s*=/i,
    );
  }
  expect(html, what).not.toMatch(/href="\s*(javascript|data|vbscript):/i);
  expect(html.match(/<script[^>]*>/g), what).toEqual(['<script type="module" src="/web/page.js">']);
}

const key = "0123456789abcdef";
const keys = [{ name: "curator", sha256: createHash("sha256").update(key).digest("hex") }];
const server = webServer([hostile, map], { writes: true, keys });

test("10,000 stored names are text on every page of their list", { timeout: 120_000 }, async () => {
  for (let page = 1; page <= 200; page++) {
    const { status, html } = await server.page(`/r4/CodeSystem/hostile?page=${page}`);
    expect(status).toBe(200);
    expectInert(html, `page ${page}`);
    expect(html).not.toContain("\u202e");
  }
});

test.each(SEEDS.map((seed, i) => [i, seed] as const))(
  "seed %i is text wherever it is sent",
  async (i, seed) => {
    const paths = [
      at("/", { q: seed }),
      at("/", { q: seed, system: seed }),
      at("/translate", { q: seed, system: seed, target: seed }),
      at("/r4/CodeSystem/$lookup", { system: URL_OF_IT, code: `H${i}` }),
      at("/r5/CodeSystem/$lookup", { system: seed, code: seed }),
      at("/r4/CodeSystem/hostile", { filter: seed }),
      at("/r4/ConceptMap/names-to-condition", { filter: seed, relation: seed, direction: seed }),
      at("/compare", { type: seed, a: seed, b: seed }),
      at("/openapi", { path: seed, fhir: seed }),
      at("/status", { lang: seed }),
      `/errors/${encodeURIComponent(seed)}`,
      `/r4/CodeSystem/${encodeURIComponent(encodeURIComponent(seed))}`,
      at("/r4/CodeSystem", { [seed]: seed }),
      at("/r4/ValueSet/poh-codes/$validate-code", { system: seed, code: seed, display: seed }),
      "/r5/ConceptMap/hostile-map",
      at("/r4/ConceptMap/$translate", { system: URL_OF_IT, code: `H${i}` }),
    ];
    for (const path of paths) {
      const { status, html, headers } = await server.page(path);
      expect(status, path).toBeLessThan(500);
      if (headers.get("content-type")?.startsWith("text/html")) expectInert(html, path);
    }
    const sheet = await server.page("/translate", formOf({ text: `${seed},1\n${seed},2`, separator: "," }));
    expectInert(sheet.html, "a sheet");
    const rows = await server.page("/translate", formOf({ text: seed, separator: "none", column: "0" }));
    expectInert(rows.html, "its rows");
    const file = new File([`code,display\n1,"${seed.replaceAll('"', '""')}"\n1,2\n`], `${seed}.csv`);
    const added = await server.page("/add", formOf({ key, file, title: seed, url: seed, format: "table" }));
    expect(added.status).toBeLessThan(500);
    expectInert(added.html, "what would be added");
    const kept = await server.page(
      "/add",
      formOf({ key, file, title: seed, url: "https://example.org/a", format: "table", keepGoing: "on" }),
    );
    expectInert(kept.html, "what would be kept of it");
  },
);

describe.skipIf(chromiumPath === undefined)("in Chromium", () => {
  const browser = testBrowser();

  test("none runs, and none makes a page wider than a phone", { timeout: 120_000 }, async () => {
    await browser.withPage({ viewport: { width: 320, height: 700 }, bypassCSP: true }, async (page) => {
      const paths = [
        "/r4/CodeSystem/hostile",
        ...SEEDS.map((_, i) => at("/r4/CodeSystem/$lookup", { system: URL_OF_IT, code: `H${i}` })),
      ];
      for (const path of [...paths, at("/", { q: SEEDS[11]! })]) {
        await page.goto(server.url + path);
        expect(await page.title(), path).toMatch(/ – Ossicle$/);
        expect(await page.evaluate<number>("document.documentElement.scrollWidth"), path).toBeLessThanOrEqual(
          320,
        );
      }
    });
  });
});
