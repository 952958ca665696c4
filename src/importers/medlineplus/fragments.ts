/** Concepts beside the conditions: their names, the articles they cite, and the entries of other catalogues. */
import { bareConcept } from "../../terminology/concepts/bare-concept.ts";
import type { Coding, Concept, Property } from "../../terminology/model.ts";
import { withoutUndefined } from "../../terminology/util/without-undefined.ts";
import type { Condition, Reference } from "./condition.ts";
import { nameScope } from "./condition-concept.ts";
import { type Curation, scopeOf } from "./curation.ts";

export const SOURCE = "MedlinePlus Genetics";
export const NAMES_SECTION = "Other Names for This Condition";

/** The property, of what there is a value of. */
export const ifGiven = (
  code: string,
  type: Property["type"],
  value: Property["value"] | undefined,
): Property[] => (value === undefined ? [] : [{ code, type, value }]);

type CodingOf = (condition: Condition) => Coding;

/** Each name once, though several conditions may list it. */
export function nameConcepts(
  conditions: readonly Condition[],
  curation: Curation,
  codingOf: CodingOf,
): Concept[] {
  const concepts = new Map<string, Concept>();
  const add = (condition: Condition, name: string, scope: string, order?: number) => {
    const section = order === undefined ? "page title" : NAMES_SECTION;
    const key = name.toLowerCase();
    const known = concepts.get(key) ?? concept(name, name);
    known.properties.push(
      { code: "condition", type: "Coding", value: codingOf(condition) },
      { code: "name-scope", type: "Coding", value: nameScope(scope) },
      ...ifGiven("list-order", "integer", order),
      { code: "asserted-by", type: "string", value: `${SOURCE}, ${section}` },
    );
    concepts.set(key, known);
  };
  for (const condition of conditions) {
    add(condition, condition.name, "exact");
    condition.names.forEach((name, i) => {
      const scope = scopeOf(curation.of(name, condition.slug).own);
      add(condition, name, scope, i + 1);
    });
  }
  return [...concepts.values()];
}

/** Each article once, though several conditions may cite it. */
export function referenceConcepts(conditions: readonly Condition[], codingOf: CodingOf): Concept[] {
  const concepts = new Map<string, Concept>();
  for (const condition of conditions) {
    condition.references.forEach((reference, i) => {
      const { pmid, citation, title } = reference;
      const known = concepts.get(pmid);
      const one = known ?? concept(pmid, title ?? citation.slice(0, 200), citation);
      one.properties.push(
        { code: "associated-condition", type: "Coding", value: codingOf(condition) },
        { code: "list-order", type: "integer", value: i + 1 },
        ...(known ? [] : bibliography(reference)),
      );
      concepts.set(pmid, one);
    });
  }
  return [...concepts.values()];
}

function bibliography(reference: Reference): Property[] {
  const string = (code: string, value: string | undefined) => ifGiven(code, "string", value);
  const { date, pmcUrl } = reference;
  return [
    ...string("authors", reference.authors),
    ...string("journal", reference.journal),
    ...ifGiven("date", "dateTime", date),
    ...string("volume-pages", reference.volumePages),
    ...string("electronic-date", reference.electronicDate),
    ...string("doi", reference.doi),
    ...string("erratum", reference.erratum),
    ...string("pmcid", pmcUrl && /PMC\d+/i.exec(pmcUrl)?.[0]),
    ...string("url", reference.url),
    ...string("pmc-url", pmcUrl),
  ];
}

/** The codes of one catalogue, so that `$lookup` knows what records hold. */
export function entryConcepts(
  conditions: readonly Condition[],
  system: string,
  codingOf: CodingOf,
): Concept[] {
  const concepts = new Map<string, Concept>();
  for (const condition of conditions) {
    for (const { code, title, url, section } of condition.links.filter((link) => link.system === system)) {
      const known = concepts.get(code) ?? concept(code, title ?? condition.name);
      known.properties.push(
        { code: "condition", type: "Coding", value: codingOf(condition) },
        ...ifGiven("url", "string", url),
        { code: "asserted-by", type: "string", value: `${SOURCE}, ${section}` },
      );
      concepts.set(code, known);
    }
  }
  return [...concepts.values()];
}

const concept = (code: string, display: string, definition?: string): Concept =>
  withoutUndefined({ ...bareConcept(code), display, definition });
