/** One condition -> its concept. */
import { bareConcept } from "../../terminology/concepts/bare-concept.ts";
import { NAME_KINDS, NAME_SCOPES, SYNONYM } from "../../terminology/concepts/designation-uses.ts";
import type { Coding, Concept, Designation, Property } from "../../terminology/model.ts";
import { withoutUndefined } from "../../terminology/util/without-undefined.ts";
import { BASE } from "../naming.ts";
import { type Condition, firstSentence, type Link } from "./condition.ts";
import { type Curation, scopeOf } from "./curation.ts";
import { HGNC, meansTheSame, OMIM, PUBMED } from "./databases.ts";

const PREFERRED: Coding = {
  system: "http://terminology.hl7.org/CodeSystem/hl7TermMaintInfra",
  code: "preferredForLanguage",
};
const EXTERNAL_TITLE: Coding = { system: NAME_KINDS, code: "external-title" };
const INHERITANCE = `${BASE}/CodeSystem/inheritance-patterns`;

/** Finds the HGNC code of a symbol; undefined: not known here. */
export type GeneCodes = ReadonlyMap<string, string>;

/** A gene by its symbol, with its HGNC code where that is known. */
export const geneCoding = (symbol: string, genes: GeneCodes): Coding =>
  withoutUndefined({ system: HGNC, code: genes.get(symbol), display: symbol });

/** What a name covers, as a coding. */
export const nameScope = (code: string): Coding => ({ system: NAME_SCOPES, code });

/** Links that say the same thing; how many codes of a system are listed decides. */
export function isSame(link: Link, condition: Condition): boolean {
  return meansTheSame(link.system, condition.links.filter((l) => l.system === link.system).length);
}

/** An entry of another catalogue as a coding. */
export const linkCoding = ({ system, code, title }: Link): Coding =>
  withoutUndefined({ system, code, display: title });

/** With names, references and genes; a curation raises or lowers its names. */
export function conceptOf(condition: Condition, genes: GeneCodes, curation: Curation): Concept {
  const { description } = condition.texts;
  return {
    ...bareConcept(condition.slug),
    display: condition.name,
    ...(description === undefined ? {} : { definition: firstSentence(description) }),
    designations: [...designations(condition, curation)],
    properties: [...properties(condition, genes)],
  };
}

function* designations(condition: Condition, curation: Curation): Generator<Designation> {
  yield { language: "en", use: PREFERRED, value: condition.name };
  for (const name of condition.names) {
    const scope = scopeOf(curation.of(name, condition.slug).own);
    yield { language: "en", use: scope === "exact" ? SYNONYM : nameScope(scope), value: name };
  }
  for (const { system, title } of condition.links) {
    if (system === OMIM && title !== undefined) yield { language: "en", use: EXTERNAL_TITLE, value: title };
  }
}

function* properties(condition: Condition, genes: GeneCodes): Generator<Property> {
  const { texts } = condition;
  for (const role of ["description", "frequency", "causes", "inheritance"] as const) {
    if (texts[role] !== undefined) yield { code: `text-${role}`, type: "string", value: texts[role] };
  }
  yield* statements(texts.frequency ?? "");
  for (const gene of condition.genes)
    yield { code: "causal-gene", type: "Coding", value: geneCoding(gene, genes) };
  for (const code of condition.inheritance) {
    yield { code: "inheritance", type: "Coding", value: { system: INHERITANCE, code } };
  }
  yield* elsewhere(condition);
  if (condition.page !== undefined) yield { code: "source-url", type: "string", value: condition.page };
  if (condition.updated !== undefined)
    yield { code: "source-last-updated", type: "dateTime", value: condition.updated };
}

/** Its codes in other catalogues, and what the page links to. */
function* elsewhere(condition: Condition): Generator<Property> {
  for (const link of condition.links) {
    yield {
      code: isSame(link, condition) ? "xref" : "related-xref",
      type: "Coding",
      value: linkCoding(link),
    };
  }
  for (const { url } of condition.links)
    if (url !== undefined) yield { code: "xref-url", type: "string", value: url };
  for (const { organization, url } of condition.support) {
    yield { code: "support-organization", type: "string", value: organization };
    if (url !== undefined) yield { code: "support-url", type: "string", value: url };
  }
  for (const url of condition.searches) {
    const search = searchOf(url);
    if (search !== undefined) yield { code: "literature-search", type: "string", value: search };
    yield { code: "literature-search-url", type: "string", value: url };
  }
  for (const { pmid, title } of condition.references) {
    yield {
      code: "reference",
      type: "Coding",
      value: { system: PUBMED, code: pmid, ...(title ? { display: title } : {}) },
    };
  }
}

/** The two things that frequency sections say in the same words throughout. */
function* statements(frequency: string): Generator<Property> {
  if (/\bis (?:a |an )?(?:very |extremely )?rare\b/i.test(frequency))
    yield { code: "rare", type: "boolean", value: true };
  if (/\b(?:incidence|prevalence) is unknown\b/i.test(frequency)) {
    yield { code: "incidence-known", type: "boolean", value: false };
  }
}

function searchOf(url: string): string | undefined {
  try {
    return new URL(url).searchParams.get("term") ?? undefined;
  } catch {
    return undefined;
  }
}
