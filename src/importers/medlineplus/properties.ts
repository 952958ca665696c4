/** Properties of conditions, references and maps: the codes that the curated resources use, with their meaning. */
import { BASE } from "../naming.ts";

type Type = "Coding" | "boolean" | "string" | "dateTime" | "integer";
type Definition = readonly [code: string, type: Type, description: string];

export const CONDITION_PROPERTIES: readonly Definition[] = [
  ["causal-gene", "Coding", "A gene whose mutations cause the condition."],
  ["inheritance", "Coding", "How the condition is inherited."],
  ["rare", "boolean", "Whether the source calls the condition rare."],
  ["incidence-known", "boolean", "Whether the exact incidence is known."],
  ["text-description", "string", "The description section, as the source has it."],
  ["text-frequency", "string", "The frequency section, as the source has it."],
  ["text-causes", "string", "The causes section, as the source has it."],
  ["text-inheritance", "string", "The inheritance section, as the source has it."],
  ["xref", "Coding", "The same condition in another code system."],
  ["related-xref", "Coding", "A code of another system that the source lists without saying how it relates."],
  ["xref-url", "string", "An address the source gives for the condition, as printed."],
  ["reference", "Coding", "An article the source cites."],
  ["support-organization", "string", "An organization for patients and families."],
  ["support-url", "string", "The address of a support organization, as printed."],
  ["literature-search", "string", "The literature search the source links to, decoded from its address."],
  ["literature-search-url", "string", "The address of the literature search, as printed."],
  ["source-url", "string", "The page the facts were taken from."],
  ["source-last-updated", "dateTime", "The day the source says it was last updated."],
];

export const REFERENCE_PROPERTIES: readonly Definition[] = [
  ["associated-condition", "Coding", "A condition the article has to do with."],
  ["list-order", "integer", "Place in the source's list, from 1."],
  ["authors", "string", "The authors, as cited."],
  ["journal", "string", "The journal's short title, as cited."],
  ["date", "dateTime", "The date of publication."],
  ["volume-pages", "string", "Volume, issue and pages, as cited."],
  ["electronic-date", "string", "What the citation says on electronic publication, as printed."],
  ["doi", "string", "Digital object identifier."],
  ["pmcid", "string", "PubMed Central identifier."],
  ["erratum", "string", "A published correction, as cited."],
  ["url", "string", "The address of the entry."],
  ["pmc-url", "string", "The address of the free full text in PubMed Central."],
];

export const NAME_PROPERTIES: readonly Definition[] = [
  ["condition", "Coding", "The condition this name is given for. Read it together with name-scope."],
  ["name-scope", "Coding", "What the name covers, compared with the condition."],
  ["list-order", "integer", "Place in the source's list, from 1."],
  ["asserted-by", "string", "Who says so: the source and its section."],
];

export const ENTRY_PROPERTIES: readonly Definition[] = [
  ["condition", "Coding", "The condition this code is given for."],
  ["url", "string", "The address of the entry."],
  ["asserted-by", "string", "Who says so: the source and its section."],
];

export const MAP_PROPERTIES: readonly Definition[] = [
  ["name-scope", "Coding", "What the name covers, compared with the condition."],
  ["asserted-by", "string", "Who says so: the source and its section."],
  ["asserted-on-page", "string", "The web page that makes the statement."],
  [
    "justification",
    "string",
    "Why the mapping is held to be right: a term of the Semantic Mapping Vocabulary (semapv).",
  ],
  ["reviewed-by", "string", "Who has reviewed the mapping."],
  ["order", "integer", "Place in the source's list, from 1."],
];

/** As CodeSystem.property and ConceptMap.property want them. */
export const defined = (definitions: readonly Definition[]) =>
  definitions.map(([code, type, description]) => ({
    code,
    uri: `${BASE}/CodeSystem/condition-properties#${code === "order" ? "list-order" : code}`,
    description,
    type,
  }));
