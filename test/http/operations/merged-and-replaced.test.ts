/** Codes that were merged into others or replaced, and articles by their other identifiers: what is known is said. */
import { describe, expect, it } from "vitest";
import { bundledResources } from "../../../src/content/bundled-terminology.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import { testServer, values } from "../support.ts";

const BONES = "http://example.org/bones";
const property = (code: string, type: string) => ({ code, type, uri: `http://example.org/${code}` });

const bones = {
  resourceType: "CodeSystem",
  id: "bones",
  url: BONES,
  status: "active",
  content: "complete",
  property: [
    { code: "inactive", uri: "http://hl7.org/fhir/concept-properties#inactive", type: "boolean" },
    property("alternative-id", "string"),
    property("replaced-by", "code"),
    property("consider", "code"),
  ],
  concept: [
    { code: "B:1", display: "Skin bone", property: [{ code: "alternative-id", valueString: "B:10" }] },
    {
      code: "B:2",
      property: [
        { code: "inactive", valueBoolean: true },
        { code: "replaced-by", valueCode: "B:1" },
      ],
    },
    {
      code: "B:3",
      property: [
        { code: "inactive", valueBoolean: true },
        { code: "consider", valueCode: "B:1" },
      ],
    },
    { code: "B:4", property: [{ code: "inactive", valueBoolean: true }] },
    { code: "B:5", property: [{ code: "alternative-id", valueString: "B:50" }] },
    { code: "B:6", display: "Hip", property: [{ code: "alternative-id", valueString: "B:50" }] },
    ...["B:7", "B:8", "B:9"].map((code) => ({
      code,
      property: [{ code: "alternative-id", valueString: "B:50" }],
    })),
  ],
} as Resource;

const server = testServer(() => ({ resources: [...bundledResources(), bones] }));

const asked = async (operation: string, system: string, code: string) => {
  const name = operation === "$validate-code" ? "url" : "system";
  const query = new URLSearchParams({ [name]: system, code });
  return (await server.request(`/r5/CodeSystem/${operation}?${query.toString()}`)).json;
};
const message = async (code: string) =>
  String(values(await asked("$validate-code", BONES, code)).message ?? "");

describe("an identifier that was merged into a code", () => {
  it("is no code, and it is said which one has it", async () => {
    const says = "'B:10' is no code here, but 'B:1' (Skin bone) has it as its 'alternative-id'.";
    expect(JSON.stringify(await asked("$lookup", BONES, "B:10"))).toContain(says);
    expect(JSON.stringify(await asked("$validate-code", BONES, "B:10"))).toContain(says);
  });

  it("that several codes have is taken for none of them, and a few of them are named", async () => {
    const says =
      "'B:50' is no code here, but 5 codes have it as their 'alternative-id': 'B:5', 'B:6' (Hip), 'B:7' and 2 more. It is taken for none of them.";
    for (const operation of ["$lookup", "$validate-code"])
      expect(JSON.stringify(await asked(operation, BONES, "B:50")), operation).toContain(says);
    const query = new URLSearchParams({
      system: BONES,
      sourceCode: "B:50",
      targetSystem: "http://example.org/x",
    });
    const { json } = await server.request(`/r5/ConceptMap/$translate?${query.toString()}`);
    expect(values(json).result).not.toBe(true);
    expect(JSON.stringify(json)).toContain(says);
  });

  it.each(["PMC3551620", "10.1038/nrrheum.2010.122"])("leads from %s to the article", async (code) => {
    const answer = await asked("$lookup", "http://www.ncbi.nlm.nih.gov/pubmed", code);
    expect(JSON.stringify(answer)).toContain("but '20703219' (Inherited human diseases");
  });
});

describe("a code that should no longer be used", () => {
  it.each([
    ["B:2", "'B:2' is replaced by 'B:1'"],
    ["B:3", "'B:3' is to be considered instead: 'B:1'"],
  ])("is validated with what to use instead: %s", async (code, says) => {
    expect(await message(code)).toContain(says);
  });

  it("is validated without, where nobody says it", async () => {
    expect(await message("B:4")).not.toContain("instead");
  });
});
