import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { fallback } from "../../../src/storage/overlay.ts";
import { fhirTerminology } from "../../../src/content/fhir-terminology.ts";
import type { ConceptCondition } from "../../../src/terminology/concepts/concept-condition.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import type { ValueSetInclude } from "../../../src/terminology/model.ts";
import { grammarAt } from "../../../src/terminology/grammars/index.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import { valueSet } from "../../fixtures/animals.ts";

const TAGS = "urn:ietf:bcp:47";
const MEDIA = "urn:ietf:bcp:13";
const locate = async (system: string, code: string) => (await grammarAt(system)!.locate([code]))[0];

describe("language tags", () => {
  test.each([
    ["de", "de", "German"],
    ["de-ch", "de-CH", "German (Switzerland)"],
    ["EN-us", "en-US", "English (United States)"],
    ["zh-hant-tw", "zh-Hant-TW", "Chinese (Traditional, Taiwan)"],
    ["de-CH-1996", "de-CH-1996", "German (Switzerland)"],
    ["en-US-x-Clinic", "en-US-x-clinic", "English (United States)"],
    ["iw", "iw", "Hebrew"],
  ])("%s is %s, %s", async (sent, code, display) => {
    expect(await locate(TAGS, sent)).toMatchObject({ code, display });
  });

  test.each(["", "d", "de_CH", "xx", "de-XX", "de-Zzzq", "de--CH", "german", "a".repeat(10_000)])(
    "'%s' is none",
    async (code) => expect(await locate(TAGS, code)).toBeUndefined(),
  );
});

describe("media types", () => {
  test.each([
    "text/plain",
    "application/fhir+json",
    "text/plain; charset=utf-8",
    'text/x;a="b c";d=e',
    "x-clinic/y",
  ])("%s is one", async (code) => expect(await locate(MEDIA, code)).toMatchObject({ code, display: code }));

  test.each(["text", "text/", "/plain", "clinic/plain", "text/pl ain", "text/plain;", "text/plain; =x"])(
    "%s is none",
    async (code) => expect(await locate(MEDIA, code)).toBeUndefined(),
  );

  test("a hostile text is turned down at once", async () => {
    const started = performance.now();
    expect(await locate(MEDIA, `text/plain${"; a=b".repeat(50_000)}!`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe("a grammar in a value set", () => {
  const store = fallback(new MemoryStore(), fhirTerminology("r5"));
  const codes = async (...include: ValueSetInclude[]) => {
    const request = { valueSet: valueSet("a", include), versions: NO_VERSION_RULES, limit: 100 };
    return (await expand(store, request)).expansion!.contains!.map((c) => `${c.code} ${c.display}`);
  };

  test("gives what is listed, and nothing that is none of its codes", async () => {
    const concept = [{ code: "de" }, { code: "xx" }, { code: "nl", display: "Nederlands" }];
    expect(await codes({ system: TAGS, concept })).toEqual(["de German", "nl Nederlands"]);
  });

  test("can't be listed as a whole, but asked for given codes", async () => {
    await expect(codes({ system: TAGS })).rejects.toThrow("is a grammar");
    const provider = grammarAt(TAGS)!;
    const every: ConceptCondition = { kind: "all", of: [] };
    expect((await provider.select({ condition: every, codes: ["de", "xx", "fr"] })).total).toBe(2);
    const german = { kind: "element", element: "code", test: { op: "regex", pattern: "de(-.*)?" } } as const;
    const of = { condition: german, codes: ["de-AT", "fr", "de"] };
    expect((await provider.select(of)).items.map((c) => c.code)).toEqual(["de-AT", "de"]);
    expect((await provider.select({ condition: { kind: "childOf", code: "de" } })).total).toBe(0);
  });

  test("is what FHIR's own value sets of languages and media types are made of", async () => {
    const expanded = await expand(store, {
      valueSet: (await store.valueSet({ url: "http://hl7.org/fhir/ValueSet/languages" }))!,
      versions: NO_VERSION_RULES,
      limit: 1_000,
      count: 3,
    });
    expect(expanded.expansion!.contains).toHaveLength(3);
    expect((await store.valueSet({ url: "http://hl7.org/fhir/ValueSet/mimetypes" }))?.version).toBe("5.0.0");
  });
});
