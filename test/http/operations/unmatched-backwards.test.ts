/** A map may give an R4 `unmatched` a code: asked backwards from it, that is no translation, and no statement about it. */
import { describe, expect, test } from "vitest";
import { testServer, values } from "../support.ts";

const map = {
  resourceType: "ConceptMap",
  id: "m",
  url: "http://example.org/m",
  status: "draft",
  group: [
    {
      source: "http://example.org/s",
      target: "http://example.org/t",
      element: [
        {
          code: "alone",
          target: [
            {
              code: "x",
              relationship: "not-related-to",
              extension: [
                {
                  url: "http://hl7.org/fhir/4.0/StructureDefinition/extension-ConceptMap.group.element.target.equivalence",
                  valueCode: "unmatched",
                },
              ],
            },
          ],
        },
        {
          code: "paired",
          target: [
            { code: "x", relationship: "equivalent" },
            { code: "y", relationship: "equivalent" },
          ],
        },
        { code: "none", noMap: true },
      ],
    },
  ],
};
const only = { ...map, id: "o", url: "http://example.org/o" };
only.group = [{ ...map.group[0]!, element: map.group[0]!.element.slice(0, 1) }];
const server = testServer({ resources: [map, only] as never });

interface Parameter {
  name: string;
  part?: { name: string; valueCoding?: { code: string } }[];
}

describe.each(["r4", "r5"])("$translate backwards at /%s", (version) => {
  const backwards = version === "r4" ? "reverse=true&code" : "targetCode";
  const ask = async (id: string, code: string) => {
    const path = `/${version}/ConceptMap/${id}/$translate?system=http://example.org/t&${backwards}=${code}`;
    const { json } = await server.request(path);
    const { parameter } = json as { parameter: Parameter[] };
    const role = version === "r4" ? "concept" : "source";
    const matches = parameter
      .filter(({ name }) => name === "match")
      .map(({ part }) => part!.find(({ name }) => name === role)?.valueCoding?.code);
    return { ...values(json), matches } as { result: boolean; matches: string[]; message?: string };
  };

  test("names no match for a code that only stands beside 'unmatched', and tells what the map says", async () => {
    const { result, matches, message } = await ask("o", "x");
    expect([result, matches]).toEqual([false, []]);
    expect(message).toContain("says that 'alone' has no counterpart in 'http://example.org/t'");
  });

  test("names the others", async () => {
    expect(await ask("m", "x")).toMatchObject({ result: true, matches: ["paired"] });
    expect(await ask("m", "y")).toMatchObject({ result: true, matches: ["paired"] });
  });
});
