/** Packages bring headers without concepts, of UCUM for one: they hide nothing that is answered for without them. */
import { describe, expect, test } from "vitest";
import { testServer } from "../support.ts";

const header = (url: string, version?: string, content = "not-present") => ({
  resourceType: "CodeSystem" as const,
  url,
  ...(version === undefined ? {} : { version }),
  status: "active" as const,
  content: content as "not-present",
});

const KNOWN: [url: string, code: string][] = [
  ["http://unitsofmeasure.org", "mg/dL"],
  ["urn:ietf:bcp:47", "de-CH"],
  ["urn:ietf:bcp:13", "text/plain"],
  ["urn:iso:std:iso:3166", "DE"],
  ["http://hl7.org/fhir/administrative-gender", "male"],
];

interface Part {
  name: string;
  valueBoolean?: boolean;
  valueCode?: string;
}
const said = (json: { parameter: Part[] }, name: string) => json.parameter.find((part) => part.name === name);

describe.each([
  ["of another version", "99", "not-present"],
  ["of the same version", "2.2", "not-present"],
  ["without version", undefined, "not-present"],
  ["with examples", "99", "example"],
])("a header %s that is stored", (_, version, content) => {
  const server = testServer({ resources: KNOWN.map(([url]) => header(url, version, content)) });

  describe.each(["r4", "r5"])("at /%s", (fhir) => {
    const ask = async (path: string) => (await server.request(`/${fhir}/${path}`)).json;

    test.each(KNOWN)("does not hide %s", async (system, code) => {
      const asked = `code=${encodeURIComponent(code)}`;
      const validated = await ask(`CodeSystem/$validate-code?url=${system}&${asked}`);
      expect(said(validated, "result")?.valueBoolean).toBe(true);
      const wrong = await ask(`CodeSystem/$validate-code?url=${system}&code=no!code`);
      expect(said(wrong, "result")?.valueBoolean).toBe(false);
      const found = await ask(`CodeSystem/$lookup?system=${system}&${asked}`);
      expect(found.resourceType).toBe("Parameters");
      const compared = await ask(
        `CodeSystem/$subsumes?system=${system}&codeA=${encodeURIComponent(code)}&codeB=${encodeURIComponent(code)}`,
      );
      expect(said(compared, "outcome")?.valueCode).toBe("equivalent");
    });
  });
});

describe.each(["r4", "r5"])("a header that comes along with a request at /%s", (fhir) => {
  const server = testServer();

  test.each(KNOWN)("does not hide %s", async (system, code) => {
    const { json } = await server.request(`/${fhir}/CodeSystem/$validate-code`, {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({
        resourceType: "Parameters",
        parameter: [
          { name: "coding", valueCoding: { system, code } },
          { name: "tx-resource", resource: header(system, "99") },
        ],
      }),
    });
    expect(said(json, "result")?.valueBoolean).toBe(true);
  });
});

describe.each(["not-present", "fragment"])(
  "a code system without version behind one that is %s",
  (content) => {
    const COLOURS = "http://example.org/colours";
    const rest = content === "fragment" ? { concept: [{ code: "part" }] } : {};
    const whole = { ...header(COLOURS, undefined, "complete"), concept: [{ code: "blue", display: "Blue" }] };
    const server = testServer({ resources: [{ ...header(COLOURS, "2", content), ...rest }, whole] });

    describe.each(["r4", "r5"])("at /%s", (fhir) => {
      const ask = async (path: string) => (await server.request(`/${fhir}/${path}`)).json;

      test("answers for its codes", async () => {
        const found = await ask(`CodeSystem/$lookup?system=${COLOURS}&code=blue`);
        expect(said(found, "display")).toMatchObject({ valueString: "Blue" });
        const validated = await ask(`CodeSystem/$validate-code?url=${COLOURS}&code=blue`);
        expect(said(validated, "result")?.valueBoolean).toBe(true);
        expect(said(validated, "display")).toMatchObject({ valueString: "Blue" });
        const compared = await ask(`CodeSystem/$subsumes?system=${COLOURS}&codeA=blue&codeB=blue`);
        expect(said(compared, "outcome")?.valueCode).toBe("equivalent");
      });
    });
  },
);
