/** Adding files over the page: every format goes the importers' way, first as a dry run, then confirmed with a key. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { Io } from "../../../src/cli/io.ts";
import { importVerb } from "../../../src/cli/verbs/import.ts";
import { inForm } from "../../../src/web/additions/in-form.ts";
import { en } from "../../../src/web/messages/en.ts";
import { tgz } from "../../importers/archives.ts";
import { book } from "../../importers/workbooks.ts";
import { unique } from "../../unique.ts";
import { violationsOn } from "../axe.ts";
import { chromiumPath, testBrowser } from "../browser.ts";
import { formOf, webServer } from "../support.ts";

/** Of this test alone: others run at the same time. */
const place = mkdtempSync(join(tmpdir(), "ossicle-add-test-"));
vi.stubEnv("TMPDIR", place);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(place, { recursive: true, force: true });
});

const KEY = "0123456789abcdef";
const keys = [{ name: "curator", sha256: createHash("sha256").update(KEY).digest("hex") }];
const own = {
  resourceType: "CodeSystem",
  id: "own",
  url: "https://example.org/own",
  name: "Own",
  status: "active",
  content: "complete",
  concept: [{ code: "1", display: "One" }],
};
const text = JSON.stringify(own);
const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../importers/fixtures/${name}`, import.meta.url));
const fileOf = (name: string, content: string | Buffer): File =>
  new File([typeof content === "string" ? content : new Uint8Array(content)], name);
const words = (html: string): string => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

describe("what is wrong is said in the words of the page", () => {
  const server = webServer([], { writes: true, keys });
  const add = (fields: Record<string, string | File>) => server.page("/add", formOf({ key: KEY, ...fields }));

  test.each(["en", "de"])("in the language %s, with a link to what to do", async (lang) => {
    const table = fileOf("odd.csv", "a,b\n1,2\n");
    const body = formOf({ key: KEY, file: table });
    const { status, html } = await server.page("/add", { ...body, headers: { "Accept-Language": lang } });
    expect(status).toBe(422);
    const said = words(html.slice(0, html.indexOf("<form")));
    expect(said).not.toMatch(/\s--[a-z]/);
    expect(said).toContain(lang === "de" ? "„Spalten“ code=NAME" : "“Columns” code=NAME");
    expect(html).toContain('href="/errors/no-header-row"');
    const page = await server.page("/errors/no-header-row", { headers: { "Accept-Language": lang } });
    expect(page.status).toBe(200);
    expect(page.html).toContain(lang === "de" ? "unter „Spalten“" : "under “Columns”");
  });

  test("files that can't be put aside for their import are not taken, and it is said whose fault that is", async () => {
    vi.stubEnv("TMPDIR", join(place, "not-there"));
    const { status, html } = await add({ file: fileOf("own.json", text) });
    vi.stubEnv("TMPDIR", place);
    expect(status).toBe(507);
    expect(html).toContain("ENOENT in the folder for temporary files (TMPDIR)");
    expect((await add({ file: fileOf("own.json", text) })).status).toBe(200);
  });

  test("what is there from another source is added to or replaced by a choice of the form", async () => {
    const list = (source: string) => fileOf(source, "code,display\na,A\n");
    const url = "https://example.org/mine";
    expect((await add({ file: list("one.csv"), url, version: "1", confirmed: "yes" })).status).toBe(200);
    const again = await add({ file: list("two.csv"), url, version: "1" });
    expect(again.status).toBe(422);
    expect(words(again.html)).toContain("Give “What is there already: is added to” to add to it");
    expect(again.html).toContain('href="/errors/replaces-other"');
    expect((await add({ file: list("two.csv"), url, version: "1", existing: "merge" })).status).toBe(200);
  });

  test("a file may have a name that is longer than the file system takes", async () => {
    const table = "code,display\na,A\n";
    for (const letter of ["n", "ä", "漢", "𠀀"]) {
      const name = `${letter.repeat(300)}.csv`;
      expect((await add({ file: fileOf(name, table) })).status).toBe(200);
    }
  });

  test.each([
    ["a wrong key", { key: "wrong" }, 401],
    ["columns that nobody understands", { columns: "nonsense" }, 400],
    ["a row that is refused", { text: "\ncode,display\na,A\na,B\n" }, 422],
  ])("with %s, what was typed stands in the form again", async (_, wrong, expected) => {
    const typed = { text: "code,display\na,A\n", title: "My list", existing: "merge", ...wrong };
    const { status, html } = await add(typed);
    expect(status).toBe(expected);
    const form = html.slice(html.indexOf("<form"));
    expect(form).toContain('value="My list"');
    expect(form).toMatch(/<option value="merge" selected/);
    const [, text] = /<textarea[^>]*name="text"[^>]*>\n([^<]*)<\/textarea>/.exec(form)!;
    expect(text!.replaceAll("\r", "")).toBe(typed.text);
    expect(form).not.toContain('value="wrong"');
  });

  test("programs get the name of each message", async () => {
    const response = await fetch(
      `${server.url}/add`,
      formOf({ key: KEY, file: fileOf("odd.csv", "a,b\n1,2\n") }),
    );
    const { refused } = (await response.json()) as { refused: { id?: string }[] };
    expect(refused[0]!.id).toBe("no-header-row");
  });
});

test("each option of the import is in the form, but those about folders and about the command itself", () => {
  const program = new Command();
  importVerb(program, {} as Io, () => Promise.resolve());
  const options = program.commands[0]!.options.map(({ long }) => long!);
  expect(options.filter((option) => inForm(en, option).startsWith("--"))).toEqual([
    "--store",
    "--json",
    "--dry-run",
    "--dependencies",
  ]);
});

describe("where writing is off", () => {
  const server = webServer();

  test("the page says how it is switched on, and nothing can be sent", async () => {
    expect((await server.page("/add")).html).toContain("OSSICLE_WRITES=on");
    expect((await server.page("/add", formOf({ text, confirmed: "yes", key: KEY }))).status).toBe(404);
  });
});

describe("where writing is on", () => {
  const server = webServer([], { writes: true, keys });
  const add = (fields: Record<string, string | File>) => server.page("/add", formOf({ key: KEY, ...fields }));
  const stored = async (path: string) => (await server.page(`/r4/${path}`)).status;

  test("what is not valid is told before anything is written", async () => {
    const reply = await add({ text: JSON.stringify({ ...own, status: "odd" }) });
    expect(reply.status).toBe(422);
    expect(words(reply.html)).toMatch(/Nothing can be written .*status/);
    expect((await add({ text: "{ no json" })).status).toBe(422);
    expect((await add({})).status).toBe(400);
    expect((await add({ text, existing: "odd" })).status).toBe(400);
    const twice = new FormData();
    for (const [name, value] of Object.entries({ key: KEY, text, existing: "merge" })) twice.set(name, value);
    twice.append("existing", "replace");
    const unclear = await server.page("/add", { method: "POST", body: twice });
    expect([unclear.status, words(unclear.html)]).toEqual([
      400,
      expect.stringContaining("to do: two-choices"),
    ]);
  });

  test("nobody without a key can so much as check; a key is in no page", async () => {
    for (const key of ["", "wrong-key-is-sent"]) {
      const refused = await add({ text, key });
      expect(refused.status).toBe(401);
      expect(refused.headers.get("www-authenticate")).toContain("Bearer");
      expect(refused.html).not.toContain("wrong-key-is-sent");
    }
  });

  test("no two things on its page have one id: a label names its field by it", async () => {
    const { html } = await server.page("/add");
    const ids = Array.from(html.matchAll(/\sid="([^"]+)"/g), ([, id]) => id);
    expect(ids.length).toBeGreaterThan(10);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test("it is checked, then confirmed, then there", async () => {
    const id = unique("own");
    const url = `https://example.org/${id}`;
    const text = JSON.stringify({ ...own, id, url });
    const checked = await add({ text });
    expect(checked.status).toBe(200);
    expect(words(checked.html)).toMatch(new RegExp(`Nothing is written yet .*1 concepts.*${url}.*new`));
    expect(checked.html).not.toContain(KEY);
    expect(await stored(`CodeSystem/${id}`)).toBe(404);
    const written = await add({ text, confirmed: "yes" });
    expect(written.status).toBe(200);
    expect(written.html).not.toContain(KEY);
    const list = await server.page(`/r4/CodeSystem?url=${url}`);
    expect(words(list.html)).toContain("1 resource");
    expect(words((await add({ text })).html)).toContain("is there already, the same in every row");
    // One without a version is another.
    const first = JSON.stringify({ ...own, id: `${id}-1`, url: `${url}-2`, version: "1" });
    expect((await add({ text: first, confirmed: "yes" })).status).toBe(200);
    const unversioned = JSON.stringify({ ...own, id: `${id}-2`, url: `${url}-2` });
    expect(words((await add({ text: unversioned })).html)).toMatch(/-2 new/);
  });

  const csv = "code,display\n1,One\n2,Two\n";
  test.each<[string, () => Buffer | Promise<Buffer> | string, Record<string, string>, RegExp]>([
    [
      "codes.csv",
      () => csv,
      { url: "https://example.org/csv" },
      /2 concepts.*Code taken as|2 concepts.*taken as/,
    ],
    ["codes.tsv", () => csv.replaceAll(",", "\t"), { url: "https://example.org/tsv" }, /2 concepts/],
    [
      "codes.xlsx",
      () =>
        book({
          Codes: [
            ["code", "display"],
            ["1", "One"],
          ],
        }),
      { url: "https://example.org/xlsx" },
      /1 concepts/,
    ],
    ["ten.obo", () => fixture("ten-terms.obo"), {}, /concepts.*First rows/],
    ["ten.json", () => fixture("ten-terms.json"), {}, /concepts/],
    ["ten.sssom.tsv", () => fixture("ten-rows.sssom.tsv"), {}, /mappings/],
    ["condition.md", () => fixture("condition.md"), {}, /concepts/],
    ["own.json", () => text, {}, /1 concepts/],
    [
      "own.xml",
      () =>
        '<CodeSystem xmlns="http://hl7.org/fhir"><url value="https://example.org/x"/><status value="active"/><content value="complete"/><concept><code value="a"/></concept></CodeSystem>',
      {},
      /1 concepts/,
    ],
    [
      "own.ndjson",
      () => `${text}\n${JSON.stringify({ ...own, url: "https://example.org/own2" })}\n`,
      {},
      /2 Code system/,
    ],
    [
      "package.tgz",
      () =>
        tgz({
          "package/package.json": JSON.stringify({ name: "x", version: "1.0.0", fhirVersions: ["4.0.1"] }),
          "package/CodeSystem-own.json": JSON.stringify({ ...own, url: "https://example.org/packed" }),
        }),
      {},
      /1 Code system/,
    ],
    [
      "hp-de.babelon.tsv",
      () =>
        "source_language\tsource_value\tsubject_id\tpredicate_id\ttranslation_language\ttranslation_value\ttranslation_status\ttranslator\nen\tEctopic bone\tHP:0011986\trdfs:label\tde\tEktope Verknöcherung\tOFFICIAL\torcid:0000\n",
      { url: "https://example.org/hp-de" },
      /Ektope|1 concepts/,
    ],
  ])("%s is read as from the command line", async (name, content, fields, expected) => {
    const reply = await add({ file: fileOf(name, await content()), ...fields });
    expect(words(reply.html)).toMatch(/Nothing is written yet/);
    expect(words(reply.html)).toMatch(expected);
    expect(reply.html).not.toContain(tmpdir());
  });

  describe("what mappings mean is said in the form, as on the command line", () => {
    const mappings = "source,target,relationship\nA,1,equivalent\nB,N/A,equivalent\nC,-,equivalent\n";
    const table = (url: string) => ({
      file: fileOf("map.csv", mappings),
      url,
      sourceSystem: "https://example.org/from",
      targetSystem: "https://example.org/to",
    });

    test("words that are no target, by a field that the refusal names", async () => {
      const fields = table("https://example.org/no-map");
      const asked = await add(fields);
      expect(asked.status).toBe(422);
      expect(words(asked.html)).toContain("Say which words say so with “Words that mean no target”");
      const told = await add({ ...fields, noMap: "N/A, -" });
      expect(told.status).toBe(200);
      expect(words(told.html)).toMatch(/has no counterpart *2/);
      expect(told.html).toContain('name="noMap" value="N/A, -"');
    });

    test("a comma alone says that each of them is a code", async () => {
      const codes = await add({ ...table("https://example.org/all-codes"), noMap: "," });
      expect(codes.status).toBe(200);
      expect(words(codes.html)).toMatch(/means the same *3/);
    });

    test("strings of SNOMED CT are taken where a licence is said to be there", async () => {
      const fields = { file: fileOf("sct.csv", "code,display\n1,Made up\n"), url: "http://snomed.info/sct" };
      const without = await add(fields);
      expect(words(without.html)).toContain("its strings need a licence (“I have a licence");
      const licensed = await add({ ...fields, licensed: "on" });
      expect(words(licensed.html)).not.toContain("need a licence");
      expect(words(licensed.html)).toContain("Made up");
      expect(licensed.html).toContain('name="licensed" value="on"');
    });

    const bare =
      "subject_id\tpredicate_id\tobject_id\tmapping_justification\nx:1\tskos:exactMatch\ty:2\tsemapv:ManualMappingCuration\n";
    const metadata = `mapping_set_id: https://example.org/bare
license: https://creativecommons.org/publicdomain/zero/1.0/
curie_map:
  x: https://example.org/x/
  y: https://example.org/y/
`;

    test("metadata of a bare table is a file of its own, and goes along to the second step", async () => {
      const table = fileOf("bare.sssom.tsv", bare);
      const asked = await add({ file: table });
      expect(asked.status).toBe(422);
      expect(words(asked.html)).toContain("“Metadata of mappings (SSSOM, YAML)” FILE");
      const checked = await add({ file: table, metadata: fileOf("meta.yml", metadata) });
      expect(checked.status).toBe(200);
      expect(words(checked.html)).toContain("https://example.org/bare");
      const [carried, checksum] = ["carriedMetadata", "checked"].map(
        (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(checked.html)![1]!,
      );
      const other = { file: table, metadata: fileOf("meta.yml", `${metadata}# another\n`) };
      expect((await add({ ...other, confirmed: "yes", checked: checksum! })).status).toBe(409);
      const written = await add({
        file: table,
        carriedMetadata: carried!,
        confirmed: "yes",
        checked: checksum!,
      });
      expect(written.status).toBe(200);
      expect(await stored("ConceptMap?url=https://example.org/bare")).toBe(200);
    });

    test("metadata that is none is refused by its name", async () => {
      const refused = await add({
        file: fileOf("bare.sssom.tsv", bare),
        metadata: fileOf("meta.yml", "a: ["),
      });
      expect(refused.status).toBe(422);
      expect(words(refused.html)).toContain("meta.yml");
      expect(refused.html).not.toContain(tmpdir());
    });
  });

  test("every row that is refused is named by its file and line, and the rest can be taken", async () => {
    const bad = fileOf("bad.csv", "code,display\n1,One\n 2  x,Two\n3,Three\n3,Again\n");
    const refused = await add({ file: bad, url: "https://example.org/bad" });
    expect(refused.status).toBe(422);
    expect(words(refused.html)).toMatch(/bad\.csv *, *line 5/);
    const kept = await add({ file: bad, url: "https://example.org/bad", keepGoing: "on" });
    expect(kept.status).toBe(200);
    expect(words(kept.html)).toMatch(/Refused: \d/);
  });

  test("what came from another source is neither replaced nor mixed without a word", async () => {
    const one = (source: string) => fileOf(`${source}.csv`, "code,display\nA,First\n");
    const fields = { url: "https://example.org/guarded" };
    await add({ file: one("one"), ...fields, confirmed: "yes" });
    const other = await add({ file: one("other"), ...fields });
    expect(other.status).toBe(422);
    expect(words(other.html)).toContain("is in the store already");
    const replaced = await add({ file: one("other"), ...fields, existing: "replace" });
    expect(words(replaced.html)).toContain("is there already");
  });

  test("programs get the same as data, with the key in the header", async () => {
    const send = (fields: Record<string, string>, headers: Record<string, string>) =>
      fetch(`${server.url}/add`, { ...formOf(fields), headers });
    const refused = await send({ text }, { Authorization: "Bearer no" });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ resourceType: "OperationOutcome" });
    const run = await send({ text }, { Authorization: `Bearer ${KEY}` });
    expect(await run.json()).toMatchObject({ imported: false, dryRun: true, refused: [], report: {} });
    const bad = await send({ text: "{}" }, { Authorization: `Bearer ${KEY}` });
    expect(bad.status).toBe(422);
    expect(await bad.json()).toMatchObject({ imported: false });
  });

  test("a page of another site can send nothing, and what was not checked is not confirmed", async () => {
    const foreign = await server.page("/add", {
      ...formOf({ text, key: KEY, confirmed: "yes" }),
      headers: { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
    });
    expect(foreign.status).toBe(403);
    const other = await add({ text, confirmed: "yes", checked: "0".repeat(64) });
    expect(other.status).toBe(409);
  });

  test("a name that leads elsewhere, or is none, does no harm; nothing is left on the disk", async () => {
    for (const name of [
      "../../../etc/passwd",
      "..",
      "C:\\x\\y.csv",
      "a\u202e.csv",
      `${"n".repeat(400)}.csv`,
    ]) {
      const reply = await add({ file: fileOf(name, csv), format: "table", url: "https://example.org/n" });
      expect(reply.status).toBe(200);
    }
    expect((await add({ carried: "%E0%A4%A ####" })).status).toBeLessThan(500);
    expect(readdirSync(place).filter((n) => n.startsWith("ossicle-add-"))).toEqual([]);
  });

  test.each(["columns", "noMap", "title", "format", "key"])(
    "a very long %s is refused by name",
    async (field) => {
      const reply = await add({ file: fileOf("x.csv", csv), [field]: "a=b,".repeat(100_000) });
      expect(reply.status).toBe(413);
      expect(reply.html).toMatch(new RegExp(`${field}\\S* has 400000 characters; at most 100000 are taken`));
    },
  );

  test("of very many tables a screenful is shown, and the others are counted", async () => {
    const body = new FormData();
    body.set("key", KEY);
    for (let i = 0; i < 103; i++) {
      const table = `source_code,source_system,target_code,target_system,relationship\na${i},http://example.org/a,b,http://example.org/b,equivalent\n`;
      body.append("file", fileOf(`map-${i}.csv`, table));
    }
    const { status, html } = await server.page("/add", { method: "POST", body });
    expect(status).toBe(200);
    expect(html).toContain("map-99.csv: taken as");
    expect(html).not.toContain("map-100.csv: taken as");
    expect(words(html)).toContain("and 3 more");
  });

  test("more files than are taken at a time are refused with their number", async () => {
    const form = new FormData();
    for (let i = 0; i < 1_001; i++) form.append("file", fileOf(`${i}.csv`, csv));
    const reply = await server.page("/add", { method: "POST", body: form });
    expect(reply.status).toBe(413);
    expect(reply.html).toContain("1001 files were sent; at most 1000");
  });

  test("a carried file keeps the end of a name that is too long", async () => {
    const reply = await add({
      carried: `${"%41".repeat(100_000)}.csv ${Buffer.from(csv).toString("base64")}`,
    });
    expect(reply.status).toBe(200);
    expect(words(reply.html)).toContain("AAAA.csv");
  });

  test("more than the limit is refused, and the connection can be used again", async () => {
    const reply = await add({ file: fileOf("large.csv", "x".repeat(10_500_000)) });
    expect(reply.status).toBe(413);
    expect((await server.page("/add")).status).toBe(200);
  });

  describe.skipIf(chromiumPath === undefined)("in Chromium", () => {
    const browser = testBrowser();

    test("what would be written, and what is refused, can be read by everyone", async () => {
      for (const rows of ["1,One\n2,Two\n", "1,One\n1,Again\n"]) {
        const faults = await browser.withPage(
          { viewport: { width: 320, height: 800 }, bypassCSP: true },
          async (page) => {
            await page.goto(`${server.url}/add`);
            await page.setInputFiles("#file", {
              name: "a.csv",
              mimeType: "text/csv",
              buffer: Buffer.from(`code,display\n${rows}`),
            });
            await page.click("summary >> nth=1");
            await page.fill("#url", "https://example.org/axe");
            await page.fill("#key", KEY);
            await page.click("#add button");
            await page.getByRole("heading", { level: 1, name: /^Nothing/ }).waitFor();
            return violationsOn(page);
          },
        );
        expect(faults).toEqual([]);
      }
    });

    test.each([
      [true, "small"],
      [false, "small"],
      [true, "large"],
      [false, "large"],
    ])("scripts: %s, a %s file is checked and written", async (javaScriptEnabled, size) => {
      const rows = Array.from(
        { length: size === "small" ? 3 : 40_000 },
        (_, i) => `c${i},Concept ${i} of many`,
      );
      const file = {
        name: "sheet.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(`code,display\n${rows.join("\n")}\n`),
      };
      const url = `https://example.org/browser/${String(javaScriptEnabled)}-${size}`;
      await browser.withPage({ javaScriptEnabled }, async (page) => {
        await page.goto(`${server.url}/add`);
        await page.setInputFiles("#file", file);
        await page.click("summary >> nth=1");
        await page.fill("#url", url);
        await page.fill("#key", KEY);
        await page.click("#add button");
        await page.getByRole("heading", { level: 1, name: "Nothing is written yet" }).waitFor();
        // The key and the files are still in the page, where a script keeps them; else they are asked for again.
        if (javaScriptEnabled) expect(await page.inputValue("#key")).toBe(KEY);
        else await page.fill("#key", KEY);
        if (!javaScriptEnabled && size === "large") await page.setInputFiles("#file", file);
        await page.click("#add button");
        await page.getByRole("heading", { level: 1, name: "Written", exact: true }).waitFor();
      });
      const found = await server.page(`/r4/CodeSystem?url=${url}`);
      expect(words(found.html)).toContain("1 resource");
    });
  });
});
