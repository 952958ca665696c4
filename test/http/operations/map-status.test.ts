/** That a map is not, or no longer, meant for use is told with what it says. */
import { describe, expect, test } from "vitest";
import { testServer } from "../support.ts";

const FROM = "http://example.org/from";
const standards = (valueCode: string) => ({
  extension: [
    { url: "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status", valueCode },
  ],
});

/** Each map has a code of its own, which is its id; beside it `x-` and the id has no target. */
const map = (id: string, more: object) => ({
  resourceType: "ConceptMap",
  id,
  url: `http://example.org/maps/${id}`,
  name: id,
  status: "active",
  ...more,
  group: [
    {
      source: FROM,
      target: "http://example.org/to",
      element: [
        { code: id, target: [{ code: "t", relationship: "equivalent" }] },
        { code: `x-${id}`, noMap: true },
      ],
    },
  ],
});

const server = testServer({
  resources: [
    map("plain", {}),
    map("draft", { status: "draft" }),
    map("retired", { status: "retired" }),
    map("experimental", { experimental: true }),
    map("deprecated", standards("deprecated")),
    map("withdrawn", standards("withdrawn")),
  ] as never,
});

describe.each(["r4", "r5"])("At /%s", (version) => {
  const told = async (code: string): Promise<string | undefined> => {
    const name = version === "r4" ? "code" : "sourceCode";
    const { json } = await server.request(`/${version}/ConceptMap/$translate?system=${FROM}&${name}=${code}`);
    const { parameter } = json as { parameter: { name: string; valueString?: string }[] };
    return parameter.find((p) => p.name === "message")?.valueString;
  };

  test.each([
    ["retired", "it should no longer be used"],
    ["deprecated", "it should no longer be used"],
    ["withdrawn", "it should no longer be used"],
    ["experimental", "it is not meant for genuine use"],
  ])("a map that is %s says so", async (status, why) => {
    expect(await told(status)).toBe(`'${status}' is ${status}; ${why}.`);
    expect(await told(`x-${status}`)).toContain(why);
  });

  test.each(["plain", "draft"])(
    "a map that is %s answers without a word, as HL7's cases want",
    async (id) => {
      expect(await told(id)).toBeUndefined();
    },
  );
});
