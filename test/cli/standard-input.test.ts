/** `import -`: every format by standard input, recognised by what is in it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { tgz } from "../importers/archives.ts";
import { book } from "../importers/workbooks.ts";
import { newStore, ossicle } from "./command-line.ts";

/** Of this test alone: others run at the same time. */
const place = mkdtempSync(join(tmpdir(), "ossicle-cli-test-"));
process.env.TMPDIR = place;
afterAll(() => rmSync(place, { recursive: true, force: true }));

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../importers/fixtures/${name}`, import.meta.url));
const own = JSON.stringify({
  resourceType: "CodeSystem",
  url: "https://example.org/own",
  status: "active",
  content: "complete",
  concept: [{ code: "1" }],
});
const XML =
  '<CodeSystem xmlns="http://hl7.org/fhir"><url value="https://example.org/x"/><status value="active"/><content value="complete"/><concept><code value="a"/></concept></CodeSystem>';
const BABELON =
  "source_language\tsource_value\tsubject_id\tpredicate_id\ttranslation_language\ttranslation_value\ttranslation_status\ttranslator\nen\tEctopic bone\tHP:0011986\trdfs:label\tde\tEktope Verknöcherung\tOFFICIAL\torcid:0000\n";
const ORDER =
  "00001 M611    0 Myositis ossificans progressiva                              Myositis ossificans progressiva\n";
const OMOP =
  "concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code\tvalid_start_date\tvalid_end_date\tinvalid_reason\n1\tOne\tCondition\tMine\tx\tS\tA\t19700101\t20991231\t\n";
const URL_GIVEN = ["--url", "https://example.org/given"];

const formats: [string, () => Buffer | string | Promise<Buffer>, string[]][] = [
  ["fhir-json", () => own, []],
  ["fhir-ndjson", () => `${own}\n${own.replace("own", "own2")}\n`, []],
  ["fhir-xml", () => XML, []],
  [
    "fhir-package",
    () =>
      tgz({
        "package/package.json": JSON.stringify({ name: "x", version: "1.0.0", fhirVersions: ["4.0.1"] }),
        "package/CodeSystem-own.json": own,
      }),
    [],
  ],
  ["medlineplus", () => fixture("condition.md"), []],
  ["medlineplus", () => fixture("condition.json"), []],
  ["medlineplus", () => fixture("conditions.xml"), []],
  ["obo", () => fixture("ten-terms.obo"), []],
  ["obo", () => gzipSync(fixture("ten-terms.obo")), []],
  ["obo-graph", () => fixture("ten-terms.json"), []],
  ["sssom", () => fixture("ten-rows.sssom.tsv"), []],
  ["babelon", () => BABELON, URL_GIVEN],
  ["omop", () => OMOP, URL_GIVEN],
  ["table", () => "code,display\n1,One\n", URL_GIVEN],
  ["table", () => "code\tdisplay\n1\tOne\n", URL_GIVEN],
  ["table", () => gzipSync("code,display\n1,One\n"), URL_GIVEN],
  [
    "table",
    () =>
      book({
        Codes: [
          ["code", "display"],
          ["1", "One"],
        ],
      }),
    URL_GIVEN,
  ],
];

test.each(formats)("%s is recognised, and read with --format too", async (format, content, more) => {
  const bytes = Buffer.from(await content());
  for (const named of [[], ["--format", format]]) {
    const input = [bytes.subarray(0, 10), bytes.subarray(10)];
    const { code, out, err } = await ossicle(["import", "-", "--dry-run", "--json", ...more, ...named], {
      input: (async function* () {
        yield* input;
      })(),
    });
    expect(err).toBe("");
    expect(code, out).toBeLessThan(2);
    expect(JSON.parse(out)).toMatchObject({ inputs: [{ path: "-", format }] });
    expect(out).not.toContain(tmpdir());
  }
});

test("ICD-10-CM's order file is recognised", async () => {
  const { out } = await ossicle(["import", "-", "--dry-run", "--json"], {
    input: (async function* () {
      yield Buffer.from(ORDER);
    })(),
  });
  expect(JSON.parse(out)).toMatchObject({ inputs: [{ format: "icd-10-cm" }] });
});

test("what is refused is told by the line of standard input; nothing is left behind", async () => {
  const { code, err } = await ossicle(["import", "-", ...URL_GIVEN, ...newStore()], {
    input: (async function* () {
      yield Buffer.from("code,display\n1,One\n1,Again\n");
    })(),
  });
  expect(code).toBe(2);
  expect(err).toMatch(/^-:3/m);
  const empty = await ossicle(["import", "-", ...newStore()]);
  expect(empty.code).toBe(2);
  expect(empty.err).toContain("The file is empty");
  expect(readdirSync(place)).toEqual([]);
});
