/** OSSICLE_STRICT_NAMES: names that are not exact give no match, only a message. */
import { expect, it } from "vitest";
import { testServer, values } from "./support.ts";

const B = "https://w3id.org/ossicle";
const server = testServer({ strictNames: true });

const translate = async (version: string, code: string) => {
  const name = version === "r4" ? "code" : "sourceCode";
  const query = new URLSearchParams({ system: `${B}/CodeSystem/condition-names`, [name]: code });
  const { json } = await server.request(`/${version}/ConceptMap/$translate?${query.toString()}`);
  return {
    ...values(json),
    matches: json.parameter.filter((p: { name: string }) => p.name === "match").length,
  };
};

it.each(["r4", "r5"])("leaves wider names out on %s, and says why", async (version) => {
  const wider = await translate(version, "Osteoma cutis");
  expect(wider).toMatchObject({ result: false, matches: 0 });
  expect((wider as { message?: string }).message).toContain("exact names only");
  expect(await translate(version, "POH")).toMatchObject({ result: false, matches: 0 });
  expect(await translate(version, "Progressive osseous heteroplasia (POH)")).toMatchObject({
    result: true,
    matches: 1,
  });
  expect(await translate(version, "Progressive osseous heteroplasia?")).toMatchObject({ result: false });
});

it("is about names, not about codes: a gene stays related", async () => {
  const query = new URLSearchParams({ system: "http://www.genenames.org", code: "HGNC:4392" });
  const { json } = await server.request(`/r4/ConceptMap/$translate?${query.toString()}`);
  expect(values(json).result).toBe(true);
});
