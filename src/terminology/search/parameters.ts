/**
 * FHIR's search parameters for what we serve, as data: R4's and R5's, over the R5-shaped resource.
 * A parameter of only one FHIR version says so in `only`; stores answer it in any case.
 */
import type { ResourceType } from "../model.ts";
import { at, readValue, type SearchType, type SearchValue } from "./values.ts";

export interface SearchParameter {
  name: string;
  type: SearchType;
  /** Where in the resource, arrays flattened; several paths: any of them. */
  paths: readonly string[];
  /** The code system of an element of type code. */
  system?: string;
  /** The only codes that the element may have, in any FHIR version. */
  codes?: readonly string[];
  /** Answered from the rows of a resource: its concepts or mappings. */
  rows?: "concepts" | "sources" | "targets";
  /** Reads what a path can't say. */
  read?: (resource: object) => Iterable<SearchValue>;
  /** The parameter exists only in this FHIR version. */
  only?: "r4" | "r5";
}

type Options = Omit<SearchParameter, "name" | "type" | "paths">;

const parameter = (
  name: string,
  type: SearchType,
  paths: string,
  options: Options = {},
): SearchParameter => ({
  name,
  type,
  paths: paths === "" ? [] : paths.split(" "),
  ...options,
});

/** Of any resource. */
const RESOURCE: SearchParameter[] = [
  parameter("_id", "token", "id"),
  parameter("_lastUpdated", "date", "meta.lastUpdated"),
  parameter("_profile", "reference", "meta.profile"),
  parameter("_security", "token", "meta.security"),
  parameter("_source", "uri", "meta.source"),
  parameter("_tag", "token", "meta.tag"),
  parameter("_language", "token", "language", { only: "r5" }),
];

const PUBLICATION_STATUS = {
  system: "http://hl7.org/fhir/publication-status",
  codes: ["draft", "active", "retired", "unknown"],
};
const CONTENT_MODE = {
  system: "http://hl7.org/fhir/codesystem-content-mode",
  codes: ["not-present", "example", "fragment", "complete", "supplement"],
};

/** Of resources with a canonical url. */
const CANONICAL: SearchParameter[] = [
  parameter("url", "uri", "url"),
  parameter("version", "token", "version"),
  parameter("name", "string", "name"),
  parameter("title", "string", "title"),
  parameter("status", "token", "status", PUBLICATION_STATUS),
  parameter("date", "date", "date"),
  parameter("identifier", "token", "identifier"),
  parameter("description", "string", "description"),
  parameter("publisher", "string", "publisher"),
  parameter("jurisdiction", "token", "jurisdiction"),
  parameter("context", "token", "useContext.valueCodeableConcept"),
  parameter("context-type", "token", "useContext.code"),
  parameter("context-quantity", "quantity", "useContext.valueQuantity useContext.valueRange"),
];

const related =
  (type: string) =>
  (resource: object): SearchValue[] =>
    at(resource, "relatedArtifact")
      .filter((artifact) => (artifact as { type?: string }).type === type)
      .flatMap((artifact) => [...at(artifact, "resource"), ...at(artifact, "resourceReference")])
      .flatMap((target) => readValue("reference", target));

/** Of resources that are maintained as knowledge (R5 MetadataResource). */
const METADATA: SearchParameter[] = [
  parameter("derived-from", "reference", "", { read: related("derived-from"), only: "r5" }),
  parameter("predecessor", "reference", "", { read: related("predecessor"), only: "r5" }),
  parameter("effective", "date", "effectivePeriod", { only: "r5" }),
  parameter("topic", "token", "topic", { only: "r5" }),
];

const CODE_SYSTEM: SearchParameter[] = [
  parameter("code", "token", "", { rows: "concepts" }),
  parameter("content-mode", "token", "content", CONTENT_MODE),
  // The languages of designations: collected while concepts pass by, for a resource in rows doesn't hold them.
  parameter("language", "token", "concept.designation.language", { read: designationLanguages }),
  parameter("supplements", "reference", "supplements"),
  parameter("system", "uri", "url"),
];

const VALUE_SET: SearchParameter[] = [
  parameter("code", "token", "", { read: valueSetCodes }),
  parameter("expansion", "uri", "expansion.identifier"),
  parameter(
    "reference",
    "uri",
    "compose.include.system compose.include.valueSet compose.exclude.system compose.exclude.valueSet",
  ),
];

const sides = (side: "source" | "target"): SearchParameter[] => [
  parameter(side, "reference", `${side}ScopeCanonical`, { only: "r4" }),
  parameter(`${side}-uri`, "reference", `${side}ScopeUri ${side}ScopeCanonical`, { only: "r4" }),
  parameter(`${side}-system`, "uri", `group.${side}`, { only: "r4" }),
  parameter(`${side}-scope`, "reference", `${side}ScopeCanonical`, { only: "r5" }),
  parameter(`${side}-scope-uri`, "uri", `${side}ScopeUri`, { only: "r5" }),
  parameter(`${side}-group-system`, "reference", `group.${side}`, { only: "r5" }),
  parameter(`${side}-code`, "token", "", { rows: side === "source" ? "sources" : "targets" }),
];

const CONCEPT_MAP: SearchParameter[] = [
  ...sides("source"),
  ...sides("target"),
  parameter("other", "reference", "group.unmapped.otherMap", { only: "r4" }),
  parameter("other-map", "reference", "group.unmapped.otherMap", { only: "r5" }),
  parameter("mapping-property", "uri", "property.uri", { only: "r5" }),
  parameter("dependson", "uri", "additionalAttribute.uri", { only: "r4" }),
  parameter("product", "uri", "additionalAttribute.uri", { only: "r4" }),
];

