import { describe, expect, test } from "vitest";
import { bundledResources } from "../../src/content/bundled-terminology.ts";
import type { Resource } from "../../src/terminology/model.ts";
import { at, GC, POH, webServer } from "./support.ts";

const server = webServer();
const NAMES = "https://w3id.org/ossicle/CodeSystem/condition-names";
const POH_PAGE = at("/r4/CodeSystem/$lookup", { system: GC, code: POH });

/** What a reader sees. */
const textOf = (html: string): string =>
  html
    .replace(/<(head|script)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

describe("every address of the FHIR interface has a page", () => {
  const resources = bundledResources().map((r) => `/${r.resourceType}/${r.id ?? ""}`);
  const others = [
    "",
    "/metadata",
    "/CodeSystem",
    "/ConceptMap?_count=2",
    "/CodeSystem/omim/_history",
    "/$versions",
  ];
  for (const version of ["r4", "r5"])
    test.each([...resources, ...others])(`/${version}%s`, async (path) => {
      const { status, headers, html } = await server.page(`/${version}${path}`);
      expect(status).toBe(200);
      expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(headers.get("vary")).toContain("Accept");
      expect(html).toMatch(/<h1>(?!\s*<\/h1>)/);
      expect(html).not.toMatch(/undefined|\[object|>null</);
    });
});

test.each([
  ["/r4/CodeSystem/nothing-here", 404],
  ["/r5/CodeSystem/$lookup", 400],
  ["/r4/CodeSystem/$nothing", 404],
  [at("/r4/CodeSystem/$lookup", { system: GC, code: "fop" }), 404],
  ["/r4/Patient", 404],
  ["/r4/CodeSystem?_summary=odd", 400],
  ["/r4/CodeSystem/%E0%A4%A", 400],
  ["/compare?type=ValueSet&a=poh-codes&b=nothing", 404],
  ["/nowhere", 404],
])("%s is a page with the status %i", async (path, status) => {
  const reply = await server.page(path);
  expect(reply.status).toBe(status);
  expect(reply.html).toContain(`Error ${status}`);
});

test.each(["*/*", "application/fhir+json", "application/json"])(
  "who accepts %s gets no page",
  async (accept) => {
    const { headers } = await server.page("/r4/CodeSystem", { headers: { Accept: accept } });
    expect(headers.get("content-type") ?? "").not.toContain("fhir+html");
    expect(headers.get("content-security-policy") ?? "").not.toContain("style-src");
  },
);

test.each(["/health/live", "/schemas/r4"])("%s is for programs, whoever asks", async (path) => {
  const { headers } = await server.page(path);
  expect(headers.get("content-type")).toContain("application/json");
});

test("a kept answer for programs is not given to a browser, nor the other way round", async () => {
  const type = async (accept: string) =>
    (await server.page("/r4/CodeSystem/omim", { headers: { Accept: accept } })).headers.get("content-type");
  for (let round = 0; round < 2; round++) {
    expect(await type("text/html")).toBe("text/html; charset=utf-8");
    expect(await type("*/*")).toBe("application/fhir+json; charset=utf-8");
    expect(await type("application/fhir+xml")).toBe("application/fhir+xml; charset=utf-8");
  }
});

test("a page allows nothing but its own style, script and forms, and sets no cookie", async () => {
  const { headers, html } = await server.page("/");
  const policy = headers.get("content-security-policy")!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
  expect(headers.get("set-cookie")).toBeNull();
  expect(html).not.toMatch(/\sstyle=|\son\w+=|<style|(src|href)="(https?:)?\/\//);
});

describe("the search", () => {
  const hits = (html: string): string[] => html.match(/<p class="hit">[\s\S]*?<\/p>/g)?.map(textOf) ?? [];

  test.each([
    ["Progressive osseous heteroplasia", "Progressive osseous heteroplasia"],
    [POH, "Progressive osseous heteroplasia"],
    ["166350", "OSSEOUS HETEROPLASIA, PROGRESSIVE; POH"],
    ["OMIM:166350", "OSSEOUS HETEROPLASIA, PROGRESSIVE; POH"],
    ["https://omim.org/entry/166350", "OSSEOUS HETEROPLASIA, PROGRESSIVE; POH"],
    ["http://www.omim.org|166350", "OSSEOUS HETEROPLASIA, PROGRESSIVE; POH"],
    ["HGNC:4392", "GNAS"],
    ["paternal", "Paternal copy"],
  ])("finds %s first", async (text, display) => {
    const { html } = await server.page(at("/", { q: text }));
    expect(hits(html)[0]?.trim()).toBe(display);
  });

  test("says how a name was found, and that a wider one is not the same", async () => {
    const { html } = await server.page(at("/", { q: "Osteoma cutis", system: GC }));
    expect(textOf(html)).toContain("listed for it, but not the same");
    expect(html).not.toContain("http-equiv");
  });

  test("writes what is to be minded of a hit as words of their own", async () => {
    const { html } = await server.page("/?q=poh");
    expect(html).toContain(">as good as another one</span> <span");
  });

  test("says what was searched where nothing is found", async () => {
    const { status, html } = await server.page(at("/", { q: "zzzzqqq" }));
    expect(status).toBe(200);
    expect(textOf(html)).toMatch(/Nothing found for “zzzzqqq”.*Looked in \d+ code systems/);
  });

  test.each([
    ["of a code system that is not here", "ICD10CM:M61.1", "ICD-10-CM", "could not be found"],
    ["of a code system that is here in part", "OMIM:999999", "OMIM", "Unable to find code"],
    ["with its system and a bar", "http://example.org/none|x", "none", "could not be found"],
  ])("says why a code %s is not found, and asks for no other words", async (_, q, system, why) => {
    const { html } = await server.page(at("/", { q }));
    expect(textOf(html)).toContain(`“${q}” is written as a code of ${system}.`);
    // Said once, though the note has it as its text and in its diagnostics.
    expect(textOf(html).split("import them, and it is known which there are").length).toBeLessThan(3);
    expect(textOf(html)).toContain(why);
    expect(textOf(html)).not.toContain("fewer words");
    expect(html).toContain("/translate?q=");
  });
});

describe("a search that is refused", () => {
  test.each([
    ["en", "be searched for"],
    ["de", "kann nicht gesucht werden"],
  ])("says why, and not that there is nothing, in %s", async (lang, said) => {
    const { html } = await server.page(at("/", { q: "<img src=x>", lang }));
    expect(textOf(html)).toContain(said);
    expect(textOf(html)).toContain("holds no markup");
    expect(textOf(html)).not.toMatch(/Nothing found|Nichts gefunden/);
    expect(html).not.toContain("<img");
  });
});

describe("the page of a concept", () => {
  test("has its names with what they cover, its codes elsewhere, and who says so", async () => {
    const text = textOf((await server.page(POH_PAGE)).html);
    expect(text).toMatch(/Osteoma cutis wider: it covers more than this/);
    expect(text).toMatch(/Myositis ossificans progressiva the name of another disease/);
    expect(text).toMatch(/Means the same.*166350.*OMIM.*means the same/);
    expect(text).toMatch(/Not this.*135100/);
    expect(text).toContain("Reviewed by: not reviewed");
    expect(text).toContain("Look at this first");
    expect(text).not.toContain("[object");
  });

  test("has links to JSON, XML and the other version, and the request to copy", async () => {
    const { html } = await server.page(POH_PAGE);
    expect(html).toMatch(/href="\/r4\/CodeSystem\/\$lookup\?[^"]*_format=json"/);
    expect(html).toMatch(/href="\/r4\/CodeSystem\/\$lookup\?[^"]*_format=xml"/);
    expect(html).toMatch(/href="\/r5\/CodeSystem\/\$lookup\?/);
    // Who follows them has a browser, and gets what they promise.
    for (const format of ["json", "xml"]) {
      const [, link] = new RegExp(`href="(/r4[^"]*_format=${format})"`).exec(html)!;
      const { headers } = await server.page(link!.replaceAll("&amp;", "&"));
      expect(headers.get("content-type")).toContain(`application/fhir+${format}`);
    }
    expect((await server.page(`${POH_PAGE}&_format=html`)).status).toBe(200);
    for (const language of ["curl", "JavaScript", "Python", "Java"])
      expect(html).toContain(`<summary>${language}</summary>`);
  });

  test("reads codes that say the same but for themselves once, and counts each kind at the top", async () => {
    const { html } = await server.page(POH_PAGE);
    const text = textOf(html);
    expect(text).toMatch(/Means the same: \d+ .*Look first: \d+ .*Not this: \d+ .*Names/);
    for (const code of ["M61.10", "M61.111", "M61.19"]) expect(html).toContain(`<code>${code}</code>`);
    expect(text.match(/another disease than progressive osseous heteroplasia/g)).toHaveLength(2);
    expect(text).toMatch(/… is fibrodysplasia ossificans progressiva .*M61\.1 .*728\.11 .*4698 .*DOID:13374/);
    expect(text).toMatch(/… is a code of fibrodysplasia ossificans progressiva .*M61\.10 M61\.11 M61\.111/);
  });

  test("has what is said of some codes only in front of these, and of one code beside it", async () => {
    const { html } = await server.page(POH_PAGE);
    const groups = [...html.matchAll(/<th scope="rowgroup"[^>]*>(.*?)<\/tbody>/gs)].map(([, g]) =>
      textOf(g!),
    );
    expect(groups).toHaveLength(2);
    for (const group of groups) expect(group).not.toContain("Bannayan");
    expect(textOf(html)).toMatch(
      /Not this .*109 Orphanet .*Orphanet 109 is Bannayan-Riley-Ruvalcaba syndrome/,
    );
  });

  test("links a map that several rows are from once, and names it in each", async () => {
    const { html } = await server.page(POH_PAGE);
    const [, same] = /<h3 id="codes-same">(.*?)<h3/s.exec(html)!;
    expect(same!.match(/<a [^>]*ConceptMap\/external-to-condition/g)).toHaveLength(1);
    expect(textOf(same!).match(/Map: external-to-condition 1\.0\.0/g)!.length).toBeGreaterThan(3);
  });

  test("links the codes that are here, and no others", async () => {
    const { html } = await server.page(POH_PAGE);
    const links = [...html.matchAll(/<a href="(\?[^"]+)"/g)].map(([, query]) =>
      query!.replaceAll("&amp;", "&"),
    );
    expect(links.length).toBeGreaterThan(20);
    for (const query of new Set(links))
      expect((await server.page(`/r4/CodeSystem/$lookup${query}`)).status).toBe(200);
    expect(links.join()).toContain("code=135100");
    // ICD-10-CM is not loaded.
    expect(links.join()).not.toContain("M61.10");
  });

  test("names code systems by their titles where they have no shorter name", async () => {
    const text = textOf((await server.page(POH_PAGE)).html);
    expect(text).toMatch(/Osseous heteroplasia, progressive Names of genetic conditions/);
    expect(text).not.toContain(" condition-names ");
  });

  test("says once what holds for all rows of a table", async () => {
    const { html } = await server.page(POH_PAGE);
    const names = textOf(html.slice(html.indexOf("<h2>Names"), html.indexOf("<h2>Codes elsewhere")));
    expect(names).toMatch(
      /Of all evidence here: Page: medlineplus.gov.*Reviewed by: not reviewed; Map: names-to-condition/,
    );
    expect(names.match(/not reviewed/g)).toHaveLength(1);
    expect(names).toMatch(/Osteoma cutis .*Who says so: MedlinePlus Genetics, Other Names/);
  });

  test("says the same of the concept in both versions", async () => {
    const r5 = await server.page(POH_PAGE.replace("/r4/", "/r5/"));
    const r4 = await server.page(POH_PAGE);
    const facts = (html: string): string => textOf(html.replace(/<section class="yourself"[\s\S]*/, ""));
    expect(facts(r5.html)).toBe(facts(r4.html));
  });
});

test("a map can be read from either side, by relation and by words", async () => {
  const { html } = await server.page(
    "/r4/ConceptMap/names-to-condition?relation=source-is-broader-than-target",
  );
  expect(textOf(html)).toMatch(/Osteoma cutis .*is wider than/);
  expect(html).not.toContain('<span class="badge same">means the same');
  const reverse = await server.page("/r4/ConceptMap/names-to-condition?filter=osteoma&direction=reverse");
  expect(textOf(reverse.html)).toMatch(/1 mapping/);
  expect(textOf(reverse.html)).toMatch(/is narrower than/);
});

test.each(["en", "de"])("each relation is offered once to choose from, in the language %s", async (lang) => {
  const { html } = await server.page(`/r4/ConceptMap/names-to-condition?lang=${lang}`);
  const [, choices] = /<select id="relation"[^>]*>([\s\S]*?)<\/select>/.exec(html)!;
  const words = Array.from(choices!.matchAll(/>\s*([^<]+?)\s*<\/option>/g), ([, word]) => word);
  expect(words.length).toBeGreaterThan(5);
  expect(words).toEqual([...new Set(words)]);
});

test("whether a code is in a value set is a yes or a no, with the reason and the next question", async () => {
  const asked = (code: string) =>
    server.page(at("/r4/ValueSet/poh-codes/$validate-code", { system: "http://www.omim.org", code }));
  expect(textOf((await asked("166350")).html)).toMatch(/Is this code in it\? 166350 yes/);
  const no = (await asked("135100")).html;
  expect(textOf(no)).toMatch(/Is this code in it\? 135100 no .*was not found in the value set/);
  expect(no).toContain('value="http://www.omim.org"');
  const system = await server.page(at("/r4/CodeSystem/$validate-code", { url: GC, code: "fop" }));
  expect(textOf(system.html)).toMatch(/Is this code valid\? fop no/);
});

test("a value set's address is not shown as the code system of a code whose system is not known", async () => {
  const url = "https://w3id.org/ossicle/ValueSet/poh-codes";
  const asked = { url, code: "nothing", inferSystem: "true" };
  const { html } = await server.page(at("/r4/ValueSet/$validate-code", asked));
  expect(textOf(html)).toContain("Is this code in it? nothing no");
  expect(html).not.toMatch(/<dd>[^<]*<span class="address">/);
});

test.each([
  ["http://snomed.info/sct", "1", "could not be found"],
  ["http://www.omim.org", "100100", "may be valid in some other fragment"],
])(
  "of %s, which is not here or in part, a code's page says no more than is known",
  async (url, code, why) => {
    for (const [language, words] of [
      ["en", "not known"],
      ["de", "nicht bekannt"],
    ] as const) {
      const path = at("/r4/CodeSystem/$validate-code", { url, code });
      const { html } = await server.page(path, { headers: { "Accept-Language": language } });
      const [, verdict] = /<p class="lead">\s*<span class="badge (\w+">[^<]*)<\/span>/.exec(html)!;
      expect(verdict).toBe(`look">${words}`);
      expect(textOf(html)).toContain(why);
    }
  },
);

test("a value set that lists one code of a system says so in the singular", async () => {
  const text = textOf((await server.page("/r4/ValueSet/poh-codes")).html);
  expect(text).toContain("the code 166350");
  expect(text).not.toContain("the codes 166350");
});

test("a match that holds only under a condition is not shown as one that may be applied", async () => {
  const { html } = await server.page(at("/translate", { q: "Myositis ossificans progressiva" }));
  expect(textOf(html)).toContain("nothing that may be applied without a look");
  expect(html).not.toContain('class="badge same"');
});

describe("a map of many rows", () => {
  const rows = (from: number) =>
    Array.from({ length: 1_000 - from }, (_, i) => ({
      code: `A${i + from}`,
      display: `Source ${i + from}`,
      target: [{ code: `B${i + from}`, relationship: i % 4 ? "equivalent" : "related-to" }],
    }));
  const map = (id: string, from: number): Resource =>
    ({
      resourceType: "ConceptMap",
      id,
      url: "https://example.org/many",
      version: id,
      status: "active",
      title: "Many rows",
      group: [{ source: "https://example.org/a", target: "https://example.org/b", element: rows(from) }],
    }) as Resource;
  const many = webServer([map("v1", 0), map("v2", 3), map("v3", 900)]);

  test("is shown page by page, with what all rows say", async () => {
    const text = textOf((await many.page("/r4/ConceptMap/v1?page=20")).html);
    expect(text).toMatch(/is related to; how is not known: 250 means the same: 750/);
    expect(text).toMatch(/1,000 mappings/);
    expect(text).toContain("A999");
    expect(text).not.toContain("A949");
    const found = textOf((await many.page("/r4/ConceptMap/v1?filter=source+77&relation=related-to")).html);
    expect(found).toMatch(/2 mappings/);
  });

  test("is compared with another version of it", async () => {
    const text = textOf((await many.page("/compare?type=ConceptMap&a=v1&b=v2")).html);
    expect(text).toMatch(/Only in Many rows v1: 3 .*A0 .*Only in Many rows v2: 0/);
    expect(text).toMatch(/Changed \(Many rows v1\): \d+/);
  });

  test("of rows that only one has some are shown, and it is said how many more there are", async () => {
    const text = textOf((await many.page("/compare?type=ConceptMap&a=v1&b=v3")).html);
    expect(text).toMatch(/Only in Many rows v1: 900 .* and 400 more Only in Many rows v3: 0/);
    const turned = textOf((await many.page("/compare?type=ConceptMap&a=v3&b=v1")).html);
    expect(turned).toMatch(/Only in Many rows v3: 0 Only in Many rows v1: 900 .* and 400 more/);
    expect(turned).toContain("A499");
    expect(turned).not.toContain("A500");
  });

  const row = (code: string, target: object) => ({ code, target: [{ code: "B", ...target }] });
  const equivalent = { relationship: "equivalent" };
  const saying = (id: string, comment: string, mode: string) =>
    ({
      ...map(id, 0),
      group: [
        {
          source: "https://example.org/a",
          target: "https://example.org/b",
          element: [
            row("A1", { ...equivalent, comment }),
            row("A2", { ...equivalent, dependsOn: [{ attribute: "mode", valueCode: mode }] }),
            row("A3", equivalent),
            { code: "A4", noMap: true },
          ],
        },
      ],
    }) as Resource;
  const besides = webServer([saying("s1", "first", "x"), saying("s2", "second", "y")]);

  test("is compared with what each row says besides", async () => {
    const text = textOf((await besides.page("/compare?type=ConceptMap&a=s1&b=s2")).html);
    expect(text).toMatch(/Only in Many rows s1: 0 Only in Many rows s2: 0/);
    expect(text).toMatch(
      /Changed \(Many rows s1\): 2 .*A1 .*first .*A2 .*Changed \(Many rows s2\): 2 .*second/,
    );
  });
});

describe("a concept that another code means only under a condition", () => {
  const [system, other] = ["https://example.org/left", "https://example.org/right"];
  const dependsOn = [{ attribute: "mode", valueCode: "x" }];
  const target = [{ code: "b", relationship: "equivalent", dependsOn }];
  const conditional = webServer([
    {
      resourceType: "CodeSystem",
      url: system,
      status: "active",
      content: "complete",
      concept: [{ code: "a" }],
    },
    {
      resourceType: "ConceptMap",
      url: "https://example.org/conditional",
      status: "active",
      group: [{ source: system, target: other, element: [{ code: "a", target }] }],
    },
  ] as Resource[]);

  test("has it among those to be looked at, in its picture too", async () => {
    const { html } = await conditional.page(`/r4/CodeSystem/$lookup?system=${system}&code=a`);
    expect(textOf(html)).toContain("Look first: 1");
    expect(textOf(html)).not.toContain("Means the same:");
    expect(html).toContain('<path class="related"');
    expect(html).not.toContain('<path class="same"');
  });
});

describe("a code system whose address has signs that FHIR's search reads", () => {
  const url = "https://example.org/grades,2026$a";
  const system = (id: string, more: object): Resource => ({
    resourceType: "CodeSystem",
    id,
    status: "active",
    content: "complete",
    url,
    ...more,
  });
  const signs = webServer([
    system("grades-1", { version: "1", title: "Grades of 2025" }),
    system("grades-2", { version: "2", title: "Grades of 2026" }),
    system("grades-de", {
      url: "https://example.org/de",
      content: "supplement",
      supplements: url,
      title: "German",
    }),
  ]);

  test("is shown with its other versions and its supplements", async () => {
    const text = textOf((await signs.page("/r5/CodeSystem/grades-2")).html);
    expect(text).toContain("Grades of 2025 1");
    expect(text).toContain("German");
  });
});

test("what to compare is asked for where it is not said", async () => {
  for (const path of ["/compare", "/compare?type=ValueSet&a=poh-codes", "/compare?a=&b=+"]) {
    const { html, status } = await server.page(path);
    expect(status).toBe(200);
    expect(html).toMatch(/<select[^>]* name="a"/);
    expect(html).toMatch(/<select[^>]* name="b"/);
    expect(html).toContain('value="poh-codes"');
    expect(html.match(/<h[12]>Compare</g)).toHaveLength(1);
  }
});

test("comparisons that are asked for at once are all answered, whatever becomes of the others", async () => {
  const pages = ["all-conditions", "nothing", "poh-names"].map((b) =>
    server.page(`/compare?type=ValueSet&a=poh-codes&b=${b}`),
  );
  expect((await Promise.all(pages)).map(({ status }) => status)).toEqual([200, 404, 200]);
});

describe("value sets of more codes than a page compares", () => {
  const url = "https://example.org/many-codes";
  const codes = Array.from({ length: 10_001 }, (_, i) => ({ code: `c${i}` }));
  const valueSet = (id: string, include: object) => ({
    resourceType: "ValueSet",
    id,
    url: `https://example.org/${id}`,
    status: "active",
    compose: { include: [{ system: url, ...include }] },
  });
  const many = webServer([
    { resourceType: "CodeSystem", id: "many", url, status: "active", content: "complete", concept: codes },
    valueSet("whole", {}),
    valueSet("fewer", { concept: codes.slice(1) }),
  ] as Resource[]);

  test("are not compared by the first of them", async () => {
    const text = textOf((await many.page("/compare?type=ValueSet&a=whole&b=fewer")).html);
    expect(text).toContain("Too many to compare on a page.");
    expect(text).not.toMatch(/In both|Only in/);
  });
});

describe("value sets that have their address in common", () => {
  const system = "https://example.org/letters";
  const letters = ["a", "b", "c", "d"].map((code) => ({ code }));
  const shared = {
    resourceType: "ValueSet",
    url: "https://example.org/in-common",
    status: "active",
  };
  const compose = (...codes: string[]) => ({
    include: [{ system, concept: codes.map((code) => ({ code })) }],
  });
  const many = webServer([
    { resourceType: "CodeSystem", url: system, status: "active", content: "complete", concept: letters },
    { ...shared, id: "bare", compose: compose("a", "b") },
    { ...shared, id: "first", version: "1", compose: compose("b", "c") },
    { ...shared, id: "second", version: "2", compose: compose("d") },
  ] as Resource[]);

  test("codes that are listed without displays stand one beside the other", async () => {
    const { html } = await many.page("/r4/ValueSet/bare");
    expect(html).toContain("<code>a</code>, <code>b</code>");
  });

  test.each([
    ["first", "second", [2, 1, 0]],
    ["bare", "first", [1, 1, 1]],
    ["second", "bare", [1, 2, 0]],
  ])("%s and %s are each meant by their own codes", async (a, b, counts) => {
    const text = textOf((await many.page(`/compare?type=ValueSet&a=${a}&b=${b}`)).html);
    const found = /Only in .*?: (\d).*Only in .*?: (\d).*In both: (\d)/.exec(text);
    expect(found?.slice(1).map(Number)).toEqual(counts);
  });

  test.each([
    ["bare", "first", "each has some that the other lacks"],
    ["second", "bare", "no concept in common"],
  ])("of %s and %s it is said how they themselves relate", async (a, b, relation) => {
    const text = textOf((await many.page(`/compare?type=ValueSet&a=${a}&b=${b}`)).html);
    expect(text).toContain(relation);
    // The request would have to hold the value sets themselves.
    expect(text).not.toContain("$compare");
  });
});

describe("more value sets than can be offered to choose from", () => {
  const system = "https://example.org/letters";
  const many = webServer(
    Array.from({ length: 201 }, (_, i): Resource => ({
      resourceType: "ValueSet",
      id: `set-${String(i).padStart(3, "0")}`,
      url: `https://example.org/set-${i}`,
      title: `Set ${String(i).padStart(3, "0")}`,
      status: "active",
      compose: { include: [{ system }] },
    })),
  );

  test.each(["set-000", "set-200"])("are asked for by their ids on the page of %s, too", async (id) => {
    const { html } = await many.page(`/r4/ValueSet/${id}`);
    expect(html).toMatch(/<input\s[^>]*name="b"/);
    expect(html).not.toMatch(/<select[^>]* name="b"/);
  });
});

describe("code systems of which not all can be shown", () => {
  const system = (id: string, more: object): Resource => ({
    resourceType: "CodeSystem",
    id,
    url: `https://example.org/${id}`,
    status: "active",
    content: "complete",
    ...more,
  });
  const nested = (depth: number): object => ({
    code: `d${depth}`,
    ...(depth < 149 ? { concept: [nested(depth + 1)] } : {}),
  });
  const odd = webServer([
    system("absent", { content: "not-present" }),
    system("twice-1", { url: "https://example.org/twice", concept: [{ code: "one" }] }),
    system("twice-2", { url: "https://example.org/twice", version: "2", concept: [{ code: "two" }] }),
    system("kinds", {
      hierarchyMeaning: "is-a",
      property: [
        { code: "inactive", uri: "http://hl7.org/fhir/concept-properties#inactive", type: "boolean" },
        {
          code: "notSelectable",
          uri: "http://hl7.org/fhir/concept-properties#notSelectable",
          type: "boolean",
        },
      ],
      concept: [
        {
          code: "group",
          property: [{ code: "notSelectable", valueBoolean: true }],
          concept: [{ code: "new" }, { code: "old", property: [{ code: "inactive", valueBoolean: true }] }],
        },
      ],
    }),
    {
      resourceType: "ValueSet",
      id: "kinds",
      url: "https://example.org/ValueSet/kinds",
      status: "active",
      compose: { include: [{ system: "https://example.org/kinds" }] },
    },
    system("deep", { hierarchyMeaning: "is-a", concept: [nested(0)] }),
  ]);

  test("a code system that is here without its concepts is not said to have none that fit", async () => {
    const absent = await odd.page("/r4/CodeSystem/absent");
    expect(textOf(absent.html)).toContain("is known here without its concepts");
    expect(absent.html).not.toContain("Nothing fits.");
  });

  test.each([
    "/r4/CodeSystem/kinds",
    at("/r4/CodeSystem/$lookup", { system: "https://example.org/kinds", code: "group" }),
    "/r4/ValueSet/kinds",
  ])("%s says which are no longer to be used, and which group others", async (path) => {
    const text = textOf((await odd.page(path)).html);
    expect(text).toMatch(/\bold\b[^.]*? no longer to be used/);
    expect(text).toContain("groups others, is no value itself");
    expect(text.match(/no longer to be used/g)).toHaveLength(1);
  });

  test("of a version its own concepts are shown, and looked up", async () => {
    const [bare, second] = [
      await odd.page("/r4/CodeSystem/twice-1"),
      await odd.page("/r4/CodeSystem/twice-2"),
    ];
    expect(textOf(bare.html)).toMatch(/Code Display one/);
    expect(textOf(second.html)).toMatch(/Code Display two/);
    expect(second.html).toContain('<input type="hidden" name="version" value="2"');
    expect(second.html).toContain("code=two&amp;version=2");
  });

  test("of another version without a title and a version, the id is shown", async () => {
    const { html } = await odd.page("/r4/CodeSystem/twice-2");
    expect(html).toMatch(/<h2>Versions<\/h2>\s*<ul>\s*<li><a[^>]*>twice-1/);
  });

  test("what is above a concept that stands deep is not said to be all of it", async () => {
    const path = at("/r4/CodeSystem/$lookup", { system: "https://example.org/deep", code: "d149" });
    const text = textOf((await odd.page(path)).html);
    expect(text).toMatch(/Above d0 d0 .* d99 d99 and 49 more/);
  });
});

test("two value sets are compared", async () => {
  const text = textOf((await server.page("/compare?type=ValueSet&a=poh-codes&b=all-conditions")).html);
  expect(text).toMatch(/Only in Codes that mean progressive osseous heteroplasia 1\.0\.0: 4/);
  expect(text).toMatch(/In both: 1/);
  // One of them is known in part only, so that nothing is said of the whole.
  expect(text).toMatch(/How they relate can&#39;t be told/);
  const names = textOf((await server.page("/compare?type=ValueSet&a=poh-names&b=poh-names")).html);
  expect(names).toContain("They hold the same concepts.");
  expect(text).toContain("ValueSet/$compare?thisUrl=");
});

test("the interface is there in German, by the browser's language or by choice, and links carry the choice", async () => {
  const asked = await server.page("/", { headers: { "Accept-Language": "de" } });
  expect(asked.html).toContain('<html lang="de">');
  const chosen = await server.page("/?lang=de");
  expect(chosen.html).toContain('href="/translate?lang=de"');
  expect(chosen.html).toContain('href="/?lang=en"');
});

test("Osteoma cutis is translated with its relation, its warning and its source", async () => {
  const { html } = await server.page(at("/translate", { q: "Osteoma cutis" }));
  expect(textOf(html)).toMatch(
    /what was asked is wider.*Look first.*Confirm POH before use.*MedlinePlus Genetics/,
  );
  const byCode = await server.page(at("/r4/ConceptMap/$translate", { system: NAMES, code: "Osteoma cutis" }));
  expect(textOf(byCode.html)).toMatch(/what was asked is wider.*Look first/);
  const backwards = await server.page(
    at("/r5/ConceptMap/$translate", {
      system: "https://w3id.org/ossicle/CodeSystem/genetic-conditions",
      targetCode: "progressive-osseous-heteroplasia",
    }),
  );
  expect(textOf(backwards.html)).toMatch(/Osteoma cutis.*what was asked is narrower/);
});

test("nobody is led to where nothing can be written", async () => {
  expect((await server.page("/")).html).not.toContain('href="/add"');
  expect(textOf((await server.page("/add")).html)).toContain("OSSICLE_WRITES=on");
});

test("a page that is asked for again is not sent again", async () => {
  const first = await server.page(POH_PAGE);
  const again = await server.page(POH_PAGE, { headers: { "If-None-Match": first.headers.get("etag")! } });
  expect(again.status).toBe(304);
});

test("a concept's properties stand with what they mean, and lead to who says so", async () => {
  const { html } = await server.page(POH_PAGE);
  expect(html).toMatch(/causal-gene<small>A gene whose mutations cause the condition\.<\/small>/);
  const path = /laid down by the code system:\s*<a href="([^"]+)"/.exec(html)?.[1];
  expect((await server.page(path!.replaceAll("&amp;", "&"))).html).toContain("Genetic conditions");
});
