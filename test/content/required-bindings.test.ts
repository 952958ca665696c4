/** With HL7 terminology beside FHIR's own definitions, every code that FHIR requires somewhere validates. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type * as r5 from "fhir/r5";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elementsOf, readDefinitions } from "../../scripts/definitions.ts";
import { bundledResources } from "../../src/content/bundled-terminology.ts";
import { type RunningServer, startServer } from "../../src/index.ts";
import type { Resource } from "../../src/terminology/model.ts";

const PACKAGE = new URL("../../node_modules/hl7.terminology.r5/", import.meta.url);
const isThere = existsSync(PACKAGE);

function* hl7Terminology(): Generator<Resource> {
  for (const file of readdirSync(PACKAGE))
    if (/^(CodeSystem|ValueSet)-.*\.json$/.test(file))
      yield JSON.parse(readFileSync(new URL(file, PACKAGE), "utf8")) as Resource;
}

/** Value sets to which an element of a resource or a data type is bound, whatever the resource. */
function required(version: "r4" | "r5"): string[] {
  const { structures } = readDefinitions(version);
  const bindings = [...structures.values()].flatMap((s) => elementsOf(s)).map((e) => e.binding);
  const urls = bindings.filter((b) => b?.strength === "required").map((b) => b!.valueSet!.split("|")[0]!);
  return [...new Set(urls)].sort();
}

/** Not HL7's, or without end. */
const NOT_LISTED = new Set([
  "http://loinc.org/LL2938-0/",
  "http://loinc.org/vs/LL379-9",
  "http://hl7.org/fhir/ValueSet/mimetypes",
  // HL7 terminology has given it up.
  "http://terminology.hl7.org/ValueSet/v3-ConfidentialityClassification",
  "http://hl7.org/fhir/ValueSet/timezones",
  "http://hl7.org/fhir/ValueSet/color-codes",
  "http://hl7.org/fhir/ValueSet/insuranceplan-applicability",
]);

/** The package of R4's definitions has them of a later FHIR. */
const LATER = new Set(
  ["subscription-notification-type", "characteristic-combination", "detectedissue-status"].map(
    (name) => `http://hl7.org/fhir/ValueSet/${name}`,
  ),
);

describe.skipIf(!isThere)("With HL7 terminology, the required bindings", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ resources: [...bundledResources(), ...hl7Terminology()] });
  }, 120_000);
  afterAll(() => server.stop());

  async function ask(path: string, body?: object): Promise<r5.FhirResource> {
    const headers = { "content-type": "application/fhir+json", accept: "application/fhir+json" };
    const sent = body ? { method: "POST", body: JSON.stringify(body), headers } : { headers };
    return (await fetch(`${server.url}${path}`, sent)).json() as Promise<r5.FhirResource>;
  }

  const validation = (url: string, { system, code, display }: r5.ValueSetExpansionContains) => ({
    name: "validation",
    resource: {
      resourceType: "Parameters",
      parameter: [
        { name: "url", valueUri: url },
        { name: "coding", valueCoding: { system, code, display } },
      ],
    },
  });

  /** What does not validate, in words. */
  async function faults(version: string, url: string): Promise<string[]> {
    const query = new URLSearchParams({ url, count: "1000", excludeNested: "true" });
    const expanded = await ask(`/${version}/ValueSet/$expand?${query}`);
    const codes = (expanded as r5.ValueSet).expansion?.contains;
    if (!codes) return [`${url} can't be expanded`];
    const wrong: string[] = [];
    for (let at = 0; at < codes.length; at += 100) {
      const some = codes.slice(at, at + 100);
      const parameter = some.map((code) => validation(url, code));
      const body = { resourceType: "Parameters", parameter };
      const answer = (await ask(`/${version}/ValueSet/$batch-validate-code`, body)) as r5.Parameters;
      for (const [i, { resource }] of answer.parameter!.entries()) {
        const result = (resource as r5.Parameters).parameter?.find((p) => p.name === "result");
        if (result?.valueBoolean !== true) wrong.push(`${url}: ${some[i]!.system}#${some[i]!.code}`);
      }
    }
    return wrong;
  }

  test.each(["r4", "r5"] as const)(
    "of %s all validate, with their displays",
    async (version) => {
      const wrong: string[] = [];
      const urls = required(version).filter(
        (url) => !NOT_LISTED.has(url) && !(version === "r4" && LATER.has(url)),
      );
      for (const url of urls) wrong.push(...(await faults(version, url)));
      expect(wrong).toEqual([]);
      expect(urls.length).toBeGreaterThan(200);
    },
    120_000,
  );

  test("without end take what is given", async () => {
    const mime = { system: "urn:ietf:bcp:13", code: "application/fhir+json" };
    const { resource } = validation("http://hl7.org/fhir/ValueSet/mimetypes", mime);
    const answer = (await ask("/r4/ValueSet/$validate-code", resource)) as r5.Parameters;
    expect(answer.parameter).toContainEqual({ name: "result", valueBoolean: true });
  });
});
