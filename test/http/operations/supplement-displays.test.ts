/** A supplement in another language may give its names as displays, as translations of a code system often do. */
import { describe, expect, test } from "vitest";
import { testServer, values } from "../support.ts";

const DOGS = "http://example.org/dogs";
const german = {
  resourceType: "CodeSystem" as const,
  url: `${DOGS}-de`,
  status: "active" as const,
  content: "supplement" as const,
  supplements: DOGS,
  language: "de",
  concept: [{ code: "d", display: "Hund" }],
};
const dogs = {
  resourceType: "CodeSystem" as const,
  url: DOGS,
  status: "active" as const,
  content: "complete" as const,
  language: "en",
  concept: [{ code: "d", display: "Dog" }],
};
const all = {
  resourceType: "ValueSet" as const,
  url: `${DOGS}-all`,
  status: "active" as const,
  compose: { include: [{ system: DOGS }] },
};
const earlier = { ...german, url: `${DOGS}-old`, supplements: `${DOGS}|0.9` };
const server = testServer({ resources: [dogs, german, earlier, all] });

describe.each(["r4", "r5"])("the display of a supplement on /%s", (version) => {
  test("is told by name where the supplement was not asked for", async () => {
    const query = new URLSearchParams({ url: DOGS, code: "d", display: "Hund" });
    const { json } = await server.request(`/${version}/CodeSystem/$validate-code?${query}`);
    expect(values(json).result).toBe(false);
    expect(JSON.stringify(json)).toContain(german.url);
  });

  const ask = async (path: string, query: Record<string, string>) =>
    (
      await server.request(
        `/${version}/${path}?${new URLSearchParams({ useSupplement: german.url, ...query })}`,
      )
    ).json;

  test("is a name for $validate-code, of a code system and of a value set", async () => {
    const of = { code: "d", display: "Hund" };
    expect(values(await ask("CodeSystem/$validate-code", { url: DOGS, ...of })).result).toBe(true);
    expect(values(await ask("ValueSet/$validate-code", { url: all.url, system: DOGS, ...of })).result).toBe(
      true,
    );
    const wrong = { url: DOGS, code: "d", display: "Katze" };
    expect(values(await ask("CodeSystem/$validate-code", wrong)).result).toBe(false);
  });

  test("that is left out because of its version says nothing of the code's form", async () => {
    const found = await ask("CodeSystem/$lookup", { system: DOGS, code: "d", useSupplement: earlier.url });
    expect(values(found).message).toContain("was not used");
    expect(values(found)).not.toHaveProperty("normalized-code");
  });

  test("is shown where its language is asked for, and found by a filter", async () => {
    expect(values(await ask("CodeSystem/$lookup", { system: DOGS, code: "d" })).display).toBe("Dog");
    const inGerman = { system: DOGS, code: "d", displayLanguage: "de" };
    expect(values(await ask("CodeSystem/$lookup", inGerman)).display).toBe("Hund");
    const { expansion } = await ask("ValueSet/$expand", {
      url: all.url,
      filter: "hun",
      displayLanguage: "de",
    });
    expect(expansion.contains).toMatchObject([{ code: "d", display: "Hund" }]);
  });
});
