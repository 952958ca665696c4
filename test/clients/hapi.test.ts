/** What HAPI FHIR asks a remote terminology server, and what it shows of an answer. */
import { describe, expect, test } from "vitest";
import { testServer, values } from "../http/support.ts";

const server = testServer();

/** All that the server answers for without having it stored. */
const OWN = [
  "http://hl7.org/fhir/publication-status",
  "http://hl7.org/fhir/administrative-gender",
  "urn:ietf:bcp:13",
  "urn:ietf:bcp:47",
  "urn:iso:std:iso:3166",
  "http://unitsofmeasure.org",
];

describe.each(["r4", "r5"])("at /%s", (version) => {
  const get = (path: string) => server.request(`/${version}/${path}`);

  test.each(OWN)("isCodeSystemSupported says true of %s", async (url) => {
    const { json } = await get(`CodeSystem?url=${encodeURIComponent(url)}&_summary=true`);
    expect(json.total).toBe(1);
    expect(json.entry).toHaveLength(1);
    expect(json.entry[0].resource).toMatchObject({ resourceType: "CodeSystem", url });
    expect((await get(`CodeSystem?url=${encodeURIComponent(url)}&_summary=count`)).json.total).toBe(1);
  });

  test("a code system of FHIR's own comes whole, a grammar without codes", async () => {
    const gender = await get("CodeSystem?url=http://hl7.org/fhir/administrative-gender");
    expect(gender.json.entry[0].resource.concept.map((c: { code: string }) => c.code)).toContain("female");
    const tags = await get("CodeSystem?url=urn:ietf:bcp:47");
    expect(tags.json.entry[0].resource).toMatchObject({ content: "not-present" });
  });

  test("isValueSetSupported says true of FHIR's own", async () => {
    const { json } = await get("ValueSet?url=http://hl7.org/fhir/ValueSet/publication-status&_summary=true");
    expect(json.entry[0].resource.url).toBe("http://hl7.org/fhir/ValueSet/publication-status");
  });

  test("they are found by their address alone, and in their version", async () => {
    const url = "http://hl7.org/fhir/publication-status";
    const own = version === "r4" ? "4.0.1" : "5.0.0";
    expect((await get(`CodeSystem?url=${url}&version=${own}`)).json.total).toBe(1);
    expect((await get(`CodeSystem?url=${url}&version=1.0`)).json.total).toBe(0);
    expect((await get(`CodeSystem?url=${url}&status=draft`)).json.total).toBe(0);
    expect((await get("CodeSystem?url=http://example.org/nowhere")).json.total).toBe(0);
    expect((await get("CodeSystem?name=PublicationStatus")).json.total).toBe(0);
  });

  test("the capabilities name them all", async () => {
    const { json } = await get("metadata?mode=terminology");
    const uris = json.codeSystem.map((c: { uri: string }) => c.uri);
    for (const url of OWN) expect(uris).toContain(url);
    expect(new Set(uris).size).toBe(uris.length);
    for (const uri of uris.slice(0, 20)) {
      const { json: validated } = await get(
        `CodeSystem/$validate-code?url=${encodeURIComponent(uri)}&code=no-such-code`,
      );
      expect(values(validated)["x-caused-by-unknown-system"], uri).toBeUndefined();
    }
  });

  test("an error's text stands where it is shown", async () => {
    const { json } = await get("CodeSystem/$lookup?system=http://example.org/nowhere&code=a");
    const [issue] = json.issue;
    expect(issue.diagnostics).toContain(issue.details.text);
  });
});
