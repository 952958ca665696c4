/** Translations of an ontology: names in another language, with who gave them. */
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../../src/engine.ts";
import { validateResource } from "../../../src/fhir/validation/validation.ts";
import { EVERY_CONCEPT } from "../../../src/terminology/concepts/concept-condition.ts";
import { codeSystemResource } from "../../../src/terminology/resources/resources.ts";
import type { Store } from "../../../src/terminology/store.ts";
import { file, imported, refusal, shared, shown } from "../importing.ts";

const URL = "https://example.org/hp-de";
const HPO = "http://human-phenotype-ontology.org";
const HEAD =
  "source_language\tsource_value\tsubject_id\tpredicate_id\ttranslation_language\ttranslation_value\ttranslation_status\ttranslator\n";
const ROWS =
  "en\tEctopic bone\tHP:0011986\trdfs:label\tde\tEktope Verknöcherung\tOFFICIAL\torcid:0000\n" +
  "en\tHO\tHP:0011986\toboInOwl:hasExactSynonym\tde\tHeterotope Ossifikation\tCANDIDATE\tDeepL\n" +
  "en\ta text\tHP:0011986\tIAO:0000115\tde\tein Text\tCANDIDATE\tDeepL\n";

async function supplement(store: Store, url: string) {
  const [provider] = await store.supplements({ url });
  return {
    header: provider!.codeSystem,
    items: (await provider!.select({ condition: EVERY_CONCEPT })).items,
  };
}

describe("a Babelon table", () => {
  it("becomes a supplement; each name keeps its status and translator", async () => {
    const { store, run } = await imported(file("hp-de.babelon.tsv", HEAD + ROWS), { url: URL });
    const { header, items } = await supplement(store, URL);
    expect(header).toMatchObject({ content: "supplement", supplements: HPO });
    expect(items[0]!.designations.map((d) => [d.language, d.use!.code, d.value])).toEqual([
      ["de", "display", "Ektope Verknöcherung"],
      ["de", "900000000000013009", "Heterotope Ossifikation"],
    ]);
    expect(JSON.stringify(items[0]!.designations[1]!.extension)).toContain("DeepL");
    expect(run.leftOut).toEqual({ "translations: IAO:0000115": 1 });
    expect(run.notes.map(shown).join()).toContain("1 translations are not OFFICIAL");
    expect(await validateResource(codeSystemResource(header, items), "r5")).toEqual([]);
  });

  it("is what $lookup answers in that language, once the ontology is there", async () => {
    const { store } = await imported(file("hp-de.babelon.tsv", HEAD + ROWS), { url: URL });
    const term = "format-version: 1.2\nontology: hp\n\n[Term]\nid: HP:0011986\nname: Ectopic ossification\n";
    await imported(file("hp.obo", term), {}, store);
    const { resource } = await createEngine(store).ask(
      "r5",
      "GET",
      `CodeSystem/$lookup?system=${HPO}&code=HP:0011986&displayLanguage=de&useSupplement=${URL}`,
    );
    expect(JSON.stringify(resource)).toContain('{"name":"display","valueString":"Ektope Verknöcherung"}');
  });

  it("refuses an id or a language that is none, with its line", async () => {
    const bad =
      HEAD + "en\ta\tnonsense\trdfs:label\tde\tx\t\t\nen\ta\tHP:0011986\trdfs:label\tnot a tag\tx\t\t\n";
    expect(await refusal(file("bad.tsv", bad))).toEqual([
      "bad.tsv:2: subject_id 'nonsense' is no CURIE (PREFIX:code)",
      "bad.tsv:3: translation_language 'not a tag' is no language tag, as in de or pt-BR",
    ]);
  });

  it.skipIf(!existsSync(shared("data/hpo")))("of HPO comes in whole", async () => {
    const { store, run } = await imported(shared("data/hpo/hp-de.babelon.tsv"), { url: URL });
    const { items } = await supplement(store, URL);
    expect(items.flatMap((c) => c.designations)).toHaveLength(3_488);
    expect(run.notes.map(shown).join()).toContain("2,901 translations are not OFFICIAL");
  });
});