const NAMING_SYSTEM: SearchParameter[] = [
  parameter("contact", "string", "contact.name"),
  parameter("id-type", "token", "uniqueId.type", {
    system: "http://hl7.org/fhir/namingsystem-identifier-type",
  }),
  parameter("kind", "token", "kind", {
    system: "http://hl7.org/fhir/namingsystem-type",
    codes: ["codesystem", "identifier", "root"],
  }),
  parameter("period", "date", "uniqueId.period"),
  parameter("responsible", "string", "responsible"),
  parameter("telecom", "token", "contact.telecom.value"),
  parameter("type", "token", "type"),
  parameter("value", "string", "uniqueId.value"),
];

const OPERATION_DEFINITION: SearchParameter[] = [
  parameter("base", "reference", "base"),
  parameter("code", "token", "code"),
  parameter("input-profile", "reference", "inputProfile"),
  parameter("instance", "token", "instance"),
  parameter("kind", "token", "kind", {
    system: "http://hl7.org/fhir/operation-kind",
    codes: ["operation", "query"],
  }),
  parameter("output-profile", "reference", "outputProfile"),
  parameter("system", "token", "system"),
  parameter("type", "token", "type"),
];

const PROVENANCE: SearchParameter[] = [
  parameter("activity", "token", "activity", { only: "r5" }),
  parameter("agent", "reference", "agent.who"),
  parameter("agent-role", "token", "agent.role"),
  parameter("agent-type", "token", "agent.type"),
  parameter("based-on", "reference", "basedOn", { only: "r5" }),
  parameter("encounter", "reference", "encounter", { only: "r5" }),
  parameter("entity", "reference", "entity.what"),
  parameter("location", "reference", "location"),
  parameter("patient", "reference", "patient"),
  parameter("recorded", "date", "recorded"),
  parameter("signature-type", "token", "signature.type"),
  parameter("target", "reference", "target"),
  parameter("when", "date", "occurredDateTime occurredPeriod"),
];

const TABLE: Record<ResourceType, SearchParameter[]> = {
  CodeSystem: [...RESOURCE, ...CANONICAL, ...METADATA, ...CODE_SYSTEM],
  ValueSet: [...RESOURCE, ...CANONICAL, ...METADATA, ...VALUE_SET],
  ConceptMap: [...RESOURCE, ...CANONICAL, ...METADATA, ...CONCEPT_MAP],
  NamingSystem: [...RESOURCE, ...CANONICAL, ...METADATA, ...NAMING_SYSTEM],
  OperationDefinition: [...RESOURCE, ...CANONICAL, ...OPERATION_DEFINITION],
  Provenance: [...RESOURCE, ...PROVENANCE],
};

const BY_NAME = Object.fromEntries(
  Object.entries(TABLE).map(([type, all]) => [type, new Map(all.map((p) => [p.name, p]))]),
) as Record<ResourceType, Map<string, SearchParameter>>;

/** All search parameters of a resource type; for one FHIR version, those that it has. */
export function searchParameters(type: ResourceType, fhirVersion?: "r4" | "r5"): readonly SearchParameter[] {
  return TABLE[type].filter((p) => !fhirVersion || !p.only || p.only === fhirVersion);
}

/** The parameter of this name (without modifier), if the type has it. */
export function searchParameter(type: ResourceType, name: string): SearchParameter | undefined {
  return BY_NAME[type].get(name);
}

/** What is answered from rows has as many values as there are concepts or mappings: no order. */
export const isSortable = ({ rows }: SearchParameter): boolean => rows === undefined;

/** Does it read what a store says of a resource, its id and its meta? */
export const isOfStore = ({ paths: [path = ""] }: SearchParameter): boolean =>
  path === "id" || path.startsWith("meta.");

/** All that a parameter finds in an R5-shaped resource; nothing for parameters that are answered from rows. */
export function searchValues(parameter: SearchParameter, resource: object): Iterable<SearchValue> {
  if (parameter.read) return parameter.read(resource);
  return parameter.paths.flatMap((path) =>
    at(resource, path).flatMap((element) => readValue(parameter.type, element, parameter.system)),
  );
}

function designationLanguages(resource: object): SearchValue[] {
  const languages = new Set<string>();
  const stack = at(resource, "concept");
  while (stack.length > 0) {
    const concept = stack.pop();
    for (const language of at(concept, "designation.language")) languages.add(String(language));
    for (const child of at(concept, "concept")) stack.push(child);
  }
  return [...languages].map((value) => ({ value }));
}

/** The codes that a value set enumerates, in its definition or in a stored expansion: there may be very many. */
function* valueSetCodes(resource: object): Generator<SearchValue> {
  for (const include of at(resource, "compose.include")) {
    const { system, concept } = include as { system?: string; concept?: unknown };
    for (const listed of Array.isArray(concept) ? concept : [])
      for (const code of at(listed, "code")) yield { system, value: String(code) };
  }
  const stack = at(resource, "expansion.contains");
  while (stack.length > 0) {
    const contained = stack.pop() as { system?: string; code?: string };
    if (contained.code !== undefined) yield { system: contained.system, value: contained.code };
    for (const inner of at(contained, "contains")) stack.push(inner);
  }
}
