/** One term of an ontology -> one concept. */
import { CONCEPT_PROPERTIES } from "../../terminology/concepts/concept-status.ts";
import { NAME_KINDS, NAME_SCOPES, SYNONYM } from "../../terminology/concepts/designation-uses.ts";
import type {
  CodeSystem,
  Coding,
  Concept,
  Designation,
  FullCoding,
  Property,
} from "../../terminology/model.ts";
import { own } from "../../terminology/util/own.ts";
import { OBO_IN_OWL } from "../mappings/predicates.ts";
import { BASE } from "../naming.ts";
import type { Synonym, SynonymScope, Term } from "./term.ts";

const ACRONYM: Coding = { system: NAME_KINDS, code: "acronym" };

/** Only an exact synonym is a synonym; the others say how they differ. */
const USES: Record<SynonymScope, Coding> = {
  exact: SYNONYM,
  broad: { system: NAME_SCOPES, code: "broader" },
  narrow: { system: NAME_SCOPES, code: "narrower" },
  related: { system: NAME_SCOPES, code: "related" },
};

/** A cross-reference with what it claims: a mere link is never sameness. */
export interface Link {
  coding: FullCoding;
  predicate: string;
}

const LINK_PROPERTIES: Record<string, string> = {
  "skos:exactMatch": "xref",
  "skos:broadMatch": "broader-xref",
};

/** `links` and `urls` are its cross-references, to codes that are known and to addresses. */
export function conceptOf(term: Term, links: readonly Link[], urls: readonly string[]): Concept {
  const concept: Concept = {
    code: term.id,
    designations: distinct(term.synonyms).map(designation),
    properties: [...properties(term), ...linkProperties(links, urls)],
    parents: [...new Set(term.parents)],
    inactive: term.obsolete,
    abstract: false,
  };
  if (term.name !== undefined) concept.display = term.name;
  if (term.definition !== undefined) concept.definition = term.definition;
  return concept;
}

/** A synonym is there again for each of its sources, in some ontologies; the sources are not kept. */
function distinct(synonyms: readonly Synonym[]): Synonym[] {
  const byContent = new Map(synonyms.map((one) => [`${one.scope} ${one.acronym} ${one.value}`, one]));
  return [...byContent.values()];
}

function designation({ value, scope, acronym }: Synonym): Designation {
  return { use: USES[scope], ...(acronym ? { additionalUse: [ACRONYM] } : {}), value };
}

function properties(term: Term): Property[] {
  const strings = (code: string, values: readonly string[]): Property[] =>
    values.filter((value) => value !== "").map((value) => ({ code, type: "string", value }));
  const codes = (code: string, values: readonly string[]): Property[] =>
    values.map((value) => ({ code, type: "code", value }));
  return [
    ...(term.obsolete ? [{ code: "inactive", type: "boolean", value: true } satisfies Property] : []),
    ...(term.obsolete ? codes("status", ["retired"]) : []),
    ...codes("replaced-by", term.replacedBy),
    ...codes("consider", term.consider),
    ...strings("definition-source", term.definitionSources),
    ...strings("comment", term.comments),
    ...strings("alternative-id", term.alternativeIds),
    ...strings("subset", term.subsets),
    ...term.relations.map(({ name, id }): Property => ({
      code: relationProperty(name),
      type: "string",
      value: id,
    })),
  ];
}

function linkProperties(links: readonly Link[], urls: readonly string[]): Property[] {
  return [
    ...links.map(({ coding, predicate }): Property => ({
      code: own(LINK_PROPERTIES, predicate) ?? "related-xref",
      type: "Coding",
      value: coding,
    })),
    ...urls.map((value): Property => ({ code: "xref-url", type: "string", value })),
  ];
}

const relationProperty = (name: string): string => name.replace(/[^A-Za-z0-9_-]+/g, "-");

const CONDITION = `${BASE}/CodeSystem/condition-properties#`;

/** Code, uri, type and description of the properties that any term may have. */
const PROPERTIES = [
  ["inactive", `${CONCEPT_PROPERTIES}inactive`, "boolean", "True when the term is obsolete."],
  ["status", `${CONCEPT_PROPERTIES}status`, "code", "Whether the term is in use."],
  ["replaced-by", "http://purl.obolibrary.org/obo/IAO_0100001", "code", "The term to use instead."],
  ["consider", `${OBO_IN_OWL}consider`, "code", "A term that may be right instead."],
  ["definition-source", `${OBO_IN_OWL}hasDbXref`, "string", "Where the definition comes from."],
  ["comment", `${CONCEPT_PROPERTIES}comment`, "string", "A remark of the ontology's editors."],
  [
    "alternative-id",
    `${OBO_IN_OWL}hasAlternativeId`,
    "string",
    "An identifier that was merged into this one.",
  ],
  ["subset", `${OBO_IN_OWL}inSubset`, "string", "A subset of the ontology that has the term."],
  ["xref", `${CONDITION}xref`, "Coding", "The same thing in another code system (skos:exactMatch)."],
  [
    "broader-xref",
    `${CONDITION}broader-xref`,
    "Coding",
    "A wider thing in another code system (skos:broadMatch).",
  ],
  [
    "related-xref",
    `${CONDITION}related-xref`,
    "Coding",
    "A cross-reference that does not say how the two relate.",
  ],
  ["xref-url", `${CONDITION}xref-url`, "string", "An address about the term."],
] as const;

/** Every property that a term may have, with its uri; `relations` are those that the ontology uses. */
export const propertyDefinitions = (relations: Iterable<string>): NonNullable<CodeSystem["property"]> => [
  ...PROPERTIES.map(([code, uri, type, description]) => ({ code, uri, description, type })),
  ...[...relations].map((name) => ({
    code: relationProperty(name),
    uri: `${OBO_IN_OWL}${encodeURIComponent(name)}`,
    description: `The relation ${name} to another term.`,
    type: "string" as const,
  })),
];
