/** Of a code that the part of a code system which is here lacks, no display is judged, and the answer says so. */
import { describe, expect, test } from "vitest";
import { testServer, values } from "../support.ts";

const SYSTEM = "http://example.org/part";
const codeSystem = {
  resourceType: "CodeSystem",
  id: "part",
  url: SYSTEM,
  status: "active",
  content: "fragment",
  concept: [{ code: "a", display: "Ape" }],
};
const server = testServer({ resources: [codeSystem] as never });

describe.each(["r4", "r5"])("at /%s", (version) => {
  const base = `/${version}`;
  const ways = {
    "CodeSystem/$validate-code": `url=${SYSTEM}`,
    "ValueSet/$validate-code": `url=${SYSTEM}?fhir_vs&system=${SYSTEM}`,
  };

  test.each(Object.entries(ways))("%s tells that the display was not compared", async (operation, asked) => {
    const ask = async (more: string) => {
      const { json } = await server.request(`${base}/${operation}?${asked}&${more}`);
      return values(json);
    };
    const answer = await ask("code=z&display=Zebra");
    expect(answer).toMatchObject({ result: true });
    expect(answer["message"]).toBe(
      `Only a part of the code system of ${SYSTEM}#z is here, without it, so whether 'Zebra' is a name of it is not known`,
    );
    expect(await ask("code=z")).not.toHaveProperty("message");
    expect(await ask("code=a&display=Zebra")).toMatchObject({ result: false });
  });

  test("so it is told of each coding, by POST and in a batch", async () => {
    const coding = [{ system: SYSTEM, code: "z", display: "Zebra" }];
    const parameter = [
      { name: "url", valueUri: SYSTEM },
      { name: "codeableConcept", valueCodeableConcept: { coding } },
    ];
    const resource = { resourceType: "Parameters", parameter };
    const request = { method: "POST", url: "CodeSystem/$validate-code" };
    const { json } = await server.request(base, {
      method: "POST",
      headers: { "content-type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry: [{ resource, request }] }),
    });
    const [entry] = (json as { entry: { resource: object }[] }).entry;
    expect(values(entry!.resource)["message"]).toContain("whether 'Zebra' is a name of it is not known");
  });
});
